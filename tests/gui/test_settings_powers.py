"""设置 → 权限和文种: empty, adding, voiding."""

from __future__ import annotations

from window_driver import words

from yongji_desktop.gui.pages import settings_powers
from yongji_desktop.gui.pages.settings_powers import PowersSection
from yongji_desktop.services import powers

TOLD = {
    "document": "永政发〔2026〕3号", "matters": "对一般隐患责令限期整改", "organ": "永济市人民政府", "way": "granted",
    "valid_from": "2026-01-01",
}  # fmt: skip


def section_of(window) -> PowersSection:
    window.frame.go("settings", {"section": "powers"})
    return window.page().sections["powers"]


def test_adding_and_voiding_an_authorisation(window, qtbot, monkeypatch):
    section = section_of(window)
    assert "本街道没有登记赋权文号" in " ".join(words(section))
    assert [one["state"] for one in section.papers[:3]] == ["不能出"] * 3
    section.save.click()
    assert not powers.listed(window.frame.desk) and section.form.row("document").problem.text()
    for name, value in TOLD.items():
        section.form.row(name).set_value(value)
    section.save.click()
    assert [one["document"] for one in powers.listed(window.frame.desk)] == [TOLD["document"]]
    assert [one["state"] for one in section.papers[:3]] == ["可以出", "不能出", "不能出"]
    assert section.table.current()["state"] == "有效"
    monkeypatch.setattr(settings_powers, "ask_reason", lambda *_: "市里收回")
    section.void_button.click()
    assert section.papers[0]["state"] == "不能出" and section.rows[0]["state"] == "已作废"
    window.frame.undo()
    section.refresh()
    assert section.rows[0]["state"] == "有效"


def test_the_section_fits_the_smallest_window(window, qtbot):
    section = section_of(window)
    window.resize(1093, 560)
    qtbot.wait(50)
    assert section.save.visibleRegion().boundingRect().height() > 20
