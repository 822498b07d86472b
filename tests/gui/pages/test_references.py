"""References: found, read, copied; what is superseded stands in red."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from carttrack.domain.reference.library import Standing
from carttrack.gui import appearance
from carttrack.gui.desk import Desk
from carttrack.gui.models import roles
from carttrack.gui.pages.references import LIST, NO_MATCH, ReferencesPage
from carttrack.gui.settings import Settings
from carttrack.gui.tasks import Tasks
from carttrack.gui.tokens import State
from carttrack.gui.widgets.buttons import Button
from carttrack.gui.widgets.labels import Label
from carttrack.gui.widgets.source_lines import Remark
from carttrack.services.clinic import Clinic
from tests.gui.typing import press, type_text


@pytest.fixture
def page(
    qtbot: QtBot, qapp: QApplication, clinic: Clinic, tmp_path: Path
) -> Iterator[ReferencesPage]:
    appearance.apply(qapp, dark=False)
    tasks = Tasks(qapp)
    desk = Desk(clinic, Settings(tmp_path / "settings.ini"), tasks, ask=lambda _: True)
    made = ReferencesPage(desk)
    qtbot.addWidget(made)
    made.resize(1232, 900)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    tasks.close()


def words(page: ReferencesPage) -> list[str]:
    return [label.text() for label in page.detail.findChildren(Label)]


def test_the_first_source_is_shown_with_figures_n_interval_and_limits(
    page: ReferencesPage,
) -> None:
    assert page.detail.source is not None
    assert page.detail.source.number == 1
    said = words(page)
    assert "99.1 %" in said
    assert "“nearly half”" in said
    assert any(
        "n: more than 300" in text and "interval: none given" in text and "limits:" in text
        for text in said
    )


def test_a_superseded_source_is_marked_in_red_with_its_glyph(page: ReferencesPage) -> None:
    at = page.model.find(5).siblingAtColumn(1)
    assert State(at.data(roles.STATE)) is State.MISSED
    assert at.data(roles.SECOND_TONE) == "late_fg"
    page.open_source(5)
    remarks = page.detail.findChildren(Remark)
    assert any("Superseded" in one.findChildren(Label)[0].text() for one in remarks)


def test_a_superseded_source_leads_to_what_superseded_it(page: ReferencesPage) -> None:
    page.open_source(5)
    link = next(one for one in page.detail.findChildren(Button) if one.text().startswith("Show ["))
    number = int(link.text().removeprefix("Show [").removesuffix("]"))
    link.click()
    assert page.detail.source is not None
    assert page.detail.source.number == number


def test_a_weak_source_is_warned_of_and_a_caution_alone_is_not(page: ReferencesPage) -> None:
    states = {
        number: State(page.model.find(number).siblingAtColumn(1).data(roles.STATE))
        for number in (1, 2)
    }
    assert states == {1: State.BLOCKED, 2: State.INFO}


def test_typing_in_the_search_lists_what_matches(page: ReferencesPage) -> None:
    page.focus_search()
    type_text(page.search, "korkmaz")
    assert page.count.text().startswith("1 source,")
    assert page.detail.source is not None
    assert page.detail.source.number == 3


def test_no_match_offers_to_clear_the_search(page: ReferencesPage) -> None:
    type_text(page.search, "zzz")
    assert page.pages.currentIndex() == NO_MATCH
    page.no_match.action.click()
    assert page.pages.currentIndex() == LIST
    assert page.detail.source is not None


def test_the_arrows_turn_from_source_to_source(page: ReferencesPage) -> None:
    press(page.list, Qt.Key.Key_Down)
    assert page.detail.source is not None
    assert page.detail.source.number == 2


def test_the_citation_is_copied(page: ReferencesPage) -> None:
    page.open_source(4)
    page.detail.copy.click()
    assert "ASTCT consensus grading" in QGuiApplication.clipboard().text()


def test_a_source_that_the_search_hides_can_be_opened(page: ReferencesPage) -> None:
    type_text(page.search, "korkmaz")
    page.open_source(1)
    assert page.detail.source is not None
    assert page.detail.source.number == 1
    assert page.detail.source.standing is Standing.SECONDARY
