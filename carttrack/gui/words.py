"""Codes and days in the words of the screen, translated."""

from enum import Enum
from typing import TypeVar

from PySide6.QtCore import QCoreApplication

from carttrack.domain import days, terms

Member = TypeVar("Member", bound=Enum)


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
