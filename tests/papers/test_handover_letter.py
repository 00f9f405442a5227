"""隐患移送（抄告）函 and its receipt: words, proposals out of events, pages, what stands in the way."""

from __future__ import annotations

import copy

import form_cases as forms
import paper_cases as cases
import pytest
import reading

from yongji_desktop.papers import catalogue
from yongji_desktop.papers.handover_letter_blocks import title_lines, title_words
from yongji_desktop.papers.handover_words import full_name, placed, the_unit, you

CODE = "handover_letter"
NUMBER = "永城东安移〔2026〕6号"
WRITTEN = {"happened_on": "2026-10-12", "at": "2026-10-12T16:35", "number": "永城东安重〔2026〕A002号", "report_no": 1}
NOTICE = {"number": "永城东安改〔2026〕A021号", "on": "2026-10-12"}
DONE = {"major_reports": [WRITTEN], "notices": [NOTICE], "delivered_on": "2026-10-12", "controls": []}
DECLINED = {
    "department": "市应急局", "decided_on": "2026-10-12", "number": NUMBER, "delivered_on": "2026-10-13",
    "declined_on": "2026-10-16", "rungs": [],
}  # fmt: skip


def facts(*hazards, number: str | None = NUMBER, **changes):
    given = forms.facts(CODE, hazards[0] if hazards else forms.hazard(life=DONE))
    given["numbers"] = {CODE: number}
    given["hazards"] = list(hazards) or given["hazards"]
    return {**given, **changes}


def read(given, draft: bool = False) -> list[str]:
    return reading.pages(forms.drawn(CODE, given, draft).pdf)


def without_events(general: bool = False):
    """A hazard about which nothing was reported, delivered or stopped."""
    return forms.hazard(general, {"reports": [], "notices": [], "controls": []}, control={}, phone_report=None)


def test_the_sample_letter() -> None:
    first, second, receipt = read(facts())
    assert "关于移送永济市鹳雀铝型材有限公司疑似重大事故隐患的函永济市应急管理局：" in first
    assert (
        "2026年10月12日，我街道在对永济市鹳雀铝型材有限公司（以下简称该公司）开展日常安全巡查时，发现疑似重大事故隐患。"
        "因该事项的认定和处理超出我街道职责权限，现移送你局。有关情况函告如下：" in first
    )
    assert "一、单位概况该公司位于永济市城东街道铝电社区工业北路12号" in first and "从业人员126人，主要负责人陈国堃。" in first
    assert "对照《工贸企业重大事故隐患判定标准》（应急管理部令第10号）第五条，疑似构成重大事故隐患。" in first
    assert (
        "三、已采取的措施经我街道劝导，该公司于15时40分停止1号深井铸造机铸造作业，撤离浇铸区人员7人；"
        "我街道于15时42分以电话向你局报告；书面快报（快报：永城东安重〔2026〕A002号）正在报送；"
        "我街道于10月12日向该公司送达《事故隐患整改通知（告知）书》（永城东安改〔2026〕A021号）。" in second
    )
    assert (
        "四、商请事项请你局对上述隐患核查认定、依法处理，并于收到本函之日起7日内将受理情况、办结后将处理结果函告我街道。"
        "特此函告，请予函复。附件：1．安全生产巡查记录2．事故隐患整改通知（告知）书3．现场照片（2张）" in second
    )
    assert "永济市城东街道办事处2026年10月12日（联系人：王晓栲，联系电话：0359-8000000）抄送：市安委办。" in second
    for words in (
        "移送回执", f"移送文号{NUMBER}", "直接送达", "受理，承办科室：", "不属于本单位职责，建议移送：",
        "不构成重大事故隐患，意见：", "其他：", "日前反馈处理结果", "请接收单位填写后退回城东街道应急管理站。",
    ):  # fmt: skip
        assert words in receipt
    assert "移送回执" not in first + second


def test_a_town_speaks_of_itself() -> None:
    text = "".join(read(facts(office=cases.TOWN)))
    assert "永济市卿头镇人民政府" in text and "我镇在对" in text and "函告我镇。" in text
    assert "我街道" not in text and "请接收单位填写后退回卿头镇安监站。" in text


