"""The families of papers: where a letter's and a ledger's parts stand, millimetre for millimetre."""

from __future__ import annotations

import form_cases as forms
import ledger_cases as ledgers
import pypdfium2
import pytest
import reading

from yongji_desktop.papers import blocks
from yongji_desktop.papers.flow import Flow
from yongji_desktop.papers.frame import Frame
from yongji_desktop.papers.geometry import LETTER
from yongji_desktop.papers.render import render
from yongji_desktop.papers.typeset import MM, set_para

LETTER_CODE = "handover_letter"
LETTER_LINE = {"size": 16.0, "leading": 225 / 22 * MM / 16, "tracking": 156 / 28 * MM - 16}


def letter():
    given = forms.facts(LETTER_CODE)
    given["numbers"] = {LETTER_CODE: "永城东安移〔2026〕6号"}
    return forms.drawn(LETTER_CODE, given)


def found(pdf: bytes, page: int, words: str) -> tuple[float, float, float, float]:
    """Left, top, right and bottom (mm from the page's top left corner) of `words`."""
    sheet = pypdfium2.PdfDocument(pdf)[page]
    text = sheet.get_textpage()
    start, count = text.search(words).get_next()
    boxes = [text.get_charbox(n) for n in range(start, start + count)]
    height = sheet.get_height()
    left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
    bottom, top = min(box[1] for box in boxes), max(box[3] for box in boxes)
    return left / MM, (height - top) / MM, right / MM, (height - bottom) / MM


def squares(pdf: bytes, page: int) -> tuple[float, float, float]:
    """Left, top edge and side (mm) of the QR code of a page."""
    import zxingcpp

    image = pypdfium2.PdfDocument(pdf)[page].render(scale=300 / 72, grayscale=True).to_pil()
    (code,) = zxingcpp.read_barcodes(image)
    place, scale = code.position, 25.4 / 300
    return place.top_left.x * scale, place.top_left.y * scale, (place.top_right.x - place.top_left.x) * scale


def red(pixel: tuple[int, int, int]) -> bool:
    """Whether a pixel is of the letter's red."""
    return pixel[0] > 150 and max(pixel[1:]) < 90


def test_a_line_of_a_letter_holds_twenty_eight_characters() -> None:
    lines = set_para(blocks.para("安全生产" * 21, indent=2, **LETTER_LINE), LETTER.measure)
    assert [len(line.text) for line in lines] == [26, 28, 28, 2]
    assert lines[1].width == pytest.approx(156 * MM, abs=0.1)


def test_a_letter_has_nineteen_lines_and_then_twenty_two() -> None:
    flow = Flow(LETTER, "号", draft=False)
    flow.pour([blocks.RedHead("某办事处"), blocks.Prose(tuple(blocks.para("行", **LETTER_LINE) for _ in range(60)))])
    lines = [sum(segment.text == "行" for *_, segment in page.texts) for page in flow.pages]
    assert lines == [19, 22, 19]


def test_the_head_of_a_letter() -> None:
    pdf = letter().pdf
    left, top, right, bottom = found(pdf, 0, "永济市城东街道办事处")
    assert top == pytest.approx(30, abs=1) and bottom == pytest.approx(40.6, abs=1)
    assert (left + right) / 2 == pytest.approx(105, abs=1)
    *_, right, bottom = found(pdf, 0, "永城东安移〔2026〕6号")
    assert right == pytest.approx(184, abs=1) and bottom == pytest.approx(56.3, abs=1)
    sheet = pypdfium2.PdfDocument(pdf)[0]
    pixels = sheet.render(scale=300 / 72).to_pil().convert("RGB")
    reds = [y for y in range(pixels.height) if red(pixels.getpixel((300, y)))]
    marks = [y * 25.4 / 300 for y in reds]
    assert min(marks) == pytest.approx(44.6, abs=0.5) and max(marks) == pytest.approx(277, abs=0.5)
    for x, inside in ((19.5, False), (20.5, True), (189.5, True), (190.5, False)):
        assert red(pixels.getpixel((round(x / 25.4 * 300), reds[2]))) == inside


def test_page_numbers_and_check_codes_of_a_letter() -> None:
    paper = letter()
    text = reading.pages(paper.pdf)
    assert paper.pages == 3
    assert "—1—" not in text[0] and "—2—" in text[1] and "—3—" not in text[2]
    left, top, _, bottom = found(paper.pdf, 1, "—　2　—")
    assert left == pytest.approx(28 + 156 / 28, abs=1.5) and top == pytest.approx(271.5, abs=2)
    for page, edge in enumerate(("left", "right", "left")):  # opposite the page number
        check = found(paper.pdf, page, "校验码")
        assert check[3] == pytest.approx(285, abs=1)
        assert (check[0] < 60) == (edge == "left")
    assert all("移〔2026〕6号" in page for page in text)


def test_the_qr_codes_of_letter_and_ledger() -> None:
    pdf = letter().pdf
    for page, side, top in ((0, 15, 8), (1, 12, 12), (2, 12, 12)):
        left, at, wide = squares(pdf, page)
        assert wide == pytest.approx(side, abs=0.4) and at == pytest.approx(top, abs=0.4)
        assert left + wide == pytest.approx(184, abs=0.4)
    pdf = ledgers.drawn(ledgers.facts([ledgers.row(n) for n in range(100, 130)])).pdf
    for page, side in ((0, 17), (1, 12)):
        left, at, wide = squares(pdf, page)
        assert wide == pytest.approx(side, abs=0.4) and at == pytest.approx(7, abs=0.4)
        assert left + wide == pytest.approx(283, abs=0.4)


def test_a_ledger_lies_across_and_is_bound_at_the_top() -> None:
    document = pypdfium2.PdfDocument(ledgers.drawn(ledgers.facts()).pdf)
    assert document[0].get_size() == pytest.approx((297 * MM, 210 * MM), abs=0.1)
    pdf = ledgers.drawn(ledgers.facts([ledgers.row(n) for n in range(100, 130)])).pdf
    assert found(pdf, 0, "序号")[0] >= 14 and found(pdf, 1, "序号")[1] > 26
    assert found(pdf, 1, "事故隐患台账（续）")[1] > 20  # nothing but the QR code in the binding margin
    text = reading.pages(pdf)
    assert all(f"第{n}页共{len(text)}页" in page and "永城东隐患账〔2026〕A010号校验码" in page for n, page in enumerate(text, 1))


def test_a_field_sheet_names_neither_check_code_nor_version() -> None:
    frame = Frame("现场用纸", "某单位", "A001号", "A001号", None, 0, "2026-10-12T08:00", foot="现场填写；校验码待录入", made="打印")
    text = reading.pages(render([blocks.Prose((blocks.para("空"),))], frame).pdf)[0]
    assert "A001号现场填写；校验码待录入" in text and "2026-10-1208:00打印" in text and "版" not in text
    assert reading.qr_codes(render([blocks.Prose((blocks.para("空"),))], frame).pdf) == [["YJAQ1;A001号;V0;00000000;P1/1"]]


def test_a_long_name_of_an_organ_stays_between_the_margins() -> None:
    given = forms.facts(LETTER_CODE)
    given["office"] = {**given["office"], "organ_name": "山西省运城市永济市人民政府城东街道办事处"}
    left, _, right, _ = found(forms.drawn(LETTER_CODE, given).pdf, 0, given["office"]["organ_name"])
    assert left >= 27.5 and right <= 184.5
