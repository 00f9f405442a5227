"""事故隐患台账 as a workbook: one row a hazard, every cell text or a number, nothing ever computed."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter

from yongji_desktop.core.citations import cite_all
from yongji_desktop.core.hazard_road import GRADES
from yongji_desktop.core.hazard_steps import END_REASONS, SOURCES
from yongji_desktop.core.kinds_follow import CONCLUSIONS

COLUMNS: tuple[tuple[str, str, int], ...] = (
    ("number", "隐患编号", 26), ("source", "来源", 12), ("found_on", "发现日期", 12), ("site", "单位", 30), ("part", "部位", 18),
    ("description", "隐患描述", 44), ("category", "类别", 10), ("grade", "等级", 10), ("basis", "依据条款", 30), ("measure", "整改措施", 36),
    ("interim", "临时管控", 24), ("responsible", "责任人", 10), ("invested", "资金（万元）", 12), ("due_on", "整改期限", 12),
    ("finished_on", "完成日期", 12), ("looked_by", "复查人", 16), ("looked_on", "复查日期", 12), ("conclusion", "复查结论", 12),
    ("closed", "闭环／销号日期", 14), ("closed_document", "销号文号", 24), ("ended", "终止原因", 12), ("overdue_days", "逾期天数", 10),
    ("waiting_days", "等部门天数", 10), ("waiting_department", "移送部门", 16), ("delivered_on", "送达日期", 12), ("accepted_on", "受理日期", 12),
    ("judged_document", "认定文号", 24),
)
_WORDS: dict[str, Mapping[str, str]] = {"source": SOURCES, "grade": GRADES, "conclusion": CONCLUSIONS, "ended": END_REASONS}


def hazard_workbook(rows: Sequence[Mapping[str, Any]], title: str, on: str) -> bytes:
    """The workbook's bytes; `rows` as services.ledger.rows gives them, `on` the day the overdue days count to."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"title": title})
        sheet = book.add_worksheet("隐患台账")
        plain = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        number = book.add_format({"valign": "top"})
        head = book.add_format({"bold": True, "bg_color": "#EDEDED", "border": 1, "text_wrap": True})
        sheet.write_string(0, 0, f"{title}（逾期以 {on} 为准，{len(rows)} 条）", book.add_format({"bold": True}))
        for index, (_, label, width) in enumerate(COLUMNS):
            sheet.set_column(index, index, width)
            sheet.write_string(1, index, label, head)
        sheet.freeze_panes(2, 1)
        if rows:
            sheet.autofilter(1, 0, len(rows) + 1, len(COLUMNS) - 1)
        for line, row in enumerate(rows, 2):
            for index, (name, _, _) in enumerate(COLUMNS):
                value = row.get(name)
                if name in ("invested", "overdue_days", "waiting_days"):
                    if value:
                        sheet.write_number(line, index, value, number)
                elif value not in (None, "", []):
                    sheet.write_string(line, index, _text(name, value), plain)
    return buffer.getvalue()


def _text(name: str, value: Any) -> str:
    if name == "basis":
        return cite_all(value)
    if isinstance(value, list):
        return "、".join(str(one) for one in value)
    return _WORDS.get(name, {}).get(value, str(value))
