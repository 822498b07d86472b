"""The bundled fonts: what the first window is set in, the others after its first paint."""

from PySide6.QtGui import QFont, QFontDatabase

from carttrack.gui.tokens import ROLES
from carttrack.paths import resource

FAMILIES = ("Inter", "Noto Sans SC")
"""In this order; Chinese names take Noto Sans SC by name, so that no Japanese shapes are drawn."""


TABULAR = QFont.Tag("tnum")
"""The feature that makes all digits equally wide."""


def register_first() -> None:
    """Register Inter in the two weights that the first window has."""
    _register("Inter-Regular.ttf")
    _register("Inter-SemiBold.ttf")


def register_others() -> None:
    """Register Inter Medium and Noto Sans SC (10 MB): call it after the first paint."""
    _register("Inter-Medium.ttf")
    _register("NotoSansSC*.ttf")


def role_font(role: str, *, tabular: bool) -> QFont:
    """Return the font of a type role; `tabular` digits also widen Inter's hyphen.

    Raises `KeyError` for an unknown role.
    """
    spec = ROLES[role]
    font = QFont(
        [*FAMILIES, QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()]
    )
    font.setPointSizeF(spec.points)
    font.setWeight(QFont.Weight(spec.weight))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if tabular:
        font.setFeature(TABULAR, 1)
    return font


def _register(pattern: str) -> None:
    for path in sorted(resource("fonts").glob(pattern)):
        QFontDatabase.addApplicationFont(str(path))
