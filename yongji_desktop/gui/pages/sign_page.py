"""登记签字: how the papers of a visit or a re-inspection came back — signed, refused, signed by somebody there."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from yongji_desktop.core.errors import Invalid, UserFacing
from yongji_desktop.core.fields import Field, Input
from yongji_desktop.core.signature import signature_of, signature_words
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.form import Form
from yongji_desktop.gui.parts.page import Frame, Page
from yongji_desktop.gui.parts.segments import Segments
from yongji_desktop.gui.parts.words import across, card, label
from yongji_desktop.services import signing
from yongji_desktop.services.paper_subjects import subject_of

STATES = (("signed", "已签"), ("other_signed", "现场人员签"), ("refused", "拒签"), ("unsigned", "未签"))
FIELDS = (
    Field("signed_on", "日期", Input.DATE),
    Field("person", "签字人"),
    Field("person_post", "职务"),
    Field("reason", "拒签原因（原话）"),
    Field("witness", "见证人"),
    Field("witness_post", "见证人身份（村、社区职务）"),
    Field("told_department", "报告部门"),
    Field("told_at", "报告时间", Input.MOMENT),
    Field("receipt_no", "报告回执号"),
    Field("posted", "拒收的：张贴或邮寄留存"),
)
SHOWN = {
    "signed": ("signed_on", "person", "person_post"),
    "other_signed": ("signed_on", "person", "person_post"),
    "refused": ("signed_on", "reason", "witness", "witness_post", "told_department", "told_at", "receipt_no", "posted"),
    "unsigned": (),
}


class SignPage(Page):
    """The form; `identity` an inspection or a re-inspection whose papers are issued."""

    word = "登记签字"

    def __init__(self, frame: Frame, identity: str):
        super().__init__(frame)
        self.identity = identity
        subject, record = subject_of(frame.desk, identity)
        self.head.set_title("登记签字", str((record.get("site") or {}).get("name") or ""))
        self.state = Segments("签字情况", STATES)
        self.form = Form(FIELDS, label_width=120, hints={"receipt_no": "没有的以后补", "person": "不填就是负责人"})
        told = signature_of(record)
        self.form.load({**told, "signed_on": told.get("signed_on") or frame.desk.today.isoformat()})
        self.state.changed.connect(lambda code: self.form.show_only(SHOWN[code]))
        self.state.choose(told["state"] if told["state"] != "unsigned" else "signed")
        self.form.show_only(SHOWN[self.state.value()])
        self.head.add_deed(Button("记下", self.save, key="Ctrl+Enter", icon="sign", role="primary"))
        QShortcut(QKeySequence("Ctrl+Return"), self, activated=self.save)
        box, inside = card()
        box.setMaximumWidth(720)
        inside.addWidget(label(f"第 {record['version']} 版现在：{signature_words(record)}。签的是这一版；更正以后新版要另签。", "caption", wrap=True))
        inside.addLayout(across(label("签字情况", "label"), self.state, None))
        inside.addWidget(self.form)
        self.body.addWidget(box)
        self.body.addStretch(1)

    def opened(self, target: Any = None) -> None:
        self.state.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> None:
        """Register it; what is missing stands under its field."""
        if not self.form.check():
            return
        state = self.state.value()
        values = {name: value for name, value in self.form.values().items() if name in SHOWN[state]}
        try:
            deed = signing.register(self.frame.desk, self.identity, {**values, "state": state}, {"R63": "见签字页"})
        except Invalid as error:
            self.form.show_problems(error.problems)
        except UserFacing as error:
            self.frame.complain(error)
        else:
            self.frame.back()
            self.frame.did(f"已登记：{dict(STATES)[state]}。", deed=deed)

    def keys(self) -> list[tuple[str, str]]:
        return [("←→", "选签字情况"), ("Tab", "下一项"), ("Ctrl+Enter", "记下"), ("Esc", "返回")]

    def help(self) -> list[str]:
        return [
            "文书签好拿回来后在这里登记：谁签的、哪天签的。",
            "负责人不在、由现场人员签的，选“现场人员签”，不算拒签。",
            "拒签要写原因、见证人和报告的部门；回执号可以以后补，拒签报告在工作台提醒。",
            "签的是打印的那一版；更正以后新版显示未签，旧版签过的照样看得到。",
            "随记录签收的通知书，登记已签时一并记为送达。",
            "Ctrl+Enter 记下，Ctrl+Z 可以撤销。",
        ]
