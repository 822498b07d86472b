"""A line of the log in words: when, what was given, what a digit cannot say, by whom."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from carttrack.domain.casefile import CaseFile
from carttrack.domain.days import clock, local_day, table_date
from carttrack.domain.toxicity.answers import answers_words
from carttrack.domain.toxicity.assessments import Assessment, GradeOnRecord
from carttrack.domain.toxicity.episodes import Toxicity, grade_of
from carttrack.domain.toxicity.icans_scores import ice_score
from carttrack.domain.toxicity.log import LogLine, log_lines
from carttrack.domain.toxicity.scales import Status
from carttrack.domain.toxicity.starts import start_words
from carttrack.gui import words
from carttrack.gui.models.given_words import started_words, stopped_words

translate = QCoreApplication.translate

NONE = "–"
"""What stands where nothing was recorded."""


@dataclass(frozen=True, slots=True)
class LogRow:
    """A line of the log with its Day number and the words of its date."""

    line: LogLine
    day: int | None
    when: str

    @property
    def assessment(self) -> Assessment | None:
        """The assessment of this moment, None where there was none."""
        return self.line.assessment.value if self.line.assessment else None

    def grade(self, toxicity: Toxicity) -> GradeOnRecord | None:
        """Return the grade on record, None where it was not assessed."""
        return grade_of(self.assessment, toxicity) if self.assessment else None


def log_rows(case: CaseFile, zone: ZoneInfo) -> tuple[LogRow, ...]:
    """Return the log of a case as rows, newest first."""
    rows = []
    for line in log_lines(case):
        on = local_day(line.at, zone)
        when = f"{table_date(on, on)} {clock(line.at, zone)}"
        rows.append(LogRow(line, case.day(on), when))
    return tuple(rows)


def score_heading(case: CaseFile) -> str:
    """Return the heading of the score column: ICE, CAPD or both, as far as they are used."""
    found = [kept.value.icans for kept in case.assessments if kept.value.icans is not None]
    has_capd = any(one.capd is not None for one in found)
    has_ice = any(ice_score(one) is not None for one in found)
    if has_capd:
        return "ICE/CAPD" if has_ice else "CAPD"
    return "ICE"


def events_words(row: LogRow) -> str:
    """Return what was given, stopped or closed, and what the grades cannot say by a digit."""
    line = row.line
    parts = [started_words(one.given, one.number) for one in line.given]
    parts += [stopped_words(kept.value) for kept in line.stopped]
    parts += [
        translate("toxicity", "{0} closed by {1}").format(
            words.term(kept.value.toxicity), kept.value.closed_by
        )
        for kept in line.closings
    ]
    assessment = row.assessment
    if assessment is not None and assessment.not_done_reason:
        parts.append(translate("toxicity", "Not done: {0}").format(assessment.not_done_reason))
    parts += [words_ for toxicity in Toxicity if (words_ := status_words(row, toxicity))]
    return "; ".join(parts)


def status_words(row: LogRow, toxicity: Toxicity) -> str:
    """Return the status of a grade where no digit may be drawn or it is only a lower bound."""
    grade, name = row.grade(toxicity), words.term(toxicity)
    if grade is None or grade.by_hand:
        return ""
    if grade.status is not Status.GRADED:
        return f"{name}: {words.term(grade.status)}"
    if grade.at_least:
        return translate("toxicity", "{0} at least {1}").format(name, grade.recorded)
    return ""


def remark_words(row: LogRow) -> str:
    """Return the small words of a row: grades set by hand, questions answered, then the note."""
    parts = []
    for toxicity in Toxicity:
        grade = row.grade(toxicity)
        if grade is not None and grade.by_hand:
            derived = NONE if grade.derived is None else grade.derived
            name = words.term(toxicity)
            parts.append(translate("toxicity", "{0} set by hand from {1}").format(name, derived))
        elif grade is not None and grade.answered:
            about = answers_words(grade.answered)
            said = translate("toxicity", "{0} question answered: {1}, grade kept as proposed")
            parts.append(said.format(words.term(toxicity), about))
    note = row.assessment.note if row.assessment else ""
    if note and note not in {start_words(one.given) for one in row.line.given}:
        parts.append(note)
    return "; ".join(parts)


def grade_words(row: LogRow, toxicity: Toxicity) -> str:
    """Return a grade in words: the digit, the status, or that it was not assessed."""
    if row.assessment is None:
        return ""
    grade, name = row.grade(toxicity), words.term(toxicity)
    if grade is None:
        return translate("toxicity", "{0} not assessed").format(name)
    if grade.by_hand:
        text = translate("toxicity", "{0} grade {1}, set by hand: {2}")
        return text.format(name, grade.recorded, grade.override_reason)
    digit = translate("toxicity", "{0} grade {1}").format(name, grade.shown)
    return status_words(row, toxicity) or digit


def who(row: LogRow) -> str:
    """Return who assessed, gave or closed."""
    line = row.line
    if row.assessment is not None:
        return row.assessment.assessor
    names = [one.given.given_by for one in line.given]
    names += [kept.value.closed_by for kept in line.closings]
    return next((name for name in names if name), "")
