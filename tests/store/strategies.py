"""Hypothesis strategies for every value the store keeps, built from the values' own types."""

from collections.abc import Callable
from dataclasses import fields
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.follow_up.visits import ORDERABLE
from carttrack.domain.toxicity.assessments import Assessment, GradeOnRecord
from carttrack.domain.toxicity.crs import CrsFindings
from carttrack.domain.toxicity.icans import IcansFindings
from carttrack.domain.toxicity.iec_hs import IecHsFeature

WORDS = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cf", "Co", "Cn", "Zl", "Zp")),
    min_size=1,
    max_size=12,
).filter(str.strip)
MAYBE_WORDS = st.one_of(st.just(""), WORDS)
DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))
INSTANTS = st.integers(0, 900_000_000_000_000).map(
    lambda micros: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(microseconds=micros)
)


def in_order(codes: list[str]) -> tuple[str, ...]:
    """Return features in their own order, as a record keeps them."""
    return tuple(feature.value for feature in IecHsFeature if feature.value in codes)


DECIMALS: dict[str, tuple[str, str]] = {
    "kg": ("0.5", "400"),
    "weight_kg": ("0.5", "400"),
    "temp_c": ("30", "45"),
    "temp_now_c": ("30", "45"),
    "hb": ("10", "300"),
    "mrd_level": ("0", "1"),
    "mrd_sensitivity": ("0.0000001", "0.1"),
    "volume_ml": ("0.1", "5000"),
    "dose": ("0.0001", "1000"),
    "total": ("0.0001", "1000"),
}
WHOLES: dict[str, tuple[int, int]] = {
    "recorded": (0, 5),
    "derived": (0, 5),
    "ice": (0, 10),
    "baseline_ice": (0, 10),
    "capd": (0, 32),
    "baseline_capd": (0, 32),
    "ecog": (0, 5),
    "systolic": (20, 300),
    "sbp_mmhg": (20, 300),
    "diastolic": (10, 200),
}
SPECIAL: dict[str, st.SearchStrategy[Any]] = {
    "time_zone": st.sampled_from(["UTC", "Europe/Prague", "America/New_York"]),
    "interval_hours": st.tuples(*[st.none() | st.integers(1, 168)] * 5),
    "started": st.sampled_from(["", "2024", "2024-05", "2024-05-14"]),
    "stopped": st.sampled_from(["", "2025", "2025-06"]),
    "holds": st.lists(WORDS, max_size=3).map(tuple),
    "met": st.lists(st.sampled_from([f.value for f in IecHsFeature][:7]), unique=True).map(
        in_order
    ),
    "absent": st.lists(st.sampled_from([f.value for f in IecHsFeature][7:]), unique=True).map(
        in_order
    ),
    "pending": st.lists(st.sampled_from(ORDERABLE), unique=True).map(tuple),
    "answered": st.sampled_from([(), ("vasopressin_alone",), ("home_cpap", "sedation")]),
    "ice_items": st.sampled_from(["", "yyyyyyyynn", "y-n-y-n-y-"]),
    "lock_minutes": st.integers(1, 240),
    "number": st.integers(1, 1_000_000),
    "sha256": st.text("0123456789abcdef", min_size=64, max_size=64),
}


def _numbers(name: str) -> st.SearchStrategy[Decimal]:
    low, high = DECIMALS.get(name, ("0", "100"))
    return st.decimals(Decimal(low), Decimal(high), allow_nan=False, allow_infinity=False)


def _of(name: str, kind: Any) -> st.SearchStrategy[Any]:
    if name in SPECIAL and kind is not datetime and kind != datetime | None:
        return SPECIAL[name]
    if get_origin(kind) is UnionType:
        (inner,) = (part for part in get_args(kind) if part is not NoneType)
        return st.none() | _of(name, inner)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return st.sampled_from(list(kind))
    by_kind: dict[Any, Callable[[], st.SearchStrategy[Any]]] = {
        str: lambda: MAYBE_WORDS,
        bool: st.booleans,
        int: lambda: st.integers(*WHOLES.get(name, (1, 99))),
        Decimal: lambda: _numbers(name),
        date: lambda: DAYS,
        time: lambda: st.times().map(lambda at: at.replace(fold=0)),
        datetime: lambda: INSTANTS,
    }
    return by_kind[kind]()


@st.composite
def values(draw: st.DrawFn, /, of: type[Any], **given: st.SearchStrategy[Any]) -> Any:
    """Draw a value whose fields agree with each other; refused ones are drawn again."""
    hints = get_type_hints(of)
    parts = {
        field.name: given[field.name] if field.name in given else _of(field.name, hints[field.name])
        for field in fields(of)
    }
    return draw(st.fixed_dictionaries(parts).map(lambda made: _built(of, made)).filter(bool))


def _built(kind: type[Any], parts: dict[str, Any]) -> Any:
    try:
        return kind(**parts)
    except InvalidEntryError:
        return None


@st.composite
def visits(draw: st.DrawFn, kind: type[Any]) -> Any:
    """Draw a visit whose window holds its target and that ends at most one way."""
    target = draw(DAYS)
    before, after = draw(st.integers(0, 60)), draw(st.integers(0, 60))
    ended = draw(st.sampled_from(["", "completed_on", "missed_on"]))
    booked = draw(st.none() | DAYS)
    return draw(
        values(
            kind,
            code=WORDS,
            target=st.just(target),
            earliest=st.just(target - timedelta(days=before)),
            latest=st.just(target + timedelta(days=after)),
            stopped_on=st.none(),
            stopped_reason=st.just(""),
            appointment_on=st.just(booked),
            appointment_at=st.none() if booked is None else st.none() | st.just(time(9, 30)),
            completed_on=DAYS if ended == "completed_on" else st.none(),
            missed_on=DAYS if ended == "missed_on" else st.none(),
            missed_reason=WORDS if ended == "missed_on" else st.just(""),
        )
    )


GRADES = values(GradeOnRecord, override_reason=WORDS, scale=WORDS, rule_version=WORDS)


@st.composite
def assessments(draw: st.DrawFn) -> Assessment:
    """Draw an assessment of CRS, of ICANS, of both, or one not done."""
    crs, icans = draw(st.booleans()), draw(st.booleans())
    none = st.none()
    made: Assessment = draw(
        values(
            Assessment,
            assessor=WORDS,
            crs=values(CrsFindings) if crs else none,
            crs_grade=GRADES if crs else none,
            icans=values(IcansFindings) if icans else none,
            icans_grade=GRADES if icans else none,
            systolic=none,
            diastolic=none,
            not_done_reason=st.just("") if crs or icans else WORDS,
        )
    )
    return made
