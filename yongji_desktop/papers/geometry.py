"""Paper and margins of the families of papers, in millimetres."""

from __future__ import annotations

from dataclasses import dataclass

from yongji_desktop.papers.typeset import MM


@dataclass(frozen=True)
class Geometry:
    """Paper and margins in millimetres; `first_top` is where the text of the first page begins when its head is
    set apart."""

    width: float = 210.0
    height: float = 297.0
    top: float = 20.0
    bottom: float = 19.0
    left: float = 27.0
    right: float = 17.0
    first_top: float | None = None

    @property
    def measure(self) -> float:
        """Width of the text in points."""
        return (self.width - self.left - self.right) * MM


FORM = Geometry()
ROW = 225 / 22  # 22 lines of a letter on a page, 19 on its first
LETTER = Geometry(top=37, bottom=35, left=28, right=26, first_top=37 + 3 * ROW)
LEDGER = Geometry(297, 210, top=26, bottom=16, left=14, right=14)
GEOMETRIES = {"form": FORM, "letter": LETTER, "ledger": LEDGER}
