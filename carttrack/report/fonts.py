"""The embedded fonts: Inter in three weights, and Noto Sans SC for Chinese characters."""

from dataclasses import dataclass
from functools import cache
from threading import Lock

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from carttrack.paths import resource

_FILES = {
    400: ("Inter", "fonts/Inter-Regular.ttf"),
    500: ("Inter-Medium", "fonts/Inter-Medium.ttf"),
    600: ("Inter-SemiBold", "fonts/Inter-SemiBold.ttf"),
}
_HAN = ("NotoSansSC", "fonts/NotoSansSC-Regular.ttf")
_REGISTERING = Lock()


@dataclass(frozen=True, slots=True)
class Face:
    """A registered font: its name, and the advance of each character in thousandths of an em."""

    name: str
    advances: dict[int, float]


def inter(weight: int) -> Face:
    """Return Inter in weight 400, 500 or 600; raises `KeyError` for another weight."""
    return _registered(*_FILES[weight])


def han() -> Face:
    """Return Noto Sans SC; its 10 MB are read only when a character calls for it."""
    return _registered(*_HAN)


def _registered(name: str, file: str) -> Face:
    # Two threads (an export beside a preview) may ask first at the same moment.
    with _REGISTERING:
        return _load(name, file)


@cache
def _load(name: str, file: str) -> Face:
    font = TTFont(name, str(resource(file)))
    pdfmetrics.registerFont(font)
    advances = {code: font.face.charWidths[code] for code in font.face.charToGlyph}
    return Face(name, advances)
