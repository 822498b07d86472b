"""What a kept transaction touched; pages read again what they show of it."""

from enum import StrEnum


class Topic(StrEnum):
    """A subject of the record that pages follow."""

    CLINIC = "clinic"
    PATIENT = "patient"
    PATHWAY = "pathway"
    TOXICITY = "toxicity"
    FOLLOW_UP = "follow_up"
    RESPONSE = "response"
    PAPERS = "papers"
    ACCESS = "access"
