"""The criteria that decide how a published group stands to one patient.

Two sources describe a group with figures: [1] (the web article on CD19/CD22 bicistronic CAR T
cells in children) and [2] (Fry TJ et al., doi 10.1038/nm.4441). What each states, leaves out
and is silent on is written here criterion by criterion, C1 to C11.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from carttrack.domain.patients import (
    AntigenStatus,
    Disease,
    DiseaseSite,
    DiseaseStatus,
    PriorCd19,
    Target,
)

ADULT = 18
"""Age in years from which a patient is no child."""
ACTIVE_DOSE = Decimal(1)
"""Millions of CD22 CAR T cells per kg from which the 73 % of [2] holds."""


class Match(StrEnum):
    """The answer to one criterion for one source."""

    MATCHES = "M"
    DIFFERS = "D"
    EXCLUDED = "E"
    NOT_RECORDED = "N"
    SILENT = "S"


class Verdict(StrEnum):
    """How a source's group stands to the patient; the first that holds."""

    ANOTHER_DISEASE = "another_disease"
    ANOTHER_TARGET = "another_target"
    WOULD_NOT_HAVE_BEEN_INCLUDED = "would_not_have_been_included"
    ANOTHER_PRODUCT = "another_product"
    PARTLY = "partly"
    CANNOT_BE_SAID_YET = "cannot_be_said_yet"
    LIKE_THIS_GROUP = "like_this_group"


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientFacts:
    """The facts that decide applicability, taken at the first infusion; None means not recorded.

    Before the infusion they are those of the planned product and today's age, and `planned` is
    true. `targets` is empty for a product whose target is not recorded; `product_listed` says
    that the catalogue knows the product. `dose_per_kg` is in millions of CAR+ viable cells per
    kg, None also when only a total without its weight is on record.
    """

    disease: Disease
    status: DiseaseStatus | None
    product: str
    product_name: str
    targets: frozenset[Target]
    age: int
    prior_cd19: PriorCd19 | None
    cd19: AntigenStatus | None
    cd22: AntigenStatus | None
    site: DiseaseSite | None
    prior_transplant: bool | None
    dose_per_kg: Decimal | None
    planned: bool = False
    product_listed: bool = True


