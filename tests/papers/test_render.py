"""The PDF itself: fonts, bytes, text that can be searched, QR codes, photos, drafts."""

from __future__ import annotations

import paper_cases as cases
import pytest
import reading

from yongji_desktop.core.errors import StorageTrouble
from yongji_desktop.papers import blocks, catalogue
from yongji_desktop.papers.render import Frame, render

ISSUED = "2026-10-12T16:20"
RARE = "栲栳卿虞鹳䶮堃喆㛃𬱖㎡℃≤⑮★"
FRAME = Frame("试印", "某单位", "永城东安检〔2026〕A001号", "永城东安检〔2026〕A001号", "1AN0F008", 1, ISSUED)


def issued(code: str, facts: dict, photo_path, draft: bool = False):
    """(composed data, rendered paper) of one paper."""
    data = catalogue.PAPERS[code].compose(facts)
    return data, render(catalogue.blocks(data), catalogue.frame(data, ISSUED, draft), photo_path)


def printed(text: str) -> bytes:
    return render([blocks.Prose((blocks.para(text),))], FRAME).pdf


TEXTS = (
    RARE,
    "<img src=/etc/passwd> <b>甲</b> &amp; &lt; </para> {x} %s \\ \\n (括) )(",
    "传动皮带轮防护罩检修后未恢复，“旁路”位置；《标准》（第10号）……——36.5℃。" * 6,
    "YongjiHuangheGoldenTriangleAluminiumAlloyPrecisionProfiles SN-2026-ABCD-EFGH-IJKL-0001-XYZ " * 3,
    "=1+2 @甲 #乙 ~ ^ | ` $ % _ ; : ' \" , . / ? ! [ ] { } * + - =",
)


@pytest.mark.parametrize("text", TEXTS)
def test_text_goes_out_as_it_came_in(text: str) -> None:
    assert reading.squeeze(text) in "".join(reading.pages(printed(text)))


@pytest.mark.skipif(not reading.POPPLER, reason="poppler is not installed")
@pytest.mark.parametrize("text", TEXTS)
def test_poppler_reads_the_same(text: str, tmp_path) -> None:
    assert reading.squeeze(text) in reading.poppler_text(printed(text), tmp_path)


@pytest.mark.parametrize("code", cases.OF_A_VISIT)
def test_every_font_is_embedded_and_none_is_a_standard_one(code: str, photo_path) -> None:
    _, paper = issued(code, cases.facts(), photo_path)
    names, descriptors, files = reading.fonts(paper.pdf)
    assert descriptors == files > 0
    assert all("+" in name for name in names), names
    assert b"Helvetica" not in paper.pdf


@pytest.mark.parametrize("code", cases.OF_A_VISIT)
def test_the_same_paper_is_the_same_bytes(code: str, photo_path) -> None:
    first, second = (issued(code, cases.facts(), photo_path)[1] for _ in range(2))
    assert first.pdf == second.pdf and first.pages == second.pages
    assert first.pages == len(reading.pages(first.pdf))


def test_order_of_keys_does_not_change_the_paper(photo_path) -> None:
    facts = cases.facts()
    turned = {key: facts[key] for key in reversed(list(facts))}
    assert issued("inspection_record", facts, photo_path) == issued("inspection_record", turned, photo_path)


@pytest.mark.parametrize("code", cases.OF_A_VISIT)
def test_every_page_carries_its_qr_code(code: str, photo_path) -> None:
    data, paper = issued(code, cases.facts(version=2), photo_path)
    expected = [
        [f"YJAQ1;{data['number']};V2;{catalogue.check_code(data)};P{n}/{paper.pages}"]
        for n in range(1, paper.pages + 1)
    ]
    assert reading.qr_codes(paper.pdf) == expected


@pytest.mark.parametrize("code", cases.OF_A_VISIT)
def test_a_draft_cannot_be_taken_for_a_paper(code: str, photo_path) -> None:
    data, paper = issued(code, cases.facts(), photo_path, draft=True)
    text = "".join(reading.pages(paper.pdf))
    assert "（未编号）" in text and "草稿，不作依据" in text
    assert "签字确认" not in text and "送达回执" not in text and "盖章" not in text
    assert data["number"] not in text and catalogue.check_code(data)[:4] + "-" not in text
    assert reading.qr_codes(paper.pdf) == [[]] * paper.pages


def test_photos_go_in_byte_for_byte(photo_path) -> None:
    _, paper = issued("inspection_record", cases.facts(), photo_path)
    assert photo_path("").read_bytes() in paper.pdf


def test_a_missing_photo_is_said_and_a_broken_one_refused(tmp_path) -> None:
    data = catalogue.PAPERS["inspection_record"].compose(cases.facts())
    content, frame = catalogue.blocks(data), catalogue.frame(data, ISSUED)
    assert "照片原文件不在本机" in reading.pages(render(content, frame).pdf)[-1]
    (tmp_path / "broken").write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF")
    with pytest.raises(StorageTrouble):
        render(content, frame, lambda sha: tmp_path / "broken")


def test_what_no_font_has_is_told(photo_path) -> None:
    facts = cases.facts()
    facts["inspection"]["places"] = "锅炉房😀"
    _, paper = issued("inspection_record", facts, photo_path)
    assert paper.missing == ("😀",)
    assert "锅炉房〓" in "".join(reading.pages(paper.pdf))


def test_footer_and_running_header(photo_path) -> None:
    data, paper = issued("inspection_record", cases.facts(), photo_path)
    code = catalogue.check_code(data)
    for n, text in enumerate(reading.pages(paper.pdf), 1):
        assert f"校验码{code[:4]}-{code[4:]}" in text
        assert f"第{n}页共{paper.pages}页" in text
        assert "2026-10-1216:20生成第1版" in text
        assert ("安全生产巡查记录（续）永济市鹳雀铝型材有限公司" in text) == (n > 1)


def test_metadata_is_chinese(photo_path) -> None:
    import pypdfium2

    _, paper = issued("inspection_record", cases.facts(), photo_path)
    metadata = pypdfium2.PdfDocument(paper.pdf).get_metadata_dict()
    assert metadata["Title"] == "安全生产巡查记录 永城东安检〔2026〕A036号"
