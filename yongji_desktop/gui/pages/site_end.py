"""停业、恢复、关闭、镇内迁、迁出、换承租人 of one unit: the facts left, what it does to the open hazards right."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout

from yongji_desktop.core.site_moves import FILES
from yongji_desktop.gui.parts.attachments import Attachments
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.empty import EmptyState
from yongji_desktop.gui.parts.form import Form
from yongji_desktop.gui.parts.page import Frame, Page
from yongji_desktop.gui.parts.table import Column, RecordTable
from yongji_desktop.gui.parts.words import card, label
from yongji_desktop.services import site_ends


class SiteEndPage(Page):
    """The form and the preview of one move of a unit."""

    word = "单位"

    def __init__(self, frame: Frame, site: str, code: str):
        super().__init__(frame)
        self.site, self.code = site, code
        self.plan = site_ends.preview(frame.desk, site, code)
        move = self.plan.move
        self.rows: list[dict[str, Any]] = []
        self.head.set_title(move.word, self.plan.site["name"])
        self.deed_button = Button(f"登记{move.word}", self.save, key="Ctrl+Enter", icon="save", role="primary")
        self.head.add_deed(self.deed_button)
        QShortcut(QKeySequence("Ctrl+Return"), self, activated=self.save)
        self.form = Form(move.fields, save=self._write, label_width=96)
        self.form.load({"happened_on": frame.desk.today.isoformat()})
        left, inside = card(move.word)
        inside.addWidget(self.form)
        self.files = Attachments(frame)
        self.files.setVisible(FILES in move.fields)
        inside.addWidget(self.files)
        inside.addWidget(label(move.note, "caption", wrap=True))
        inside.addStretch(1)
        right, inside = card("登记以后")
        self.told = label("", wrap=True)
        inside.addWidget(self.told)
        self.table = RecordTable(
            [
                Column("words", "未闭环隐患", 180, stretch=True),
                Column("now", "现在", 104, "chip"),
                Column("after", "以后", 104, "chip"),
                Column("why", "说明", 150),
            ],
            lambda offset, limit: self.rows[offset : offset + limit],
            lambda: len(self.rows),
            name="未闭环隐患",
            row_height=32,
        )
        self.table.set_empty(EmptyState("tick", "没有未闭环的隐患"))
        inside.addWidget(self.table, 1)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(left, 42)
        row.addWidget(right, 58)
        self.body.addLayout(row, 1)
        self._show()

    def opened(self, target: Any = None) -> None:
        """Begin at the first field that is still empty."""
        empty = next((one for one in self.form.fields if not self.form.row(one.name).value()), self.form.fields[0])
        self.form.row(empty.name).setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Look again at what it would do."""
        moves = {one.code for one in site_ends.moves(self.frame.desk, self.site)}
        if self.code in moves:
            self.plan = site_ends.preview(self.frame.desk, self.site, self.code)
        self._show()

    def _show(self) -> None:
        plan = self.plan
        told = [f"经营状态由“{plan.before}”改为“{plan.after}”。"] if plan.before != plan.after else []
        told.append(f"{len(plan.goes)} 条隐患一起办，{len(plan.stays)} 条不动；一次登记，一次撤销。")
        self.told.setText("".join(told))
        self.rows = [
            {"id": one.id, "words": one.words, "now": one.now, "after": one.after or "不动", "why": one.why}
            for one in (*plan.goes, *plan.stays)
        ]
        self.table.reload()

    def _write(self, values: dict[str, Any]) -> str:
        told = {name: value for name, value in values.items() if value is not None}
        if self.files.rows:
            told["files"] = self.files.rows
        return site_ends.take(self.frame.desk, self.site, self.code, told)

    def save(self) -> None:
        """Write it; what is wrong stands under its field."""
        deed = self.form.save()
        if deed:
            count = f"，隐患 {len(self.plan.goes)} 条" if self.plan.goes else ""
            self.form.load(self.form.values())
            self.files.show_rows([])
            self.frame.back()
            visit = "新址要重查，按 Ctrl+N 新检查。" if self.code == "move_within" else ""
            self.frame.did(f"已登记{self.plan.move.word}{count}。{visit}", deed=deed)

    def may_leave(self) -> bool:
        """What was typed and not saved keeps the page once."""
        if not self.form.dirty() and not self.files.rows:
            return True
        self.frame.say("还没有登记。", "不要了", self._leave)
        return False

    def _leave(self) -> None:
        self.files.show_rows([])
        self.form.load(self.form.values())
        self.frame.back()

    def keys(self) -> list[tuple[str, str]]:
        """The keys of this page."""
        return [("Tab", "下一项"), ("Ctrl+Enter", "登记"), ("F6", "换一区"), ("Esc", "返回")]

    def help(self) -> list[str]:
        """What the page is for."""
        return [
            "左边填日期和凭据，右边列出这家单位没闭环的隐患会怎样。",
            "停业的隐患暂停，恢复经营时先复查；暂停不算整改。",
            "关闭、迁出的隐患终止，要有凭据（照片、注销信息、函告文号），不计入已闭环。",
            "镇内迁：旧址的隐患终止，新址从“新检查”开始重查。",
            "换承租人：隐患随场所，重新送达新使用人以后接着整改。",
            "已在部门手里的不动，另函告知部门；登记后 Ctrl+Z 一次撤回。",
        ]

    def areas(self) -> list:
        """Form and preview."""
        return [self.form, self.table]