Criterion = Callable[[PatientFacts], Match]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A published group: its citation number and its answer to each criterion, C1 to C11."""

    source: int
    criteria: tuple[tuple[str, Criterion], ...]

    def answers(self, facts: PatientFacts) -> tuple[tuple[str, Match], ...]:
        """Return the answer to each criterion for one patient."""
        return tuple((code, criterion(facts)) for code, criterion in self.criteria)


def verdict_of(answers: tuple[tuple[str, Match], ...]) -> Verdict:
    """Return the first verdict that holds for the answers to C1 to C11."""
    found = dict(answers)
    values = frozenset(found.values())
    in_order = (
        (found["C1"] is Match.DIFFERS, Verdict.ANOTHER_DISEASE),
        (found["C3"] is Match.DIFFERS, Verdict.ANOTHER_TARGET),
        (Match.EXCLUDED in values, Verdict.WOULD_NOT_HAVE_BEEN_INCLUDED),
        (found["C4"] is Match.DIFFERS, Verdict.ANOTHER_PRODUCT),
        (Match.DIFFERS in values, Verdict.PARTLY),
        (Match.NOT_RECORDED in values, Verdict.CANNOT_BE_SAID_YET),
    )
    return next((verdict for holds, verdict in in_order if holds), Verdict.LIKE_THIS_GROUP)


def _same(is_same: bool) -> Match:  # noqa: FBT001  (the one argument is the answer itself)
    return Match.MATCHES if is_same else Match.DIFFERS


def _disease(facts: PatientFacts) -> Match:
    return _same(facts.disease is Disease.B_ALL)


def _status(facts: PatientFacts) -> Match:
    if facts.status is None:
        return Match.NOT_RECORDED
    early = {DiseaseStatus.MRD_ONLY, DiseaseStatus.FIRST_REMISSION}
    return _same(facts.status not in early)


def _targets(wanted: frozenset[Target]) -> Criterion:
    def answer(facts: PatientFacts) -> Match:
        return _same(facts.targets == wanted) if facts.targets else Match.NOT_RECORDED

    return answer


def _product(product: str) -> Criterion:
    def answer(facts: PatientFacts) -> Match:
        if facts.product == product:
            return Match.MATCHES
        # An unlisted product without a target may be the very one under another name.
        return Match.DIFFERS if facts.targets else Match.NOT_RECORDED

    return answer


def _age(youngest: int, oldest: int) -> Criterion:
    return lambda facts: _same(youngest <= facts.age <= oldest)


def _silent(_facts: PatientFacts) -> Match:
    return Match.SILENT


def _lookup(attribute: str, answers: dict[object, Match]) -> Criterion:
    """Answer by the value of one fact; on a value not listed the source is silent."""

    def answer(facts: PatientFacts) -> Match:
        return answers.get(getattr(facts, attribute), Match.SILENT)

    return answer


def _dose(facts: PatientFacts) -> Match:
    if facts.dose_per_kg is None:
        return Match.NOT_RECORDED
    return _same(facts.dose_per_kg >= ACTIVE_DOSE)


ZHANG = Group(
    source=1,
    criteria=(
        ("C1", _disease),
        ("C2", _status),
        ("C3", _targets(frozenset({Target.CD19, Target.CD22}))),
        ("C4", _product("cd19_22_b019")),
        ("C5", _age(0, ADULT - 1)),  # "children"; ages are not stated
        (
            "C6",
            _lookup(
                "prior_cd19",
                {
                    PriorCd19.NONE: Match.MATCHES,
                    PriorCd19.GIVEN: Match.EXCLUDED,
                    PriorCd19.FAILED: Match.EXCLUDED,
                    None: Match.NOT_RECORDED,
                },
            ),
        ),
        (
            "C7",
            _lookup(
                "cd19",
                {
                    AntigenStatus.POSITIVE: Match.MATCHES,
                    AntigenStatus.NEGATIVE: Match.EXCLUDED,
                    None: Match.NOT_RECORDED,
                },
            ),
        ),
        ("C8", _silent),
        (
            "C9",
            _lookup(
                "site",
                {
                    None: Match.NOT_RECORDED,
                    DiseaseSite.ISOLATED_EXTRAMEDULLARY: Match.MATCHES,  # 51 of them
                    DiseaseSite.MARROW: Match.MATCHES,  # among the 292 others
                    DiseaseSite.COMBINED: Match.MATCHES,
                },
            ),
        ),
        ("C10", _silent),
        ("C11", _silent),
    ),
)
"""[1]: children with r/r B-ALL, CD19/CD22 bicistronic CAR T cells."""

FRY = Group(
    source=2,
    criteria=(
        ("C1", _disease),
        ("C2", _status),
        ("C3", _targets(frozenset({Target.CD22}))),
        ("C4", _product("cd22_car")),
        ("C5", _age(7, 30)),
        (
            "C6",  # 17 of 21 had failed it; on the others the source is silent
            _lookup("prior_cd19", {PriorCd19.FAILED: Match.MATCHES, None: Match.NOT_RECORDED}),
        ),
        (
            "C7",
            _lookup("cd19", {AntigenStatus.NEGATIVE: Match.MATCHES, None: Match.NOT_RECORDED}),
        ),
        ("C8", _lookup("cd22", {AntigenStatus.NEGATIVE: Match.DIFFERS})),
        ("C9", _silent),
        (
            "C10",
            _lookup(
                "prior_transplant",
                {True: Match.MATCHES, False: Match.DIFFERS, None: Match.NOT_RECORDED},
            ),
        ),
        ("C11", _dose),
    ),
)
"""[2]: B-ALL, 7 to 30 years, CD22 CAR T cells."""

GROUPS = (ZHANG, FRY)
