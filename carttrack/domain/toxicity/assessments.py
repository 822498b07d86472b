"""One CRS and ICANS assessment as it is kept: findings, derived and recorded grades."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from carttrack.domain import fields
from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.toxicity.crs import COLDEST_C, HOTTEST_C, CrsFindings
from carttrack.domain.toxicity.icans import IcansFindings
from carttrack.domain.toxicity.scales import ASTCT_2019, Status

WORST = 5
"""Grade 5 is death (Lee DW et al. 2019)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeOnRecord:
    """A grade as it was derived and as the clinician recorded it; both are kept.

    `derived` with `status` and `at_least` is what the rules said under `rule_version`;
    `recorded` is what stands: equal to `derived` unless set by hand with `override_reason`.
    `answered` are the codes of the questions that were asked where the consensus is silent, and
    answered by keeping the proposed grade; a grade set by hand answers every question itself.
    """

    derived: int | None
    status: Status
    at_least: bool = False
    recorded: int | None
    override_reason: str = ""
    scale: str = ASTCT_2019
    rule_version: str
    answered: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        fields.whole("recorded", self.recorded, 0, WORST)
        fields.whole("derived", self.derived, 0, WORST)
        reason = fields.text("override_reason", self.override_reason)
        object.__setattr__(self, "override_reason", reason)
        if self.recorded != self.derived and not reason:
            raise InvalidEntryError(
                "override_reason", "The grade is set by hand. Give the reason, both are kept."
            )
        self._check_answers()

    @property
    def by_hand(self) -> bool:
        """Whether a person set the grade; drawn with a pencil."""
        return self.recorded != self.derived

    @property
    def shown(self) -> int | None:
        """The digit to draw, or None for the dash: no digit unless graded or set by hand."""
        return self.recorded if self.by_hand or self.status is Status.GRADED else None

    def _check_answers(self) -> None:
        if not self.answered:
            return
        codes = tuple(fields.line("answered", code, required=True) for code in self.answered)
        object.__setattr__(self, "answered", codes)
        if len(set(codes)) < len(codes):
            raise InvalidEntryError("answered", "A question is answered twice.")
        if self.by_hand:
            raise InvalidEntryError(
                "answered",
                "A question is answered by keeping the proposed grade, yet the grade is set by "
                "hand. It is one of the two.",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """Findings at one moment with their grades, or the reason why nothing was assessed.

    `temp_now_c` is the temperature at the assessment; the highest since the last one is
    `crs.temp_c`. `systolic`, `diastolic` in mmHg and `spo2` in % are kept as measured and never
    graded. `not_done_reason` is filled for an assessment that was due and not done; then there
    are no findings.
    """

    at: datetime
    assessor: str
    crs: CrsFindings | None = None
    icans: IcansFindings | None = None
    crs_grade: GradeOnRecord | None = None
    icans_grade: GradeOnRecord | None = None
    temp_now_c: Decimal | None = None
    systolic: int | None = None
    diastolic: int | None = None
    spo2: int | None = None
    note: str = ""
    not_done_reason: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "at", fields.instant("at", self.at))
        object.__setattr__(self, "assessor", fields.line("assessor", self.assessor, required=True))
        object.__setattr__(self, "note", fields.text("note", self.note))
        reason = fields.text("not_done_reason", self.not_done_reason)
        object.__setattr__(self, "not_done_reason", reason)
        fields.number("temp_now_c", self.temp_now_c, str(COLDEST_C), str(HOTTEST_C), "°C")
        fields.whole("systolic", self.systolic, 20, 300, "mmHg")
        fields.whole("diastolic", self.diastolic, 10, 200, "mmHg")
        fields.whole("spo2", self.spo2, 1, 100, "%")
        if bool(reason) == (self.crs is not None or self.icans is not None):
            raise InvalidEntryError(
                "not_done_reason", "Enter findings, or the reason why nothing was assessed."
            )
        if (self.crs is None) != (self.crs_grade is None):
            raise InvalidEntryError("crs_grade", "CRS findings and their grade belong together.")
        if (self.icans is None) != (self.icans_grade is None):
            raise InvalidEntryError(
                "icans_grade", "ICANS findings and their grade belong together."
            )
