"""空白检查表: every list fits its sheet, with what to look at and room to write; it is no record."""

from __future__ import annotations

import pytest
import reading
from paper_cases import OFFICE

from yongji_desktop.assets import asset
from yongji_desktop.core.pack_content import Checklist
from yongji_desktop.core.packs import read_pack
from yongji_desktop.papers import catalogue, checklist_sheet
from yongji_desktop.papers.render import render

PACKS = [read_pack(path.read_bytes()) for path in sorted(asset("resources/packs").glob("checklist-*.json"))]


def facts(pack, office=OFFICE, **changed):
    assert isinstance(pack.content, Checklist)
    items = [{**vars(item), "ways": item.how.ways, "look": item.how.look} for item in pack.content.items]
    told = {"name": pack.name, "version": pack.version, "code": pack.content.code, "items": items, **changed}
    return {"office": office, "pack": told}


def drawn(told):
    data = checklist_sheet.compose(told)
    return render(catalogue.blocks(data), catalogue.frame(data, "2026-11-20T08:30"))


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.content.code)
def test_every_list_prints_with_all_its_items(pack):
    made = drawn(facts(pack))
    assert not made.missing and made.pages <= 2
    text = "".join(reading.pages(made.pdf))
    for item in pack.content.items:
        assert reading.squeeze(item.code) in text
        assert reading.squeeze(item.text)[:6] in text
    assert text.count("不合格") >= len(pack.content.items)
    assert f"{pack.content.code}{pack.version}版" in text and reading.squeeze(pack.name) in text


def test_the_fixed_words_and_their_order():
    pack = next(one for one in PACKS if one.content.code == "GM")
    first, last = reading.pages(drawn(facts(pack)).pdf)
    words = [
        reading.squeeze(OFFICE["organ_name"]), "工贸小企业检查表", f"（GM{pack.version}版共20项，其中★9项逐项答）", "单位名称", "日期",
        "地址", "检查人员", "序号检查内容怎么看结果情况",
    ]
    at = [first.index(word) for word in words]
    assert at == sorted(at)
    assert "不是检查记录，不请单位签字" in last and "序号检查内容怎么看结果情况" in last
    for page in (first, last):
        assert f"GM{pack.version}版空白检查表，不是检查记录" in page and "2026-11-2008:30打印" in page
        assert "校验码" not in page and "未编号" not in page


def test_it_bears_no_number_and_no_code():
    made = drawn(facts(PACKS[0]))
    assert reading.qr_codes(made.pdf, 150) == [[]] * made.pages
    assert made.pdf == drawn(facts(PACKS[0])).pdf
    paper = catalogue.PAPERS["checklist_sheet"]
    assert (paper.series, paper.subject, paper.family, paper.copies) == ("", "pack", "form", ("town",))
    assert paper.blocked(facts(PACKS[0])) == [] and paper.title(facts(PACKS[0])) == PACKS[0].name


def test_extreme_lists_still_fit():
    item = {"code": "ZY01", "text": "长" * 300, "ways": ("现场查看", "查资料", "询问", "测试"), "look": "看" * 600, "star": True}
    long = [{**item, "code": f"ZY{n:02}"} for n in range(1, 100)]
    town = {**OFFICE, "organ_name": "永济市卿头镇人民政府", "is_town": True}
    made = drawn(facts(PACKS[0], town, name="名" * 40, items=long))
    text = "".join(reading.pages(made.pdf))
    assert text.count("长" * 300) + text.count("看" * 12) > 99 and "ZY99" in text and "永济市卿头镇人民政府" in text
    none = {**item, "star": False, "text": "䶮字", "look": "看"}
    made = drawn(facts(PACKS[0], items=[none]))
    assert made.pages == 1 and "共1项）" in reading.pages(made.pdf)[0]
