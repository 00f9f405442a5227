"""The ten short papers: their fixed sentences word for word, what they say of events, what blocks them."""

from __future__ import annotations

import form_cases as forms
import paper_cases as cases
import pytest
import reading

from yongji_desktop.papers import catalogue, form_facts


def text(code: str, given: dict | None = None) -> str:
    return "".join(reading.pages(forms.drawn(code, given or forms.sample(code)).pdf))


def composed(code: str, given: dict) -> str:
    """Everything a paper is made of, written out."""
    return repr(catalogue.PAPERS[code].compose(given))


def said(code: str, given: dict) -> str:
    """The fixed words of a paper, as they are composed."""
    return "\n".join(
        words for part in catalogue.PAPERS[code].compose(given)["body"] for words in part.get("words", []) if isinstance(words, str)
    )


@pytest.mark.parametrize(
    "code, street, town",
    [
        ("refusal_report",
         "我们对该单位开展日常巡查时，其负责人拒绝在记录上签字。现参照《安全生产法》第六十八条将情况报告你单位。", None),
        ("treatment_plan", "本方案由企业制定并负责落实；我街道收存、跟踪，不作审批。", "本方案由企业制定并负责落实；我镇收存、跟踪，不作审批。"),
        ("supervision_register", "挂牌督办由市安委会决定，本表只登记其文号和办理情况。", None),
        ("deregistration_register", "销号由市应急局决定，本表只登记其文号；我街道不作销号结论。",
         "销号由市应急局决定，本表只登记其文号；我镇不作销号结论。"),
        ("extension_request", "延期期间企业应落实上列措施，不能保证安全的不得使用。", None),
        ("missed_visit_register", "未进入现场。我街道不强行进入；拒绝进入的，将报告市应急局。",
         "未进入现场。我镇不强行进入；拒绝进入的，将报告市应急局。"),
        ("handover_list", "移交后原人员停用，期限项改派接收人；历史记录署名不变。", None),
        ("complaint_register", "参照《安全生产法》第七十三条办理；涉及人员死亡的，报请县级以上人民政府核查处理。", None),
    ],
)  # fmt: skip
def test_fixed_sentences_word_for_word(code: str, street: str, town: str | None) -> None:
    assert said(code, forms.sample(code)) == street
    assert street in text(code)
    assert said(code, forms.sample(code, office=cases.TOWN)) == (town or street)


@pytest.mark.parametrize(
    "nature, named, basis",
    [("patrol", "日常巡查", "参照"), ("joint", "配合部门检查", "依据"), ("authorised", "经赋权（委托）的行政检查", "依据")],
)
def test_a_refusal_follows_the_nature_of_the_visit(nature: str, named: str, basis: str) -> None:
    given = forms.sample("refusal_report")
    given["inspection"]["nature"] = nature
    words = said("refusal_report", given)
    assert f"开展{named}时" in words and f"现{basis}《安全生产法》" in words


def test_a_refusal_says_only_what_is_registered() -> None:
    given = forms.sample("refusal_report")
    full = text("refusal_report", given)
    for words in ("已于10月12日15时42分电话报告市应急局。", "经现场劝导，企业于15时40分停止1号深井铸造机铸造作业，撤离7人。",
                  "已送达《事故隐患整改通知（告知）书》（永城东安改〔2026〕A021号）。", "负责人说要等董事会决定", "赵永民（铝电社区网格员）",
                  "0359-8000000", "报告回执号："):  # fmt: skip
        assert words in full, words
    for one in given["inspection"]["hazards"]:
        one.update(phone_report=None, control=None)
    given["papers"] = [{**one, "delivered": False} for one in given["papers"]]
    assert not [words for words in ("已报告", "已送达", "电话报告", "劝导") if words in text("refusal_report", given)]


@pytest.mark.parametrize(
    "signature, field, severity, words",
    [
        ({"reason": ""}, "reason", "block", "原因、见证人、报告部门缺一。"),
        ({"witness": ""}, "witness", "block", "原因、见证人、报告部门缺一。"),
        ({"state": "other_signed"}, "signature.state", "block", "负责人不在场不算拒签"),
        ({}, "signature.receipt_no", "later", "未补的归档清单标“待回执”。"),
    ],
)
def test_what_a_refusal_asks_for(signature: dict, field: str, severity: str, words: str) -> None:
    given = forms.sample("refusal_report")
    given["inspection"]["signature"] = {**forms.REFUSED, **signature}
    assert forms.problems("refusal_report", given)[field] == severity
    assert words in forms.sentences("refusal_report", given)


