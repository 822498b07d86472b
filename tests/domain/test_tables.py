from datetime import date
from enum import StrEnum

import pytest

from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.tables import read


class _Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


TEXT = '''title = " Words "
when = 2026-11-20
note = """
count = 9
"""
count = 3
flag = true
names = ["a", "b"]
colour = "red"

[part]
size = 2

[[item]]
id = "one"
inner = { size = 4 }

[[item]]
id = "two"
'''


def test_values_are_read_by_their_kind() -> None:
    top = read(TEXT)
    assert top.text("title") == "Words"
    assert top.day("when") == date(2026, 11, 20)
    assert top.whole("count", 1, 9) == 3
    assert top.flag("flag")
    assert top.words("names") == ("a", "b")
    assert top.choice("colour", _Colour) is _Colour.RED
    assert [item.text("id") for item in top.tables("item")] == ["one", "two"]


def test_a_missing_value_has_its_plain_answer() -> None:
    top = read("")
    assert top.text("title", "none") == "none"
    assert top.day("when") is None
    assert not top.flag("flag")
    assert top.words("names") == ()
    assert top.table("part") is None
    assert top.tables("item") == ()


def test_lines_are_those_of_the_text_also_after_text_of_several_lines() -> None:
    top = read(TEXT)
    assert str(top.refusal("count", "is odd.")) == "Line 6, count: is odd."
    part = top.table("part")
    assert part is not None
    assert str(part.refusal("size", "is odd.")) == "Line 12, part.size: is odd."
    first, second = top.tables("item")
    inner = first.table("inner")
    assert inner is not None
    assert str(inner.refusal("size", "is odd.")) == "Line 16, item.inner.size: is odd."
    assert str(second.refusal("name", "is missing.")) == "Line 18, item.name: is missing."


@pytest.mark.parametrize(("text", "line"), [("a = 1\na = 2", 2), ("a = [1,\n2", 2), ("\n\na b", 3)])
def test_text_that_is_no_toml_is_refused_by_its_line(text: str, line: int) -> None:
    with pytest.raises(InvalidEntryError, match=f"^Line {line}: ") as caught:
        read(text)
    assert "Nothing was taken over" in caught.value.message


def test_a_value_of_another_kind_is_refused() -> None:
    top = read('a = 1\nb = "x"\nc = 2026-11-20T10:00:00\nd = ["x", 2]\ne = true\nf = "green"')
    for wrong in (
        lambda: top.text("a"),
        lambda: top.whole("b", 0, 9),
        lambda: top.whole("e", 0, 9),
        lambda: top.whole("a", 2, 9),
        lambda: top.day("c"),
        lambda: top.words("d"),
        lambda: top.flag("a"),
        lambda: top.table("a"),
        lambda: top.tables("a"),
        lambda: top.tables("d"),
        lambda: top.choice("f", _Colour),
        lambda: top.only("a", "b"),
    ):
        with pytest.raises(InvalidEntryError):
            wrong()


def test_tables_written_in_a_row_are_read_too() -> None:
    top = read('item = [{ id = "one" }, { id = "two" }]')
    assert [item.text("id") for item in top.tables("item")] == ["one", "two"]
    with pytest.raises(InvalidEntryError, match=r"^Line 1, item\.name"):
        top.tables("item")[1].text("name")
