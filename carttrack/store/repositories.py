"""The repositories of a transaction, by what their entries belong to."""

from carttrack.domain.outcome.response import Response
from carttrack.domain.papers import IssuedPaper
from carttrack.domain.pathway.checklists import CheckAnswer, Clearance
from carttrack.domain.pathway.courses import Course
from carttrack.store import mappings
from carttrack.store.entries import Entries
from carttrack.store.recorder import AuditedSession


class OfPatients:
    """The entries that belong to a patient."""

    def __init__(self, session: AuditedSession) -> None:
        self.weights = Entries(session, mappings.WEIGHTS)
        self.contacts = Entries(session, mappings.CONTACTS)
        self.therapy_lines = Entries(session, mappings.THERAPY_LINES)
        self.antigen_tests = Entries(session, mappings.ANTIGEN_TESTS)
        self.alerts = Entries(session, mappings.ALERTS)
        self.deaths = Entries(session, mappings.DEATHS)
        self.courses: Entries[Course] = Entries(session, mappings.COURSES)
        self.lab_results = Entries(session, mappings.LAB_RESULTS)
        self.medicines = Entries(session, mappings.MEDICINES)
        self.infections = Entries(session, mappings.INFECTIONS)
        self.admissions = Entries(session, mappings.ADMISSIONS)
        self.transfusions = Entries(session, mappings.TRANSFUSIONS)
        self.contact_attempts = Entries(session, mappings.CONTACT_ATTEMPTS)


class OfTreatment:
    """The entries of a course up to the infusion, and its toxicity."""

    def __init__(self, session: AuditedSession) -> None:
        self.steps = Entries(session, mappings.STEPS)
        self.milestones = Entries(session, mappings.MILESTONES)
        self.setbacks = Entries(session, mappings.SETBACKS)
        self.identifiers = Entries(session, mappings.IDENTIFIERS)
        self.answers: Entries[CheckAnswer] = Entries(session, mappings.ANSWERS)
        self.clearances: Entries[Clearance] = Entries(session, mappings.CLEARANCES)
        self.infusions = Entries(session, mappings.INFUSIONS)
        self.assessments = Entries(session, mappings.ASSESSMENTS)
        self.given = Entries(session, mappings.GIVEN)
        self.closings = Entries(session, mappings.CLOSINGS)
        self.other_grades = Entries(session, mappings.OTHER_GRADES)
        self.iec_hs_records = Entries(session, mappings.IEC_HS_RECORDS)
        self.validities = Entries(session, mappings.VALIDITIES)


class OfFollowUp:
    """The entries of a course after the infusion, and its papers."""

    def __init__(self, session: AuditedSession) -> None:
        self.visits = Entries(session, mappings.VISITS)
        self.visit_forms = Entries(session, mappings.VISIT_FORMS)
        self.responses: Entries[Response] = Entries(session, mappings.RESPONSES)
        self.relapses = Entries(session, mappings.RELAPSES)
        self.later_therapies = Entries(session, mappings.LATER_THERAPIES)
        self.second_malignancies = Entries(session, mappings.SECOND_MALIGNANCIES)
        self.registry_forms = Entries(session, mappings.REGISTRY_FORMS)
        self.safety_reports = Entries(session, mappings.SAFETY_REPORTS)
        self.accepted_findings = Entries(session, mappings.ACCEPTED_FINDINGS)
        self.papers: Entries[IssuedPaper] = Entries(session, mappings.PAPERS)
