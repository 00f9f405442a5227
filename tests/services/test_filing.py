"""Scans of signed originals: read from real pictures, filed page by page, refused with a sentence, nothing lost."""

from __future__ import annotations

import io
import random
from pathlib import Path

import pikepdf
import pytest
import scanning
import segno
import town
from PIL import Image

from yongji_desktop.core.errors import Invalid, Refused
from yongji_desktop.core.kinds import INSPECTION
from yongji_desktop.services import field_sheets, filing, history, inspections, papers
from yongji_desktop.services.desk import Desk
from yongji_desktop.store import records


def sheet(desk: Desk, name: str = town.SITE["name"]) -> dict:
    return field_sheets.print_for(desk, [town.some_site(desk, name=name)])[0]


def scan(desk: Desk, *sheets: dict, **more) -> tuple[str, bytes]:
    return "扫描.pdf", scanning.scanned(*(field_sheets.pdf(desk, one["id"]) for one in sheets), **more)


def paper_pdf(desk: Desk, issued: list[dict], code: str = "inspection_record") -> tuple[dict, bytes]:
    one = next(one for one in issued if one["paper"] == code)
    return one, papers.pdf(desk, one["id"])


def entered(desk: Desk, one: dict, **more) -> str:
    entry = town.visit(desk, one["site_id"], field_sheet=one["id"], **more)
    return inspections.finish(desk, entry, one["inspection_id"], {"R06": "复查"})


def corrected(desk: Desk, identity: str, **values) -> None:
    record = desk.get("inspection", identity)
    entry = {field.name: record[field.name] for field in INSPECTION.fields if field.name in record}
    inspections.correct(desk, identity, {**entry, **values}, "补写", {"R06": "复查"})
    papers.issue(desk, identity, {"R60": "x", "R06": "复查"})


def white() -> bytes:
    return scanning.encoded(Image.new("L", (1654, 2339), 250))


@pytest.mark.parametrize("turn", [0, 90, 180, 270, 2])
def test_a_scan_is_read_however_it_lies(founded: Desk, turn: int):
    one = sheet(founded)
    pages = filing.look(founded, [scan(founded, one, turn=turn)])
    assert [(page.number, page.edition, page.page, page.trouble) for page in pages] == [
        (one["number"], 0, n + 1, "") for n in range(one["pages"])
    ]


def test_pictures_are_read_as_well(founded: Desk, tmp_path: Path):
    one = sheet(founded)
    drawn = scanning.pictures(field_sheets.pdf(founded, one["id"]))
    paths = []
    for n, picture in enumerate(drawn):
        path = tmp_path / f"{n}.{'png' if n else 'jpg'}"
        path.write_bytes(scanning.encoded(picture, "PNG" if n else "JPEG"))
        paths.append(path)
    done = filing.file(founded, filing.look(founded, paths))
    assert done.count == one["pages"] and done.told == () and done.left == ()
    kept = done.filings[0]["scans"]
    assert [row["kind"] for row in kept] == ["jpeg"] + ["png"] * (one["pages"] - 1)
    assert [filing.original(founded, row) for row in kept] == [path.read_bytes() for path in paths]
    town.clean(founded)


def test_one_scan_of_many_sheets_is_sorted_and_the_typed_copies_may_go(founded: Desk):
    sheets = [sheet(founded, name) for name in ("阳光机械厂", "鑫达冷库")]
    visits = [entered(founded, one) for one in sheets]
    assert [row["number"] for row in filing.unfiled(founded)] == [one["number"] for one in sheets]
    pages = filing.look(founded, [scan(founded, *sheets)])
    random.Random(1).shuffle(pages)
    done = filing.file(founded, pages)
    assert done.count == sum(one["pages"] for one in sheets) and done.left == ()
    assert done.sentence.startswith(f"{done.count} 页已归档") and town.chinese(done.sentence)
    assert filing.unfiled(founded) == []
    (state,) = filing.states(founded, visits[0])
    assert state["filed"] and state["edition"] == 0 and state["missing"] == []
    issued = papers.issue(founded, visits[0], {"R60": "x"})
    record = next(one for one in issued if one["paper"] == "inspection_record")
    assert (record["number"], record["edition"]) == (sheets[0]["number"], 1)
    assert record["data"]["remark"].startswith("本件据现场手写原件（同号，已归档）录入")
    assert "（见现场手写原件）" in str(record["data"]["signing"])
    assert filing.count_unfiled(founded) == 1
    assert [row["title"] for row in filing.unfiled(founded)] == ["事故隐患整改通知（告知）书"]
    town.clean(founded)


