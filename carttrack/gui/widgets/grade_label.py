"""A grade as its square outside tables."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from carttrack.gui.draw import paint_grade, paint_pencil

_PENCIL = 14
_GAP = 4


class GradeLabel(QWidget):
    """Shows a grade 0 to 5, or the dash of one that was not assessed; a pencil if set by hand.

    `name` is what is graded (CRS, ICANS); it is spoken, not drawn. `side` is in pixels: 20 in
    rows, 24 alone, 28 in a derived box.
    """

    def __init__(
        self,
        grade: int | None = None,
        *,
        name: str = "",
        side: int = 24,
        by_hand: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._grade, self._name, self._side, self._by_hand = grade, name, side, by_hand
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._say()

    @property
    def grade(self) -> int | None:
        """The grade that is drawn."""
        return self._grade

    def show_grade(self, grade: int | None, *, by_hand: bool = False) -> None:
        """Show another grade."""
        self._grade, self._by_hand = grade, by_hand
        self._say()
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._side + (_GAP + _PENCIL if self._by_hand else 0), self._side)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_grade(painter, QRectF(0, 0, self._side, self._side), self._grade)
        if self._by_hand:
            top = (self._side - _PENCIL) / 2
            paint_pencil(painter, QRectF(self._side + _GAP, top, _PENCIL, _PENCIL))

    def _say(self) -> None:
        if self._grade is None:
            words = self.tr("not assessed")
        else:
            words = self.tr("grade {0}").format(self._grade)
        if self._by_hand:
            words = self.tr("{0}, set by hand").format(words)
        self.setAccessibleName(f"{self._name} {words}".strip())
        self.setToolTip(self.accessibleName())
