"""疑似重大事故隐患快报: its words, its one page, what keeps it from being issued."""

from __future__ import annotations

import form_cases as forms
import paper_cases as cases
import pytest
import reading

from yongji_desktop.core.fields import check_fields
from yongji_desktop.papers import major_report
from yongji_desktop.papers.blocks import Grid, Keep

CODE = "major_report"


def reported(**changes) -> dict:
    """The sample's first report as an officer completes it."""
    return forms.filled(forms.facts(CODE, **changes), **forms.FILLED)


def with_life(**life) -> dict:
    """A report about the sample hazard with more events behind it."""
    return forms.filled(forms.facts(CODE, forms.hazard(life=life)), **forms.FILLED)


def printed(given: dict) -> str:
    return "".join(reading.pages(forms.drawn(CODE, given).pdf))


def grid_widths(given: dict) -> tuple[float, ...]:
    (keep,) = major_report.blocks(major_report.compose(given))
    assert isinstance(keep, Keep)
    (grid,) = (one for one in keep.body if isinstance(one, Grid))
    return grid.widths


def labels(given: dict) -> list[str]:
    """The words of the first column, from above."""
    (keep,) = major_report.blocks(major_report.compose(given))
    (grid,) = (one for one in keep.body if isinstance(one, Grid))
    return ["".join(one.text for para in row.cells[0].paras for one in para.inlines) for row in grid.rows]


def test_the_sample_case_is_one_page_in_the_order_of_the_standard() -> None:
    made = forms.drawn(CODE, reported())
    assert made.pages == 1 and made.missing == ()
    (page,) = reading.pages(made.pdf)
    head = ["永济市城东街道办事处", "疑似重大事故隐患快报", "永城东安重〔2026〕A002号首报", "报送：市应急局、市安委办", "永济市鹳雀铝型材有限公司"]
    places = [page.index(words) for words in head]
    assert places == sorted(places)
    assert "续报记录：首报后情况变化的，另编续报（第2报起），沿用本编号。" in page
    assert labels(reported()) == [
        "隐患单位", "地　　址", "发现时间", "隐患部位", "电话报告", "隐患描述", "判定依据", "初判人员", "可能后果及影响范围",
        "已采取管控措施", "“五落实”", "情　　况", "双 报 告", "街道建议", "附　　件",
    ]  # fmt: skip
    signing = major_report.compose(reported())["signing"]
    assert [row[0] for row in signing] == ["报告人\n（签名）", "报告时间", "接收单位"]


def test_the_columns_are_those_of_the_standard() -> None:
    widths = grid_widths(reported())
    assert (widths[0], sum(widths[1:3]), sum(widths[3:5]), sum(widths[5:])) == (24, 58, 25, 59)
    five = (widths[1], sum(widths[2:4]), sum(widths[4:6]), widths[6], widths[7])
    assert five == (28, 36, 22, 24, 32) and sum(widths) == 166


def test_what_is_registered_is_said_with_the_enterprise_as_its_subject() -> None:
    page = printed(reported())
    for words in (
        "2026年10月12日15时42分报市应急局接听人：周文博报告人：王晓栲",
        "经街道劝导，企业于15时40分停止1号深井铸造机作业，撤离7人；企业设置警戒，控制柜上锁挂牌，专人看守。",
        "《工贸企业重大事故隐患判定标准》（应急管理部令第10号）第五条“深井铸造结晶器冷却水”情形",
        "请市应急局派员核查认定，依法处置；构成重大事故隐患的，请纳入督办。我街道将持续跟踪停用情况，配合核查。",
        "（永城东隐〔2026〕A119号）", "陈国堃138****1206", "安全生产巡查记录（永城东安检〔2026〕A036号）", "现场照片2张（照片2、3）",
        "书面（电话报告见上）",
    ):  # fmt: skip
        assert reading.squeeze(words) in page, words


def test_a_town_speaks_of_itself_as_a_town() -> None:
    page = printed(reported(office=cases.TOWN))
    assert "我镇将持续跟踪停用情况" in page and "经镇政府劝导，企业" in page and "镇建议" in page and "镇负责人" in page
    assert "街道" not in page.replace("城东街道铝电社区", "")


