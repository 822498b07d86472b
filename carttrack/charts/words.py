"""How much room words take in a chart, known before any font is loaded."""

from unicodedata import east_asian_width

_REGULAR = 400
_SEMIBOLD_WIDER = 1.05
_FIRST = 32
_OTHER = 760
# Advances of Inter Regular in thousandths of its size, from the space (32) to the tilde (126).
# fmt: off
_ADVANCES = (
    281, 288, 466, 633, 642, 982, 644, 300, 365, 365, 501, 662, 288, 460, 288, 360, 631, 407, 610,
    618, 646, 593, 620, 566, 619, 620, 288, 302, 662, 662, 662, 511, 966, 690, 654, 730, 722, 601,
    590, 746, 743, 269, 571, 672, 565, 903, 753, 765, 639, 765, 644, 642, 646, 744, 690, 985, 682,
    679, 629, 365, 360, 365, 471, 456, 323, 562, 612, 571, 612, 583, 370, 613, 591, 242, 242, 549,
    242, 876, 591, 600, 612, 612, 376, 528, 327, 591, 562, 818, 546, 562, 552, 426, 333, 426, 662,
)
# fmt: on


def room(text: str, size: float, weight: int = _REGULAR) -> float:
    """Return the units that one line of Inter at `size` needs; other letters count as wide."""
    wider = _SEMIBOLD_WIDER if weight > _REGULAR else 1.0
    return size * wider * sum(map(_advance, text)) / 1000


def _advance(char: str) -> int:
    place = ord(char) - _FIRST
    if 0 <= place < len(_ADVANCES):
        return _ADVANCES[place]
    return 1000 if east_asian_width(char) in "WF" else _OTHER
