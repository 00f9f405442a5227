"""整改复查记录: its words, its pages, what keeps it from being issued."""

from __future__ import annotations

import json

import paper_cases as cases
import pytest
import reading
import reinspection_cases as sample
from reinspection_cases import GENERAL, MAJOR, look
from test_inspection_record import words
from test_layout import LATIN, LONG_UNIT

from yongji_desktop.papers import catalogue
from yongji_desktop.papers.reinspection_record import PAPER, compose
from yongji_desktop.papers.render import render

ISSUED = "2026-10-28T10:40"
RARE = "栲栳卿虞鹳䶮堃喆㛃𬱖"


def printed(facts: dict, photo_path, draft: bool = False) -> list[str]:
    data = compose(facts)
    paper = render(catalogue.blocks(data), catalogue.frame(data, ISSUED, draft), photo_path)
    assert not paper.missing
    return reading.pages(paper.pdf)


def ticked(pieces: list) -> list[str]:
    """The words behind the ticked boxes of one line."""
    return [after for one, after in zip(pieces, pieces[1:], strict=False) if isinstance(one, dict) and one.get("box")]


def overall(**reinspection) -> list[str]:
    first, second = compose(sample.facts(reinspection=reinspection))["opinion"]["overall"]
    return [word.strip() for word in ticked(first) + ticked(second)]


def problems(facts: dict) -> dict[str, tuple[str, str]]:
    return {one.field: (one.severity, one.rule) for one in PAPER.blocked(facts)}


def test_the_sample_case_reads_as_the_standard_says() -> None:
    data = compose(sample.facts())
    assert data["title"] == "整改复查记录" and data["number"] == "永城东安复〔2026〕A019号"
    assert list(data["basic"].values()) == [
        ["被复查单位", "永济市鹳雀铝型材有限公司"],
        ["原文书", "《事故隐患整改通知（告知）书》\n永城东安改〔2026〕A021号"],
        ["原巡查日期", "2026年10月12日"],
        ["复查时间", "2026年10月28日9时30分至10时25分"],
        ["复查人员", "王晓栲、李雨䶮（应急管理站）"],
        ["复查原因", "收到企业回复（10月18日），第10日"],
        ["企业陪同", "陈国堃（总经理）、孙喆（安全科长）"],
        ["企业回复", "2026年10月18日书面回复"],
    ]
    first, second = data["looks"]["parts"]
    assert words(first["head"]) == "隐患A118　挤压车间2号锯切机　　等级：一般"
    assert first["due"] == ["整改期限", "2026-10-19"] and first["invested"] == ["整改投入", "0.35万元"]
    assert words(first["conclusion"]) == "复查结论已整改　部分整改　未整改　无法整改"
    assert ticked(first["conclusion"][1]) == ["已整改　"]
    assert words(second["head"]).endswith("等级：疑似重大")
    assert second["due"] == ["整改期限", "以市应急局意见为准"]
    assert second["finished"] == ["完成日期", "2026-10-25（企业自报）"]
    assert words(second["conclusion"]) == "复查结论企业称已治理，待监管部门核查销号　部分整改　未整改　无法整改"
    assert data["opinion"]["paragraphs"] == [
        "1．第1条隐患已按期整改，同意闭环。",
        "2．第2条为疑似重大事故隐患，已移送市应急局（永城东安移〔2026〕6号），我街道不作销号结论；复查情况将抄告市应急局，"
        "请其核查。核查同意前，请企业继续停用1号深井铸造机。",
    ]
    assert words(data["opinion"]["overall"]) == (
        "3．总体意见：全部闭环　部分闭环，移送事项继续跟踪二次限期至　抄告（移送）　上报"
    )
    assert overall() == ["部分闭环，移送事项继续跟踪"]
    assert "以上复查情况，情况属实，无异议　有异议，具体为：" in words(data["signing"])
    assert data["signing"]["opinion_label"] == "被复查\n单位意见" and data["signing"]["title"] == "三、签字确认"
    assert json.loads(json.dumps(data)) == data and "10:40" not in json.dumps(data)
    assert PAPER.blocked(sample.facts()) == []


