"""事故隐患台账: columns, words of its cells, figures, pages, what stands in the way."""

from __future__ import annotations

import re

import ledger_cases as ledgers
import paper_cases as cases
import pytest
import reading

from yongji_desktop.papers import catalogue
from yongji_desktop.papers.hazard_ledger_blocks import COLUMNS, WIDTH, widths
from yongji_desktop.papers.hazard_ledger_rows import row_cells

PREFIX = "永城东隐〔2026〕"
SIGNED = "填表人（签名）：审核人（签名）：日期：年月日"


def compose(given):
    return catalogue.PAPERS[ledgers.CODE].compose(given)


def read(given, draft: bool = False) -> list[str]:
    return reading.pages(ledgers.drawn(given, draft).pdf)


def cells(**changes):
    return row_cells(1, ledgers.row(118, **changes), PREFIX, False)


def problems(rows, **ledger):
    return catalogue.PAPERS[ledgers.CODE].blocked(ledgers.facts(rows, **ledger))


def test_the_sample_sheet() -> None:
    (text,) = read(ledgers.facts())
    assert (
        "永济市城东街道办事处事故隐患台账统计区间：2026年10月9日至10月24日范围：A段设备登记，全部等级、来源排序：发现日期"
        "记录数：6条隐患编号前缀：永城东隐〔2026〕逾期以2026年11月2日为准" in text
    )
    heads = "序号隐患编号来源发现日期单位部位隐患描述类别等级依据条款整改措施及临时管控责任人资金万元整改期限完成日期复查人、日期、结论闭环／销号逾期（天）移送情况任务"
    assert heads in text
    assert "1A112巡查10-09" in text and "高志远、李雨䶮10-16已整改10-16" in text and "十四" in text
    assert "当场10-09当场整改10-09" in text
    assert "等部门21天市应急局10-12送达10-13受理七、九" in text
    assert (
        "本区间小计：一般隐患5条（已闭环2条，未闭环2条，其中逾期1条、等部门1条，终止1条），疑似重大1条（等部门，未销号）；"
        "整改资金合计7.65万元。闭环／销号栏：一般隐患为复查闭环日期；疑似重大、重大须填部门文号。等部门的不计逾期。终止的不算整改。" in text
    )
    assert SIGNED in text


def test_a_unit_gets_neither_source_nor_tasks() -> None:
    rows = [ledgers.row(118, source="complaint", basis=[])]
    assert "举报" in "".join(read(ledgers.facts(rows)))
    text = "".join(read(ledgers.facts(rows, for_site=True)))
    assert "举报" not in text and "来源" not in text.replace("全部等级、来源", "") and "任务" not in text and "十六" not in text


def test_a_town_has_its_own_name() -> None:
    (text,) = read(ledgers.facts(office=cases.TOWN))
    assert "永济市卿头镇人民政府事故隐患台账" in text and "街道" not in text.replace("城东街道", "")


def test_an_empty_span_says_so() -> None:
    (text,) = read(ledgers.facts([]))
    assert "本区间无隐患记录" in text and "记录数：0条" in text and "一般隐患0条" in text and SIGNED in text
    assert "隐患编号前缀" not in text


@pytest.mark.parametrize(
    ("changes", "column", "words"),
    [
        ({}, "number", "A118"),
        ({"number": "永城东隐〔2025〕A118号"}, "number", "永城东隐〔2025〕A118号"),
        ({"number": None}, "number", "—"),
        ({"source": "village"}, "source", "村社"),
        ({"category": "物／机械"}, "category", "物\n机械"),
        ({"basis": []}, "basis", "—"),
        ({"invested": 0}, "invested", "0"),
        ({"invested": None}, "invested", "—"),
        ({"invested": 0.3}, "invested", "0.30"),
        ({"invested": 0.125}, "invested", "0.125"),
        ({"interim": ""}, "measure", "恢复防护罩"),
        ({"due_on": None}, "due", "—"),
        ({"due_on": None, "grade": "suspected_major"}, "due", "待部\n门定"),
        ({"on_spot": True}, "due", "当场"),
        ({"on_spot": True}, "looked", "当场整改"),
        ({"looked_by": "王晓栲、李雨䶮、欧阳志远"}, "looked", "王晓栲、李雨䶮、\n欧阳志远\n10-28已整改"),
        ({"finished_on": None}, "finished", "—"),
        ({"grade": "suspected_major"}, "closed", "—"),
        ({"grade": "major", "closed_document": "永应急销〔2026〕2号"}, "closed", "永应急销〔2026〕2号\n10-28"),
        ({"grade": "major", "closed": "永应急销〔2026〕2号"}, "closed", "永应急销〔2026〕2号"),
        ({"ended": "closed_down"}, "closed", "终止（关闭）"),
        ({"overdue_days": 3}, "overdue", "3"),
        ({"overdue_days": 3, "waiting_days": 14}, "overdue", "等部门\n14天"),
        ({"tasks": []}, "tasks", "—"),
        ({"tasks": ["2024/19", "专项"]}, "tasks", "十九、专项"),
    ],
)
def test_cells(changes, column: str, words: str) -> None:
    assert cells(**changes)[column] == words


