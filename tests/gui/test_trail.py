from hypothesis import given
from hypothesis import strategies as st

from carttrack.gui.trail import LONGEST, Place, Trail

TODAY, PATIENTS = Place("today"), Place("patients")


def test_back_and_forward_lead_through_the_places() -> None:
    trail = Trail()
    trail.visit(TODAY)
    trail.visit(PATIENTS)
    assert (trail.step(-1), trail.step(1)) == (TODAY, PATIENTS)


def test_there_is_nothing_before_the_first_and_after_the_last_place() -> None:
    trail = Trail()
    assert trail.here is None
    trail.visit(TODAY)
    assert (trail.step(-1), trail.step(1)) == (None, None)


def test_going_somewhere_new_forgets_what_lay_ahead() -> None:
    trail = Trail()
    for place in (TODAY, PATIENTS):
        trail.visit(place)
    trail.step(-1)
    trail.visit(Place("patient", 7, "overview"))
    assert trail.step(1) is None
    assert trail.step(-1) == TODAY


def test_another_tab_is_no_step_of_its_own() -> None:
    trail = Trail()
    trail.visit(TODAY)
    trail.visit(Place("patient", 7, "overview"))
    trail.amend(Place("patient", 7, "history"))
    assert trail.step(-1) == TODAY
    assert trail.step(1) == Place("patient", 7, "history")


@given(st.lists(st.integers(0, 5), max_size=120))
def test_the_place_visited_last_is_here_and_the_trail_stays_short(visits: list[int]) -> None:
    trail = Trail()
    for patient_id in visits:
        trail.visit(Place("patient", patient_id))
    here = Place("patient", visits[-1]) if visits else None
    assert trail.here == here
    steps = 0
    while trail.step(-1):
        steps += 1
    assert steps < LONGEST
