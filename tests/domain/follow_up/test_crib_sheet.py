"""A crib sheet holds what a registry form asks, in its order, and names the gaps."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from carttrack import paths
from carttrack.domain.casefile import CaseFile
from carttrack.domain.follow_up.contact_attempts import (
    ContactAttempt,
    ContactMethod,
    ContactOutcome,
)
from carttrack.domain.follow_up.crib_baseline import BASELINE
from carttrack.domain.follow_up.crib_follow_up import FOLLOW_UP
from carttrack.domain.follow_up.crib_sheet import CribSheet, crib_sheets
from carttrack.domain.follow_up.registry_forms import Registry, RegistryForm, RegistryTrack
from carttrack.domain.follow_up.registry_plan import RegistryPlan
from carttrack.domain.follow_up.registry_standing import ContactFit, FormState
from carttrack.domain.follow_up.registry_text import parse_registry
from carttrack.domain.follow_up.visits import VisitForm
from carttrack.domain.kept import Kept
from carttrack.domain.outcome.later_therapy import LaterTherapy, LaterTherapyKind
from carttrack.domain.outcome.second_malignancy import MalignancyKind, SecondMalignancy
from carttrack.domain.pathway.identifiers import Identifier, IdentifierKind
from carttrack.domain.pathway.infusion import InfusionKind
from carttrack.domain.pathway.steps import Step
from tests.builders import a_response, an_infusion
from tests.domain.pathway.cases import ZONE, a_case, a_course, a_product, dead, kept


def plan(name: str = "cibmtr") -> RegistryPlan:
    return parse_registry(paths.resource(f"registries/{name}.toml").read_text(encoding="utf-8"))


CIBMTR = plan()
TODAY = date(2028, 6, 1)


def a_followed_case(product: str = "brexu_cel", **changes: Any) -> CaseFile:
    """Infused on 23 Oct 2026, on the 15-year track."""
    course = a_course(product=product, registry_track=RegistryTrack.CRF_15_YEARS)
    return replace(
        a_case(Step.FOLLOW_UP, course=kept(course), product=a_product(product)), **changes
    )


def seen(*days: date) -> tuple[Kept[VisitForm], ...]:
    return tuple(kept(VisitForm(seen_on=day)) for day in days)


def sheet(case: CaseFile, form: str = "4100", time_point: str = "day_100") -> CribSheet:
    [found] = [
        s
        for s in crib_sheets(case, CIBMTR, today=TODAY, zone=ZONE)
        if (s.standing.expected.form, s.standing.expected.time_point) == (form, time_point)
        and s.standing.expected.about_on is None
    ]
    return found


def value(found: CribSheet, code: str) -> str:
    return next(line.value for line in found.lines if line.code == code)


@pytest.mark.parametrize("name", ["cibmtr", "ebmt"])
def test_every_field_a_registry_names_is_known(name: str) -> None:
    known = {"contact_date", *BASELINE, *FOLLOW_UP}
    assert {code for rule in plan(name).forms for code in rule.fields} <= known


def test_the_follow_up_form_asks_in_the_published_order() -> None:
    assert [line.label for line in sheet(a_followed_case()).lines] == [
        "Contact date",
        "Survival",
        "Further infusions",
        "Best response",
        "Relapse or progression",
        "New malignancy",
        "CRS",
        "ICANS",
        "IEC-HS",
        "Infection",
        "Fertility and pregnancy",
        "Persistence of the cells",
    ]


def test_what_the_record_does_not_hold_is_a_gap() -> None:
    assert sheet(a_followed_case()).gaps == (
        "Contact date",
        "Survival",
        "Best response",
        "CRS",
        "ICANS",
        "Fertility and pregnancy",
        "Persistence of the cells",
    )


def test_the_contact_nearest_to_the_time_point_is_proposed() -> None:
    case = a_followed_case(visit_forms=seen(date(2027, 1, 20), date(2027, 2, 1)))
    contact = sheet(case).contact
    assert contact is not None
    assert (contact.on, contact.fit) == (date(2027, 2, 1), ContactFit.INSIDE)


@pytest.mark.parametrize(
    ("day", "fit"),
    [
        (date(2027, 10, 23), ContactFit.OUTSIDE),  # the anniversary, Day 365
        (date(2027, 10, 24), ContactFit.INSIDE),  # Day 366
        (date(2027, 12, 22), ContactFit.INSIDE),  # Day 425
        (date(2027, 12, 23), ContactFit.OUTSIDE),  # Day 426
    ],
)
def test_the_one_year_contact_lies_on_day_366_to_425(day: date, fit: ContactFit) -> None:
    contact = sheet(a_followed_case(visit_forms=seen(day)), time_point="year_1").contact
    assert contact is not None
    assert (contact.on, contact.fit) == (day, fit)


def test_not_seen_in_the_window_the_closest_evaluation_is_reported() -> None:
    found = sheet(a_followed_case(visit_forms=seen(date(2026, 12, 1), date(2027, 3, 20))))
    assert found.contact is not None
    assert found.contact.on == date(2027, 3, 20)
    assert found.notes[0] == "Not seen in the contact window: the closest evaluation is reported."


def test_the_contact_reported_stands_above_the_one_proposed() -> None:
    form = RegistryForm(
        registry=Registry.CIBMTR,
        form="4100",
        time_point="day_100",
        contact_on=date(2027, 1, 25),
    )
    case = a_followed_case(visit_forms=seen(date(2027, 1, 31)), registry_forms=(kept(form),))
    found = sheet(case)
    assert value(found, "contact_date") == "25 Jan 2027 (reported), inside its window"
    assert found.standing.state is FormState.LATE


def test_a_patient_reached_by_phone_is_a_contact() -> None:
    reached = ContactAttempt(
        at=datetime(2027, 1, 28, 10, tzinfo=UTC),
        how=ContactMethod.PHONE,
        by="A. Demo",
        outcome=ContactOutcome.REACHED,
    )
    assert value(sheet(a_followed_case(contact_attempts=(kept(reached),))), "survival") == (
        "alive on 28 Jan 2027"
    )


@pytest.mark.parametrize(
    ("at", "on"),
    [
        (datetime(2027, 1, 15, 23, 30, tzinfo=UTC), date(2027, 1, 16)),  # winter, UTC+1
        (datetime(2027, 3, 27, 23, 30, tzinfo=UTC), date(2027, 3, 28)),  # the night of the change
        (datetime(2027, 3, 28, 22, 30, tzinfo=UTC), date(2027, 3, 29)),  # summer, UTC+2
        (datetime(2027, 1, 15, 22, 30, tzinfo=UTC), date(2027, 1, 15)),
    ],
)
def test_a_contact_lies_on_the_clinics_own_day(at: datetime, on: date) -> None:
    reached = ContactAttempt(
        at=at, how=ContactMethod.PHONE, by="A. Demo", outcome=ContactOutcome.REACHED
    )
    contact = sheet(a_followed_case(contact_attempts=(kept(reached),))).contact
    assert contact is not None
    assert contact.on == on


def test_nobody_is_called_alive_without_a_contact() -> None:
    assert value(sheet(a_followed_case()), "survival") == ""


def test_a_death_is_reported_with_its_cause() -> None:
    found = sheet(dead(a_followed_case(), date(2027, 1, 5)))
    assert value(found, "survival") == "died 5 Jan 2027, disease"
    assert value(found, "contact_date").startswith("5 Jan 2027 (death)")


def test_with_a_later_transplantation_the_last_contact_is_before_it() -> None:
    transplant = LaterTherapy(kind=LaterTherapyKind.ALLOGENEIC_HSCT, started_on=date(2027, 2, 10))
    case = a_followed_case(
        visit_forms=seen(date(2027, 1, 18), date(2027, 2, 12)),
        later_therapies=(kept(transplant),),
    )
    contact = sheet(case).contact
    assert contact is not None
    assert contact.on == date(2027, 1, 18)


def test_the_best_response_so_far_is_reported() -> None:
    case = a_followed_case(visit_forms=seen(date(2027, 1, 31)), responses=(kept(a_response()),))
    assert value(sheet(case), "best_response") == "CRi, 18 Nov 2026, stated by R. Demo"


def test_a_form_reports_only_since_the_contact_before() -> None:
    before = RegistryForm(
        registry=Registry.CIBMTR,
        form="4100",
        time_point="day_100",
        contact_on=date(2027, 1, 31),
        submitted_on=date(2027, 2, 1),
    )
    tumours = [
        SecondMalignancy(diagnosed_on=day, kind=MalignancyKind.SKIN, name=name)
        for day, name in ((date(2027, 1, 10), "first"), (date(2027, 4, 1), "second"))
    ]
    case = a_followed_case(
        visit_forms=seen(date(2027, 1, 31), date(2027, 4, 23)),
        registry_forms=(kept(before),),
        second_malignancies=tuple(map(kept, tumours)),
    )
    assert value(sheet(case), "new_malignancy") == "10 Jan 2027, first"
    assert value(sheet(case, time_point="month_6"), "new_malignancy") == "1 Apr 2027, second"


@pytest.mark.parametrize(
    ("product", "kinds", "wanted"),
    [
        (
            "tisa_cel",
            {IdentifierKind.LOT, IdentifierKind.PRODUCT_CODE},
            (
                "Batch number and product codes, as cell product ID, from the certificate of "
                "analysis or dose report."
            ),
        ),
        ("brexu_cel", {IdentifierKind.LOT}, "Lot number, from the certificate of analysis."),
        ("axi_cel", {IdentifierKind.LOT}, "Lot number, from the certificate of analysis."),
        (
            "obe_cel",
            {IdentifierKind.CHAIN_OF_IDENTITY},
            "Chain of identity, as cell product ID, from the release for infusion certificate.",
        ),
        (
            "ide_cel",
            {IdentifierKind.JOIN_ID, IdentifierKind.LOT},
            "JOIN ID and lot, from the release for infusion certificate.",
        ),
        (
            "liso_cel",
            {IdentifierKind.JOIN_ID, IdentifierKind.LOT},
            "JOIN ID and both lots, CD4 and CD8, from the release for infusion certificate.",
        ),
        ("cilta_cel", {IdentifierKind.LOT}, "Batch number."),
    ],
)
def test_the_infusion_form_names_the_identifier_it_wants(
    product: str, kinds: set[IdentifierKind], wanted: str
) -> None:
    found = sheet(a_followed_case(product), "4006", "infusion")
    assert found.notes[0] == f"Wanted for this product: {wanted}"
    rule = CIBMTR.identifiers_for(product)
    assert rule is not None
    assert set(rule.kinds) == kinds


def test_an_identifier_of_another_kind_leaves_the_gap() -> None:
    lot = Identifier(kind=IdentifierKind.LOT, value="L-7")
    found = sheet(a_followed_case("obe_cel", identifiers=(kept(lot),)), "4006", "infusion")
    assert "Cell product ID" in found.gaps


def test_each_infusion_form_reports_its_own_dose() -> None:
    second = an_infusion(
        started_at=datetime(2026, 11, 2, 10, tzinfo=UTC),
        dose=Decimal("2.5"),
        kind=InfusionKind.SPLIT_DOSE,
        number=2,
    )
    case = a_followed_case(later_infusions=(kept(second),))
    doses = {
        s.standing.expected.about_on: value(s, "dose")
        for s in crib_sheets(case, CIBMTR, today=TODAY, zone=ZONE)
        if s.standing.expected.form == "4006"
    }
    assert doses == {
        None: "1.0 × 10⁶ CAR+ viable T cells/kg",
        date(2026, 11, 2): "2.5 × 10⁶ CAR+ viable T cells/kg",
    }


def test_what_no_publication_gives_is_to_be_confirmed_by_the_clinic() -> None:
    assert sheet(a_followed_case()).notes == (
        "Contact window: to be confirmed by the clinic.",
        "Form revision: to be confirmed by the clinic.",
    )


def test_without_a_track_no_form_is_asked_for() -> None:
    case = replace(a_followed_case(), course=kept(a_course()))
    assert crib_sheets(case, CIBMTR, today=TODAY, zone=ZONE) == ()


def test_before_the_infusion_no_form_is_asked_for() -> None:
    case = replace(a_followed_case(), day0=None)
    assert crib_sheets(case, CIBMTR, today=TODAY, zone=ZONE) == ()
