"""安全生产巡查（检查）记录: its words in every state of affairs."""

from __future__ import annotations

import copy
import json

import paper_cases as cases
import pytest

from yongji_desktop.papers import catalogue, inspection_record
from yongji_desktop.papers.wording import listed, masked, span

compose = inspection_record.compose


def words(data) -> str:
    """Every text of composed data, in order."""
    if isinstance(data, dict):
        return "".join(words(value) for key, value in data.items() if key != "role")
    if isinstance(data, list):
        return "".join(words(value) for value in data)
    return data if isinstance(data, str) else ""


def opinion(**inspection) -> list[str]:
    facts_changes = {key: inspection.pop(key) for key in ("events", "today", "office") if key in inspection}
    return compose(cases.facts(inspection=inspection, **facts_changes))["opinion"]["paragraphs"]


def major(**changes) -> dict:
    hazard = copy.deepcopy(cases.facts()["inspection"]["hazards"][1])
    hazard.update(changes)
    return hazard


def general(**changes) -> dict:
    hazard = copy.deepcopy(cases.facts()["inspection"]["hazards"][0])
    hazard.update(changes)
    return hazard


def test_the_sample_case_reads_as_the_standard_says() -> None:
    data = compose(cases.facts())
    assert data["title"] == "安全生产巡查记录"
    assert data["basic"]["time"] == ["巡查时间", "2026年10月12日14时20分至16时10分"]
    assert data["basic"]["inspectors"][1] == "王晓栲（应急管理站）、李雨䶮（应急管理站）　证号：—"
    assert data["basic"]["principal"][1] == "陈国堃（总经理）"
    assert data["basic"]["principal_phone"][1] == "138****1206"
    assert words(data["basic"]["kind"]).endswith("专项排查：有色金属深井铸造专项排查　　方式：一般　四不两直")
    assert data["basic"]["checklists"][1] == (
        "工贸小企业检查表（GM）2026.1版，本次选用15项：合格11项、不合格2项、不适用1项、未查1项。"
        "带★项涉及重大事故隐患判定。"
    )
    assert words(data["basic"]["told"]) == (
        "告知事项依据《安全生产法》第九条第二款，受永济市城东街道办事处指派，我们对你单位开展安全生产日常巡查，"
        "请予以配合。巡查不收取任何费用，不影响正常生产经营，对知悉的技术、业务秘密予以保密。　"
        "已告知　已出示工作证件"
    )
    assert data["hazards"]["title"] == "二、发现的问题隐患（共2条：一般1条，疑似重大1条）"
    assert data["opinion"]["paragraphs"] == [
        "1．对第1条隐患，当场向企业指出，另发《事故隐患整改通知（告知）书》（永城东安改〔2026〕A021号），"
        "要求于2026年10月19日前整改完毕，期满后复查。",
        "2．对第2条疑似重大事故隐患，现场劝导企业停止1号深井铸造机铸造作业、撤离浇铸区人员，企业于15时40分停机，"
        "撤离7人。我街道已于15时42分电话报告市应急局，将于当日书面报告，并按程序移送。"
        "请企业依法向负有安全生产监督管理职责的部门和职工（代表）大会报告。",
        "3．第15项未查，约定2026年10月14日补查。",
    ]
    assert data["attachments"] == (
        "附件：现场照片4张（见照片页）；检查视频0段。　本记录一式两份，被巡查单位、街道各存一份。"
    )
    rows = data["items"]["rows"]
    assert rows[8]["note"] == "2号锯切机传动皮带轮无防护罩，见隐患1" and rows[8]["photos"] == "1"
    assert rows[12]["photos"] == "2、3" and rows[11]["photos"] == "4"
    assert rows[14]["note"] == "调压间上锁，钥匙保管人不在场，约定10月14日补查"
    assert rows[1]["text"].endswith(" ★") and "★" not in rows[0]["text"]
    assert data["hazards"]["rows"][1]["basis"] == (
        "《工贸企业重大事故隐患判定标准》（应急管理部令第10号）第五条“深井铸造结晶器冷却水”情形"
    )


