"""The criteria of response in B-ALL, each held against what one assessment found."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from carttrack.domain.clinic import Comparison
from carttrack.domain.outcome.response import Extramedullary, Response
from carttrack.domain.patients import CnsStatus
from carttrack.domain.terms import term

CRITERIA = "ALL response criteria, ASH Publications view-large/12204026"
WORKSHOP = "Biol Blood Marrow Transplant 2010;16:1187-1211, Table 4a"
CIBMTR = "CIBMTR Forms Instruction Manual, ALL response criteria"
MARROW_LIMIT = Decimal(5)
"""Blasts in marrow, in percent, that every remission lies below. Source: `CRITERIA`, `WORKSHOP`."""
ANC_LIMIT = Decimal("1.0")
"""ANC of a complete response, ×10⁹/L. Source: `CRITERIA` (above), `CIBMTR` (at least)."""
PLATELET_LIMIT = Decimal(100)
"""Platelets of a complete response, ×10⁹/L. Source: `CRITERIA` (above), `CIBMTR` (at least)."""
WORKSHOP_RELAPSE = Decimal(25)
"""Blasts in marrow, in percent, that are a relapse by each published threshold. Trials use lower
ones (to be confirmed by the clinic), so below it the threshold used is the clinician's. Source:
`WORKSHOP`."""
CIRCULATING_LIMIT = Decimal(1)
"""Circulating blasts, in percent, that the tisagenlecleucel protocol asks to stay below; to be
confirmed by the clinic, so at the limit and above nothing is derived."""


class Verdict(StrEnum):
    """Whether a criterion is met."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One line of the reasons: what is asked, what was found, and where the limit is published."""

    item: str
    asked: str
    found: str
    verdict: Verdict
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What went before the assessment: a remission, and disease of the central nervous system."""

    remission: bool = False
    cns_involved: bool = False


MARROW = "Marrow blasts"
"""The item of the marrow's line."""


def disease_lines(response: Response, before: Before) -> tuple[Criterion, ...]:
    """Return the lines that ask whether disease is found: marrow, sites outside it, CNS, blood."""
    return _marrow(response), _outside(response), _cns(response, before), _circulating(response)


def count_lines(response: Response, counts: Comparison) -> tuple[Criterion, ...]:
    """Return the lines of ANC and platelets, compared as the clinic compares them."""
    return (
        _count("ANC", response.anc, ANC_LIMIT, counts),
        _count("Platelets", response.platelets, PLATELET_LIMIT, counts),
    )


def _marrow(response: Response) -> Criterion:
    blasts = response.marrow_blasts
    found = "pending" if response.marrow_pending else "not recorded"
    verdict = Verdict.UNKNOWN
    if blasts is not None:
        found, verdict = f"{blasts:f} %", _met(yes=blasts < MARROW_LIMIT)
    return Criterion(
        item=MARROW, asked=f"below {MARROW_LIMIT} %", found=found, verdict=verdict, source=CRITERIA
    )


def _outside(response: Response) -> Criterion:
    outside = response.extramedullary
    verdict = Verdict.UNKNOWN if outside is None else _met(yes=outside is Extramedullary.NONE)
    return Criterion(
        item="Extramedullary disease",
        asked="none",
        found="not recorded" if outside is None else outside.value,
        verdict=verdict,
        source=CRITERIA,
    )


_CNS = {
    CnsStatus.CNS1: Verdict.MET,
    CnsStatus.CNS2: Verdict.UNKNOWN,
    CnsStatus.CNS3: Verdict.NOT_MET,
}


def _cns(response: Response, before: Before) -> Criterion:
    """Judge the fluid: without earlier disease there it need not be examined; CNS2 stays open."""
    if response.cns is None:
        found = "not recorded, involved before" if before.cns_involved else "not recorded"
        verdict = Verdict.UNKNOWN if before.cns_involved else Verdict.MET
    else:
        found, verdict = term(response.cns), _CNS[response.cns]
        found += ": the criteria do not say" if verdict is Verdict.UNKNOWN else ""
    return Criterion(item="CNS", asked="no disease", found=found, verdict=verdict, source=CRITERIA)


def _circulating(response: Response) -> Criterion:
    """Judge blasts in blood: the table names no limit, so more than a trace stays open."""
    blasts = response.circulating_blasts
    found, verdict = "not recorded", Verdict.MET
    if blasts is not None:
        found = f"{blasts:f} %"
        if blasts >= CIRCULATING_LIMIT:
            found += ": the criteria name no limit"
            verdict = Verdict.UNKNOWN
    return Criterion(
        item="Circulating blasts",
        asked=f"below {CIRCULATING_LIMIT} % (to be confirmed by the clinic)",
        found=found,
        verdict=verdict,
        source="Tisagenlecleucel protocol; to be confirmed by the clinic",
    )


def _count(item: str, value: Decimal | None, limit: Decimal, counts: Comparison) -> Criterion:
    verdict = Verdict.UNKNOWN if value is None else _met(yes=counts.holds(value, limit))
    return Criterion(
        item=item,
        asked=f"{term(counts)} {limit} × 10⁹/L",
        found="not recorded" if value is None else f"{value:f} × 10⁹/L",
        verdict=verdict,
        source=f"{CRITERIA}; {CIBMTR}",
    )


def _met(*, yes: bool) -> Verdict:
    return Verdict.MET if yes else Verdict.NOT_MET
