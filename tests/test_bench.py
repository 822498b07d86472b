"""The floors of the bench do the same work as what they are compared with."""

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from carttrack.domain.kept import PatientId
from carttrack.domain.worklist import DueKind, TodayView
from carttrack.services import casefile, worklist
from carttrack.services import cohort as services_cohort
from carttrack.services.access import open_clinic
from carttrack.services.demo import make_demo
from carttrack.services.summary import gather
from carttrack.store import worklists
from tests.bench import cohort, derived, hand_written, paper
from tests.bench.figures import Figure, table
from tests.bench.hand_written import BareToday
from tests.bench.stores import DAY, PASSPHRASE, now

PATIENTS = 120


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("bench") / "clinic.ctdb"
    make_demo(path, count=PATIENTS, today=DAY, passphrase=PASSPHRASE)
    return path


def both(store: Path) -> tuple[BareToday, TodayView]:
    clinic = open_clinic(store, PASSPHRASE, now=now)
    view = worklist.today(clinic)
    zone = clinic.record.zone
    clinic.store.close()
    connection = hand_written.connected(store, *hand_written.database_key(store, PASSPHRASE))
    bare = hand_written.today(connection, now=now(), zone=zone)
    connection.close()
    return bare, view


def test_the_hand_written_today_lists_what_today_lists(store: Path) -> None:
    bare, view = both(store)
    stored = [item for item in view.items if item.kind is not DueKind.ASSESSMENT]
    assert len(bare.items) == len(stored) > 0
    assert len(bare.watch) == len(view.watch) > 0
    assert len(bare.coming) == len(view.coming) > 0
    assert bare.done == view.done_today > 0
    assessments = len(view.items) - len(stored)
    assert sum(bare.counts) == view.overdue + view.due_today + view.closing - assessments


def test_the_bare_paper_draws_the_strings_of_the_real_one(store: Path) -> None:
    clinic = open_clinic(store, PASSPHRASE, now=now)
    drawn = paper.recorded(gather(clinic, PatientId(1)))
    clinic.store.close()
    words = "".join(page.extract_text() for page in PdfReader(BytesIO(paper.draw(drawn))).pages)
    assert "MRN" in words
    assert len(drawn.strings) > 100
    assert drawn.lines > 20
    assert drawn.pages > 1


def test_the_bare_cohort_reads_what_the_figures_are_made_of(store: Path) -> None:
    clinic = open_clinic(store, PASSPHRASE, now=now)
    with clinic.reading() as work:
        courses = worklists.cohort_courses(work, zone=clinic.record.zone, targets={})
    found, arrays = services_cohort.outcomes(clinic), cohort.arrays_of(clinic)
    clinic.store.close()
    connection = hand_written.connected(store, *hand_written.database_key(store, PASSPHRASE))
    rows = cohort.read(connection)
    connection.close()
    assert len(rows[0]) == len(courses) > PATIENTS / 2
    assert len(rows[3]) == sum(len(course.responses) for course in courses) > 0
    curves, intervals = cohort.estimate(arrays)
    overall = found.survival[0].survival
    assert curves[0][0].probabilities.tolist() == list(overall.shares)
    assert len(curves) == 2 * len(found.survival)
    assert len(intervals) == len(arrays.proportions) > 0


def test_the_bare_reading_of_a_case_finds_the_rows_that_the_case_is_made_of(store: Path) -> None:
    clinic = open_clinic(store, PASSPHRASE, now=now)
    connection = hand_written.connected(store, *hand_written.database_key(store, PASSPHRASE))
    patient_id, course_id = derived.longest(connection)
    case = casefile.read(clinic, patient_id, course_id)
    found = derived.derive(clinic, case)
    clinic.store.close()
    rows = derived.rows(connection, patient_id, course_id)
    connection.close()
    entries = [getattr(case, name) for name in (*casefile.OF_PATIENT, *casefile.OF_COURSE)]
    outside = {"patient", "course", "infusion", "death", "paper"}
    counted = [len(held) for table, held in rows.items() if table not in outside]
    assert sum(counted) == sum(map(len, entries)) > 30
    assert found["schedule"]
    assert found["visits"]
    assert found["applicability"] is not None


def test_the_table_has_a_column_for_each_size() -> None:
    figures = [
        Figure(
            name="visit PDF",
            size=size,
            wall=0.02,
            floor_wall=0.01,
            cpu=0.03,
            floor_cpu=0.01,
            statements=0,
            rounds=3,
        )
        for size in (1000, 10_000)
    ]
    head, row = table(figures).splitlines()
    assert head.split()[-2:] == ["1,000", "10,000"]
    assert row.count("2.00× 3.00× 0 20 ms") == 2