def test_without_events_nothing_is_said_to_be_done() -> None:
    bare = forms.hazard(life={"reports": [], "controls": []}, control=None)
    given = forms.filled(forms.facts(CODE, bare, papers=[]))
    page = printed(given)
    assert "经街道劝导" not in page and "电话报告见上" not in page and "停用：是否" in page.replace("□", "")
    assert "安全生产巡查记录（" not in page
    ticks = major_report.compose(given)["control"][2]
    assert not any(piece["box"] for piece in ticks if isinstance(piece, dict))


def test_suspected_goes_with_the_departments_decision_and_not_before() -> None:
    given = with_life(judgement=forms.JUDGED, major_reports=[{"happened_on": "2026-10-12", "number": "x", "report_no": 1}])
    data = major_report.compose(given)
    assert data["title"] == "重大事故隐患快报" and data["note"] == "　　续报第2报" and data["report_no"] == 2
    page = printed(given)
    assert "经市应急局（永应急函〔2026〕31号、刘志强、2026年10月15日）认定构成重大事故隐患，纳入督办。" in page
    assert "派员核查认定" not in page


def test_not_major_ends_the_reports_and_keeps_suspected_in_the_title() -> None:
    given = with_life(judgement=forms.NOT_MAJOR, grade="general", major_reports=[{"report_no": 1}, {"report_no": 2}])
    data = major_report.compose(given)
    assert data["title"] == "疑似重大事故隐患快报" and data["note"] == "　　续报第3报"
    assert "经市应急局（永应急函〔2026〕31号）认定不构成重大事故隐患，转为一般隐患，另定期限复查，本快报终止。" in printed(given)


def test_a_corrected_first_report_stays_the_first() -> None:
    given = {**with_life(major_reports=[{"report_no": 1}]), "version": 2, "replaces": 1}
    assert major_report.compose(given)["note"] == "　　首报（更正，替代第1版）"


@pytest.mark.parametrize(
    "judgement, words",
    [
        ({"choice": "on_scene", "reason": "联锁失效，铝液遇水会爆炸。"}, "初判，待部门认定（理由：联锁失效，铝液遇水会爆炸）"),
        ({"choice": "unverified_standard", "standard": "某标准"}, "初判，待部门认定"),
    ],
)
def test_without_a_verified_standard_no_clause_is_printed(judgement: dict, words: str) -> None:
    given = forms.filled(forms.facts(CODE, forms.hazard(judgement=judgement)), **forms.FILLED)
    assert dict(row[:2] for row in major_report.compose(given)["above"])["判定依据"] == words
    assert "第五条" not in printed(given)


def test_a_pack_and_its_day_are_printed_when_known() -> None:
    one = forms.hazard()
    one["judgement"].update(valid_from="2023-05-15", pack="工贸2026.1版")
    page = printed(forms.filled(forms.facts(CODE, one), **forms.FILLED))
    assert "（应急管理部令第10号，2023年5月15日施行）第五条" in page and "情形。判定数据包：工贸2026.1版" in page


def test_long_words_shrink_first_and_then_go_on_with_the_signing_part() -> None:
    seen = {}
    for length in range(20, 300, 10):
        words = forms.LONG_WORDS[:length]
        given = forms.filled(forms.facts(CODE), **{**forms.FILLED, "consequence": words, "cordoned_words": words})
        content = major_report.blocks(major_report.compose(given))
        grid = next(block for block in (content[0].body if len(content) == 1 else content) if isinstance(block, Grid))
        size = grid.rows[8].cells[1].paras[0].size
        pages = forms.drawn(CODE, given).pages
        seen.setdefault((size, pages), given)
    assert set(seen) == {(10.5, 1), (9.5, 1), (9.5, 2)}
    first, second = reading.pages(forms.drawn(CODE, seen[9.5, 2]).pdf)
    assert "“五落实”" not in first and second.index("“五落实”") < second.index("街道建议") < second.index("接收单位")


