"""The way to the screens: a sidebar of 208 px, or a rail of icons."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from carttrack.gui.widgets.buttons import Button, IconButton, Kind
from carttrack.gui.widgets.labels import ElidedLabel, IconLabel, Label, line
from carttrack.gui.widgets.nav_delegate import COUNT, ICON, KEY, LATE, NARROW, NavDelegate

WIDE, RAIL = 208, 56
_INDENT = 8
_LEAST_LINES = 3


@dataclass(frozen=True, slots=True)
class NavItem:
    """A screen: `key` is what `page_requested` carries, `icon` its name, `keys` its shortcut."""

    key: str
    text: str
    icon: str
    keys: str = ""


@dataclass(frozen=True, slots=True)
class RecentPatient:
    """A patient opened before; `day` is the short Day, for example `+28`."""

    patient_id: int
    name: str
    day: str = ""


class Sidebar(QFrame):
    """Screens with counts, recent patients; at the foot what is saved, the user, and Lock.

    Signals:
        page_requested: a screen was chosen; carries its key.
        patient_requested: a recent patient was chosen; carries the patient id.
        lock_requested: the user pressed Lock.
    """

    page_requested = Signal(str)
    patient_requested = Signal(int)
    lock_requested = Signal()

    def __init__(self, items: Sequence[NavItem], *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        self.program = Label("carttrack", role="section")
        self.clinic = ElidedLabel(role="small", tone="text2")
        self.pages = _NavList(self.tr("Screens"))
        self.recent_title = Label(self.tr("Recent patients"), role="small", tone="text2")
        self.recent = _NavList(self.tr("Recent patients"), small=True)
        self.saved = ElidedLabel(self.tr("Encrypted"), role="small", tone="text2")
        self.user = ElidedLabel(role="small", tone="text2")
        self.lock = Button(self.tr("Lock"), kind=Kind.QUIET, icon="lock", size="small")
        self.lock.setToolTip(self.tr("Lock now (Ctrl+L)"))
        self.rail_lock = IconButton("lock", self.tr("Lock now (Ctrl+L)"), size=20)
        self._shield = IconLabel("shield-lock", "done_fg")
        self._narrow = False
        for item in items:
            tip = f"{item.text} ({item.keys})" if item.keys else item.text
            self.pages.add(item.key, item.text, icon=item.icon, tip=tip)
        self._lay_out()
        self._connect()
        self.set_narrow(on=False)
        self.show_recent(())

    @property
    def narrow(self) -> bool:
        """Whether it is the rail."""
        return self._narrow

    def set_narrow(self, *, on: bool) -> None:
        """Become the rail of icons, or the full sidebar."""
        self._narrow = on
        self.setFixedWidth(RAIL if on else WIDE)
        for widget in (self.program, self.clinic, self.saved, self.user, self.lock):
            widget.setVisible(not on)
        self.rail_lock.setVisible(on)
        left = 0 if on else _INDENT  # the icons of the rail stand in its middle
        self._saved_row.setContentsMargins(left, 4, 0, 0)
        self._user_row.setContentsMargins(left, 0, 0, 0)
        self._shield.setToolTip(self.saved.text() if on else "")
        self.pages.set_narrow(on=on)
        self._show_recent_part()

    def show_clinic(self, name: str) -> None:
        """Show whose store is open."""
        self.clinic.setText(name)

    def show_page(self, key: str) -> None:
        """Mark the screen that is shown; an empty key marks none."""
        self.pages.mark(key)

    def show_count(self, key: str, count: int | None, *, late: bool = False) -> None:
        """Show a count beside a screen; `late` draws it with the overdue glyph."""
        self.pages.count(key, "" if count is None else f"{count:,}", late=late)

    def show_recent(self, patients: Sequence[RecentPatient], current: int | None = None) -> None:
        """Show the patients opened last, newest first."""
        self.recent.clear()
        for patient in patients:
            self.recent.add(str(patient.patient_id), patient.name, count=patient.day)
        self.recent.mark("" if current is None else str(current))
        self._show_recent_part()

    def show_saved(self, text: str) -> None:
        """Say when was saved last ("Encrypted, saved 09:11")."""
        self.saved.setText(text)
        self._shield.setToolTip(text if self._narrow else "")

    def show_user(self, name: str) -> None:
        """Show who works."""
        self.user.setText(name)

    @Slot(str)
    def _open_recent(self, key: str) -> None:
        self.patient_requested.emit(int(key))

    def _show_recent_part(self) -> None:
        shown = not self._narrow and self.recent.model().rowCount() > 0
        self.recent_title.setVisible(shown)
        self.recent.setVisible(shown)

    def _connect(self) -> None:
        self.pages.picked.connect(self.page_requested)
        self.recent.picked.connect(self._open_recent)
        self.lock.clicked.connect(self.lock_requested)
        self.rail_lock.clicked.connect(self.lock_requested)

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(8, 0, 8, 10)
        head.setSpacing(0)
        head.addWidget(self.program)
        head.addWidget(self.clinic)
        self._saved_row = saved = QHBoxLayout()
        saved.setSpacing(6)
        saved.addWidget(self._shield)
        saved.addWidget(self.saved, 1)
        self._user_row = user = QHBoxLayout()
        user.addWidget(self.user, 1)
        user.addWidget(self.lock)
        user.addWidget(self.rail_lock, 0, Qt.AlignmentFlag.AlignHCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 12, 8, 8)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self.pages)
        column.addSpacing(12)
        self.recent_title.setContentsMargins(8, 0, 0, 0)
        column.addWidget(self.recent_title)
        column.addWidget(self.recent)
        column.addStretch(1)
        column.addWidget(line())
        column.addLayout(saved)
        column.addLayout(user)


class _NavList(QListView):
    """Signals: picked: a line was chosen by mouse or key; carries its key."""

    picked = Signal(str)

    def __init__(self, name: str, *, small: bool = False) -> None:
        super().__init__()
        self.setObjectName("nav")
        self.setAccessibleName(name)
        self.setModel(QStandardItemModel(self))
        self._delegate = NavDelegate(self, small=small)
        self.setItemDelegate(self._delegate)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._pick)
        self.activated.connect(self._pick)

    def add(self, key: str, text: str, *, icon: str = "", count: str = "", tip: str = "") -> None:
        """Add a line."""
        item = QStandardItem(text)
        for role, value in ((KEY, key), (ICON, icon), (COUNT, count), (LATE, False)):
            item.setData(value, role)
        item.setToolTip(tip or text)
        item.setData(f"{text} {count}".strip(), Qt.ItemDataRole.AccessibleTextRole)
        self._items().appendRow(item)
        self._fit()

    def clear(self) -> None:
        """Take every line away."""
        self._items().clear()
        self._fit()

    def mark(self, key: str) -> None:
        """Select the line with this key, or none."""
        item = self._find(key)
        if item is None:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
        else:
            self.setCurrentIndex(item.index())

    def count(self, key: str, count: str, *, late: bool) -> None:
        """Show a count beside a line."""
        item = self._find(key)
        if item is not None:
            item.setData(count, COUNT)
            item.setData(late, LATE)
            said = self.tr("{0}, {1} overdue") if late else "{0} {1}"
            item.setData(
                said.format(item.text(), count).strip(), Qt.ItemDataRole.AccessibleTextRole
            )

    def set_narrow(self, *, on: bool) -> None:
        """Show icons only."""
        self.setProperty(NARROW, on)
        self._fit()
        self.doItemsLayout()

    def _pick(self, index: QModelIndex) -> None:
        self.picked.emit(str(index.data(KEY)))

    def _find(self, key: str) -> QStandardItem | None:
        items = self._items()
        return next(
            (i for n in range(items.rowCount()) if (i := items.item(n)).data(KEY) == key), None
        )

    def _items(self) -> QStandardItemModel:
        model = self.model()
        assert isinstance(model, QStandardItemModel)
        return model

    @override
    def sizeHint(self) -> QSize:
        lines = range(self._items().rowCount())
        return QSize(super().sizeHint().width(), max(1, sum(map(self.sizeHintForRow, lines))))

    @override
    def minimumSizeHint(self) -> QSize:
        least = _LEAST_LINES * self.sizeHintForRow(0)
        return QSize(0, min(self.sizeHint().height(), max(1, least)))

    def _fit(self) -> None:
        """Be as tall as all lines; on a low screen the list scrolls with its current line."""
        self.setMaximumHeight(self.sizeHint().height())
        self.updateGeometry()

    @override
    def keyboardSearch(self, search: str) -> None:
        """Letters are the screen's shortcuts, not a search."""
