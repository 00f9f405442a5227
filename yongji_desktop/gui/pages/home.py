"""工作台: the drafts to go on with, the last visits, the month in numbers, what the notice still asks for."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from yongji_desktop.core.errors import Refused
from yongji_desktop.core.kinds import OFFICE
from yongji_desktop.gui.pages.figure_page import VISIT_COLUMNS, FigurePage
from yongji_desktop.gui.parts.banner import Banner
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.empty import EmptyState
from yongji_desktop.gui.parts.figure import FigureButton
from yongji_desktop.gui.parts.page import Frame, Page
from yongji_desktop.gui.parts.table import RecordTable
from yongji_desktop.gui.parts.words import Elided, across, card, clear, framed, label
from yongji_desktop.services import inspections, month, office, tasks

MOST_DRAFTS = 2
LAST_VISITS = 30
WEEKDAYS = "一二三四五六日"


def draft_words(draft: dict[str, Any]) -> str:
    """One unfinished inspection in words: its site, how many items are judged, how many hazards written."""
    body = draft["body"]
    site = (body.get("site") or {}).get("name") or "还没有选单位"
    judged = sum(1 for one in body.get("answers") or () if one.get("result") != "unseen")
    parts = [f"已判 {judged} 项"] if judged else []
    if body.get("hazards"):
        parts.append(f"填好隐患 {len(body['hazards'])} 条")
    return f"检查正在填写：{site}" + ("，" + "、".join(parts) if parts else "")


class HomePage(Page):
    """The first page; it answers what is unfinished and what this month holds without a click."""

    name, word, icon = "home", "工作台", "home"

    def __init__(self, frame: Frame):
        super().__init__(frame)
        self.head.add_search()
        self._begins = "inspections" in frame.beginnable
        if self._begins:
            self.head.add_deed(Button("新检查", self._new, role="primary", key="Ctrl+N", icon="plus"))
        self._shown_drafts: list[tuple[str, str]] | None = None
        self._go_on_first: Button | None = None
        self._news = QVBoxLayout()
        self._drafts = QVBoxLayout()
        for lines in (self._news, self._drafts):
            lines.setSpacing(6)
            self.body.addLayout(lines)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._visits(), 100)
        right = QWidget()
        right.setFixedWidth(404)
        self._right = QVBoxLayout(right)
        self._right.setContentsMargins(0, 0, 0, 0)
        self._right.setSpacing(10)
        self._right.addWidget(self._month_card())
        self._right.addWidget(self._missing_card())
        self._right.addStretch(1)
        row.addWidget(right)
        self.body.addLayout(row, 1)
        go = Button("去填", lambda: self.frame.go("settings", {"section": "office"}), small=True)
        self.unnamed = Banner("amber", "", "", [go])
        self._news.addWidget(self.unnamed)
        self._tell_news()

    # The cards ------------------------------------------------------------------------------------------

    def _visits(self) -> QWidget:
        frame = framed("card")
        self.table = RecordTable(
            VISIT_COLUMNS,
            lambda offset, limit: (
                inspections.listed(self.frame.desk, limit=LAST_VISITS) if offset == 0 else []
            ),
            lambda: min(inspections.counted(self.frame.desk), LAST_VISITS),
            name="最近的检查",
        )
        self.table.set_empty(
            EmptyState(
                "check",
                "还没有检查记录",
                "先登记单位，再按检查表填一次检查；文书、台账、数字随后自己出来",
                [Button("登记单位", lambda: self.frame.go("sites"), small=True)],
            )
        )
        self.table.opened.connect(lambda row: self.frame.go("inspections", {"open": row["id"]}))
        self.all = Button("全部检查", lambda: self.frame.go("inspections"), role="ghost", small=True)
        top = across(label("最近的检查", "section"), None, self.all)
        top.setContentsMargins(14, 8, 8, 6)
        column = QVBoxLayout(frame)
        column.setContentsMargins(1, 0, 1, 6)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.table, 1)
        return frame

    def _month_card(self) -> QWidget:
        frame, column = card()
        self.month_title = label("", "section")
        column.addLayout(across(self.month_title, None, label("点数字看名单", "caption")))
        grid = QGridLayout()
        grid.setSpacing(8)
        self.figures: dict[str, FigureButton] = {}
        for index, name in enumerate(("visits", "hazards", "notices")):
            button = FigureButton()
            button.clicked.connect(lambda _=False, name=name: self.frame.open(FigurePage(self.frame, name)))
            grid.addWidget(button, 0, index)
            self.figures[name] = button
        column.addLayout(grid)
        return frame

    def _missing_card(self) -> QWidget:
        self.missing, column = card()
        column.addLayout(across(label("今年还缺", "section"), None, label("只列文件硬要求", "caption")))
        self._missing_rows = QVBoxLayout()
        self._missing_rows.setSpacing(6)
        column.addLayout(self._missing_rows)
        return self.missing

    # What they show -------------------------------------------------------------------------------------

    def opened(self, target: Any = None) -> None:
        self.refresh()
        (self._go_on_first or self.table).setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        today = self.frame.desk.today
        day = f"{today.year}年{today.month}月{today.day}日 星期{WEEKDAYS[today.weekday()]}"
        self.head.set_title(self.word, day)
        self._show_unnamed()
        self._show_drafts()
        self.table.reload()
        found = month.figures(self.frame.desk)
        self.month_title.setText(f"{today.month}月数字")
        for one in found.figures:
            self.figures[one.name].say(one.value, one.label, one.note)
        self._show_missing()

    def _tell_news(self) -> None:
        for words in self.frame.desk.store.news:
            banner = Banner("amber", words)
            banner.layout().addWidget(Button("知道了", banner.hide, small=True))
            self._news.addWidget(banner)

    def _show_unnamed(self) -> None:
        """Names that every paper needs may be filled in later, but not after the first paper."""
        known = self.frame.desk.office
        missing = [OFFICE.field_named(name).label for name in office.ASKED if not known.get(name)]
        self.unnamed.say(f"出文书前还要填：{'、'.join(missing)}。")
        self.unnamed.setVisible(bool(missing))

    def _show_drafts(self) -> None:
        drafts = inspections.drafts(self.frame.desk)
        shown = [(one["id"], one["saved_at"]) for one in drafts]
        if shown == self._shown_drafts:
            return
        self._shown_drafts, self._go_on_first = shown, None
        clear(self._drafts)
        word = "继续填写" if self._begins else "打开草稿"
        for index, draft in enumerate(drafts[:MOST_DRAFTS]):
            key = "Ctrl+R" if index == 0 else ""
            go_on = Button(word, lambda draft=draft: self._go_on(draft), key=key, small=True)
            self._go_on_first = self._go_on_first or go_on
            self._drafts.addWidget(self._draft_line(draft, go_on, index == 0))
        if len(drafts) > MOST_DRAFTS:
            rest = Button(
                f"还有 {len(drafts) - MOST_DRAFTS} 份", lambda: self.frame.go("inspections"), role="ghost"
            )
            self._drafts.addWidget(rest)

    def _draft_line(self, draft: dict[str, Any], button: Button, newest: bool) -> Banner:
        if newest and self.frame.session.cut_off:
            at = str(draft["saved_at"])[:16].replace("T", " ")
            words = f"{at} 断电前的内容已找回，丢失不超过 2 秒的输入。"
            return Banner("green", words, draft_words(draft), [button])
        return Banner("blue", draft_words(draft), "", [button], icon="edit")

    def _show_missing(self) -> None:
        clear(self._missing_rows)
        try:
            found = tasks.catalogue(self.frame.desk)
        except Refused as words:  # no task pack of this or an earlier year
            self._missing_rows.addWidget(label(str(words), "caption", wrap=True))
            return
        gaps = [row for row in found.rows if row.gap]
        for row in gaps:
            self._missing_rows.addWidget(self._missing_line(found.document, row))
        if not gaps:
            self._missing_rows.addWidget(label("文件里写明次数的都有记录。", "caption"))

    def _missing_line(self, document: str, row: tasks.TaskRow) -> QWidget:
        line = QWidget()
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        asked = next(
            (one.quote for one in row.task.stated if one.binds_town and one.count is not None), row.task.title
        )
        state = label(row.gap, "warning")
        column.addWidget(Elided(asked, "bold"))
        see = Button("看这一项", lambda: self.frame.go("tasks", {"open": row.id}), small=True)
        column.addLayout(across(label(f"{document}第 {row.task.number} 项", "caption"), None, see))
        column.addWidget(state)
        return line

    # Deeds ----------------------------------------------------------------------------------------------

    def _new(self) -> None:
        self.frame.go("inspections", {"new": None})

    def _go_on(self, draft: dict[str, Any]) -> None:
        self.frame.go("inspections", {"draft": draft["id"]})

    def keys(self) -> list[tuple[str, str]]:
        begin = [("Ctrl+N", "新检查")] if self._begins else []
        draft = [("Ctrl+R", self._go_on_first.text())] if self._go_on_first else []
        return [*begin, *draft, ("Ctrl+K", "搜索"), ("↑↓", "选检查"), ("Enter", "打开")]

    def help(self) -> list[str]:
        return [
            "最上面是没填完的检查，按 Ctrl+R 打开；关机、断电都不会丢。",
            "左边是最近的检查，上下键选，回车打开；没出文书的在打开后出。",
            "右边是本月的数字，点一下看是哪几次检查。",
            "“今年还缺”只列文件自己写明次数的要求，不打分、不排名。",
            "Ctrl+K 搜单位，打拼音首字母就行，例如 ygj。",
            "左下角写着现在的经办人，点一下可以换人。",
        ]

    def areas(self) -> list[QWidget]:
        return [self.table, next(iter(self.figures.values()))]

    def compact(self, compact: bool) -> None:
        self._right.parentWidget().setFixedWidth(340 if compact else 404)
