"""The editor up to paper: what stands in the way, kinds of visit, suspected major, signatures, preview."""

from __future__ import annotations

import pypdfium2
import pytest
from editor_driver import Hand, begin, make_office, photo_file, window_on
from PySide6.QtWidgets import QApplication, QLineEdit
from window_driver import toast, words

from yongji_desktop.gui.pages.editor.editor import EditorPage
from yongji_desktop.gui.pages.editor.preview import PreviewPage
from yongji_desktop.gui.pages.inspections import InspectionsPage
from yongji_desktop.gui.pages.missed_page import MissedPage
from yongji_desktop.gui.pages.print_page import PrintPage
from yongji_desktop.services import inspections, papers, phrases, powers


@pytest.fixture
def window(tmp_path, qtbot):
    make_office(tmp_path)
    yield from window_on(tmp_path, qtbot)


@pytest.fixture
def hand(window):
    return Hand(window)


def ready(window, hand, *more: str) -> EditorPage:
    """Everything conforms; then more keys."""
    page = begin(window)
    hand.press("Ctrl+l", "Ctrl+g", "1", "1", "1", "1", *more)
    return page


def focused() -> str:
    return QApplication.focusWidget().objectName()


def test_blocking_problems_come_first_and_enter_leads_to_the_field(window, hand):
    page = ready(window, hand, "2")
    page.draft.do("一人", {**page.draft.entry, "inspectors": page.draft.look("inspectors")[:1]})
    hand.press("Ctrl+p")
    assert window.page() is page and page.problems.isVisible()
    told = [one.text() for one in page.problems.links()]
    assert "问题隐患描述没有填" in "".join(told[:2]) and "只有王建国一人" in told[-1]
    first = QApplication.focusWidget()
    assert first is page.problems.links()[0]
    hand.press("Enter")
    assert focused() == "description" and page.problems.isVisible()
    hand.type("罩缺失").press("Ctrl+p", "Enter")
    assert focused() in ("responsible", "measure")
    hand.press("Esc")
    assert not page.problems.isVisible() and window.page() is page


def test_a_warning_takes_one_sentence_and_the_print_page_opens(window, hand):
    page = ready(window, hand)
    page.draft.do("一人", {**page.draft.entry, "inspectors": page.draft.look("inspectors")[:1]})
    hand.press("Ctrl+p")
    box = QApplication.focusWidget()
    assert isinstance(box, QLineEdit) and box.accessibleName() == "原因"
    identity = page.draft.identity
    hand.type("李芳参加培训").press("Enter")
    assert isinstance(window.page(), PrintPage)
    record = window.frame.desk.get("inspection", identity)
    assert record["ended_at"] and not any(name.startswith("_") for name in record)
    hand.press("Esc")
    assert isinstance(window.page(), InspectionsPage)


def test_alone_is_mended_by_adding_the_colleague(window, hand):
    page = begin(window)
    hand.click(page.alone.add)
    assert [one["name"] for one in page.draft.look("inspectors")] == ["王建国", "李芳"]
    assert page.draft.look("inspectors", 1, "officer_id") and not page.alone.isVisible()
    hand.press("Ctrl+z")
    assert len(page.draft.look("inspectors")) == 1


def test_a_deadline_on_a_rest_day_is_mended_in_one_click(window, hand):
    page = ready(window, hand, "2")
    pane = page.right.hazard
    pane.due.setFocus()
    pane.due.selectAll()
    hand.type("12-6")
    assert page.draft.look("hazards", 0, "due_on") == "2026-12-06" and pane.weekday.text() == "周日"
    assert pane.says["due_on"].text() == "12月6日是周日，建议改到 12月7日。"
    hand.click(pane.says["due_on"].repair)
    assert page.draft.look("hazards", 0, "due_on") == "2026-12-07" and pane.days.text() == "14"
    pane.days.setFocus()
    pane.days.selectAll()
    hand.type("7")
    assert pane.due.text() == "2026-11-30" and pane.says["due_on"].text() == ""
    pane.due.setFocus()
    pane.due.selectAll()
    hand.type("下周").press("Tab")
    assert not page.draft.look("hazards", 0, "due_on") and "看不懂" in pane.says["due_on"].text()
    assert pane.due.text() == "下周"


