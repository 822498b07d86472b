"""The pages of a paper, one below the other, at the width of the view or larger."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from carttrack.gui.theme import theme

_ZOOM_STEP = 1.25
_SMALLEST, _LARGEST = 0.4, 4.0
_MARGIN = 16
_WIDEST_FIT = 860
_SETTLED_MS = 150
_SCREEN_DPI, _POINTS = 96, 72


class PagesView(QScrollArea):
    """Shows pages; asks for sharper pictures when their width has settled.

    Signals:
        width_wanted: pictures of this many device pixels of width are wanted.
        moved: another page is at the top, or the zoom changed.
    """

    width_wanted = Signal(int)
    moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheets: list[PageSheet] = []
        self._zoom = 1.0
        self._asked = 0
        inside = QWidget()
        inside.setObjectName("window")
        inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        self._column.setSpacing(_MARGIN)
        self._column.addStretch()
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setAccessibleName(self.tr("Pages of the PDF"))
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(_SETTLED_MS)
        self._settled.timeout.connect(self._ask)
        self.verticalScrollBar().valueChanged.connect(self.moved)
        self.verticalScrollBar().setSingleStep(40)

    @property
    def pixels(self) -> int:
        """The width of a page in device pixels."""
        return round(self._width() * self.devicePixelRatioF())

    @property
    def percent(self) -> int:
        """The size of the pages against their printed size, in percent."""
        if not self.sheets:
            return 100
        points = self.sheets[0].points
        return round(100 * self._width() / (points * _SCREEN_DPI / _POINTS))

    @property
    def fits(self) -> bool:
        """Whether the pages take the width of the view."""
        return self._zoom == 1.0

    @property
    def current(self) -> int:
        """The place of the page at the top of the view, from 0."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 3
        above = [place for place in range(len(self.sheets)) if self._top(place) <= middle]
        return above[-1] if above else 0

    def show_pages(self, pages: Sequence[QImage], *, points: float) -> None:
        """Show pictures of pages that are `points` wide on paper; keeps the place."""
        while len(self.sheets) > len(pages):
            sheet = self.sheets.pop()
            sheet.hide()
            sheet.deleteLater()
        while len(self.sheets) < len(pages):
            sheet = PageSheet()
            self._column.insertWidget(len(self.sheets), sheet, 0, Qt.AlignmentFlag.AlignHCenter)
            self.sheets.append(sheet)
        for number, (sheet, page) in enumerate(zip(self.sheets, pages, strict=True), start=1):
            sheet.show_page(page, points)
            sheet.setAccessibleName(self.tr("Page {0} of {1}").format(number, len(pages)))
        self._asked = pages[0].width() if pages else 0
        self._resize_sheets()

    def turn(self, by: int) -> None:
        """Go to the page so many pages on."""
        if self.sheets:
            place = min(max(self.current + by, 0), len(self.sheets) - 1)
            self.verticalScrollBar().setValue(self._top(place) - _MARGIN)

    def zoom(self, steps: int) -> None:
        """Make the pages larger or smaller by steps."""
        self._zoom = min(max(self._zoom * _ZOOM_STEP**steps, _SMALLEST), _LARGEST)
        self._resize_sheets()

    def fit(self) -> None:
        """Let the pages take the width of the view again."""
        self._zoom = 1.0
        self._resize_sheets()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._resize_sheets()

    def _top(self, place: int) -> int:
        """Return where a page begins, from heights: a layout may still have to follow."""
        return _MARGIN + sum(sheet.height() + _MARGIN for sheet in self.sheets[:place])

    def _width(self) -> float:
        room = self.viewport().width() - 2 * _MARGIN
        return min(max(room, 200), _WIDEST_FIT) * self._zoom

    def _resize_sheets(self) -> None:
        for sheet in self.sheets:
            sheet.resize_to(round(self._width()))
        self._settled.start()
        self.moved.emit()

    @Slot()
    def _ask(self) -> None:
        if self.sheets and abs(self.pixels - self._asked) > 1:
            self._asked = self.pixels
            self.width_wanted.emit(self.pixels)


class PageSheet(QWidget):
    """One page as a picture, scaled until a sharper one comes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.picture = QImage()
        self.points = 595.0

    def show_page(self, picture: QImage, points: float) -> None:
        """Show a picture of a page that is `points` wide on paper."""
        self.picture, self.points = picture, points
        self.update()

    def resize_to(self, width: int) -> None:
        """Take this width, and the height that belongs to it."""
        if self.picture.width():
            self.setFixedSize(width, round(width * self.picture.height() / self.picture.width()))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(self.rect()), self.picture)
        painter.setPen(theme.color("border_strong"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
