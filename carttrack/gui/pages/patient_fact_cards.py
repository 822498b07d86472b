"""The cards of the Overview over facts: response, background, identifiers."""

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget
from typing_extensions import override

from carttrack.domain.casefile import CaseFile
from carttrack.domain.kept import Kept
from carttrack.domain.outcome.wording import response_words
from carttrack.gui import words
from carttrack.gui.models.course_facts import (
    alert_words,
    antigen_words,
    background_facts,
    contact_words,
    identifier_facts,
    therapy_words,
)
from carttrack.gui.models.facts import near_date
from carttrack.gui.models.response_facts import latest_words, response_facts
from carttrack.gui.pages.patient_acts import CaseActs, Entered
from carttrack.gui.pages.patient_parts import Card, Facts
from carttrack.gui.pages.patient_tab import Moment
from carttrack.gui.tokens import State
from carttrack.gui.widgets.buttons import Button, Kind
from carttrack.gui.widgets.chip import Chip
from carttrack.services.entries import Entry


class FactsCard(Card):
    """A card over facts, with a menu to correct the entries behind them."""

    def __init__(self, acts: CaseActs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.acts = acts
        self.facts = Facts()
        self.body.addWidget(self.facts)
        self.body.addStretch(1)
        self._case: CaseFile | None = None
        self._today = date.min

    def show_case(self, case: CaseFile, moment: Moment) -> None:
        """Show the facts of a case."""
        self._case, self._today = case, moment.today

    def entries(self) -> tuple[Entered, ...]:
        """Return the entries that the pencil offers."""
        return ()

    def add_pencil(self, tip: str) -> None:
        """Add the button that opens the menu of entries."""
        self.pencil = self.add_icon("pencil", tip, self.open_menu)

    def open_menu(self) -> QMenu | None:
        """Open the menu of entries under the pencil."""
        below = self.pencil.mapToGlobal(QPoint(0, self.pencil.height()))
        return self.acts.pop_up(self.entries(), self, below)


class ResponseCard(FactsCard):
    """The latest response with counts, and what was before."""

    def __init__(self, acts: CaseActs, parent: QWidget | None = None) -> None:
        super().__init__(acts, parent)
        self.say_title(self.tr("Response"))
        self.chip = self.add_chip(Chip(State.DONE, ""))
        self.add_pencil(self.tr("Correct a response or make it void"))
        self.record = Button(self.tr("Record response…"), kind=Kind.LINK, icon="plus", size="small")
        self.record.clicked.connect(acts.record_response)
        self.body.addWidget(self.record, 0, Qt.AlignmentFlag.AlignLeft)

    @override
    def show_case(self, case: CaseFile, moment: Moment) -> None:
        """Show the response as stated by the clinician."""
        super().show_case(case, moment)
        self.facts.show_facts(response_facts(case, moment.today))
        stated = latest_words(case)
        self.chip.show_state(State.DONE if stated else State.LATER, stated or self.tr("none yet"))
        self.record.setEnabled(case.course is not None)
        self.pencil.setVisible(bool(case.responses))

    @override
    def entries(self) -> tuple[Entered, ...]:
        """Return every response, newest first."""
        assert self._case is not None
        return tuple(
            Entered(
                Entry.RESPONSE,
                kept,
                f"{near_date(kept.value.assessed_on, self._today)}: {response_words(kept.value)}",
            )
            for kept in reversed(self._case.responses)
        )


class BackgroundCard(FactsCard):
    """Disease, earlier therapy, antigen and people to call, each to be added here."""

    def __init__(self, acts: CaseActs, parent: QWidget | None = None) -> None:
        super().__init__(acts, parent)
        self.say_title(self.tr("Background"))
        self.add_pencil(self.tr("Correct the patient's data and entries"))
        self.add = Button(self.tr("Add"), kind=Kind.LINK, icon="plus", size="small")
        self.add.clicked.connect(self.open_additions)
        self.body.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)

    @override
    def show_case(self, case: CaseFile, moment: Moment) -> None:
        """Show what came before and who to call."""
        super().show_case(case, moment)
        self.facts.show_facts(background_facts(case, moment.today))

    @override
    def entries(self) -> tuple[Entered, ...]:
        """Return every entry of the patient with its words."""
        case = self._case
        assert case is not None
        found: list[Entered] = []
        parts: tuple[tuple[Entry, tuple[Kept[Any], ...]], ...] = (
            (Entry.WEIGHT, case.weights),
            (Entry.THERAPY_LINE, case.therapy_lines),
            (Entry.ANTIGEN_TEST, case.antigen_tests),
            (Entry.CONTACT, case.contacts),
            (Entry.ALERT, case.alerts),
        )
        for kind, kepts in parts:
            found += [Entered(kind, kept, self._words(kind, kept.value)) for kept in kepts]
        return tuple(found)

    @override
    def open_menu(self) -> QMenu:
        """Open the menu: the patient's own data first, then every entry."""
        menu = self.acts.entry_menu(self.entries(), self)
        own = menu.addAction(self.tr("Patient's own data…"))
        own.triggered.connect(self.acts.correct_patient)
        if menu.actions()[0] is not own:
            menu.insertAction(menu.actions()[0], own)
            menu.insertSeparator(menu.actions()[1])
        return self._pop_up(menu, self.pencil)

    def open_additions(self) -> QMenu:
        """Open the menu of what can be added."""
        menu = QMenu(self)
        for kind, text in (
            (Entry.THERAPY_LINE, self.tr("Earlier therapy…")),
            (Entry.ANTIGEN_TEST, self.tr("Antigen test…")),
            (Entry.CONTACT, self.tr("Contact…")),
            (Entry.ALERT, self.tr("Allergy or precaution…")),
            (Entry.WEIGHT, self.tr("Weight…")),
        ):
            menu.addAction(text).triggered.connect(partial(self._add, kind))
        return self._pop_up(menu, self.add)

    def _add(self, kind: Entry, *_checked: bool) -> None:
        self.acts.record_entry(kind)

    @staticmethod
    def _pop_up(menu: QMenu, under: QWidget) -> QMenu:
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(under.mapToGlobal(QPoint(0, under.height())))
        return menu

    def _words(self, kind: Entry, value: Any) -> str:
        if kind is Entry.WEIGHT:
            return self.tr("{0} kg on {1}").format(
                value.kg, near_date(value.measured_on, self._today)
            )
        if kind is Entry.THERAPY_LINE:
            return therapy_words(value)
        if kind is Entry.ANTIGEN_TEST:
            return antigen_words(value, self._today)
        return contact_words(value) if kind is Entry.CONTACT else alert_words(value)


