"""Outcomes over a real clinic: worked out off the GUI thread, filtered, stopped, exported."""

import csv
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from carttrack.domain.papers import AccessKind
from carttrack.domain.patients import Disease, Target
from carttrack.gui import appearance
from carttrack.gui.desk import Desk
from carttrack.gui.dialogs.period import Days, PeriodDialog
from carttrack.gui.pages.outcomes import OutcomesPage
from carttrack.gui.pages.outcomes_frame import FIGURES, NOBODY, STOPPED, TABLE
from carttrack.gui.settings import Settings
from carttrack.gui.tasks import Tasks
from carttrack.gui.widgets.labels import Label
from carttrack.services.access import open_clinic
from carttrack.services.clinic import Clinic
from carttrack.services.demo import make_demo
from tests.builders import PASSPHRASE, TODAY


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    path: Path = tmp_path_factory.mktemp("outcomes") / "demo.ctdb"
    now = datetime(2026, 11, 20, 9, 12, tzinfo=UTC)
    make_demo(path, count=60, today=TODAY, passphrase=PASSPHRASE)
    clinic = open_clinic(path, PASSPHRASE, now=lambda: now)
    yield clinic
    clinic.store.close()


def a_desk(clinic: Clinic, folder: Path, app: QApplication) -> Desk:
    appearance.apply(app, dark=False)
    return Desk(clinic, Settings(folder / "settings.ini"), Tasks(app), ask=lambda _: True)


@pytest.fixture
def desk(qapp: QApplication, demo: Clinic, tmp_path: Path) -> Iterator[Desk]:
    made = a_desk(demo, tmp_path, qapp)
    yield made
    made.tasks.close()


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> OutcomesPage:
    made = OutcomesPage(desk)
    qtbot.addWidget(made)
    made.resize(1232, 900)
    return made


def shown(qtbot: QtBot, page: OutcomesPage) -> OutcomesPage:
    with qtbot.waitSignal(page._desk.tasks.finished, timeout=20_000):
        page.show()
    return page


def worked_out(qtbot: QtBot, page: OutcomesPage) -> int:
    """Wait for the work that a change of the filters began; return who is counted."""
    qtbot.waitUntil(lambda: not page._desk.tasks.busy and not page._stale, timeout=20_000)
    assert page.picture is not None
    return page.picture.outcomes.infused


def test_the_figures_are_worked_out_when_the_page_is_shown(
    qtbot: QtBot, page: OutcomesPage
) -> None:
    before = page.picture
    shown(qtbot, page)
    assert before is None
    assert page.picture is not None
    assert page.count.text() == f"n = {page.picture.outcomes.infused}"
    assert page.pages.currentIndex() == FIGURES
    assert page.figures.response_chart.accessibleDescription()


def test_a_small_cohort_is_warned_of(qtbot: QtBot, page: OutcomesPage) -> None:
    shown(qtbot, page)
    page.filters.target.choose(frozenset({Target.CD19, Target.CD22}))
    page.filters.changed.emit()
    assert 0 < worked_out(qtbot, page) < 30
    assert page.small.isVisible()
    assert "Small cohort" in page.small.title.text()
    assert "Not for comparing centres" in page.small.text.text()


def test_the_note_stands_above_published_figures_and_only_there(
    qtbot: QtBot, page: OutcomesPage
) -> None:
    shown(qtbot, page)
    assert not page.figures.response_note.words.isVisible()
    assert "several targets" in page.figures.response_note.beside.text()
    page.filters.target.choose(frozenset({Target.CD19}))
    page.filters.changed.emit()
    worked_out(qtbot, page)
    assert page.figures.response_note.words.isVisible()
    assert page.figures.year_note.words.isVisible()
    cited = [label.text() for label in page.figures.published.findChildren(Label)]
    assert "[13]" in cited


