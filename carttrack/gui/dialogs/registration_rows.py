"""The tables of the registration: what may be entered several times."""

from PySide6.QtWidgets import QWidget

from carttrack.domain.days import short_date
from carttrack.domain.patients import Alert, AntigenTest, Contact, TherapyLine
from carttrack.gui import words
from carttrack.gui.dialogs.alert import AlertDialog
from carttrack.gui.dialogs.antigen_test import AntigenTestDialog
from carttrack.gui.dialogs.contact import ContactDialog
from carttrack.gui.dialogs.occasion import Occasion
from carttrack.gui.dialogs.row_editor import RowEditor
from carttrack.gui.dialogs.therapy_line import TherapyLineDialog


def therapy_lines(parent: QWidget, occasion: Occasion) -> RowEditor[TherapyLine]:
    """Return the table of earlier therapy."""
    return RowEditor(
        [
            (parent.tr("Kind"), lambda line: words.heading(line.kind), 140),
            (parent.tr("Drug or regimen"), lambda line: line.drug, 0),
            (parent.tr("From – to"), _span_words, 160),
            (parent.tr("Response"), lambda line: line.response, 110),
            (parent.tr("Antigen"), _antigen_words, 130),
        ],
        lambda over: TherapyLineDialog(occasion, parent=over),
        name=parent.tr("Earlier therapy"),
        add=parent.tr("Add a line of therapy…"),
    )


def antigen_tests(parent: QWidget, occasion: Occasion) -> RowEditor[AntigenTest]:
    """Return the table of antigen tests."""
    return RowEditor(
        [
            (parent.tr("Antigen"), lambda test: words.heading(test.target), 140),
            (parent.tr("Tested on"), lambda test: short_date(test.tested_on), 120),
            (parent.tr("Result"), lambda test: words.heading(test.status), 120),
            (parent.tr("Positive"), _percent, 90),
            (parent.tr("Sample"), lambda test: test.sample, 0),
        ],
        lambda over: AntigenTestDialog(occasion, parent=over),
        name=parent.tr("Antigen tests"),
        add=parent.tr("Add a test…"),
    )


def alerts(parent: QWidget, occasion: Occasion) -> RowEditor[Alert]:
    """Return the table of allergies and precautions."""
    return RowEditor(
        [
            (parent.tr("Kind"), lambda alert: words.heading(alert.kind), 140),
            (parent.tr("What"), lambda alert: alert.subject, 0),
            (parent.tr("Reaction"), lambda alert: alert.reaction, 200),
        ],
        lambda over: AlertDialog(occasion, parent=over),
        name=parent.tr("Allergies and precautions"),
        add=parent.tr("Add an allergy or precaution…"),
    )


def contacts(parent: QWidget, occasion: Occasion) -> RowEditor[Contact]:
    """Return the table of guardians, caregivers, interpreters and others."""
    return RowEditor(
        [
            (parent.tr("Who"), lambda contact: words.heading(contact.kind), 140),
            (parent.tr("Name"), lambda contact: contact.name, 0),
            (parent.tr("Relation"), lambda contact: contact.relation, 120),
            (parent.tr("Telephone"), lambda contact: contact.phone, 140),
        ],
        lambda over: ContactDialog(occasion, parent=over),
        name=parent.tr("Contacts"),
        add=parent.tr("Add a contact…"),
    )


def _span_words(line: TherapyLine) -> str:
    return " – ".join(part for part in (line.started, line.stopped) if part)


def _antigen_words(line: TherapyLine) -> str:
    states = (line.antigen_before, line.antigen_after)
    if states == (None, None):
        return ""
    return " → ".join(words.term(state) if state else "?" for state in states)


def _percent(test: AntigenTest) -> str:
    return "" if test.percent is None else f"{test.percent} %"
