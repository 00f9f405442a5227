"""现场用纸 and its route list: what is printed, what is not, how many pages, the code in its corner."""

from __future__ import annotations

import re

import paper_cases
import pytest
import reading

from yongji_desktop.papers import catalogue, field_sheet, route_list
from yongji_desktop.papers.render import render
from yongji_desktop.papers.signing import signing

NUMBER = "永城东安检〔2026〕A053号"
ITEMS = [{"text": one[0], "star": one[2]} for one in paper_cases._ITEMS]
SITE = {
    "name": "永济市鹳雀铝型材有限公司",
    "uscc": "91140881MA0K00000T",
    "address": "永济市城东街道铝电社区工业北路12号",
    "sector": "工贸（有色金属）",
    "principal": "陈国堃",
    "principal_post": "总经理",
    "principal_phone": "13812341206",
    "safety_officer": "孙喆",
    "safety_officer_post": "安全科长",
    "safety_officer_phone": "13912343417",
}
OPEN = [
    {
        "short": "A119", "part": "熔铸车间1号深井铸造机", "description": "冷却水报警联锁被旁路",
        "note": "等部门 32 天", "grade": "suspected_major", "due_on": None, "source": "complaint",
    },
    {
        "short": "A127", "part": "成品库东侧", "description": "灭火器2具压力不足", "grade": "general",
        "due_on": "2026-11-16",
    },
]  # fmt: skip


def facts(**more):
    return {
        "office": paper_cases.OFFICE,
        "officer": {"name": "王建国"},
        "today": "2026-11-13",
        "numbers": {"field_sheet": NUMBER},
        "site": SITE,
        "open_hazards": OPEN,
        "last_visit": "2026-10-14（复查10-28）",
        "reminders": ["起重机械定期检验2026-11-30到期", "防护罩问题近一年出现过1次"],
        "checklists": [{"code": "GM", "name": "工贸小企业检查表", "version": "2026.1"}],
        "items": ITEMS,
        "nature": "patrol",
        "category": "routine",
        "letter": "A",
        **more,
    }


def drawn(**more):
    data = field_sheet.compose(facts(**more))
    return render(catalogue.blocks(data), catalogue.frame(data, "2026-11-13T08:12"))


def test_the_fixed_words_in_their_order_on_two_pages():
    made = drawn()
    assert made.pages == 2 and made.missing == ()
    text = "".join(reading.pages(made.pdf))
    order = (
        "永济市城东街道办事处", "安全生产巡查记录（现场用纸）", NUMBER, "被巡查单位永济市鹳雀铝型材有限公司",
        "陈国堃（总经理）138****1206", "孙喆（安全科长）139****3417", "依据《安全生产法》第九条第二款，受永济市城东街道办事处指派，",
        "不影响正常生产经营，对知悉的技术、业务秘密予以保密。", "已告知", "已出示工作证件", "一、上次未闭环隐患（2条）",
        "隐患编号部位和问题等级期限今天所见（正式复查另出复查记录）", "A119", "停用中", "已启用", "A127", "11-16", "已整改", "无法整改",
        "上次巡查2026-10-14（复查10-28）。提醒：起重机械定期检验2026-11-30到期；防护罩问题近一年出现过1次。",
        "二、检查表：工贸小企业检查表（GM）2026.1版，15项（★须逐条作答）", "三、发现的问题隐患（现场手填，不够接续页）",
        "四、处理情况", "未发现问题隐患", "另送《事故隐患整改通知（告知）书》", "现场劝导企业停止", "我街道将于当日书面报告并按程序移送。",
        "未能检查（", "拒绝进入），另填登记", "五、签字确认", "以上记录已阅看（或已向我宣读），", "我街道7日内核实答复",
        "同时收到《事故隐患整改通知（告知）书》（编号：", "现场负责人（职务：", "由现场人员签字（负责人不在场），姓名、职务：",
        "已电话告知负责人（姓名、时间）：", "见证人（姓名、村或社区职务）：", "无拒签", "参照《安全生产法》第六十八条记录在案，报告部门：",
        "照片写机内编号。试验由企业人员操作。判定标准不在手边的，疑似重大先写所见事实。一式两份。",
    )  # fmt: skip
    at = 0
    for words in order:
        found = text.find(reading.squeeze(words), at)
        assert found >= 0, words
        at = found
    assert text.count("□") == 0  # boxes are drawn, no character
    for page in reading.pages(made.pdf):
        assert "现场填写，签字后为原件；校验码待录入" in page and "2026-11-1308:12打印" in page and "第0版" not in page


def test_the_code_says_edition_0_and_no_check_code():
    codes = reading.qr_codes(drawn().pdf)
    assert codes == [[f"YJAQ1;{NUMBER};V0;00000000;P{n}/2"] for n in (1, 2)]


