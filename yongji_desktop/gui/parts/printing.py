"""Sends PDFs to a printer page by page at 300 dots per inch, with progress and a way to stop.

The pages are images of the very bytes that are shown and archived.  One page is sent per turn of the event
loop: the window stays usable and the PDF library is used in one thread only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QMarginsF, QObject, QRect, QTimer, Signal
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from yongji_desktop.core.errors import Refused
from yongji_desktop.gui.parts.pdf_pages import PdfPages

NO_PRINTER = "没有找到打印机，可以先另存 PDF"
RESOLUTION = 300


def printer_names() -> list[str]:
    """The printers of this PC, the default one first."""
    names = QPrinterInfo.availablePrinterNames()
    default = QPrinterInfo.defaultPrinterName()
    return sorted(names, key=lambda name: name != default)


@dataclass(frozen=True)
class Sheet:
    """One side to be printed: page `index` of document `document`, or a blank side (None)."""

    document: int
    index: int | None


def sheets(page_counts: Sequence[int], copies: int, duplex: bool) -> list[Sheet]:
    """The sides in the order they are printed: copy after copy, each paper on a sheet of its own."""
    order = []
    for _ in range(copies):
        for document, count in enumerate(page_counts):
            order += [Sheet(document, index) for index in range(count)]
            if duplex and count % 2:
                order.append(Sheet(document, None))
    while order and order[-1].index is None:
        order.pop()
    return order


class Press(QObject):
    """Prints documents; the printer is kept as long as this object lives (Qt crashes on a temporary one).

    Signals: `progress(sides done, all)`, `finished()`, `stopped()`, `failed(sentence)`.
    """

    progress = Signal(int, int)
    finished = Signal()
    stopped = Signal()
    failed = Signal(str)

    def __init__(self, printer: QPrinter | None = None, parent: QObject | None = None):
        super().__init__(parent)
        self.printer = printer
        self.running = False
        self._stop = False
        self._steps: Iterator[tuple[int, int]] | None = None

    def start(self, documents: Sequence[bytes], *, printer_name: str = "", copies: int, duplex: bool) -> None:
        """Begin printing; Refused with a sentence when there is no printer or it does not take the job.

        A printer given at construction is used as it is (for output to a file).
        """
        if self.running:
            raise Refused("上一份还在打印，请等它打完，或先停下。")
        if self.printer is None or printer_name:
            self.printer = self._named(printer_name)
        self.printer.setResolution(RESOLUTION)
        self.printer.setFullPage(True)
        self.printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        self.printer.setPageMargins(QMarginsF(0, 0, 0, 0))
        self.printer.setCopyCount(1)
        long_side = QPrinter.DuplexMode.DuplexLongSide
        self.printer.setDuplex(long_side if duplex else QPrinter.DuplexMode.DuplexNone)
        self._stop = False
        self._steps = self._printing(documents, copies, duplex)
        self.running = True
        QTimer.singleShot(0, self._next)

    def stop(self) -> None:
        """Stop after the side that is being sent; what the printer has taken it may still print."""
        self._stop = True

    def _named(self, name: str) -> QPrinter:
        names = printer_names()
        if not names:
            raise Refused(NO_PRINTER + "。")
        if name not in names:
            raise Refused(f"打印机“{name}”不在了，请看电源和连线，或换一台。")
        return QPrinter(QPrinterInfo.printerInfo(name), QPrinter.PrinterMode.HighResolution)

    def _next(self) -> None:
        assert self._steps is not None
        try:
            if self._stop:
                self._steps.close()
                self._end(self.stopped)
                return
            done = next(self._steps)
        except StopIteration:
            self._end(self.finished)
        except Refused as words:
            self._end(self.failed, str(words))
        else:
            self.progress.emit(*done)
            QTimer.singleShot(0, self._next)

    def _end(self, signal, *words: str) -> None:
        self.running = False
        self._steps = None
        signal.emit(*words)

    def _printing(self, documents: Sequence[bytes], copies: int, duplex: bool) -> Iterator[tuple[int, int]]:
        """Send side after side; yields (sides done, all)."""
        assert self.printer is not None
        opened = [PdfPages(one) for one in documents]
        order = sheets([len(one) for one in opened], copies, duplex)
        painter = QPainter()
        sent = False
        try:
            for number, sheet in enumerate(order, 1):
                self._turn_paper(opened[sheet.document], sheet.index)
                going = self.printer.newPage() if painter.isActive() else painter.begin(self.printer)
                if not going:
                    raise Refused(
                        f"打印停在第 {number} 面：打印机没有接受。请看电源和纸，再打一次；也可以先另存 PDF。"
                    )
                if sheet.index is not None:
                    self._draw(painter, opened[sheet.document].at_resolution(sheet.index, RESOLUTION))
                yield number, len(order)
            sent = True
        finally:
            if painter.isActive():
                if not sent:
                    self.printer.abort()
                painter.end()
            for one in opened:
                one.close()

    def _turn_paper(self, document: PdfPages, index: int | None) -> None:
        size = document.size(index or 0)
        lying = size.width() > size.height()
        way = QPageLayout.Orientation.Landscape if lying else QPageLayout.Orientation.Portrait
        if self.printer.pageLayout().orientation() != way:
            self.printer.setPageOrientation(way)

    def _draw(self, painter: QPainter, image: QImage) -> None:
        paper = self.printer.paperRect(QPrinter.Unit.DevicePixel)
        painter.drawImage(QRect(0, 0, round(paper.width()), round(paper.height())), image)
