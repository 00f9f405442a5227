"""The header folded open (F4): kind of visit, time, people, checklists, the department of a joint visit."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from yongji_desktop.core.kind_parts import CATEGORIES, METHODS
from yongji_desktop.core.kinds import INSPECTION
from yongji_desktop.core.rules import look_over
from yongji_desktop.gui.pages.editor import steps
from yongji_desktop.gui.pages.editor.authority import Authority
from yongji_desktop.gui.pages.editor.draft import Draft
from yongji_desktop.gui.pages.editor.head_form import HeadForm
from yongji_desktop.gui.pages.editor.inputs import Line, Lines, Pick, listen
from yongji_desktop.gui.pages.editor.joint import Joint
from yongji_desktop.gui.parts.segments import Segments
from yongji_desktop.gui.parts.words import across, clear, label
from yongji_desktop.services import campaign_visits, inspections, packs, powers, visits

NATURES = (("patrol", "日常巡查"), ("joint", "配合检查"), ("authorised", "赋权检查"))
TEXTS = ("places", "recorder", "companions", "category_name", "unlicensed", "single_reason", "visit_reason")


class HeaderForm(HeadForm):
    """Every field of a visit's header."""

    def __init__(self, draft: Draft):
        super().__init__(draft, "开始时间")
        self._boxes: list[QCheckBox] = []
        self.nature = Segments("检查性质", NATURES)
        self.method = Segments("检查方式", tuple(METHODS.items()))
        self.category = Pick("category", "检查类型", tuple(CATEGORIES.items()))
        self.campaign = Pick("campaign_id", "专项行动")
        self.informed, self.showed = QCheckBox("已告知权利和配合事项"), QCheckBox("已出示证件")
        self.opinion = Lines("extra_opinion", "补充处理意见", 2, 6)
        self.lists = QVBoxLayout()
        self.joint, self.authority = Joint(draft), Authority(draft)
        self.build()
        self._listen()
        self.setFocusProxy(self.nature)

    def _rows(self) -> None:
        self._row("性质", across(self.nature, None), "nature")
        self._joint_label = self._row("", self.joint, "lead")
        self._authority_label = self._row("", self.authority, "authority")
        self._campaign_label = self._row("专项行动", across(self.campaign, None))
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

    def _line(self, name: str, words: str) -> Line:
        made = Line(name, words)
        made.setPlaceholderText({"category_name": "专项的名称"}.get(name, ""))
        self.fields[name] = made
        return made

    def _listen(self) -> None:
        left = self.draft.close_step
        for name in TEXTS:
            listen(
                self.fields[name],
                lambda text, name=name: self._write((name,), text, self.fields[name].label),
                left,
            )
        listen(self.opinion, lambda text: self._write(("extra_opinion",), text, "补充处理意见"), left)
        self.nature.changed.connect(self._write_nature)
        self.method.changed.connect(lambda code: self._write(("method",), code, "检查方式"))
        self.category.written.connect(lambda code: self._write(("category",), code, "检查类型"))
        self.campaign.written.connect(self._write_campaign)
        self.informed.clicked.connect(lambda on: self._write(("informed",), on, "告知"))
        self.showed.clicked.connect(lambda on: self._write(("showed_id",), on, "出示证件"))

    # Writing --------------------------------------------------------------------------------------

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

    def _choose_lists(self) -> None:
        codes = [box.property("code") for box in self._boxes if box.isChecked()]
        entry = self.draft.frame.trying(visits.set_checklists, self.draft.frame.desk, self.draft.entry, codes)
        if entry is not None:
            self.draft.do("改检查表", entry)

    # What is shown --------------------------------------------------------------------------------

    def display(self, proposed_end: str = "") -> None:
        """Show what is in the draft."""
        entry = self.draft.entry
        self._show_times(proposed_end)
        self.nature.choose(entry.get("nature"))
        self.method.choose(entry.get("method"))
        self.category.display(entry.get("category"))
        self._show_campaign(entry)
        for name in TEXTS:
            self.fields[name].display(entry.get(name))
        self.opinion.display(entry.get("extra_opinion"))
        self.informed.setChecked(bool(entry.get("informed")))
        self.showed.setChecked(bool(entry.get("showed_id")))
        joint = entry.get("nature") == "joint"
        self.joint.setVisible(joint)
        self._joint_label.setVisible(joint)
        if joint:
            self.joint.display()
        by_authority = entry.get("nature") == "authorised"
        self.authority.setVisible(by_authority)
        self._authority_label.setVisible(by_authority)
        if by_authority:
            self.authority.display()
        self._show_people()
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

    def _own(self) -> dict[str, QWidget]:
        return {
            **super()._own(),
            "nature": self.nature,
            "lead": self.joint.department,
            "authority": self.authority.basis,
            "extra_opinion": self.opinion,
            "checklists": self._boxes[0] if self._boxes else self.nature,
        }

    @staticmethod
    def owns(name: str) -> bool:
        """Whether a problem's field is one of the header."""
        return name in {one.name for one in INSPECTION.fields} - {"answers", "hazards", "photos"}
