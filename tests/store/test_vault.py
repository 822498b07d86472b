import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carttrack.domain.errors import WrongPassphraseError
from carttrack.store import files, recovery, vault
from carttrack.store.vault import Cost, keys_text, new_keys, parse_keys, read_keys, unlock


def test_production_slots_cost_64_mib_three_passes_and_four_lanes() -> None:
    assert Cost() == Cost(memory_kib=65536, passes=3, lanes=4)


def test_each_slot_keeps_its_own_cost_salt_and_nonce() -> None:
    keys, key, printed = new_keys("Alex Demo", "secret")
    user, spare = keys.slots
    assert user.cost == vault.COST
    assert len({user.salt, spare.salt, user.nonce, spare.nonce}) == 4
    assert len(user.wrapped) == len(key) + 16
    assert unlock(keys, "secret", None).key == unlock(keys, printed, None).key == key


def test_two_stores_have_different_ids_and_keys() -> None:
    one, other = new_keys("Alex Demo", "secret"), new_keys("Alex Demo", "secret")
    assert one[0].store != other[0].store
    assert one[1] != other[1]


def test_a_keys_file_comes_back_equal(tmp_path: Path) -> None:
    keys, _, _ = new_keys("Žofie Příkladová", "secret")
    path = tmp_path / "clinic.ctdb.keys"
    vault.write_keys(path, keys)
    assert read_keys(path) == keys
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_the_keys_file_holds_neither_key_nor_passphrase() -> None:
    keys, key, printed = new_keys("Alex Demo", "secret")
    text = keys_text(keys)
    assert not any(word in text for word in (key.hex(), "secret", printed))


def test_slots_of_one_store_do_not_open_in_another() -> None:
    keys, _, _ = new_keys("Alex Demo", "secret")
    other, _, _ = new_keys("Alex Demo", "secret")
    moved = vault.Keys(other.store, keys.slots)
    with pytest.raises(WrongPassphraseError):
        unlock(moved, "secret", None)


@pytest.mark.parametrize("secret", ["", "Secret", "secret ", "AAAA-AAAA"])
def test_other_words_do_not_open(secret: str) -> None:
    keys, _, _ = new_keys("Alex Demo", "secret")
    with pytest.raises(WrongPassphraseError):
        unlock(keys, secret, None)


def test_a_write_that_fails_leaves_the_old_keys_file_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys, _, _ = new_keys("Alex Demo", "secret")
    path = tmp_path / "clinic.ctdb.keys"
    vault.write_keys(path, keys)

    def full(_file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        files.write_whole(path, b"other")
    assert read_keys(path) == keys
    assert list(tmp_path.iterdir()) == [path]


def test_parsed_words_are_the_keys_again() -> None:
    keys, _, _ = new_keys("Alex Demo", "secret")
    assert parse_keys(json.loads(keys_text(keys)), Path("x")) == keys


def test_a_printed_key_is_eight_groups_of_four() -> None:
    groups = recovery.new_recovery_key().split("-")
    assert [len(group) for group in groups] == [4] * 8
    assert set("".join(groups)) <= set(recovery.SIGNS)


@given(st.sampled_from("oO"), st.sampled_from("lLiI"))
def test_a_recovery_key_is_read_however_it_is_typed(naught: str, one: str) -> None:
    printed = recovery.new_recovery_key()
    typed = printed.lower().replace("-", " ").replace("0", naught).replace("1", one)
    assert recovery.recovery_key(typed) == printed
    assert recovery.recovery_key(printed.replace("-", "")) == printed


def test_a_mistyped_recovery_key_is_none() -> None:
    printed = recovery.new_recovery_key()
    first = "B" if printed[0] == "A" else "A"
    assert recovery.recovery_key(first + printed[1:]) is None
    assert recovery.recovery_key(printed[:-1]) is None
    assert recovery.recovery_key("correct horse battery staple") is None