def test_a_word_of_power_is_hinted_under_the_measure_and_stops_finishing(window, hand):
    page = ready(window, hand, "2", "F3", *"gm09", "Enter").right.hazard
    hand.type("台钻")
    page.measure.setFocus()
    page.measure.selectAll()
    hand.type("责令停用")
    assert "“责令”不属于我街道可用措辞" in page.says["measure"].text()
    hand.press("Ctrl+p")
    editor = window.page()
    assert isinstance(editor, EditorPage) and any("责令" in one.message for one in editor.deeds.found)
    hand.press("Enter")
    assert focused() == "measure"


def test_suspected_major_asks_for_its_basis_and_the_telephone_is_never_refused(window, hand):
    page = ready(window, hand, "2", "F3", *"gm09", "Enter")
    hand.type("台钻")
    pane = page.right.hazard
    hand.click(pane.grade.part("suspected_major"))
    assert page.draft.look("hazards", 0, "treatment") == "handover" and pane.suspected.isVisible()
    hand.press("Ctrl+p")
    assert any(one.message.startswith("第 1 条未选判定依据。可选：①") for one in page.deeds.found)
    hand.press("Enter").press("3")
    assert page.draft.look("hazards", 0, "judgement", "choice") == "on_scene"
    pane.suspected.reason.setFocus()
    hand.type("两处防护全无，正在运行")
    pane.suspected.department.setFocus()
    hand.type("市应急局").press("Tab").type("刘科").press("Tab").type("15:42")
    report = page.draft.look("hazards", 0, "phone_report")
    assert report["department"] == "市应急局" and report["answered_by"] == "刘科"
    assert report["at"].endswith("T15:42") and report["by"] == "王建国"
    hand.click(pane.suspected.stopped.part("yes"))
    identity = page.draft.identity
    hand.press("Ctrl+p")
    assert isinstance(window.page(), PrintPage), [one.message for one in page.deeds.found]
    hazard = window.frame.desk.get("inspection", identity)["hazards"][0]
    assert hazard["control"]["stopped"] is True and "_at" not in hazard["phone_report"]
    document = pypdfium2.PdfDocument(papers.draft(window.frame.desk, identity, "inspection_record").pdf)
    assert "初判" in "".join(page.get_textpage().get_text_bounded() for page in document)


def test_a_standard_is_chosen_from_the_listed_situations(window, hand):
    page = ready(window, hand, "2")
    pane = page.right.hazard
    hand.click(pane.grade.part("suspected_major")).click(pane.suspected.choice.part("standard"))
    box = pane.suspected.listed
    assert box.count() > 1
    box.setFocus()
    hand.press("Down")
    judgement = page.draft.look("hazards", 0, "judgement")
    assert judgement["basis"][0]["standard"] and judgement["choice"] in ("standard", "unverified_standard")


def test_the_basis_is_another_phrases_or_none_and_never_typed(window, hand):
    page = ready(window, hand, "2", "F3", *"gm09", "Enter")
    pane = page.right.hazard
    choices = pane.change_basis.choices()
    assert choices[-1] == [] and page.draft.look("hazards", 0, "basis") in choices
    assert "安全生产法" in pane.basis.text()


def test_on_spot_asks_for_photos_before_and_after_and_makes_no_notice(window, hand, qtbot, tmp_path):
    page = ready(window, hand, "2", "F3", *"gm09", "Enter")
    hand.type("台钻").click(page.right.hazard.treatment.part("on_spot"))
    assert not page.draft.look("hazards", 0, "due_on") and not page.right.hazard.due.isVisible()
    assert "通知" not in page.right.papers.full_text()
    hand.press("Ctrl+p")
    assert any("没有整改前、整改后照片" in one.message for one in page.deeds.found)
    for name, colour in (("before", "#448844"), ("after", "#884444")):
        page.right.hazard.photos.take([photo_file(tmp_path, name, colour)], use=name)
        qtbot.waitUntil(lambda: not page.right.hazard.photos.busy, timeout=10_000)
    assert [one["use"] for one in page.draft.look("photos")] == ["before", "after"]
    hand.press("Ctrl+p")
    assert isinstance(window.page(), PrintPage)


