"""Codes and days in the words of the screen, translated."""

from datetime import date
from enum import Enum
from typing import TypeVar

from PySide6.QtCore import QCoreApplication

from carttrack.domain import days, terms
from carttrack.domain.patients import age_on, months_on

Member = TypeVar("Member", bound=Enum)
_SMALL = 2
"""Below this age in years the months count, too."""


def term(member: Enum) -> str:
    """Return the word for a stored code; raises `KeyError` for one without a term."""
    return QCoreApplication.translate("terms", terms.term(member))


def heading(member: Enum) -> str:
    """Return the word for a stored code with a capital letter, for the head of a line."""
    words = term(member)
    return words[:1].upper() + words[1:]


def options(members: type[Member]) -> list[tuple[Member, str]]:
    """Return the members of an enum with their words, in their order, for a choice."""
    return [(member, heading(member)) for member in members]


def age(birth_date: date, on: date) -> str:
    """Return an age in years, `34 y`; below two years with its months, `1 y 3 mo`."""
    years = age_on(birth_date, on)
    if years >= _SMALL:
        return QCoreApplication.translate("words", "{0} y").format(years)
    words = QCoreApplication.translate("words", "{0} y {1} mo")
    return words.format(years, months_on(birth_date, on))


def day(number: int | None, *, planned: bool = False) -> str:
    """Return `+4`, `0`, `−7` for a list; a planned one is marked, an unknown one is empty."""
    if number is None:
        return ""
    return f"({days.signed(number)})" if planned else days.signed(number)


def day_label(number: int | None, *, planned: bool = False) -> str:
    """Return `Day +4` for a heading, or the sentence that no Day 0 is set."""
    if number is None:
        return QCoreApplication.translate("words", "Day 0 not set")
    if planned:
        planned_words = QCoreApplication.translate("words", "{0}, planned")
        return planned_words.format(days.day_label(number))
    return days.day_label(number)
