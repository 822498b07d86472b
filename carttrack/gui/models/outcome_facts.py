"""The facts of one response or later event, line by line."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from carttrack.domain.days import moment, short_date
from carttrack.domain.outcome.later_therapy import LaterTherapy
from carttrack.domain.outcome.relapse import Relapse
from carttrack.domain.outcome.response import Response
from carttrack.domain.outcome.second_malignancy import SecondMalignancy
from carttrack.domain.outcome.wording import fraction, mrd_words
from carttrack.domain.pathway.infusion import Infusion
from carttrack.domain.patients import Death
from carttrack.gui import words
from carttrack.gui.models.facts import Fact, entered_facts, not_recorded
from carttrack.gui.models.outcome_rows import OutcomeRow

translate = QCoreApplication.translate
Facts = list[tuple[str, str]]
_CELLS = "× 10⁹/L"


def outcome_facts(row: OutcomeRow, zone: ZoneInfo) -> tuple[Fact, ...]:
    """Return what is on record of an entry, with who entered it when."""
    value = row.kept.value
    facts = [Fact(key, text) for key, text in _OF[type(value)](value, zone) if text]
    return (*facts, *entered_facts(row.kept, zone))


def _response(response: Response, _zone: ZoneInfo) -> Facts:
    stated = words.term(response.stated) if response.stated else translate("outcome", "not stated")
    if response.stated_by and response.stated:
        stated = translate("outcome", "{0}, by {1}").format(stated, response.stated_by)
    sites = (response.extramedullary, response.cns)
    marrow = translate("outcome", "pending") if response.marrow_pending else ""
    return [
        (translate("outcome", "Stated"), stated),
        (translate("outcome", "Marrow"), _percent(response.marrow_blasts) or marrow or _none()),
        (translate("outcome", "Maturation"), _yes_no(answer=response.normal_maturation)),
        (translate("outcome", "Blood blasts"), _percent(response.circulating_blasts)),
        (translate("outcome", "Elsewhere"), ", ".join(words.term(s) for s in sites if s)),
        (translate("outcome", "Counts"), _counts(response)),
        (
            translate("outcome", "No transfusions"),
            _yes_no(answer=response.transfusion_independent),
        ),
        (translate("outcome", "MRD"), mrd_words(response)),
        (translate("outcome", "MRD sample of"), _day(response.mrd_on)),
        (translate("outcome", "Comment"), response.comment),
    ]


def _counts(response: Response) -> str:
    parts = []
    if response.anc is not None:
        parts.append(translate("outcome", "ANC {0}").format(f"{response.anc:f} {_CELLS}"))
    if response.platelets is not None:
        platelets = f"{response.platelets:f} {_CELLS}"
        parts.append(translate("outcome", "platelets {0}").format(platelets))
    if parts and response.counts_on is not None:
        parts.append(short_date(response.counts_on))
    return ", ".join(parts)


def _relapse(relapse: Relapse, _zone: ZoneInfo) -> Facts:
    return [
        (translate("outcome", "Kind"), words.term(relapse.kind)),
        (translate("outcome", "Site"), relapse.site),
        (translate("outcome", "Marrow blasts"), _percent(relapse.marrow_blasts)),
        (translate("outcome", "Threshold"), _percent(relapse.threshold)),
        (translate("outcome", "Blood blasts"), _percent(relapse.blood_blasts)),
        (
            translate("outcome", "MRD level"),
            "" if relapse.mrd_level is None else fraction(relapse.mrd_level),
        ),
        (translate("outcome", "Confirmed"), _day(relapse.confirmed_on)),
        (translate("outcome", "CD19"), words.term(relapse.cd19) if relapse.cd19 else _none()),
        (translate("outcome", "CD22"), words.term(relapse.cd22) if relapse.cd22 else _none()),
        (translate("outcome", "Stated by"), relapse.stated_by),
        (translate("outcome", "Detail"), relapse.detail),
    ]


def _therapy(therapy: LaterTherapy, _zone: ZoneInfo) -> Facts:
    return [
        (translate("outcome", "Kind"), words.term(therapy.kind)),
        (translate("outcome", "Given"), therapy.name),
        (translate("outcome", "From"), _day(therapy.started_on)),
        (translate("outcome", "Until"), _day(therapy.stopped_on)),
        (translate("outcome", "In remission"), _yes_no(answer=therapy.in_remission)),
        (translate("outcome", "Where"), therapy.place),
        (translate("outcome", "Detail"), therapy.detail),
    ]


def _malignancy(malignancy: SecondMalignancy, _zone: ZoneInfo) -> Facts:
    transgene = words.term(malignancy.transgene) if malignancy.transgene else _none()
    reported = _day(malignancy.reported_on)
    if reported and malignancy.reported_to:
        reported = translate("outcome", "{0}, to {1}").format(reported, malignancy.reported_to)
    return [
        (translate("outcome", "Kind"), words.term(malignancy.kind)),
        (translate("outcome", "Diagnosis"), malignancy.name),
        (translate("outcome", "CAR transgene"), transgene),
        (translate("outcome", "Sample of"), _day(malignancy.tested_on)),
        (translate("outcome", "Reported"), reported or _none()),
        (translate("outcome", "Detail"), malignancy.detail),
    ]


def _infusion(infusion: Infusion, zone: ZoneInfo) -> Facts:
    dose = ""
    if infusion.dose is not None and infusion.dose_unit is not None:
        dose = f"{infusion.dose:f} {words.term(infusion.dose_unit)}"
    return [
        (translate("outcome", "Kind"), words.term(infusion.kind)),
        (translate("outcome", "Number"), str(infusion.number)),
        (translate("outcome", "Because"), words.term(infusion.reason) if infusion.reason else ""),
        (translate("outcome", "Started"), moment(infusion.started_at, zone)),
        (translate("outcome", "Dose"), dose or _none()),
        (
            translate("outcome", "Total"),
            "" if infusion.total is None else f"{infusion.total:f} × 10⁶",
        ),
        (translate("outcome", "Infused by"), infusion.infused_by),
        (translate("outcome", "Checked by"), infusion.checked_by),
        (translate("outcome", "Note"), infusion.note),
    ]


def _death(death: Death, _zone: ZoneInfo) -> Facts:
    return [
        (translate("outcome", "Cause"), words.term(death.cause)),
        (translate("outcome", "Stated by"), death.stated_by),
        (translate("outcome", "Detail"), death.detail),
    ]


_OF: Mapping[type, Callable[[Any, ZoneInfo], Facts]] = {
    Response: _response,
    Relapse: _relapse,
    LaterTherapy: _therapy,
    SecondMalignancy: _malignancy,
    Infusion: _infusion,
    Death: _death,
}


def _percent(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f} %"


def _day(day: date | None) -> str:
    return "" if day is None else short_date(day)


def _yes_no(*, answer: bool | None) -> str:
    if answer is None:
        return ""
    return translate("outcome", "yes") if answer else translate("outcome", "no")


def _none() -> str:
    return not_recorded()