def test_the_sample_case_prints_on_two_pages_in_order(photo_path) -> None:
    first, second = printed(sample.facts(), photo_path)
    order = ["永济市城东街道办事处", "整改复查记录", "被复查单位", "一、逐条复查情况", "第1条", "整改前2026-10-12", "整改后2026-10-28"]
    assert [first.index(one) for one in order] == sorted(first.index(one) for one in order)
    order = ["第2条", "整改前", "二、复查意见", "总体意见", "三、签字确认", "拒签情况"]
    assert [second.index(one) for one in order] == sorted(second.index(one) for one in order)
    assert "第2条" not in first


def test_a_draft_is_not_signed(photo_path) -> None:
    text = "".join(printed(sample.facts(), photo_path, draft=True))
    assert "（未编号）" in text and "签字确认" not in text and "总体意见" in text


@pytest.mark.parametrize("nature", ["patrol", "joint", "authorised"])
def test_a_town_and_a_street_office_speak_of_themselves(nature: str) -> None:
    told = {"nature": nature, "site": {"name": "永济市鹳雀铝型材有限公司"}}
    town = words(compose(sample.facts(office=cases.TOWN, reinspection=told)))
    street = words(compose(sample.facts(reinspection=told)))
    assert "我镇" in town and "街道" not in town
    assert "我街道" in street and "镇" not in street
    assert ("原巡查日期" in street) == (nature == "patrol")
    assert ("参照《安全生产法》第六十八条" in street) == (nature == "patrol")


@pytest.mark.parametrize(
    "changes, expected",
    [
        ({"why": "expired"}, "整改期限届满（10月19日），第9日"),
        ({"why": "resumed"}, "恢复经营前复查"),
        ({"why": "other"}, "其他"),
        ({"why": None}, "—"),
        ({"why": "applied", "began_at": "2026-10-18T09:00", "ended_at": None}, "收到企业回复（10月18日），当日"),
    ],
)
def test_why_it_was_looked_at_again(changes: dict, expected: str) -> None:
    assert compose(sample.facts(reinspection=changes))["basic"]["why"][1] == expected


def test_the_application_is_known_after_the_look_took_it_off_the_life() -> None:
    mine = {"step": "rectified", "reinspection": "r1", "applied_on": "2026-10-20"}
    lives = {"h1": {"applied_on": None, "looks": [{"reinspection": "r0", "applied_on": "2026-10-01"}, mine]}}
    assert compose(sample.facts(lives=lives))["basic"]["why"][1] == "收到企业回复（10月20日），第8日"
    assert compose(sample.facts(lives={}))["basic"]["why"][1] == "收到企业回复"


def test_empty_values() -> None:
    bare = {
        "reply": None, "companion": "", "original_number": None, "original_on": None,
        "looks": [{"hazard": "h9", "conclusion": "not", "next": "report_up", "grade": "general"}], "photos": [],
    }  # fmt: skip
    data = compose(sample.facts(reinspection=bare))
    assert data["basic"]["reply"][1] == "未收到书面回复" and data["basic"]["companion"][1] == "—"
    assert data["basic"]["original"][1] == "—" and data["basic"]["original_on"][1] == "—"
    (one,) = data["looks"]["parts"]
    assert {one[name][1] for name in ("problem", "measure", "due", "seen", "invested", "finished")} == {"—"}
    assert words(one["before"]) == words(one["after"]) == "（未拍摄）"
    assert words(one["head"]) == "　　等级：一般"
    zero = compose(sample.facts(reinspection={"looks": [look(invested=0)]}))
    assert zero["looks"]["parts"][0]["invested"][1] == "0万元"


def test_which_paper_it_follows() -> None:
    looks = [look(), look(notice="永城东安改〔2026〕A022号"), look(MAJOR)]
    original = compose(sample.facts(reinspection={"looks": looks}))["basic"]["original"][1]
    assert original.split("\n")[1] == "永城东安改〔2026〕A021号、永城东安改〔2026〕A022号"
    record = {"looks": [look(MAJOR)], "original_number": "永城东安检〔2026〕A036号"}
    assert compose(sample.facts(reinspection=record))["basic"]["original"][1].startswith("《安全生产巡查记录》\n")


