"""Keeps the field with the focus in view; Qt scrolls by itself only after Tab."""

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

_MARGIN = 40


class FocusInView(QObject):
    """Scrolls the area that holds the focus of one dialog, whichever key or act set it.

    It looks again once the layout has settled: a field that appears with the focus has no place
    of its own before.
    """

    def __init__(self, dialog: QWidget) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._look_again)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    @Slot(QWidget, QWidget)
    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self._dialog.isAncestorOf(new):
            self._bring_into_view(new)
            self._later.start()

    @Slot()
    def _look_again(self) -> None:
        focused = self._dialog.focusWidget()
        if focused is not None:
            self._bring_into_view(focused)

    def _bring_into_view(self, widget: QWidget) -> None:
        area = widget.parentWidget()
        while area is not None and area is not self._dialog:
            if isinstance(area, QScrollArea):
                area.ensureWidgetVisible(widget, 0, _MARGIN)
            area = area.parentWidget()