def test_a_joint_visit_registers_the_departments_paper_and_makes_none_of_its_own(window, hand, tmp_path):
    page = ready(window, hand)
    hand.press("F4", "2")
    form = page._form.joint
    assert page.draft.look("nature") == "joint" and form.by.isVisible()
    form.department.setFocus()
    hand.type("市应急局").press("Tab").type("永应急检〔2026〕12号")
    form.attach_scan(photo_file(tmp_path, "scan", "#ffffff"))
    assert page.draft.look("lead", "scan", "kind") == "photo"
    hand.press("F4")
    assert "不另出" in page.right.papers.full_text()
    identity = page.draft.identity
    hand.press("Ctrl+p")
    assert isinstance(window.page(), InspectionsPage), [one.message for one in page.deeds.found]
    lead = window.frame.desk.get("inspection", identity)["lead"]
    assert lead["department"] == "市应急局" and lead["document"] == "永应急检〔2026〕12号"
    assert lead["reinspect_by"] == "department" and not lead.get("own_papers")


def test_an_authorised_visit_can_be_chosen_only_with_an_authorisation_on_file(window, hand):
    page = begin(window)
    hand.press("F4", "3")
    assert "本机关未导入赋权事项" in page._form.says["nature"].text()
    assert page._form.nature.value() == "patrol" and page.draft.entry["nature"] == "patrol"
    assert not page._form.authority.isVisible()
    told = {"document": "永政发〔2026〕3号", "matters": "应急管理 3 项", "organ": "永济市人民政府", "way": "granted",
            "valid_from": "2026-01-01"}  # fmt: skip
    powers.add(window.frame.desk, told)
    hand.press("3")
    assert page.draft.entry["nature"] == "authorised" and not page._form.says["nature"].text()
    assert page.draft.entry["authority"] == {"basis": "永政发〔2026〕3号"}
    assert page._form.authority.isVisible() and page._form.authority.basis.currentText() == "永政发〔2026〕3号"


def test_absent_and_refused_are_two_things_and_both_are_in_the_record(window, hand):
    page = ready(window, hand)
    page.open_header("site_present")
    sign = page._form.signing
    hand.press("2")
    sign.fields["site_person", "name"].setFocus()
    hand.type("张小龙").press("Tab").type("班长").press("Tab").type("孙志强").press("Tab").type("14:20")
    hand.click(sign.state.part("refused"))
    sign.fields["signature", "reason"].setFocus()
    hand.type("说要等厂长").press("Tab").type("冯小军").press("Tab").type("四冯村网格员")
    hand.press("Tab").type("市应急局").press("Tab").type("14:40").press("Tab").type("应急007")
    identity = page.draft.identity
    hand.press("F4", "Ctrl+p")
    assert isinstance(window.page(), PrintPage), [one.message for one in page.deeds.found]
    record = window.frame.desk.get("inspection", identity)
    assert record["site_person"] == {"name": "张小龙", "post": "班长"}
    assert record["told_principal"]["name"] == "孙志强" and record["told_principal"]["at"].endswith("T14:20")
    signature = record["signature"]
    assert signature["state"] == "refused" and signature["witness_post"] == "四冯村网格员"
    assert signature["told_at"].endswith("T14:40") and signature["receipt_no"] == "应急007"


def test_nobody_there_leads_to_the_short_form_and_then_the_draft_is_gone(window, hand):
    page = begin(window)
    hand.press("F5")
    assert isinstance(window.page(), MissedPage)
    inspections.discard_draft(window.frame.desk, page.draft.identity)  # what registering does
    window.back()
    QApplication.processEvents()
    QApplication.processEvents()
    assert isinstance(window.page(), InspectionsPage) and inspections.drafts(window.frame.desk) == []