def test_the_signature_stays_what_was_entered(founded: Desk):
    one = sheet(founded)
    identity = entered(founded, one)
    done = filing.file(founded, filing.look(founded, [scan(founded, one)]))
    assert any("签字状态没有登记" in words for words in done.told)
    record = founded.get("inspection", identity)
    assert record["version"] == 1 and not record.get("signature")


def test_missing_pages_are_named_and_may_follow(founded: Desk):
    one = sheet(founded)
    pages = filing.look(founded, [scan(founded, one)])
    first = filing.file(founded, pages[:1])
    rest = "、".join(str(n) for n in range(2, one["pages"] + 1))
    assert first.told == (f"{one['number']} 第 {rest} 页没有扫到。",)
    identity = entered(founded, one)
    assert filing.count_unfiled(founded) == 1
    assert filing.unfiled(founded)[0]["missing"] == list(range(2, one["pages"] + 1))
    with pytest.raises(Invalid):
        papers.issued_or_issue(founded, identity, "inspection_record")
    second = filing.file(founded, pages[1:])
    assert not first.filings[0]["complete"] and second.filings[0]["complete"]
    assert filing.unfiled(founded) == []
    town.clean(founded)


def test_the_same_scan_twice_is_said_and_not_kept_twice(founded: Desk):
    one = sheet(founded)
    source = scan(founded, one)
    filing.file(founded, filing.look(founded, [source]))
    before = history.last_deed(founded)
    again = filing.file(founded, filing.look(founded, [source, source]))
    assert (again.deed, again.count, again.left) == (None, 0, ()) and "已经归过档" in again.sentence
    assert town.chinese(again.sentence) and history.last_deed(founded) == before
    other = filing.file(founded, filing.look(founded, [scan(founded, one, quality=40)]))
    assert other.count == one["pages"] and "两份都留着" in other.sentence
    assert len(records.every(founded.store.db, "filing", number=one["number"])) == 2
    town.clean(founded)


def test_filing_is_undone_and_redone(founded: Desk):
    one = sheet(founded)
    identity = entered(founded, one)
    pages = filing.look(founded, [scan(founded, one)])
    first = filing.file(founded, pages[:1])
    second = filing.file(founded, pages[1:])
    history.undo_deed(founded, second.deed)
    assert filing.states(founded, identity)[0]["missing"] == list(range(2, one["pages"] + 1))
    undone = history.undo_deed(founded, first.deed)[1].deed
    assert filing.states(founded, identity)[0]["filings"] == [] and len(filing.unfiled(founded)) == 1
    history.undo_deed(founded, undone)
    assert filing.states(founded, identity)[0]["missing"] == list(range(2, one["pages"] + 1))
    assert filing.file(founded, pages).count == one["pages"] - 1
    filing.void(founded, first.filings[0]["id"], "扫错了")
    assert filing.states(founded, identity)[0]["filed"] is False
    with pytest.raises(Invalid):
        filing.void(founded, first.filings[0]["id"], " ")
    town.clean(founded)


def test_an_unreadable_page_comes_back_for_typing(founded: Desk):
    one = sheet(founded)
    drawn = scanning.pictures(field_sheets.pdf(founded, one["id"]))
    sources = [(f"{n}.jpg", scanning.encoded(picture)) for n, picture in enumerate(drawn)]
    sources[1] = ("白.jpg", white())
    pages = filing.look(founded, sources)
    assert pages[1].trouble == "“白.jpg”第 1 页认不出，请输编号。"
    done = filing.file(founded, pages)
    assert done.count == one["pages"] - 1 and [page.name for page in done.left] == ["白.jpg"]
    assert "认不出，请输编号" in done.sentence and done.left[0].data == sources[1][1]
    with pytest.raises(Refused) as told:
        filing.named(founded, done.left[0], "A001")
    assert "第几页" in str(told.value)
    typed = filing.named(founded, done.left[0], " a001 ", 2)
    assert (typed.number, typed.edition, typed.page, typed.trouble) == (one["number"], 0, 2, "")
    assert filing.file(founded, [typed]).filings[0]["complete"]


