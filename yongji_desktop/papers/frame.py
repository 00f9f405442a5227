"""What surrounds a paper's content and what drawing gives back; plain data, no drawing library."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Frame:
    """What surrounds the content on every page and is no part of the check code.

    `code` stands in the QR code (the number, or a short code where there is none); `issued_at` is
    "YYYY-MM-DDTHH:MM"; a draft shows neither number, check code, QR code nor the signing part; `mark` stands at
    the head of every page (演示数据，不作依据).  `family` is ``form``, ``letter`` or ``ledger`` (landscape); `foot`
    stands at the foot instead of the check code (a field sheet), `made` is the word after the moment of issue (生成,
    打印) — a field sheet is version 0 and names none.
    """

    title: str
    unit: str
    number: str | None
    code: str | None
    check_code: str | None
    version: int = 1
    issued_at: str | None = None
    draft: bool = False
    mark: str = ""
    family: str = "form"
    foot: str = ""
    made: str = "生成"


@dataclass(frozen=True)
class Rendered:
    """The PDF, its number of pages and the characters printed as 〓, in order of appearance."""

    pdf: bytes
    pages: int
    missing: tuple[str, ...]
