"""Find or do: patients first, then what can be done with the one at hand, then everything else."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from carttrack.domain.worklist import Person
from carttrack.gui import words
from carttrack.gui.desk import Desk
from carttrack.gui.dialogs.find import FindDialog
from carttrack.gui.models.find_rows import FindRow
from carttrack.gui.pages.moments import short_name
from carttrack.services import finding

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Offer:
    """An act of the menu: where it stands in words, and whether it is about the patient at hand."""

    action: QAction
    place: str
    of_patient: bool = False

    @property
    def text(self) -> str:
        """What it does."""
        return plain(self.action)


Offers = Callable[[], Iterable[Offer]]


def plain(action: QAction) -> str:
    """Return the words of an act without its mark for Alt and without the dots."""
    return action.text().replace("&&", "\0").replace("&", "").replace("\0", "&").rstrip("…")


def key_words(action: QAction) -> str:
    """Return the first key of an act as the system writes it, empty for none."""
    shortcuts = action.shortcuts()
    return shortcuts[0].toString(shortcuts[0].SequenceFormat.NativeText) if shortcuts else ""


def open_finding(desk: Desk, offers: Offers, parent: QWidget) -> FindDialog:
    """Open find or do; `offers` returns the acts that can be done now."""
    there = tuple(offers())

    def find(search: str) -> Sequence[FindRow]:
        return [*_patients(desk, search), *_acts(there, search)]

    dialog = FindDialog(find, parent)
    dialog.open()
    return dialog


def _patients(desk: Desk, search: str) -> Iterator[FindRow]:
    for person in finding.people(desk.clinic, search):
        yield FindRow(
            key=("patient", str(person.patient_id)),
            text=person.name,
            detail=_about(person),
            icon="user",
            strong=True,
            act=partial(desk.patient_requested.emit, person.patient_id, ""),
        )


def _about(person: Person) -> str:
    product = short_name(person.product) if person.product else ""
    day = ""
    if person.day is not None:
        day = words.day_label(person.day, planned=person.day_planned)
    return " · ".join(part for part in (person.mrn, product, day) if part)


def _acts(offers: Iterable[Offer], search: str) -> Iterator[FindRow]:
    found = [each for each in offers if finding.matches(search, f"{each.text} {each.place}")]
    for number, offer in enumerate(sorted(found, key=lambda each: not each.of_patient)):
        yield FindRow(
            key=("act", f"{number} {offer.place} {offer.text}"),
            text=offer.text,
            detail=offer.place,
            keys=key_words(offer.action),
            icon="arrow-right",
            act=offer.action.trigger,
        )