def test_the_number_given_when_it_is_issued_is_printed() -> None:
    facts = sample.facts(reinspection={"looks": [look(number=None)]}, hazard_numbers={"h1": "永城东隐〔2026〕B007号"})
    assert words(compose(facts)["looks"]["parts"][0]["head"]).startswith("隐患B007　")


def test_photos_before_and_after_and_the_others() -> None:
    photos = [sample.photo(11, "after", 0), sample.photo(12, "after", 0), sample.photo(13, "scene", None)]
    photos[0]["marked"] = "f" * 64
    facts = sample.facts(reinspection={"looks": [look()], "photos": photos})
    data = compose(facts)
    assert data["looks"]["parts"][0]["before"]["sha"] == GENERAL["before"]
    assert data["looks"]["parts"][0]["after"]["sha"] == "f" * 64
    assert [(one["no"], one["use"]) for one in data["photos"]["cells"]] == [("照片1", "第1条（整改后）"), ("照片2", "现场")]
    assert compose(sample.facts())["photos"]["cells"] == []
    reason = compose(sample.facts(reinspection={"looks": [look(no_photo_reason="设备已拆走")], "photos": []}))
    assert words(reason["looks"]["parts"][0]["after"]) == "（未拍摄）原因：设备已拆走"
    left = compose(sample.facts(reinspection={"looks": [look(conclusion="not", next="handover")], "photos": photos}))
    assert words(left["looks"]["parts"][0]["after"]["words"]).startswith("复查时")
    assert left["photos"]["cells"][0]["use"] == "第1条（复查时）"


def test_a_written_opinion_is_printed_as_it_is() -> None:
    facts = sample.facts(reinspection={"opinion": "1．第1条同意闭环。\n\n2．另请企业加强班前检查。"})
    data = compose(facts)["opinion"]
    assert data["paragraphs"] == ["1．第1条同意闭环。", "2．另请企业加强班前检查。"]
    assert data["overall"][0][0] == "3．总体意见："
    facts["reinspection"]["opinion"] = "同意闭环。"
    assert compose(facts)["opinion"]["overall"][0][0] == "总体意见："


def test_the_boxes_of_the_overall_opinion() -> None:
    second = look(conclusion="partly", next="second_deadline", next_due_on="2026-11-04")
    handed = look(conclusion="cannot", next="handover", next_department="市住建局")
    up = look(conclusion="not", next="report_up")
    assert overall(looks=[look(), look()]) == ["全部闭环"]
    assert overall(looks=[look(), second]) == ["二次限期至"]
    assert overall(looks=[look(), handed]) == ["部分闭环，移送事项继续跟踪", "抄告（移送）"]
    assert overall(looks=[second, up]) == ["二次限期至", "上报"]
    assert overall(looks=[look(MAJOR)]) == ["抄告（移送）"]
    line = compose(sample.facts(reinspection={"looks": [second, handed, up]}))["opinion"]["overall"][1]
    assert words(line) == "二次限期至2026年11月4日　抄告（移送）市住建局　上报市安委办"


def test_a_major_hazard_is_closed_by_the_department_only() -> None:
    done = {"document": "永应急销〔2026〕3号", "approved_by": "甲某", "happened_on": "2026-10-27", "department": "市应急局"}
    judged = {"step": "judged_major", "document": "永应急认〔2026〕1号", "department": "市应急局"}
    facts = sample.facts(
        reinspection={"looks": [look(MAJOR, grade="major")]},
        lives={"h2": {"grade": "major", "judgement": judged, "deregistration": done}},
    )
    (one,) = compose(facts)["looks"]["parts"]
    assert words(one["conclusion"]).startswith("复查结论已整改（部门意见：永应急销〔2026〕3号）　部分整改")
    assert words(one["head"]).endswith("等级：重大") and problems(facts) == {}
    facts["lives"]["h2"]["deregistration"] = {**done, "approved_by": ""}
    assert problems(facts) == {"looks.0.conclusion": ("block", "R14")}
    assert "待监管部门核查销号" in words(compose(facts)["looks"])
    facts["lives"]["h2"] = {"grade": "major"}
    assert words(compose(facts)["looks"]["parts"][0]["head"]).endswith("等级：疑似重大")