def test_a_refusal_needs_a_department_and_a_principal() -> None:
    given = forms.filled(forms.sample("refusal_report"), department="")
    assert forms.problems("refusal_report", given)["department"] == "block"
    given = forms.sample("refusal_report")
    given["inspection"]["site_present"] = "other"
    assert forms.problems("refusal_report", given)["signature.state"] == "block"


def test_a_plan_drops_suspected_with_the_decision_and_bears_the_reports_number() -> None:
    given = forms.sample("treatment_plan")
    data = catalogue.PAPERS["treatment_plan"].compose(given)
    assert data["title"] == "疑似重大事故隐患治理方案（五落实）" and data["number"] == "永城东安重〔2026〕A002号"
    given["hazards"][0]["life"]["judgement"] = forms.JUDGED
    given["numbers"] = {"treatment_plan": None}
    given["hazards"][0]["life"]["major_reports"] = [{"number": "永城东安重〔2026〕A009号"}]
    data = catalogue.PAPERS["treatment_plan"].compose(given)
    assert data["title"] == "重大事故隐患治理方案（五落实）" and data["number"] == "永城东安重〔2026〕A009号"
    given["hazards"][0]["life"]["judgement"] = forms.NOT_MAJOR
    assert catalogue.PAPERS["treatment_plan"].title(given).startswith("疑似")


def test_a_plan_tells_what_is_empty() -> None:
    given = forms.sample("treatment_plan")
    assert forms.problems("treatment_plan", given) == dict.fromkeys(("measures", "funds", "term", "plan"), "warn")
    assert "将印‘待企业补报’" in forms.sentences("treatment_plan", given)
    assert text("treatment_plan", given).count("待企业补报") == 4
    given["numbers"] = {}
    assert forms.problems("treatment_plan", given)["number"] == "warn"


def test_the_nodes_of_a_plan_stand_in_their_table() -> None:
    given = forms.filled(forms.sample("treatment_plan"), nodes=[{"words": "恢复联锁", "due_on": "2026-10-20", "responsible": "孙喆"}])
    (table,) = [part for part in catalogue.PAPERS["treatment_plan"].compose(given)["body"] if "widths" in part]
    assert table["widths"] == [10, 80, 26, 26, 24] and table["spare"] == 0
    assert table["rows"] == [["1", "恢复联锁", "2026-10-20", "孙喆", "　"]]


@pytest.mark.parametrize("gone", ["document", "department", "due_on"])
def test_a_supervision_needs_document_department_and_term(gone: str) -> None:
    given = forms.sample("supervision_register")
    assert forms.problems("supervision_register", given) == {}
    given["hazards"][0]["life"]["supervision"] = {**forms.SUPERVISION, gone: ""}
    assert forms.problems("supervision_register", given) == {gone: "block"}
    assert "督办文号、督办单位、期限缺一。" in forms.sentences("supervision_register", given)


def test_a_supervision_copies_the_department_even_its_hard_words() -> None:
    given = forms.sample("supervision_register")
    given["hazards"][0]["life"]["supervision"] = {**forms.SUPERVISION, "words": "责令停产停业整顿。"}
    assert forms.problems("supervision_register", given) == {}
    assert "责令停产停业整顿。" in text("supervision_register", given)


def test_looks_after_the_supervision_are_its_track_and_claim_nothing() -> None:
    given = forms.sample("supervision_register")
    given["hazards"][0]["life"]["looks"] = [
        {"happened_on": "2026-10-16", "conclusion": "not"}, {"happened_on": "2026-10-25", "conclusion": "rectified"},
    ]  # fmt: skip
    (row,) = catalogue.PAPERS["supervision_register"].propose(given)["track"]
    assert row == {"on": "2026-10-25", "way": "现场复查", "words": "企业称已治理，待监管部门核查销号", "by": ""}


@pytest.mark.parametrize("gone", ["document", "approved_by", "happened_on"])
def test_nothing_is_deregistered_without_the_departments_document(gone: str) -> None:
    given = forms.sample("deregistration_register")
    assert forms.problems("deregistration_register", given) == {}
    given["hazards"][0]["life"]["deregistration"] = {**forms.DEREGISTRATION, gone: None}
    assert forms.problems("deregistration_register", given) == {gone: "block"}
    assert "部门文号、批准人、日期缺一，不能登记为销号。" in forms.sentences("deregistration_register", given)
    given["hazards"][0]["life"]["deregistration"] = None
    assert forms.problems("deregistration_register", given) == {"document": "block"}