def test_without_events_nothing_is_said_to_be_done() -> None:
    given = facts(without_events(), papers=[])
    text = "".join(read(given))
    assert "截至发函，没有登记的措施。" in text and "附件" not in text.replace("附件：现场照片（2张）", "")
    for words in ("已报告", "已移送", "已送达", "劝导", "送达《"):
        assert words not in text
    typed = forms.filled(given, measures="15时42分以电话向你局报告；10月12日向该公司送达通知书；线索已移送。")
    problems = forms.sentences(CODE, typed)
    assert "没有登记过报告" in problems and "没有登记过送达" in problems and "没有登记过移送函送达" in problems


def test_reports_to_somebody_else_are_not_reports_to_you() -> None:
    given = facts()
    given = forms.filled(given, department="永济市住房和城乡建设局")
    assert "登记的是报告永济市应急管理局" in forms.sentences(CODE, given)
    other = copy.deepcopy(facts())
    other["hazards"][0]["department"] = "市住建局"
    other["hazards"][0]["life"]["major_reports"] = []
    assert "15时42分以电话向市应急局报告" in "".join(read(other))


def test_grades_and_judgements() -> None:
    on_scene = forms.hazard(life=DONE, judgement={"choice": "on_scene", "reason": "现场联锁不动作"})
    text = "".join(read(facts(on_scene)))
    assert "现场联锁不动作。初判为疑似重大事故隐患，待你局认定。" in text and "第五条" not in text
    judged = forms.hazard(life={**DONE, "grade": "major", "judgement": forms.JUDGED})
    text = "".join(read(facts(judged)))
    assert "关于移送永济市鹳雀铝型材有限公司重大事故隐患的函" in text and "经市应急局认定（永应急函〔2026〕31号）为重大事故隐患。" in text
    general = "".join(read(facts(forms.hazard(general=True))))
    assert "关于移送永济市鹳雀铝型材有限公司事故隐患的函" in general and "不符合安全生产法第三十六条第二款的规定。" in general
    assert "重大" not in general.replace("不构成重大事故隐患", "")


def test_several_hazards_are_numbered() -> None:
    text = "".join(read(facts(forms.hazard(life=DONE), forms.hazard(general=True))))
    assert "发现疑似重大事故隐患1项、一般事故隐患1项。" in text
    assert "二、隐患情况1．熔铸车间" in text and "2．挤压车间2号锯切机" in text and "等2项（疑似重大事故隐患1项、一般事故隐患1项）" in text


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("beyond", "因该事项的认定和处理超出我街道职责权限，现移送你局。"),
        ("unrectified", "因该公司经通知仍不整改，且该事项的处理超出我街道职责权限，现移送你局。"),
        ("illegal", "因上述情况涉嫌违反安全生产法第三十六条第二款，其认定和处理超出我街道职责权限，现移送你局。"),
        ("unlicensed", "关于移送永济市鹳雀铝型材有限公司无证无照线索的函"),
        ("report_up", "关于上报永济市鹳雀铝型材有限公司疑似重大事故隐患情况的函"),
    ],
)
def test_reasons(reason: str, words: str) -> None:
    given = forms.filled(facts(), reason=reason, law="安全生产法第三十六条第二款")
    if reason == "report_up":
        given["inputs"].update(department="市安委办", measures="", copy_to="")
    text = "".join(read(given))
    assert words in text and "处罚" not in text
    if reason == "report_up":
        assert "永济市安全生产委员会办公室：" in text and "现上报你办。" in text and "上报回执" in text and "抄送" not in text


def test_an_unlicensed_site_is_not_called_so() -> None:
    given = forms.filled(facts(), reason="unlicensed", department="市市场监管局")
    given["inspection"]["unlicensed"] = "营业执照"
    text = "".join(read(given))
    assert "开展日常安全巡查时，该公司现场未出示营业执照。因该线索的核查和处理超出我街道职责权限" in text
    assert "请你局对上述线索核查认定" in text and "未取得" not in text


