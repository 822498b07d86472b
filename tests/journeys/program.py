"""Runs the program, and tells on a socket what stands on its screen, as a screen reader would.

The journeys act with real keys only; they read names here instead of counting places. Whoever
connects is sent one JSON object (a `Screen`) and is hung up on.
"""

import json
import os
import socket
import sys
from dataclasses import asdict

from PySide6.QtCore import QModelIndex, QSocketNotifier, Slot
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QMenu,
    QTabBar,
    QTreeView,
    QWidget,
)

from carttrack import __main__, app
from tests.journeys.screen import SOCKET, Screen


def seen() -> Screen:
    """Look at the screen."""
    focus: QWidget | None = QApplication.focusWidget()
    window: QWidget | None = QApplication.activeWindow()
    popup: QWidget | None = QApplication.activePopupWidget()
    bars = window.findChildren(QTabBar) if window else []
    tabs = next((bar for bar in bars if bar.isVisible()), None)
    options, place = _menu(popup) if isinstance(popup, QMenu) else _options(focus)
    return Screen(
        window=window.windowTitle() if window else "",
        focus=_name(focus),
        text=_text(focus),
        options=options,
        place=place,
        tabs=tuple(tabs.tabText(place) for place in range(tabs.count())) if tabs else (),
        tab=tabs.currentIndex() if tabs else -1,
    )


def _name(widget: QWidget | None) -> str:
    if widget is None:
        return ""
    words = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or words.replace("&", "")


def _text(widget: QWidget | None) -> str:
    if isinstance(widget, QLineEdit):
        return widget.text()
    return widget.currentText() if isinstance(widget, QComboBox) else ""


def _menu(menu: QMenu) -> tuple[tuple[tuple[str, ...], ...], int]:
    actions = [each for each in menu.actions() if each.isVisible() and not each.isSeparator()]
    active = menu.activeAction()
    place = actions.index(active) if active in actions else -1
    return tuple((each.text().replace("&", ""),) for each in actions), place


def _options(focus: QWidget | None) -> tuple[tuple[tuple[str, ...], ...], int]:
    if isinstance(focus, QComboBox):
        texts = tuple((focus.itemText(place),) for place in range(focus.count()))
        return texts, focus.currentIndex()
    if isinstance(focus, QAbstractItemView):
        rows = _rows(focus)
        current = focus.currentIndex().siblingAtColumn(0)
        return tuple(map(_cells, rows)), rows.index(current) if current in rows else -1
    return (), -1


def _rows(view: QAbstractItemView) -> list[QModelIndex]:
    """Return the rows that the arrow keys go through, without the headings of groups."""
    model = view.model()
    tops = [model.index(place, 0) for place in range(model.rowCount())]
    if not isinstance(view, QTreeView):
        return tops
    return [model.index(place, 0, top) for top in tops for place in range(model.rowCount(top))]


def _cells(row: QModelIndex) -> tuple[str, ...]:
    columns = row.model().columnCount(row.parent())
    return tuple(str(row.siblingAtColumn(place).data() or "") for place in range(columns))


class ShownApplication(QApplication):
    """The application with a socket beside it."""

    def __init__(self, arguments: list[str]) -> None:
        super().__init__(arguments)
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.bind(os.environ[SOCKET])
        self._socket.listen()
        read = QSocketNotifier.Type.Read
        self._knocked = QSocketNotifier(self._socket.fileno(), read, self)
        self._knocked.activated.connect(self._tell)

    @Slot()
    def _tell(self) -> None:
        caller, _ = self._socket.accept()
        with caller:
            caller.sendall(json.dumps(asdict(seen())).encode())


if __name__ == "__main__":
    vars(app).update(QApplication=ShownApplication)
    sys.exit(__main__.main())
