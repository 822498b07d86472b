from datetime import UTC, date, datetime, timedelta

from carttrack.domain.pathway.identifiers import Identifier, IdentifierKind
from carttrack.domain.pathway.infusion import InfusionKind, ReinfusionReason
from carttrack.gui.models.course_facts import identifier_facts
from tests.builders import an_infusion
from tests.gui.dialogs.builders import a_case, an_infused_case, kept

TODAY = date(2026, 11, 20)


def test_an_expiry_always_names_its_year() -> None:
    lot = Identifier(kind=IdentifierKind.LOT, value="26A117", expires_on=date(2026, 1, 1))
    facts = identifier_facts(a_case(identifiers=(kept(lot),)), TODAY, UTC)
    assert facts[0].value == "26A117, expires 1 Jan 2026"


def test_later_infusions_are_listed_with_day_and_reason() -> None:
    again = an_infusion(
        kind=InfusionKind.REINFUSION,
        number=2,
        reason=ReinfusionReason.LOSS_OF_APLASIA,
        started_at=datetime(2026, 10, 23, 9, tzinfo=UTC) + timedelta(days=20),
        total=None,
        weight_kg=None,
    )
    facts = identifier_facts(an_infused_case(later_infusions=(kept(again),)), TODAY, UTC)
    (later,) = (fact for fact in facts if fact.key == "Reinfusion")
    assert later.value.startswith("12 Nov (Day +20), loss of B-cell aplasia, 1.0 × 10⁶")