def test_sent_back_and_sent_on() -> None:
    declined = forms.hazard(life={**DONE, "handovers": [DECLINED]})
    given = facts(declined, number=None)
    begun = catalogue.PAPERS[CODE].propose(given)
    assert begun["previous"] == NUMBER and begun["declined_by"] == "市应急局" and "department" not in begun
    assert "未选接收部门" in forms.sentences(CODE, given)
    again = forms.filled(given, department="永济市应急管理局")
    assert "须改送另一部门" in forms.sentences(CODE, again)
    on = forms.filled(given, department="永济市住房和城乡建设局", measures="")
    assert f"原函（{NUMBER}）经市应急局函告不属其职责，现改送你局。" in "".join(read(on))
    assert "没有登记过部门退回" in forms.sentences(CODE, forms.filled(facts(), previous="某文号"))


def test_the_number_is_typed_or_left_to_the_hand() -> None:
    given = facts(number=None)
    text = read(given)
    assert "永城东安移〔2026〕号" in text[0] and "移送文号永城东安移〔2026〕号" in text[-1]
    data = catalogue.PAPERS[CODE].compose(given)
    code = catalogue.check_code(data)
    expected = [[f"YJAQ1;安移-{given['hazards'][0]['id'][-8:]};V1;{code};P{n}/3"] for n in (1, 2, 3)]
    assert reading.qr_codes(forms.drawn(CODE, given).pdf) == expected
    typed = forms.filled(given, number=NUMBER)
    assert NUMBER in read(typed)[0] and "number" not in forms.problems(CODE, typed)
    for wrong in ("6", "永城东安移〔2026〕006号", "永城东安移2026第6号"):
        assert forms.problems(CODE, forms.filled(given, number=wrong))["number"] == "block"


def test_drafts_cannot_be_signed() -> None:
    text = "".join(read(facts(), draft=True))
    assert "（未编号）" in text and "草稿，不作依据" in text and "移送回执" not in text and NUMBER not in text
    assert "校验码" not in text


def test_attachments() -> None:
    papers = [{**one, "signed": False} for one in forms.PAPERS[:1]]
    given = facts(papers=papers)
    assert catalogue.PAPERS[CODE].propose(given)["attachments"][0] == {"name": "安全生产巡查记录（未签件）"}
    assert "检查记录未签字归档，附未签件并注明。" in forms.sentences(CODE, given)
    one = forms.filled(facts(), attachments=[{"name": "安全生产巡查记录", "pages": 3}])
    assert "附件：安全生产巡查记录（3页）永济市" in "".join(read(one))
    slips = [{**forms.PAPERS[1], "data": {"slip": slip}} for slip in (None, {"title": "送达回执"})]
    named = [catalogue.PAPERS[CODE].propose(facts(papers=[one]))["attachments"][0]["name"] for one in slips]
    assert named == ["事故隐患整改通知（告知）书", "事故隐患整改通知（告知）书及送达回执"]
    many = [{"name": f"第{n}份材料{'很长的名称' * 6}"} for n in range(1, 9)]
    text = "".join(read(forms.filled(facts(), attachments=many)))
    assert all(f"{n}．第{n}份材料" in text for n in range(1, 9))


def test_what_stands_in_the_way() -> None:
    assert forms.problems(CODE, facts()) == {}
    bare = facts(forms.hazard(general=True, basis=[], description=""))
    problems = forms.problems(CODE, bare)
    assert problems["hazards.0.description"] == "block" and problems["hazards.0.basis"] == "warn"
    assert forms.problems(CODE, forms.filled(facts(), reason="illegal"))["law"] == "block"
    assert forms.problems(CODE, forms.filled(facts(), feedback_days=0))["feedback_days"] == "block"
    assert forms.problems(CODE, forms.filled(facts(), request="请你局责令停产并处罚"))["request"] == "block"
    assert forms.problems(CODE, forms.filled(facts(without_events(True)), reason="unrectified"))["reason"] == "block"
    assert forms.problems(CODE, facts(office={**cases.OFFICE, "section": ""}))["office.section"] == "block"
    assert all(one.rule for one in catalogue.PAPERS[CODE].blocked(bare) if one.severity == "warn")


@pytest.mark.parametrize("length", range(0, 900, 90))
def test_the_signature_never_stands_alone(length: int) -> None:
    given = forms.filled(facts(), measures="措" * length)
    text = read(given)
    signed = next(page for page in text if "（联系人：" in page)
    assert "特此函告，请予函复。" in signed and "四、商请事项" in signed and "抄送：市安委办。" in signed
    assert "".join(text).count("措") == length + 1 or not length
    assert "移送回执" in text[-1]
    for page in text:
        assert not page.endswith(("一、单位概况", "二、隐患情况", "三、已采取的措施", "四、商请事项"))


