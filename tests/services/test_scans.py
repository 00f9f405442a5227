"""Scans of others' papers: kept as they are, refused by name when they cannot be read."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
import town

from yongji_desktop.core.errors import Refused
from yongji_desktop.services import scans
from yongji_desktop.services.desk import Desk


def pdf(path: Path, pages: int = 3, password: str = "") -> Path:
    with pikepdf.new() as document:
        for _ in range(pages):
            document.add_blank_page()
        lock = pikepdf.Encryption(owner=password, user=password) if password else False
        document.save(path, encryption=lock)
    return path


def refused(desk: Desk, path: Path) -> str:
    with pytest.raises(Refused) as told:
        scans.attach(desk, path)
    assert path.name in str(told.value) and town.chinese(str(told.value))
    return str(told.value)


def test_a_pdf_is_kept_byte_for_byte(founded: Desk, tmp_path: Path):
    path = pdf(tmp_path / "责令限期.pdf")
    scan = scans.attach(founded, path)
    assert (scan["name"], scan["kind"], scan["pages"]) == ("责令限期.pdf", "pdf", 3)
    assert founded.store.blobs.get(scan["sha"]) == path.read_bytes()


def test_a_picture_of_a_page_is_taken_like_a_photo(founded: Desk, tmp_path: Path):
    (tmp_path / "page.jpg").write_bytes(town.picture())
    scan = scans.attach(founded, tmp_path / "page.jpg")
    assert (scan["kind"], scan["pages"]) == ("photo", 1)
    assert founded.store.blobs.get(scan["sha"]).startswith(b"\xff\xd8")


def test_what_cannot_be_read_is_refused_by_name(founded: Desk, tmp_path: Path):
    cut = tmp_path / "断.pdf"
    cut.write_bytes(b"%PDF-1.7 cut")
    assert "损坏或有密码" in refused(founded, cut)
    assert "损坏或有密码" in refused(founded, pdf(tmp_path / "锁.pdf", password="x"))
    large = tmp_path / "大.pdf"
    with large.open("wb") as file:
        file.truncate(41 * 2**20)
    assert "41 MB" in refused(founded, large)
    refused(founded, tmp_path / "没有.pdf")
    refused(founded, pdf(tmp_path / "空.pdf", pages=0))
    words = tmp_path / "表.docx"
    words.write_bytes(b"PK\x03\x04" + bytes(100))
    refused(founded, words)


def test_the_file_itself_is_not_touched(founded: Desk, tmp_path: Path):
    path = pdf(tmp_path / "a.pdf")
    before = path.read_bytes()
    first, again = scans.attach(founded, path), scans.attach(founded, path)
    assert first == again and path.read_bytes() == before and io.BytesIO(before).read(4) == b"%PDF"
