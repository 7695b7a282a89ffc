"""Printing pictures of pages straight from memory: a recovery code never touches the disk."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget


def has_printer() -> bool:
    """Whether there is a printer to choose."""
    return bool(QPrinterInfo.availablePrinterNames())


class PrintJob(QObject):
    """Asks for a printer, then paints the pages on it; `done` is called when they were sent."""

    def __init__(self, window: QWidget, pages: Sequence[bytes], done: Callable[[], None]) -> None:
        super().__init__(window)
        self._pages, self._done = list(pages), done
        self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        self._printer.setDocName("WijkDesk")
        self._printer.setFullPage(True)
        self.dialog = QPrintDialog(self._printer, window)
        self.dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintToFile, False)
        self.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog.accepted.connect(self._on_accepted)
        self.dialog.finished.connect(self.deleteLater)
        self.dialog.setModal(True)
        self.dialog.show()

    def _on_accepted(self) -> None:
        paint_pages(self._printer, self._pages)
        self._done()


def paint_pages(printer: QPrinter, pages: Sequence[bytes]) -> None:
    """Paint each picture on a page of its own, as large as the paper."""
    painter = QPainter(printer)
    for number, page in enumerate(pages):
        if number:
            printer.newPage()
        image = QImage.fromData(page)
        paper = QRectF(painter.viewport())
        size = image.size().scaled(paper.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
        painter.drawImage(QRectF(0, 0, size.width(), size.height()), image)
    painter.end()
