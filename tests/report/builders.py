"""A rich visit summary of one synthetic patient, and the PDF read back."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from pypdf import PdfReader

from carttrack import paths
from carttrack.domain.casefile import CaseFile
from carttrack.domain.clinic import ClinicRecord
from carttrack.domain.follow_up.protocol import Protocol
from carttrack.domain.follow_up.protocol_text import parse
from carttrack.domain.follow_up.schedule import driving_sentence, plan_visits
from carttrack.domain.follow_up.visits import Visit, VisitForm
from carttrack.domain.kept import Kept, PatientId
from carttrack.domain.outcome.response import (
    Extramedullary,
    MrdMethod,
    MrdResult,
    Response,
    ResponseKind,
)
from carttrack.domain.pathway.courses import Course
from carttrack.domain.pathway.identifiers import Identifier, IdentifierKind
from carttrack.domain.pathway.infusion import DoseUnit, Infusion
from carttrack.domain.pathway.milestones import Milestone, MilestoneKind
from carttrack.domain.pathway.products import Product, parse_products
from carttrack.domain.pathway.steps import Step, StepRecord
from carttrack.domain.patients import (
    Alert,
    AlertKind,
    AntigenStatus,
    AntigenTest,
    CnsStatus,
    Disease,
    DiseaseSite,
    DiseaseStatus,
    Patient,
    PriorCd19,
    Sex,
    Target,
    TherapyKind,
    TherapyLine,
    Weight,
)
from carttrack.domain.reference.applicability import assess
from carttrack.domain.reference.facts import facts_of
from carttrack.domain.reference.library import Library, parse_library
from carttrack.domain.summary import VisitSummary
from carttrack.domain.toxicity.assessments import Assessment, GradeOnRecord
from carttrack.domain.toxicity.crs import CrsFindings, OxygenDevice
from carttrack.domain.toxicity.episodes import EpisodeClosing, Toxicity, episodes
from carttrack.domain.toxicity.icans import IcansFindings
from carttrack.domain.toxicity.interventions import Drug, Given, Indication
from carttrack.domain.toxicity.scales import Status
from carttrack.report.visit_summary import write_visit_summary

T = TypeVar("T")
ZONE = ZoneInfo("Europe/Prague")
DAY0 = date(2026, 10, 23)
VISIT_ON = date(2026, 11, 20)
PRINTED_AT = datetime(2026, 11, 20, 13, 32, tzinfo=UTC)
_ids = count(1)


def kept(value: T) -> Kept[T]:
    return Kept(
        id=next(_ids),
        value=value,
        entered_at=PRINTED_AT - timedelta(days=1),
        entered_by="Alex Demo",
    )


def all_kept(*values: T) -> tuple[Kept[T], ...]:
    return tuple(kept(value) for value in values)


def _text(name: str) -> str:
    return paths.resource(name).read_text(encoding="utf-8")


def a_protocol() -> Protocol:
    return parse(_text("protocols/default.toml"))


def a_library() -> Library:
    files = sorted(paths.resource("reference").glob("*.toml"))
    return parse_library("\n".join(file.read_text(encoding="utf-8") for file in files))


def a_product(product_id: str = "brexu_cel") -> Product:
    products = parse_products(_text("products/catalogue.toml"))
    return next(product for product in products if product.id == product_id)


def local(day: date, clock: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), ZONE)


def on(day: int, clock: str) -> datetime:
    """Return an instant by Day number and the clinic's clock."""
    return local(DAY0 + timedelta(days=day), clock)


def graded(grade: int | None, derived: int | None = None, reason: str = "") -> GradeOnRecord:
    return GradeOnRecord(
        derived=derived if reason else grade,
        status=Status.CANNOT_GRADE if grade is None else Status.GRADED,
        recorded=grade,
        override_reason=reason,
        rule_version="test-1",
    )


