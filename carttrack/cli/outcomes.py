"""`carttrack outcomes`: the cohort's figures with definitions, denominators and intervals."""

import json
from argparse import Namespace
from collections.abc import Iterator
from contextlib import closing

from carttrack.cli.exits import DONE
from carttrack.cli.opening import reader
from carttrack.cli.outcomes_record import outcomes_record
from carttrack.domain.days import short_date
from carttrack.domain.outcome import best_response, spans, worst_grades
from carttrack.domain.outcome.age_groups import AgeGroup
from carttrack.domain.outcome.best_response import BestResponses
from carttrack.domain.outcome.cohort import CohortOutcomes, EndpointFigure, Mortality
from carttrack.domain.outcome.cohort_filter import PERIOD
from carttrack.domain.outcome.cohort_words import (
    ENDED_BY,
    ENDPOINTS,
    SPANS,
    STAGES,
    STARTS,
    estimate_words,
    median_words,
    proportion_words,
    scale_words,
    span_words,
)
from carttrack.domain.outcome.funnel import FunnelLine
from carttrack.domain.outcome.published import OF_ENDPOINT, OF_GRADES, OF_RESPONSE
from carttrack.domain.outcome.worst_grades import GradeCounts
from carttrack.domain.patients import Disease, Target
from carttrack.domain.reference.comparison import COMPARISON_NOTE
from carttrack.domain.reference.figures import PublishedEndpoint
from carttrack.domain.terms import target_words, term
from carttrack.services import cohort
from carttrack.services.cohort import CohortFilter


def outcomes(options: Namespace) -> int:
    """Print the cohort's figures as text or as one JSON object."""
    wanted = CohortFilter(
        disease=None if options.disease == "all" else Disease(options.disease),
        product=options.product,
        targets=frozenset(map(Target, options.target)) if options.target else None,
        age_group=AgeGroup(options.age_group) if options.age_group else None,
        since=options.since,
        until=options.until,
    )
    clinic = reader(options)
    with closing(clinic.store):
        found = cohort.outcomes(clinic, wanted)
    if options.json:
        print(json.dumps(outcomes_record(found), ensure_ascii=False, indent=1))
    else:
        for line in _lines(found):
            print(line)
    return DONE


def _lines(found: CohortOutcomes) -> Iterator[str]:
    yield f"Outcomes on {short_date(found.today)}: {_wanted(found.wanted)}"
    yield (
        f"{found.referred} referred, {found.collected} with leukapheresis, {found.infused} infused"
    )
    yield PERIOD
    yield from (words for words in (found.warning, found.not_given) if words)
    yield from _heading("From referral to infusion")
    for line in found.funnel.lines:
        yield _funnel_line(line)
    yield f"Infused, of those referred and decided: {proportion_words(found.funnel.of_referred)}"
    of_collected = proportion_words(found.funnel.of_collected)
    yield f"Infused, of those with leukapheresis and decided: {of_collected}"
    if found.response is not None:
        yield from _response(found.response)
        yield from _published(found, *OF_RESPONSE)
    for figure in found.survival:
        yield from _survival(figure)
        yield from _published(found, OF_ENDPOINT[figure.endpoint])
    yield from _heading("Mortality after the infusion, any cause (1 − overall survival)")
    for mortality in found.mortality:
        yield _mortality(mortality)
    yield from _grades(found)
    yield from _heading("Intervals")
    for span in found.spans:
        yield f"{SPANS[span.kind]}: {span_words(span)}. {spans.DEFINITIONS[span.kind]}"
    yield from _sources(found)


def _wanted(wanted: CohortFilter) -> str:
    parts = [term(wanted.disease) if wanted.disease else "all diseases"]
    if wanted.product:
        parts.append(f"product {wanted.product}")
    if wanted.targets:
        parts.append(f"targets {target_words(wanted.targets)}")
    if wanted.age_group:
        parts.append(f"age {wanted.age_group.value.replace('_', ' ')}")
    parts += [f"from {short_date(wanted.since)}"] if wanted.since else []
    parts += [f"until {short_date(wanted.until)}"] if wanted.until else []
    return ", ".join(parts)


