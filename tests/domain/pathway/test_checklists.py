"""A signature under open items needs its reason."""

import pytest

from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.pathway.checklists import Answer, CheckAnswer, Checklist, Clearance
from tests.builders import NOW


def test_a_plain_go_needs_no_reason() -> None:
    signed = Clearance(checklist=Checklist.BEFORE_INFUSION, signed_at=NOW, signed_by="R. Demo")
    assert (signed.holds, signed.override_reason) == ((), "")


def test_open_items_are_signed_with_a_reason_only() -> None:
    with pytest.raises(InvalidEntryError) as refused:
        Clearance(
            checklist=Checklist.BEFORE_INFUSION,
            signed_at=NOW,
            signed_by="R. Demo",
            holds=("icu_bed",),
            override_reason="  ",
        )
    assert refused.value.field == "override_reason"


def test_an_answer_names_its_item() -> None:
    with pytest.raises(InvalidEntryError) as refused:
        CheckAnswer(checklist=Checklist.ELIGIBILITY, item=" ", answer=Answer.MET)
    assert refused.value.field == "item"
