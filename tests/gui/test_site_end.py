"""停业 … 换承租人 from the page of a unit: the preview, the form, one undo."""

from __future__ import annotations

from hazard_data import SUN, general, visit
from office_data import add_units
from PIL import Image

from yongji_desktop.gui.pages.site_detail import SitePage
from yongji_desktop.gui.pages.site_end import SiteEndPage
from yongji_desktop.services import hazards


def begin(window, tmp_path, code: str) -> tuple[SiteEndPage, str, list[str]]:
    desk = window.frame.desk
    site = add_units(desk)[SUN]
    ids = visit(desk, tmp_path, SUN, 5, [general("防护罩缺失", "2026-12-01"), general("配电箱无门", "2026-12-01")], shots=False)
    page = SitePage(window.frame, site)
    window.frame.open(page)
    words = {"suspend": "停业", "close": "关闭"}
    dict(page.more())[words[code]]()
    return window.page(), site, ids


def test_suspending_from_the_page_of_the_unit(window, tmp_path, qtbot):
    page, site, ids = begin(window, tmp_path, "suspend")
    assert isinstance(page, SiteEndPage) and [one["after"] for one in page.rows] == ["停业暂停"] * 2
    before = [hazards.of(window.frame.desk, one).life.state for one in ids]
    page.save()
    assert [hazards.of(window.frame.desk, one).life.state for one in ids] == ["resting"] * 2
    assert isinstance(window.page(), SitePage)
    assert dict(window.page().more()).keys() >= {"恢复经营", "关闭"} and "停业" not in dict(window.page().more())
    window.frame.undo()
    assert [hazards.of(window.frame.desk, one).life.state for one in ids] == before
    assert window.frame.desk.get("site", site).get("operating_state") in (None, "open")


def test_closing_asks_for_its_evidence(window, tmp_path, qtbot):
    page, _, ids = begin(window, tmp_path, "close")
    page.save()
    assert page.form.row("evidence").problem.text() and window.page() is page
    picture = tmp_path / "封门.png"
    Image.new("RGB", (640, 480), "#334455").save(picture)
    page.files.take([picture, picture])
    assert [one["name"] for one in page.files.rows] == ["封门.png"], "the same file twice is one"
    page.save()
    assert [hazards.of(window.frame.desk, one).life.state for one in ids] == ["ended"] * 2


def test_it_fits_the_smallest_window(window, tmp_path, qtbot):
    page, _, _ = begin(window, tmp_path, "close")
    window.resize(1093, 560)
    qtbot.wait(50)
    assert page.table.height() > 100
