"""Response, counts and what was before treatment, as facts of the Overview."""

from datetime import date

from PySide6.QtCore import QCoreApplication

from carttrack.domain.casefile import CaseFile
from carttrack.domain.follow_up.visits import VisitForm
from carttrack.domain.outcome.response import Response
from carttrack.domain.outcome.wording import mrd_words, response_words
from carttrack.domain.terms import ORDERABLE_TERMS
from carttrack.gui import words
from carttrack.gui.models.facts import Fact, dated, near_date

translate = QCoreApplication.translate


def response_facts(case: CaseFile, today: date) -> tuple[Fact, ...]:
    """Return the latest response with counts, and what stood before Day 0; empty without any."""
    facts: list[Fact] = []
    after = [
        k.value for k in case.responses if case.day0 is None or k.value.assessed_on > case.day0
    ]
    latest = after[-1] if after else None
    if latest is not None:
        facts += _latest(case, latest, today)
    facts += _counts(case, today)
    before = _before(case)
    if before is not None:
        key = translate("facts", "Before")
        facts.append(Fact(key, f"{_marrow(before)} ({near_date(before.assessed_on, today)})"))
    return tuple(facts)


def latest_words(case: CaseFile) -> str:
    """Return the latest response after Day 0 in short, empty without one."""
    after = [k.value for k in case.responses if case.day0 and k.value.assessed_on > case.day0]
    return response_words(after[-1]) if after else ""


def results_words(form: VisitForm) -> str:
    """Return the results of a visit form with their units, pending ones named."""
    units = {"anc": "× 10⁹/L", "platelets": "× 10⁹/L", "hb": "g/L", "igg": "g/L"}
    parts = []
    for name, unit in units.items():
        value = getattr(form, name)
        label = QCoreApplication.translate("terms", ORDERABLE_TERMS[name])
        if value is not None:
            parts.append(f"{label} {value:f} {unit}")
        elif name in form.pending:
            parts.append(translate("facts", "{0} pending").format(label))
    return ", ".join(parts)


def form_facts(form: VisitForm, today: date) -> tuple[Fact, ...]:
    """Return what was recorded at a visit; what was not recorded is left out."""
    seen = near_date(form.seen_on, today)
    if form.seen_by:
        seen = translate("facts", "{0} by {1}").format(seen, form.seen_by)
    facts = [Fact(translate("facts", "Seen"), seen)]
    if form.ecog is not None:
        facts.append(Fact(translate("facts", "ECOG"), str(form.ecog)))
    if form.weight_kg is not None:
        facts.append(Fact(translate("facts", "Weight"), f"{form.weight_kg:f} kg"))
    if form.temp_c is not None:
        facts.append(Fact(translate("facts", "Temperature"), f"{form.temp_c:f} °C"))
    results = results_words(form)
    if results:
        on = near_date(form.counts_on or form.seen_on, today)
        facts.append(Fact(translate("facts", "Results"), f"{results} ({on})"))
    if form.plan:
        facts.append(Fact(translate("facts", "Plan"), form.plan))
    return tuple(facts)


def _latest(case: CaseFile, latest: Response, today: date) -> list[Fact]:
    on = dated(case, latest.assessed_on, today)
    stated = words.term(latest.stated) if latest.stated else translate("facts", "not stated")
    if latest.stated_by:
        stated = translate("facts", "{0}, stated by {1}").format(stated, latest.stated_by)
    facts = [
        Fact(translate("facts", "Response"), f"{stated}, {on}"),
        Fact(translate("facts", "Marrow"), _marrow(latest)),
        Fact(translate("facts", "MRD"), mrd_words(latest)),
    ]
    elsewhere = [words.term(m) for m in (latest.extramedullary, latest.cns) if m is not None]
    if elsewhere:
        facts.append(Fact(translate("facts", "Elsewhere"), ", ".join(elsewhere)))
    if latest.comment:
        facts.append(Fact(translate("facts", "Comment"), latest.comment))
    return facts


def _marrow(response: Response) -> str:
    if response.marrow_blasts is not None:
        return translate("facts", "blasts {0}%").format(f"{response.marrow_blasts:f}")
    if response.marrow_pending:
        return translate("facts", "pending")
    return translate("facts", "blasts not recorded")


def _counts(case: CaseFile, today: date) -> list[Fact]:
    forms = [kept.value for kept in case.visit_forms if results_words(kept.value)]
    if not forms:
        return []
    form = forms[-1]
    on = near_date(form.counts_on or form.seen_on, today)
    return [Fact(translate("facts", "Counts"), f"{results_words(form)} ({on})")]


def _before(case: CaseFile) -> Response | None:
    if case.day0 is None:
        return None
    before = [k.value for k in case.responses if k.value.assessed_on <= case.day0]
    return before[-1] if before else None
