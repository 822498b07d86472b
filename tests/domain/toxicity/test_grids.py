from dataclasses import replace
from decimal import Decimal

import pytest

from carttrack.domain.toxicity import crs_grading, icans_grading
from carttrack.domain.toxicity.crs import CrsFindings, Hypotension, Hypoxia, OxygenDevice
from carttrack.domain.toxicity.icans import Consciousness, IcansFindings, IceState
from carttrack.domain.toxicity.scales import Graded
from tests.domain.toxicity import grids


def vasopressin_as_second_vasopressor(findings: CrsFindings) -> Graded:
    if findings.vasopressin and findings.hypotension is Hypotension.ONE_VASOPRESSOR:
        findings = replace(findings, hypotension=Hypotension.MULTIPLE_VASOPRESSORS)
    return crs_grading.grade(findings)


def six_litres_as_high_flow(findings: CrsFindings) -> Graded:
    cannula = findings.o2_device is OxygenDevice.NASAL_CANNULA
    if cannula and findings.o2_flow_lpm == Decimal(6) and findings.hypoxia is None:
        findings = replace(findings, hypoxia=Hypoxia.HIGH_FLOW, o2_device=None, o2_flow_lpm=None)
    return crs_grading.grade(findings)


def ice_0_always_grade_3(findings: IcansFindings) -> Graded:
    if findings.ice == 0 and findings.consciousness is Consciousness.UNAROUSABLE:
        findings = replace(findings, consciousness=Consciousness.AWAKENS_TO_TACTILE)
    if findings.ice_state is IceState.UNAROUSABLE:
        findings = replace(findings, ice_state=IceState.DONE, ice=0, consciousness=None)
    return icans_grading.grade(findings)


def test_crs_agrees_with_the_table_for_every_combination() -> None:
    grids.check_crs_grid(crs_grading.grade)


def test_oxygen_agrees_with_the_table_for_every_device_and_flow() -> None:
    grids.check_crs_oxygen(crs_grading.grade)


def test_icans_agrees_with_the_table_for_every_combination() -> None:
    grids.check_icans_grid(icans_grading.grade)


def test_every_crs_case_is_right() -> None:
    grids.check_crs_cases(crs_grading.grade)


def test_every_icans_case_is_right() -> None:
    grids.check_icans_cases(icans_grading.grade)


def test_vasopressin_counted_as_a_second_vasopressor_is_noticed() -> None:
    for check in (grids.check_crs_grid, grids.check_crs_cases):
        with pytest.raises(AssertionError, match=r"vasopressin|CRS-036"):
            check(vasopressin_as_second_vasopressor)


def test_six_litres_called_high_flow_are_noticed() -> None:
    with pytest.raises(AssertionError, match=r"'o2_flow_lpm': 6\.0"):
        grids.check_crs_oxygen(six_litres_as_high_flow)


def test_ice_0_always_being_grade_3_is_noticed() -> None:
    for check in (grids.check_icans_grid, grids.check_icans_cases):
        with pytest.raises(AssertionError, match=r"unarousable|ICANS-013"):
            check(ice_0_always_grade_3)
