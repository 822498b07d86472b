"""Lines of facts about a case, in the words of the screen."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from carttrack.domain.casefile import CaseFile
from carttrack.domain.days import day_label, moment, short_date, span
from carttrack.domain.kept import Kept

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of a list of facts; `copied` is what its copy button puts on the clipboard."""

    key: str
    value: str
    copied: str = ""
    tone: str = ""


def not_recorded() -> str:
    """Return the words for what is not on record."""
    return translate("facts", "not recorded")


def entered_facts(kept: Kept[Any], zone: ZoneInfo) -> list[Fact]:
    """Return who entered something when, and that it was corrected since."""
    entered = f"{moment(kept.entered_at, zone)}, {kept.entered_by}"
    facts = [Fact(translate("facts", "Entered"), entered)]
    if kept.corrected:
        corrected = translate("facts", "corrected since, see History")
        facts.append(Fact(translate("facts", "Version"), corrected))
    return facts


def near_date(day: date, today: date) -> str:
    """Return `24 Aug`, with its year where that is not this year."""
    words = short_date(day)
    return words.removesuffix(f" {day.year:04d}") if day.year == today.year else words


def near_span(first: date, last: date, today: date) -> str:
    """Return `31 Aug – 7 Sep`, with years where one is not this year."""
    words = span(first, last)
    is_near = first.year == last.year == today.year
    return words.removesuffix(f" {last.year:04d}") if is_near else words


def dated(case: CaseFile, day: date, today: date) -> str:
    """Return `18 Nov (Day +26)`; without Day 0 the date alone."""
    number, words = case.day(day), near_date(day, today)
    return words if number is None else f"{words} ({day_label(number)})"