def an_assessment(
    at: datetime, temp: str, crs: int | None, icans: int | None, **changes: Any
) -> Assessment:
    assessment = Assessment(
        at=at,
        assessor="Alex Demo",
        crs=CrsFindings(temp_c=Decimal(temp)),
        icans=IcansFindings(ice=10 - 2 * (icans or 0)),
        crs_grade=graded(crs),
        icans_grade=graded(icans),
    )
    return replace(assessment, **changes)


def _assessments() -> tuple[Assessment, ...]:
    crs = {2: 1, 3: 1, 4: 2, 5: 3, 6: 2, 7: 1}
    icans = {5: 1, 6: 2, 7: 2, 8: 1}
    temps = {2: "38.4", 3: "38.7", 4: "39.4", 5: "39.8", 6: "38.9", 7: "38.1"}
    done = [
        an_assessment(on(0, "14:00"), "36.5", 0, 0),
        an_assessment(on(1, "08:00"), "36.8", 0, 0),
    ]
    for day in range(2, 15):
        grades = crs.get(day, 0), icans.get(day, 0)
        done.append(an_assessment(on(day, "05:50"), temps.get(day, "36.8"), *grades))
        if 1 < day < 9:
            cooler = str(Decimal(temps.get(day, "37.2")) - Decimal("0.7"))
            done.append(an_assessment(on(day, "14:20"), cooler, max(grades[0] - 1, 0), grades[1]))
    by_hand = graded(1, 0, "rigors, fever masked by paracetamol")
    done.append(an_assessment(on(7, "04:00"), "37.6", 0, 2, crs_grade=by_hand))
    done.append(an_assessment(on(21, "09:00"), "36.6", 0, 0))
    return tuple(sorted(done, key=lambda one: one.at))


def _given() -> tuple[Given, ...]:
    def toci(day: int, clock: str) -> Given:
        return Given(
            drug=Drug.TOCILIZUMAB,
            started_at=on(day, clock),
            indication=Indication.CRS,
            dose=Decimal(491),
            unit="mg",
            weight_kg=Decimal("61.4"),
            route="IV",
            given_by="B. Muster",
        )

    def dexa(day: int, clock: str) -> Given:
        return Given(
            drug=Drug.DEXAMETHASONE,
            started_at=on(day, clock),
            indication=Indication.ICANS,
            dose=Decimal(10),
            unit="mg",
            route="IV",
            given_by="B. Muster",
        )

    return (
        Given(
            drug=Drug.OXYGEN,
            started_at=on(4, "18:00"),
            stopped_at=on(6, "21:30"),
            indication=Indication.CRS,
            device=OxygenDevice.NASAL_CANNULA,
            flow_lpm=Decimal(4),
        ),
        toci(4, "18:30"),
        Given(
            drug=Drug.VASOPRESSOR,
            name="norepinephrine",
            started_at=on(5, "01:20"),
            stopped_at=on(5, "20:20"),
            indication=Indication.CRS,
        ),
        toci(5, "06:00"),
        dexa(6, "12:00"),
        dexa(6, "20:00"),
        dexa(7, "04:00"),
        dexa(7, "16:00"),
    )


def _steps() -> tuple[StepRecord, ...]:
    def step(name: Step, first: date, last: date | None, **changes: Any) -> StepRecord:
        return StepRecord(step=name, started_on=first, finished_on=last, **changes)

    return (
        step(Step.REFERRAL, date(2026, 8, 24), date(2026, 8, 24)),
        step(Step.EVALUATION, date(2026, 8, 31), date(2026, 9, 7)),
        step(Step.LEUKAPHERESIS, date(2026, 9, 14), date(2026, 9, 14)),
        step(Step.MANUFACTURING, date(2026, 9, 15), date(2026, 10, 9)),
        step(
            Step.LYMPHODEPLETION,
            date(2026, 10, 19),
            date(2026, 10, 21),
            detail="fludarabine 25 mg/m² on 19, 20, 21 Oct; cyclophosphamide 900 mg/m² on 21 Oct",
        ),
        step(Step.INFUSION, DAY0, DAY0),
        step(Step.MONITORING, DAY0, None),
    )


