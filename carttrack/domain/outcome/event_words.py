"""Derived responses, events and aplasia in words, the same on screen and paper."""

from carttrack.domain.clinic import Comparison
from carttrack.domain.days import short_date
from carttrack.domain.outcome.assessed import AssessedResponse
from carttrack.domain.outcome.b_cell_aplasia import Aplasia, AplasiaDefinition, AplasiaState
from carttrack.domain.outcome.derivation import Agreement, DerivedResponse
from carttrack.domain.outcome.later_therapy import LaterTherapy
from carttrack.domain.outcome.mrd import MrdCategory
from carttrack.domain.outcome.relapse import Relapse
from carttrack.domain.outcome.remission import RemissionNumber
from carttrack.domain.outcome.second_malignancy import SecondMalignancy
from carttrack.domain.outcome.wording import fraction
from carttrack.domain.patients import AntigenStatus
from carttrack.domain.terms import term

_REMISSIONS = {
    RemissionNumber.FIRST: "first CR",
    RemissionNumber.SECOND: "second CR",
    RemissionNumber.THIRD_OR_LATER: "third or later CR",
}
_AGREEMENT = {
    Agreement.NOT_STATED: "no statement of the clinician",
    Agreement.NOT_DERIVED: "the clinician’s statement stands alone",
    Agreement.AGREES: "agrees with the clinician’s statement",
    Agreement.POSSIBLE: "the missing counts leave the clinician’s statement open",
    Agreement.DIFFERS: "differs from the clinician’s statement",
}
_MRD = {
    MrdCategory.COMPLETE: "no MRD detectable, at a sensitivity of 10⁻⁴ or better",
    MrdCategory.POSITIVE_BELOW: "MRD positive below 10⁻⁴ or below quantification",
    MrdCategory.AT_CUT_OFF: "MRD at 10⁻⁴, which the criteria give to neither side",
    MrdCategory.FAILURE: "MRD above 10⁻⁴",
    MrdCategory.POSITIVE_NO_LEVEL: "MRD detected, level not recorded",
    MrdCategory.INSUFFICIENT_SENSITIVITY: "MRD not detected, sensitivity not sufficient",
    MrdCategory.SENSITIVITY_NOT_RECORDED: "MRD not detected, sensitivity not recorded",
}
_STATES = {
    AplasiaState.NO_DEFINITION: "B cells: the clinic has set no definition of B-cell aplasia",
    AplasiaState.NOT_MEASURED: "B cells not measured",
    AplasiaState.APLASIA: "B-cell aplasia, last seen",
    AplasiaState.RECOVERY_TO_CONFIRM: "B cells recovering, to be confirmed by a second sample",
    AplasiaState.LOST: "B-cell aplasia lost",
}


def derived_words(one: AssessedResponse) -> str:
    """Return what the findings make, why, and how it stands to the statement.

    `Derived: CR (every criterion is met); differs from the clinician's statement`. Empty for a
    disease without a response form and for a baseline.
    """
    if one.derived is None:
        return ""
    kind = derived_kind(one.derived)
    number = f"; by the relapses before: {_REMISSIONS[one.remission]}" if one.remission else ""
    taken = ", counts of that day from the record" if one.counts_from_record else ""
    return f"Derived: {kind} ({one.derived.reason}{taken}); {_AGREEMENT[one.agreement]}{number}"


def derived_kind(derived: DerivedResponse) -> str:
    """Return the derived response in its term: `CRi`, or `cannot say`."""
    return term(derived.kind) if derived.kind else "cannot say"


def agreement_words(agreed: Agreement) -> str:
    """Return how the statement stands to the findings: `differs from the clinician's statement`."""
    return _AGREEMENT[agreed]


def remission_words(number: RemissionNumber) -> str:
    """Return the number of a remission in words: `second CR`."""
    return _REMISSIONS[number]


def mrd_category_words(category: MrdCategory) -> str:
    """Return an MRD category in words, empty where there is no result."""
    return _MRD.get(category, "")


def relapse_words(relapse: Relapse) -> str:
    """Return a relapse without its day: `Relapse, marrow or blood, CD19 negative, CD22 dim`."""
    parts = [f"Relapse, {term(relapse.kind)}"]
    if relapse.site:
        parts.append(relapse.site)
    if relapse.marrow_blasts is not None:
        limit = "" if relapse.threshold is None else f" (threshold {relapse.threshold:f} %)"
        parts.append(f"marrow blasts {relapse.marrow_blasts:f} %{limit}")
    if relapse.blood_blasts is not None:
        parts.append(f"blood blasts {relapse.blood_blasts:f} %")
    if relapse.mrd_level is not None:
        parts.append(f"MRD {fraction(relapse.mrd_level)}")
    parts.append(antigen_pair(relapse.cd19, relapse.cd22))
    return ", ".join(parts)


def antigen_pair(cd19: AntigenStatus | None, cd22: AntigenStatus | None) -> str:
    """Return the antigen pair in words, which lose no minus: `CD19 negative, CD22 positive`."""
    return ", ".join(
        f"{name} {term(status) if status else 'not recorded'}"
        for name, status in (("CD19", cd19), ("CD22", cd22))
    )


def therapy_words(therapy: LaterTherapy) -> str:
    """Return a later therapy without its day."""
    words = term(therapy.kind)
    parts = [words[:1].upper() + words[1:], therapy.name, therapy.place]
    if therapy.in_remission is not None:
        parts.append("in remission" if therapy.in_remission else "not in remission")
    if therapy.stopped_on is not None:
        parts.append(f"until {short_date(therapy.stopped_on)}")
    return ", ".join(filter(None, parts))


def malignancy_words(malignancy: SecondMalignancy) -> str:
    """Return a second malignancy without its day: its kind, the transgene, the report."""
    transgene = term(malignancy.transgene) if malignancy.transgene else "not recorded"
    parts = [
        f"Second malignancy, {term(malignancy.kind)}",
        malignancy.name,
        f"CAR transgene {transgene}",
    ]
    if malignancy.reported_on is None:
        parts.append("report not recorded")
    else:
        to = f" to {malignancy.reported_to}" if malignancy.reported_to else ""
        parts.append(f"reported {short_date(malignancy.reported_on)}{to}")
    return ", ".join(filter(None, parts))


def aplasia_words(aplasia: Aplasia) -> str:
    """Return the state of B-cell aplasia with its days."""
    words = _STATES[aplasia.state]
    if aplasia.since is None:
        return words
    words = f"{words} {short_date(aplasia.since)}"
    if aplasia.state is not AplasiaState.LOST:
        return words
    if aplasia.confirmed_on is not None:
        words = f"{words}, confirmed {short_date(aplasia.confirmed_on)}"
    return f"{words}, within six months of the cells" if aplasia.early else words


def definition_words(definition: AplasiaDefinition) -> str:
    """Return the clinic's definition: `clinic's definition of loss: CD19+ cells > 1 %, …`."""
    sign = ">" if definition.comparison is Comparison.ABOVE else "≥"
    limits = [
        f"{sign} {limit:f}{unit}"
        for limit, unit in ((definition.percent, " %"), (definition.per_ul, "/µL"))
        if limit is not None
    ]
    samples = "on two samples" if definition.second_sample else "on one sample"
    return f"clinic’s definition of loss: CD19+ cells {' or '.join(limits)}, {samples}"
