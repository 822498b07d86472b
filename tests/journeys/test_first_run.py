"""The first run with real keys on a virtual screen: the store is made, closed, opened again."""

import signal
from pathlib import Path

import pytest

from carttrack.gui.pages.first_run_recovery import asked_groups
from carttrack.services import history
from tests.journeys.driver import Driver

pytestmark = pytest.mark.journey
PASSPHRASE = "lamp river violet"


def make_clinic(driver: Driver) -> str:
    """Go through the four steps; return the recovery key as it was saved."""
    saved = driver.folder / "key.txt"
    driver.focus("First run")
    driver.put({"Name of the clinic": "Nemocnice Příklad", "Address": "1 Sample Road"})
    driver.put({"Telephone": "555 0100", "Country": "Exampleland"})
    driver.turn("alt+c")
    driver.put({"Your name": "Žofie Demo", "New passphrase": PASSPHRASE})
    driver.put({"Repeat passphrase": PASSPHRASE})
    driver.turn("Return")
    driver.keys("alt+s")
    driver.focus("Save the recovery key")
    driver.keys("ctrl+a")
    driver.type(str(saved))
    driver.keys("Return")
    driver.until(saved.exists, "the saved recovery key")
    driver.focus("First run")
    lines = saved.read_text("utf-8").splitlines()
    key = next(line for line in lines if line.count("-") == 7)
    first, second = (key.split("-")[number - 1] for number in asked_groups(key))
    driver.type(first)
    driver.step_on()
    driver.type(second)
    driver.turn("Return")
    driver.keys("alt+c")
    driver.focus("Today")
    return key


def unlock(driver: Driver, secret: str) -> None:
    """Type the passphrase at the unlock window and wait for Today."""
    driver.focus("Unlock")
    driver.type(secret)
    driver.keys("Return")
    driver.focus("Today")


def test_a_clinic_is_made_closed_and_opened_again(tmp_path: Path) -> None:
    with Driver(tmp_path / "clinic.ctdb", tmp_path) as driver:
        driver.start()
        key = make_clinic(driver)
        driver.close()
        with driver.reading(key) as clinic:
            assert clinic.record.name == "Nemocnice Příklad"
        driver.start(installed=True)
        unlock(driver, PASSPHRASE)
        with driver.reading(PASSPHRASE) as clinic:
            assert clinic.record.name == "Nemocnice Příklad"
            assert clinic.user.name == "Žofie Demo"
            assert clinic.record.interval_hours == (None,) * 5
            assert clinic.record.driving_rule == ""
            assert history.verify(clinic).ok
        driver.keys("ctrl+l")
        driver.focus("Locked")
        driver.type(PASSPHRASE)
        driver.keys("Return")
        driver.focus("Today")
        driver.signal(signal.SIGTERM)
