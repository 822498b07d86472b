"""What every page works with: the clinic, work in the background, undo, settings, the news."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from carttrack.domain.errors import CarttrackError, InvalidEntryError, QuestionsError
from carttrack.domain.kept import Act
from carttrack.domain.questions import Question
from carttrack.domain.topics import Topic
from carttrack.gui.settings import Settings
from carttrack.gui.tasks import Tasks
from carttrack.gui.undo import UndoStack
from carttrack.services import undo
from carttrack.services.clinic import Clinic

Ask = Callable[[tuple[Question, ...]], bool]


class Desk(QObject):
    """One opened clinic at one window.

    A page changes the record by `do`, and reads again when `changed` names a topic it shows; it
    never reads again just because of its own act. Dialogs are opened with `open()`, not `exec()`:
    locking hides them, and unlocking shows them again as they were.

    Attributes:
        clinic: the first argument of every service.
        tasks: work off the GUI thread.
        undo: the program's one undo stack.
        settings: what belongs to this screen and person.

    Signals:
        changed: a transaction was kept; carries the `frozenset` of its `Topic`s.
        failed: something could not be done; carries the sentence for the message bar.
        told: something was done that no page shows; carries the sentence for the message bar.
        counted: a page counted; carries "today" with the overdue, or "patients" with them all.
        patient_requested: open a patient; carries the id and a tab ("overview", "pathway",
            "toxicity", "follow_up" or "history").
        assessment_requested: open the assessment dialog for a patient; carries the id.
        summary_requested: open the PDF dialog for a patient; carries the id.
        registration_requested: open the registration of a new patient.
        patients_requested: show some patients only, in Patients; carries the `PatientFilter`.
    """

    changed = Signal(object)
    failed = Signal(str)
    told = Signal(str)
    counted = Signal(str, int)
    patient_requested = Signal(int, str)
    assessment_requested = Signal(int)
    summary_requested = Signal(int)
    registration_requested = Signal()
    patients_requested = Signal(object)
    _kept = Signal(object)

    def __init__(
        self,
        clinic: Clinic,
        settings: Settings,
        tasks: Tasks,
        *,
        ask: Ask,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.clinic, self.settings, self.tasks = clinic, settings, tasks
        self.undo = UndoStack(self)
        self._ask = ask
        self.undo.failed.connect(self._report)
        self._kept.connect(self._pass_on)
        clinic.store.on_commit(self._announce)

    def do(
        self,
        act: Callable[[frozenset[str]], Act],
        *,
        undoable: bool = True,
        field_errors: bool = False,
    ) -> Act | None:
        """Do an act, ask its questions, offer to undo it; None when it was not done.

        `act` is called with the codes of the questions that were accepted. What is refused goes
        to `failed`; with `field_errors` an `InvalidEntryError` is raised instead, for a dialog to
        show at its field.
        """
        try:
            done = self._done(act)
        except InvalidEntryError as error:
            if field_errors:
                raise
            self.failed.emit(str(error))
            return None
        except CarttrackError as error:
            self.failed.emit(str(error))
            return None
        if done is not None and undoable and done.id:
            counter = _Counter(self.clinic, done)
            self.undo.did(done.what, undo_it=counter.take_back, redo_it=counter.do_again)
        return done

    def _done(self, act: Callable[[frozenset[str]], Act]) -> Act | None:
        accepted: frozenset[str] = frozenset()
        while True:
            try:
                return act(accepted)
            except QuestionsError as odd:
                if not self._ask(odd.questions):
                    return None
                accepted |= {question.code for question in odd.questions}

    def _announce(self, topics: frozenset[Topic]) -> None:
        """Hear of a kept transaction, on whichever thread kept it."""
        self._kept.emit(topics)

    @Slot(object)
    def _pass_on(self, topics: frozenset[Topic]) -> None:
        self.changed.emit(topics)

    @Slot(object)
    def _report(self, error: CarttrackError) -> None:
        self.failed.emit(str(error))


class _Counter:
    """Takes an act back; taking that back does it again."""

    def __init__(self, clinic: Clinic, act: Act) -> None:
        self._clinic, self._act = clinic, act

    def take_back(self) -> None:
        self._act = undo.take_back(self._clinic, self._act)

    def do_again(self) -> None:
        self._act = undo.do_again(self._clinic, self._act)
