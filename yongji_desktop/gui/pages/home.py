"""工作台: the drafts to go on with, what is due, the month in numbers, what the notice still asks for."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from yongji_desktop.core import due
from yongji_desktop.core.due import Due
from yongji_desktop.core.errors import Refused
from yongji_desktop.core.kinds import OFFICE
from yongji_desktop.gui.pages.figure_page import FigurePage
from yongji_desktop.gui.pages.home_acts import do_it
from yongji_desktop.gui.pages.home_due import DueList
from yongji_desktop.gui.pages.home_radar import RadarStrip
from yongji_desktop.gui.pages.home_sheets import SheetsCard
from yongji_desktop.gui.parts.banner import Banner
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.empty import EmptyState
from yongji_desktop.gui.parts.figure import FigureButton
from yongji_desktop.gui.parts.page import Frame, Page, scrolled
from yongji_desktop.gui.parts.words import Elided, across, card, clear, label
from yongji_desktop.services import deadlines, hazards, inspections, month, office, reinspections, tasks

MOST_DRAFTS = 2
SOON = 3        # working days after today that stand among what is to be done
GROUP_FROM = 30
WEEKDAYS = "一二三四五六日"


def draft_words(draft: dict[str, Any]) -> str:
    """One unfinished record in words: its site, how far it is."""
    body = draft["body"]
    if draft.get("kind") == "reinspection":
        answered = sum(1 for one in body.get("looks") or () if one.get("conclusion"))
        name = (body.get("site") or {}).get("name") or ""
        return f"复查正在填写：{name}，{len(body.get('looks') or ())} 条里答了 {answered} 条"
    site = (body.get("site") or {}).get("name") or "还没有选单位"
    judged = sum(1 for one in body.get("answers") or () if one.get("result") != "unseen")
    word = "更正" if body.get("_corrects") else "检查"
    parts = [f"已判 {judged} 项"] if judged else []
    if body.get("hazards"):
        parts.append(f"填好隐患 {len(body['hazards'])} 条")
    return f"{word}正在填写：{site}" + ("，" + "、".join(parts) if parts else "")


def _begun(body: dict[str, Any]) -> bool:
    """Whether anything was entered: the draft of a field sheet that is still out has its own place."""
    return not body.get("field_sheet") or any(one.get("result") != "unseen" for one in body.get("answers") or ())


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
        self.radar = RadarStrip()
        self.radar.chosen_changed.connect(lambda code: self._show_due())
        self.body.addWidget(self.radar)
        row = QHBoxLayout()
        row.setSpacing(12)
        self.due = DueList(lambda one: do_it(self.frame, one), lambda: self.frame.go("hazards", {"tab": "open"}))
        row.addWidget(self.due, 100)
        inside = QWidget()
        inside.setProperty("role", "scrolled")
        right = scrolled(inside)
        right.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        right.setFixedWidth(404)
        self._right_area = right
        self._right = QVBoxLayout(inside)
        self._right.setContentsMargins(0, 0, 0, 0)
        self._right.setSpacing(10)
        self._right.addWidget(self._month_card())
        self._right.addWidget(self._missing_card())
        self.sheets = SheetsCard(frame)
        self._right.addWidget(self.sheets)
        self._right.addStretch(1)
        row.addWidget(right)
        self.body.addLayout(row, 1)
        go = Button("去填", lambda: self.frame.go("settings", {"section": "office"}), small=True)
        self.unnamed = Banner("amber", "", "", [go])
        self._news.addWidget(self.unnamed)
        self._tell_news()

    # The cards ------------------------------------------------------------------------------------------

    def _month_card(self) -> QWidget:
        frame, column = card()
        self.month_title = label("", "section")
        column.addLayout(across(self.month_title, None, label("点数字看名单", "caption")))
        grid = QGridLayout()
        grid.setSpacing(8)
        self.figures: dict[str, FigureButton] = {}
        for index, name in enumerate(("visits", "hazards", "rate", "unrectified", "handed", "notices")):
            button = FigureButton()
            button.clicked.connect(lambda _=False, name=name: self._behind(name))
            grid.addWidget(button, index // 3, index % 3)
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
        (self._go_on_first or self.due.first()).setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        today = self.frame.desk.today
        day = f"{today.year}年{today.month}月{today.day}日 星期{WEEKDAYS[today.weekday()]}"
        self.head.set_title(self.word, day)
        self._show_unnamed()
        self._show_drafts()
        self._seen = deadlines.radar(self.frame.desk)
        self.radar.show_radar(self._seen)
        self._show_due()
        found = month.figures(self.frame.desk)
        self.month_title.setText(f"{today.month}月数字")
        for one in found.figures:
            self.figures[one.name].say(one.value, one.label, one.note)
        self._show_missing()
        self.sheets.refresh()

    def _show_due(self) -> None:
        """The list below the radar: the chosen box, or overdue, today, the next working days and what waits."""
        seen, code = self._seen, self.radar.chosen
        known = deadlines.calendar(self.frame.desk)
        days = {day.on.isoformat(): list(day.items) for day in seen.days}
        if code:
            chosen = {"overdue": list(seen.overdue), "today": list(seen.today), **days}.get(code, [])
            waiting: list[Due] = []
        else:
            near = [one for day in seen.days if known.working_days(seen.on, day.on) <= SOON for one in day.items]
            chosen, waiting = [*seen.mine, *near], list(seen.waiting)
        total = len(seen.mine) + sum(len(items) for items in days.values())
        self.due.count(len(seen.overdue), len(seen.today), seen.waiting_count, total)
        groups = [("", chosen)]
        if len(chosen) > GROUP_FROM:
            names = self._villages(chosen)
            ordered = sorted(chosen, key=lambda one: (names.get(one.site_id, "（未填村）"), one.on))
            groups = [(name, list(rows)) for name, rows in groupby(ordered, key=lambda one: names.get(one.site_id, "（未填村）"))]
        groups.append(("", waiting))
        self.due.show_rows([(name, [self._row(one) for one in rows]) for name, rows in groups], self._nothing_due())

    def _row(self, one: Due) -> tuple[Due, str, str, str]:
        words, family = deadlines.words(self.frame.desk, one)
        word = ""
        if one.act == "remind":
            rung = due.rung(hazards.of(self.frame.desk, one.id).life)
            word = rung[1] if rung else "查看"
        return one, words, family, word

    def _villages(self, items: list[Due]) -> dict[str, str]:
        return {one["id"]: one.get("village") or "（未填村）" for one in deadlines.sites_of(self.frame.desk, items)}

    def _nothing_due(self) -> EmptyState:
        if self.radar.chosen:
            return EmptyState("check", "这一天没有到期的事。", "", [])
        if not inspections.counted(self.frame.desk):
            go = Button("登记单位", lambda: self.frame.go("sites"), small=True)
            return EmptyState("check", "还没有检查记录", "先登记单位，再按检查表填一次检查；期限、文书、数字随后自己出来", [go])
        coming = next((one for day in self._seen.days for one in day.items), None) or self._seen.next
        later = f"下一件：{int(coming.on[5:7])}月{int(coming.on[8:])}日 {coming.title}" if coming else ""
        return EmptyState("check", "今天没有到期的事。", later, [])

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
        drafts = [{"kind": "inspection", **one} for one in inspections.drafts(self.frame.desk) if _begun(one["body"])]
        drafts += [{"kind": "reinspection", **one} for one in reinspections.drafts(self.frame.desk)]
        drafts.sort(key=lambda one: str(one["saved_at"]), reverse=True)
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
            last = index == min(len(drafts), MOST_DRAFTS) - 1
            buttons = self._draft_buttons(go_on, len(drafts) - MOST_DRAFTS if last else 0)
            self._drafts.addWidget(self._draft_line(draft, buttons, index == 0))

    def _draft_buttons(self, go_on: Button, rest: int) -> list[Button]:
        """继续填写, and on the last line the way to the others."""
        if rest <= 0:
            return [go_on]
        return [Button(f"还有 {rest} 份", lambda: self.frame.go("inspections", {"tab": "draft"}), role="ghost", small=True), go_on]

    def _draft_line(self, draft: dict[str, Any], buttons: list[Button], newest: bool) -> Banner:
        if newest and self.frame.session.cut_off:
            at = str(draft["saved_at"])[:16].replace("T", " ")
            words = f"{at} 断电前的内容已找回，丢失不超过 2 秒的输入。"
            return Banner("green", words, draft_words(draft), buttons)
        return Banner("blue", draft_words(draft), "", buttons, icon="edit")

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
        column.addWidget(Elided(asked, "bold"))
        see = Button("看这一项", lambda: self.frame.go("tasks", {"open": row.id}), small=True)
        told = QVBoxLayout()
        told.setSpacing(0)
        told.addWidget(label(f"{document}第 {row.task.number} 项", "caption"))
        told.addWidget(label(row.gap, "warning"))
        beside = QHBoxLayout()
        beside.addLayout(told, 1)
        beside.addWidget(see)
        column.addLayout(beside)
        return line

    # Deeds ----------------------------------------------------------------------------------------------

    def _behind(self, name: str) -> None:
        """The list a number is counted from."""
        self.frame.open(FigurePage(self.frame, name))

    def _new(self) -> None:
        self.frame.go("inspections", {"new": None})

    def _go_on(self, draft: dict[str, Any]) -> None:
        if draft.get("kind") == "reinspection":
            from yongji_desktop.gui.pages.reinspection import ReinspectionPage

            self.frame.open(ReinspectionPage(self.frame, draft["body"]["site_id"], draft_id=draft["id"]))
            return
        self.frame.go("inspections", {"draft": draft["id"]})

    def keys(self) -> list[tuple[str, str]]:
        begin = [("Ctrl+N", "新检查")] if self._begins else []
        draft = [("Ctrl+R", self._go_on_first.text())] if self._go_on_first else []
        return [*begin, *draft, ("Ctrl+K", "搜索"), ("↑↓", "选事项"), ("Enter", "办理")]

    def help(self) -> list[str]:
        return [
            "最上面是没填完的检查和复查，按 Ctrl+R 打开；关机、断电都不会丢。",
            "期限雷达数的是件：一家一次复查是一件；点一个格子只看那一天，再点一次看全部。",
            "今天要办里上下键选，回车就办；等部门的不算逾期，按钮写着下一步催办。",
            "右边是本月的数字，点一下看是哪几次检查。",
            "“今年还缺”只列文件自己写明次数的要求，不打分、不排名。",
            "Ctrl+K 搜单位、隐患、编号，打拼音首字母就行，例如 ygj。",
        ]

    def areas(self) -> list[QWidget]:
        return [self.due.first(), self.radar.boxes[0], next(iter(self.figures.values()))]

    def compact(self, compact: bool) -> None:
        self._right_area.setFixedWidth(346 if compact else 410)
        self.radar.compact(compact)