def test_composed_data_is_json_without_the_moment_of_issue() -> None:
    data = compose(cases.facts())
    assert json.loads(json.dumps(data)) == data
    assert "16:20" not in json.dumps(data)


def test_one_character_changes_the_check_code() -> None:
    codes = {catalogue.check_code(compose(cases.facts()))}
    for path in ("places", "began_at"):
        facts = cases.facts()
        facts["inspection"][path] = facts["inspection"][path].replace("2", "3").replace("熔", "溶")
        codes.add(catalogue.check_code(compose(facts)))
    facts = cases.facts()
    facts["inspection"]["photos"][0]["sha"] = "f" * 64
    codes.add(catalogue.check_code(compose(facts)))
    codes.add(catalogue.check_code(compose(cases.facts(version=2))))
    assert len(codes) == 5
    assert all(len(code) == 8 and set(code) <= set(catalogue.CHECK_ALPHABET) for code in codes)


def test_the_check_code_is_the_first_forty_bits() -> None:
    import hashlib

    digest = hashlib.sha256('{"a":"甲"}'.encode()).digest()
    bits = "".join(f"{byte:08b}" for byte in digest[:5])
    expected = "".join(catalogue.CHECK_ALPHABET[int(bits[n : n + 5], 2)] for n in range(0, 40, 5))
    assert catalogue.check_code({"a": "甲"}) == expected


def test_a_visit_with_a_department() -> None:
    lead = {"department": "市应急管理局", "officers": [{"name": "甲某", "certificate": "04001"}]}
    data = compose(cases.facts(inspection={"nature": "joint", "lead": lead}))
    assert data["title"] == "安全生产检查记录"
    told = words(data["basic"]["told"])
    assert "我们配合市应急管理局对你单位开展安全生产检查，请予以配合。" in told
    assert "牵头执法人员及证号：甲某（04001）。检查不收取任何费用" in told
    assert "依据《安全生产法》第六十八条记录在案" in words(data["signing"])
    assert data["basic"]["time"][0] == "检查时间" and data["items"]["title"] == "一、检查情况"
    assert "巡查" not in words(data).replace("日常巡查", "")


def test_an_authorised_inspection_shows_certificates() -> None:
    people = [{"name": "甲", "section": "站", "certificate": "1"}, {"name": "乙", "certificate": "2"}]
    authority = {"basis": "《赋权事项清单》", "approval_no": "永政发〔2026〕3号"}
    data = compose(
        cases.facts(inspection={"nature": "authorised", "inspectors": people, "authority": authority})
    )
    told = words(data["basic"]["told"])
    assert "依据《安全生产法》第九条第二款和《赋权事项清单》（永政发〔2026〕3号），受" in told
    assert "这是我们的执法证件（证号：甲1、乙2）。" in told and told.endswith("已出示执法证件")
    assert data["basic"]["inspectors"][1] == "甲（站，证号：1）、乙（证号：2）"


@pytest.mark.parametrize(
    "changes, expected",
    [
        ({}, "企业于15时40分停机，撤离7人。我街道已于15时42分电话报告市应急局，将于当日书面报告，"),
        ({"phone_report": None}, "撤离7人。我街道将于当日报告市应急局，并按程序移送。"),
        (
            {"control": {"stopped": False, "what": "1号机作业", "evacuated": None}},
            "现场劝导企业停止1号机作业，企业未采取停机措施。我街道已于",
        ),
        ({"control": {"stopped": False, "what": "作业", "evacuated": 0}}, "企业未采取停机措施，撤离0人。"),
        ({"control": None, "phone_report": None}, "疑似重大事故隐患，我街道将于当日报告市应急局，并按程序"),
        ({"phone_report": None, "department": None}, "我街道将于当日报告负有安全生产监督管理职责的部门，"),
    ],
)
def test_a_suspected_major_hazard(changes: dict, expected: str) -> None:
    (sentence,) = opinion(hazards=[major(**changes)], answers=[])
    assert expected in sentence
    assert sentence.endswith("请企业依法向负有安全生产监督管理职责的部门和职工（代表）大会报告。")


