"""Colours: every pair shown is readable, every state word has a family, the style sheet is filled whole."""

from __future__ import annotations

import re

import pytest

from yongji_desktop.assets import asset
from yongji_desktop.core import kind_parts
from yongji_desktop.gui.look import style_sheet
from yongji_desktop.gui.tokens import BUTTONS, COLOURS, FAMILIES, PAIRS, STATE_WORDS, contrast, family_of


def test_the_formula_gives_the_known_contrasts():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast(COLOURS["ink"], COLOURS["surface"]) == pytest.approx(15.2, abs=0.05)
    assert contrast(COLOURS["control"], "#FFFFFF") == pytest.approx(3.5, abs=0.05)


@pytest.mark.parametrize(("text", "ground", "least"), PAIRS)
def test_text_stands_out_from_its_ground(text, ground, least):
    assert contrast(COLOURS[text], COLOURS[ground]) >= least


@pytest.mark.parametrize("family", FAMILIES)
def test_chips_can_be_read(family):
    look = FAMILIES[family]
    assert round(contrast(look.text, look.fill), 1) >= 5.8


@pytest.mark.parametrize("role", BUTTONS)
def test_buttons_can_be_read(role):
    look = BUTTONS[role]
    ground = look.fill or COLOURS["surface"]
    assert contrast(look.text, ground) >= 4.5
    assert contrast(look.key, ground) >= 4.5
    if look.border and role != "disabled":
        assert max(contrast(look.border, ground), contrast(look.border, COLOURS["surface"])) >= 3


@pytest.mark.parametrize("family", [name for name in FAMILIES if name not in ("suspected", "major")])
def test_banner_words_can_be_read(family):
    look = FAMILIES[family]
    assert contrast(look.text, look.fill) >= 4.5
    assert contrast(COLOURS["ink2"], look.fill) >= 4.5


def test_state_words_belong_to_one_family_each():
    words = [word for family in STATE_WORDS.values() for word in family.split()]
    assert len(words) == len(set(words))


@pytest.mark.parametrize(
    ("word", "family"),
    [
        ("逾期 3 天", "red"),
        ("今天 3", "amber"),
        ("3 个工作日", "blue"),
        ("等部门 10 天", "violet"),
        ("未查 4", "grey"),
        ("疑似重大", "suspected"),
        ("重大", "major"),
        ("已闭环", "green"),
        ("没有这个词", "grey"),
    ],
)
def test_counts_inside_a_word_do_not_matter(word, family):
    assert family_of(word) == family


def test_red_is_only_for_late_broken_refused():
    calm = [
        *kind_parts.NATURES.values(),
        *kind_parts.CATEGORIES.values(),
        *kind_parts.METHODS.values(),
        *kind_parts.PHOTO_USES.values(),
    ]
    assert not [word for word in calm if family_of(word) in ("red", "major")]


def test_every_placeholder_of_the_style_sheet_is_filled_and_its_icons_exist():
    filled = style_sheet()
    assert "$" not in filled
    for path in re.findall(r"url\((.+?)\)", filled):
        assert asset("resources/icons/" + path.rsplit("/", 1)[1]).is_file()


def test_no_icon_brings_a_colour_of_its_own():
    icons = sorted(asset("resources/icons").glob("*.svg"))
    assert len(icons) >= 40
    for path in icons:
        text = path.read_text(encoding="utf-8")
        assert "currentColor" in text and not re.search("#[0-9A-Fa-f]{3,6}", text), path.name
