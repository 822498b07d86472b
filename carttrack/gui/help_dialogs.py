"""The list of keys, and what the program is."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from carttrack import __version__
from carttrack.gui.dialogs.room import room_for
from carttrack.gui.widgets.dialog_frame import DialogFrame
from carttrack.gui.widgets.labels import Label, key_hint

_WIDTH, _HEIGHT = 560, 640
_AROUND = 24


class KeysDialog(DialogFrame):
    """Lists keys with what they do: those of each menu, then those of lists and dialogs."""

    def __init__(
        self,
        menus: Iterable[tuple[str, Iterable[tuple[str, str]]]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent.tr("Keys") if parent else "Keys", parent=parent)
        _only_close(self)
        self.resize(_WIDTH, min(_HEIGHT, room_for(self).height() - _AROUND))
        in_lists = (
            (self.tr("Enter"), self.tr("Open what is chosen")),
            (self.tr("Space"), self.tr("Show or hide the preview, in Patients")),
            ("Ctrl+C", self.tr("Copy the chosen row, for a spreadsheet")),
            (self.tr("Arrows"), self.tr("Go from row to row; on the board from card to card")),
            (self.tr("Delete"), self.tr("Make the chosen entry void, with a reason")),
        )
        in_dialogs = (
            ("Ctrl+Enter", self.tr("Save the dialog")),
            (
                "Ctrl+Shift+Enter",
                self.tr("Save an assessment, then the next patient who is due"),
            ),
            ("Esc", self.tr("Leave the dialog; asks when something was typed")),
            (self.tr("0 to 4"), self.tr("Choose the finding of that grade in a list of findings")),
            ("F4", self.tr("Repeat device and infusions, in an assessment")),
            ("Alt+B, O, I", self.tr("Go to hypotension, hypoxia, ICE, in an assessment")),
            ("Alt+G, H", self.tr("Go to what was given, to a grade set by hand")),
            (self.tr("t, n, 3d, D28"), self.tr("In a date field: today, today, in 3 days, Day 28")),
        )
        for title, keys in menus:
            self._section(title, keys)
        self._section(self.tr("In lists"), in_lists)
        self._section(self.tr("In dialogs"), in_dialogs)
        for area in self.findChildren(QScrollArea):
            area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the arrows scroll
            area.setAccessibleName(self.tr("Keys"))
            area.setFocus()

    def _section(self, title: str, keys: Iterable[tuple[str, str]]) -> None:
        self.form.addWidget(Label(title, role="section"))
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 12)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnMinimumWidth(0, 120)
        grid.setColumnStretch(1, 1)
        for row, (key, text) in enumerate(keys):
            grid.addWidget(key_hint(key), row, 0, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(Label(text), row, 1)
        self.form.addWidget(holder)


class AboutDialog(DialogFrame):
    """Says what the program is, and what it is not."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("carttrack", parent=parent)
        _only_close(self)
        self.setMinimumWidth(_WIDTH)
        self.form.addWidget(Label(f"carttrack {__version__}", role="title"))
        texts = (
            self.tr(
                "Records the course of patients who receive CAR T cells, from referral to the "
                "fifteenth year. It documents and derives; it does not advise treatment."
            ),
            self.tr("Not certified as a medical device."),
            self.tr("Free software under the GNU General Public License, version 3 or later."),
        )
        for text in texts:
            self.form.addWidget(Label(text, tone="text2", wrap=True))


def _only_close(dialog: DialogFrame) -> None:
    dialog.cancel.hide()
    dialog.save.setText(dialog.tr("Close"))
    dialog.save_requested.connect(dialog.accept)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