def test_written_report_and_handover_are_written_once_registered() -> None:
    events = {
        "h2": {
            "phone_report": {"department": "市应急局", "at": "2026-10-12T15:42"},
            "written_report": {"department": "市应急局", "at": "2026-10-12T16:35"},
        }
    }
    (sentence,) = opinion(hazards=[major()], answers=[], events=events)
    assert "已于15时42分电话报告市应急局、16时35分书面报告，将按程序移送。" in sentence
    events["h2"]["handover_delivered"] = {"number": "永城东安移〔2026〕6号"}
    (sentence,) = opinion(hazards=[major()], answers=[], events=events)
    assert "16时35分书面报告，已移送（永城东安移〔2026〕6号）。" in sentence


def test_without_events_nothing_is_claimed() -> None:
    hazards = [general(), major(phone_report=None)]
    for code in cases.OF_A_VISIT:
        text = words(catalogue.PAPERS[code].compose(cases.facts(inspection={"hazards": hazards})))
        for claim in ("已报告", "已移送", "已送达", "已于"):
            assert claim not in text


def test_later_days_are_named() -> None:
    hazard = major(phone_report={"department": "市应急局", "at": "2026-10-13T09:05"})
    (sentence,) = opinion(hazards=[hazard], answers=[], today="2026-10-13")
    assert "已于10月13日9时05分电话报告市应急局，将书面报告" in sentence and "当日" not in sentence


def test_put_right_on_the_spot() -> None:
    photos = [cases.photo(1), cases.photo(2, "after")]
    hazard = general(treatment="on_spot", due_on=None)
    data = compose(cases.facts(inspection={"hazards": [hazard], "photos": photos, "answers": []}))
    assert data["opinion"]["paragraphs"] == ["第1条已当场整改，现场确认（照片前1、后2）。"]
    assert data["hazards"]["rows"][0]["due"] == "当场"
    assert data["photos"]["cells"][1]["use"] == "隐患1（整改后）"


def test_hazards_with_one_deadline_share_a_sentence() -> None:
    hazards = [general(), general(due_on="2026-10-20"), general(), general(), general()]
    first, second = opinion(hazards=hazards, answers=[])
    assert first.startswith("1．对第1、3－5条隐患，") and "10月19日" in first
    assert second.startswith("2．对第2条隐患，") and "10月20日" in second


@pytest.mark.parametrize(
    "missing, department", [("营业执照", "市场监管部门"), ("危险化学品经营许可证", "许可部门")]
)
def test_a_missing_licence_is_a_lead_not_a_verdict(missing: str, department: str) -> None:
    parts = opinion(hazards=[], answers=[], unlicensed=missing)
    assert parts[1] == f"2．现场未出示{missing}，我街道将把线索移送{department}核查。"
    assert "未取得" not in words(parts) and "无证" not in words(parts)


def test_nothing_found_and_nothing_photographed() -> None:
    data = compose(cases.facts(inspection={"hazards": [], "photos": [], "answers": []}))
    assert data["opinion"]["paragraphs"] == ["本次巡查未发现问题隐患。"]
    assert data["hazards"]["title"] == "二、发现的问题隐患" and data["hazards"]["rows"] == []
    assert "照片0张；" in data["attachments"] and "见照片页" not in data["attachments"]


def test_unseen_items_without_a_date() -> None:
    answers = [{"item": "A", "text": "项", "result": "unseen", "reason": "停产"}]
    assert opinion(hazards=[], answers=answers)[1] == "2．第1项未查（停产）。"


@pytest.mark.parametrize(
    "licence, uscc, printed",
    [
        (False, None, "（现场未出示营业执照）"),
        (None, None, "—"),
        (True, "91140881MA0K00000T", "91140881MA0K00000T"),
    ],
)
def test_the_credit_code(licence, uscc, printed: str) -> None:
    facts = cases.facts()
    facts["inspection"]["site"].update(licence_shown=licence, uscc=uscc)
    assert compose(facts)["basic"]["uscc"][1] == printed


