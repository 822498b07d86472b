"""Keeps the field with the focus in view; Qt scrolls by itself only after Tab."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

_MARGIN = 40


class FocusInView(QObject):
    """Scrolls the area that holds the focus of one dialog, whichever key or act set it."""

    def __init__(self, dialog: QWidget) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    @Slot(QWidget, QWidget)
    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is None or not self._dialog.isAncestorOf(new):
            return
        area = new.parentWidget()
        while area is not None and area is not self._dialog:
            if isinstance(area, QScrollArea):
                area.ensureWidgetVisible(new, 0, _MARGIN)
            area = area.parentWidget()
