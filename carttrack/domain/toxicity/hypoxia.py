"""The hypoxia limb of CRS: from device and flow to the category, and what is asked about it.

Source: Lee DW et al. Biol Blood Marrow Transplant 2019;25(4):625-638. Low flow is a nasal cannula
at 6 L/min or less, or blow-by; above 6 L/min a cannula is high flow; masks are high flow by device,
whatever the flow; positive pressure counts when it is given for hypoxia.
"""

from dataclasses import dataclass, replace
from decimal import Decimal

from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.questions import Question
from carttrack.domain.toxicity.crs import CrsFindings, Hypoxia, OxygenDevice, VentilationReason
from carttrack.domain.toxicity.limbs import Doubt, Limb

LOW_FLOW_UP_TO_LPM = Decimal(6)
PRESSURE_DEVICES = frozenset(
    {OxygenDevice.CPAP, OxygenDevice.BIPAP, OxygenDevice.INVASIVE_VENTILATION}
)
_NONE, _LOW, _HIGH, _PRESSURE = 0, 2, 3, 4
_GRADES = {
    Hypoxia.NONE: _NONE,
    Hypoxia.LOW_FLOW: _LOW,
    Hypoxia.HIGH_FLOW: _HIGH,
    Hypoxia.POSITIVE_PRESSURE: _PRESSURE,
}
_CATEGORY_WORDS = {
    Hypoxia.NONE: "none",
    Hypoxia.LOW_FLOW: "low-flow nasal cannula or blow-by",
    Hypoxia.HIGH_FLOW: "high-flow nasal cannula or mask",
    Hypoxia.POSITIVE_PRESSURE: "positive pressure",
}
_GRADE_WORDS = {_LOW: "low flow", _HIGH: "high flow", _PRESSURE: "positive pressure"}
_DEVICE_WORDS = {
    OxygenDevice.NASAL_CANNULA: "nasal cannula",
    OxygenDevice.BLOW_BY: "blow-by",
    OxygenDevice.HFNC: "high-flow nasal cannula device",
    OxygenDevice.FACEMASK: "facemask",
    OxygenDevice.NONREBREATHER: "non-rebreather mask",
    OxygenDevice.VENTURI: "Venturi mask",
    OxygenDevice.CPAP: "CPAP",
    OxygenDevice.BIPAP: "BiPAP",
    OxygenDevice.INVASIVE_VENTILATION: "invasive ventilation",
}
_REASON_WORDS = {
    VentilationReason.HYPOXIA: "for hypoxia",
    VentilationReason.AIRWAY_PROTECTION: "to protect the airway",
    VentilationReason.PROCEDURE: "for a procedure",
    VentilationReason.BASELINE_SLEEP_APNOEA: "for sleep apnoea, as at home",
}
_NOT_FOR_HYPOXIA = frozenset({VentilationReason.AIRWAY_PROTECTION, VentilationReason.PROCEDURE})


@dataclass(frozen=True, slots=True)
class _Span:
    """The grades an oxygen device can stand for; equal ends when it is clear."""

    low: int
    high: int


def hypoxia_limb(findings: CrsFindings) -> Limb:
    """Return what hypoxia calls for.

    The recorded category stands; without one it is derived from the device. A device that calls
    for more than the category raises `InvalidEntryError` for `hypoxia` (graded as entered it would
    read too low); one that calls for less is asked and the category kept, as the category is the
    worst since the last assessment. Oxygen or pressure beside "none" is asked (comfort, home CPAP).
    """
    _refuse_no_flow(findings)
    limb = _derived(findings) if findings.hypoxia is None else _stated(findings, findings.hypoxia)
    if findings.hypoxia_attributed_to_other:
        return Limb(text=f"{limb.text}, attributed to another cause: not counted")
    return limb


def _refuse_no_flow(findings: CrsFindings) -> None:
    oxygen = findings.o2_device is not None and findings.o2_device not in PRESSURE_DEVICES
    if oxygen and findings.o2_flow_lpm == 0:
        raise InvalidEntryError(
            "o2_flow_lpm", "0 L/min is no oxygen. Enter the flow, or leave out the device."
        )


