"""The pathway board: every column counted, its first patients as cards."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, case, func, select

from carttrack.domain.board.cards import (
    OFF_PATH,
    ON_PATH,
    BoardCard,
    BoardColumn,
    BoardView,
    LastGrade,
    Place,
)
from carttrack.domain.board.flags import flags_of
from carttrack.domain.board.usual import Usual, entered_on
from carttrack.domain.pathway.courses import EndReason
from carttrack.domain.pathway.milestones import SetbackKind
from carttrack.domain.pathway.steps import STEPS, Step
from carttrack.domain.toxicity.assessments import GradeOnRecord
from carttrack.domain.toxicity.episodes import Toxicity
from carttrack.store.work import Work
from carttrack.store.worklists.board_facts import Facts, facts_of
from carttrack.store.worklists.listing import (
    PatientFilter,
    current_step,
    found_by,
    next_due,
    passing,
)
from carttrack.store.worklists.people import (
    ALIVE,
    COURSE,
    DEATH,
    INFUSION,
    PATIENT,
    PERSON,
    Calendar,
    with_latest_course,
)
from carttrack.store.worklists.watch import last_grades, open_courses

CARDS = 30
"""A column holds at most this many cards; its total counts every patient."""
_REFERRED = (current_step < 0, 0)
"""A patient without a course stands where courses begin."""
_OFF = case(
    (ALIVE, COURSE.c.end_reason),
    (INFUSION.c.id.is_(None), SetbackKind.DIED_BEFORE_INFUSION.value),
    else_=EndReason.DIED.value,
)
_LEFT_ON = func.coalesce(
    select(DEATH.c.died_on)
    .where(DEATH.c.patient_id == PATIENT.c.id, DEATH.c.void_reason.is_(None))
    .limit(1)
    .scalar_subquery(),
    COURSE.c.ended_on,
    type_=COURSE.c.ended_on.type,
)
_PLACES = {place.value: place for place in OFF_PATH}


def board(  # noqa: PLR0913  (what is asked for is named at the call)
    work: Work,
    *,
    today: date,
    now: datetime,
    usual: Usual,
    search: str = "",
    filters: PatientFilter,
    cards: int = CARDS,
) -> BoardView:
    """Return the board of the patients found, those on the path or those off it.

    On the path the columns are all steps, and in each stands first what is due first; off it the
    columns are the ways out that occur, the latest first. `filters.on_path` says which; None is on.
    """
    off = filters.on_path is False
    rows = work.connection.execute(_placed(search, filters, cards, off=off)).all()
    made = _Cards(work, Calendar(today, work.clinic.get().zone), usual, rows, off=off)
    columns: dict[Place, list[BoardCard]] = {place: [] for place in OFF_PATH if off}
    columns |= {} if off else {place: [] for place in ON_PATH}
    totals: dict[Place, int] = {}
    for row in rows:
        place = _PLACES[row.place] if off else STEPS[row.place]
        columns[place].append(made.card(row, place))
        totals[place] = row.total
    return BoardView(
        today=today,
        now=now,
        usual=usual,
        columns=tuple(
            BoardColumn(place=place, total=totals.get(place, 0), cards=tuple(found))
            for place, found in columns.items()
            if found or not off
        ),
    )


def _placed(search: str, filters: PatientFilter, cards: int, *, off: bool) -> Any:
    """Return the query of the patients of each column, numbered in its order."""
    place: ColumnElement[Any] = _OFF if off else case(_REFERRED, else_=current_step)
    key: ColumnElement[Any] = _LEFT_ON if off else next_due
    chosen = (
        select(
            PATIENT.c.id.label("patient_id"),
            COURSE.c.id.label("course_id"),
            place.label("place"),
            key.label("key"),
            PATIENT.c.sort_name,
        )
        .select_from(with_latest_course())
        .where(*found_by(search), *passing(filters))
        .subquery()
    )
    order = (chosen.c.key.desc() if off else chosen.c.key, chosen.c.sort_name, chosen.c.patient_id)
    ranked = select(
        chosen,
        func.row_number().over(partition_by=chosen.c.place, order_by=order).label("rank"),
        func.count().over(partition_by=chosen.c.place).label("total"),
    ).subquery()
    whole = with_latest_course().join(ranked, ranked.c.patient_id == PATIENT.c.id)
    return (
        select(
            *PERSON,
            PATIENT.c.disease,
            COURSE.c.opened_on,
            ranked.c.place,
            ranked.c.total,
            _LEFT_ON.label("left_on"),
        )
        .select_from(whole)
        .where(ranked.c.rank <= cards)
        .order_by(ranked.c.place, ranked.c.rank)
    )


class _Cards:
    """Makes cards of the rows of a board; what they hold besides is read for all at once."""

    def __init__(
        self, work: Work, calendar: Calendar, usual: Usual, rows: Iterable[Any], *, off: bool
    ) -> None:
        self._calendar, self._usual, self._off = calendar, usual, off
        found = [row for row in rows if row.c_id is not None]
        self._facts: dict[int, Facts] = facts_of(
            work,
            [row.c_id for row in found],
            [] if off else [row.c_id for row in found if row.place <= Step.INFUSION.ordinal],
        )
        graded = _graded(work, found) if not off else []
        self._graded = set(graded)
        self._last = {kind: last_grades(work, graded, kind) for kind in Toxicity}

    def card(self, row: Any, place: Place) -> BoardCard:
        """Return the card of a row."""
        facts = self._facts.get(row.c_id, Facts())
        step = place if isinstance(place, Step) else facts.reached
        person = self._calendar.person_of(row)
        flags = (
            ()
            if self._off
            else flags_of(
                facts.of_course(step, row.opened_on) if row.c_id else None, self._calendar.today
            )
        )
        return BoardCard(
            person=person,
            disease=row.disease,
            place=place,
            step=step,
            entered_on=entered_on(facts.records, step, row.opened_on),
            usual=self._usual.get((person.product, step)),
            flags=flags,
            crs=self._grade(row.c_id, Toxicity.CRS),
            icans=self._grade(row.c_id, Toxicity.ICANS),
            left_on=row.left_on if self._off else None,
        )

    def _grade(self, course: int | None, toxicity: Toxicity) -> LastGrade | None:
        if course not in self._graded:
            return None
        unknown: tuple[None, None] = (None, None)
        at, grade = self._last[toxicity].get(course, unknown)
        return _last_grade(at, grade)


def _last_grade(at: datetime | None, grade: GradeOnRecord | None) -> LastGrade:
    if grade is None:
        return LastGrade(grade=None)
    return LastGrade(grade=grade.shown, by_hand=grade.by_hand, at=at)


def _graded(work: Work, rows: Iterable[Any]) -> list[int]:
    """Return the courses whose cards show grades: in monitoring, and with an open episode."""
    still_open = open_courses(work)
    monitored = Step.MONITORING.ordinal
    return [row.c_id for row in rows if row.place == monitored or row.c_id in still_open]
