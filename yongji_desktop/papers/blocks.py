"""What a paper is made of.  Lengths are millimetres, type sizes points; nothing here draws."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Piece = str | Mapping[str, Any]


@dataclass(frozen=True)
class Text:
    """A stretch of words; `role` and `size` of None mean those of the paragraph."""

    text: str
    role: str | None = None
    size: float | None = None
    underline: bool = False
    grey: bool = False


@dataclass(frozen=True)
class Box:
    """A check box, joined with the word after it."""

    ticked: bool = False


@dataclass(frozen=True)
class Blank:
    """Room for handwriting, `width` mm, with a line under it unless `line` is false."""

    width: float
    line: bool = True


Inline = Text | Box | Blank


@dataclass(frozen=True)
class Para:
    """A paragraph.  `leading` is a multiple of `size`; `indent` (first line) and `hang` (the lines after) are in em.

    `tracking` points are added after every character, so that a given number of them fills a line.

    `align`: "justify" (last line left), "left", "center", "right" or "short" (centred while it is one
    line, else justified); justified text in a column narrower than 30 mm is set left.
    """

    inlines: tuple[Inline, ...]
    size: float = 10.5
    role: str = "fang"
    align: str = "justify"
    leading: float = 1.36
    indent: float = 0.0
    hang: float = 0.0
    tracking: float = 0.0


@dataclass(frozen=True)
class Cell:
    """One cell of a grid.  `foot` stands at the bottom right; `image` is the SHA-256 of a photo."""

    paras: tuple[Para, ...] = ()
    span: int = 1
    valign: str = "middle"
    foot: Para | None = None
    image: str | None = None


@dataclass(frozen=True)
class Row:
    """A row of cells, at least `height` mm high; `shade` is a grey level (0.93) or None."""

    cells: tuple[Cell, ...]
    height: float = 0.0
    shade: float | None = None


@dataclass(frozen=True)
class Grid:
    """A table.  `header` is repeated on every page; `rules` false draws only the outer frame.

    At least `last` rows stand on its last page where the rows allow it.
    """

    widths: tuple[float, ...]
    rows: tuple[Row, ...]
    header: Row | None = None
    pad_x: float = 1.2
    pad_y: float = 0.7
    rules: bool = True
    image_height: float = 60.0
    image_box: tuple[float, float] = (79.0, 58.0)
    last: int = 2


@dataclass(frozen=True)
class Letterhead:
    """Organ, title and number, centred; the number itself comes from the frame.

    `note` stands behind the number, `remark` on a line of its own below it.
    """

    organ: str
    title: str
    subtitle: str = ""
    note: str = ""
    remark: str = ""


@dataclass(frozen=True)
class RedHead:
    """The head of a letter's first page: the organ in red, a red double line, the number from the frame below it.

    While the letter has no number, `blank` stands there: the words before and after 12 mm for handwriting.  `note`
    stands behind the number.
    """

    organ: str
    blank: tuple[str, str] = ("", "")
    note: str = ""


@dataclass(frozen=True)
class Heading:
    """A section's name; at least `room` mm of what follows stay with it.  `indent` is in em."""

    text: str
    size: float = 11.5
    align: str = "left"
    before: float = 1.6
    after: float = 0.9
    role: str = "hei"
    leading: float = 1.36
    indent: float = 0.0
    room: float = 40.0


@dataclass(frozen=True)
class Prose:
    """Paragraphs across the full width."""

    paras: tuple[Para, ...]
    before: float = 0.0
    after: float = 0.0


@dataclass(frozen=True)
class Sign:
    """Name and date of the organ, centred on a line `from_right` mm from the right edge."""

    lines: tuple[str, ...]
    from_right: float = 38.0
    size: float = 12.0
    leading: float = 1.65
    before: float = 10.0
    after: float = 4.0


@dataclass(frozen=True)
class CutLine:
    """A dashed line with words in its middle."""

    text: str
    before: float = 2.0
    after: float = 1.5


@dataclass(frozen=True)
class NewPage:
    """What follows starts a page; `numbered` is false for an enclosure whose pages bear no page number."""

    numbered: bool = True


@dataclass(frozen=True)
class Foot:
    """Paragraphs at the very bottom of the page where the text ends (抄送)."""

    paras: tuple[Para, ...]


@dataclass(frozen=True)
class Keep:
    """`body` and `tail` on one page.

    When both together are taller than a page, `body` is split by rows and its last rows stay with
    `tail`.  `room` mm must be free on the page, otherwise a new one is begun.
    """

    tail: tuple[Block, ...]
    body: tuple[Block, ...] = ()
    room: float = 0.0


@dataclass(frozen=True)
class Signing:
    """Blocks that a draft leaves out, because nobody may sign it."""

    blocks: tuple[Block, ...]


Block = Letterhead | RedHead | Heading | Prose | Sign | CutLine | NewPage | Foot | Keep | Signing | Grid


def inline(piece: Piece) -> Inline:
    """The inline of one piece of frozen data.

    A piece is a string, ``{"t": words, "role":…, "u": underlined, "grey":…}``, ``{"box": ticked}``,
    ``{"blank": mm}`` (with a line) or ``{"gap": mm}`` (without).
    """
    if isinstance(piece, str):
        return Text(piece)
    if "box" in piece:
        return Box(bool(piece["box"]))
    if "blank" in piece:
        return Blank(float(piece["blank"]))
    if "gap" in piece:
        return Blank(float(piece["gap"]), line=False)
    return Text(
        piece["t"], role=piece.get("role"), underline=bool(piece.get("u")), grey=bool(piece.get("grey"))
    )


def para(pieces: Piece | Iterable[Piece], **style: Any) -> Para:
    """A paragraph from one piece or from a list of pieces; `style` are fields of Para."""
    if isinstance(pieces, (str, Mapping)):
        pieces = (pieces,)
    return Para(tuple(inline(piece) for piece in pieces), **style)


def paras(content: Any, **style: Any) -> tuple[Para, ...]:
    """Paragraphs of one cell: a string (one per line) or a list of lists of pieces."""
    if isinstance(content, str):
        return tuple(para(line, **style) for line in content.split("\n"))
    return tuple(para(line, **style) for line in content)


def cell(content: Any = "", *, span: int = 1, valign: str = "middle", foot: str = "", **style: Any) -> Cell:
    """A cell of song, fang … text; `foot` is set at its bottom right."""
    bottom = para(foot, role="song", size=style.get("size", 10.5), align="right") if foot else None
    return Cell(paras(content, **style) if content else (), span, valign, bottom)