def test_a_short_number_must_be_one_of_this_year(founded: Desk):
    identity, issued = town.issued(founded)
    record, notice = (paper_pdf(founded, issued, code)[0] for code in ("inspection_record", "rectification_notice"))
    assert record["number"].endswith("A001号") and notice["number"].endswith("A001号")
    for words in ("A001", "检A001", "安检a001号", "永城东安检[2026]A001", record["number"], "Ａ００１"):
        if words.upper() in ("A001", "Ａ００１"):
            with pytest.raises(Refused) as told:
                filing.number_of(founded, words)
            assert record["number"] in str(told.value) and notice["number"] in str(told.value)
        else:
            assert filing.number_of(founded, words) == record["number"], words
    assert filing.number_of(founded, "改A1") == notice["number"]
    for words in ("", "A077", "abc", "永城东安检〔2025〕A001号", "36", "%", "_001"):
        with pytest.raises(Refused) as told:
            filing.number_of(founded, words)
        assert town.chinese(str(told.value)), words


def test_a_page_of_an_older_edition_is_refused(founded: Desk):
    identity, issued = town.issued(founded)
    record, old = paper_pdf(founded, issued)
    corrected(founded, identity, places="熔铸车间、配电室")
    source = ("旧.pdf", scanning.scanned(old))
    (first, *_) = filing.look(founded, [source])
    assert first.trouble == (
        f"{record['number']} 现在是第 2 版，扫描的是第 1 版，没有归档。请打印第 2 版，签字后再扫描。"
    )
    done = filing.file(founded, filing.look(founded, [source]))
    assert (done.count, done.deed) == (0, None) and len(done.left) == record["pages"]
    new = scanning.scanned(papers.pdf(founded, record["id"]))
    kept = filing.file(founded, filing.look(founded, [("新.pdf", new)]))
    assert kept.left == () and kept.filings[0]["edition"] == 2 and kept.filings[0]["complete"]


def test_a_record_filed_before_its_correction_is_to_be_filed_again(founded: Desk):
    identity, issued = town.issued(founded)
    record, pdf = paper_pdf(founded, issued)
    assert len(filing.unfiled(founded)) == 1  # the notice's receipt is in the record
    filing.file(founded, filing.look(founded, [("1.pdf", scanning.scanned(pdf))]))
    assert filing.unfiled(founded) == []
    corrected(founded, identity, places="熔铸车间、配电室")
    assert [row["number"] for row in filing.unfiled(founded)] == [record["number"]]


def test_papers_of_others_and_wrong_codes_are_refused(founded: Desk, tmp_path: Path):
    other = town.found(tmp_path / "other", "B")
    _, issued = town.issued(other)
    record, pdf = paper_pdf(other, issued)
    (page, *_) = filing.look(founded, [("对方.pdf", scanning.scanned(pdf))])
    assert page.trouble == f"编号 {record['number']} 本机没有，没有归档。请核对编号，或先收下对方的变更。"
    other.close()
    twin = town.found(tmp_path / "twin", "A")
    _, issued = town.issued(twin, places="别处")
    _, pdf = paper_pdf(twin, issued)
    town.issued(founded)
    (page, *_) = filing.look(founded, [("同号.pdf", scanning.scanned(pdf))])
    assert "校验码和本机的不一致" in page.trouble
    twin.close()


