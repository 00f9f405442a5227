"""The layout of 责令限期整改指令书."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yongji_desktop.papers.blocks import (
    Block,
    Grid,
    Keep,
    Letterhead,
    Para,
    Prose,
    Row,
    Sign,
    Signing,
    cell,
    para,
)

_BODY = {"size": 12.0, "leading": 19.5 / 12, "indent": 2.0}
_COLUMNS = (26, 62, 22, 56)


def blocks(data: Mapping[str, Any]) -> list[Block]:
    """The layout of composed data."""
    addressee = para([{"t": data["addressee"], "u": True}, "："], size=12, leading=19.5 / 12, align="left")
    words = [data["lead"], *data["problems"]]
    return [
        Letterhead(data["organ"], data["title"], "", data["note"]),
        Prose((addressee,), before=0.6),
        Prose(tuple(_para(one) for one in words)),
        Prose(tuple(_para(one) for one in data["order"]), before=1.2),
        Keep(
            tail=(
                Prose((_para(data["relief"]),), after=1.6),
                Signing((_people(data), Sign(tuple(data["signed"])))),
                Prose((para(data["copies"], size=9, role="song", align="left"),)),
            )
        ),
    ]


def _para(pieces: Any) -> Para:
    return para(pieces, **_BODY)


def _people(data: Mapping[str, Any]) -> Grid:
    """Each enforcement officer with the certificate, then the head of the unit."""
    rows = [
        Row(
            (
                cell("执法人员\n（签名）", role="song", align="center"), cell(one["name"], foot="　　"),
                cell("执法证号", role="song", align="center"), cell(one["certificate"], align="left"),
            ),
            height=11,
        )
        for one in data["people"]
    ]  # fmt: skip
    head = Row(
        (
            cell("被检查单位\n负责人（签名）", role="song", size=10, align="center"), cell("", foot="　　年　　月　　日"),
            cell("姓　名", role="song", align="center"), cell(data["principal"] or "　", align="left"),
        ),
        height=14,
    )  # fmt: skip
    return Grid(_COLUMNS, (*rows, head), pad_y=0.8)
