"""The floor of Today: one Argon2id, the SQL by hand, a bare window with a bare table, painted."""

import sys
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView
from typing_extensions import override

from carttrack.services.demo.record import ZONE
from tests.bench.hand_written import connected, database_key, today
from tests.bench.stopwatch import Stopwatch
from tests.bench.stores import PASSPHRASE, now

STORE = Path(sys.argv[2])
Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class BareModel(QAbstractTableModel):
    """Rows as they came from the driver."""

    def __init__(self, rows: list[tuple[Any, ...]]) -> None:
        super().__init__()
        self._rows = rows
        self._width = min(map(len, rows), default=0)

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = NOWHERE) -> int:
        return self._width

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return self._rows[index.row()][index.column()]


class BareWindow(QMainWindow):
    """Tells when it was painted."""

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        QTimer.singleShot(0, _tell)


def _tell() -> None:
    print(*stopwatch.read(), flush=True)
    application.quit()


application = QApplication(sys.argv[:1])
zone = ZoneInfo(ZONE)
stopwatch = Stopwatch()
connection = connected(STORE, *database_key(STORE, PASSPHRASE))
found = today(connection, now=now(), zone=zone)
window = BareWindow()
table = QTableView()
model = BareModel(found.items)
table.setModel(model)
window.setCentralWidget(table)
window.setGeometry(window.screen().availableGeometry())
window.show()
application.exec()
connection.close()