@pytest.mark.parametrize(
    "text, rule",
    [
        ("1．第2条已治理完毕，同意销号。", "R14"),
        ("第2条同意闭环。", "R14"),
        ("1．责令第2条停用。", "R59"),
        ("1．第2条待监管部门核查销号，我街道不作销号结论。", None),
    ],
)
def test_what_the_town_may_not_write_of_a_major_one(text: str, rule: str | None) -> None:
    facts = sample.facts(reinspection={"looks": [look(MAJOR)], "photos": [sample.photo(1, "after", 0)], "opinion": text})
    assert problems(facts) == ({"opinion": ("block", rule)} if rule else {})


@pytest.mark.parametrize(
    "one, field, expected",
    [
        (look(conclusion=None), "looks.0.conclusion", ("block", "R12")),
        (look(conclusion="partly"), "looks.0.next", ("block", "R12")),
        (look(conclusion="not"), "looks.0.next", ("block", "R12")),
        (look(conclusion="cannot"), "looks.0.next", ("block", "R12")),
        (look(conclusion="not", next="second_deadline"), "looks.0.next_due_on", ("block", "R08")),
        (
            look(conclusion="not", next="second_deadline", next_due_on="2026-10-20"),
            "looks.0.next_due_on", ("block", "R08"),
        ),
        (look(conclusion="not", next="handover", department=None), "looks.0.next_department", ("block", "R12")),
        (
            look(MAJOR, conclusion="not", next="second_deadline", next_due_on="2026-12-01"),
            "looks.0.next", ("block", "R12"),
        ),
        (look(conclusion="not", next="report_up", interim="责令停用"), "looks.0.interim", ("block", "R59")),
        (look(), "looks.0.no_photo_reason", ("warn", "R69")),
    ],
)  # fmt: skip
def test_what_a_look_is_asked_for(one: dict, field: str, expected: tuple[str, str]) -> None:
    assert problems(sample.facts(reinspection={"looks": [one], "photos": []})) == {field: expected}


def test_the_sentences_of_the_problems() -> None:
    looks = [look(conclusion=None), look(conclusion="partly")]
    told = [one.message for one in PAPER.blocked(sample.facts(reinspection={"looks": looks, "photos": []}))]
    assert told[0].startswith("第 1 条没有复查结论。")
    assert told[1] == "第 2 条（部分整改）须选二次限期、抄告移送或上报。"
    alone = sample.facts(reinspection={"inspectors": [{"name": "甲"}]})
    assert PAPER.blocked(alone)[0].message.startswith("复查人员只有一人。") and problems(alone) == {"single_reason": ("warn", "R01")}
    alone["reinspection"]["single_reason"] = "另一人值班"
    assert problems(alone) == {}
    alone["reinspection"]["nature"] = "authorised"
    assert problems(alone) == {"inspectors": ("block", "R01")}


@pytest.mark.parametrize("on, late", [("2026-10-28", None), ("2026-10-29", 11), ("2026-11-05", 18)])
def test_ten_days_from_the_earlier_of_application_and_deadline(on: str, late: int | None) -> None:
    facts = sample.facts(reinspection={"began_at": f"{on}T09:00", "ended_at": None})
    found = [one for one in PAPER.blocked(facts) if one.rule == "R10"]
    assert [one.message[: one.message.index("。")] for one in found] == (
        [f"距申请（期满）已 {late} 日，超过 10 日"] if late else []
    )
    assert all(one.severity == "warn" for one in found)


def test_a_term_that_has_not_ended_is_no_reason() -> None:
    early = {"why": "expired", "looks": [look(due_on="2026-10-30")], "photos": [sample.photo(11, "after", 0)]}
    assert problems(sample.facts(reinspection=early, lives={})) == {"why": ("hint", "R55")}
    early["looks"] = [look(due_on="2026-10-28")]
    assert problems(sample.facts(reinspection=early, lives={})) == {}


