"""What is said of each scanned page before it is filed: which paper, which page, what is missing, what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from yongji_desktop.core.errors import Refused
from yongji_desktop.services import filing
from yongji_desktop.services.desk import Desk
from yongji_desktop.services.filing_targets import Target, target_of
from yongji_desktop.services.scan_reading import Page

READY, UNREAD, WRONG = "可归档", "认不出", "不能归档"
FAMILIES = {"已归档": "green", READY: "green", UNREAD: "amber", WRONG: "red"}
ASK = "认不出，请输编号"


@dataclass(frozen=True)
class PageRow:
    """One line of the list: the page, its state, two lines of words."""

    page: Page
    state: str
    title: str
    words: str

    @property
    def family(self) -> str:
        """The colour of its state."""
        return FAMILIES[self.state]

    @property
    def can_be_named(self) -> bool:
        """Whether a number typed by the officer may help."""
        return bool(self.page.data)


def rows(desk: Desk, pages: Sequence[Page]) -> list[PageRow]:
    """A line for each page, in the order they were scanned."""
    names: dict[str, str] = {}
    return [_row(desk, page, names) for page in pages]


def _row(desk: Desk, page: Page, names: dict[str, str]) -> PageRow:
    where = page.shown if page.at else f"“{page.name}”"
    if page.trouble or not page.number:
        unread = not page.number
        title = ASK if unread and page.data else short(page.number) or page.name
        return PageRow(page, UNREAD if unread and page.data else WRONG, title, page.trouble or f"{where}认不出，请输编号。")
    try:
        target = target_of(desk, page)
    except Refused as words:
        return PageRow(page, WRONG, short(page.number), str(words))
    unit = _unit(desk, target, names)
    edition = f" 第{target.edition}版" if target.edition > 1 else ""
    title = f"{short(page.number)} 第 {page.page} / {target.pages} 页"
    return PageRow(page, READY, title, " · ".join(word for word in (unit, target.title + edition, where) if word))


def _unit(desk: Desk, target: Target, names: dict[str, str]) -> str:
    if not target.site_id:
        return ""
    if target.site_id not in names:
        try:
            names[target.site_id] = desk.get("site", target.site_id)["name"]
        except Refused:
            names[target.site_id] = ""
    return names[target.site_id]


def short(number: str) -> str:
    """检 A269 of 永城东检〔2026〕A269号; the whole number when it is of another kind."""
    series, mark, last = number.partition("〔")
    if not mark:
        return number
    return f"{series[-1:]} {last.rpartition('〕')[2].removesuffix('号')}"


def not_scanned(desk: Desk, pages: Sequence[Page]) -> list[str]:
    """Sentences for papers of which pages are neither filed nor among these: “检 A269 还缺第 2、3 页。”"""
    found: dict[tuple[str, int, str], tuple[Target, set[int]]] = {}
    for page in pages:
        if page.trouble or not page.number:
            continue
        try:
            target = target_of(desk, page)
        except Refused:
            continue
        key = (target.number, target.edition, target.check)
        found.setdefault(key, (target, set()))[1].add(page.page)
    told = []
    for target, here in found.values():
        missing = filing.missing_pages(desk, target.number, target.edition, target.check or None, target.pages)
        left = [n for n in missing if n not in here]
        if left:
            told.append(f"{short(target.number)} 还缺第 {'、'.join(str(n) for n in left)} 页")
    return told
