"""Words beyond a town's powers: found where the town speaks, left alone in quotations and names."""

from __future__ import annotations

import pytest

from yongji_desktop.core.wording import FORBIDDEN, Spoken, forbidden_words, hint, scan


@pytest.mark.parametrize("word", FORBIDDEN)
def test_each_word_is_found(word: str) -> None:
    assert word in forbidden_words(f"请你单位{word}。")
    assert word in forbidden_words(f"请你单位{word[0]} {word[1:]}。")


@pytest.mark.parametrize("word", FORBIDDEN)
@pytest.mark.parametrize("quote", ["《{}办法》", "“{}”", "‘{}’", "「{}」", "《关于“{}”的通知》"])
def test_quotations_are_left_alone(word: str, quote: str) -> None:
    assert forbidden_words(f"见{quote.format(word)}第三条") == []


def test_names_are_left_alone() -> None:
    names = ["行政处罚法", "永济罚款服务有限公司"]
    assert forbidden_words("依行政处罚法办理，永济罚款服务有限公司", names) == []


@pytest.mark.parametrize(
    "text",
    ["街道不实施处罚", "镇政府不实施处罚", "经济处罚等内部处理由企业依本单位制度作出"],
)
def test_the_two_exceptions(text: str) -> None:
    assert forbidden_words(text) == []


def test_what_is_quoted_does_not_excuse_the_rest() -> None:
    assert forbidden_words("按《行政处罚法》处罚") == ["处罚"]


@pytest.mark.parametrize("text", ["立即停用该设备，挂牌上锁", "请于7日内整改", "劝导企业停止作业", ""])
def test_plain_words_pass(text: str) -> None:
    assert forbidden_words(text) == []


def test_the_sentence_names_the_field_and_the_way_out() -> None:
    spoken = Spoken("extra_opinion", "处理意见", "责令停业整顿")
    town, street = (scan([spoken], is_town)[0] for is_town in (True, False))
    assert town.field == "extra_opinion" and town.severity == "block" and town.rule == "R59"
    assert town.message == (
        "处理意见栏有“责令”，不属于镇政府可用措辞，请改为“要求”“建议”或“劝导”；已赋权的请改用赋权文书。"
    )
    assert "街道" in street.message and "镇" not in street.message


def test_the_hint_under_a_field() -> None:
    assert hint("责令整改", is_town=False) == "“责令”不属于我街道可用措辞，请改为“要求”“建议”或“劝导”。"
    assert hint("请整改", is_town=True) is None