@pytest.mark.parametrize(
    "inputs, field, severity, words",
    [
        ({"interim": ""}, "interim", "block", "触电、卷入类没有停用措施。"),
        ({"approved_by": ""}, "approved_by", "block", "分管领导未批。"),
        ({"applied_on": "2026-10-20"}, "applied_on", "warn", "申请晚于原期限。"),
    ],
)
def test_what_an_extension_asks_for(inputs: dict, field: str, severity: str, words: str) -> None:
    given = forms.sample("extension_request")
    assert forms.problems("extension_request", given) == {}
    given = forms.filled(given, **inputs)
    assert forms.problems("extension_request", given) == {field: severity}
    assert words in forms.sentences("extension_request", given)


def test_an_extension_is_not_for_suspected_major_hazards() -> None:
    given = {**forms.sample("extension_request"), "hazards": [forms.hazard()]}
    assert "疑似重大不用本表，以部门意见为准。" in forms.sentences("extension_request", given)
    assert forms.problems("extension_request", given)["grade"] == "block"


def test_an_extension_agrees_only_when_it_is_registered() -> None:
    given = forms.sample("extension_request")
    assert catalogue.PAPERS["extension_request"].propose(given)["answer"] == "agreed"
    given["hazards"][0]["life"].update(extensions=[], due_on="2026-10-19")
    assert set(catalogue.PAPERS["extension_request"].propose(given)) == {"checked_by", "checked_on"}
    words = text("extension_request", given)
    assert "2026年10月29日" not in words and "2026年10月19日" in words


@pytest.mark.parametrize(
    "changes, words",
    [
        ({"told_at": "2026-10-12T10:00"}, "未进入现场。我街道不强行进入；拒绝进入的，已报告市应急局。"),
        ({"told_at": None, "told_department": "市消防大队"}, "未进入现场。我街道不强行进入；拒绝进入的，将报告市消防大队。"),
        ({"reason": "locked"}, "未进入现场。我街道不强行进入。"),
    ],
)
def test_a_missed_visit_says_reported_only_by_its_event(changes: dict, words: str) -> None:
    given = forms.sample("missed_visit_register")
    given["missed_visit"].update(changes)
    assert said("missed_visit_register", given) == words


@pytest.mark.parametrize(
    "changes, field, severity, words",
    [
        ({"reason": ""}, "reason", "block", "原因、时间为空。"),
        ({"arrived_at": ""}, "arrived_at", "block", "原因、时间为空。"),
        ({"photos": []}, "photos", "warn", "没有照片。"),
        ({"told_at": None}, "told_at", "warn", "拒绝进入但没有报告登记。"),
    ],
)
def test_what_a_missed_visit_asks_for(changes: dict, field: str, severity: str, words: str) -> None:
    given = forms.sample("missed_visit_register")
    given["missed_visit"].update({"told_at": "2026-10-12T10:00", **changes})
    assert forms.problems("missed_visit_register", given) == {field: severity}
    assert words in forms.sentences("missed_visit_register", given)


def test_a_missed_visit_is_asked_none_of_the_five_contents() -> None:
    given = {**forms.sample("missed_visit_register"), "inspection": None}
    given["missed_visit"].update(told_at="2026-10-12T10:00", seen=None, witness=None, contacted=None)
    assert forms.problems("missed_visit_register", given) == {}


def test_an_objection_is_answered_within_seven_days() -> None:
    given = forms.sample("objection_annex")
    assert forms.problems("objection_annex", given) == {}
    assert "我单位认为防护罩在检修中，不属于缺失。" in text("objection_annex", given)
    assert "我街道7日内核实答复" in text("objection_annex", given)
    given["today"] = "2026-10-21"
    assert forms.problems("objection_annex", given) == {"answered_on": "warn"}
    given["objection"].update(answered_on="2026-10-20", answer="责令整改")
    assert forms.problems("objection_annex", given) == {"answer": "block"}
    given["objection"].update(words="", answer="")
    assert "异议内容为空。" in forms.sentences("objection_annex", given)


def test_no_paper_for_a_unit_says_that_somebody_complained() -> None:
    for code in ("treatment_plan", "extension_request", "objection_annex", "refusal_report"):
        given = forms.sample(code)
        given["inspection"].update(category="complaint", category_name="举报核查")
        for one in given["hazards"]:
            one["life"]["source"] = "complaint"
        assert "举报" not in text(code, given)


