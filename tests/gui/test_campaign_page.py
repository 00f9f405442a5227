"""专项行动: begun, filled from a search and from the register, put in order, printed by route, a locked door, the summary."""

from __future__ import annotations

import campaign_data
import pypdfium2
import pytest
from campaign_window import answer_group, begin, drag, opened, route, text_of, to_file
from editor_driver import Counter, Hand
from office_data import photo
from PySide6.QtCore import QPoint
from test_window_layout import cut, nameless, settle
from window_driver import answer, button, rows, tab, toast, words

from yongji_desktop.gui.pages.campaign import CampaignPage
from yongji_desktop.gui.pages.campaign_form import CampaignFormPage
from yongji_desktop.gui.pages.editor.editor import EditorPage
from yongji_desktop.gui.pages.field_sheet_page import FieldSheetPage
from yongji_desktop.gui.pages.inspection_detail import InspectionPage
from yongji_desktop.gui.pages.pdf_page import PdfPage
from yongji_desktop.services import campaigns, field_sheets, missed

F13_KEYS = 5


@pytest.fixture
def town(tmp_path, qtbot):
    yield from begin(tmp_path, qtbot, False)


@pytest.fixture
def road_town(tmp_path, qtbot):
    yield from begin(tmp_path, qtbot, True)


def test_the_empty_tab_says_how_one_begins_and_a_campaign_is_begun(town):
    window, _, campaign = town
    desk = window.frame.desk
    campaigns.void(desk, campaign, "写错")
    listing = window.page()
    tab(listing.tabs, "专项行动")
    listing.refresh()
    part = listing.parts["campaigns"]
    assert "还没有专项行动。选几家单位，也可以从名册筛选后“加入专项行动”" in words(part)
    assert listing.new_button.text() == "新专项行动"
    hand = Hand(window)
    hand.press("Ctrl+n")
    form = window.page()
    assert isinstance(form, CampaignFormPage)
    hand.press("Ctrl+Enter")
    assert window.page() is form and "名称" in " ".join(words(form))
    form.form.row("name").set_value("烟花爆竹专项排查")
    form.form.row("begins_on").set_value("2026-12-01")
    form.form.row("ends_on").set_value("2026-11-01")
    form.groups.setText("一组、二组")
    hand.press("Ctrl+Enter")
    assert window.page() is form and any("止早于起" in word for word in words(form))
    form.form.row("ends_on").set_value("2027-02-20")
    hand.press("Ctrl+Enter")
    page = window.page()
    assert isinstance(page, CampaignPage) and [one.name.full_text() for one in page.cards.cards] == ["一组", "二组"]
    assert "这一组还没有单位" in words(page) and page.print_button.reason


def test_units_come_from_a_search_and_from_the_register(town):
    window, ids, campaign = town
    desk = window.frame.desk
    page = opened(window)
    page.cards.setFocus()
    hand = Hand(window)
    hand.press("Right")
    assert page.index == 1 and route(page) == list(campaign_data.OTHERS[:2])
    campaigns.remove_sites(desk, campaign, ids[:2])
    page.refresh()
    hand.press("Ctrl+l")
    assert page.line.hasFocus()
    for letter in "xdlk":
        hand.press(letter)
    hand.press("Enter")
    assert route(page) == [*campaign_data.OTHERS[:2], "鑫达冷库"] and toast(window) == "已加入：鑫达冷库。"
    assert page.line.hasFocus() and page.line.text() == ""
    hand.press("Esc")
    assert window.page() is page and not page.adding.isVisible()
    window.go("sites")
    listing = window.page()
    listing.search.setText("阳光")
    listing.table.setFocus()
    hand.press("Ctrl+a")
    names = [one.text() for one in listing.picks.menu().actions()]
    assert names == [f"元旦春节专项排查 · {name}" for name in ("一组 城东片", "二组 四冯片", "三组 铝电片")] + ["新建专项行动"]
    listing.picks.menu().actions()[2].trigger()
    assert toast(window) == "已加入专项行动：元旦春节专项排查。" and not listing.picks.isVisible()
    assert ids[0] in desk.get("campaign", campaign)["groups"][2]["sites"]


