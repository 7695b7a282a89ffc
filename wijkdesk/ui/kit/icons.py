"""Icons in the colour and size of the moment, sharp at every pixel ratio, from a bounded cache."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from wijkdesk.core.paths import resource
from wijkdesk.ui.kit import theme
from wijkdesk.ui.kit.icon import Icon

__all__ = ["Icon", "draw", "icon", "named", "pixmap"]


@lru_cache(maxsize=256)
def _source(name: Icon) -> str:
    return resource("icons", f"{name.value}.svg").read_text("utf-8")


@lru_cache(maxsize=1024)
def _render(name: Icon, color: str, side: int, ratio: float) -> QPixmap:
    pixels = max(1, round(side * ratio))
    picture = QPixmap(pixels, pixels)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    svg = _source(name).replace("currentColor", color)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def pixmap(name: Icon, role: str | QColor = "text", size: float = 18, ratio: float = 1.0) -> QPixmap:
    """The icon as picture: `size` px at 100 % (scaled by the look), in a token's colour."""
    color = role if isinstance(role, QColor) else theme.color(role)
    return _render(name, color.name(), theme.px(size), ratio)


def icon(name: Icon, role: str = "text", size: float = 18) -> QIcon:
    """The icon for actions and menus, with a muted picture for when it is off."""
    result = QIcon()
    for ratio in (1.0, 2.0):
        result.addPixmap(pixmap(name, role, size, ratio), QIcon.Mode.Normal)
        result.addPixmap(pixmap(name, "muted", size, ratio), QIcon.Mode.Disabled)
    return result


def named(name: str) -> Icon:
    """The icon that a record names; one that is not in the kit gives a dot."""
    return Icon(name) if name in set(Icon) else Icon.CIRCLE_DOT


def draw(painter: QPainter, name: Icon, spot: QRect | QPoint, role: str | QColor, size: float = 18) -> None:
    """Paint the icon at a point, or in the middle of a rectangle."""
    picture = pixmap(name, role, size, painter.device().devicePixelRatioF())
    side = theme.px(size)
    if isinstance(spot, QRect):
        corner = spot.center() - QPoint(side // 2, side // 2) + QPoint(1 - side % 2, 1 - side % 2)
        spot = corner
    painter.drawPixmap(spot, picture)
