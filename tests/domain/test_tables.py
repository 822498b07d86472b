from datetime import date
from decimal import Decimal
from enum import StrEnum

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.tables import read, refuse_twice


class _Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


TEXT = '''title = " Words "
when = 2026-11-20
note = """
count = 9
"""
count = 3
dose = 0.20
flag = true
names = ["a", "b"]
colour = "red"
colours = ["blue", "red"]

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
    assert top.whole_if_given("count", 1, 9) == 3
    assert top.decimal("dose") == Decimal("0.20")
    assert top.flag("flag")
    assert top.words("names") == ("a", "b")
    assert top.choice("colour", _Colour) is _Colour.RED
    assert top.choices("colours", _Colour) == (_Colour.BLUE, _Colour.RED)
    assert [item.text("id") for item in top.tables("item")] == ["one", "two"]


def test_a_missing_value_has_its_plain_answer() -> None:
    top = read("")
    assert top.text("title", "none") == "none"
    assert top.day("when") is None
    assert top.whole_if_given("count", 0, 9) is None
    assert top.decimal("dose") is None
    assert not top.flag("flag")
    assert top.words("names") == ()
    assert top.table("part") is None
    assert top.tables("item") == ()


def test_lines_are_those_of_the_text_also_after_text_of_several_lines() -> None:
    top = read(TEXT)
    assert str(top.refusal("count", "is odd.")) == "Line 6, count: is odd."
    part = top.table("part")
    assert part is not None
    assert str(part.refusal("size", "is odd.")) == "Line 14, part.size: is odd."
    first, second = top.tables("item")
    inner = first.table("inner")
    assert inner is not None
    assert str(inner.refusal("size", "is odd.")) == "Line 18, item.inner.size: is odd."
    assert str(second.refusal("name", "is missing.")) == "Line 20, item.name: is missing."


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
        lambda: top.whole("g", 2, 9),
        lambda: top.whole_if_given("a", 2, 9),
        lambda: top.decimal("b"),
        lambda: top.decimal("e"),
        lambda: top.choices("a", _Colour),
        lambda: top.choices("d", _Colour),
        lambda: top.choices("g", _Colour),
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


NESTED = """# [[shelf]]
[[shelf]]
[[shelf.book]] # the first
title = "a"
[[shelf.book]]
title = "b"
[[shelf.book.page]]
[shelf.book.page.margin]
left = 1

[[shelf]]
[[shelf.book]]
title = "c"
[[shelf.book.page]]
[[shelf.book.page]]
number.roman = "ii"
"""


def test_tables_inside_tables_have_the_lines_of_their_own_headers() -> None:
    first, second = read(NESTED).tables("shelf")
    a, b = first.tables("book")
    (c,) = second.tables("book")
    assert str(a.refusal("title", "is odd.")) == "Line 4, shelf.book.title: is odd."
    assert str(b.refusal("title", "is odd.")) == "Line 6, shelf.book.title: is odd."
    assert str(c.refusal("title", "is odd.")) == "Line 13, shelf.book.title: is odd."
    (page,) = b.tables("page")
    margin = page.table("margin")
    assert margin is not None
    assert str(margin.refusal("left", "is odd.")) == "Line 9, shelf.book.page.margin.left: is odd."
    last = c.tables("page")[1].table("number")
    assert last is not None
    assert str(last.refusal("roman", "is odd.")) == "Line 16, shelf.book.page.number.roman: is odd."


def test_headers_inside_a_text_of_several_lines_are_no_tables() -> None:
    top = read("note = '''\n[[item]]\n[[item]]\n'''\n[[item]]\nid = 1")
    with pytest.raises(InvalidEntryError, match=r"^Line 6, item\.id: must be text"):
        top.tables("item")[0].text("id")


def test_a_second_table_with_the_same_words_is_refused_by_its_line() -> None:
    tables = read("[[item]]\na = 1\nb = [2]\n[[item]]\na = 1\nb = [2]").tables("item")
    with pytest.raises(InvalidEntryError, match=r"^Line 6, item\.b: \[2\] stands here a second"):
        refuse_twice(tables, "a", "b")


@pytest.mark.parametrize("text", [f"a = {'9' * 5000}", f"a = {'[' * 2000}"])
def test_text_that_is_too_much_to_read_is_refused(text: str) -> None:
    with pytest.raises(InvalidEntryError, match="Nothing was taken over"):
        read(text)


@given(st.text(alphabet="ab1.=[]{}\"'#,\n ", max_size=80))
@settings(deadline=None, max_examples=200)
def test_no_text_breaks_the_reading_of_tables(text: str) -> None:
    try:
        top = read(text)
    except InvalidEntryError:
        return
    for key in top.values:
        assert str(top.refusal(key, "is odd.")).startswith("Line ")
