"""The one window of the program: it shows a page, remembers where it stood, asks before closing."""

from collections.abc import Callable

from PySide6 import QtCore
from PySide6.QtCore import QRect, QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QFocusEvent, QGuiApplication, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from carttrack.gui.settings import Settings
from carttrack.overriding import override

TITLE = "carttrack"
SMALLEST = QSize(1180, 680)
TITLE_BAR = QSize(0, 40)  # what the desktop draws above the window takes room, too
USUAL = QSize(1440, 900)


class MainWindow(QMainWindow):
    """Holds one page at a time. It imports nothing heavy: it is on the screen first.

    Attributes:
        may_close: asked before the window closes; it stays open when the answer is no.

    Signals:
        painted: the first paint was done.
        closed: the window was closed.
        menu_wanted: Alt was pressed alone, or F10.
    """

    painted = Signal()
    closed = Signal()
    menu_wanted = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self._painted = False
        self._alt_alone = False
        self._filling = False
        self.may_close: Callable[[], bool] = _yes
        self.setObjectName("window")
        self.setWindowTitle(TITLE)
        self.setProperty("contextMenuPolicy", "NoContextMenu")
        self._pages = QStackedWidget(self)
        self.setCentralWidget(self._pages)
        self._find_room()

    def stand(self) -> None:
        """Come on the screen: where it stood last, and filling a screen it would hardly fit."""
        if self._filling:
            self.showMaximized()
        else:
            self.show()

    @property
    def page(self) -> QWidget | None:
        """The page on show."""
        return self._pages.currentWidget()

    def show_page(self, page: QWidget, title: str = "") -> None:
        """Show a page; the window takes care of it from now on."""
        if self._pages.indexOf(page) < 0:
            self._pages.addWidget(page)
        if page is not self.page:
            self._pages.setCurrentWidget(page)
            page.setFocus()
        self.setWindowTitle(f"{title} – {TITLE}" if title else TITLE)

    def drop_page(self, page: QWidget) -> None:
        """Destroy a page that is not on show any more."""
        self._pages.removeWidget(page)
        page.deleteLater()

    def _find_room(self) -> None:
        if self.restoreGeometry(self._settings.geometry):
            return
        # `self.screen()` would make the screen a child of this window, in PySide's eyes.
        room: QRect = QGuiApplication.primaryScreen().availableGeometry()
        self.setMinimumSize(SMALLEST.boundedTo(room.size() - TITLE_BAR))
        if room.width() <= USUAL.width() or room.height() <= USUAL.height():
            self.setGeometry(room)
            self._filling = True
        else:
            self.resize(USUAL)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.painted.emit)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._hold_alt(on=event.key() == QtCore.Qt.Key.Key_Alt)
        if event.key() == QtCore.Qt.Key.Key_F10:
            self.menu_wanted.emit()
        super().keyPressEvent(event)

    @override
    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == QtCore.Qt.Key.Key_Alt and self._alt_alone:
            self.menu_wanted.emit()
        self._hold_alt(on=False)
        super().keyReleaseEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._hold_alt(on=False)
        super().focusOutEvent(event)

    @override
    def eventFilter(self, watched: QtCore.QObject, event: QtCore.QEvent) -> bool:
        """See any other key while Alt is held: a shortcut never comes to `keyPressEvent`."""
        kinds = QtCore.QEvent.Type
        if event.type() in {kinds.ShortcutOverride, kinds.KeyPress} and (
            isinstance(event, QKeyEvent) and event.key() != QtCore.Qt.Key.Key_Alt
        ):
            self._hold_alt(on=False)
        return super().eventFilter(watched, event)

    def _hold_alt(self, *, on: bool) -> None:
        """Watch, or no longer, whether Alt stays alone."""
        program = QtCore.QCoreApplication.instance()
        if program is not None and on is not self._alt_alone:
            (program.installEventFilter if on else program.removeEventFilter)(self)
        self._alt_alone = on

    @override
    def focusNextPrevChild(self, forward: bool) -> bool:
        # Not at the start: it is first wanted when somebody presses Tab.
        from carttrack.gui.widgets.tab_order import move_focus  # noqa: PLC0415

        return move_focus(self, forward=forward)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.may_close():
            event.ignore()
            return
        self._settings.geometry = self.saveGeometry()
        self._settings.save()
        event.accept()
        self.closed.emit()


def _yes() -> bool:
    return True
