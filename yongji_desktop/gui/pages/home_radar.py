"""期限雷达: overdue, today and the next ten working days as boxes; a box filters the list below."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from yongji_desktop.core.calendar import WEEKDAYS
from yongji_desktop.gui.parts.words import Elided, across, card, clear, label, picture
from yongji_desktop.gui.tokens import COLOURS, FAMILIES, SIZES
from yongji_desktop.services.deadlines import Radar

HEIGHT, REST_WIDTH, LARGE = 76, 30, 118


class DayBox(QAbstractButton):
    """One box: two lines of words and a number; `code` is ``overdue``, ``today`` or the day."""

    def __init__(self, code: str, first: str, second: str, count: int, family: str = "", rest: bool = False):
        super().__init__()
        self.code, self.first, self.second, self.count = code, first, second, count
        self.family, self.rest = family, rest
        self.setCheckable(not rest)
        self.setEnabled(not rest)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if rest else Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed if rest or family else QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(HEIGHT)
        if rest:
            self.setFixedWidth(REST_WIDTH)
        elif family:
            self.setFixedWidth(LARGE)
        self.setAccessibleName(f"{first} {second} {'休' if rest else f'{count} 件'}")

    def sizeHint(self) -> QSize:
        return QSize(58, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(46, HEIGHT)

    def _font(self, pixels: int, bold: bool = False) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(pixels)
        font.setBold(bold)
        return font

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = FAMILIES[self.family] if self.family else None
        fill = COLOURS["disabled"] if self.rest else look.fill if look and self.count else COLOURS["surface"]
        border = look.border if look and self.count else COLOURS["line"] if not self.count else FAMILIES["blue"].border
        strong = self.hasFocus() or self.isChecked()
        painter.setPen(QPen(QColor(COLOURS["brand"] if strong else border), 2 if strong else 1))
        painter.setBrush(QColor(fill))
        edge = 1.0 if strong else 0.5
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(edge, edge, -edge, -edge), 5, 5)
        if look:
            self._large(painter, look.text if self.count else COLOURS["ink3"])
        else:
            self._small(painter)

    def _large(self, painter: QPainter, colour: str) -> None:
        painter.setPen(QColor(colour))
        painter.setFont(self._font(SIZES["body"], True))
        painter.drawText(QRectF(12, 16, 70, 20), Qt.AlignmentFlag.AlignVCenter, self.first)
        painter.setFont(self._font(SIZES["key"]))
        painter.drawText(QRectF(12, 40, 80, 18), Qt.AlignmentFlag.AlignVCenter, self.second)
        font = self._font(28, True)
        painter.setFont(font)
        wide = QFontMetrics(font).horizontalAdvance(str(self.count)) + 12
        painter.drawText(QRectF(self.width() - wide, 14, wide - 10, 46), Qt.AlignmentFlag.AlignCenter, str(self.count))

    def _small(self, painter: QPainter) -> None:
        painter.setPen(QColor(COLOURS["ink2" if self.rest else "ink"]))
        middle = Qt.AlignmentFlag.AlignCenter
        painter.setFont(self._font(SIZES["key"] if self.rest else SIZES["caption"]))
        if self.rest:
            painter.drawText(QRectF(0, 16, self.width(), 20), middle, self.first)
            painter.drawText(QRectF(0, 40, self.width(), 20), middle, self.second)
            return
        painter.drawText(QRectF(0, 6, self.width(), 20), middle, self.first)
        painter.drawText(QRectF(0, 26, self.width(), 18), middle, self.second)
        painter.setFont(self._font(18, True))
        painter.setPen(QColor(COLOURS["brand" if self.count else "ink3"]))
        painter.drawText(QRectF(0, 46, self.width(), 24), middle, str(self.count) if self.count else "—")


class RadarStrip(QWidget):
    """The card with the boxes; `chosen` is the code of the pressed box, "" for all."""

    chosen_changed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.chosen = ""
        self.boxes: list[DayBox] = []
        frame, column = card()
        self.promise = Elided("", "good")
        words = label("隐患 · 复查 · 核实 · 移送 · 证照，按工作日算（已含调休）；等部门的不算逾期", "caption")
        self._flag = picture("flag", FAMILIES["green"].text, 16)
        column.addLayout(across(label("期限雷达", "section"), words, None, self._flag, self.promise))
        self._warning = label("", "warning", wrap=True)
        self._row = QHBoxLayout()
        self._row.setSpacing(5)
        column.addLayout(self._row)
        column.addWidget(self._warning)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(frame)
        self._words = words

    def show_radar(self, seen: Radar) -> None:
        """Show another state of things; the chosen box stays when it is still there."""
        clear(self._row)
        worst = f"最长 {seen.longest} 天" if seen.overdue else "没有"
        self.boxes = [
            DayBox("overdue", "逾期", worst, len(seen.overdue), "red"),
            DayBox("today", "今天", f"{seen.on:%m-%d} 周{WEEKDAYS[seen.on.weekday()]}", len(seen.today), "amber"),
        ]
        for day in seen.days:
            weekday = WEEKDAYS[day.on.weekday()]
            if day.rest:
                head = (f"{day.on:%m-%d}", f"{weekday} 休") if day.items else (weekday, "休")
                self.boxes.append(DayBox(day.on.isoformat(), *head, len(day.items), rest=not day.items))
            else:
                self.boxes.append(DayBox(day.on.isoformat(), f"{day.on:%m-%d}", f"周{weekday}", len(day.items)))
            self.boxes[-1].setToolTip(self._tip(day.on, day.rest, [one.title for one in day.items]))
        for box in self.boxes:
            box.setChecked(box.code == self.chosen)
            box.clicked.connect(lambda _=False, box=box: self._choose(box))
            self._row.addWidget(box, 0 if box.family or box.rest else 1)
            box.setVisible(True)  # at once: a box that is not visible cannot take the keyboard
        if self.chosen not in {box.code for box in self.boxes}:
            self.chosen = ""
        self.promise.setText(seen.promise)
        year = seen.unpublished
        self._warning.setText(f"{year} 年节假日表还没导入，按周一至周五算。请到设置 › 数据包导入。" if year else "")
        self._warning.setVisible(bool(year))

    def _tip(self, on: date, rest: str, titles: list[str]) -> str:
        head = f"{on:%m月%d日}" + (f"（{rest}）" if rest else "")
        return "\n".join([head, *titles[:8], *([f"还有 {len(titles) - 8} 件"] if len(titles) > 8 else [])])

    def _choose(self, box: DayBox) -> None:
        self.chosen = "" if self.chosen == box.code else box.code
        for one in self.boxes:
            one.setChecked(one.code == self.chosen)
        self.chosen_changed.emit(self.chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        open_ = [box for box in self.boxes if box.isEnabled()]
        at = next((n for n, box in enumerate(open_) if box.hasFocus()), None)
        if event.key() in steps and at is not None:
            open_[max(0, min(len(open_) - 1, at + steps[event.key()]))].setFocus(Qt.FocusReason.TabFocusReason)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and at is not None:
            open_[at].click()
        else:
            super().keyPressEvent(event)

    def compact(self, compact: bool) -> None:
        """Narrow windows leave out the explanation."""
        self._words.setVisible(not compact)
