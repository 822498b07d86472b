"""Tab order of a window whose parts were made in another order than they are read."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def order_tabs(window: QWidget, regions: Sequence[QWidget]) -> None:
    """Tab through the regions of a window in their order, and start in the first one.

    What lies in no region comes first; within a region the order stays. A widget that already
    has the focus keeps it, unless it lies in the last region.
    """

    def place(widget: QWidget) -> int:
        return next((n for n, region in enumerate(regions) if region.isAncestorOf(widget)), -1)

    ordered = sorted(_chain(window), key=place)
    for before, after in pairwise(ordered):
        QWidget.setTabOrder(before, after)
    first = next((widget for widget in ordered if place(widget) == 0 and widget.isEnabled()), None)
    focused: QWidget | None = window.focusWidget()
    if first is not None and (focused is None or place(focused) == len(regions) - 1):
        first.setFocus(Qt.FocusReason.TabFocusReason)


def _chain(window: QWidget) -> list[QWidget]:
    """Return what Tab stops at, in the order it was put into the window.

    Not by `nextInFocusChain`: PySide lets the widget it returns go with the one that was asked.
    """
    return [
        widget
        for widget in window.findChildren(QWidget)
        if window.isAncestorOf(widget)  # not in a dialog over it
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
    ]
