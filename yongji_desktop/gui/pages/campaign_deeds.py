"""What can be done about a campaign: its route, sheets by route, the summary, groups, voiding."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt

from yongji_desktop.gui.pages.campaign_ask import ask_group
from yongji_desktop.gui.pages.campaign_form import CampaignFormPage
from yongji_desktop.gui.pages.editor import opening
from yongji_desktop.gui.pages.field_sheet_page import FieldSheetPage
from yongji_desktop.gui.pages.form_paper_page import FormPaperPage
from yongji_desktop.gui.pages.inspection_detail import InspectionPage
from yongji_desktop.gui.pages.pdf_page import PdfPage
from yongji_desktop.gui.parts.dialogs import ask_reason
from yongji_desktop.services import campaigns, field_sheets, papers

if TYPE_CHECKING:
    from yongji_desktop.gui.pages.campaign import CampaignPage

REGISTER = "missed_visit_register"


class CampaignDeeds(QObject):
    """Belongs to the page of one campaign."""

    def __init__(self, page: CampaignPage):
        super().__init__(page)
        self.page = page

    def _try(self, deed: Callable[..., Any], *values: Any) -> Any:
        frame = self.page.frame
        return frame.trying(deed, frame.desk, self.page.campaign, *values)

    # The route --------------------------------------------------------------------------------------------

    def move(self, site: str, up: bool) -> None:
        """Alt+↑↓: one place up or down."""
        deed = self._try(campaigns.move, site, up)
        if deed:
            self.page.frame.did("已调整路线先后。", deed=deed)

    def place(self, site: str, at: int) -> None:
        """Dragged to a place of the route."""
        deed = self._try(campaigns.place, site, self.page.index, at)
        if deed:
            self.page.frame.did("已调整路线先后。", deed=deed)

    def into_group(self, site: str, group: int) -> None:
        """Dragged onto the card of another group: at the end of its route."""
        told = self.page.told.groups[group]
        deed = self._try(campaigns.place, site, group, len(told.rows))
        if deed:
            self.page.frame.did(f"已移到“{told.name}”。", deed=deed)

    def add(self) -> None:
        """加单位: the line for a unit's name; it stays for the next one."""
        self.page.adding.show()
        self.page.line.clear()
        self.page.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def added(self) -> None:
        """A unit was chosen in the line."""
        site = self.page.line.site
        if site is None:
            return
        self.page.line.site = None
        self.page.line.clear()
        deed = self._try(campaigns.add_sites, [site["id"]], self.page.index)
        if deed:
            self.page.frame.did(f"已加入：{site['name']}。", deed=deed)
            self.page.route.table.select(site["id"])

    def from_register(self) -> None:
        """Choose several in the register."""
        frame = self.page.frame
        frame.go("sites")
        frame.say("在名册里筛选，空格选几家（Ctrl+A 选中找到的），再按“加入专项行动”Ctrl+J。")

    def remove(self) -> None:
        """Take the unit the keyboard stands on out of the route."""
        row = self.page.route.current()
        deed = row and self._try(campaigns.remove_sites, [row["site_id"]])
        if deed:
            self.page.frame.did(f"已移出路线：{row['name']}。", deed=deed)

    # One stop ---------------------------------------------------------------------------------------------

    def open_row(self, row: Mapping[str, Any]) -> None:
        """Enter: the record, the draft of its sheet, or the unit."""
        if row["progress"] == "visited":
            self.page.frame.open(InspectionPage(self.page.frame, row["record"]))
        elif row["sheet_state"] == "out":
            draft = self.page.frame.trying(field_sheets.draft_for, self.page.frame.desk, row["sheet"])
            if draft:
                opening.open_draft(self.page.frame, draft)
        else:
            self.page.frame.go("sites", {"open": row["site_id"]})

    def of_side(self, name: str) -> None:
        """A button of the right side."""
        row = self.page.route.current()
        if row is None:
            return
        if name == "missed":
            self.page.side.ask()
        elif name == "register":
            self.page.frame.open(FormPaperPage(self.page.frame, REGISTER, [row["record"]]))
        else:
            self.open_row(row)

    # Papers -----------------------------------------------------------------------------------------------

    def print_route(self) -> None:
        """Ctrl+P: sheets for those not visited; when all have theirs, the same once more."""
        page, frame = self.page, self.page.frame
        if page.group is None:
            return
        wanted = self._try(campaigns.to_print, page.index)
        out = [row["sheet"] for row in page.group.rows if row["sheet_state"] == "out"]
        if wanted:
            frame.open(FieldSheetPage(frame, wanted, campaign=page.campaign, group=page.index))
        elif out:
            frame.open(FieldSheetPage(frame, issued=out, campaign=page.campaign, group=page.index))
        else:
            frame.say("这一组没有要打印的：都去过了，或还没有单位。")

    def summary(self) -> None:
        """F8: 一页小结, composed from the records."""
        page, frame = self.page, self.page.frame
        made = self._try(campaigns.summary_pdf)
        if made is None:
            return
        campaign = page.told.campaign
        what = campaigns.summary_word(frame.desk, campaign)
        file_name = papers.file_name(frame.desk.today.isoformat(), campaign["name"], what)
        after = "数字由登记生成，只供内部使用。要加的话写在“修改”的“一页小结补充”里。"
        after += "" if what == "小结" else f"{campaign['ends_on']} 以前只叫进展。"
        frame.open(PdfPage(frame, f"一页{what}", campaign["name"], made.pdf, file_name, after))

    # The campaign -----------------------------------------------------------------------------------------

    def change(self) -> None:
        """F2: name, days, checklists."""
        self.page.frame.open(CampaignFormPage(self.page.frame, self.page.campaign))

    def add_group(self) -> None:
        """One more group at the end."""
        told = ask_group(self.page, "加一组", "", "")
        if told:
            deed = self._try(campaigns.add_group, *told)
            if deed:
                self.page.frame.did(f"已加一组：{told[0]}。", deed=deed)
                self.page.cards.choose(len(self.page.cards.cards) - 1)

    def change_group(self) -> None:
        """Another name or leader for the group on show."""
        group = self.page.group
        told = ask_group(self.page, "改这一组", group.name, group.leader) if group else None
        if told:
            groups = [dict(one) for one in self.page.told.campaign.get("groups") or ()]
            groups[self.page.index].update(name=told[0], leader=told[1])
            deed = self._try(campaigns.change, {"groups": groups})
            if deed:
                self.page.frame.did(f"已改：{told[0]}。", deed=deed)

    def void(self) -> None:
        """Void the campaign, after asking for the reason."""
        name = self.page.told.campaign["name"]
        reason = ask_reason(self.page, f"作废专项行动“{name}”？", "去过的检查、领过的现场用纸都留着；随时可以撤销。")
        deed = reason and self._try(campaigns.void, reason)
        if deed:
            self.page.frame.back()
            self.page.frame.did(f"已作废专项行动：{name}。", deed=deed)

    def more(self) -> list[tuple[str, Callable[[], object]]]:
        """Everything seldom."""
        found: list[tuple[str, Callable[[], object]]] = [("修改名称、起止、检查表 F2", self.change), ("加一组", self.add_group)]
        if self.page.group:
            found.append(("改组名、带队领导", self.change_group))
        if self.page.route.current():
            found.append(("把这家移出路线 Delete", self.remove))
        return [*found, ("作废这次专项行动", self.void)]
