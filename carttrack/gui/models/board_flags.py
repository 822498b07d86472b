"""The flags of a card in words, each with the state it is drawn in."""

from datetime import date

from PySide6.QtCore import QCoreApplication

from carttrack.domain import days
from carttrack.domain.board.flags import Flag, FlagKind, Urgency
from carttrack.domain.pathway.checklists import Checklist
from carttrack.domain.pathway.milestones import SetbackKind
from carttrack.domain.pathway.steps import Step
from carttrack.domain.pathway.validity import ValidityKind
from carttrack.gui import words
from carttrack.gui.models.work_list import Moment
from carttrack.gui.tokens import State

_STATES = {
    Urgency.LATE: State.OVERDUE,
    Urgency.HELD: State.BLOCKED,
    Urgency.TODAY: State.DUE,
    Urgency.CLOSING: State.CLOSING,
    Urgency.OPEN: State.LATER,
    Urgency.BOOKED: State.BOOKED,
    Urgency.LATER: State.LATER,
}
_HELD = {
    Checklist.BEFORE_LYMPHODEPLETION: Step.LYMPHODEPLETION,
    Checklist.BEFORE_INFUSION: Step.INFUSION,
}


def tr(text: str) -> str:
    """Return a sentence of the board, translated."""
    return QCoreApplication.translate("board", text)


def flag_words(flag: Flag, moment: Moment) -> tuple[State, str]:
    """Return the state of a flag and its words."""
    return _STATES[flag.urgency], _text(flag, moment)


def _text(flag: Flag, moment: Moment) -> str:
    if flag.kind is FlagKind.HOLD:
        return tr("Hold: {0}").format(words.term(_HELD[Checklist(flag.what)]).lower())
    if flag.kind is FlagKind.SETBACK:
        return words.heading(SetbackKind(flag.what))
    if flag.kind is FlagKind.EXPIRED:
        return _runs_out(flag, moment)
    if flag.kind in {FlagKind.STEP, FlagKind.VISIT} or flag.on is not None:
        return _dated(flag, moment)
    return {
        FlagKind.NO_COURSE: tr("No course yet"),
        FlagKind.CONSENT: tr("Consent not signed"),
        FlagKind.ELIGIBILITY: tr("Eligibility not signed"),
        FlagKind.SLOT: tr("No slot"),
    }[flag.kind]


def _runs_out(flag: Flag, moment: Moment) -> str:
    kind = ValidityKind(flag.what)
    what = flag.name if kind is ValidityKind.OTHER else words.heading(kind)
    on = _near(flag.on, moment) if flag.on else ""
    ended = flag.urgency is Urgency.HELD
    return (tr("{0} ran out {1}") if ended else tr("{0} to {1}")).format(what, on)


def _dated(flag: Flag, moment: Moment) -> str:
    what, on = _what(flag, moment), flag.on
    assert on is not None, "what is planned or due has its day"
    if flag.urgency is Urgency.LATE:
        return tr("{0}, {1} d late").format(what, (moment.today - on).days)
    if flag.urgency is Urgency.TODAY:
        at = days.clock(flag.at, moment.zone) if flag.at else ""
        return tr("{0} today {1}").format(what, at).strip()
    if flag.urgency is Urgency.CLOSING:
        return tr("{0}, {1} d left").format(what, (on - moment.today).days)
    if flag.urgency is Urgency.LATER:
        return tr("{0} to {1}").format(what, _near(on, moment))
    return f"{what} {_near(on, moment)}"


def _near(on: date, moment: Moment) -> str:
    """Return a date whose words stay in one line."""
    return days.table_date(on, moment.today).replace(" ", "\u00a0")


def _what(flag: Flag, moment: Moment) -> str:
    if flag.kind is FlagKind.VISIT:
        return moment.visit(flag.what)
    return tr("Slot") if flag.kind is FlagKind.SLOT else words.heading(Step(flag.what))
