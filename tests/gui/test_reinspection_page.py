"""The page of a re-inspection by keys alone: conclusions, next steps, papers; many hazards, rare words."""

from __future__ import annotations

import shutil
import subprocess
import time
from pathlib import Path

import office_data
import pytest
from editor_driver import Counter, Hand, photo_file, window_on
from PySide6.QtWidgets import QApplication
from reinspection_data import LATER, SITE, many, office_on, opened, page_of, site_of
from test_budgets import to_file
from window_driver import button, toast, words

from yongji_desktop.gui.pages.print_page import PrintPage
from yongji_desktop.services import hazard_lists, hazards, papers, reinspections, session

F4_KEYS = 12
RARE = "栲栳卿䶮𬱖鹳雀楼旁"


@pytest.fixture
def window(tmp_path, qtbot):
    office_on(tmp_path)
    yield from window_on(tmp_path, qtbot, today=LATER)


@pytest.fixture
def counter(qapp):
    made = Counter()
    yield made
    made.stop()


def photographed(window, page, index: int, path: Path, qtbot) -> None:
    """A photo dropped on a hazard, taken in."""
    before = len(page.draft.look("photos") or [])
    Hand(window).drop(page.cards[index].photos, path)
    qtbot.waitUntil(lambda: len(page.draft.look("photos") or []) == before + 1, timeout=20_000)


def states(desk) -> dict[str, hazards.HazardFacts]:
    """{place: the hazard} of SITE."""
    rows = hazard_lists.listed(desk, "all", filters={"site_id": site_of(desk)})
    return {one["part"]: hazards.of(desk, one["id"]) for one in rows}


# The whole way ------------------------------------------------------------------------------------


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
def test_one_is_closed_and_one_dated_again_by_keys_alone_within_the_budget(window, counter, qtbot, tmp_path):
    hand = Hand(window).press("Enter")  # the first row of 今天要办
    page = page_of(window)
    assert [one["part"] for one in page.draft.look("looks")] == ["二车间2号台钻", "一车间东侧"]
    hand.press("1").type("已装防护罩，更换急停并试验合格")
    photographed(window, page, 0, photo_file(tmp_path, "after", "#998833"), qtbot)
    hand.press("Down", "3").type("箱门已到货未装，漏电保护器未装")
    photographed(window, page, 1, photo_file(tmp_path, "now", "#225599"), qtbot)
    hand.press("Tab", "Tab", "1")
    assert page.draft.look("looks", 1, "next_due_on") == "2026-12-08"
    assert page.side.opinion.toPlainText().startswith("1．第1条隐患已")
    hand.press("Ctrl+p")
    printing = window.page()
    assert isinstance(printing, PrintPage), [one.message for one in page.deeds.found]
    assert printing.head.caption.full_text().endswith("复查")
    to_file(printing, tmp_path / "out.pdf")
    with qtbot.waitSignal(printing.press.finished, timeout=60_000):
        hand.press("Enter")
    print(f"F4: {counter.keys} keys, {counter.drops} drops, {counter.clicks} clicks")
    assert counter.keys <= F4_KEYS and counter.clicks == 0 and counter.drops == 2, vars(counter)
    _read_back(window, printing, tmp_path)


def _read_back(window, printing: PrintPage, folder: Path) -> None:
    """What was issued says what was entered, and the hazards went their ways."""
    desk = window.frame.desk
    facts = states(desk)
    assert facts["二车间2号台钻"].life.state == "closed"
    assert (facts["一车间东侧"].life.due_on, facts["一车间东侧"].life.rounds) == ("2026-12-08", 1)
    issued = papers.issued_of(desk, printing.inspection)
    assert set(issued) == {"reinspection_record", "rectification_notice"}
    told = {}
    for code, one in issued.items():
        path = folder / f"{code}.pdf"
        papers.save(path, papers.pdf(desk, one["id"]))
        run = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True)
        told[code] = "".join(run.stdout.split())
    for word in ("二车间2号台钻", "更换急停并试验合格", "同意闭环", "一车间东侧", "未整改", "2026年12月8日", "王建国"):
        assert word in told["reinspection_record"], word
    assert "第二次" in told["rectification_notice"] and "二车间2号台钻" not in told["rectification_notice"]
    assert reinspections.drafts(desk) == []


