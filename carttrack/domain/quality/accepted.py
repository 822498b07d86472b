"""Findings of the data-quality rules that somebody accepts as they are."""

from dataclasses import dataclass
from datetime import datetime

from carttrack.domain import fields


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptedFinding:
    """One finding that may stay as it is, with the reason.

    `rule` is the rule's code, `subject` tells two findings of a rule apart (a visit's code, an
    entry's number; empty where there is one), and `text` is the sentence that was accepted: when
    the facts change, so does the sentence, and the finding stands again.
    """

    rule: str
    subject: str = ""
    text: str
    reason: str
    accepted_by: str
    accepted_at: datetime

    def __post_init__(self) -> None:
        for name in ("rule", "accepted_by"):
            object.__setattr__(self, name, fields.line(name, getattr(self, name), required=True))
        object.__setattr__(self, "subject", fields.line("subject", self.subject))
        for name in ("text", "reason"):
            object.__setattr__(self, name, fields.text(name, getattr(self, name), required=True))
        object.__setattr__(self, "accepted_at", fields.instant("accepted_at", self.accepted_at))