def test_a_filter_that_nobody_passes_offers_to_clear_the_filters(
    qtbot: QtBot, page: OutcomesPage
) -> None:
    shown(qtbot, page)
    page.filters.period.choose_days((date(2000, 1, 1), date(2000, 12, 31)))
    assert worked_out(qtbot, page) == 0
    assert page.pages.currentIndex() == NOBODY
    assert not page.export.isVisible()
    page.nobody.action.click()
    assert worked_out(qtbot, page) > 0
    assert page.pages.currentIndex() == FIGURES


def test_another_disease_has_survival_and_no_response(qtbot: QtBot, page: OutcomesPage) -> None:
    shown(qtbot, page)
    page.filters.disease.choose(Disease.LBCL)
    page.filters.changed.emit()
    assert worked_out(qtbot, page) > 0
    assert not page.figures.response_chart.isVisible()
    assert "B-ALL" in page.figures.response.under.text()
    assert not page.figures.definition.isVisible()
    assert page.figures.curves.isVisible()


def test_stopped_work_says_so_and_can_be_begun_again(qtbot: QtBot, page: OutcomesPage) -> None:
    with qtbot.waitSignal(page._desk.tasks.finished, timeout=20_000):
        page.show()
        page._desk.tasks.stop()
    assert page.pages.currentIndex() == STOPPED
    with qtbot.waitSignal(page._desk.tasks.finished, timeout=20_000):
        page.stopped.action.click()
    assert page.pages.currentIndex() == FIGURES


def test_the_page_waits_for_other_work(qtbot: QtBot, page: OutcomesPage) -> None:
    tasks = page._desk.tasks
    tasks.run(lambda _tick: None, then=lambda _: None, failed=lambda _: None)
    page.show()
    assert page.picture is None
    qtbot.waitUntil(lambda: page.picture is not None, timeout=20_000)


def test_figures_can_be_shown_as_a_table(qtbot: QtBot, page: OutcomesPage) -> None:
    shown(qtbot, page)
    page.shown_as.choose(TABLE)
    page.shown_as.chosen.emit(TABLE)
    assert page.pages.currentIndex() == TABLE
    assert page.model.rowCount() > 30


def test_the_export_holds_every_figure_with_its_n_and_is_kept_on_record(
    qtbot: QtBot, page: OutcomesPage, tmp_path: Path
) -> None:
    shown(qtbot, page)
    target = tmp_path / "outcomes.csv"
    page.export_table(target)
    with target.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    heading = next(row for row in rows if row[:2] == ["part", "figure"])
    figures = rows[rows.index(heading) + 1 :]
    assert len(figures) == page.model.rowCount()
    assert all(row[heading.index("n")] for row in figures)
    with page._desk.clinic.reading() as work:
        events = [kept.value for kept in work.accesses.kept()]
    assert events[-1].kind is AccessKind.FIGURES_EXPORTED
    assert "n = " in events[-1].detail


def test_an_export_that_cannot_be_written_is_told(
    qtbot: QtBot, page: OutcomesPage, tmp_path: Path
) -> None:
    shown(qtbot, page)
    with qtbot.waitSignal(page._desk.failed) as heard:
        page.export_table(tmp_path / "nowhere" / "outcomes.csv")
    assert "could not be written" in str(heard.args)


def test_a_period_that_ends_before_it_begins_stays_in_its_dialog(qtbot: QtBot) -> None:
    days = Days(since=date(2026, 5, 1), until=date(2026, 4, 1))
    dialog = PeriodDialog(days, today=TODAY)
    qtbot.addWidget(dialog)
    assert dialog.value() is None
    dialog.until.show_value(date(2026, 6, 1))
    assert dialog.value() == Days(since=date(2026, 5, 1), until=date(2026, 6, 1))


def test_days_chosen_by_hand_are_named(qtbot: QtBot, page: OutcomesPage) -> None:
    shown(qtbot, page)
    page._ask_days()
    dialog = next(one for one in page.window().findChildren(PeriodDialog))
    dialog.since.show_value(date(2025, 1, 1))
    dialog.save.click()
    worked_out(qtbot, page)
    assert page.filters.value.since == date(2025, 1, 1)
    assert "from" in page.filters.period.text()
