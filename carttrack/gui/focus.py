"""The focus mark of buttons, chips and steps: a ring around them, after the keyboard only."""

from typing import cast

from PySide6.QtCore import QObject, QRectF, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFocusFrame,
    QProxyStyle,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QWidget,
)
from typing_extensions import override

from carttrack.gui.draw import paint_ring

_REACH = 3  # 1 px gap and a 2 px ring


class _RingStyle(QProxyStyle):
    @override
    def pixelMetric(
        self,
        metric: QStyle.PixelMetric,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> int:
        if metric in {
            QStyle.PixelMetric.PM_FocusFrameHMargin,
            QStyle.PixelMetric.PM_FocusFrameVMargin,
        }:
            return _REACH
        return super().pixelMetric(metric, option, widget)

    @override
    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returnData: QStyleHintReturn | None = None,
    ) -> int:
        if hint == QStyle.StyleHint.SH_FocusFrame_AboveWidget:
            return 1  # so that no layout's edge cuts the ring
        return super().styleHint(hint, option, widget, returnData)


class _Ring(QFocusFrame):
    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        style = _RingStyle("Fusion")
        style.setParent(self)
        self.setStyle(style)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_ring(painter, QRectF(self.rect()), 6)


class FocusRing(QObject):
    """Follows the keyboard focus of one window and rings what has no mark of its own.

    Text fields and views mark focus themselves; a widget with the property `ring` asks for it.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    @Slot()
    def _follow(self) -> None:
        # The focus also goes with a widget that is destroyed: then the signal's own arguments and
        # the children of its window are half gone, and the process ends when Python looks at them.
        new = QApplication.focusWidget()
        if new is None:
            return
        # Nothing is kept on `self`: Qt still tells of the focus while a window that Python has
        # emptied already goes, and a scrolled page that goes takes the ring inside it along.
        window = self.parent()
        assert isinstance(window, QWidget)
        ringed = _rings(new, window) and not QApplication.mouseButtons().value
        # Not the ring of a dialog over this window, which is among its children too.
        own = (ring for ring in window.findChildren(_Ring) if window.isAncestorOf(ring))
        ring = next(own, None) or (_Ring(window) if ringed else None)
        if ring is not None:
            # None clears it. Never the window: PySide makes what is ringed a child of the ring, so
            # a page that goes with the ring inside would take the window's own parts along.
            ring.setWidget(new if ringed else cast("QWidget", None))
            if ringed:  # Qt hides the ring of what is not scrolled into sight yet, and leaves it so
                ring.show()


def _rings(widget: QWidget, window: QWidget) -> bool:
    if widget.window() is not window:
        return False
    asked = widget.property("ring")
    return isinstance(widget, QAbstractButton) if asked is None else bool(asked)
