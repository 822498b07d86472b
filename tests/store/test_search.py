import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carttrack.store.search import fold


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Příkladová, Žofie", "prikladova, zofie"),
        ("Łukasz Przykładowski", "lukasz przykladowski"),
        ("Eksempel-Østergård, Bjørn", "eksempel-ostergard, bjorn"),
        ("Dæmi, Þóra", "daemi, thora"),
        ("IŞIL Işıl İnci", "isil isil inci"),
        ("Straße STRASSE", "strasse strasse"),
        ("Đorđe Œuvre", "dorde oeuvre"),
        ("Mẫu, Thị Lan", "mau, thi lan"),
        ("Δοκιμή", "δοκιμη"),
        ("Проба", "проба"),
        ("示例 小明", "示例 小明"),
        ("  a \t b\u00a0c ", "a b c"),
        ("ﬁ Ⅻ ２", "fi xii 2"),
    ],
)
def test_case_and_diacritics_do_not_matter(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(st.text(max_size=30))
def test_folding_again_and_other_normal_forms_change_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    for form in ("NFC", "NFD"):
        assert fold(unicodedata.normalize(form, text)) == fold(text)


@given(st.text("abcdefghijklmnopqrstuvwxyzåäöüéèçñøłßæþđıİ", max_size=20))
def test_capitals_fold_as_small_letters(text: str) -> None:
    assert fold(text.lower()) == fold(text)
