"""Pictures from bytes in memory, upright; a small one for lists."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QImageWriter

SIDE = 192
_QUALITY = 80


def picture(data: bytes, most: QSize | None = None) -> QImage:
    """The picture as it is held; null when it cannot be shown. `most` = no larger than that."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    whole = reader.size()
    if most is not None and (whole.width() > most.width() or whole.height() > most.height()):
        reader.setScaledSize(
            whole.scaled(most, Qt.AspectRatioMode.KeepAspectRatio)
        )  # a JPEG is then read faster
    return reader.read()


def small(data: bytes) -> bytes:
    """A small JPEG of a picture; empty when it cannot be read."""
    image = picture(data, QSize(SIDE, SIDE))
    return b"" if image.isNull() else _bytes(image.convertToFormat(QImage.Format.Format_RGB32), b"JPG")


def pasted(mime: QMimeData) -> bytes:
    """The picture on the clipboard as PNG; empty when there is none."""
    image = mime.imageData() if mime.hasImage() else None
    return _bytes(image, b"PNG") if isinstance(image, QImage) and not image.isNull() else b""


def _bytes(image: QImage, kind: bytes) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(kind))
    if kind == b"JPG":
        writer.setQuality(_QUALITY)
    writer.write(image)
    return bytes(buffer.data().data())
