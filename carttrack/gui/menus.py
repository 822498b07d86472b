"""The menu: every act of the window with its key. Hidden until Alt or F10 asks for it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QApplication, QMenu, QMenuBar
from typing_extensions import override

from carttrack.gui.appearance import Appearance
from carttrack.gui.pages.finding import Offer, plain
from carttrack.gui.shell import Shell
from carttrack.gui.undo import UndoStack
from carttrack.gui.window import MainWindow


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders:
    """What the menu asks of the program, beyond the pages."""

    save_copy: Callable[[], object]
    verify: Callable[[], object]
    rules: Callable[[], object]
    lock: Callable[[], object]
    leave: Callable[[], object]
    quit: Callable[[], object]
    look: Callable[[Appearance], object]
    find: Callable[[], object]
    show_keys: Callable[[], object]
    about: Callable[[], object]


class Menus(QObject):
    """Fills the window's menu bar for one open clinic, and takes everything away again."""

    def __init__(self, window: MainWindow, shell: Shell, undo: UndoStack, orders: Orders) -> None:
        super().__init__(shell)
        self._window, self._shell, self._undo, self._orders = window, shell, undo, orders
        self._actions: list[QAction] = []
        self._bar: QMenuBar = window.menuBar()
        self._bar.clear()
        self._bar.installEventFilter(self)
        self._fill_file()
        self._fill_edit()
        self._fill_view()
        self._fill_patient()
        self._screen = self._menu(self.tr("&Screen"))
        self._screen.aboutToShow.connect(self._fill_screen)
        self._fill_help()
        self._hide_bar()
        window.menu_wanted.connect(self._open_bar)
        window.addActions(self._actions)

    def appearance_chosen(self, appearance: Appearance) -> None:
        """Tick the appearance in use."""
        for action in self._looks.actions():
            action.setChecked(action.data() == appearance.value)

    def shortcuts(self) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
        """Yield each menu with its keys and what they do; the page's own are those of Screen."""
        for menu, actions in self._all():
            found = tuple(
                (sequence.toString(QKeySequence.SequenceFormat.NativeText), plain(action))
                for action in actions
                for sequence in action.shortcuts()
            )
            if found:
                yield plain(menu.menuAction()), found

    def offers(self) -> Iterator[Offer]:
        """Yield every act that can be done now, for find or do."""
        has_patient = self._shell.current_patient is not None
        for menu, actions in self._all():
            of_patient = menu is self._patient
            for action in actions:
                shown = action.isEnabled() and action is not self._find and action.text()
                if shown and (has_patient or not of_patient):
                    yield Offer(action, plain(menu.menuAction()), of_patient)

    def _all(self) -> Iterator[tuple[QMenu, list[QAction]]]:
        """Yield every menu with its acts, submenus after those they stand in."""
        waiting: list[object] = [action.menu() for action in self._bar.actions()]
        while waiting:
            menu = waiting.pop(0)
            assert isinstance(menu, QMenu), "the bar holds menus only"
            page = self._shell.page
            own = page.actions() if menu is self._screen and page is not None else menu.actions()
            inner: dict[QAction, object] = {action: action.menu() for action in own}
            waiting = [*filter(None, inner.values()), *waiting]
            yield menu, [act for act in own if not inner[act] and not act.isSeparator()]

    def set_enabled(self, *, on: bool) -> None:
        """Let the keys work, or not: a locked screen has none."""
        for action in self._actions:
            action.setEnabled(on)
        if not on:
            self._bar.hide()

    def remove(self) -> None:
        """Take the menu away."""
        self._window.menu_wanted.disconnect(self._open_bar)
        self._bar.removeEventFilter(self)
        for action in self._actions:
            self._window.removeAction(action)
        self._bar.clear()
        self._bar.hide()

    def _fill_file(self) -> None:
        menu = self._menu(self.tr("&File"))
        self._add(menu, self.tr("&New patient…"), self._shell.open_registration, "N")
        menu.addSeparator()
        self._add(menu, self.tr("Save a &copy…"), self._orders.save_copy)
        self._add(menu, self.tr("&Verify the record…"), self._orders.verify)
        self._add(menu, self.tr("Clinic &rules…"), self._orders.rules)
        menu.addSeparator()
        self._add(menu, self.tr("&Lock now"), self._orders.lock, "Ctrl+L")
        self._add(menu, self.tr("Close the &database"), self._orders.leave)
        self._add(menu, self.tr("&Quit"), self._orders.quit, "Ctrl+Q")

    def _fill_edit(self) -> None:
        menu = self._menu(self.tr("&Edit"))
        undo = self._undo.createUndoAction(self, self.tr("&Undo"))
        redo = self._undo.createRedoAction(self, self.tr("&Redo"))
        undo.setShortcut("Ctrl+Z")
        redo.setShortcuts([QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")])
        for action in (undo, redo):
            menu.addAction(action)
            self._actions.append(action)
        menu.addSeparator()
        self._find = self._add(menu, self.tr("Find &or do…"), self._orders.find, "Ctrl+K")
        self._add(menu, self.tr("&Find on this screen"), self._shell.focus_search, "Ctrl+F")

    def _fill_view(self) -> None:
        menu = self._menu(self.tr("&View"))
        shell = self._shell
        for item in shell.items:
            self._add(menu, f"&{item.text}", partial(shell.open_screen, item.key), item.keys)
        menu.addSeparator()
        self._add(menu, self.tr("&Back"), shell.go_back, "Alt+Left")
        self._add(menu, self.tr("&Forward"), shell.go_forward, "Alt+Right")
        menu.addSeparator()
        self._add(menu, self.tr("&Sidebar or rail"), shell.toggle_sidebar, "Ctrl+B")
        looks = menu.addMenu(self.tr("&Appearance"))
        self._looks = QActionGroup(self)
        for appearance, text in (
            (Appearance.SYSTEM, self.tr("As the &system")),
            (Appearance.LIGHT, self.tr("&Light")),
            (Appearance.DARK, self.tr("&Dark")),
        ):
            action = looks.addAction(text)
            action.setCheckable(True)
            action.setData(appearance.value)
            self._looks.addAction(action)
        self._looks.triggered.connect(self._choose_look)

    def _fill_patient(self) -> None:
        menu = self._patient = self._menu(self.tr("&Patient"))
        shell = self._shell
        self._add(menu, self.tr("&Log assessment…"), shell.open_assessment, "L")
        self._add(menu, self.tr("&PDF summary…"), shell.open_summary, "P")

    def _fill_help(self) -> None:
        menu = self._menu(self.tr("&Help"))
        self._add(menu, self.tr("&Keys"), self._orders.show_keys, "F1", "?")
        self._add(menu, self.tr("&About carttrack"), self._orders.about)

    @Slot()
    def _fill_screen(self) -> None:
        self._screen.clear()
        page = self._shell.page
        actions = page.actions() if page is not None else []
        self._screen.addActions([action for action in actions if action.text()])
        if self._screen.isEmpty():
            self._screen.addAction(self.tr("No further acts on this screen")).setEnabled(False)

    def _menu(self, title: str) -> QMenu:
        menu = self._bar.addMenu(title)
        menu.aboutToHide.connect(lambda: QTimer.singleShot(0, self, self._hide_unused))
        return menu

    def _add(self, menu: QMenu, text: str, act: Callable[[], object], *keys: str) -> QAction:
        action = QAction(text, self)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(lambda _checked=False: act())
        menu.addAction(action)
        self._actions.append(action)
        return action

    @Slot(QAction)
    def _choose_look(self, action: QAction) -> None:
        self._orders.look(Appearance(str(action.data())))

    @Slot()
    def _open_bar(self) -> None:
        if self._bar.isVisible():
            self._hide_bar()
            return
        self._bar.show()
        self._bar.setFocus()
        first = self._bar.actions()[0]
        self._bar.setActiveAction(first)

    @Slot()
    def _hide_unused(self) -> None:
        if QApplication.activePopupWidget() is None and not self._bar.hasFocus():
            self._hide_bar()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            QTimer.singleShot(0, self, self._hide_unused)
        return False

    def _hide_bar(self) -> None:
        if not self._bar.isNativeMenuBar():
            self._bar.hide()
