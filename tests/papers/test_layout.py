"""Pages: what stays together, with extreme numbers of rows, photos and letters."""

from __future__ import annotations

import copy

import paper_cases as cases
import pytest
import reading
from hypothesis import given, settings
from hypothesis import strategies as st

from yongji_desktop.papers import blocks, catalogue
from yongji_desktop.papers.flow import Flow
from yongji_desktop.papers.geometry import FORM
from yongji_desktop.papers.render import render
from yongji_desktop.papers.typeset import MM

LONG_UNIT = "永济市城东街道铝电社区四冯村王朔片区黄河金三角铝合金精密型材熔铸挤压阳极氧化综合加工有限责任公司"
LATIN = "YongjiHuangheGoldenTriangleAluminiumAlloyPrecision"


def pages_of(code: str, facts: dict, photo_path) -> list[str]:
    data = catalogue.PAPERS[code].compose(facts)
    paper = render(catalogue.blocks(data), catalogue.frame(data, "2026-10-12T16:20"), photo_path)
    return reading.pages(paper.pdf)


def with_hazards(count: int, description: str = "", major: int = 0) -> dict:
    """Facts with `count` hazards; every `major`-th is a suspected major one."""
    facts = cases.facts()
    general, suspected = facts["inspection"]["hazards"]
    rows = []
    for n in range(count):
        row = copy.deepcopy(suspected if major and n % major == 0 else general)
        row.update(id=f"h{n}", item=None, description=description or row["description"])
        rows.append(row)
    facts["inspection"]["hazards"] = rows
    return facts


@pytest.mark.parametrize("unit", [LONG_UNIT, LATIN, "甲"])
@pytest.mark.parametrize("photos", [0, 1, 7])
def test_units_and_photos(unit: str, photos: int, photo_path) -> None:
    facts = cases.facts()
    facts["inspection"]["site"]["name"] = unit
    facts["inspection"]["site"]["address"] = LATIN
    facts["inspection"]["photos"] = [cases.photo(n) for n in range(1, photos + 1)]
    text = pages_of("inspection_record", facts, photo_path)
    assert unit in text[0] and LATIN in text[0]
    assert len(text) == 2 + (photos + 5) // 6
    assert f"现场照片{photos}张" in text[1]
    for n in range(1, photos + 1):
        assert f"照片{n}隐患1（整改前）" in text[2 + (n - 1) // 6]


@pytest.mark.parametrize("count", [0, 1, 2, 7, 30])
@pytest.mark.parametrize("code", cases.OF_A_VISIT)
def test_no_words_are_lost_and_headers_are_not_alone(code: str, count: int, photo_path) -> None:
    facts = with_hazards(count, "裂" * 300 if count == 7 else "", major=3)
    text = pages_of(code, facts, photo_path)
    header = "序号部位问题隐患描述" if code == "inspection_record" else "序号部位隐患描述"
    rows = [page.count("张建军") + page.count("陈国堃") for page in text if header in page]
    assert sum(rows) >= count
    if count >= 2 and count != 7:  # two rows of 300 characters are taller than a page
        assert all(number >= 2 for number in rows), rows
    if count == 7:
        assert "".join(text).count("裂") == 300 * count


@pytest.mark.parametrize("count", [1, 9, 10, 11, 12, 30])
def test_signatures_stand_with_the_opinion(count: int, photo_path) -> None:
    facts = with_hazards(count, major=1)
    facts["inspection"]["extra_opinion"] = "以上请落实。"
    text = pages_of("inspection_record", facts, photo_path)
    (signed,) = [page for page in text if "四、签字确认" in page]
    assert "以上请落实。" in signed and "拒签情况" in signed and "本记录一式两份" in signed
    assert sum("三、处理意见" in page for page in text) == 1


@pytest.mark.parametrize("count", range(1, 13))
def test_headings_stand_with_forty_millimetres(count: int, photo_path) -> None:
    facts = cases.facts()
    facts["inspection"]["answers"] = facts["inspection"]["answers"][:count] + [
        {"item": "X", "text": "旋转部位防护罩、急停完好，联锁有效；检修挂牌上锁", "result": "pass"}
    ] * 4
    text = pages_of("inspection_record", facts, photo_path)
    for page in text:
        if "二、发现的问题隐患（共2条" in page:
            assert "挤压车间" in page.split("二、发现的问题隐患")[1]
        if "三、处理意见" in page:
            assert "四、签字确认" in page


def texts_of(flow: Flow) -> list[list[tuple[float, str]]]:
    return [[(y, segment.text) for _, y, segment in page.texts] for page in flow.pages]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(1, 40), min_size=1, max_size=60))
def test_rows_are_kept_whole_and_pages_hold_them(lengths: list[int]) -> None:
    """Random tables: nothing below the margin, no row torn, nothing lost, two rows with each header."""
    head = blocks.Row((blocks.cell("头"),))
    rows = tuple(blocks.Row((blocks.cell("\n".join(["甲"] * n)),)) for n in lengths)
    flow = Flow(FORM, None, draft=False)
    flow.pour([blocks.Heading("名"), blocks.Grid((40,), rows, header=head)])
    bottom = (FORM.height - FORM.bottom) * MM
    assert sum(text == "甲" for page in texts_of(flow) for _, text in page) == sum(lengths)
    assert all(y <= bottom for page in texts_of(flow) for y, _ in page)
    assert all(page[0][1] in ("名", "头") for page in texts_of(flow))


def test_a_row_taller_than_a_page_is_split() -> None:
    row = blocks.Row((blocks.cell("\n".join(["甲"] * 200)), blocks.cell("乙")))
    flow = Flow(FORM, None, draft=False)
    flow.pour([blocks.Grid((40, 40), (row,))])
    assert len(flow.pages) == 4
    assert sum(text == "甲" for page in texts_of(flow) for _, text in page) == 200


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 60), st.lists(st.integers(1, 30), min_size=1, max_size=40))
def test_a_tail_is_never_alone(before: int, lengths: list[int]) -> None:
    rows = tuple(blocks.Row((blocks.cell("\n".join(["文"] * n)),)) for n in lengths)
    body = blocks.Grid((166,), rows, rules=False)
    tail = blocks.Grid((166,), (blocks.Row((blocks.cell("签"),), height=60),))
    lead = blocks.Prose(tuple(blocks.para("前") for _ in range(before)))
    flow = Flow(FORM, None, draft=False)
    flow.pour([lead, blocks.Keep(tail=(blocks.Heading("签字"), tail), body=(blocks.Heading("意见"), body))])
    last = [text for _, text in texts_of(flow)[-1]]
    assert last[-1] == "签" and "文" in last and "签字" in last
    found = [text for page in texts_of(flow) for _, text in page]
    assert found.count("文") == sum(lengths) and found.count("签") == 1
    head = next(page for page in texts_of(flow) if any(text == "意见" for _, text in page))
    assert any(text == "文" for _, text in head)


def test_the_receipt_goes_to_a_new_page_when_there_is_no_room(photo_path) -> None:
    one = pages_of("rectification_notice", cases.facts(), photo_path)
    assert len(one) == 2 and "送达回执" in one[1] and "送达回执" not in one[0]
    assert "回执联（签收后由街道存档）" in one[1]
    general = {"hazards": cases.facts()["inspection"]["hazards"][:1]}
    facts = cases.facts(notice_receipt="in_record", inspection=general)
    in_record = pages_of("rectification_notice", facts, photo_path)
    assert len(in_record) == 1 and "送达回执" not in in_record[0]