@pytest.mark.parametrize(
    "code",
    ["major_report", "refusal_report", "treatment_plan", "supervision_register", "deregistration_register",
     "extension_request", "missed_visit_register", "objection_annex"],
)  # fmt: skip
def test_the_offices_four_answers_and_the_units_name_are_asked_for(code: str) -> None:
    given = forms.sample(code)
    given["office"] = {**given["office"], "phone": ""}
    given["site"] = given["inspection"]["site"] = {}
    given.get("missed_visit", {}).pop("site", None)
    found = forms.problems(code, given)
    assert found["office.phone"] == found["site.name"] == "block"


def test_what_was_stopped_is_taken_from_the_last_registration() -> None:
    one = forms.hazard()
    assert form_facts.stop_words(one) == "于15时40分停止1号深井铸造机作业" and form_facts.people_words(one) == "7人"
    one["life"]["controls"].append({"words": "", "stopped_what": "全部熔铸作业", "stopped_at": "当日夜班", "evacuated": 23})
    assert form_facts.stop_words(one) == "于当日夜班停止全部熔铸作业" and form_facts.people_words(one) == "23人"
    bare = forms.hazard(control={"stopped": False, "what": "铸造作业"}, life={"controls": []})
    assert form_facts.stop_words(bare) == "" and form_facts.people_words(bare) == ""


def test_a_check_without_person_and_day_is_no_check() -> None:
    given = forms.sample("extension_request")
    proposed = catalogue.PAPERS["extension_request"].propose(given)
    given["inputs"] = {**proposed, "checked": "到场看过，围栏在位"}
    assert "到场看过，围栏在位\\n核实人：王晓栲\\u3000日期：2026年10月12日" in composed("extension_request", given)
    given["inputs"] = {**proposed, "checked": "到场看过", "checked_by": "", "checked_on": None}
    assert "核实情况要有核实人和日期。请补上：核实人、核实日期。" in forms.sentences("extension_request", given)
    given["inputs"] = proposed
    assert "核实人" not in text("extension_request", given), "nobody checked anything"


def test_what_is_registered_of_a_deregistration_is_not_typed_again() -> None:
    given = forms.sample("deregistration_register")
    life = given["hazards"][0]["life"]
    life["application"] = {"happened_on": "2026-11-02", "words": "自验合格，资料6份"}
    life["check"] = {"happened_on": "2026-11-05", "words": "同意销号", "checked_by": "景科员"}
    given["inputs"] = None
    words = composed("deregistration_register", given)
    assert "自验合格，资料6份\\n申请日期：2026年11月2日" in words and "同意销号\\n核查人：景科员\\u3000日期：2026年11月5日" in words
    given["inputs"] = {**catalogue.PAPERS["deregistration_register"].propose(given), "checked_by": "", "applied_on": None}
    found = forms.problems("deregistration_register", given)
    assert found["checked_by"] == "block" and found["applied_on"] == "block"


def test_a_row_of_the_track_names_its_day_and_its_writer() -> None:
    given = forms.sample("supervision_register")
    given["inputs"] = {"track": [{"on": "2026-11-01", "way": "电话", "words": "问进度", "by": ""}]}
    assert "跟踪记录第 1 行没有登记人。请补上。" in forms.sentences("supervision_register", given)


def test_who_was_registered_to_refuse_is_named_and_a_lead_is_called_one() -> None:
    given = forms.sample("refusal_report")
    given["inspection"]["signature"].update(person="张三", person_post="车间主任")
    given["inspection"]["unlicensed"] = "营业执照"
    given["inspection"]["hazards"][0]["treatment"] = "clue"
    words, values = said("refusal_report", given), catalogue.PAPERS["refusal_report"].propose(given)
    assert "时，其车间主任张三拒绝在记录上签字。" in words
    assert "张三" in values["refused_by"] and "（线索）" in values["summary"].split("\n")[0]
    assert values["summary"].endswith("现场未出示营业执照（线索）。")


def test_an_extension_paper_answers_only_what_is_registered() -> None:
    paper = catalogue.PAPERS["extension_request"]

    def answers(given) -> list[str]:
        return [one.field for one in paper.blocked(given) if one.severity == "block" and one.field in ("answer", "due_on")]

    given = forms.sample("extension_request")
    values = paper.propose(given)
    assert "applied_on" not in values and answers(given) == []
    assert answers({**given, "inputs": {**values, "answer": "refused"}}) == ["answer"]
    assert answers({**given, "inputs": {**values, "due_on": "2027-01-30"}}) == ["due_on"]
    given["hazards"][0]["life"]["extensions"] = []
    assert answers({**given, "inputs": values}) == ["answer"]
    assert answers({**given, "inputs": {**values, "answer": None}}) == []