def test_a_complaint_leaves_no_trace() -> None:
    inspection = {"category": "complaint", "category_name": "举报核查：噪声"}
    text = words(compose(cases.facts(inspection=inspection)))
    assert "举报" not in text and "来源" not in text


def test_no_task_is_printed() -> None:
    assert "2024/7" not in words(compose(cases.facts(inspection={"tasks": ["2024/7"]})))


@pytest.mark.parametrize("choice", ["unverified_standard", "on_scene"])
def test_a_first_judgement_prints_no_clause(choice: str) -> None:
    hazard = major(judgement={"choice": choice, "reason": "理由", "standard": "某标准"})
    data = compose(cases.facts(inspection={"hazards": [hazard]}))
    assert data["hazards"]["rows"][0]["basis"] == "初判，待部门认定"


def test_signing_when_the_principal_is_absent() -> None:
    person = {"site_present": "other", "site_person": {"name": "赵一", "post": "班长"}}
    told = {"told_principal": {"name": "陈国堃", "at": "2026-10-12T15:00"}}
    text = words(compose(cases.facts(inspection={**person, **told}))["signing"])
    assert "现场人员（负责人不在场）" in text and "赵一（班长）" in text
    assert "已电话告知负责人（姓名、时间）：陈国堃，2026-10-12 15:00" in text
    assert "负责人\n不在场" not in [compose(cases.facts())["signing"]["absent"]]
    assert compose(cases.facts())["signing"]["absent"] == []


def test_signing_after_a_refusal() -> None:
    signature = {
        "state": "refused", "reason": "认为设备属承租方", "witness": "刘芳", "witness_post": "铝电社区书记",
        "told_department": "市应急局", "receipt_no": "128",
    }  # fmt: skip
    data = compose(cases.facts(inspection={"signature": signature}, version=2, replaces=1))
    text = words(data["signing"])
    assert "（拒绝签字，见拒签情况）" in text and "见证人：刘芳（铝电社区书记）" in text
    assert "参照《安全生产法》第六十八条记录在案，报告部门：市应急局" in text and "回执号：128" in text
    assert data["note"] == "（更正，替代第1版）"
    assert data["signing"]["refusal"][0][2] == {"box": True}
    assert data["signing"]["signer_date"] == ""


def test_a_record_entered_from_a_signed_sheet() -> None:
    data = compose(cases.facts(entered_from_field_sheet=True, notice_receipt="in_record"))
    assert data["remark"] == "本件据现场手写原件（同号，已归档）录入，内容以原件为准。"
    assert words(data["signing"]).count("（见现场手写原件）") == 7
    assert "同时收到" not in words(data)


def test_the_receipt_line_needs_a_notice() -> None:
    line = "同时收到《事故隐患整改通知（告知）书》（永城东安改〔2026〕A021号）1份。"
    only = {"hazards": [general()]}
    assert line in words(compose(cases.facts(notice_receipt="in_record", inspection=only)))
    assert line not in words(compose(cases.facts(notice_receipt="slip", inspection=only)))
    assert "同时收到" not in words(compose(cases.facts(notice_receipt="in_record")))
    nothing = cases.facts(notice_receipt="in_record", inspection={"hazards": [major()]})
    assert "同时收到" not in words(compose(nothing))


@pytest.mark.parametrize("code", cases.OF_A_VISIT)
@pytest.mark.parametrize("nature", ["patrol", "joint", "authorised"])
@pytest.mark.parametrize("receipt", ["in_record", "slip"])
def test_a_town_is_a_town_and_a_street_office_a_street_office(code: str, nature: str, receipt: str) -> None:
    changes = {
        "site": {"name": "永济市鹳雀铝型材有限公司", "address": "工业北路12号"}, "nature": nature,
        "site_present": "other",
    }  # fmt: skip
    compose_paper = catalogue.PAPERS[code].compose
    town = words(
        compose_paper(cases.facts(office=cases.TOWN, inspection=changes, notice_receipt=receipt))
    )
    street = words(compose_paper(cases.facts(inspection=changes, notice_receipt=receipt)))
    assert "街道" not in town and "镇政府" in town and "我镇" in town
    assert "镇" not in street and "我街道" in street


