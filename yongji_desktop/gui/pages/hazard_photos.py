"""Before and after side by side; an after photo dropped here begins the re-inspection."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QMimeData, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from yongji_desktop.gui.frame import Frame
from yongji_desktop.gui.parts.drop_tile import takes
from yongji_desktop.gui.parts.photo_view import PhotoView
from yongji_desktop.gui.parts.thumbs import Thumbs, paint_thumb
from yongji_desktop.gui.parts.words import picture
from yongji_desktop.gui.tokens import COLOURS, SIZES
from yongji_desktop.services import photos

FILES = "照片 (*.jpg *.jpeg *.png *.webp *.heic *.heif)"


class PhotoSide(QPushButton):
    """One side of the pair: its newest photo with its time, or the words of what may be dropped here."""

    dropped = Signal(object)

    def __init__(self, frame: Frame, word: str, thumbs: Thumbs):
        super().__init__()
        self.frame, self.word, self.thumbs = frame, word, thumbs
        self.rows: list[dict[str, Any]] = []
        self.takes_photos, self.nothing = False, ("", "")
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        thumbs.arrived.connect(lambda _: self.update())

    def show_photos(
        self, rows: Sequence[dict[str, Any]], nothing: tuple[str, str], takes_photos: bool
    ) -> None:
        """Show the newest of these, else two lines of words."""
        self.rows, self.nothing, self.takes_photos = list(rows), nothing, takes_photos
        self.setAcceptDrops(takes_photos)
        count = f"，共 {len(rows)} 张" if len(rows) > 1 else ""
        self.setAccessibleName(f"{self.word}照片 {self._when()}{count}" if rows else " ".join(nothing))
        self.setToolTip("按一下放大" if rows else " ".join(nothing))
        self.setEnabled(bool(rows) or takes_photos)
        self.update()

    def _when(self) -> str:
        return str(self.rows[-1].get("taken_at") or "")[:16].replace("T", " ")

    def sizeHint(self) -> QSize:
        return QSize(150, self.height())

    def dragEnterEvent(self, event) -> None:
        if self.takes_photos and takes(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event) -> None:
        event.acceptProposedAction()
        self.dropped.emit(event.mimeData())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        font = QFont(self.font())
        font.setPixelSize(SIZES["caption"])
        painter.setFont(font)
        if self.rows:
            self._paint_photo(painter, box)
        else:
            self._paint_words(painter, box)
        if self.hasFocus():
            painter.setPen(QPen(QColor(COLOURS["brand"]), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 5, 5)
        painter.end()

    def _paint_photo(self, painter: QPainter, box: QRectF) -> None:
        row, store = self.rows[-1], self.frame.desk.store
        sha = row.get("marked") or row["sha"]
        paint_thumb(painter, box, self.thumbs.get(sha, lambda: photos.small_copy(store, sha, "thumb")))
        more = f"　{len(self.rows)} 张" if len(self.rows) > 1 else ""
        bar = QRectF(box.left(), box.bottom() - 20, box.width(), 20)
        shade = QColor(COLOURS["focus_dark"])
        shade.setAlpha(205)
        painter.fillRect(bar, shade)
        painter.setPen(QColor(COLOURS["surface"]))
        painter.drawText(
            bar.adjusted(6, 0, -4, 0), Qt.AlignmentFlag.AlignVCenter, f"{self.word} {self._when()}{more}"
        )

    def _paint_words(self, painter: QPainter, box: QRectF) -> None:
        pen = QPen(QColor(COLOURS["control" if self.takes_photos else "line"]), 1.2)
        pen.setStyle(Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(QColor(COLOURS["brand_soft" if self.underMouse() and self.takes_photos else "sub"]))
        painter.drawRoundedRect(box, 5, 5)
        painter.setPen(QColor(COLOURS["ink2"]))
        middle = box.center().y()
        for at, words in enumerate(one for one in self.nothing if one):
            top = middle - 21 + at * 21 if self.nothing[1] else middle - 10
            painter.drawText(QRectF(box.left(), top, box.width(), 21), Qt.AlignmentFlag.AlignCenter, words)


class PhotoPair(QWidget):
    """`given(mime)` when after photos were dropped or pasted, `chosen(paths)` when files were chosen."""

    given = Signal(object)
    chosen = Signal(list)

    def __init__(self, frame: Frame):
        super().__init__()
        self.frame = frame
        thumbs = Thumbs(self)
        self.before, self.after = PhotoSide(frame, "改前", thumbs), PhotoSide(frame, "改后", thumbs)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.before, 1)
        row.addWidget(picture("next", COLOURS["ink2"], 14))
        row.addWidget(self.after, 1)
        self.before.clicked.connect(lambda: self._pressed(self.before))
        self.after.clicked.connect(lambda: self._pressed(self.after))
        self.after.dropped.connect(self.given)
        self.set_height(104)

    def set_height(self, height: int) -> None:
        """How high both sides are."""
        for side in (self.before, self.after):
            side.setFixedHeight(height)

    def fill(self, before: Sequence[dict[str, Any]], after: Sequence[dict[str, Any]], wanted: bool) -> None:
        """Show these; `wanted` tells whether an after photo may be given now."""
        self.before.show_photos(before, ("没有改前照片", ""), False)
        asked = ("还没有改后照片", "拖到这里或 Ctrl+V") if wanted else ("还没有改后照片", "")
        self.after.show_photos(after, asked, wanted)

    def paste(self, mime: QMimeData) -> bool:
        """Take what the clipboard holds; False when it is no photo or none is wanted."""
        if not (self.after.takes_photos and takes(mime)):
            return False
        self.given.emit(mime)
        return True

    def _pressed(self, side: PhotoSide) -> None:
        if side.rows:
            view = PhotoView(self.frame, side.rows, len(side.rows) - 1, editable=False, parent=self)
            view.exec()
            view.deleteLater()
        elif side.takes_photos:
            told, _ = QFileDialog.getOpenFileNames(self, "选改后照片", "", FILES)
            if told:
                self.chosen.emit(told)
