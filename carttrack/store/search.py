"""Text folded for searching: case and diacritics do not matter."""

import unicodedata

_UNDECOMPOSED = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ħ": "h",
        "ı": "i",
        "ŧ": "t",
        "ŋ": "n",
        "æ": "ae",
        "œ": "oe",
        "ß": "ss",
        "þ": "th",
        "ĸ": "k",
    }
)
"""Letters that Unicode does not decompose into a base letter and a mark."""


def fold(text: str) -> str:
    """Return `text` in small letters without diacritics, inner white space single.

    >>> fold("Příkladová  Žofie"), fold("Łukasz Øster IĞDIR Straße")
    ('prikladova zofie', 'lukasz oster igdir strasse')
    """
    apart = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(char for char in apart if not unicodedata.combining(char))
    joined = unicodedata.normalize("NFC", bare.translate(_UNDECOMPOSED))
    return " ".join(joined.split())
