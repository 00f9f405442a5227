"""Citations: their printed form, their checks, and that each one of the packs stands in the law it names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from yongji_desktop.assets import asset
from yongji_desktop.core.citations import check_citation, chinese_number, cite, cite_all, resolve_key
from yongji_desktop.core.errors import Invalid
from yongji_desktop.core.packs import read_pack

LAWS = Path(__file__).resolve().parents[2].parent / "shared" / "laws"
STANDARD = "工贸企业重大事故隐患判定标准"
DOCUMENT = "应急管理部令第10号"

# (law, 条, 款, 项): words that have to stand in that very paragraph or item
WORDS = {
    ("安全生产法", 21, None, 1): ["建立健全并落实", "全员安全生产责任制"],
    ("安全生产法", 21, None, 2): ["组织制定并实施", "安全生产规章制度和操作规程"],
    ("安全生产法", 22, 1, None): ["各岗位的责任人员", "责任范围和考核标准"],
    ("安全生产法", 24, 1, None): ["金属冶炼", "专职安全生产管理人员"],
    ("安全生产法", 24, 2, None): ["超过一百人", "专职或者兼职的安全生产管理人员"],
    ("安全生产法", 27, 1, None): ["主要负责人", "相应的安全生产知识和管理能力"],
    ("安全生产法", 27, 2, None): ["金属冶炼", "考核合格"],
    ("安全生产法", 28, 1, None): ["安全生产教育和培训", "不得上岗作业"],
    ("安全生产法", 28, 2, None): ["被派遣劳动者", "岗位安全操作规程和安全操作技能"],
    ("安全生产法", 28, 4, None): ["培训档案", "时间、内容、参加人员以及考核结果"],
    ("安全生产法", 30, 1, None): ["特种作业人员", "取得相应资格", "方可上岗作业"],
    ("安全生产法", 35, None, None): ["较大危险因素", "明显的安全警示标志"],
    ("安全生产法", 36, 1, None): ["安全设备", "安装、使用", "国家标准或者行业标准"],
    ("安全生产法", 36, 2, None): ["经常性维护、保养", "定期检测", "保证正常运转", "有关人员签字"],
    ("安全生产法", 36, 3, None): ["不得关闭、破坏", "监控、报警、防护"],
    ("安全生产法", 36, 4, None): ["餐饮等行业", "可燃气体报警装置", "保障其正常使用"],
    ("安全生产法", 41, 2, None): ["隐患排查治理制度", "如实记录", "从业人员通报", "职工代表大会报告"],
    ("安全生产法", 42, 1, None): ["危险物品的车间、商店、仓库", "员工宿舍", "同一座建筑物"],
    ("安全生产法", 42, 2, None): ["出口、疏散通道", "占用、锁闭、封堵"],
    ("安全生产法", 43, None, None): ["动火、临时用电", "专门人员进行现场安全管理"],
    ("安全生产法", 45, None, None): ["劳动防护用品", "佩戴、使用"],
    ("安全生产法", 49, 1, None): ["不得", "发包或者出租", "相应资质"],
    ("安全生产法", 49, 2, None): ["安全生产管理协议", "统一协调、管理", "定期进行安全检查"],
    ("安全生产法", 81, None, None): ["制定本单位生产安全事故应急救援预案", "定期组织演练"],
    ("消防法", 19, 1, None): ["易燃易爆危险品", "居住场所", "同一建筑物内"],
    ("消防法", 19, 2, None): ["其他物品", "居住场所", "消防技术标准"],
    ("消防法", 21, 1, None): ["明火作业", "审批手续", "消防安全措施"],
    ("消防法", 21, 2, None): ["电焊、气焊", "持证上岗"],
    ("消防法", 23, 1, None): ["储存", "使用", "易燃易爆危险品", "消防技术标准和管理规定"],
    ("消防法", 27, 2, None): ["电器产品、燃气用具", "线路、管路", "敷设", "消防技术标准和管理规定"],
    ("消防法", 28, None, None): ["占用、堵塞、封闭疏散通道、安全出口、消防车通道", "人员密集场所的门窗"],
    ("特种设备安全法", 14, None, None): ["作业人员", "取得相应资格"],
    ("特种设备安全法", 33, None, None): ["使用登记", "登记标志", "显著位置"],
    ("特种设备安全法", 39, 2, None): ["安全附件", "定期校验"],
    ("特种设备安全法", 40, 3, None): ["未经定期检验或者检验不合格", "不得继续使用"],
    ("城镇燃气管理条例", 28, None, 5): ["不具备安全条件的场所使用、储存燃气"],
    ("生产安全事故应急条例", 5, 2, None): ["生产经营单位", "风险辨识", "应急救援预案", "从业人员公布"],
    ("生产安全事故应急条例", 6, 2, 2): ["应急指挥机构及其职责发生调整"],
}


def law(name, article=None, paragraph=None, item=None, verified=True):
    return {"law": name, "article": article, "paragraph": paragraph, "item": item, "verified": verified}


def standard(clause=None, situation=None, verified=True):
    return {"standard": STANDARD, "document": DOCUMENT, "clause": clause, "situation": situation,
            "verified": verified}


def citations_of_packs():
    for name in ("gm", "quick"):
        pack = read_pack(asset(f"resources/packs/checklist-{name}.json").read_bytes())
        for item in pack.content.items:
            yield from item.basis
            for finding in item.findings:
                yield from finding.basis
                if finding.suspected_major:
                    yield finding.suspected_major


@pytest.mark.parametrize(("number", "words"), [
    (1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (36, "三十六"), (100, "一百"), (101, "一百零一"),
    (110, "一百一十"), (118, "一百一十八"), (999, "九百九十九"),
])
def test_numbers_are_written_as_articles_are(number, words):
    assert chinese_number(number) == words


@pytest.mark.parametrize("number", [0, -1, 1000, True])
def test_numbers_outside_the_laws_are_refused(number):
    with pytest.raises(ValueError):
        chinese_number(number)


@pytest.mark.parametrize(("citation", "printed"), [
    (law("安全生产法", 36, 2), "安全生产法第三十六条第二款"),
    (law("安全生产法", 101, None, 3), "安全生产法第一百零一条第（三）项"),
    (law("消防法", 16, 1, 2), "消防法第十六条第一款第（二）项"),
    (law("危险化学品安全法", verified=False), "危险化学品安全法（待核）"),
    (law("危险化学品安全法", 12, 1, verified=False), "危险化学品安全法（待核）"),
    (standard("第五条", "深井铸造结晶器冷却水"),
     "《工贸企业重大事故隐患判定标准》（应急管理部令第10号）第五条“深井铸造结晶器冷却水”情形"),
    (standard("第三条第（二）项", "特种作业人员无证上岗"),
     "《工贸企业重大事故隐患判定标准》（应急管理部令第10号）第三条第（二）项“特种作业人员无证上岗”情形"),
    (standard("第五条"), "工贸企业重大事故隐患判定标准第五条"),
    (standard(None, "未执行“先通风”", False),
     "《工贸企业重大事故隐患判定标准》（应急管理部令第10号）“未执行‘先通风’”情形（待核）"),
    (standard("第十三条", None, False), "工贸企业重大事故隐患判定标准（待核）"),
])
def test_one_citation_in_print(citation, printed):
    assert cite(check_citation(citation)) == printed


@pytest.mark.parametrize(("citations", "printed"), [
    ([], "—"),
    ([law("安全生产法", 35), law("安全生产法", 45)], "安全生产法第三十五条、第四十五条"),
    ([law("安全生产法", 36, 2), law("安全生产法", 36, 3)], "安全生产法第三十六条第二款、第三款"),
    ([law("安全生产法", 21), law("安全生产法", 41, 2)], "安全生产法第二十一条、第四十一条第二款"),
    ([law("安全生产法", 21, None, 1), law("安全生产法", 21, None, 2)],
     "安全生产法第二十一条第（一）项、第（二）项"),
    ([law("消防法", 16, 1, 2), law("消防法", 16, 2)], "消防法第十六条第一款第（二）项、第二款"),
    ([law("安全生产法", 36), law("安全生产法", 36, 2)], "安全生产法第三十六条、第三十六条第二款"),
    ([law("消防法", 27, 2), law("安全生产法", 43), law("消防法", 28), law("消防法", 27, 2)],
     "消防法第二十七条第二款、第二十八条；安全生产法第四十三条"),
    ([law("消防法", verified=False), law("消防法", verified=False), law("消防法", 28)],
     "消防法（待核）；消防法第二十八条"),
    ([standard("第五条"), standard("第五条")], "工贸企业重大事故隐患判定标准第五条"),
])
def test_several_citations_in_print(citations, printed):
    assert cite_all(citations) == printed


@pytest.mark.parametrize("citation", [
    "安全生产法第三十六条", {}, {"law": "安全生产法", "standard": STANDARD, "verified": True},
    law("安全生产法"), law("", 3), law(" 消防法", 3), law("消防法", 0), law("消防法", True),
    law("消防法", "3"),
    law("消防法", None, 2, None, False), {**law("消防法", 3), "note": "x"}, {"law": "消防法", "article": 3},
    {**law("消防法", 3), "verified": "yes"}, standard(), standard("第5条"), standard("第五条第二项"),
    {**standard("第五条"), "document": None}, {**standard("第五条"), "situation": ""},
])
def test_what_is_no_citation_is_refused_with_its_place(citation):
    with pytest.raises(Invalid) as trouble:
        check_citation(citation, "GM09 的依据")
    assert str(trouble.value).startswith("GM09 的依据：") and str(trouble.value).endswith("请改正。")


def test_keys_left_out_are_filled_in():
    assert check_citation({"law": "消防法", "article": 28, "verified": True}) == law("消防法", 28)


def test_every_verified_law_citation_is_in_the_table():
    used = {resolve_key(one) for one in citations_of_packs() if one["verified"] and "law" in one}
    assert used == set(WORDS)


def test_clauses_of_the_standard_are_printed_only_where_read():
    standards = [one for one in citations_of_packs() if one.get("standard") == STANDARD]
    clauses = {one["clause"] for one in standards if one["verified"]}
    assert clauses == {"第三条第（一）项", "第三条第（二）项", "第三条第（三）项", "第五条"}
    for one in citations_of_packs():
        if not one["verified"]:
            assert not one.get("article") and not one.get("clause")
            assert "条" not in cite(one).replace("条例", "").replace("条件", "")


def articles(name: str) -> dict[int, list[list[str]]]:
    """Article number → paragraphs, each a list: its wording and then its items."""
    file = next(path for path in LAWS.glob("*.md") if path.name.startswith(f"{name}("))
    numbers = {chinese_number(number): number for number in range(1, 300)}
    found: dict[int, list[list[str]]] = {}
    current: list[list[str]] = []
    for line in file.read_text(encoding="utf-8").partition("<!-- INFO END -->")[2].splitlines():
        line = line.strip()
        start = re.match(r"第([一二三四五六七八九十百零]+)条\s+(.*)", line)
        if start:
            current = found.setdefault(numbers[start[1]], [])
            current.append([start[2]])
        elif re.match(r"[（(][一二三四五六七八九十]+[）)]", line):
            current[-1].append(line)
        elif line and not line.startswith("#"):
            current.append([line])
    return found


@pytest.mark.skipif(not LAWS.is_dir(), reason="the texts of the laws are not here")
@pytest.mark.parametrize("key", WORDS, ids=lambda key: cite(law(*key)))
def test_the_place_cited_exists_and_speaks_of_the_matter(key):
    name, article, paragraph, item = key
    paragraphs = articles(name)[article]
    assert paragraph is not None or len(paragraphs) == 1, "an article of several 款 is cited with its 款"
    words = paragraphs[(paragraph or 1) - 1]
    wording = words[item] if item else words[0]
    for word in WORDS[key]:
        assert word in wording
