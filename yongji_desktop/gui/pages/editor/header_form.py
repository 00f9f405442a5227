"""The header folded open (F4): kind of visit, time, people, checklists, the department of a joint visit."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from yongji_desktop.core.kind_parts import CATEGORIES, METHODS
from yongji_desktop.core.kinds import INSPECTION
from yongji_desktop.core.rules import look_over
from yongji_desktop.gui.pages.editor import steps
from yongji_desktop.gui.pages.editor.authority import Authority
from yongji_desktop.gui.pages.editor.draft import Draft
from yongji_desktop.gui.pages.editor.header import add_inspector, colleagues
from yongji_desktop.gui.pages.editor.inputs import Line, Lines, Pick, listen
from yongji_desktop.gui.pages.editor.joint import Joint
from yongji_desktop.gui.pages.editor.signing import Signing
from yongji_desktop.gui.parts.buttons import Button
from yongji_desktop.gui.parts.page import scrolled
from yongji_desktop.gui.parts.problem_line import ProblemLine
from yongji_desktop.gui.parts.segments import Segments
from yongji_desktop.gui.parts.words import across, card, clear, label, set_role
from yongji_desktop.gui.tokens import SIZES
from yongji_desktop.services import campaign_visits, inspections, packs, powers, visits

NATURES = (("patrol", "日常巡查"), ("joint", "配合检查"), ("authorised", "赋权检查"))
TEXTS = ("places", "recorder", "companions", "category_name", "unlicensed", "single_reason", "visit_reason")


class HeaderForm(QWidget):
    """Every field of the header; what is typed is in the draft at once."""

    def __init__(self, draft: Draft):
        super().__init__()
        self.draft = draft
        self.fields: dict[str, QWidget] = {}
        self.says: dict[str, ProblemLine] = {}
        self._labels: list[QWidget] = []
        self._boxes: list[QCheckBox] = []
        self.nature = Segments("检查性质", NATURES)
        self.method = Segments("检查方式", tuple(METHODS.items()))
        self.category = Pick("category", "检查类型", tuple(CATEGORIES.items()))
        self.campaign = Pick("campaign_id", "专项行动")
        self.began, self.ended = Line("began_at", "开始时间"), Line("ended_at", "结束时间")
        self.informed, self.showed = QCheckBox("已告知权利和配合事项"), QCheckBox("已出示证件")
        self.opinion = Lines("extra_opinion", "补充处理意见", 2, 6)
        self.people, self.lists = QHBoxLayout(), QVBoxLayout()
        self.add = Button("加一名", self._add_person, icon="plus", small=True)
        self.new_person = Line("inspectors", "外来人员姓名")
        self.new_person.setPlaceholderText("名册外的写姓名，Enter 加上")
        self.signing = Signing(draft)
        self._shown: dict[str, Any] = {}
        self._build()
        self._listen()

    def _build(self) -> None:
        whole = QWidget()
        columns = QHBoxLayout(whole)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(10)
        left, inside = card("表头")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        inside.addLayout(self._grid)
        self._row("性质", across(self.nature, None), "nature")
        self.joint = Joint(self.draft)
        self._row("", self.joint, "lead")
        self.authority = Authority(self.draft)
        self._row("", self.authority, "authority")
        self._row("专项行动", across(self.campaign, None))
        self._campaign_label = self._labels[-1]
        self._row("类型", across(self.category, self._line("category_name", "专项名称")))
        self._row("方式", across(self.method, None))
        self._row("时间", across(self.began, label("至", "caption"), self.ended), "ended_at")
        self._row("场所", self._line("places", "检查场所"), "places")
        self._row("检查人员", across(self.people, self.add, self.new_person), "inspectors")
        self._row("一人原因", self._line("single_reason", "一人检查的原因"), "single_reason")
        self._row(
            "记录人",
            across(
                self._line("recorder", "记录人"), label("陪同", "label"), self._line("companions", "陪同部门")
            ),
        )
        self._row("告知", across(self.informed, self.showed, None))
        self._row("检查表", self.lists, "checklists")
        self._row("未出示", self._line("unlicensed", "现场未出示的证照"), "unlicensed")
        self._row("去的缘由", self._line("visit_reason", "超过提醒线的缘由"), "visit_reason")
        self._row("补充意见", self.opinion, "extra_opinion")
        inside.addStretch(1)
        right, inside = card("在场和签字")
        inside.addWidget(self.signing)
        inside.addStretch(1)
        columns.addWidget(left, 6)
        columns.addWidget(right, 5)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scrolled(whole))
        self.setFocusProxy(self.nature)

    def _line(self, name: str, words: str) -> Line:
        made = Line(name, words)
        made.setPlaceholderText({"category_name": "专项的名称"}.get(name, ""))
        self.fields[name] = made
        return made

    def _row(self, words: str, part: QWidget | QLayout, says: str = "") -> None:
        at = self._grid.rowCount()
        name = label(words, "label")
        name.setFixedWidth(SIZES["label"])
        self._grid.addWidget(name, at, 0, Qt.AlignmentFlag.AlignVCenter)
        self._labels.append(name)
        (self._grid.addLayout if isinstance(part, QLayout) else self._grid.addWidget)(part, at, 1)
        if says:
            self.says[says] = ProblemLine()
            self._grid.addWidget(self.says[says], at + 1, 1)

    def _listen(self) -> None:
        left = self.draft.close_step
        for name in TEXTS:
            listen(
                self.fields[name],
                lambda text, name=name: self._write((name,), text, self.fields[name].label),
                left,
            )
        listen(self.opinion, lambda text: self._write(("extra_opinion",), text, "补充处理意见"), left)
        for field in (self.began, self.ended):
            listen(
                field,
                lambda text, field=field: self._write_moment(field, text),
                lambda: (left(), self.display()),
            )
        self.nature.changed.connect(self._write_nature)
        self.method.changed.connect(lambda code: self._write(("method",), code, "检查方式"))
        self.category.written.connect(lambda code: self._write(("category",), code, "检查类型"))
        self.campaign.written.connect(self._write_campaign)
        self.informed.clicked.connect(lambda on: self._write(("informed",), on, "告知"))
        self.showed.clicked.connect(lambda on: self._write(("showed_id",), on, "出示证件"))
        self.new_person.returnPressed.connect(self._add_stranger)

    # Writing --------------------------------------------------------------------------------------

    def _write(self, path: steps.Path, value: Any, words: str) -> None:
        self.say(str(path[0]), "")
        self.draft.write(path, value, words)

    def _write_moment(self, field: Line, text: str) -> None:
        name = field.objectName()
        self.say("ended_at", "")
        moment = steps.moment_from(text, steps.began_on(self.draft.entry) or self.draft.frame.desk.today)
        entry = steps.put(self.draft.entry, (name,), moment)
        self.draft.do(f"改“{field.label}”", steps.put(entry, (f"_{name}",), text), (name,))

    def _write_nature(self, code: str) -> None:
        """Write the nature; without an authorisation on file the third springs back and its sentence stands below."""
        entry = {**self.draft.entry, "nature": code}
        if code == "joint" and not entry.get("lead"):
            entry["lead"] = {"reinspect_by": "department"}
        desk = self.draft.frame.desk
        found = look_over(steps.plain(entry), inspections.context_for(desk, steps.plain(entry)))
        problem = next((one for one in found if one.field == "nature"), None)
        self.say("nature", problem.message if problem else "")
        if problem:
            self.nature.choose(self.draft.entry.get("nature") or "patrol")
            QTimer.singleShot(0, self, self.nature.setFocus)
            return
        if code == "authorised" and not entry.get("authority"):
            entry["authority"] = {"basis": powers.valid(desk, entry.get("began_at"))[0]["document"]}
        self.draft.do("改“检查性质”", entry)

    def _write_campaign(self, identity: str) -> None:
        desk = self.draft.frame.desk
        campaign = desk.get("campaign", identity) if identity else None
        self.draft.do("改“专项行动”", campaign_visits.join(self.draft.entry, campaign))

    def _add_person(self) -> None:
        found = colleagues(self.draft)
        if found:
            add_inspector(self.draft, found[0])
        else:
            self.new_person.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_stranger(self) -> None:
        name = self.new_person.text().strip()
        if name:
            people = [*(self.draft.look("inspectors") or []), {"name": name}]
            self.draft.do(f"加检查人员{name}", {**self.draft.entry, "inspectors": people})
            self.new_person.clear()

    def _remove_person(self, index: int) -> None:
        people = list(self.draft.look("inspectors") or [])
        gone = people.pop(index)
        self.draft.do(
            f"去掉检查人员{gone.get('name', '')}",
            steps.put(self.draft.entry, ("inspectors",), people or None),
        )

    def _choose_lists(self) -> None:
        codes = [box.property("code") for box in self._boxes if box.isChecked()]
        entry = self.draft.frame.trying(visits.set_checklists, self.draft.frame.desk, self.draft.entry, codes)
        if entry is not None:
            self.draft.do("改检查表", entry)

    # What is shown --------------------------------------------------------------------------------

    def display(self, proposed_end: str = "") -> None:
        """Show what is in the draft."""
        self.ended.propose(proposed_end[11:])
        entry = self.draft.entry
        self.nature.choose(entry.get("nature"))
        self.method.choose(entry.get("method"))
        self.category.display(entry.get("category"))
        self._show_campaign(entry)
        for name in TEXTS:
            self.fields[name].display(entry.get(name))
        self.opinion.display(entry.get("extra_opinion"))
        for field in (self.began, self.ended):
            name = field.objectName()
            typed, moment = entry.get(f"_{name}"), str(entry.get(name) or "").replace("T", " ")
            field.display(typed if typed and (field.hasFocus() or not moment) else moment)
        self.informed.setChecked(bool(entry.get("informed")))
        self.showed.setChecked(bool(entry.get("showed_id")))
        joint = entry.get("nature") == "joint"
        self.joint.setVisible(joint)
        self._labels[1].setVisible(joint)
        if joint:
            self.joint.display()
        by_authority = entry.get("nature") == "authorised"
        self.authority.setVisible(by_authority)
        self._labels[2].setVisible(by_authority)
        if by_authority:
            self.authority.display()
        self._show_people(entry)
        self._show_lists(entry)
        self.signing.display()

    def _show_campaign(self, entry: steps.Entry) -> None:
        """The campaigns whose routes have the site on the day; nothing to choose without any."""
        desk, mine = self.draft.frame.desk, entry.get("campaign_id") or ""
        known = {"": "不属于专项行动"}
        if entry.get("site_id"):
            on = steps.began_on(entry) or desk.today
            found = self.draft.frame.trying(campaign_visits.running, desk, entry["site_id"], on) or []
            known.update({one["id"]: one["name"] for one in found})
        if mine and mine not in known:
            known[mine] = str((self.draft.frame.trying(desk.get, "campaign", mine) or {}).get("name") or mine)
        if self._shown.get("campaigns") != known:
            self._shown["campaigns"] = known
            self.campaign.blockSignals(True)
            self.campaign.clear()
            for code, words in known.items():
                self.campaign.addItem(words, code)
            self.campaign.blockSignals(False)
        self.campaign.display(mine)
        for part in (self.campaign, self._campaign_label):
            part.setVisible(len(known) > 1)

    def _show_people(self, entry: steps.Entry) -> None:
        people = entry.get("inspectors") or []
        if self._shown.get("people") == people:
            return
        self._shown["people"] = people
        clear(self.people)
        for index, one in enumerate(people):
            button = Button(
                one.get("name", ""), lambda index=index: self._remove_person(index), icon="x", small=True
            )
            button.setToolTip(f"去掉 {one.get('name', '')}")
            button.setAccessibleName(f"检查人员 {one.get('name', '')}，按下去掉")
            self.people.addWidget(button)
        self.add.setVisible(bool(colleagues(self.draft)))

    def _show_lists(self, entry: steps.Entry) -> None:
        chosen = {one["code"]: one for one in entry.get("checklists") or []}
        if self._shown.get("lists") == chosen:
            return
        self._shown["lists"] = chosen
        clear(self.lists)
        known = {
            code: f"{pack.name} {pack.version}"
            for code, pack in packs.checklists(self.draft.frame.desk).items()
        }
        known.update({code: f"{one['name']} {one['version']}" for code, one in chosen.items()})
        self._boxes = []
        for code, words in known.items():
            box = QCheckBox(words)
            box.setProperty("code", code)
            box.setChecked(code in chosen)
            box.clicked.connect(self._choose_lists)
            self._boxes.append(box)
            self.lists.addWidget(box)

    def field(self, name: str) -> QWidget:
        """The field a problem names."""
        own = {
            "nature": self.nature,
            "began_at": self.began,
            "ended_at": self.ended,
            "inspectors": self.add if self.add.isVisible() else self.new_person,
            "lead": self.joint.department,
            "authority": self.authority.basis,
            "extra_opinion": self.opinion,
            "checklists": self._boxes[0] if self._boxes else self.nature,
        }
        return own.get(name) or self.fields.get(name) or self.signing.field(name) or self.nature

    def say(self, name: str, words: str, severity: str = "block") -> None:
        """Write what is wrong under a field; "" for nothing."""
        said = self.says.get({"began_at": "ended_at"}.get(name, name))
        if said is None:
            return
        said.say(words, severity) if words else said.clear()
        field = self.field(name)
        if isinstance(field, Line):
            set_role(field, problem=severity if words else "")

    @staticmethod
    def owns(name: str) -> bool:
        """Whether a problem's field is one of the header."""
        return name in {one.name for one in INSPECTION.fields} - {"answers", "hazards", "photos"}