def _heading(words: str) -> tuple[str, str]:
    return "", words


def _funnel_line(line: FunnelLine) -> str:
    words = f"{STAGES[line.stage]}: {line.reached}"
    after = [f"{count} {term(reason).lower()}" for reason, count in line.lost]
    after += [f"{line.waiting} still on the way"] if line.waiting else []
    return f"{words}; no further: {', '.join(after)}" if after else words


def _response(found: BestResponses) -> Iterator[str]:
    yield from _heading("Best response by month 3")
    yield best_response.DEFINITION
    yield f"CR or CRi, of those assessed: {proportion_words(found.of_assessed)}"
    yield f"CR or CRi, of those infused: {proportion_words(found.of_infused)}"
    yield f"CR, of those assessed: {proportion_words(found.complete_of_assessed)}"
    kinds = ", ".join(f"{count} {term(kind)}" for kind, count in found.kinds) or "none"
    yield f"Best responses: {kinds}; {found.derived} of them from findings without a statement"
    yield (
        f"Not assessed by month 3: {found.not_assessed} ({found.died_before} of them died before); "
        f"month 3 not reached: {found.not_yet}, left out"
    )


def _survival(figure: EndpointFigure) -> Iterator[str]:
    survival = figure.survival
    yield from _heading(f"{ENDPOINTS[figure.endpoint]} {STARTS[figure.start]}")
    yield figure.definition
    ends = ", ".join(f"{count} {ENDED_BY[by]}" for by, count in figure.ended_by) or "none"
    yield f"n = {survival.patients}, {survival.events} events; times end by: {ends}"
    for estimate in figure.told:
        yield f"Day {estimate.day}: {estimate_words(estimate)}"
    yield f"Median: {median_words(survival.median)}"
    yield f"Median follow-up (reverse Kaplan-Meier): {median_words(survival.follow_up)}"
    yield from figure.warnings


def _mortality(found: Mortality) -> str:
    causes = ", ".join(f"{count} {term(cause)}" for cause, count in found.causes) or "none"
    deaths = f"deaths on record by then: {found.deaths}, by cause: {causes}"
    return f"Day {found.day}: {estimate_words(found.estimate)}; {deaths}"


def _grades(found: CohortOutcomes) -> Iterator[str]:
    yield from _heading("Highest grade of each infused patient, scale by scale")
    yield worst_grades.NEVER_MIXED
    for counts in found.grades.scales:
        yield _grade_line(counts)
    for event, missing in found.grades.without:
        yield f"{term(event)}: {missing} of {found.infused} infused without any entry"
    yield from _published(found, *OF_GRADES)


def _grade_line(counts: GradeCounts) -> str:
    by_grade = ", ".join(f"grade {grade}: {count}" for grade, count in enumerate(counts.counts))
    words = f"{scale_words(counts)}, n = {counts.graded}: {by_grade}"
    if counts.ungraded:
        words += f"; {counts.ungraded} could not be graded"
    if counts.at_least:
        words += f"; {counts.at_least} may have been higher, a finding was not recorded"
    any_of, severe = proportion_words(counts.any_of), proportion_words(counts.severe_of)
    return f"{words}; grade 1 or more: {any_of}; grade 3 or more: {severe}"


def _published(found: CohortOutcomes, *endpoints: PublishedEndpoint) -> Iterator[str]:
    for one in found.beside(*endpoints):
        yield (
            f"  published [{one.source}] {one.product or one.population}: {one.measure}: "
            f"{one.value}; n: {one.n}; interval: {one.interval}; {one.population}; "
            f"limits: {one.limits}"
        )


def _sources(found: CohortOutcomes) -> Iterator[str]:
    yield from _heading("Published figures of other groups")
    yield COMPARISON_NOTE
    if not found.published:
        yield "No published figure at hand is of this disease and these targets."
    for source in found.sources:
        yield f"[{source.number}] {source.citation} {source.caution}".strip()