def _milestones() -> tuple[Milestone, ...]:
    return (
        Milestone(
            kind=MilestoneKind.BRIDGING,
            done_on=date(2026, 9, 28),
            until_on=date(2026, 10, 9),
            detail="vincristine and dexamethasone",
        ),
        Milestone(kind=MilestoneKind.ADMISSION, done_on=date(2026, 10, 18)),
        Milestone(kind=MilestoneKind.DISCHARGE, done_on=date(2026, 11, 5)),
    )


def _visits() -> tuple[Visit, ...]:
    booked = {
        "day_28": (VISIT_ON, time(10, 30)),
        "month_2": (date(2026, 12, 23), time(9, 30)),
    }
    visits = []
    for visit in plan_visits(DAY0, a_protocol()):
        if visit.target < date(2026, 11, 18):
            visits.append(replace(visit, completed_on=visit.target))
        elif visit.code in booked:
            day, at = booked[visit.code]
            visits.append(replace(visit, appointment_on=day, appointment_at=at))
        else:
            visits.append(visit)
    return tuple(visits)


def _responses() -> tuple[Response, ...]:
    return (
        Response(
            assessed_on=date(2026, 10, 12),
            stated=ResponseKind.ACTIVE_DISEASE,
            stated_by="Dr R. Demo",
            marrow_blasts=Decimal(34),
            mrd=MrdResult.NOT_DONE,
            extramedullary=Extramedullary.NONE,
            cns=CnsStatus.CNS1,
            comment="before LD",
        ),
        Response(
            assessed_on=date(2026, 11, 18),
            stated=ResponseKind.CRI,
            stated_by="Dr R. Demo",
            marrow_blasts=Decimal(1),
            mrd=MrdResult.NOT_DETECTED,
            mrd_method=MrdMethod.FLOW,
            mrd_sensitivity=Decimal("0.0001"),
            mrd_sample="marrow",
            extramedullary=Extramedullary.NONE,
        ),
    )


def a_patient(**changes: Any) -> Patient:
    patient = Patient(
        mrn="9000418",
        family_name="Příkladová",
        given_name="Žofie",
        birth_date=date(1992, 3, 14),
        sex=Sex.FEMALE,
        disease=Disease.B_ALL,
        disease_detail="Ph-negative",
        disease_status=DiseaseStatus.SECOND_RELAPSE,
        disease_site=DiseaseSite.MARROW,
        prior_cd19=PriorCd19.NONE,
        prior_transplant=False,
        referrer="Dr O. Sample, Exampletown General",
    )
    return replace(patient, **changes)


def a_case(**changes: Any) -> CaseFile:
    assessments = _assessments()
    closings = (
        EpisodeClosing(toxicity=Toxicity.CRS, closed_at=on(8, "08:05"), closed_by="R. Demo"),
        EpisodeClosing(toxicity=Toxicity.ICANS, closed_at=on(9, "08:10"), closed_by="R. Demo"),
    )
    case = CaseFile(
        patient_id=PatientId(1),
        patient=kept(a_patient()),
        weights=all_kept(Weight(kg=Decimal("61.4"), measured_on=date(2026, 10, 18))),
        therapy_lines=all_kept(
            TherapyLine(
                kind=TherapyKind.CHEMOTHERAPY, drug="UKALL", started="2023", stopped="2024"
            ),
            TherapyLine(
                kind=TherapyKind.ANTIBODY,
                drug="inotuzumab ozogamicin",
                target=Target.CD22,
                started="2025",
            ),
        ),
        antigen_tests=all_kept(
            AntigenTest(
                target=Target.CD19, tested_on=date(2026, 8, 26), status=AntigenStatus.POSITIVE
            )
        ),
        alerts=all_kept(
            Alert(kind=AlertKind.ALLERGY, subject="Piperacillin-tazobactam", reaction="rash"),
            Alert(kind=AlertKind.PRECAUTION, subject="Irradiated blood products only"),
        ),
        course=kept(
            Course(
                number=1,
                product="brexu_cel",
                opened_on=date(2026, 8, 24),
                protocol="b-all-15-year@1",
            )
        ),
        product=a_product(),
        protocol=a_protocol(),
        steps=all_kept(*_steps()),
        milestones=all_kept(*_milestones()),
        identifiers=all_kept(
            Identifier(kind=IdentifierKind.LOT, value="DEMO-26A117"),
            Identifier(kind=IdentifierKind.CHAIN_OF_IDENTITY, value="COI-DEMO-7F3K-0418"),
        ),
        infusion=kept(
            Infusion(
                started_at=on(0, "11:20"),
                dose=Decimal("1.0"),
                dose_unit=DoseUnit.MILLION_PER_KG,
                total=Decimal(61),
                weight_kg=Decimal("61.4"),
                weighed_on=date(2026, 10, 18),
                bags=1,
                volume_ml=Decimal(68),
            )
        ),
        assessments=all_kept(*assessments),
        given=all_kept(*_given()),
        closings=all_kept(*closings),
        episodes=episodes(assessments, closings),
        visits=all_kept(*_visits()),
        responses=all_kept(*_responses()),
        current=Step.MONITORING,
        day0=DAY0,
        record_version=47,
    )
    return replace(case, **changes)