def test_small_forms() -> None:
    assert [masked(phone) for phone in ("13800001206", "0359-8000000", None, "")] == [
        "138****1206", "0359-8000000", "—", "—",
    ]  # fmt: skip
    assert listed([3, 1, 2, 7, 8]) == "1－3、7、8" and listed([]) == ""
    assert span("2026-10-12T23:00", "2026-10-13T01:05") == "2026年10月12日23时至2026年10月13日1时05分"


@pytest.mark.parametrize("field", ["organ_name", "short_name", "phone", "section"])
def test_the_office_has_to_be_known(field: str) -> None:
    for paper in map(catalogue.PAPERS.get, cases.OF_A_VISIT):
        problems = paper.blocked(cases.facts(office={**cases.OFFICE, field: ""}))
        (problem,) = [one for one in problems if "未填" in one.message]
        assert problem.severity == "block" and problem.field == f"office.{field}"


def test_unit_photos_and_words_are_asked_for() -> None:
    inspection = {
        "site": {"name": " "}, "extra_opinion": "责令停产停业", "photos": [cases.photo(1), cases.photo(2)],
    }  # fmt: skip
    facts = cases.facts(inspection=inspection, missing_photos=[cases.photo(2)["sha"]])
    messages = {one.field: one.message for one in inspection_record.blocked(facts)}
    assert messages["site.name"] == "单位名称为空。请先填写单位名称。"
    assert messages["photos.1"] == "照片2的原文件不在本机，请先补回或移除。"
    assert "“责令”“停产停业”" in messages["extra_opinion"]
    assert inspection_record.blocked(cases.facts()) == []


def test_which_papers_a_visit_gives() -> None:
    assert catalogue.papers_for(cases.facts()) == ["inspection_record", "rectification_notice"]
    assert catalogue.papers_for(cases.facts(inspection={"hazards": []})) == ["inspection_record"]
    assert len(catalogue.papers_for(cases.facts(inspection={"hazards": [major()]}))) == 2
    joint = {"nature": "joint", "lead": {"department": "市应急局"}}
    assert catalogue.papers_for(cases.facts(inspection=joint)) == []
    joint["lead"]["own_papers"] = True
    assert len(catalogue.papers_for(cases.facts(inspection=joint))) == 2
    assert catalogue.number("永城东", "安检", 2026, "A", 36) == "永城东安检〔2026〕A036号"


def test_an_empty_record_can_still_be_drafted() -> None:
    facts = {"office": {}, "inspection": {}, "numbers": {}}
    for paper in map(catalogue.PAPERS.get, cases.OF_A_VISIT):
        assert paper.blocks(paper.compose(facts))
        assert any(one.severity == "block" for one in paper.blocked(facts))


def test_an_objection_is_printed_and_its_box_ticked() -> None:
    blank = compose(cases.facts())["signing"]["opinion"]
    assert blank[0][1] == blank[0][3] == {"box": False} and blank[1][0] == {"blank": 79}
    signature = {"state": "signed", "objection": " 皮带轮属承租方，不归我公司管理。 "}
    stated = compose(cases.facts(inspection={"signature": signature}))["signing"]["opinion"]
    assert stated[0][1] == {"box": False} and stated[0][3] == {"box": True}
    assert words(stated[1]) == "皮带轮属承租方，不归我公司管理。（异议附页，我街道7日内核实答复）"
    sheet = compose(cases.facts(inspection={"signature": signature}, entered_from_field_sheet=True))
    assert words(sheet["signing"]["opinion"]) == "（见现场手写原件）"
