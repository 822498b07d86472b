"""The clinic's own rules: which dated rules it follows, whose holidays it keeps."""

from carttrack.domain.clinic import ClinicRecord
from carttrack.domain.errors import InvalidEntryError, RefusedError
from carttrack.domain.follow_up.protocol import Protocol, RuleKind
from carttrack.domain.kept import Act
from carttrack.domain.public_holidays import check_place
from carttrack.services import catalogue
from carttrack.services.clinic import Clinic


def change_record(clinic: Clinic, record: ClinicRecord, *, reason: str = "") -> Act:
    """Keep the clinic's record with other rules or another letterhead.

    Raises `InvalidEntryError` for a rule that the clinic's protocol does not have and for a
    country or region whose holidays are not known; `RefusedError` where nothing differs.
    """
    if record == clinic.record:
        raise RefusedError("Nothing differs from what is on record, so nothing was saved.")
    if record.holiday_country:
        check_place(record.holiday_country, record.holiday_region)
    if record.protocol:
        _check_rules(catalogue.protocol(clinic, record.protocol), record)
    what = "Clinic's rules changed"
    with clinic.work(what, reason=reason.strip()) as work:
        work.clinic.change(record)
    return Act(id=work.act, what=what, entry_id=work.first_entry)


def missing_rules(protocol: Protocol, record: ClinicRecord) -> tuple[str, ...]:
    """Return the ids of the clinic's chosen rules that a protocol does not have."""
    chosen = (
        (RuleKind.DRIVING, record.driving_rule),
        (RuleKind.DISTANCE, record.distance_rule),
    )
    return tuple(
        rule_id for kind, rule_id in chosen if rule_id and protocol.rule(kind, rule_id) is None
    )


def _check_rules(protocol: Protocol, record: ClinicRecord) -> None:
    for rule_id in missing_rules(protocol, record):
        field = "driving_rule" if rule_id == record.driving_rule else "distance_rule"
        raise InvalidEntryError(
            field,
            f"Protocol {protocol.key} has no rule {rule_id}. Choose one that it has; nothing was "
            "changed.",
        )
