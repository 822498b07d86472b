"""Strings on paper: fonts, lines, and what cannot be drawn."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carttrack.report.fonts import inter
from carttrack.report.style import BODY
from carttrack.report.text import (
    MissingGlyphError,
    RightToLeftError,
    Span,
    TextLine,
    broken,
    runs,
)


def plain(line: TextLine) -> str:
    return "".join(piece.run.text for piece in line.pieces)


def lines(text: str, width: float = 120) -> list[str]:
    return [plain(line) for line in broken((Span(text, BODY),), width, "a field")]


@pytest.mark.parametrize("weight", [400, 500, 600])
@pytest.mark.parametrize("char", "×⁶⁹⁻⁴≥≤−–≠°µ²→✓“”’…Łđęşğİιβжїạẫ%")
def test_clinical_signs_and_letters_are_in_inter(weight: int, char: str) -> None:
    assert ord(char) in inter(weight).advances


def test_chinese_characters_come_from_noto_sans_sc_and_the_rest_from_inter() -> None:
    fonts = [run.font for run in runs("示例 小明 (Shili)", 400, "name")]
    assert fonts == ["NotoSansSC", "Inter", "NotoSansSC", "Inter"]


def test_a_missing_glyph_names_the_character_and_the_field() -> None:
    with pytest.raises(MissingGlyphError, match=r"Note holds .* \(U\+1F600, GRINNING FACE\)") as it:
        runs("fine 😀", 400, "Note")
    assert (it.value.char, it.value.field) == ("😀", "Note")


@pytest.mark.parametrize(
    ("name", "script"), [("שרה", "Hebrew"), ("فاطمة", "Arabic"), ("ܐܒܓ", "Syriac")]
)
def test_right_to_left_scripts_are_refused_by_name(name: str, script: str) -> None:
    with pytest.raises(RightToLeftError, match=f"the patient's name is in {script} script"):
        runs(name, 400, "the patient's name")


def test_a_mark_that_would_stand_beside_its_letter_is_refused() -> None:
    with pytest.raises(MissingGlyphError, match="COMBINING CARON"):
        runs("x\u030c", 400, "the patient's name")


def test_an_override_of_direction_is_refused() -> None:
    with pytest.raises(RightToLeftError):
        runs("abc\u202edef", 400, "the patient's name")


def test_characters_that_draw_nothing_are_left_out() -> None:
    assert [run.text for run in runs("a\u200bb\u00adc", 400, "x")] == ["abc"]


def test_a_line_break_in_the_text_holds() -> None:
    assert lines("one\n\ntwo") == ["one", "", "two"]


def test_a_number_keeps_its_unit() -> None:
    found = lines("given at a dose of exactly 491 mg of it", 118)
    assert any("491\u00a0mg" in line for line in found)


def test_a_unit_is_not_broken_at_its_slash() -> None:
    assert all("L/" not in line or "L/min" in line for line in lines("up to 22 L/min " * 9, 70))


def test_chinese_text_breaks_between_characters() -> None:
    assert len(lines("示例小明" * 20, 100)) > 1


def test_markup_is_only_text() -> None:
    assert lines("Łucja <b> & Đorđe", 400) == ["Łucja <b> & Đorđe"]


@settings(deadline=None, max_examples=60)
@given(text=st.text(st.sampled_from("abcÅβж示明 -/%019\n"), max_size=200), width=st.floats(20, 300))
def test_breaking_loses_nothing_and_fits(text: str, width: float) -> None:
    found = broken((Span(text, BODY),), width, "x")
    assert all(line.width <= width + 0.01 for line in found)
    kept = "".join(plain(line) for line in found)
    assert _letters(kept) == _letters(text)


def _letters(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).split())
