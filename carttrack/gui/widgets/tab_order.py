"""The way of Tab through a window: every control once, as it is read, and round again."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QScrollArea, QWidget

_MARGIN = 20


def move_focus(window: QWidget, *, forward: bool) -> bool:
    """Move the focus to the next stop of Tab, or to the one before; the last leads to the first.

    It takes the place of Qt's own chain, which keeps the order in which widgets were made. A field
    that hands the focus to a part of itself is a link of that chain, too: Tab that comes to it
    turns back to the part, and what stands further on is never reached.

    Returns whether there was another stop.
    """
    way = list(_parts(window))
    focused: QWidget | None = window.focusWidget()
    at = way.index(focused) if focused in way else -1
    if forward:
        ahead = way[at + 1 :] + way[: max(at, 0)]
    else:
        ahead = [*reversed(way[: max(at, 0)]), *reversed(way[at + 1 :])]
    stop = next(filter(_is_stop, ahead), None)
    if stop is None:
        return False
    reasons = Qt.FocusReason
    stop.setFocus(reasons.TabFocusReason if forward else reasons.BacktabFocusReason)
    for area in window.findChildren(QScrollArea):
        if area.isAncestorOf(stop):
            area.ensureWidgetVisible(stop, _MARGIN, _MARGIN)
    return True


def focus_first(region: QWidget) -> None:
    """Put the focus on the first stop of a part of a window."""
    stop = next(filter(_is_stop, _parts(region)), None)
    if stop is not None:
        stop.setFocus(Qt.FocusReason.TabFocusReason)


def _is_stop(widget: QWidget) -> bool:
    takes_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return takes_tab and widget.isEnabled() and widget.focusProxy() is None


def _parts(widget: QWidget) -> Iterator[QWidget]:
    """Return everything on show within a widget, as it is read."""
    inside = [
        part
        for part in widget.children()
        if isinstance(part, QWidget) and part.isVisible() and not part.isWindow()
    ]
    for part in _as_read(inside):
        yield part
        if not isinstance(part, QAbstractItemView):
            yield from _parts(part)


def _as_read(parts: list[QWidget]) -> Iterator[QWidget]:
    """Return neighbours line by line; in a line stands what lies beside its highest part."""
    left = sorted(parts, key=lambda part: (part.y(), part.x()))
    while left:
        below = left[0].y() + left[0].height() // 2
        line = [part for part in left if part.y() <= below]
        left = left[len(line) :]
        yield from sorted(line, key=lambda part: (part.x(), part.y()))