def test_only_the_towns_own_overdue_is_set_in_bold() -> None:
    assert cells(overdue_days=3)["late"] and not cells(overdue_days=3, waiting_days=1)["late"]
    assert cells(grade="suspected_major")["shaded"] and not cells()["shaded"]


def test_days_of_two_years_have_their_year() -> None:
    one_year = compose(ledgers.facts())
    two = compose(ledgers.facts([ledgers.row(118, due_on="2027-01-05")]))
    assert one_year["rows"][0]["found"] == "10-09" and two["rows"][0]["found"] == "2026-10-12"
    assert "2027-01-05" in "".join(read(ledgers.facts([ledgers.row(118, due_on="2027-01-05")])))
    assert "统计区间：2026年12月1日至2027年1月31日" in compose(ledgers.facts([], **{"from": "2026-12-01", "to": "2027-01-31"}))["under"]


def test_columns_fill_the_width_in_proportion() -> None:
    shares = [8, 12, 8, 10.5, 20, 16, 31.5, 11, 9, 21, 27, 12, 9, 10.5, 10.5, 25.5, 13, 12, 16, 8]
    assert widths(list(COLUMNS), False) == pytest.approx([one * WIDTH / sum(shares) for one in shares])
    for columns in (list(COLUMNS), compose(ledgers.facts(for_site=True))["columns"]):
        assert sum(widths(columns, True)) == pytest.approx(WIDTH)


@pytest.mark.parametrize("count", range(1, 40, 3))
def test_three_rows_stand_with_the_signatures(count: int) -> None:
    text = read(ledgers.facts([ledgers.row(100 + n) for n in range(count)]))
    assert SIGNED in text[-1] and "本区间小计" in text[-1]
    rows = [len(re.findall("A1[0-9]{2}巡查", page)) for page in text]
    assert sum(rows) == count and rows[-1] >= min(3, count)
    assert all("序号隐患编号" in page for page in text)


def test_long_words_go_into_notes() -> None:
    words = "".join(chr(0x4E00 + n) for n in range(300))
    rows = [ledgers.row(118, site=ledgers.LONG_SITE, description=words), ledgers.row(119)]
    paper = ledgers.drawn(ledgers.facts(rows))
    text = "".join(reading.pages(paper.pdf))
    assert f"序号1（A118）单位：{ledgers.LONG_SITE}" in text and "长文附注" in text
    assert "序号1（A118）隐患描述：" in text and "……" in text and "序号2（A119）" not in text
    shown = text.split("序号1（A118）隐患描述：")[1]
    assert sum(char in shown for char in words) >= 299
    assert "长文附注" not in "".join(read(ledgers.facts()))


def test_drafts_and_bytes() -> None:
    text = "".join(read(ledgers.facts(), draft=True))
    assert "填表人" not in text and "草稿，不作依据" in text and "（未编号）" in text
    first, second = ledgers.drawn(ledgers.facts()), ledgers.drawn(ledgers.facts())
    assert first.pdf == second.pdf
    names, descriptors, files = reading.fonts(first.pdf)
    assert descriptors == files > 0 and all("+" in name for name in names)


def test_what_stands_in_the_way() -> None:
    assert problems(ledgers.ROWS) == []
    bare = ledgers.row(119, grade="suspected_major", responsible="")
    found = problems([ledgers.row(118), bare])
    assert [(one.severity, one.message) for one in found] == [
        ("block", "第 2 行等级为疑似重大但没有报告登记、移送或快报编号。请先登记电话报告、出快报或移送。"),
        ("warn", "有 1 条没有责任人。请补上，或说明理由后照常打印。"),
    ]
    assert problems([{**bare, "report_number": "永城东安重〔2026〕A002号", "responsible": "甲"}]) == []
    (many,) = problems([ledgers.row(n) for n in range(301)])
    assert many.severity == "hint" and many.message == "共 301 条，约 26 页，建议导出电子表格。"
    (told,) = problems([], for_site=True, scope="来源：举报")
    assert told.severity == "block" and "不印来源" in told.message
    assert "起日晚于止日" in problems([], **{"from": "2026-11-01"})[0].message