def _stated(findings: CrsFindings, hypoxia: Hypoxia) -> Limb:
    grade = _GRADES[hypoxia]
    if findings.o2_device is None:
        doubts = _flow_doubts(findings.o2_flow_lpm, grade)
    elif findings.o2_device in PRESSURE_DEVICES:
        doubts = _pressure_doubts(findings, grade)
    else:
        doubts = _oxygen_doubts(findings, findings.o2_device, grade)
    return Limb(text=_words(findings, hypoxia), grade=grade, highest=grade, doubts=doubts)


def _derived(findings: CrsFindings) -> Limb:
    device = findings.o2_device
    if device is None:
        flow = (
            f" ({findings.o2_flow_lpm} L/min, device not recorded)" if findings.o2_flow_lpm else ""
        )
        return _missing(f"Hypoxia: not recorded{flow}", "oxygen")
    if device in PRESSURE_DEVICES:
        return _derived_pressure(findings, device)
    span = _span(device, findings.o2_flow_lpm)
    unclear = device is OxygenDevice.HFNC and span.low < span.high
    grade = span.high if unclear else span.low
    return Limb(
        text=f"Hypoxia: {_device_words(findings, grade)}",
        grade=grade,
        highest=span.high,
        missing="oxygen flow" if grade < span.high else "",
        doubts=(_hfnc_doubt(findings, span.low),) if unclear else (),
    )


def _derived_pressure(findings: CrsFindings, device: OxygenDevice) -> Limb:
    words = f"{_DEVICE_WORDS[device]}{_reason_words(findings)}"
    if findings.ventilation_reason in _NOT_FOR_HYPOXIA:
        limb = _missing(f"Hypoxia: not recorded ({words})", "hypoxia")
        return replace(limb, doubts=(_airway_doubt(findings, device),))
    if findings.ventilation_reason is VentilationReason.BASELINE_SLEEP_APNOEA:
        return Limb(text=f"Hypoxia: {words}, not counted", doubts=(_apnoea_doubt(_PRESSURE),))
    doubts = () if findings.ventilation_reason else (_reason_doubt(device, _NONE),)
    return Limb(text=f"Hypoxia: {words}", grade=_PRESSURE, highest=_PRESSURE, doubts=doubts)


def _missing(text: str, what: str) -> Limb:
    return Limb(text=text, highest=_PRESSURE, recorded=False, missing=what)


def _span(device: OxygenDevice, flow: Decimal | None) -> _Span:
    if device is OxygenDevice.BLOW_BY:
        return _Span(_LOW, _LOW)
    if device is OxygenDevice.NASAL_CANNULA and flow is None:
        return _Span(_LOW, _HIGH)
    low_flow = flow is not None and flow <= LOW_FLOW_UP_TO_LPM
    if device is OxygenDevice.NASAL_CANNULA and low_flow:
        return _Span(_LOW, _LOW)
    if device is OxygenDevice.HFNC and low_flow:
        return _Span(_LOW, _HIGH)
    return _Span(_HIGH, _HIGH)


def _flow_doubts(flow: Decimal | None, grade: int) -> tuple[Doubt, ...]:
    if not flow:
        return ()
    above = flow > LOW_FLOW_UP_TO_LPM
    if grade == _NONE:
        return (_comfort_doubt(f"{flow} L/min of oxygen", _HIGH if above else _LOW),)
    if grade == _LOW and above:
        text = (
            f"{flow} L/min is recorded with low flow. By nasal cannula more than 6 L/min is high "
            "flow; blow-by stays low flow. Was it blow-by?"
        )
        return (Doubt(Question("flow_above_low_flow", text), _HIGH),)
    return ()


def _oxygen_doubts(findings: CrsFindings, device: OxygenDevice, grade: int) -> tuple[Doubt, ...]:
    span = _span(device, findings.o2_flow_lpm)
    words = _device_words(findings, span.high)
    if grade == _NONE:
        return (_comfort_doubt(words[0].upper() + words[1:], span.high),)
    if grade < span.low:
        raise InvalidEntryError(
            "hypoxia",
            f"{words[0].upper()}{words[1:]} counts as {_GRADE_WORDS[span.low]}, yet hypoxia says "
            f"{_GRADE_WORDS[grade]}. Correct one of the two.",
        )
    if grade > span.high:
        text = (
            f"Hypoxia says {_GRADE_WORDS[grade]}, yet {words} calls for less. Was the oxygen need "
            f"{_GRADE_WORDS[grade]} at any time since the last assessment?"
        )
        return (Doubt(Question("device_milder", text), span.high),)
    if device is OxygenDevice.HFNC and span.low < span.high:
        return (_hfnc_doubt(findings, span.low + span.high - grade),)
    return ()