def test_one_person_alone_writes_why_and_goes_on(window):
    page = opened(window)
    page.draft.do("一人", {**page.draft.entry, "inspectors": page.draft.look("inspectors")[:1]})
    hand = Hand(window).press("1", "Down", "1")
    for card in page.cards:
        card.reason.setFocus()
        hand.type("设备已拆走")
    assert page.alone.isVisible()
    hand.press("Ctrl+p").type("李芳在另一家").press("Enter")
    assert isinstance(window.page(), PrintPage), [one.message for one in page.deeds.found]


def test_undo_brings_the_draft_back_while_no_paper_was_issued(window):
    page = opened(window)
    hand = Hand(window).press("1", "Down", "1")
    for card in page.cards:
        card.reason.setFocus()
        hand.type("设备已拆走")
    hand.press("Ctrl+p")
    assert isinstance(window.page(), PrintPage) and "已完成复查" in toast(window)
    hand.press("Ctrl+z")
    QApplication.processEvents()
    assert len(reinspections.drafts(window.frame.desk)) == 1
    assert {one.life.state for one in states(window.frame.desk).values()} == {"notified"}


# One hazard by itself -----------------------------------------------------------------------------


def test_a_conclusion_answers_its_own_hazard_only_and_the_keys_of_all_do_nothing(window):
    page = opened(window)
    Hand(window).press("1", "Ctrl+g", "Ctrl+a")
    assert [one.get("conclusion") for one in page.draft.look("looks")] == ["rectified", None]
    assert not [one for one in words(page) if "全部" in one]


def test_what_is_missing_is_listed_and_the_first_is_stood_on(window):
    page = opened(window)
    hand = Hand(window).press("1", "Ctrl+p")
    assert page.problems.isVisible() and page_of(window) is page
    told = [one.text() for one in page.problems.links()]
    assert any("没有整改后照片" in one for one in told) and any("第 2 条没有复查结论" in one for one in told)
    hand.press("Enter")
    assert page.isAncestorOf(QApplication.focusWidget())
    hand.press("Esc")
    assert page_of(window) is page and not page.problems.isVisible()


def test_the_next_step_proposes_day_or_department_and_goes_aside_when_it_is_put_right(window):
    page = opened(window)
    hand, card = Hand(window).press("2"), page.cards[0]
    card.next.setFocus()
    hand.press("1")
    assert page.draft.look("looks", 0, "next_due_on") == "2026-12-08" and "7 天后，周二" in words(card)
    card.due.setFocus()
    hand.press("Ctrl+a")
    card.due.insert("12-6")
    hand.press("Tab")
    assert "12月6日是周日，建议改到 12月7日。" in words(card)
    hand.click(button(card, "改成 12-07"))
    assert page.draft.look("looks", 0, "next_due_on") == "2026-12-07"
    card.next.setFocus()
    hand.press("2")
    assert page.draft.look("looks", 0, "next_department") == "市应急局"
    hand.press("3")
    assert page.draft.look("looks", 0, "next_department") == "市安委办"
    page.places.stand_on(0)
    hand.press("1")
    assert page.draft.look("looks", 0, "next") is None and not card.next.isVisible()
    page.places.stand_on(0)
    hand.press("3")
    assert page.draft.look("looks", 0, "next") == "report_up"


def test_a_suspected_hazard_is_never_concluded_by_the_town(tmp_path, qtbot):
    one = {**office_data.two_hazards()[0], "item": None, "grade": "suspected_major", "treatment": "handover"}
    report = {"department": "市应急局", "answered_by": "张", "at": "2026-11-23T10:00", "by": "王建国"}
    one.update(due_on=None, judgement={"choice": "on_scene", "reason": "现场情况"}, phone_report=report)
    office_on(tmp_path, [one, office_data.two_hazards("2026-11-30")[1]])
    for window in window_on(tmp_path, qtbot, today=LATER):
        page = opened(window)
        at = next(at for at, card in enumerate(page.cards) if card.grave)
        card, hand = page.cards[at], Hand(window)
        assert card.conclusion.part("rectified").text() == "企业称已治理，待监管部门核查销号"
        page.places.stand_on(at)
        hand.press("3")
        assert not card.next.isVisible() and card.interim.isVisible()
        page.places.stand_on(at)
        hand.press("1")
        assert "不作销号结论" in words(card) and "不作销号结论" in page.side.opinion.toPlainText()
        assert "同意闭环" not in page.side.opinion.toPlainText()


