"""Which registry forms a course needs, from its dates: time points, contact windows, due days."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from carttrack.domain.follow_up.registry_forms import Registry, RegistryTrack
from carttrack.domain.follow_up.registry_plan import Asked, FormRule, RegistryPlan, TimePoint
from carttrack.domain.follow_up.schedule import target_of, window_of

AT_INFUSION = "infusion"
"""The time point of a form that belongs to an infusion, a product or the start of a sequence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistryDates:
    """What of a course decides which forms are asked for.

    `day0` is the day of the first infusion. `infused_on` holds the days of later infusions and
    `restarted_on` those of them that begin a new sequence: a reinfusion for relapse or
    progression does, one for loss of B-cell aplasia does not (CIBMTR Forms Instruction Manual,
    form 4100, questions 7 to 11). After a later HSCT the follow-up runs from `transplanted_on`
    (same manual, form 4100). `died_on` and `ended_on` end it.
    """

    day0: date
    track: RegistryTrack
    infused_on: tuple[date, ...] = ()
    restarted_on: tuple[date, ...] = ()
    transplanted_on: date | None = None
    died_on: date | None = None
    ended_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedForm:
    """One form that the registry asks for.

    `anchor_on` is the day everything is counted from; `about_on` the same where that is not Day 0.
    `earliest` to `latest` is the contact window of a time point, both days included. `due_on` is
    the last day on time, never before `latest`; None where no date is published.
    `published` tells whether due day and window stand in a publication; otherwise they are to be
    confirmed by the clinic.
    """

    registry: Registry
    form: str
    name: str
    time_point: str
    time_point_name: str
    anchor_on: date
    about_on: date | None = None
    target: date | None = None
    earliest: date | None = None
    latest: date | None = None
    due_on: date | None = None
    published: bool = False

    @property
    def key(self) -> tuple[str, str, date | None]:
        """What tells the forms of a course apart."""
        return self.form, self.time_point, self.about_on


def expected_forms(plan: RegistryPlan, dates: RegistryDates) -> tuple[ExpectedForm, ...]:
    """Return every form that the track asks for, by due day; those without a date come last.

    A time point is left out once a later anchor has taken over, and after the death but for the
    first, which reports it.
    """
    found = [form for rule in plan.forms for form in _forms(plan, rule, dates)]
    return tuple(sorted(found, key=lambda form: (form.due_on is None, form.due_on or date.max)))


def _forms(plan: RegistryPlan, rule: FormRule, dates: RegistryDates) -> Iterator[ExpectedForm]:
    if dates.track not in rule.tracks:
        return
    if rule.asked is Asked.EACH_TIME_POINT:
        yield from _follow_up(plan, rule, dates)
        return
    anchors = {
        Asked.EACH_SEQUENCE: (dates.day0, *dates.restarted_on),
        Asked.EACH_INFUSION: (dates.day0, *dates.infused_on),
    }.get(rule.asked, (dates.day0,))
    for anchor in sorted(set(anchors)):
        due = None if rule.due_days is None else anchor + timedelta(days=rule.due_days)
        yield ExpectedForm(
            registry=plan.registry,
            form=rule.form,
            name=rule.name,
            time_point=AT_INFUSION,
            time_point_name="Infusion",
            anchor_on=anchor,
            about_on=None if anchor == dates.day0 else anchor,
            due_on=due,
            published=due is not None,
        )


def _follow_up(plan: RegistryPlan, rule: FormRule, dates: RegistryDates) -> Iterator[ExpectedForm]:
    points = [point for point in plan.time_points if dates.track in point.tracks]
    for anchor, until in _sequences(dates):
        for target, point in sorted(
            ((target_of(point.offset, anchor), point) for point in points), key=lambda pair: pair[0]
        ):
            if target >= until or target > (dates.ended_on or date.max):
                break
            yield _at_time_point(plan.registry, rule, point, anchor, dates.day0)
            if target >= (dates.died_on or date.max):
                return  # this form reports the death


def _sequences(dates: RegistryDates) -> list[tuple[date, date]]:
    """Return each anchor with the day the next one takes over."""
    later = {*dates.restarted_on, *([dates.transplanted_on] if dates.transplanted_on else [])}
    anchors = [dates.day0, *sorted(day for day in later if day > dates.day0)]
    return list(zip(anchors, [*anchors[1:], date.max], strict=True))


def _at_time_point(
    registry: Registry, rule: FormRule, point: TimePoint, anchor: date, day0: date
) -> ExpectedForm:
    target = target_of(point.offset, anchor)
    earliest, latest = window_of(point.window, target, anchor)
    form_date = target if rule.due_days is None else target + timedelta(days=rule.due_days)
    return ExpectedForm(
        registry=registry,
        form=rule.form,
        name=rule.name,
        time_point=point.code,
        time_point_name=point.name,
        anchor_on=anchor,
        about_on=None if anchor == day0 else anchor,
        target=target,
        earliest=earliest,
        latest=latest,
        due_on=max(form_date, latest),
        published=bool(point.window_source),
    )
