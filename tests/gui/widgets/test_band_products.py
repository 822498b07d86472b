"""What the band says of a product: how its label counts days, and what is to be confirmed."""

import pytest
from pytestqt.qtbot import QtBot

from carttrack.gui.widgets.patient_band import AlertTag, PatientBand
from carttrack.services import catalogue
from tests.builders import TODAY
from tests.gui.dialogs.builders import a_case


@pytest.mark.parametrize(
    ("product", "said"),
    [
        ("brexu_cel", []),
        ("obe_cel", ["Day 0 = first infusion; the Aucatzyl label calls it Day 1"]),
        ("axi_cel", ["axi-cel: name and targets to be confirmed by the clinic"]),
    ],
)
def test_the_band_says_what_the_catalogue_marks(
    qtbot: QtBot, product: str, said: list[str]
) -> None:
    band = PatientBand()
    qtbot.addWidget(band)
    band.show_case(a_case(product=catalogue.product(product)), today=TODAY)
    assert [tag.accessibleName() for tag in band.findChildren(AlertTag)] == said