def test_nothing_that_does_not_belong_on_it():
    pages = "".join(reading.pages(drawn(category="complaint", category_name="某某举报").pdf))
    assert "举报" not in pages and "任务" not in pages and "第三十六条" not in pages and "类型：日常" in pages
    assert not re.search(r"责令|处罚|查封|13812341206", pages)


@pytest.mark.parametrize(("office", "we", "other"), [(paper_cases.TOWN, "我镇", "街道"), (paper_cases.OFFICE, "我街道", "我镇")])
def test_a_town_and_a_sub_district_speak_of_themselves(office, we, other):
    site = {**SITE, "address": "工业北路12号", "name": "鹳雀铝型材"}
    text = "".join(reading.pages(drawn(office=office, site=site).pdf))
    assert f"{we}将于当日书面报告" in text and other not in text


def test_with_a_department_and_by_authorisation():
    joint = reading.squeeze("".join(reading.pages(drawn(nature="joint").pdf)))
    assert "安全生产检查记录（现场用纸）" in joint and "被检查单位" in joint and "我们配合" in joint and "牵头执法人员及证号：" in joint
    assert "依据《安全生产法》第六十八条记录在案" in joint
    own = "".join(reading.pages(drawn(nature="authorised").pdf))
    assert "这是我们的执法证件（证号：" in own and "已出示执法证件" in own


def test_a_first_visit_without_anything_known():
    site = {"name": "四冯加油站"}
    made = drawn(site=site, open_hazards=[], last_visit=None, reminders=[])
    text = "".join(reading.pages(made.pdf))
    assert "上次没有未闭环隐患。" in text and "以前没有来过。" in text and "提醒：" not in text
    assert made.pages == 2 and "None" not in text


def test_extreme_values_stay_on_the_paper():
    long = {**SITE, "name": "永济市" + "栲栳卿虞鹳䶮堃喆㛃" * 5, "address": "ABCDEFGHIJ" * 5}
    hazards = [{**OPEN[1], "description": "隐患描述" * 75, "short": f"A{n:03d}"} for n in range(30)]
    items = [{"text": "检查内容很长" * 12, "star": True}] * 60
    made = drawn(site=long, open_hazards=hazards, items=items)
    text = "".join(reading.pages(made.pdf))
    assert made.missing == () and "A029" in text and text.count("检查内容很长" * 2) >= 60
    last = reading.pages(made.pdf)[-1]
    assert "四、处理情况" in last and "五、签字确认" in last  # signing stands with what is signed


def test_the_same_facts_give_the_same_bytes():
    assert drawn().pdf == drawn().pdf


def test_what_blocks_and_what_warns():
    def told(**more):
        return [(one.severity, one.rule, one.message) for one in field_sheet.blocked(facts(**more))]

    assert told() == []
    assert told(items=[]) == [("block", "", "没有选检查表。请选一份检查表再打印。")]
    assert told(letter="")[0][2].startswith("设备字母未定，不能领号。")
    assert told(inspectors=["王建国"])[0][:2] == ("warn", "R01") and "只有王建国一人" in told(inspectors=["王建国"])[0][2]
    assert told(inspectors=["王建国"], nature="authorised")[0][0] == "block"
    assert told(inspectors=["王建国", "李芳"]) == []
    assert "该单位还有 2 张现场用纸未录入。" in told(sheets_out=2)[0][2]
    assert told(site={})[0][0] == "block"
    assert told(office={**paper_cases.OFFICE, "phone": ""})[0][0] == "block"


def test_the_route_list_has_no_number_and_no_code():
    rows = [
        {"name": "永济市阳光机械厂", "number": NUMBER, "address": "四冯村东", "contact": "王某", "phone": "13812341206",
         "last_on": "2026-08-19"},
        {"name": "鑫达冷库", "number": None},
    ]  # fmt: skip
    data = route_list.compose(
        {"office": paper_cases.OFFICE, "today": "2026-11-13", "name": "元旦春节专项排查　一组", "leader": "陈志远", "rows": rows}
    )
    made = render(catalogue.blocks(data), catalogue.frame(data, "2026-11-13T08:12"))
    (text,) = reading.pages(made.pdf)
    assert reading.qr_codes(made.pdf) == [[]]
    for words in ("现场用纸路线清单", "带队：陈志远", "共2家", NUMBER, "138****1206", "2026-08-19", "鑫达冷库"):
        assert words in text, words
    assert "未编号" not in text and "签字" not in text


def test_a_refusal_leaves_room_to_write():
    record = signing(paper_cases.facts(), "巡查", False)["refusal"]
    for lines in (record, field_sheet.compose(facts())["signing"]["refusal"][1]):
        department, (number, time) = lines[1], [one for one in lines[2] if isinstance(one, dict) and "blank" in one]
        assert department[-1]["blank"] >= 40 and number["blank"] >= 28 and time["blank"] >= 30
