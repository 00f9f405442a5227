"""交接: the list is issued, then the officer who leaves is 停用 and what is open goes to the next, in one deed (R79).

Names on past records stay as they were.  Deadlines are the office's; what is 改派 is the 经办人 of open hazards.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from yongji_desktop.core.errors import Invalid, Problem, Refused
from yongji_desktop.services import forms, handover_groups
from yongji_desktop.services.desk import Desk

LIST = "handover_list"
handover_list = handover_groups.handover_list
open_hazards = handover_groups.open_hazards


@dataclass(frozen=True)
class Preview:
    """What handing over would do; nothing is written yet.

    `told` is the list as it will be printed, `hazards` the ids that get the next officer as their 经办人.
    """

    leaves: dict[str, Any]
    takes: dict[str, Any]
    told: dict[str, Any]
    hazards: tuple[str, ...]

    def sentences(self) -> list[str]:
        """The preview in words."""
        counts = "、".join(f"{one['title']} {len(one['rows'])} 项" for one in self.told["groups"])
        return [
            f"出交接清单：{counts}。",
            f"{len(self.hazards)} 条未闭环隐患改派给{self.takes['name']}。",
            f"停用{self.leaves['name']}；以前记录上的署名不变。",
        ]


def preview(desk: Desk, officer_id: str, to_id: str) -> Preview:
    """What handing over from one officer to another would do; Refused when that cannot be."""
    leaves, takes = desk.get("officer", officer_id), desk.get("officer", to_id)
    if officer_id == to_id:
        raise Refused("移交人和接收人是同一个人。请选另一位接收人。")
    for one, word in ((leaves, "移交人"), (takes, "接收人")):
        if one.get("inactive") or one["voided"]:
            raise Refused(f"{word}{one['name']}已停用。请先恢复，或另选一位。")
    ids = tuple(one.record["id"] for one in handover_groups.open_hazards(desk, officer_id))
    return Preview(leaves, takes, handover_list(desk, officer_id), ids)


def hand_over(
    desk: Desk, officer_id: str, to_id: str, witness: str, reason: str, notes: Sequence[Mapping[str, str]] = (), *,
    machine: str = "", on: str = "", reasons: Mapping[str, str] | None = None,
) -> tuple[dict[str, Any], str]:
    """Issue the list, then stop the officer who leaves and reassign what is open; returns (paper, deed).

    `notes` [{number, note}] replace the notes the program counted; `reasons` pass warnings (R79).  The paper is locked
    as every paper; the deed is undone as one.  Raises Invalid or Refused before anything is written.
    """
    plan = preview(desk, officer_id, to_id)
    if desk.officer == officer_id:
        raise Refused(f"这台电脑正由{plan.leaves['name']}使用。请先在左下角换经办人，再办交接。")
    empty = {"witness": (witness, "监交人"), "reason": (reason, "原因")}
    problems = [Problem(name, f"{label}没有填。请补上。", "block", "R79") for name, (value, label) in empty.items() if not value.strip()]
    if problems:
        raise Invalid(problems)
    told = {
        **plan.told, "to": plan.takes["name"], "witness": witness.strip(), "reason": reason.strip(), "machine": machine.strip(),
        "on": on or desk.today.isoformat(),
    }  # fmt: skip
    extra = {LIST: told}
    inputs = {**forms.proposed(desk, LIST, [], extra), "notes": [dict(one) for one in notes if one.get("number")]}
    inputs = {name: value for name, value in inputs.items() if value}
    paper = forms.issue(desk, LIST, [], inputs, reasons, extra)
    words = f"交给{plan.takes['name']}，{paper['number']}，监交人{witness.strip()}；{reason.strip()}"
    with desk.store.deed("handover.done", desk.officer, reason=words, paper=paper["id"]) as deed:
        deed.set("officer", officer_id, inactive=True)
        for identity in plan.hazards:
            deed.set("hazard", identity, keeper=plan.takes["name"])
    return paper, deed.id
