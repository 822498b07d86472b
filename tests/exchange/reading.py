"""A reader of iCalendar written from RFC 5545 alone: it shares no code with what is tested."""

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

_TEXT = frozenset({"SUMMARY", "LOCATION", "DESCRIPTION", "UID"})
_ESCAPED = {"\\\\": "\\", "\\;": ";", "\\,": ",", "\\n": "\n", "\\N": "\n"}


@dataclass
class ReadEvent:
    """One event: values by property name, and the parameters each came with."""

    values: dict[str, str] = field(default_factory=dict)
    parameters: dict[str, dict[str, str]] = field(default_factory=dict)

    def when(self, name: str) -> date | datetime:
        """Return a plain date, or an instant in UTC; anything else is refused."""
        text = self.values[name]
        if self.parameters[name].get("VALUE") == "DATE":
            return date(int(text[:4]), int(text[4:6]), int(text[6:]))
        assert re.fullmatch(r"\d{8}T\d{6}Z", text), text
        return datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


def read_events(content: bytes) -> list[ReadEvent]:
    """Return the events of a file; every line must end in CRLF and hold at most 75 octets."""
    assert content.endswith(b"\r\n")
    lines = content[:-2].split(b"\r\n")
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in lines)
    events: list[ReadEvent] = []
    open_parts: list[str] = []
    for line in _unfolded(lines):
        name, parameters, value = _line(line)
        if name == "BEGIN":
            open_parts.append(value)
            if value == "VEVENT":
                events.append(ReadEvent())
        elif name == "END":
            assert open_parts.pop() == value
        elif open_parts[-1] == "VEVENT":
            assert name not in events[-1].values, f"{name} stands twice"
            events[-1].values[name] = _plain(value) if name in _TEXT else value
            events[-1].parameters[name] = parameters
    assert not open_parts
    return events


def by_uid(content: bytes) -> dict[str, ReadEvent]:
    """Return the events by UID, which no two share."""
    events = read_events(content)
    found = {event.values["UID"]: event for event in events}
    assert len(found) == len(events)
    return found


def _unfolded(lines: list[bytes]) -> list[str]:
    whole: list[bytes] = []
    for line in lines:
        if line[:1] in {b" ", b"\t"}:
            whole[-1] += line[1:]
        else:
            whole.append(line)
    return [line.decode() for line in whole]


def _line(line: str) -> tuple[str, dict[str, str], str]:
    head, value = line.split(":", 1)
    name, *parameters = head.split(";")
    return name, dict(each.split("=", 1) for each in parameters), value


def _plain(value: str) -> str:
    return re.sub(r"\\[\\;,nN]", lambda found: _ESCAPED[found[0]], value)
