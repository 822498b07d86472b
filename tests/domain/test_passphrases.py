import pytest

from carttrack.domain.passphrases import Strength, strength


@pytest.mark.parametrize(
    ("passphrase", "expected"),
    [
        ("", Strength.TOO_SHORT),
        ("short-words", Strength.TOO_SHORT),
        ("aaaaaaaaaaaaaaaaaaaaaaaaaaa", Strength.TOO_PLAIN),
        ("AaBbAaBbAaBbAaBb", Strength.TOO_PLAIN),
        ("lamp-river-42", Strength.LONG_ENOUGH),
        ("lamp river violet", Strength.GOOD),
        ("lamp river violet canyon", Strength.VERY_GOOD),
    ],
)
def test_length_and_variety_make_the_strength(passphrase: str, expected: Strength) -> None:
    assert strength(passphrase) is expected


def test_only_long_and_varied_passphrases_are_accepted() -> None:
    accepted = {strength for strength in Strength if strength.accepted}
    assert accepted == {Strength.LONG_ENOUGH, Strength.GOOD, Strength.VERY_GOOD}