def _pressure_doubts(findings: CrsFindings, grade: int) -> tuple[Doubt, ...]:
    device, reason = findings.o2_device, findings.ventilation_reason
    assert device is not None
    if reason is VentilationReason.BASELINE_SLEEP_APNOEA:
        return (_apnoea_doubt(_NONE if grade == _PRESSURE else _PRESSURE),)
    if reason in _NOT_FOR_HYPOXIA:
        if grade < _PRESSURE:
            return ()
        text = (
            f"Hypoxia says positive pressure, yet {_DEVICE_WORDS[device]} is recorded "
            f"{_reason_words(findings).strip()}. Was pressure also needed for hypoxia?"
        )
        return (Doubt(Question("pressure_not_for_hypoxia", text), _NONE),)
    if grade == _PRESSURE:
        return ()
    if reason is VentilationReason.HYPOXIA:
        raise InvalidEntryError(
            "hypoxia",
            f"{_DEVICE_WORDS[device]} is recorded for hypoxia, which is positive pressure. "
            "Correct the hypoxia or the reason for ventilation.",
        )
    return (_reason_doubt(device, _PRESSURE),)


def _comfort_doubt(what: str, otherwise: int) -> Doubt:
    text = (
        f"{what} is recorded, yet hypoxia says none. Was it comfort oxygen, with no "
        "lack of oxygen behind it?"
    )
    return Doubt(Question("comfort_oxygen", text), otherwise)


def _hfnc_doubt(findings: CrsFindings, otherwise: int) -> Doubt:
    text = (
        f"A high-flow device at {findings.o2_flow_lpm} L/min: by its flow low, by its device high. "
        "The consensus does not say. Does it count as high flow?"
    )
    return Doubt(Question("hfnc_low_flow", text), otherwise)


def _apnoea_doubt(otherwise: int) -> Doubt:
    text = (
        "CPAP or BiPAP for sleep apnoea is recorded. Is it unchanged from home, without a new "
        "oxygen need?"
    )
    return Doubt(Question("home_cpap", text), otherwise)


def _airway_doubt(findings: CrsFindings, device: OxygenDevice) -> Doubt:
    text = (
        f"{_DEVICE_WORDS[device]} is recorded{_reason_words(findings)}, and nothing about hypoxia; "
        "it is not counted here (to be confirmed by the clinic). Was there hypoxia as well?"
    )
    return Doubt(Question("airway_only", text[0].upper() + text[1:]), _PRESSURE)


def _reason_doubt(device: OxygenDevice, otherwise: int) -> Doubt:
    text = f"The reason for {_DEVICE_WORDS[device]} is not recorded. Was it given for hypoxia?"
    return Doubt(Question("ventilation_reason", text), otherwise)


def _words(findings: CrsFindings, hypoxia: Hypoxia) -> str:
    device = findings.o2_device
    if hypoxia is Hypoxia.NONE and device in PRESSURE_DEVICES:
        reason = _reason_words(findings)
        return f"Hypoxia: none ({_DEVICE_WORDS[device]}{reason}, not counted)"
    grade = _GRADES[hypoxia]
    if device is None or hypoxia is Hypoxia.NONE:
        return f"Hypoxia: {_CATEGORY_WORDS[hypoxia]}"
    if device in PRESSURE_DEVICES:
        if hypoxia is Hypoxia.POSITIVE_PRESSURE:
            return f"Hypoxia: {_DEVICE_WORDS[device]}{_reason_words(findings)}"
        return f"Hypoxia: {_CATEGORY_WORDS[hypoxia]}"
    if grade > _span(device, findings.o2_flow_lpm).high:
        return f"Hypoxia: {_CATEGORY_WORDS[hypoxia]}"
    return f"Hypoxia: {_device_words(findings, grade)}"


def _device_words(findings: CrsFindings, grade: int) -> str:
    device, flow = findings.o2_device, findings.o2_flow_lpm
    assert device is not None
    words = _DEVICE_WORDS[device]
    if device is OxygenDevice.NASAL_CANNULA:
        words = f"{'low' if grade == _LOW else 'high'}-flow {words}"
    return words if flow is None else f"{words}, {flow} L/min"


def _reason_words(findings: CrsFindings) -> str:
    reason = findings.ventilation_reason
    return f" {_REASON_WORDS[reason]}" if reason else ""
