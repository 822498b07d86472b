"""What generated patients go through after the infusion: relapse, later therapy, new cancers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from carttrack.domain.outcome.later_therapy import LaterTherapy, LaterTherapyKind
from carttrack.domain.outcome.relapse import Relapse, RelapseKind
from carttrack.domain.outcome.second_malignancy import (
    MalignancyKind,
    SecondMalignancy,
    TransgeneTest,
)
from carttrack.domain.pathway.courses import EndReason
from carttrack.domain.patients import AntigenStatus, DeathCause, Disease
from carttrack.services.demo.chances import Fate, drawn

_STATED_BY = "R. Demo"
_EARLIEST = 40
"""Days after the infusion before which nothing turns."""
_RELAPSED, _TRANSPLANTED = 0.1, 0.17  # shares of those who are followed, added up
_MALIGNANT = 0.03
_MALIGNANT_AFTER = 400
_TREATED = 0.7
_BEFORE_DEATH = 75
_RELAPSES = (
    (RelapseKind.MARROW, 60),
    (RelapseKind.MRD, 14),
    (RelapseKind.ISOLATED_EXTRAMEDULLARY, 12),
    (RelapseKind.COMBINED, 11),
    (RelapseKind.LINEAGE_SWITCH, 3),
)
_SITES = {RelapseKind.ISOLATED_EXTRAMEDULLARY: "CNS", RelapseKind.COMBINED: "testis or ovary"}
_ANTIGENS = ((AntigenStatus.POSITIVE, 55), (AntigenStatus.NEGATIVE, 35), (AntigenStatus.DIM, 10))
_THERAPIES = (
    ((LaterTherapyKind.SYSTEMIC, "inotuzumab ozogamicin"), 45),
    ((LaterTherapyKind.ALLOGENEIC_HSCT, "allogeneic HSCT, unrelated donor"), 22),
    ((LaterTherapyKind.TRIAL, "trial of a CD22 antibody"), 12),
    ((LaterTherapyKind.CELL_THERAPY, "CAR T cells of another centre"), 8),
    ((LaterTherapyKind.RADIOTHERAPY, "cranial irradiation"), 6),
    ((LaterTherapyKind.OTHER, "supportive care at home"), 5),
    ((LaterTherapyKind.AUTOLOGOUS_HSCT, "autologous HSCT"), 2),
)
_MALIGNANCIES = (
    ((MalignancyKind.SKIN, "basal cell carcinoma"), 35),
    ((MalignancyKind.MYELOID, "myelodysplastic syndrome"), 25),
    ((MalignancyKind.SOLID, "breast carcinoma"), 20),
    ((MalignancyKind.T_CELL, "T-cell lymphoma"), 8),
    ((MalignancyKind.OTHER_BLOOD, "marginal zone lymphoma"), 6),
    ((MalignancyKind.OTHER, "meningioma"), 6),
)
_TESTS = (
    (TransgeneTest.NOT_DETECTED, 60),
    (TransgeneTest.NOT_DONE, 25),
    (TransgeneTest.PENDING, 10),
    (TransgeneTest.DETECTED, 5),
)
_CAUSES = (
    (DeathCause.DISEASE, 70),
    (DeathCause.INFECTION, 14),
    (DeathCause.OTHER_TOXICITY, 8),
    (DeathCause.OTHER, 8),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turns:
    """What happened to the disease after the infusion, and of what the patient died."""

    relapses: tuple[Relapse, ...] = ()
    therapies: tuple[LaterTherapy, ...] = ()
    malignancies: tuple[SecondMalignancy, ...] = ()
    cause: DeathCause = DeathCause.DISEASE


def turns(rng: Random, fated: Fate, today: date) -> Turns:
    """Draw the turns of one patient; before Day 40 and after the course's end there are none."""
    if not fated.infused:
        return Turns()
    last = min(fated.ended_on or today, today)
    room = (last - fated.day0).days - _EARLIEST
    cause = drawn(rng, _CAUSES)
    if room <= 0 or fated.treatment.disease is not Disease.B_ALL:
        return Turns(cause=cause)
    relapses = _relapses(rng, fated, last, room, cause)
    therapies = _therapies(rng, fated, relapses, last, room)
    return Turns(
        relapses=relapses,
        therapies=therapies,
        malignancies=_malignancies(rng, fated, last),
        cause=cause,
    )


def _relapses(
    rng: Random, fated: Fate, last: date, room: int, cause: DeathCause
) -> tuple[Relapse, ...]:
    reason = fated.ending.end_reason if fated.ending else None
    before = min(room - 1, rng.randint(10, _BEFORE_DEATH))
    if reason is EndReason.OTHER_TREATMENT or (fated.died and cause is DeathCause.DISEASE):
        return (_relapse(rng, last - timedelta(days=before)),)
    if reason is None and rng.random() < _RELAPSED:
        later = int(rng.random() ** 2 * room)
        return (_relapse(rng, fated.day0 + timedelta(days=_EARLIEST + later)),)
    return ()


def _relapse(rng: Random, on: date) -> Relapse:
    kind = drawn(rng, _RELAPSES)
    lost = AntigenStatus.NEGATIVE if kind is RelapseKind.LINEAGE_SWITCH else drawn(rng, _ANTIGENS)
    blasts = Decimal(rng.randint(26, 95)) if kind is RelapseKind.MARROW else None
    return Relapse(
        happened_on=on,
        kind=kind,
        site=_SITES.get(kind, ""),
        marrow_blasts=blasts,
        threshold=None if blasts is None else Decimal(5),
        mrd_level=Decimal("0.002") if kind is RelapseKind.MRD else None,
        cd19=lost,
        cd22=AntigenStatus.POSITIVE,
        stated_by=_STATED_BY,
    )


def _therapies(
    rng: Random, fated: Fate, relapses: Sequence[Relapse], last: date, room: int
) -> tuple[LaterTherapy, ...]:
    mark = rng.random()
    if relapses:
        on = relapses[0].happened_on + timedelta(days=rng.randint(7, 40))
        if mark >= _TREATED or on > last:
            return ()
        kind, name = drawn(rng, _THERAPIES)
        return (LaterTherapy(kind=kind, started_on=on, name=name, in_remission=False),)
    if fated.ending is not None or mark >= _TRANSPLANTED - _RELAPSED or room < _BEFORE_DEATH:
        return ()
    on = fated.day0 + timedelta(days=_EARLIEST + rng.randint(20, _BEFORE_DEATH))
    kind, name = LaterTherapyKind.ALLOGENEIC_HSCT, "allogeneic HSCT, matched donor"
    return (LaterTherapy(kind=kind, started_on=on, name=name, in_remission=True),)


def _malignancies(rng: Random, fated: Fate, last: date) -> tuple[SecondMalignancy, ...]:
    room = (last - fated.day0).days - _MALIGNANT_AFTER
    if room <= 0 or rng.random() >= _MALIGNANT:
        return ()
    on = fated.day0 + timedelta(days=_MALIGNANT_AFTER + rng.randrange(room))
    kind, name = drawn(rng, _MALIGNANCIES)
    test = drawn(rng, _TESTS)
    of_t_cells = kind is MalignancyKind.T_CELL
    return (
        SecondMalignancy(
            diagnosed_on=on,
            kind=kind,
            name=name,
            transgene=test if of_t_cells else TransgeneTest.NOT_DONE,
            tested_on=on if of_t_cells and test is not TransgeneTest.NOT_DONE else None,
            reported_on=on if of_t_cells else None,
            reported_to="manufacturer" if of_t_cells else "",
        ),
    )
