"""carttrack calendar on a real store."""

from collections.abc import Callable
from datetime import date, time
from pathlib import Path

import pytest

from carttrack.__main__ import main
from carttrack.domain.papers import AccessKind
from carttrack.services import follow_up
from carttrack.services.access import open_clinic
from carttrack.services.clinic import Clinic
from carttrack.services.follow_up import Booking
from tests.builders import PASSPHRASE, Clock
from tests.exchange.reading import ReadEvent, by_uid
from tests.services.builders import accepting, infused, registered

Run = Callable[..., dict[str, ReadEvent]]


@pytest.fixture
def run(clinic: Clinic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Write a calendar file of the clinic's store; return its events by UID."""
    monkeypatch.setenv("CARTTRACK_PASSPHRASE", PASSPHRASE)
    target = tmp_path / "clinic.ics"

    def ran(*arguments: str) -> dict[str, ReadEvent]:
        store = ["--store", str(clinic.store.path), "--output", str(target)]
        assert main(["calendar", *arguments, *store]) == 0
        return by_uid(target.read_bytes())

    return ran


def visit(events: dict[str, ReadEvent], code: str) -> ReadEvent:
    return next(event for uid, event in events.items() if f"-visit-{code}@" in uid)


def test_a_file_written_again_makes_no_duplicates(clinic: Clinic, run: Run) -> None:
    _, course_id = infused(clinic)
    before = run()
    assert run() == before
    booking = Booking(on=date(2026, 12, 21), at=time(9, 0))
    accepting(
        lambda accepted: follow_up.book_visit(
            clinic, course_id, "month_2", booking, accepted=accepted
        )
    )
    after = run()
    assert set(after) == set(before)
    assert visit(after, "month_2").values["DTSTART"] == "20261221T090000Z"
    assert int(visit(after, "month_2").values["SEQUENCE"]) == 1
    assert visit(after, "month_6") == visit(before, "month_6")


def test_patients_are_named_by_initials_unless_chosen_otherwise(clinic: Clinic, run: Run) -> None:
    infused(clinic)
    assert visit(run(), "day_28").values["SUMMARY"] == "ŽP, Day +28 visit"
    assert visit(run("--names", "mrn"), "day_28").values["SUMMARY"] == "9000418, Day +28 visit"
    full = visit(run("--names", "full"), "day_28").values["SUMMARY"]
    assert full == "Příkladová, Žofie, Day +28 visit"


def test_a_selection_holds_its_patients_only(clinic: Clinic, run: Run) -> None:
    infused(clinic)
    registered(clinic, mrn="9000999", family_name="Beispiel", given_name="Anneliese")
    assert run("--mrn", "9000999") == {}
    assert len(run("--mrn", "9000418")) == len(run("--mrn", "9000418", "--mrn", "9000999")) > 20


def test_an_unknown_mrn_writes_nothing(
    clinic: Clinic, run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run() == {}
    store = ["--store", str(clinic.store.path), "--output", str(tmp_path / "other.ics")]
    assert main(["calendar", "--mrn", "1", *store]) == 1
    assert "No patient has the MRN 1." in capsys.readouterr().err
    assert not (tmp_path / "other.ics").exists()


def test_the_store_knows_which_file_left_the_clinic(clinic: Clinic, clock: Clock, run: Run) -> None:
    infused(clinic)
    clinic.store.close()
    count = len(run("--mrn", "9000418"))
    again = open_clinic(clinic.store.path, PASSPHRASE, now=clock)
    with again.reading() as work:
        exported = [
            kept.value
            for kept in work.accesses.kept()
            if kept.value.kind is AccessKind.CALENDAR_EXPORTED
        ]
    again.store.close()
    assert [each.detail for each in exported] == [
        f"clinic.ics: {count} entries, initials, MRN 9000418"
    ]


def test_beside_an_open_window_the_file_is_written_and_the_gap_in_history_said(
    clinic: Clinic, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    infused(clinic)
    assert run()
    assert "history does not show this file" in capsys.readouterr().err
