from datetime import date

from carttrack.domain.pathway.identifiers import Identifier, IdentifierKind
from carttrack.gui.models.course_facts import identifier_facts
from tests.gui.dialogs.builders import a_case, kept

TODAY = date(2026, 11, 20)


def test_an_expiry_always_names_its_year() -> None:
    lot = Identifier(kind=IdentifierKind.LOT, value="26A117", expires_on=date(2026, 1, 1))
    facts = identifier_facts(a_case(identifiers=(kept(lot),)), TODAY)
    assert facts[0].value == "26A117, expires 1 Jan 2026"