@pytest.mark.parametrize("count", [0, 5, 8, 9, 10, 11, 12, 13, 14, 25, 60])
def test_many_attachments_do_not_leave_the_signature_alone(count: int) -> None:
    names = [{"name": f"材料{n}号"} for n in range(1, count + 1)]
    text = read(forms.filled(facts(), attachments=names, request="请你局派员到场核查。\n请你局指导企业治理"))
    signed = next(page for page in text if "（联系人：" in page)
    before = signed.split("永济市城东街道办事处2026年10月12日")[0]
    last = [f"材料{n}号" for n in (count - 1, count) if n > 0]
    assert all(word in before for word in last) and "抄送" in signed
    if count <= 13:
        assert "特此函告，请予函复。" in before
    assert all(f"材料{n}号" in "".join(text) for n in range(1, count + 1))


@pytest.mark.parametrize("length", [100, 400, 1500])
def test_long_requests_go_over_pages(length: int) -> None:
    text = read(forms.filled(facts(), request="请" * length))
    assert "".join(text).count("请") >= length and "函告我街道。" in "".join(text)


def test_extreme_values_lose_no_words() -> None:
    hazard = forms.hazard(life=DONE, description=forms.LONG_WORDS, part="栲栳䶮堃喆㛃𬱖车间")
    given = facts(hazard, site={**forms.SITE, "name": forms.LONG_NAME, "employees": None, "sector": "", "principal": None})
    paper = forms.drawn(CODE, given)
    text = "".join(reading.pages(paper.pdf))
    assert forms.LONG_NAME in text and "栲栳䶮堃喆㛃𬱖车间" in text and not paper.missing
    assert text.count("切断阀未动作") == 9 and "从业人员" not in text
    empty = facts(site={"name": "甲店"}, inspection=None, papers=[])
    text = "".join(read(empty))
    assert "我街道在核实甲店（以下简称该单位）有关情况时，发现疑似重大事故隐患。" in text and "甲店的其他情况没有登记。" in text


def test_the_same_letter_is_the_same_bytes_with_every_font_inside() -> None:
    first, second = (forms.drawn(CODE, facts()) for _ in range(2))
    assert first.pdf == second.pdf
    names, descriptors, files = reading.fonts(first.pdf)
    assert descriptors == files > 0 and all("+" in name for name in names)


def test_a_correction_says_so() -> None:
    assert f"{NUMBER}（更正，替代第1版）" in read(facts(version=2, replaces=1))[0]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("永济市鹳雀铝型材有限公司", ["永济市", "鹳雀铝型材", "有限公司"]),
        ("永济市城东街道铝电社区向阳幼儿园", ["永济市", "城东街道", "铝电社区", "向阳", "幼儿园"]),
        ("四冯村", ["四冯村"]),
    ],
)
def test_names_are_broken_between_words(name: str, words: list[str]) -> None:
    assert title_words(name) == words


def test_titles_are_broken_after_the_unit_first() -> None:
    assert title_lines(["关于移送", "甲店", "事故隐患", "的函"]) == ["关于移送甲店事故隐患的函"]
    parts = ["关于移送", "永济市鹳雀铝型材有限公司", "疑似重大事故隐患", "的函"]
    assert title_lines(parts) == ["关于移送永济市鹳雀铝型材有限公司", "疑似重大事故隐患的函"]
    parts[1] = "永济市城东街道铝电社区黄河金三角铝合金型材综合加工有限责任公司"
    lines = title_lines(parts)
    assert lines[-1] == "疑似重大事故隐患的函" and lines[-2].endswith("有限责任公司") and len(lines) == 3


def test_whom_it_is_addressed_to() -> None:
    known = {"full_names": forms.FULL_NAMES}
    assert full_name(known, "市应急局") == "永济市应急管理局" and full_name(known, "某局") == "某局"
    assert full_name({}, "市应急局") == "市应急局", "without a dictionary as it is written"
    assert [you(known, one) for one in ("市应急局", "市安委办", "市消防救援大队", "开发区管委会", "某")] == [
        "你局", "你办", "你大队", "你管委会", "你单位",
    ]  # fmt: skip
    assert [the_unit(one) for one in ("甲公司", "乙厂", "丙店")] == ["该公司", "该厂", "该单位"]