def test_the_order_of_the_road_by_keys_and_by_drag(town):
    window, ids, campaign = town
    page = opened(window)
    hand = Hand(window)
    page.route.table.select(ids[1])
    hand.press("Alt+Up")
    assert route(page)[:2] == ["鑫达冷库", "永济市阳光机械厂"] and page.route.current()["site_id"] == ids[1]
    hand.press("Alt+Down")
    assert route(page) == list(campaign_data.NAMES)
    high = page.route.table.view.verticalHeader().defaultSectionSize()
    drag(page, 0, QPoint(120, 3 * high))
    assert route(page)[:3] == ["鑫达冷库", "孙李村面馆", "永济市阳光机械厂"] and not page.route.mark.isVisible()
    window.frame.undo()
    assert route(page) == list(campaign_data.NAMES)
    card = page.cards.cards[2]
    viewport = page.route.table.view.viewport()
    drag(page, 1, viewport.mapFromGlobal(card.mapToGlobal(card.rect().center())))
    assert "鑫达冷库" not in route(page) and [len(one.rows) for one in page.told.groups] == [7, 2, 2]
    assert toast(window) == "已移到“三组 铝电片”。"
    page.route.table.select(ids[0])
    page.route.setFocus()
    hand.press("Delete")
    assert toast(window) == "已移出路线：永济市阳光机械厂。"


def test_the_route_of_eight_is_printed_with_five_keys(town, qtbot, tmp_path):
    window, ids, campaign = town
    desk = window.frame.desk
    counter = Counter()
    tab(window.page().tabs, "专项行动 1")
    window.page().parts["campaigns"].table.setFocus()
    hand = Hand(window)
    hand.press("Enter", "Ctrl+p")
    page = window.page()
    assert isinstance(page, FieldSheetPage)
    assert [row[1] for row in rows(page.list)] == ["8 家", *(f"A{n:03d}" for n in range(1, 9))]
    to_file(page, tmp_path / "out.pdf")
    told = []
    window.frame.saying.connect(lambda words, *_: told.append(words))
    with qtbot.waitSignal(page.press.finished, timeout=150_000):
        hand.press("Enter")
    counter.stop()
    assert counter.keys <= F13_KEYS, counter.keys
    assert "现场用纸已领号：检 A001 至 A008，共 8 份。签字后就是原件，回来扫描归档。" in told
    made = {one["site_id"]: one["number"][-5:-1] for one in field_sheets.listed(desk)}
    assert [made[site] for site in ids[:8]] == [f"A{n:03d}" for n in range(1, 9)]
    first = pypdfium2.PdfDocument(str(tmp_path / "out.pdf"))
    pages = sum(one["pages"] + one["pages"] % 2 for one in field_sheets.listed(desk))
    assert len(first) in (2 * pages + 1, 2 * pages + 2, 2 * pages)
    first.close()
    window.back()
    back = window.page()
    assert [row[2] for row in rows(back.route.table)] == [f"A{n:03d}" for n in range(1, 9)]
    hand.press("Ctrl+p")  # all have theirs: the same once more
    assert window.page().set.issued


def test_the_picture_of_a_campaign_under_way(road_town):
    window, ids, campaign = road_town
    page = opened(window)
    assert page.head.caption.full_text() == "11-20 至 12-31 · 11 家 · 3 组"
    card = page.cards.cards[0]
    assert [one.text() for one in card.chips.values()] == ["已去 3", "未能检查 1", "还没去 4"]
    assert card.leader.full_text() == "带队 陈志远"
    shown = rows(page.route.table)
    assert [row[2:] for row in shown[:6]] == [
        ["A001", "已去", "不合格 2、原件没归档"], ["A002", "已去", "没有隐患、原件没归档"], ["A003", "已去", "没有隐患、原件没归档"],
        ["A004", "还没去", ""], ["A005 作废", "未能检查", "锁门 · 11-26 再去"], ["—", "还没去", ""],
    ]  # fmt: skip
    assert page.foot.text() == "按路线打印：还没去 4 家，已领用纸 1 份；用纸 3 份，取号 A006、A007、A008，首页加路线清单"
    card.chips["left"].click()
    assert [row["name"] for row in page.route.rows] == [campaign_data.NAMES[n] for n in (3, 5, 6, 7)]
    Hand(window).press("Esc")
    assert window.page() is page and len(page.route.rows) == 8


