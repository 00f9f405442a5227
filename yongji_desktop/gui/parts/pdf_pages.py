"""The pages of a PDF as images: what the screen shows and the printer gets come from the same bytes."""

from __future__ import annotations

import pypdfium2
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage

from yongji_desktop.core.errors import Refused
from yongji_desktop.services.pdfium import ONE_AT_A_TIME

POINTS_PER_INCH = 72


class PdfPages:
    """An open PDF in memory; Refused when the bytes are no PDF."""

    def __init__(self, data: bytes):
        try:
            with ONE_AT_A_TIME:
                self._document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            raise Refused("这份文书的文件打不开，可能已损坏。请到“设置”里做一次数据检查。") from error
        self.data = data

    def __len__(self) -> int:
        return len(self._document)

    def size(self, index: int) -> QSizeF:
        """Width and height of a page in points (1/72 inch)."""
        with ONE_AT_A_TIME:
            width, height = self._document.get_page_size(index)
        return QSizeF(width, height)

    def image(self, index: int, pixels_wide: int) -> QImage:
        """One page drawn `pixels_wide` pixels wide on white; the image owns its memory."""
        with ONE_AT_A_TIME:
            page = self._document[index]
            try:
                bitmap = page.render(scale=pixels_wide / page.get_width(), prefer_bgrx=True)
                shown = QImage(
                    bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32
                ).copy()
                bitmap.close()
            finally:
                page.close()
        return shown

    def at_resolution(self, index: int, dots_per_inch: int) -> QImage:
        """One page at so many dots per inch, for the printer."""
        return self.image(index, round(self.size(index).width() / POINTS_PER_INCH * dots_per_inch))

    def close(self) -> None:
        """Let go of the document."""
        with ONE_AT_A_TIME:
            self._document.close()
