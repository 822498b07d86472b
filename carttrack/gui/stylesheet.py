"""The one style sheet, generated from the tokens: QSS itself knows no variables.

Widgets ask for a look by object name (`card`, `pane`, `sidebar` …) or by a property (`kind` of a
button, `role` and `tone` of a label, `state` of an input).
"""

from string import Template

from carttrack.gui.tokens import ROLES, Tokens

_BASE = Template("""
QMainWindow, QWidget#window { background: $window; }
QDialog { background: $surface; }
QToolTip { background: $text; color: $surface; border: 1px solid $text; padding: 3px 6px;
  font-size: 9pt; }
QWidget#surface, QFrame#pane, QScrollArea#pane, QStackedWidget#pane { background: $surface; }
QWidget#surface2, QFrame#derived { background: $surface2; }
QFrame#card { background: $surface; border: 1px solid $border; border-radius: 6px; }
QFrame#choiceList { background: $surface; border: 1px solid $border_strong; border-radius: 4px; }
QFrame#sidebar, QFrame#titleStrip { background: $sidebar; }
QFrame#line { background: $border; border: none; }
QFrame#softLine { background: $grid; border: none; }
QFrame#paneRight { background: $surface; border: none; border-left: 1px solid $border; }
QFrame#topBar { background: $surface; border: none; border-bottom: 1px solid $border; }
QFrame#footer { background: $surface; border: none; border-top: 1px solid $border; }
QScrollArea { border: none; background: transparent; }
QAbstractScrollArea::corner { border: none; background: transparent; }
QScrollArea > QWidget > QWidget#scrolled { background: transparent; }
QSplitter::handle { background: $border; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: $border_strong; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QMenuBar { background: $sidebar; color: $text; }
QMenuBar::item { padding: 4px 8px; background: transparent; }
QMenuBar::item:selected { background: $hover; }
QMenu { background: $surface; color: $text; border: 1px solid $border_strong; padding: 4px; }
QMenu::item { padding: 5px 24px 5px 12px; border-radius: 3px; }
QMenu::item:selected { background: $selected; color: $text; }
QMenu::item:disabled { color: $disabled; }
QMenu::separator { height: 1px; background: $border; margin: 4px 0; }
QProgressBar { background: $grid; border: none; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: $accent; }
""")
_LABELS = Template("""
QLabel { color: $text; background: transparent; }
QLabel[tone="text2"] { color: $text2; }
QLabel[tone="text3"] { color: $text3; }
QLabel[tone="accent"] { color: $accent; }
QLabel[tone="late"] { color: $late_fg; }
QLabel[tone="due"] { color: $due_fg; }
QLabel[tone="done"] { color: $done_fg; }
QLabel[tone="booked"] { color: $booked_fg; }
QLabel[tone="inverse"] { color: $surface; }
QLabel#key { color: $text2; background: $surface2; border: 1px solid $border; border-radius: 3px;
  padding: 0 4px; font-size: 8.5pt; }
QLabel:disabled { color: $disabled; }
""")
_BUTTONS = Template("""
QPushButton { background: $surface; color: $text; border: 1px solid $border_strong;
  border-radius: 4px; padding: 0 10px; min-height: 26px; }
QPushButton, QToolButton { outline: none; }
QPushButton:hover { background: $hover; }
QPushButton:pressed, QPushButton:checked { background: $selected; }
QPushButton[chosen="true"] { background: $selected; }
QPushButton:disabled { color: $disabled; border-color: $border; }
QPushButton[extent="small"] { min-height: 24px; padding: 0 8px; font-size: 9pt; }
QPushButton[extent="large"] { min-height: 34px; }
QPushButton[kind="primary"] { background: $accent; color: $on_accent; font-weight: 600;
  border-color: $accent; }
QPushButton[kind="primary"]:hover, QPushButton[kind="primary"]:pressed {
  background: $accent_hover; border-color: $accent_hover; }
QPushButton[kind="primary"]:disabled { background: $grid; color: $disabled; border-color: $grid; }
QPushButton[kind="destructive"] { color: $late_fg; border-color: $late_fg; }
QPushButton[kind="destructive"]:hover { background: $late_bg; }
QPushButton[kind="link"] { color: $accent; background: transparent; border: none;
  padding: 0 2px; min-height: 24px; }
QPushButton[kind="link"]:hover { color: $accent_hover; background: transparent; }
QPushButton[kind="link"]:focus { text-decoration: underline; }
QPushButton[kind="link"]:disabled { color: $disabled; }
QPushButton[kind="quiet"] { background: transparent; border: none; padding: 0 6px;
  min-height: 24px; color: $text2; }
QPushButton[kind="quiet"]:hover { background: $hover; }
QPushButton[kind="inverse"] { background: transparent; border: none; color: $surface;
  font-weight: 600; padding: 0 6px; }
QToolButton { background: transparent; border: none; border-radius: 4px; min-width: 24px;
  min-height: 24px; color: $text2; }
QToolButton:hover { background: $hover; }
QPushButton[segment] { background: $surface; color: $text2; border: 1px solid $border_strong;
  border-radius: 0; padding: 0 10px; min-height: 26px; margin-left: -1px; }
QPushButton[segment="first"], QPushButton[segment="only"] { margin-left: 0;
  border-top-left-radius: 4px; border-bottom-left-radius: 4px; }
QPushButton[segment="last"], QPushButton[segment="only"] { border-top-right-radius: 4px;
  border-bottom-right-radius: 4px; }
QPushButton[segment]:hover { background: $hover; }
QPushButton[segment]:checked { background: $selected; color: $text; font-weight: 600; }
QPushButton[segment]:disabled { color: $disabled; }
QToolButton[chip] { background: $surface2; color: $text; border: 1px solid $border;
  border-radius: 4px; padding: 0 8px; min-height: 24px; font-size: 9pt; }
QToolButton[chip]:hover { background: $hover; }
QToolButton[chip]:checked { background: $selected; border-color: $accent; }
""")
_INPUTS = Template("""
QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox { background: $surface; color: $text;
  border: 1px solid $border_strong; border-radius: 4px; padding: 0 7px;
  selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit, QComboBox { min-height: 26px; }
QPlainTextEdit { padding: 3px 4px; }
QLineEdit[extent="large"], QComboBox[extent="large"] { min-height: 34px; }
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus { border: 2px solid $accent;
  padding: 0 6px; }
QLineEdit:focus, QComboBox:focus { min-height: 24px; }
QLineEdit[extent="large"]:focus, QComboBox[extent="large"]:focus { min-height: 32px; }
QPlainTextEdit:focus { padding: 2px 3px; }
QLineEdit[state="warning"] { border-color: $due_fg; }
QLineEdit[state="error"], QPlainTextEdit[state="error"], QComboBox[state="error"] {
  border-color: $late_fg; }
QLineEdit:disabled, QComboBox:disabled, QPlainTextEdit:disabled { color: $disabled;
  border-color: $border; background: $surface2; }
QLineEdit:read-only { background: $surface2; }
QComboBox { combobox-popup: 0; padding-right: 24px; }
QComboBox:focus { padding-right: 23px; }
QComboBox::drop-down { border: none; width: 22px; }
QComboBox::down-arrow { image: none; }
QComboBox QAbstractItemView { background: $surface; color: $text; outline: 0; padding: 3px;
  border: 1px solid $border_strong; selection-background-color: $selected;
  selection-color: $text; }
QComboBox QAbstractItemView::item { min-height: 26px; padding: 0 6px; border-radius: 3px; }
QComboBox QAbstractItemView::item:selected { background: $selected; color: $text; }
QLineEdit QToolButton { min-width: 16px; min-height: 16px; }
QCheckBox, QRadioButton { color: $text; background: transparent; spacing: 8px; }
QCheckBox:disabled, QRadioButton:disabled { color: $disabled; }
QCalendarWidget QWidget { alternate-background-color: $surface2; background: $surface; }
QCalendarWidget QToolButton { color: $text; padding: 0 8px; }
QCalendarWidget QToolButton::menu-indicator { image: none; }
QCalendarWidget QSpinBox { border: 1px solid $border_strong; padding: 0 4px; }
QCalendarWidget QAbstractItemView:disabled { color: $disabled; }
QCalendarWidget QAbstractItemView { background: $surface; selection-background-color: $accent;
  selection-color: $on_accent; outline: 0; }
""")
_VIEWS = Template("""
QAbstractItemView { background: $surface; color: $text; border: none; outline: 0;
  selection-background-color: $selected; selection-color: $text; }
QTableView, QTreeView, QListView { background: $surface; gridline-color: $grid; }
QListView#nav { background: transparent; }
QListView#board { background: $window; }
QHeaderView { background: $surface; border: none; }
QHeaderView::section { background: $surface; color: $text2; border: none;
  border-bottom: 1px solid $border; padding: 0 8px; font-size: 9pt; min-height: 27px; }
QHeaderView::section:first { padding-left: 20px; }
QTableCornerButton::section { background: $surface; border: none; }
QTabBar { background: transparent; border: none; }
QTabBar::tab { background: transparent; border: none; }
QTabBar::scroller { width: 48px; }
QTabBar QToolButton { background: $surface; border-radius: 0; padding: 0; }
""")


def stylesheet(tokens: Tokens) -> str:
    """Return the style sheet of one palette."""
    colours = {name: value for name, value in tokens._asdict().items() if isinstance(value, str)}
    parts = [part.substitute(colours) for part in (_BASE, _LABELS, _BUTTONS, _INPUTS, _VIEWS)]
    return "\n".join([*parts, *map(_role, ROLES)])


def _role(name: str) -> str:
    spec = ROLES[name]
    return f'QLabel[role="{name}"] {{ font-size: {spec.points:g}pt; font-weight: {spec.weight}; }}'