def test_the_preview_shows_drafts_and_writes_nothing(window, hand):
    page = ready(window, hand)
    hand.press("F8")
    shown = window.page()
    assert isinstance(shown, PreviewPage) and shown.view.page_count >= 1
    hand.press("Esc")
    assert window.page() is page and inspections.counted(window.frame.desk) == 1


def test_a_hazard_is_kept_as_an_own_phrase(window, hand):
    page = ready(window, hand, "2")
    hand.press("Tab", "Tab").type("砂轮机没有托架").press("Ctrl+d")
    assert toast(window) == "已存为常用。"
    found = phrases.search(window.frame.desk, "slj", None, "2026-11-23T10:00")
    assert found[0].own and found[0].text == "砂轮机没有托架" and page.right.on_hazard
    assert window.toast.deed.text() == "撤销" and not window.toast.key.isVisible()
    hand.click(window.toast.deed)
    assert toast(window) == "已撤销：存为常用语。" and window.page() is page
    assert not phrases.own_count(window.frame.desk)
    assert page.draft.look("hazards", 0, "description") == "砂轮机没有托架", "the draft is as it was"


def test_the_pages_of_the_papers_to_come_are_counted(window, hand, qtbot):
    page = ready(window, hand)
    qtbot.waitUntil(lambda: bool(page.right.counts.pages), timeout=15_000)
    shown = page.right.papers.full_text()
    assert shown.startswith(f"巡查记录 {page.right.counts.pages['inspection_record']} 页")
    hand.press("F8")
    assert window.page().view.page_count == page.right.counts.pages["inspection_record"]


def test_an_editor_left_while_pages_are_counted_breaks_nothing(window, hand, qtbot):
    page = ready(window, hand)
    page.draft.save()
    page.right.counts._count()
    assert window.frame.background.busy
    hand.press("Esc")
    qtbot.waitUntil(lambda: not window.frame.background.busy, timeout=15_000)
    assert isinstance(window.page(), InspectionsPage)


def test_a_second_hazard_of_an_item_and_one_of_none(window, hand):
    page = ready(window, hand, "2")
    hand.type("甲处")
    page.deeds.add_hazard(page.draft.look("answers", page.row, "item"))
    hand.type("乙处")
    page.deeds.add_hazard(None)
    hand.type("大门口")
    assert [one.get("part") for one in page.draft.look("hazards")] == ["甲处", "乙处", "大门口"]
    assert page.right.hazard.caption.full_text() == "不属于检查项"
    hand.press("Ctrl+PageUp")
    assert page.right.hazard.part.text() == "乙处"
    page.deeds.remove_hazard()
    assert len(page.draft.look("hazards")) == 2
    hand.press("Ctrl+z")
    assert len(page.draft.look("hazards")) == 3


@pytest.mark.parametrize("size", [(1366, 698), (1093, 544), (1920, 1010)])
def test_nothing_is_cut_at_the_three_widths(window, hand, size, qtbot):
    window.resize(*size)
    page = ready(window, hand, "2", "F3", *"gm09", "Enter")
    hand.type("二车间2号台钻")
    qtbot.wait(50)
    compact = size[0] < 1180
    assert page.line.isVisible() != compact
    assert page.list.view.horizontalHeader().isVisible() != compact
    pane = page.right.hazard
    inner = pane.area.widget()
    assert inner.minimumSizeHint().width() <= pane.area.viewport().width()
    for part in (pane.part, pane.responsible, pane.description, pane.measure, pane.due, pane.days):
        at = part.mapTo(page, part.rect().topRight())
        assert part.isVisible() and at.x() <= page.width() and part.width() >= 40
    for one in (page.finish_button, page.preview_button, page.more_button, page.list.all):
        assert one.width() >= one.sizeHint().width()
    assert not any("…" in one for one in words(page.head)) or size[0] < 1100
