"""Reading scans page by page: what the QR code of each page says, or the sentence why it cannot be read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pypdfium2
import zxingcpp

from yongji_desktop.core.errors import Refused
from yongji_desktop.papers import joining
from yongji_desktop.services.pdfium import ONE_AT_A_TIME

LARGEST_SCAN = 40 * 1024 * 1024
MOST_PAGES = 500
MOST_PIXELS = 40_000_000
DPI = (200, 300)
LOCKED = "“{name}”打不开：PDF 已损坏或有密码，没有收。请重新扫描或去掉密码。"
CODE = re.compile(r"YJAQ1;([^;]{1,80});V(\d{1,4});([0-9A-Z]{8});P(\d{1,4})/(\d{1,4})")


@dataclass(frozen=True)
class Page:
    """One scanned page.

    `name` of the file, `at` which page of it (from 1; 0 for a file that could not be read at all), `kind` pdf, jpeg,
    png … of `data`.  `number`, `edition` (None: typed, not read), `check` and `page` of the paper as its QR code or
    the officer tells; `trouble` the sentence for the officer when it cannot be filed as it is.
    """

    name: str
    at: int
    kind: str = ""
    data: bytes = field(default=b"", repr=False)
    number: str = ""
    edition: int | None = None
    check: str = ""
    page: int = 0
    trouble: str = ""

    @property
    def shown(self) -> str:
        """“扫描.pdf”第 7 页."""
        return f"“{self.name}”第 {self.at} 页"


def read(sources: Iterable[Path | tuple[str, bytes]], progress: Callable[[int, int], bool] | None = None) -> list[Page]:
    """Every page of every file, in order; a file that cannot be read is one page with its sentence.

    A source is a path or (name, bytes).  `progress(done, all)` is called before each page and returns False to stop;
    then Refused is raised and nothing was kept.
    """
    waiting: list[Page] = []
    for source in sources:
        name = source.name if isinstance(source, Path) else source[0]
        try:
            waiting += _pages(name, _bytes(source))
        except Refused as words:
            waiting.append(Page(name, 0, trouble=str(words)))
    found = []
    for done, page in enumerate(waiting):
        if progress and not progress(done, len(waiting)):
            raise Refused("已停下，没有归档。")
        found.append(page if page.trouble else _read(page))
    return found


def _bytes(source: Path | tuple[str, bytes]) -> bytes:
    if not isinstance(source, Path):
        name, data = source
        _refuse_size(name, len(data))
        return data
    try:
        if source.is_dir():
            raise Refused(f"“{source.name}”是文件夹，没有收。请打开它，选里面的扫描件。")
        _refuse_size(source.name, source.stat().st_size)
        return source.read_bytes()
    except (OSError, ValueError):
        raise Refused(f"“{source.name}”读不出来，没有收。请检查路径和 U 盘。") from None


def _refuse_size(name: str, size: int) -> None:
    if size > LARGEST_SCAN:
        raise Refused(f"“{name}”有 {size // 2**20} MB，超过 40 MB，没有收。请用 200 dpi 灰度重新扫描，或分成几份。")


def _pages(name: str, data: bytes) -> list[Page]:
    """The pages of one file, not read yet."""
    if not data.startswith(b"%PDF"):
        from yongji_desktop.store import images  # the imaging library is loaded with the first picture

        return [Page(name, 1, images.kind_of(data, name), data)]
    try:
        whole = joining.split(data)
    except ValueError:
        raise Refused(LOCKED.format(name=name)) from None
    if not whole:
        raise Refused(f"“{name}”里没有页，没有收。请重新扫描。")
    if len(whole) > MOST_PAGES:
        raise Refused(f"“{name}”有 {len(whole)} 页，一次最多 {MOST_PAGES} 页，没有收。请分成几份。")
    return [Page(name, n, "pdf", one) for n, one in enumerate(whole, 1)]


def _read(page: Page) -> Page:
    """The page with what its QR code says, or with a sentence."""
    try:
        if page.kind == "pdf":
            return _told(page, _drawn(page.name, page.data))
        from yongji_desktop.store import images

        return _told(page, [images.grey(page.data, page.name)])
    except Refused as words:
        return Page(page.name, 0, trouble=str(words))


def _drawn(name: str, data: bytes) -> Iterator[Any]:
    """The page as a picture, finer when it was not readable."""
    try:
        with ONE_AT_A_TIME:
            document = pypdfium2.PdfDocument(data)
            try:
                page = document[0]
                inches = page.get_width() / 72 * page.get_height() / 72
                for dpi in DPI:
                    scale = min(dpi, (MOST_PIXELS / max(inches, 0.01)) ** 0.5) / 72
                    yield page.render(scale=scale, grayscale=True).to_pil()
            finally:
                document.close()
    except pypdfium2.PdfiumError:
        raise Refused(LOCKED.format(name=name)) from None


def _told(page: Page, pictures: Iterable[Any]) -> Page:
    """The page with what its QR code says, or with the sentence that it must be typed."""
    for picture in pictures:
        found = list(dict.fromkeys(filter(None, map(_code, zxingcpp.read_barcodes(picture, zxingcpp.BarcodeFormat.QRCode)))))
        if len(found) > 1:
            return replace(page, trouble=f"{page.shown}上有 {len(found)} 个编号，请一页一张重新扫描，或输编号。")
        if found:
            number, edition, check, at = found[0]
            return replace(page, number=number, edition=edition, check=check, page=at)
    return replace(page, trouble=f"{page.shown}认不出，请输编号。")


def _code(barcode: Any) -> tuple[str, int, str, int] | None:
    try:
        text = bytes(barcode.bytes).decode("utf-8")
    except UnicodeDecodeError:
        return None
    told = CODE.fullmatch(text)
    return (told[1], int(told[2]), told[3], int(told[4])) if told else None
