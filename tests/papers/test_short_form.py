"""The form the short papers share: columns, what stays together, long words, drafts, papers without a number."""

from __future__ import annotations

import copy

import form_cases as forms
import paper_cases as cases
import pytest
import reading

from yongji_desktop.core.fields import Input, check_fields
from yongji_desktop.papers import catalogue, short_form
from yongji_desktop.papers.blocks import Grid, Keep, Signing

SHORT = (
    "refusal_report", "treatment_plan", "supervision_register", "deregistration_register", "extension_request",
    "missed_visit_register", "objection_annex", "privacy_notice", "handover_list", "complaint_register",
)  # fmt: skip
SIGNED = {
    "refusal_report": "街道负责人（签名）", "treatment_plan": "收件人（签名）", "supervision_register": "分管领导（签名）",
    "deregistration_register": "分管领导（签名）", "extension_request": "送达签收（签名）", "missed_visit_register": "证明人（签名）",
    "objection_annex": "答复人（签名）", "privacy_notice": "管理人", "handover_list": "监交人（签名）",
    "complaint_register": "经办人（签名）",
}  # fmt: skip
NUMBERLESS = ("objection_annex", "privacy_notice")
NAMES_OF_ITS_OWN = ("城东街道铝电社区", "工业北路12号")


def grids(blocks) -> list[Grid]:
    found = []
    for block in blocks:
        if isinstance(block, Grid):
            found.append(block)
        elif isinstance(block, Keep):
            found += grids(block.body) + grids(block.tail)
        elif isinstance(block, Signing):
            found += grids(block.blocks)
    return found


def overfull(code: str) -> tuple[dict, list[str]]:
    """The sample with a name of 51 characters and 300 characters in every long field; the words to be found."""
    given = forms.sample(code)
    given["site"] = {**given["site"], "name": forms.LONG_NAME}
    words = forms.LONG_WORDS[:300]
    for name in ("missed_visit", "objection"):
        if name in given:
            given[name].update({"site": given["site"], "seen": words, "words": words})
    given["inspection"]["site"] = given["site"]
    paper = catalogue.PAPERS[code]
    filled = {one.name: words for one in paper.inputs if one.input is Input.LONG}
    given["inputs"] = {**paper.propose(given), **filled}
    if code == "complaint_register":
        given["inputs"]["about"] = forms.LONG_NAME
    expected = [words] if filled or code in ("objection_annex",) else []
    return given, expected + ([forms.LONG_NAME] if code not in ("privacy_notice", "handover_list") else [])


@pytest.mark.parametrize("code", SHORT)
def test_every_column_of_the_standard_is_there(code: str) -> None:
    content = catalogue.blocks(catalogue.PAPERS[code].compose(forms.sample(code)))
    found = grids(content)
    assert all(sum(grid.widths) == 166 for grid in found)
    assert code == "privacy_notice" or short_form.COLUMNS in [grid.widths for grid in found]
    assert [grid for grid in found if any(row.height == 14 for row in grid.rows)], "a row to sign of 14 mm"


@pytest.mark.parametrize("code", SHORT)
def test_the_sample_is_one_page_with_every_font_embedded(code: str) -> None:
    made = forms.drawn(code, forms.sample(code))
    assert made.pages == (2 if code == "handover_list" else 1) and made.missing == ()
    names, descriptors, files = reading.fonts(made.pdf)
    assert descriptors == files and not any("Helvetica" in name for name in names)
    assert forms.drawn(code, forms.sample(code)).pdf == made.pdf


@pytest.mark.parametrize("code", SHORT)
@pytest.mark.parametrize("office, other", [(cases.OFFICE, ("我镇", "镇政府", "镇负责人")), (cases.TOWN, ("街道",))])
def test_a_town_and_a_street_office_each_speak_of_themselves(code: str, office: dict, other: tuple[str, ...]) -> None:
    text = "".join(reading.pages(forms.drawn(code, forms.sample(code, office=office)).pdf))
    for own in NAMES_OF_ITS_OWN:
        text = text.replace(own, "")
    assert not [words for words in other if words in text]


