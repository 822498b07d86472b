"""The calendar that opens below a date field."""

from datetime import date

from PySide6.QtCore import QDate, QLocale, QPoint, Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QMenu, QToolButton, QWidget, QWidgetAction

from carttrack.gui import icons
from carttrack.gui.theme import theme


def open_calendar(below: QWidget, shown: date) -> QCalendarWidget:
    """Open a calendar below a widget with a day selected; choosing a day closes it."""
    menu = QMenu(below)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    calendar = _calendar(menu, shown)
    calendar.clicked.connect(menu.close)
    calendar.activated.connect(menu.close)
    holder = QWidgetAction(menu)
    holder.setDefaultWidget(calendar)
    menu.addAction(holder)
    menu.popup(below.mapToGlobal(QPoint(0, below.height() + 2)))
    calendar.setFocus()
    return calendar


def _calendar(menu: QMenu, shown: date) -> QCalendarWidget:
    calendar = QCalendarWidget(menu)
    calendar.setLocale(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    weekend = QTextCharFormat()
    weekend.setForeground(theme.color("text2"))
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        calendar.setWeekdayTextFormat(day, weekend)
    arrows = {"qt_calendar_prevmonth": "chevron-left", "qt_calendar_nextmonth": "chevron-right"}
    for name, icon in arrows.items():
        button = calendar.findChild(QToolButton, name)
        if button is not None:
            icons.put(button, icon)
    calendar.setSelectedDate(QDate(shown.year, shown.month, shown.day))
    return calendar
