"""The cards of the board: what each line of a card says."""

from collections.abc import Hashable
from dataclasses import dataclass, replace
from datetime import date, datetime

from PySide6.QtCore import QCoreApplication

from carttrack.domain import days
from carttrack.domain.board.cards import BoardCard, LastGrade, Place
from carttrack.domain.board.flags import MOST, Flag
from carttrack.domain.board.usual import UsualDays
from carttrack.domain.pathway.steps import Step
from carttrack.domain.patients import Disease
from carttrack.gui import words
from carttrack.gui.models.board_flags import flag_words
from carttrack.gui.models.columns import Column
from carttrack.gui.models.table import TableModel
from carttrack.gui.models.work_list import Moment
from carttrack.gui.tokens import State

_DAY_COUNTED = frozenset({Step.MONITORING, Step.FOLLOW_UP})
_SHORT = {Disease.MM: "MM", Disease.OTHER: "other"}


def tr(text: str) -> str:
    """Return a sentence of the board, translated."""
    return QCoreApplication.translate("board", text)


@dataclass(frozen=True, slots=True)
class DaysBar:
    """Days in a step against the usual ones."""

    days: int
    usual: UsualDays

    @property
    def is_over(self) -> bool:
        """Whether it takes longer than usual."""
        return self.days > self.usual.high


@dataclass(frozen=True, slots=True)
class GradeLine:
    """A grade on a card; `age` is empty for the dash."""

    scale: str
    grade: int | None
    by_hand: bool
    age: str


@dataclass(frozen=True, slots=True)
class FlagLine:
    """A flag on a card."""

    state: State
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CardRow:
    """One card with its words as of one moment; `tip` and `spoken` say all of it."""

    card: BoardCard
    who: str
    since: str
    disease: str
    usual: str = ""
    bar: DaysBar | None = None
    grades: tuple[GradeLine, ...] = ()
    flags: tuple[FlagLine, ...] = ()
    tip: str = ""
    spoken: str = ""

    @property
    def key(self) -> Hashable:
        """The patient: a card is followed from column to column."""
        return self.card.person.patient_id


def card_row(card: BoardCard, moment: Moment) -> CardRow:
    """Return the words of a card."""
    person, usual = card.person, card.usual
    length = card.days_in_step(moment.today)
    bar = None if card.left_on or usual is None or length is None else DaysBar(length, usual)
    every = _flags(card, moment)
    product = moment.product(person.product) if person.product else tr("no product")
    row = CardRow(
        card=card,
        who=f"{person.mrn} · {product}",
        since=_since(card, length, moment.today),
        disease=_SHORT.get(card.disease) or words.term(card.disease),
        usual=usual_words(usual) if bar is not None and usual is not None else "",
        bar=bar,
        grades=tuple(_grades(card, moment)),
        flags=every[:MOST],
    )
    return _told(row, every)


def usual_words(usual: UsualDays) -> str:
    """Return `usual 21–28 d, n = 12`."""
    span = f"{usual.low}–{usual.high}" if usual.low != usual.high else f"{usual.low}"
    return tr("usual {0} d, n = {1}").format(span, usual.patients)


def heading(place: Place) -> str:
    """Return the heading of a column."""
    return words.heading(place)


def nobody(place: Place) -> str:
    """Return what an empty column says."""
    return tr("No one in {0}").format(words.term(place).lower())


def card_model() -> TableModel[CardRow]:
    """Return the model of one column of cards."""
    column: Column[CardRow] = Column(heading="", text=lambda row: row.card.person.name)
    return TableModel([column], key=lambda row: row.key, spoken=lambda row: row.spoken)


def _since(card: BoardCard, length: int | None, today: date) -> str:
    person = card.person
    if card.left_on is not None:
        return tr("on {0}").format(days.short_date(card.left_on))
    if card.step in _DAY_COUNTED and person.day is not None and not person.day_planned:
        return days.day_label(person.day)
    if length is None:
        return tr("start not recorded")
    if length < 0:
        return tr("from {0}").format(days.table_date(card.entered_on or today, today))
    return tr("{0} d in step").format(length)


def _flags(card: BoardCard, moment: Moment) -> tuple[FlagLine, ...]:
    found = [_line(flag, moment) for flag in card.flags]
    over = card.days_over(moment.today)
    if over and card.left_on is None:
        urgent = sum(line.state in {State.OVERDUE, State.BLOCKED} for line in found)
        text = tr("{0} d over usual").format(over)
        found.insert(urgent, FlagLine(State.BLOCKED, text))
    if card.left_on is not None and card.place is not card.step:
        found.append(FlagLine(State.LATER, tr("Left in {0}").format(words.term(card.step).lower())))
    return tuple(found)


def _line(flag: Flag, moment: Moment) -> FlagLine:
    state, text = flag_words(flag, moment)
    return FlagLine(state, text)


def _grades(card: BoardCard, moment: Moment) -> list[GradeLine]:
    scales = ((tr("CRS"), card.crs), (tr("ICANS"), card.icans))
    return [
        GradeLine(scale, last.grade, last.by_hand, _age(last, moment.now))
        for scale, last in scales
        if last is not None
    ]


def _age(last: LastGrade, now: datetime) -> str:
    """Return the age of a grade in its largest unit: `7 d ago`."""
    age = last.age(now)
    if age is None:
        return ""
    number, unit, *_ = days.elapsed(age).split()
    return tr("{0} {1} ago").format(number, unit)


def _told(row: CardRow, every: tuple[FlagLine, ...]) -> CardRow:
    usual = row.card.usual
    ranged = ""
    if row.bar is not None and usual is not None:
        words_ = tr("usual here: {0} to {1} d (10th to 90th percentile of {2} patients)")
        ranged = words_.format(usual.low, usual.high, usual.patients)
    grades = [
        tr("{0} not assessed").format(line.scale)
        if line.grade is None
        else tr("{0} grade {1}, {2}").format(line.scale, line.grade, line.age)
        for line in row.grades
    ]
    flags = [line.text for line in every]
    parts = [row.card.person.name, row.who, row.disease, row.since, ranged, *grades, *flags]
    said = [part for part in parts if part]
    return replace(row, tip="\n".join(said), spoken=", ".join(said))