def test_void_sheets_and_void_papers_are_not_filed(founded: Desk):
    one = sheet(founded)
    source = scan(founded, one)
    field_sheets.void(founded, one["id"], "写坏")
    (page, *_) = filing.look(founded, [source])
    assert "已作废（写坏），没有归档" in page.trouble
    _, issued = town.issued(founded)
    record, pdf = paper_pdf(founded, issued)
    papers.void(founded, record["id"], "打印错")
    (page, *_) = filing.look(founded, [("废.pdf", scanning.scanned(pdf))])
    assert "已作废（打印错），没有归档" in page.trouble
    assert all(town.chinese(one.trouble) for one in filing.look(founded, [source]))


def test_files_that_cannot_be_read_are_named_and_do_not_stop_the_others(founded: Desk, tmp_path: Path):
    one = sheet(founded)
    good = tmp_path / "好.pdf"
    good.write_bytes(scan(founded, one)[1])
    locked, folder, large, cut = (tmp_path / name for name in ("锁.pdf", "夹", "大.pdf", "断.pdf"))
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(locked, encryption=pikepdf.Encryption(owner="x", user="x"))
    folder.mkdir()
    with large.open("wb") as file:
        file.truncate(41 * 2**20)
    cut.write_bytes(b"%PDF-1.7 cut")
    words = tmp_path / "表.docx"
    words.write_bytes(b"PK\x03\x04" + bytes(100))
    empty = tmp_path / "空.jpg"
    empty.write_bytes(b"")
    with pikepdf.new() as document:
        document.save(tmp_path / "零.pdf")
    bad = [locked, folder, large, cut, words, empty, tmp_path / "没有.pdf", tmp_path / "零.pdf"]
    pages = filing.look(founded, [*bad[:4], good, *bad[4:]])
    done = filing.file(founded, pages)
    assert done.count == one["pages"] and len(done.left) == len(bad)
    for path, page in zip(bad, done.left):
        assert path.name in page.trouble and town.chinese(page.trouble), page.trouble
    assert "损坏或有密码" in done.left[0].trouble and "是文件夹" in done.left[1].trouble and "41 MB" in done.left[2].trouble
    assert town.chinese(done.sentence)
    town.clean(founded)


def test_two_codes_on_one_page_and_strange_codes_want_a_number(founded: Desk):
    first, second = sheet(founded, "阳光机械厂"), sheet(founded, "鑫达冷库")
    left, right = (scanning.pictures(field_sheets.pdf(founded, one["id"]))[0] for one in (first, second))
    both = Image.new("L", (left.width * 2, left.height), 255)
    both.paste(left, (0, 0))
    both.paste(right, (left.width, 0))
    (page,) = filing.look(founded, [("两张.jpg", scanning.encoded(both))])
    assert "上有 2 个编号" in page.trouble
    strange, drawn = Image.new("L", (1654, 2339), 255), io.BytesIO()
    segno.make("WX;YJAQ1;x;V1;00000000;P1/1", error="m").save(drawn, kind="png", scale=6)
    strange.paste(Image.open(drawn).convert("L"), (100, 100))
    (page,) = filing.look(founded, [("别的.jpg", scanning.encoded(strange))])
    assert "认不出，请输编号" in page.trouble


def test_stopping_keeps_nothing(founded: Desk):
    one = sheet(founded)
    with pytest.raises(Refused):
        filing.look(founded, [scan(founded, one)], lambda done, total: False)
    assert records.every(founded.store.db, "filing") == [] and filing.file(founded, []).deed is None


def test_a_notice_is_filed_to_its_own_number(founded: Desk):
    one = sheet(founded)
    identity = entered(founded, one)
    issued = papers.issue(founded, identity, {"R60": "x"})
    notice, pdf = paper_pdf(founded, issued, "rectification_notice")
    assert {row["number"] for row in filing.unfiled(founded)} == {one["number"], notice["number"]}
    done = filing.file(founded, filing.look(founded, [("通知.pdf", scanning.scanned(pdf, turn=180))]))
    kept = done.filings[0]
    assert (kept["number"], kept["edition"], kept["check_code"], kept["subject_id"]) == (
        notice["number"], 1, notice["check_code"], identity,
    )  # fmt: skip
    assert [row["number"] for row in filing.unfiled(founded)] == [one["number"]]
    assert [row["filed"] for row in filing.states(founded, identity)] == [False, True]
