"""登记线索: no licence shown, no permit shown, and the like; it goes to a department and has no deadline."""

from __future__ import annotations

from typing import Any

from yongji_desktop.core.fields import Field, Input
from yongji_desktop.core.kind_parts import long, text
from yongji_desktop.gui.pages.hazard_new import HazardNewPage
from yongji_desktop.services import clues


class ClueNewPage(HazardNewPage):
    """The same page for a lead."""

    word = "登记线索"
    subtitle = "无证无照等，移送部门核查，不设整改期限"
    memory = "clue_new"
    first_field = "missing"
    fields = (
        text("place", "地点"),
        text("missing", "未出示"),
        text("activity", "在做什么"),
        long("description", "情况"),
        text("department", "移送部门"),
        Field("happened_on", "发现日期", Input.DATE, required=True),
    )
    hints = {
        "place": "没有单位的写地点，例如：四泉村西口租用院落",
        "missing": "例如：营业执照；烟花爆竹经营（零售）许可证",
        "description": "不填就按上面两栏写",
        "activity": "看见的经营、作业，例如：院内正在分装桶装润滑油",
        "department": "无照的送市场监管，缺许可的送发证部门",
    }
    rules = (
        "只写“现场未出示”，不写“没有办理”“未取得”。",
        "登记以后是“线索待移送”，按约定天数出函，进期限雷达。",
        "线索不是隐患：不定等级、不设期限、不复查，不计入隐患数。",
        "部门反馈以后登记办结；退回的改送另一部门。",
        "检查里填了“未出示”的自动登记，不用再写。",
    )

    def _fields(self) -> list[Field]:
        return list(self.fields)

    def _proposed(self) -> dict[str, Any]:
        return {}

    def _write(self, values: dict[str, Any]) -> tuple[str, str]:
        identity = clues.register(self.frame.desk, values)
        return identity, f"已登记线索：{self.frame.desk.terms.deliver_within} 日内（约）出函移送。"

    def help(self) -> list[str]:
        """What the page is for."""
        return [
            "单位打几个字或拼音首字母，从下面选；没有单位的写地点。",
            "未出示什么、在做什么写了，情况就不用再写。",
            "移送部门空着的按部门字典：无照的送市场监管，缺许可的出函时选。",
            "Ctrl+Enter 登记；登记错了 Ctrl+Z 撤销。没登记就离开，填的内容留着。",
        ]
