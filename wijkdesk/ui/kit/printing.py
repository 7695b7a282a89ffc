"""Pages to a printer, as pictures straight from memory: what the preview shows is what comes out."""

from __future__ import annotations

from PySide6.QtCore import QMarginsF, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

DPI = 300


def has_printer() -> bool:
    """Whether this laptop knows a printer."""
    return bool(QPrinterInfo.availablePrinterNames())


def new_printer() -> QPrinter:
    """A printer set to A4, whole page; the job in the print queue names nobody."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(DPI)
    printer.setDocName("WijkDesk")
    printer.setFullPage(True)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)
    return printer


class PrintDialog(QPrintDialog):
    """The print dialog; `chosen(printer)` when the worker goes on. Never prints to a nameless file."""

    chosen = Signal(object)

    def __init__(self, printer: QPrinter, pages: int, parent: QWidget) -> None:
        super().__init__(printer, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setOption(QAbstractPrintDialog.PrintDialogOption.PrintToFile, False)
        self.setMinMax(1, max(1, pages))
        self._printer = printer
        self.accepted.connect(self._on_accepted)

    def _on_accepted(self) -> None:
        self.chosen.emit(self._printer)


class PagesDialog(PrintDialog):
    """Asks for a printer and sends these pages to it; `printed` when they went."""

    printed = Signal()

    def __init__(self, pages: tuple[bytes, ...], parent: QWidget, printer: QPrinter | None = None) -> None:
        super().__init__(printer or new_printer(), len(pages), parent)
        self._pages = pages
        self.setModal(True)
        self.chosen.connect(self._on_chosen)

    def _on_chosen(self, printer: QPrinter) -> None:
        print_pages(printer, self._pages)
        self.printed.emit()


def print_pages(printer: QPrinter, pages: tuple[bytes, ...]) -> None:
    """Paint the pages that were chosen (all when no range was), each as large as its sheet allows."""
    first = printer.fromPage() or 1
    last = printer.toPage() or len(pages)
    painter = QPainter(printer)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    for number, page in enumerate(pages[first - 1 : last]):
        if number:
            printer.newPage()
        image = QImage.fromData(page)
        painter.drawImage(_fitted(painter.viewport(), image), image)
    painter.end()


def _fitted(sheet: QRect, image: QImage) -> QRect:
    size = image.size().scaled(sheet.size(), Qt.AspectRatioMode.KeepAspectRatio)
    corner = QPoint((sheet.width() - size.width()) // 2, (sheet.height() - size.height()) // 2)
    return QRect(sheet.topLeft() + corner, size)