def a_form(**changes: Any) -> VisitForm:
    form = VisitForm(
        seen_on=VISIT_ON,
        visit="day_28",
        seen_by="Dr R. Demo",
        ecog=1,
        weight_kg=Decimal("61.4"),
        temp_c=Decimal("36.7"),
        counts_on=date(2026, 11, 18),
        anc=Decimal("1.4"),
        platelets=Decimal(86),
        hb=Decimal(98),
        pending=("igg",),
        plan="Blood count every week at the referring centre until Month 2. Aciclovir and "
        "co-trimoxazole continue. Wallet card checked; the patient has the 24-hour number.",
    )
    return replace(form, **changes)


def a_clinic(**changes: Any) -> ClinicRecord:
    clinic = ClinicRecord(
        name="Northfield Demo Hospital",
        address="Cellular therapy clinic, 1 Sample Road, Exampletown",
        telephone="555 0100",
        time_zone="Europe/Prague",
        sample=True,
    )
    return replace(clinic, **changes)


def a_summary(case: CaseFile | None = None, **changes: Any) -> VisitSummary:
    case = case or a_case()
    library = a_library()
    rules = case.protocol.driving_rules if case.protocol else ()
    rule = next((rule.id for rule in rules if rule.id.startswith("EU")), "")
    visit = next((one.value for one in case.visits if one.value.code == "day_28"), None)
    summary = VisitSummary(
        case=case,
        clinic=a_clinic(),
        visit_on=VISIT_ON,
        visit=visit,
        form=a_form(),
        library=library,
        applicability=assess(facts_of(case, today=VISIT_ON), library),
        driving=driving_sentence(case.protocol, rule, case.day0),
        printed_at=PRINTED_AT,
        printed_by="Alex Demo",
        program="carttrack 0.1.0",
    )
    return replace(summary, **changes)


def named(family_name: str, given_name: str, **changes: Any) -> VisitSummary:
    """Return the summary with another name."""
    patient = a_patient(family_name=family_name, given_name=given_name, **changes)
    return a_summary(a_case(patient=kept(patient)))


def pdf(summary: VisitSummary, paper: str = "A4") -> bytes:
    file = BytesIO()
    write_visit_summary(summary, file, paper=paper)
    return file.getvalue()


def pages(content: bytes) -> tuple[str, ...]:
    """Return the words of each page, line breaks and runs of spaces as one space."""
    reader = PdfReader(BytesIO(content))
    return tuple(" ".join(page.extract_text().split()) for page in reader.pages)


def words(summary: VisitSummary) -> str:
    return " ".join(pages(pdf(summary)))


def save(summary: VisitSummary, path: Path) -> None:
    write_visit_summary(summary, path)