def test_an_own_opinion_stays_until_it_is_given_back(window):
    page = opened(window)
    hand = Hand(window).press("1")
    page.side.opinion.setFocus()
    hand.press("Ctrl+a").type("第1条已整改，请保持。")
    page.places.stand_on(1)
    hand.press("1")
    assert page.side.opinion.toPlainText() == "第1条已整改，请保持。" == page.draft.look("opinion")
    hand.click(button(page.side, "恢复自动写成"))
    assert "同意闭环" in page.side.opinion.toPlainText() and page.draft.look("opinion") is None


def test_the_third_of_a_kind_is_said_with_its_days(tmp_path, qtbot):
    from yongji_desktop.services import inspections

    office_on(tmp_path)
    desk = session.begin(tmp_path / "data", today=LATER, any_place=True)
    for day in ("2026-01-06", "2026-08-19"):
        entry = office_data.visit_entry(desk.desk, SITE, day, hazards=office_data.two_hazards(day)[1:])
        inspections.finish(desk.desk, entry)
    desk.close()
    for window in window_on(tmp_path, qtbot, today=LATER):
        page = opened(window)
        at = next(at for at, one in enumerate(page.draft.look("looks")) if one["found_on"] == "2026-11-23" and "东侧" in one["part"])
        page.places.stand_on(at)
        hand = Hand(window).press("3")
        assert "同类隐患第 3 次（2026-01-06、2026-08-19、2026-11-23）" in words(page)
        hand.click(button(page.cards[at], "改选抄告移送"))
        assert page.draft.look("looks", at, "next") == "handover" and not page.cards[at].repeat.isVisible()


def test_a_hazard_may_be_left_for_another_time_and_comes_back_with_undo(window, qtbot, tmp_path):
    page = opened(window)
    Hand(window).press("Down", "1")
    photographed(window, page, 1, photo_file(tmp_path, "p", "#445566"), qtbot)
    page.places.stand_on(0)
    page.deeds.leave_out()
    assert len(page.cards) == 1 and page.draft.look("photos", 0, "hazard") == 0
    assert ("把没选的 1 条也复查") in [one for one, _ in page.more()]
    page.undo()
    assert len(page.cards) == 2 and page.draft.look("photos", 0, "hazard") == 1


def test_the_header_and_signature_are_behind_f4(window):
    page = opened(window)
    hand = Hand(window).press("F4")
    form = page._form
    assert form.isVisible() and [one["name"] for one in page.draft.look("inspectors")] == ["王建国", "李芳"]
    form.signing.state.part("refused").click()
    form.reply.setFocus()
    hand.type("已于11月28日改完")
    hand.press("Esc")
    assert page.draft.look("signature", "state") == "refused" and page.draft.look("reply") == "已于11月28日改完"
    assert page.side.of.text() == "现场负责人 拒签" and page_of(window) is page


# Much, long, rare ---------------------------------------------------------------------------------


def test_thirty_hazards_of_one_unit(tmp_path, qtbot):
    office_on(tmp_path, many(30))
    for window in window_on(tmp_path, qtbot, today=LATER):
        started = time.monotonic()
        page = opened(window)
        taken = time.monotonic() - started
        hand = Hand(window)
        started = time.monotonic()
        for _ in range(29):
            hand.press("Down")
        assert page.here == 29 and page.isAncestorOf(QApplication.focusWidget())
        hand.press("1").type("已改")
        a_key = (time.monotonic() - started) / 32
        print(f"30 hazards: opened in {taken:.2f} s, a key {a_key * 1000:.0f} ms")
        assert taken < 4 and a_key < 0.15
        assert "还有 29 条没有结论" in words(page.side)


def test_long_and_rare_words_stay_whole_at_every_width(tmp_path, qtbot):
    one = {**office_data.two_hazards()[0], "part": RARE * 3, "description": RARE * 12}
    office_on(tmp_path, [{**one, "due_on": "2026-11-30"}])
    for size in ((1366, 698), (1093, 560), (1920, 1010)):
        for window in window_on(tmp_path, qtbot, size, LATER):
            page = opened(window)
            hand, card = Hand(window), page.cards[0]
            page.places.stand_on(0)
            hand.press("3")
            card.seen.setFocus()
            hand.press("Ctrl+a").type(RARE * 20)
            card.next.setFocus()
            hand.press("1")
            QApplication.processEvents()
            assert page.area.horizontalScrollBar().maximum() == 0
            for part in (card.conclusion, card.next, card.due, card.seen, card.photos, card.deadline):
                at = part.mapTo(card, part.rect().topRight())
                assert at.x() <= card.width(), (size, part)
                assert part.width() >= part.minimumSizeHint().width(), (size, part)
            assert page.draft.look("looks", 0, "seen") == RARE * 20