class IdentifiersCard(FactsCard):
    """Identity chain, donation, lot, dose and who infused; the copy icons copy."""

    def __init__(self, acts: CaseActs, parent: QWidget | None = None) -> None:
        super().__init__(acts, parent)
        self.say_title(self.tr("Key identifiers"))
        self.chip = self.add_chip(Chip(State.DONE, self.tr("2-person check")))
        self.add_pencil(self.tr("Correct an identifier or make it void"))
        self.add = Button(self.tr("Add identifier…"), kind=Kind.LINK, icon="plus", size="small")
        self.add.clicked.connect(self._add)
        self.body.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)

    @override
    def show_case(self, case: CaseFile, moment: Moment) -> None:
        """Show the identifiers of the course."""
        super().show_case(case, moment)
        self.facts.show_facts(identifier_facts(case, moment.today, moment.zone))
        infusion = case.infusion.value if case.infusion else None
        self.chip.setVisible(bool(infusion and infusion.infused_by and infusion.checked_by))
        self.pencil.setVisible(bool(self.entries()))
        self.add.setEnabled(case.course is not None)

    @override
    def entries(self) -> tuple[Entered, ...]:
        """Return identifiers and the infusion."""
        case = self._case
        assert case is not None
        found = [
            Entered(Entry.IDENTIFIER, kept, f"{words.heading(kept.value.kind)} {kept.value.value}")
            for kept in case.identifiers
        ]
        if case.infusion is not None:
            found.append(Entered(Entry.INFUSION, case.infusion, self.tr("Infusion and dose")))
        return tuple(found)

    def _add(self) -> None:
        self.acts.record_entry(Entry.IDENTIFIER)
