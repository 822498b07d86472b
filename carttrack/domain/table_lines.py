"""Where the tables and keys of a TOML text stand, so that a mistake can be named by its line."""

import re
from dataclasses import dataclass, field

_HEADER = re.compile(r"\s*(\[\[?)\s*([\w.\"' -]+?)\s*\]{1,2}\s*(?:#.*)?$")
_KEY = re.compile(r"\s*[\"']?([\w-]+)[\"']?\s*[=.]")
_COMMENT = re.compile(r"\s*#")
_QUOTES = re.compile("\"\"\"|'''")


@dataclass(frozen=True, slots=True)
class Place:
    """Where one table stands: the line it begins on, the line of each key, and what is inside.

    `inner` holds the tables headed under this one, by their key and in their order.
    """

    line: int
    keys: dict[str, int] = field(default_factory=dict)
    inner: dict[str, list["Place"]] = field(default_factory=dict)

    def line_of(self, key: str) -> int:
        """Return the line of a key, that of the table where the key was not seen."""
        return self.keys.get(key, self.line)

    def inside(self, key: str, number: int = 0) -> "Place":
        """Return where a table under a key stands; one without a header stands where the key does.

        `number` counts the tables of the same header from 0.
        """
        found = self.inner.get(key, [])
        return found[number] if number < len(found) else Place(self.line_of(key))


def places(text: str) -> Place:
    """Return where the top table of a TOML text and every table with a header in it stand."""
    top = current = Place(1)
    inside = False
    for number, words in enumerate(text.split("\n"), 1):
        if not inside and not _COMMENT.match(words):
            header, key = _HEADER.match(words), _KEY.match(words)
            if header:
                current = _begun(top, header, number)
            elif key:
                current.keys.setdefault(key[1], number)
        if inside or not _COMMENT.match(words):
            inside ^= len(_QUOTES.findall(words)) % 2 == 1
    return top


def _begun(top: Place, header: re.Match[str], number: int) -> Place:
    """Return the place that a header begins; headers above it that were left out begin here too."""
    *above, last = (part.strip(" \"'") for part in header[2].split("."))
    place = top
    for key in above:
        place = place.inner.setdefault(key, [Place(number)])[-1]
    found = place.inner.setdefault(last, [])
    if header[1] == "[[" or not found:
        found.append(Place(number))
    return found[-1]