def test_office_unit_and_photos_are_asked_for() -> None:
    gone = [GENERAL["before"], sample.photo(11, "after", 0)["sha"]]
    facts = sample.facts(reinspection={"site": {"name": " "}}, office={**cases.OFFICE, "phone": ""}, missing_photos=gone)
    assert set(problems(facts)) == {"office.phone", "site.name", "photos.0", "looks.0.before"}


def test_an_empty_one_can_be_drafted() -> None:
    facts = {"office": {}, "reinspection": {}, "numbers": {}}
    assert PAPER.blocks(compose(facts))
    assert {"looks", "site.name"} <= set(problems(facts))


@pytest.mark.parametrize("unit", [LONG_UNIT, LATIN, "甲"])
@pytest.mark.parametrize("office", [cases.OFFICE, cases.TOWN])
def test_extreme_values_are_printed_whole(unit: str, office: dict, photo_path) -> None:
    long = look(
        description="裂" * 300, seen="看" * 300, part=LATIN, conclusion="cannot", next="handover",
        interim="停" * 300, next_department="市" * 40,
    )  # fmt: skip
    facts = sample.facts(
        office=office,
        reinspection={
            "site": {"name": unit}, "looks": [long, look(MAJOR)], "companion": RARE * 3, "reply": "复" * 200,
            "signature": {"state": "signed", "objection": "异" * 300},
        },
    )  # fmt: skip
    text = "".join(printed(facts, photo_path))
    assert unit in text and LATIN in text and RARE * 3 in text
    for character, count in {"裂": 300, "看": 300, "停": 300, "异": 300}.items():
        assert text.count(character) >= count


@pytest.mark.parametrize("count", [1, 2, 3, 8, 30])
@pytest.mark.parametrize("photos", [True, False])
def test_blocks_are_kept_whole_and_signatures_stand_with_the_opinion(count: int, photos: bool, photo_path) -> None:
    looks = [look(hazard=f"h{n}", seen=f"已看{n}号处", before=GENERAL["before"] if photos else None) for n in range(count)]
    taken = [sample.photo(n, "after", n) for n in range(count)] if photos else []
    text = printed(sample.facts(reinspection={"looks": looks, "photos": taken, "inspectors": [{"name": "甲"}] * 3}), photo_path)
    for n in range(count):
        (page,) = [one for one in text if f"已看{n}号处" in one]
        part = page[page.index(f"第{n + 1}条") :]
        assert "复查结论" in part and ("整改后2026-10-28" in part if photos else "（未拍摄）" in part)
    (signed,) = [one for one in text if "三、签字确认" in one]
    assert "总体意见" in signed and "拒签情况" in signed
    (head,) = [one for one in text if "一、逐条复查情况" in one]
    assert "第1条" in head


def test_a_block_taller_than_a_page_loses_nothing(photo_path) -> None:
    tall = look(description="裂" * 900, measure="改" * 900, seen="看" * 900)
    pages = printed(sample.facts(reinspection={"looks": [tall]}), photo_path)
    text = "".join(pages)
    assert text.count("裂") == text.count("看") == 900 and text.count("改") >= 900
    (head,) = [one for one in pages if "一、逐条复查情况" in one]
    assert "第1条" in head.split("一、逐条复查情况")[1]


def test_refusal_and_objection() -> None:
    signature = {"state": "refused", "reason": "不认可", "witness": "刘芳", "told_department": "市应急局"}
    text = words(compose(sample.facts(reinspection={"signature": signature}, replaces=1, version=2)))
    assert "（拒绝签字，见拒签情况）" in text and "见证人：刘芳" in text and "（更正，替代第1版）" in text
    objection = compose(sample.facts(reinspection={"signature": {"objection": "第1条属承租方"}}))["signing"]["opinion"]
    assert ticked(objection[0]) == ["有异议，具体为："] and objection[1][0]["t"] == "第1条属承租方"


def test_registration_in_the_catalogue() -> None:
    paper = catalogue.PAPERS["reinspection_record"]
    assert (paper.series, paper.subject, paper.copies) == ("安复", "reinspection", ("site", "town"))
