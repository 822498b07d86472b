"""The findings of a line of the log as cells."""

from PySide6.QtCore import QCoreApplication

from carttrack.domain.toxicity.crs import Hypotension, Hypoxia
from carttrack.domain.toxicity.icans import IceState
from carttrack.domain.toxicity.icans_scores import by_capd, ice_score
from carttrack.domain.toxicity.log import highest_temperature
from carttrack.domain.toxicity.temperature import FEVER_C, temperature_words
from carttrack.gui import words
from carttrack.gui.models.log_rows import NONE, LogRow

translate = QCoreApplication.translate


def temperature(row: LogRow) -> str:
    """Return the highest temperature of a row, the dash where none was recorded."""
    found = highest_temperature(row.assessment) if row.assessment else None
    if found is None:
        return NONE if row.assessment else ""
    return temperature_words(found).removesuffix(" °C")


def is_hot(row: LogRow) -> bool:
    """Tell whether the temperature is one of fever."""
    found = highest_temperature(row.assessment) if row.assessment else None
    return found is not None and found >= FEVER_C


def hypotension(row: LogRow) -> str:
    """Return what was found of hypotension; vasopressors by name where the record has them."""
    if row.assessment is None:
        return ""
    crs = row.assessment.crs
    found = crs.hypotension if crs else None
    if crs is not None and crs.vasopressin and found in {None, Hypotension.NO_VASOPRESSOR}:
        return translate("toxicity", "vasopressin only")
    if found in {Hypotension.ONE_VASOPRESSOR, Hypotension.MULTIPLE_VASOPRESSORS}:
        if row.line.vasopressors:
            return ", ".join(row.line.vasopressors)
        several = translate("toxicity", "several vasopressors")
        one = translate("toxicity", "one vasopressor")
        return one if found is Hypotension.ONE_VASOPRESSOR else several
    return {
        None: NONE,
        Hypotension.NONE: translate("toxicity", "none"),
        Hypotension.NO_VASOPRESSOR: translate("toxicity", "no vasopressor"),
    }[found]


def hypotension_tone(row: LogRow) -> str:
    """Return the tone: what is absent or not recorded stands back."""
    crs = row.assessment.crs if row.assessment else None
    return "text2" if crs is None or crs.hypotension in {None, Hypotension.NONE} else "text"


def pressure(row: LogRow) -> str:
    """Return the blood pressure as measured, in mmHg, empty without one."""
    one = row.assessment
    if one is None:
        return ""
    systolic = one.systolic or (one.crs.sbp_mmhg if one.crs else None)
    if systolic is None:
        return ""
    return str(systolic) if one.diastolic is None else f"{systolic}/{one.diastolic}"


def measured(row: LogRow) -> str | None:
    """Return hypotension and pressure in full, with the attribution."""
    reading = pressure(row)
    words_ = f"{hypotension(row)}, {reading} mmHg" if reading else hypotension(row)
    crs = row.assessment.crs if row.assessment else None
    if crs is not None and crs.hypotension_attributed_to_other:
        words_ = translate("toxicity", "{0}, attributed to another cause").format(words_)
    return words_ or None


def oxygen(row: LogRow) -> str:
    """Return device and flow, else what was found of the oxygen need."""
    if row.assessment is None:
        return ""
    crs = row.assessment.crs
    if crs is not None and crs.o2_device is not None:
        device = words.term(crs.o2_device)
        return device if crs.o2_flow_lpm is None else f"{device} {crs.o2_flow_lpm:f} L"
    return {
        None: NONE,
        Hypoxia.NONE: translate("toxicity", "room air"),
        Hypoxia.LOW_FLOW: translate("toxicity", "low flow"),
        Hypoxia.HIGH_FLOW: translate("toxicity", "high flow"),
        Hypoxia.POSITIVE_PRESSURE: translate("toxicity", "pressure"),
    }[crs.hypoxia if crs else None]


def oxygen_tone(row: LogRow) -> str:
    """Return the tone: room air and what was not recorded stand back."""
    crs = row.assessment.crs if row.assessment else None
    if crs is not None and crs.o2_device is not None:
        return "text"
    return "text2" if crs is None or crs.hypoxia in {None, Hypoxia.NONE} else "text"


def saturation(row: LogRow) -> str:
    """Return the oxygen saturation as measured, empty without one."""
    one = row.assessment
    return f"{one.spo2}%" if one is not None and one.spo2 is not None else ""


def score(row: LogRow) -> str:
    """Return the ICE or CAPD score, the dash where there is none."""
    if row.assessment is None:
        return ""
    found = row.assessment.icans
    if found is None:
        return NONE
    points = found.capd if by_capd(found) else ice_score(found)
    return NONE if points is None else str(points)


def score_state(row: LogRow) -> str:
    """Return why there is no score, empty where nothing is said."""
    found = row.assessment.icans if row.assessment else None
    if found is None or found.ice_state in {None, IceState.DONE}:
        return ""
    return words.heading(found.ice_state)