@pytest.mark.parametrize("code", SHORT)
def test_long_words_go_on_and_nobody_signs_an_empty_page(code: str) -> None:
    given, expected = overfull(code)
    pages = reading.pages(forms.drawn(code, given).pdf)
    whole = "".join(pages)
    for words in map(reading.squeeze, expected):
        # where the page ends inside a text, the foot of one and the head of the next stand between its halves
        assert words in whole or len(pages) > 1 and words[:40] in whole and words[-8:] in whole
    last = next(page for page in reversed(pages) if reading.squeeze(SIGNED[code]) in page)
    assert len(last) > 100, "only signatures on the last page"
    assert len(pages) == 1 or f"{catalogue.PAPERS[code].title(given)}（续）" in pages[1]


@pytest.mark.parametrize("code", SHORT)
def test_empty_values_are_printed_as_a_dash_and_never_as_none(code: str) -> None:
    given = forms.sample(code)
    given.update(inputs={}, papers=[], officer=None)
    given["site"] = {"name": "永济市鹳雀铝型材有限公司"}
    for name in ("missed_visit", "objection", "complaint", "handover_list"):
        if name in given:
            given[name] = {}
    for one in given["hazards"]:
        one.update(description=None, part=None, number=None)
    if code == "refusal_report":
        given["inspection"] = {"nature": "patrol", "site": given["site"]}
    made = forms.drawn(code, given)
    text = "".join(reading.pages(made.pdf))
    assert "None" not in text and made.pages == 1


@pytest.mark.parametrize("code", SHORT)
def test_a_draft_bears_no_number_and_no_place_to_sign(code: str) -> None:
    made = forms.drawn(code, forms.sample(code), draft=True)
    text = "".join(reading.pages(made.pdf))
    assert "草稿，不作依据" in text and "（未编号）" in text and reading.squeeze(SIGNED[code]) not in text
    assert reading.qr_codes(made.pdf, 150)[0] == []


@pytest.mark.parametrize("code", SHORT)
def test_what_is_proposed_is_what_the_fields_take(code: str) -> None:
    paper = catalogue.PAPERS[code]
    proposed = paper.propose(forms.sample(code))
    clean, problems = check_fields(paper.inputs, proposed)
    assert problems == [] and clean == {name: value for name, value in proposed.items() if value}


@pytest.mark.parametrize("code", SHORT)
def test_composing_changes_nothing_and_needs_no_inputs(code: str) -> None:
    given = forms.sample(code)
    before = copy.deepcopy(given)
    data = catalogue.PAPERS[code].compose(given)
    assert given == before and data["paper"] == code
    assert data["number"] == (None if code in NUMBERLESS else next(iter(given["numbers"].values())))


@pytest.mark.parametrize("code, short", [("privacy_notice", "永城东告知A"), ("objection_annex", "永城东异议FFFF0123")])
def test_a_paper_without_a_number_bears_a_short_code(code: str, short: str) -> None:
    made = forms.drawn(code, forms.sample(code))
    (page,) = reading.pages(made.pdf)
    assert "（未编号）" not in page and f"{short}校验码" in page
    ((words,),) = reading.qr_codes(made.pdf)
    assert words.startswith(f"YJAQ1;{short};V1;") and words.endswith(";P1/1")


@pytest.mark.parametrize("code", ["major_report", *SHORT])
def test_they_stand_in_the_catalogue_as_the_standard_has_them(code: str) -> None:
    series = {
        "major_report": "安重", "refusal_report": "安拒", "treatment_plan": "", "supervision_register": "安督",
        "deregistration_register": "安销", "extension_request": "安延", "missed_visit_register": "安未",
        "objection_annex": "", "privacy_notice": "", "handover_list": "安交", "complaint_register": "安举",
    }  # fmt: skip
    paper = catalogue.PAPERS[code]
    assert paper.series == series[code] and paper.device_letter is bool(series[code]) and paper.family == "form"
    assert paper.shown is (code == "major_report")
    assert paper.step == ("major_reported" if code == "major_report" else "")
