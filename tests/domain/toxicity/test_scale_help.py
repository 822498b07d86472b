import pytest

from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.toxicity.other_scales import GradingScale
from carttrack.domain.toxicity.scale_help import ScaleHelp, parse_scale_help
from carttrack.paths import resource

TEXT = resource("scales/crs.toml").read_text(encoding="utf-8")

# Each row: the patient, then ASTCT, Lee 2014, Penn, CTCAE 4.03, CTCAE 5.0, MSKCC, CARTOX.
SAME_PATIENT = """
39 °C only, admitted for neutropenic fever|1|1|2|1-2|1|1|1
Hypotension corrected with fluid boluses|2|2|3|2-3|2|1|2
One low-dose vasopressor for 6 h|3|2|3|4|3|2|2
One low-dose vasopressor for 30 h|3|2|3|4|3|3|2
Nasal cannula at 4 L/min|2|2|3|-|2|2|2
BiPAP for hypoxia|4|3|3|4|3-4|3|3 (paediatric)
38.5 °C and grade 4 ALT, nothing else|1|3|3|-|1|-|3
Ventilated for hypoxia|4|4|4|4|4|4|4
"""


@pytest.fixture
def shipped() -> ScaleHelp:
    return parse_scale_help(TEXT)


def test_every_scale_but_the_unstated_one_is_explained_with_its_source(shipped: ScaleHelp) -> None:
    assert {text.scale for text in shipped.scales} == set(GradingScale) - {GradingScale.NOT_STATED}
    assert all(text.source and len(text.grades) == 4 for text in shipped.scales)


def test_the_same_patient_stands_on_each_scale_as_derived(shipped: ScaleHelp) -> None:
    rows = [
        "|".join([one.words, *(one.grades[text.scale] for text in shipped.compared)])
        for one in shipped.situations
    ]
    assert rows == SAME_PATIENT.strip().splitlines()


def test_only_the_scale_that_was_not_checked_is_to_be_confirmed(shipped: ScaleHelp) -> None:
    marked = [text.title for text in shipped.scales if "to be confirmed" in text.title]
    assert marked == ["CTCAE 5.0 (to be confirmed by the clinic)"]


@pytest.mark.parametrize(
    ("wrong", "right", "field"),
    [
        ('id = "penn"', 'id = "upenn"', "scale.id"),
        ('name = "Penn"', "", "scale.name"),
        ('mskcc = "2"', 'mskc = "2"', "situation.mskc"),
    ],
)
def test_a_mistake_in_the_text_is_named_by_its_field(wrong: str, right: str, field: str) -> None:
    with pytest.raises(InvalidEntryError) as refused:
        parse_scale_help(TEXT.replace(wrong, right, 1))
    assert refused.value.field == field