def test_extreme_values_lose_no_character() -> None:
    site = {**forms.SITE, "name": forms.LONG_NAME, "address": "X" * 50, "sector": None, "principal": None}
    one = forms.hazard(description=forms.LONG_WORDS[:300], part="1-2-3号-栲栳-㛃䶮堃喆-ABC_def")
    given = forms.filled(forms.facts(CODE, one, site=site), **forms.FILLED)
    page = printed(given)
    for words in (forms.LONG_NAME, "X" * 50, forms.LONG_WORDS[:300], "1-2-3号-栲栳-㛃䶮堃喆-ABC_def"):
        assert reading.squeeze(words) in page


def test_a_draft_has_no_number_and_no_place_to_sign() -> None:
    page = "".join(reading.pages(forms.drawn(CODE, reported(), draft=True).pdf))
    assert "（未编号）" in page and "草稿，不作依据" in page and "接收单位" not in page


def test_what_is_proposed_is_what_the_fields_take() -> None:
    proposed = major_report.propose(forms.facts(CODE))
    clean, problems = check_fields(major_report.INPUTS, proposed)
    assert problems == [] and clean == proposed
    assert proposed["found_at"] == "2026-10-12T15:22" and proposed["receivers"] == "市应急局、市安委办"
    assert (proposed["stopped"], proposed["evacuated"], proposed["cordoned"]) == ("yes", "yes", "yes")


def test_an_emptied_field_stays_empty() -> None:
    given = {**reported(), "inputs": {"receivers": "市应急局"}}
    below = dict(major_report.compose(given)["below"])
    assert below["街道建议"] == "—" and below["附　　件"] == "—"


def test_the_sample_is_ready() -> None:
    assert forms.problems(CODE, reported()) == {}


@pytest.mark.parametrize(
    "changes, field, severity, words",
    [
        ({"judgement": None}, "judgement", "block", major_report.NO_BASIS),
        ({"judgement": {"choice": "on_scene", "reason": " "}}, "judgement", "block", major_report.NO_BASIS),
        ({"judgement": {"choice": "standard", "basis": []}}, "judgement", "block", major_report.NO_BASIS),
        ({"life": {"reports": []}}, "reports", "warn", "没有登记电话报告。"),
        ({"grade": "general"}, "grade", "block", "这条是一般隐患，不出快报。"),
    ],
)
def test_what_the_hazard_must_have(changes: dict, field: str, severity: str, words: str) -> None:
    given = forms.filled(forms.facts(CODE, forms.hazard(**changes)), **forms.FILLED)
    assert forms.problems(CODE, given) == {field: severity}
    assert words in forms.sentences(CODE, given)


@pytest.mark.parametrize(
    "inputs, field, severity, words",
    [
        ({"receivers": ""}, "receivers", "block", "接收单位为空。"),
        ({"stopped": "unknown"}, "stopped", "block", "停用、撤人是否未勾。"),
        ({"evacuated": None}, "evacuated", "block", "停用、撤人是否未勾。"),
        ({"plan": ""}, "plan", "warn", "五落实缺‘预案’，将印‘待企业补报’。"),
        ({"suggestion": "请责令停产停业。"}, "suggestion", "block", "街道建议栏有“责令”“停产停业”"),
        ({"found_at": "2026-10-11T16:00"}, "found_at", "warn", "距发现已超过 24 小时。"),
    ],
)
def test_what_the_officer_must_fill(inputs: dict, field: str, severity: str, words: str) -> None:
    given = forms.filled(forms.facts(CODE), **{**forms.FILLED, **inputs})
    assert forms.problems(CODE, given) == {field: severity}
    assert words in forms.sentences(CODE, given)


def test_no_moment_of_finding_blocks() -> None:
    one = forms.hazard(life={"found_on": None}, found_on=None)
    given = forms.filled(forms.facts(CODE, one), **{**forms.FILLED, "found_at": None})
    assert forms.problems(CODE, given) == {"found_at": "block"}
    assert "发现时间为空。" in forms.sentences(CODE, given)


def test_a_following_report_is_never_late() -> None:
    given = {**with_life(major_reports=[{"report_no": 1}]), "now": "2026-10-20T09:00"}
    assert forms.problems(CODE, given) == {}


def test_missing_parts_print_that_the_enterprise_has_yet_to_report() -> None:
    given = forms.filled(forms.facts(CODE))
    assert major_report.compose(given)["five"]["cells"][1:] == ["待企业补报"] * 4