@pytest.mark.parametrize(
    ("part", "description", "said"),
    [
        ("熔铸车间", "联锁旁路", "熔铸车间：联锁旁路"),
        ("熔铸车间", "熔铸车间联锁旁路", "熔铸车间联锁旁路"),
        ("熔铸车间1号铸造机", "1号铸造机联锁旁路", "熔铸车间1号铸造机联锁旁路"),
        ("12号铸造机", "2号铸造机联锁旁路", "12号铸造机：2号铸造机联锁旁路"),
        ("", "联锁旁路", "联锁旁路"),
        ("熔铸车间", "", "熔铸车间"),
    ],
)
def test_the_part_is_not_said_twice(part: str, description: str, said: str) -> None:
    assert placed(part, description) == said


def test_later_controls_have_a_subject() -> None:
    given = facts(forms.hazard(control={}))
    assert "劝导" not in "".join(read(given)) and "该公司于10月12日15时40分停止1号深井铸造机作业" in "".join(read(given))
    given["hazards"][0]["life"]["controls"][0]["advised"] = True
    assert "经我街道劝导，该公司于10月12日15时40分停止1号深井铸造机作业，撤离7人，设置警戒，控制柜上锁挂牌" in "".join(read(given))


def test_what_others_found_was_checked_by_the_town_and_not_found_by_it() -> None:
    for source, said in (("self", "企业自查报告"), ("village", "村（社区）和网格上报"), ("department", "部门移来")):
        one = forms.hazard(life={**DONE, "source": source, "found_on": "2026-10-13"})
        text = "".join(read(facts(one, inspection=None)))
        assert f"2026年10月13日，我街道在核实{said}的永济市鹳雀铝型材有限公司（以下简称该公司）有关情况时，确认存在疑似重大事故隐患。" in text


def test_every_visit_the_hazards_come_from_has_its_day() -> None:
    given = facts(forms.hazard(), forms.hazard(general=True))
    first = {**given["inspection"], "began_at": "2026-09-28T09:00"}
    given["inspections"] = [first, given["inspection"]]
    assert "2026年9月28日、10月12日，我街道在对" in "".join(read(given))


def test_a_place_is_not_called_a_unit() -> None:
    lead = forms.hazard(life={"grade": "clue", "reports": [], "notices": [], "controls": []}, control={})
    lead.update(missing="营业执照", grade="clue", description="现场未出示营业执照。")
    place = {"name": "城东街道五姓湖边", "place_only": True}
    text = "".join(read(forms.filled(facts(lead, inspection=None, site=place, papers=[]), reason="unlicensed")))
    assert "该单位" not in text and "以下简称" not in text and "一、地点城东街道五姓湖边，经营者情况不详。" in text
    assert "有关情况时，经营者现场未出示营业执照。" in text


def test_still_not_put_right_needs_a_look_that_saw_it() -> None:
    notified = {"notices": [NOTICE], "delivered_on": "2026-10-12", "controls": [], "reports": []}
    one = forms.hazard(general=True, life={**notified, "looks": []})
    problems = catalogue.PAPERS[CODE].blocked
    found = problems(forms.filled(facts(one), reason="unrectified"))
    assert any("没有登记过未整改的复查" in each.message and each.severity == "block" for each in found)
    one["life"]["looks"] = [{"conclusion": "partly", "happened_on": "2026-10-20"}]
    assert not any(each.field == "reason" for each in problems(forms.filled(facts(one), reason="unrectified")))


def test_no_line_of_a_title_holds_a_single_character() -> None:
    names = (
        "栲栳鹳雀䶮𬱖堃喆㛃（永济）铝业科技股份有限公司", "永济市" + "鹳" * 41 + "有限公司", "鹳" * 40,
        "山西（运城）" + "雀" * 30 + "（永济）厂",
    )  # fmt: skip
    for name in names:
        lines = title_lines(["关于移送", name, "疑似重大事故隐患", "的函"])
        assert "".join(lines) == f"关于移送{name}疑似重大事故隐患的函"
        assert all(1 < len(one) <= 22 for one in lines), lines
