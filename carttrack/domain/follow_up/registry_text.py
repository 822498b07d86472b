"""A registry's forms and time points as text (TOML) that a clinician can read."""

from carttrack.domain.follow_up.protocol import Offset, OffsetUnit, WindowRule
from carttrack.domain.follow_up.registry_forms import Registry, RegistryTrack
from carttrack.domain.follow_up.registry_plan import (
    Asked,
    FormRule,
    OnTimeRule,
    RegistryPlan,
    TimePoint,
    WantedIdentifiers,
)
from carttrack.domain.pathway.identifiers import IdentifierKind
from carttrack.domain.tables import Table, read, refuse_twice

_LONGEST = {OffsetUnit.DAYS: 365 * 20, OffsetUnit.MONTHS: 240, OffsetUnit.YEARS: 20}
_LAST_DAY = 365 * 20
_MONTHS = 12


def parse_registry(text: str) -> RegistryPlan:
    """Return the plan that a text describes.

    Raises `InvalidEntryError` naming the line and the field: text that is not TOML, a key that
    is missing or not known, a code used twice, a track of another registry.
    """
    top = read(text)
    top.only("registry", "title", "on_time", "time_point", "form", "identifier")
    registry = top.choice("registry", Registry)
    points, forms = top.tables("time_point"), top.tables("form")
    if not forms:
        raise top.refusal("form", "is missing. A registry asks for one form at least.")
    refuse_twice(points, "code")
    refuse_twice(forms, "form")
    refuse_twice(top.tables("identifier"), "product")
    return RegistryPlan(
        registry=registry,
        title=top.text("title"),
        on_time=_on_time(top),
        time_points=tuple(_time_point(table, registry) for table in points),
        forms=tuple(_form(table, registry) for table in forms),
        identifiers=tuple(_identifier(table) for table in top.tables("identifier")),
    )


def _on_time(top: Table) -> OnTimeRule:
    table = top.table("on_time")
    if table is None:
        raise top.refusal("on_time", "is missing.")
    table.only("first_months", "this_percent", "before_percent", "source")
    months = table.values.get("first_months")
    if not isinstance(months, list) or not months or months != sorted(set(months)):
        raise table.refusal("first_months", "must be a list of rising months such as [1, 5, 9].")
    if not all(isinstance(month, int) and 1 <= month <= _MONTHS for month in months):
        raise table.refusal("first_months", "must hold months from 1 to 12.")
    return OnTimeRule(
        first_months=tuple(months),
        this_percent=table.whole("this_percent", 0, 100),
        before_percent=table.whole("before_percent", 0, 100),
        source=table.text("source", ""),
    )


def _time_point(table: Table, registry: Registry) -> TimePoint:
    table.only("code", "name", "target", "window", "tracks", "source", "window_source")
    return TimePoint(
        code=table.text("code"),
        name=table.text("name"),
        offset=_offset(table, "target"),
        window=_window(table),
        tracks=_tracks(table, registry),
        source=table.text("source"),
        window_source=table.text("window_source", ""),
    )


def _form(table: Table, registry: Registry) -> FormRule:
    table.only(
        "form",
        "name",
        "asked",
        "tracks",
        "due",
        "fields",
        "fields_source",
        "revision",
        "source",
    )
    due = table.table("due")
    if due is not None:
        due.only("days")
    return FormRule(
        form=table.text("form"),
        name=table.text("name"),
        asked=table.choice("asked", Asked),
        tracks=_tracks(table, registry),
        due_days=None if due is None else due.whole("days", 0, _LAST_DAY),
        fields=table.words("fields"),
        fields_source=table.text("fields_source", ""),
        revision=table.text("revision", ""),
        source=table.text("source"),
    )


def _identifier(table: Table) -> WantedIdentifiers:
    table.only("product", "kinds", "words", "document", "source")
    return WantedIdentifiers(
        product=table.text("product"),
        kinds=table.choices("kinds", IdentifierKind),
        words=table.text("words"),
        document=table.text("document", ""),
        source=table.text("source"),
    )


def _tracks(table: Table, registry: Registry) -> frozenset[RegistryTrack]:
    tracks = table.choices("tracks", RegistryTrack)
    for track in tracks:
        if track.registry is not registry:
            raise table.refusal("tracks", f"{track} is no track of this registry.")
    return frozenset(tracks)


def _offset(table: Table, key: str) -> Offset:
    target = table.table(key)
    if target is None:
        raise table.refusal(key, "is missing.")
    target.only(*OffsetUnit)
    if len(target.values) != 1:
        raise table.refusal(key, "must hold one of days, months, years.")
    unit = OffsetUnit(next(iter(target.values)))
    return Offset(target.whole(unit, 0, _LONGEST[unit]), unit)


def _window(table: Table) -> WindowRule:
    window = table.table("window")
    keys = set(window.values) if window else set()
    if window is not None and keys == {"before", "after"}:
        return WindowRule(
            before=window.whole("before", 0, 366), after=window.whole("after", 0, 366)
        )
    if window is None or keys != {"first_day", "last_day"}:
        raise table.refusal("window", "must hold before and after, or first_day and last_day.")
    first = window.whole("first_day", 0, _LAST_DAY)
    return WindowRule(first_day=first, last_day=window.whole("last_day", first, _LAST_DAY))
