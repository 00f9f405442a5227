"""Short papers of the office itself: 个人信息处理告知, 交接清单, 举报登记."""

from __future__ import annotations

import form_cases as forms
import paper_cases as cases
import pytest
import reading

from yongji_desktop.papers import catalogue, privacy_notice


def text(code: str, given: dict | None = None) -> str:
    return "".join(reading.pages(forms.drawn(code, given or forms.sample(code)).pdf))


def test_the_privacy_notice_has_its_six_paragraphs() -> None:
    page = text("privacy_notice", forms.filled(forms.sample("privacy_notice"), kept_for="10年"))
    for words in (
        "一、谁处理。永济市城东街道办事处（内设机构：应急管理站；电话：0359-8000000）。",
        "二、为什么。履行安全生产、应急管理职责，依据《个人信息保护法》第十三条第一款第三项、第三十四条、第三十五条。",
        "三、处理什么。姓名、单位职务、办公电话或手机号；行为人只记岗位或工号；不收身份证号、不记行踪。",
        "四、怎样处理和保存。本机保存，打印遮蔽手机号；保存期限：10年。", "五、给谁。依法移送的部门；其他不提供。",
        "六、你的权利。查阅、复制、更正。", "设备：A第1版2026年10月12日",
        "个人信息只用于本次登记和归档，电话打印时遮蔽；查询、更正请联系应急管理站0359-8000000。",
    ):  # fmt: skip
        assert words in page, words
    assert privacy_notice.short_notice(cases.TOWN).endswith("查询、更正请联系安监站0359-8000001。")
    assert privacy_notice.short_block(cases.TOWN).paras


def test_the_handover_list_has_seven_groups_and_says_which_are_empty() -> None:
    given = forms.sample("handover_list")
    page = text("handover_list", given)
    for words in ("一、未闭环隐患（4项）", "二、待送达文书（0项）没有需要移交的。", "七、进行中的活动、演练、督办（2项）", "设备A，联想启天M428"):
        assert words in page, words
    given = forms.filled(given, notes=[{"number": "永城东隐〔2026〕A003号", "note": "等部门"}])
    rows = [part["rows"] for part in catalogue.PAPERS["handover_list"].compose(given)["body"] if "widths" in part]
    assert rows[0][2][3] == "等部门" and rows[0][1][3] == "—"


def test_the_handover_list_tells_what_nobody_takes() -> None:
    given = forms.sample("handover_list")
    assert forms.problems("handover_list", given) == {}
    given["handover_list"]["groups"][3]["rows"] += [{"name": "现场用纸", "number": f"永城东安检〔2026〕A0{n}号"} for n in (41, 42)]
    given["handover_list"]["to"] = ""
    words = forms.sentences("handover_list", given)
    assert "有 16 项没有接收人。" in words and "有 2 张现场用纸未录入。" in words
    assert set(forms.problems("handover_list", given).values()) == {"warn"}


def test_who_complained_is_nowhere_on_the_register() -> None:
    given = forms.sample("complaint_register")
    page = text("complaint_register", given)
    assert "孙某某" not in page and "13900001111" not in page and "1390000" not in page
    assert "举报人信息编号：J-003，另行加密保存" in page
    given["complaint"]["informer_code"] = "孙某某13900001111"
    assert "孙某某" not in text("complaint_register", given)
    typed = forms.filled(forms.sample("complaint_register"), informer_code="孙某某", leader="张主任")
    assert forms.problems("complaint_register", typed) == {"informer_code": "block"}
    assert "孙某某" not in text("complaint_register", typed)


@pytest.mark.parametrize(
    "inputs, today, field, severity, words",
    [
        ({"result": None}, "2026-10-12", "result", "block", "核实结果为空。"),
        ({"leader": ""}, "2026-10-12", "leader", "block", "属实但没有负责人签字。"),
        ({}, "2026-10-13", "answered_on", "warn", "接收已超过 7 日未反馈。"),
    ],
)
def test_what_a_complaint_asks_for(inputs: dict, today: str, field: str, severity: str, words: str) -> None:
    given = forms.filled(forms.sample("complaint_register", today=today), **{"leader": "张主任", **inputs})
    assert forms.problems("complaint_register", given) == {field: severity}
    assert words in forms.sentences("complaint_register", given)
