"""The seven groups of a 交接清单, counted from what is on record: what one officer leaves to the next (R79)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from yongji_desktop.core.hazard_road import MAJOR, STATES
from yongji_desktop.services import campaigns, field_sheets, filing, hazards, number_books
from yongji_desktop.services.desk import Desk
from yongji_desktop.services.hazards import HazardFacts
from yongji_desktop.store import questions_due, records

TITLES = (
    "未闭环隐患", "待送达文书", "待回执移送和报告", "未归档原件", "编号簿", "密钥与备份介质", "进行中的活动、演练、督办",
)
BY_HAND = "　"
MEDIA = ("备份用U盘、移动硬盘", "磁盘加密恢复密钥（纸质，封存）", "开机、登录密码（封存或当面交接）", "办公章、执法证件", BY_HAND)
Row = dict[str, Any]


def open_hazards(desk: Desk, officer_id: str) -> list[HazardFacts]:
    """The open hazards in one officer's hands: 改派 to the officer, else found on a visit the officer made, or found
    on no visit."""
    name = desk.get("officer", officer_id)["name"]
    visits: dict[str, bool] = {}
    found = []
    for row in records.every(desk.store.db, "hazard", order="found_on", open=1):
        visit = row.get("inspection_id")
        if visit and visit not in visits:
            visits[visit] = _made(desk, visit, officer_id, name)
        if row["keeper"] == name if row.get("keeper") else not visit or visits[visit]:
            found.append(hazards.of(desk, row["id"]))
    return found


def _made(desk: Desk, visit: str, officer_id: str, name: str) -> bool:
    people = desk.get("inspection", visit).get("inspectors") or [] if records.exists(desk.store.db, "inspection", visit) else []
    return any(one.get("officer_id") == officer_id or (not one.get("officer_id") and one["name"] == name) for one in people)


def handover_list(desk: Desk, officer_id: str) -> dict[str, Any]:
    """What the list is composed from: from, device_letter and the seven groups {title, rows {name, number, due, note}}.

    Hazards are those in the officer's hands; papers, originals, numbers and campaigns are the office's.
    """
    known = open_hazards(desk, officer_id)
    rows = (
        [_hazard(one) for one in known], _undelivered(known), _waiting(desk, known), _originals(desk), _numbers(desk), _media(desk),
        _running(desk, known),
    )  # fmt: skip
    return {
        "from": desk.get("officer", officer_id)["name"],
        "device_letter": desk.store.letter,
        "on": desk.today.isoformat(),
        "groups": [{"title": title, "rows": group} for title, group in zip(TITLES, rows, strict=True)],
    }


def _row(name: str, number: str | None, due: str | None, note: str = "") -> Row:
    return {"name": name, "number": number or "", "due": due or "", "note": note}


def _site(one: HazardFacts) -> str:
    return str(one.site.get("name") or one.record.get("place") or "")


def _hazard(one: HazardFacts) -> Row:
    words = f"{_site(one)}：{str(one.record.get('description') or '')[:30]}"
    number = one.record.get("number") or f"{one.life.found_on or one.record.get('found_on') or ''}查出，未编号"
    return _row(words, number, one.life.due_on, STATES[one.life.state])


def _undelivered(known: list[HazardFacts]) -> list[Row]:
    """Notices nobody has signed for yet and letters decided on and not sent, each once."""
    found: dict[str, Row] = {}
    for one in known:
        if one.life.notices and not one.life.delivered_on:
            number = one.life.notices[-1]["number"]
            found.setdefault(number, _row(f"整改通知（告知）书：{_site(one)}", number, one.life.notices[-1].get("on"), "未登记送达"))
        if one.life.state in ("to_hand_over", "suspected_to_hand_over"):
            last = one.life.handovers[-1]
            key = last.number or one.record["id"]
            found.setdefault(key, _row(f"移送函（{last.department}）：{_site(one)}", last.number, last.decided_on, "函未送达"))
    return list(found.values())


def _waiting(desk: Desk, known: list[HazardFacts]) -> list[Row]:
    found = []
    for one in known:
        if one.life.waits:
            since = one.life.waits_since
            days = (desk.today - date.fromisoformat(since)).days if since else 0
            number = one.life.handovers[-1].number if one.life.handovers else ""
            words = f"{one.life.department or '部门'}：{_site(one)}"
            found.append(_row(words, number or one.record.get("number"), f"等 {days} 天", STATES[one.life.state]))
    for one in questions_due.unreported_refusals(desk.store.db):
        found.append(_row(f"拒签报告：{one['site_name'] or ''}", "", str(one["began_at"])[:10], "未报"))
    return found


def _originals(desk: Desk) -> list[Row]:
    found = []
    for one in filing.unfiled(desk):
        missing = f"缺第 {'、'.join(str(page) for page in one['missing'])} 页" if one.get("missing") else "未归档"
        words = f"{'录入后的手写件' if one['kind'] == 'field_sheet' else one['title']}：{one.get('site_name') or ''}"
        found.append(_row(words, one["number"], f"{one['pages']} 页", missing))
    for one in field_sheets.out(desk):
        found.append(_row(f"现场用纸：{one.get('site_name') or ''}", one["number"], f"{one['days']} 天", "未录入"))
    return found


def _numbers(desk: Desk) -> list[Row]:
    found = []
    for one in number_books.rows(desk):
        void = f"作废 {'、'.join(one['void'])}" if one["void"] else ""
        note = "；".join(part for part in (void, "字母已封存" if one["sealed"] else "") if part)
        found.append(_row(one["name"], one["last_number"], f"用到 {one['last']}", note))
    return found


def _media(desk: Desk) -> list[Row]:
    """Rows to be filled in by hand."""
    return [{"name": name, "number": BY_HAND, "due": BY_HAND, "note": BY_HAND} for name in MEDIA]


def _running(desk: Desk, known: list[HazardFacts]) -> list[Row]:
    today = desk.today.isoformat()
    found = [_row(f"专项行动：{one['name']}", "", f"{one['ends_on']} 止", "") for one in campaigns.listed(desk) if one["ends_on"] >= today]
    for one in known:
        if one.life.state in MAJOR and one.life.supervision:
            told: Mapping[str, Any] = one.life.supervision
            found.append(_row(f"督办：{_site(one)}", told.get("document"), told.get("due_on"), STATES[one.life.state]))
    return found
