"""Icons: Tabler SVG files tinted with a colour token, cached per colour and device pixel ratio."""

from collections.abc import Iterable
from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QAction, QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QWidget

from carttrack.gui.theme import theme
from carttrack.paths import resource

_ASKED = "carttrackIcon"
_RATIOS = (1.0, 2.0)
_STROKE, _THINNER = 'stroke-width="2"', 'stroke-width="1.75"'


def pixmap(name: str, color: str, size: int, ratio: float = 1.0) -> QPixmap:
    """Return an icon as a pixmap of `size` logical pixels, for painting.

    `name` is a file under `resources/icons` without its ending; raises `FileNotFoundError`.
    """
    return _rendered(name, theme.color(color).name(), size, ratio)


def icon(name: str, color: str = "text2", size: int = 16) -> QIcon:
    """Return an icon in the current palette; `put` keeps it right when the palette changes."""
    made = QIcon()
    app = QGuiApplication.instance()
    own = app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0
    for ratio in sorted({*_RATIOS, own}):
        made.addPixmap(pixmap(name, color, size, ratio))
        made.addPixmap(pixmap(name, "disabled", size, ratio), QIcon.Mode.Disabled)
    return made


def put(target: QAbstractButton | QAction, name: str, color: str = "text2", size: int = 16) -> None:
    """Give a button or action an icon that follows the palette."""
    target.setProperty(_ASKED, [name, color, size])
    target.setIcon(icon(name, color, size))
    if isinstance(target, QAbstractButton):
        target.setIconSize(QSize(size, size))


def tint(widgets: Iterable[QWidget]) -> None:
    """Draw every icon given by `put` again, in the palette of now."""
    for widget in widgets:
        targets: list[QWidget | QAction] = [widget, *widget.actions()]
        for target in targets:
            asked = target.property(_ASKED)
            if asked and isinstance(target, QAbstractButton | QAction):
                name, color, size = asked
                target.setIcon(icon(str(name), str(color), int(size)))


def paint_icon(painter: QPainter, rect: QRectF, name: str, color: str) -> None:
    """Paint an icon in the middle of a rectangle, as large as its shorter side."""
    size = int(min(rect.width(), rect.height()))
    drawn = pixmap(name, color, size, painter.device().devicePixelRatioF())
    left = round(rect.x() + (rect.width() - size) / 2)
    top = round(rect.y() + (rect.height() - size) / 2)
    painter.drawPixmap(left, top, drawn)


@lru_cache(maxsize=512)
def _rendered(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    svg = _source(name).replace("currentColor", colour).replace(_STROKE, _THINNER)
    drawn = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    drawn.setDevicePixelRatio(ratio)
    drawn.fill(QColor(0, 0, 0, 0))
    painter = QPainter(drawn)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return drawn


@lru_cache(maxsize=128)
def _source(name: str) -> str:
    return resource(f"icons/{name}.svg").read_text(encoding="utf-8")
