"""The layout of 安全生产巡查（检查）记录: which part stands where and how wide."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yongji_desktop.papers.blocks import (
    Block,
    Cell,
    Grid,
    Heading,
    Keep,
    Letterhead,
    NewPage,
    Prose,
    Row,
    Signing,
    cell,
    para,
)
from yongji_desktop.papers.wording import EMPTY

Data = Mapping[str, Any]
_BASIC = (22, 60, 6, 25, 53)
_ITEMS = (10, 54, 38, 14, 37, 13)
_HAZARDS = (10, 20, 46, 29, 12, 17, 18, 14)
_SIGNING = (22, 72, 72)
_HEAD_SHADE, _MAJOR_SHADE = 0.93, 0.965


def blocks(data: Data) -> list[Block]:
    """The blocks of composed data."""
    out: list[Block] = [
        Letterhead(data["organ"], data["title"], note=data["note"], remark=data["remark"]),
        _basic(data["basic"]),
        Heading(data["items"]["title"]),
        _items(data["items"]),
        Heading(data["hazards"]["title"]),
        _hazards(data["hazards"]),
        Keep(
            body=(Heading(data["opinion"]["title"]), _opinion(data["opinion"]["paragraphs"])),
            tail=(
                Signing((Heading(data["signing"]["title"]), signing_grid(data["signing"]))),
                Prose((para(data["attachments"], size=9, role="song", align="left"),), before=0.6),
            ),
        ),
    ]
    if data["photos"]["cells"]:
        title = Heading(data["photos"]["title"], size=14, align="center", before=1.0, after=2.0)
        out += [NewPage(), title, photo_grid(data["photos"]["cells"])]
    return out


def _label(text: str, **style: Any) -> Cell:
    return cell(text, role="song", align="center", **style)


def _value(content: Any, span: int = 1, **style: Any) -> Cell:
    if isinstance(content, str):
        return cell(content, span=span, align="center" if content == EMPTY else "justify", **style)
    return cell([content], span=span, role="song", **style)


def _basic(basic: Data) -> Grid:
    def two(left: str, right: str, right_size: float = 10.5) -> Row:
        (label, value), (other_label, other) = basic[left], basic[right]
        return Row(
            (_label(label), _value(value, span=2), _label(other_label, size=right_size), _value(other))
        )

    def one(name: str) -> Row:
        label, value = basic[name]
        return Row((_label(label), _value(value, span=4)))

    rows = (
        two("unit", "uscc"),
        two("address", "sector"),
        two("principal", "principal_phone"),
        two("safety", "safety_phone"),
        one("nature"),
        one("kind"),
        two("time", "places"),
        two("inspectors", "consultants", right_size=9),
        one("told"),
        one("checklists"),
    )
    return Grid(_BASIC, rows, pad_y=0.55)


def _header(texts: list[str]) -> Row:
    return Row(tuple(cell(text, size=10, role="hei", align="center") for text in texts), shade=_HEAD_SHADE)


def _short(text: str, size: float = 10, align: str = "justify") -> Cell:
    """A value that is centred when it is the dash of an empty one, else set as text."""
    return cell(text, size=size, align="center" if text == EMPTY else align)


def _sentence(text: str) -> Grid:
    return Grid((166,), (Row((cell(text, align="left"),), height=7),))


def _items(items: Data) -> Block:
    if not items["rows"]:
        return _sentence(items["none"])
    rows = []
    for item in items["rows"]:
        role = {"role": "hei"} if item["failed"] else {"role": "song"}
        rows.append(
            Row(
                (
                    cell(item["no"], size=10, align="center"),
                    cell(item["text"], size=10),
                    _short(item["basis"], 9, "left"),
                    cell(item["result"], size=10, align="center", **role),
                    _short(item["note"]),
                    cell(item["photos"], size=10, align="center"),
                )
            )
        )
    return Grid(_ITEMS, tuple(rows), header=_header(items["header"]), pad_y=0.4)


def _hazards(hazards: Data) -> Block:
    if not hazards["rows"]:
        return _sentence(hazards["none"])
    rows = []
    for hazard in hazards["rows"]:
        strong = {"role": "hei"} if hazard["suspected"] else {"role": "song"}
        rows.append(
            Row(
                (
                    cell(hazard["no"], size=10, align="center"),
                    cell(hazard["part"], size=10, align="left"),
                    cell(hazard["description"], size=10),
                    _short(hazard["basis"], 9, "left"),
                    cell(hazard["grade"], size=10, align="center", **strong),
                    cell(hazard["treatment"], size=10, align="center"),
                    cell(hazard["due"], size=10, align="center"),
                    cell(hazard["responsible"], size=10, align="center"),
                ),
                shade=_MAJOR_SHADE if hazard["suspected"] else None,
            )
        )
    return Grid(_HAZARDS, tuple(rows), header=_header(hazards["header"]), pad_y=0.5)


def _opinion(paragraphs: list[str]) -> Grid:
    rows = tuple(Row((cell(text, leading=15 / 10.5),)) for text in paragraphs)
    return Grid((166,), rows, pad_y=0.9, rules=False)


def signing_grid(signing: Data) -> Grid:
    """The table of 签字确认, from what papers.signing gives."""

    def whole(label: str, content: Any, **style: Any) -> Row:
        return Row((_label(signing[label]), cell(content, span=2, role="song", align="left", **style)))

    rows = [
        whole("opinion_label", signing["opinion"], leading=1.5),
        Row(
            (
                _label(signing["signer_label"]),
                cell(
                    [signing["signer"]],
                    span=2,
                    role="song",
                    align="left",
                    valign="top" if signing["signer_date"] else "middle",
                    foot=signing["signer_date"],
                ),
            ),
            height=13,
        ),
    ]
    if signing["absent"]:
        rows.append(whole("absent_label", signing["absent"], leading=1.6))
    people = signing["inspectors"]
    for first in range(0, len(people), 2):
        pair = people[first : first + 2]
        cells = [
            cell(
                text,
                span=1 if len(people) > 1 else 2,
                role="song",
                align="left",
                valign="top" if signing["inspectors_date"] else "middle",
                foot=signing["inspectors_date"],
            )
            for text in pair
        ]
        if len(pair) == 1 and len(people) > 1:
            cells.append(cell(""))
        label = signing["inspectors_label"] if first == 0 else ""
        rows.append(Row((_label(label), *cells), height=12))
    rows.append(
        Row(
            (
                _label(signing["recorder_label"]),
                cell(signing["recorder"], role="song", align="left"),
                cell(signing["witness"], role="song", align="left"),
            ),
            height=8,
        )
    )
    rows.append(whole("refusal_label", signing["refusal"], size=10, leading=1.55))
    return Grid(_SIGNING, tuple(rows), pad_y=0.6)


def photo_grid(photos: list[Data]) -> Grid:
    """Photos two in a row, each with its number and use, its words, when and by whom it was taken."""
    cells = [
        Cell(
            (
                para([{"t": photo["no"], "role": "hei"}, f"　{photo['use']}"], role="song", align="left"),
                para(photo["caption"], align="left"),
                para({"t": photo["taken"], "grey": True}, size=8.5, role="song", align="left"),
            ),
            valign="top",
            image=photo["sha"],
        )
        for photo in photos
    ]
    if len(cells) % 2:
        cells.append(Cell())
    rows = tuple(Row((cells[n], cells[n + 1])) for n in range(0, len(cells), 2))
    return Grid((83, 83), rows, pad_y=0.5)
