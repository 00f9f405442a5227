"""What can become of a unit beside its visits, and what that means for its open hazards (R71).

An end is no rectification: the hazards are 已终止, they never count as closed.
"""

from __future__ import annotations

from dataclasses import dataclass

from yongji_desktop.core.fields import Field, Input
from yongji_desktop.core.kind_parts import long, text

FILES = Field("files", "附件", Input.DATA, holds="list")
ON = Field("happened_on", "日期", Input.DATE, required=True)
WORDS = long("words", "情况")


@dataclass(frozen=True)
class Move:
    """One of them: `step` of a hazard it takes, `reason` of an end, `state` the unit is in after, `sets` the fields of
    the unit that follow {field of the unit: field asked for}, `before` the states it may be taken from."""

    code: str
    word: str
    step: str
    state: str
    fields: tuple[Field, ...]
    before: tuple[str, ...] = ("open", "suspended")
    reason: str = ""
    sets: tuple[tuple[str, str], ...] = ()
    note: str = ""


MOVES: dict[str, Move] = {
    one.code: one
    for one in (
        Move(
            "suspend", "停业", "rested", "suspended", (ON, Field("reopen_on", "开业前复查日", Input.DATE), WORDS), ("open",),
            note="隐患暂停，不算整改；恢复经营时先复查。",
        ),
        Move(
            "resume", "恢复经营", "resumed", "open", (ON, WORDS), ("suspended", "closed", "moved_away"),
            note="暂停的隐患转待复查，开业前先复查。",
        ),
        Move(
            "close", "关闭", "ended", "closed",
            (ON, text("evidence", "凭据（注销信息）"), WORDS, FILES), reason="closed_down",
            note="隐患终止（关闭），不算整改，不计入已闭环。",
        ),
        Move(
            "move_within", "镇内迁", "ended", "open",
            (ON, text("address", "新地址", required=True), text("village", "新址村（社区）"),
             text("evidence", "凭据（租约等）"), WORDS, FILES),
            reason="moved_within", sets=(("address", "address"), ("village", "village")),
            note="旧址的隐患终止（镇内迁），新址要重新检查。",
        ),
        Move(
            "move_away", "迁出", "ended", "moved_away",
            (ON, text("where", "迁入的镇街", required=True), text("evidence", "函告文号", required=True), WORDS, FILES),
            reason="moved_away", note="函告迁入镇街以后，隐患在本处终止（迁出）。",
        ),
        Move(
            "new_tenant", "换承租人", "new_tenant", "open",
            (ON, text("tenant", "新使用人", required=True), text("principal", "新负责人"), text("principal_phone", "负责人电话"), WORDS),
            sets=(("actual_controller", "tenant"), ("principal", "principal"), ("principal_phone", "principal_phone")),
            note="隐患随场所，重新送达新使用人以后接着整改。",
        ),
    )
}  # fmt: skip
