"""How many patients had which highest grade, one bar a scale: scales are never mixed."""

from carttrack.charts.forest_rows import interval_words, percent_words
from carttrack.charts.lines import column, leading
from carttrack.charts.marks import Align, Cell, Chart, Ink, Label, Mark, Spot
from carttrack.domain.outcome.cohort_words import scale_words
from carttrack.domain.outcome.proportions import Proportion
from carttrack.domain.outcome.worst_grades import GradeCounts, WorstGrades
from carttrack.domain.terms import term
from carttrack.domain.toxicity.other_scales import GradedEvent

SIZE, SMALL = 12.0, 11.0
_BAR = 30.0
_LEAST = 24.0
_GAP = 1.0


def grade_shares(grades: WorstGrades, width: float) -> Chart:
    """Return a bar a scale with the patients of each grade below; in words what is missing."""
    marks: list[Mark] = []
    spots: list[Spot] = []
    said: list[str] = []
    y = 0.0
    for counts in grades.scales:
        drawn, height = _scale(counts, y, width)
        marks += drawn
        said.append(_said(counts))
        spots.append(Spot(x=0, y=y, width=width, height=height - 12, tip=said[-1]))
        y += height
    for event, missing in grades.without:
        words = _without(event, missing, grades.infused)
        lines = column(words, 0, y + SMALL, width, size=SMALL)
        marks += lines
        said.append(f"{words}.")
        y += len(lines) * leading(SMALL)
    return Chart(
        width=width,
        height=y + 4,
        marks=tuple(marks),
        description=" ".join(said),
        spots=tuple(spots),
    )


def _scale(counts: GradeCounts, top: float, width: float) -> tuple[list[Mark], float]:
    words = scale_words(counts)
    title = f"{words[:1].upper()}{words[1:]}, n = {counts.graded}"
    head = column(title, 0, top + SIZE, width, size=SIZE, ink=Ink.TEXT, weight=600)
    y = top + len(head) * leading(SIZE) + 6
    marks: list[Mark] = [*head]
    if counts.graded:
        marks += _bar(counts, y, width)
        y += _BAR + leading(SMALL) + 4
    for words in _rates(counts):
        lines = column(words, 0, y + SMALL, width, size=SMALL)
        marks += lines
        y += len(lines) * leading(SMALL)
    return marks, y + 14 - top


def _bar(counts: GradeCounts, y: float, width: float) -> list[Mark]:
    """Return a cell a grade, as wide as its share; none so narrow that its digit has no room."""
    shown = [(grade, count) for grade, count in enumerate(counts.counts) if count]
    spare = width - _LEAST * len(shown)
    marks: list[Mark] = []
    x = 0.0
    for grade, count in shown:
        wide = _LEAST + spare * count / counts.graded
        marks.append(Cell(x=x, y=y, width=wide - _GAP, height=_BAR, grade=grade, size=SIZE))
        marks.append(
            Label(
                x=x + wide / 2,
                y=y + _BAR + leading(SMALL),
                text=f"n {count}" if wide < 2 * _LEAST else f"n = {count}",
                ink=Ink.TEXT2,
                size=SMALL,
                align=Align.CENTRE,
            )
        )
        x += wide
    return marks


def _rates(counts: GradeCounts) -> list[str]:
    words = [
        f"Grade 1 or more: {_rate(counts.any_of)}",
        f"Grade 3 or more: {_rate(counts.severe_of)}",
    ]
    if counts.ungraded:
        words.append(f"{counts.ungraded} could not be graded")
    if counts.at_least:
        words.append(f"{counts.at_least} may have been higher: a finding was not recorded")
    return words


def _rate(found: Proportion) -> str:
    if found.share is None:
        return "nobody to count"
    limits = interval_words(found.exact, found.of)
    return f"{found.count} of {found.of}, {percent_words(found.share, found.of)} {limits}"


def _without(event: GradedEvent, missing: int, infused: int) -> str:
    name = term(event)
    return f"{name[:1].upper()}{name[1:]}: {missing} of {infused} infused without any entry"


def _said(counts: GradeCounts) -> str:
    by_grade = ", ".join(f"grade {grade}: {count}" for grade, count in enumerate(counts.counts))
    return f"{scale_words(counts)}, n = {counts.graded}: {by_grade}. {'; '.join(_rates(counts))}."
