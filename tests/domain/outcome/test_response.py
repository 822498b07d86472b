from decimal import Decimal
from typing import Any

import pytest

from carttrack.domain.errors import InvalidEntryError
from tests.builders import a_response


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"stated_by": ""}, "stated_by"),
        ({"marrow_blasts": Decimal("100.1")}, "marrow_blasts"),
        ({"marrow_pending": True}, "marrow_blasts"),
        ({"mrd_level": Decimal("1.1")}, "mrd_level"),
        ({"mrd_sensitivity": Decimal(0)}, "mrd_sensitivity"),
        ({"mrd_sensitivity": Decimal(4)}, "mrd_sensitivity"),
    ],
)
def test_a_response_that_cannot_be_is_refused_by_its_field(
    changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidEntryError) as caught:
        a_response(**changes)
    assert caught.value.field == field


def test_a_response_may_be_entered_without_a_statement() -> None:
    assert a_response(stated=None, stated_by="").stated is None