def test_enter_opens_what_there_is(road_town):
    window, ids, _ = road_town
    page = opened(window)
    hand = Hand(window)
    for site, kind in ((ids[0], InspectionPage), (ids[3], EditorPage)):
        page.route.table.select(site)
        page.route.setFocus()
        hand.press("Enter")
        assert isinstance(window.page(), kind)
        window.back()
    page.route.table.select(ids[4])
    button(page.side, "打印登记").click()
    assert "未能检查" in window.page().head.title.full_text()
    window.back()
    page.route.table.select(ids[4])
    assert ("原因", "锁门") in zip(words(page.side), words(page.side)[1:], strict=False)


def test_a_locked_door_is_noted_beside_the_route_and_its_sheet_is_void(road_town, tmp_path):
    window, ids, campaign = road_town
    desk = window.frame.desk
    page = opened(window)
    hand = Hand(window)
    page.route.table.select(ids[3])
    page.route.setFocus()
    hand.press("F5")
    pane = page.side.pane
    assert pane.form.reason.part("locked").hasFocus()
    assert any("现场用纸 A004 自动作废，原因“转未能检查”" in word for word in words(pane))
    hand.press("Ctrl+Enter")
    assert page.side.pane is pane and any("门口的照片" in word for word in words(pane))
    pane.form.photos.set_photos([{**photo(desk, tmp_path, "gate", "#223344"), "use": "scene"}])
    pane.form.rows["next_on"].set_value("2026-11-27")
    pane.keep()
    hand.press("Esc")
    assert page.side.pane is None and window.page() is page
    hand.press("F5")
    assert page.side.pane.form.values()["next_on"] == "2026-11-27"  # what was typed came back
    hand.press("Ctrl+Enter")
    assert toast(window) == "记为“未能检查：锁门”，11月27日再去，已进期限雷达。不发通知书。"
    assert rows(page.route.table)[3][2:4] == ["A004 作废", "未能检查"] and len(missed.listed(desk)) == 2
    assert page.side.pane is None and page.route.table.view.hasFocus()
    window.frame.undo()
    assert rows(page.route.table)[3][2:4] == ["A004", "还没去"]


def test_the_summary_is_shown_and_saved(road_town, tmp_path):
    window, _, _ = road_town
    opened(window)
    Hand(window).press("F8")
    page = window.page()
    assert isinstance(page, PdfPage) and "元旦春节专项排查进展截至" in text_of(page.view.data)
    assert page.save_to(tmp_path / "小结.pdf") is None and (tmp_path / "小结.pdf").read_bytes() == page.view.data


def test_groups_are_added_renamed_and_a_campaign_is_voided(town):
    window, _, campaign = town
    page = opened(window)
    deeds = dict(page.more())
    answer_group("四组 开发区", "赵磊")
    deeds["加一组"]()
    assert [one.name.full_text() for one in page.cards.cards][-1] == "四组 开发区" and page.index == 3
    answer_group("四组 北区", "赵磊")
    deeds["改组名、带队领导"]()
    assert page.told.groups[3].name == "四组 北区" and page.told.groups[3].leader == "赵磊"
    told = answer("作废", "上级取消了")
    deeds["作废这次专项行动"]()
    assert "作废专项行动“元旦春节专项排查”？" in told and window.page() is not page
    assert campaigns.listed(window.frame.desk) == []
    window.frame.undo()
    assert len(campaigns.listed(window.frame.desk)) == 1


@pytest.mark.parametrize("size", [(1366, 698), (1093, 560)])
def test_nothing_is_cut_and_everything_has_a_name(road_town, size):
    window, ids, campaign = road_town
    window.setMinimumSize(900, 500)
    window.resize(*size)
    page = opened(window)
    settle()
    assert cut(page) == [] and nameless(page) == []
    page.route.table.select(ids[3])
    page.side.ask()
    settle()
    assert cut(page) == [] and nameless(page) == []
    page.side.leave()
    for open_page in (page.deeds.print_route, page.deeds.summary, page.deeds.change):
        open_page()
        settle()
        assert cut(window.page()) == [] and nameless(window.page()) == []
        window.back()
