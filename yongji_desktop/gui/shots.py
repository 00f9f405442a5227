"""``python -m yongji_desktop.gui.shots DIR``: every page of the demo town as a picture, always the same."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path, PureWindowsPath

from PySide6.QtWidgets import QApplication, QWidget

from yongji_desktop.gui.app import KEYS, PAGES
from yongji_desktop.gui.first_run import FirstRun
from yongji_desktop.gui.frame import Frame
from yongji_desktop.gui.look import dress
from yongji_desktop.gui.main_window import MainWindow
from yongji_desktop.gui.pages.campaign import CampaignPage
from yongji_desktop.gui.pages.form_paper_page import FormPaperPage
from yongji_desktop.gui.pages.print_page import PrintPage
from yongji_desktop.gui.pages.reinspection import ReinspectionPage
from yongji_desktop.gui.pages.reinspection_detail import ReinspectionRecordPage
from yongji_desktop.gui.parts.background import Background
from yongji_desktop.gui.parts.complaints import Complaints
from yongji_desktop.gui.parts.page import Page
from yongji_desktop.services import campaigns, forms, hazard_lists, inspections, reinspections, session

DAY = date(2026, 11, 23)
EXAMPLE = PureWindowsPath("C:/Users/gly/AppData/Local/yongji/数据")
SETTLE = 0.4  # seconds
STANDARD, COMPACT = (1366, 698), (1093, 544)


def build(folder: Path) -> session.Session:
    """The demo town of one fixed day in a folder, open."""
    session.build_demo(folder, DAY)
    return session.begin(folder, any_place=True)


def shoot(widget: QWidget, folder: Path, name: str) -> Path:
    """Save a picture of a widget as it stands."""
    widget.activateWindow()
    end = time.monotonic() + SETTLE
    while time.monotonic() < end:  # thumbnails and pages are drawn in the background
        QApplication.processEvents()
    path = folder / f"{name}.png"
    if not widget.grab().save(str(path)):
        raise OSError(f"no picture written: {path}")
    return path


def targets(frame: Frame) -> list[tuple[str, str, object]]:
    """(picture, page, target) of everything to be shown of the demo town."""
    desk = frame.desk
    found: list[tuple[str, str, object]] = [
        ("home", "home", None),
        ("tasks", "tasks", {"open": "2024/24"}),
        ("sites", "sites", None),
        ("inspections", "inspections", {"tab": "done"}),
        ("sheets", "inspections", {"tab": "sheets"}),
        ("unfiled", "inspections", {"tab": "unfiled"}),
        ("campaigns", "inspections", {"tab": "campaigns"}),
        ("hazards", "hazards", {"tab": "mine"}),
    ]
    for tab in ("waiting", "grave", "reported"):
        for one in hazard_lists.listed(desk, tab, limit=1):
            found.append((f"hazard-{tab}", "hazards", {"tab": tab, "open": one["id"]}))
    for section in ("office", "terms", "data", "packs", "numbers"):
        found.append((f"settings-{section}", "settings", {"section": section}))
    done = inspections.listed(desk, limit=50)
    with_hazards = [one for one in done if one["hazard_count"]] or done
    if with_hazards:
        found.append(("site", "sites", {"open": with_hazards[0]["site_id"]}))
        found.append(("inspection", "inspections", {"open": with_hazards[0]["id"]}))
    for draft in inspections.drafts(desk)[:1]:
        found.append(("draft", "inspections", {"draft": draft["id"]}))
    return found


def over_others(frame: Frame) -> list[tuple[str, Callable[[], Page]]]:
    """(picture, what builds it) of the pages that are opened over another one."""
    desk = frame.desk
    shown = next(one for one in inspections.listed(desk) if one["hazard_count"])
    again = reinspections.listed(desk)[0]
    late = next(one for one in hazard_lists.listed(desk, "mine") if reinspections.before_photos(desk, one["id"]))
    moved = next(one for one in hazard_lists.listed(desk, "open") if one["state"] == "to_hand_over")
    letter = forms.issued(desk, moved["id"])[0]
    return [
        ("print", lambda: PrintPage(frame, shown["id"])),
        ("print-again", lambda: PrintPage(frame, again["id"])),
        ("reinspection-done", lambda: ReinspectionRecordPage(frame, again["id"])),
        ("reinspection", lambda: ReinspectionPage(frame, late["site_id"])),
        ("campaign", lambda: CampaignPage(frame, campaigns.listed(desk)[0]["id"])),
        ("letter", lambda: FormPaperPage(frame, letter["paper"], [moved["id"]], issued=letter["id"])),
    ]


def take_all(target: Path) -> list[Path]:
    """Draw every page into `target`; returns the pictures."""
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        os.environ["YONGJI_HOME"] = str(Path(temporary) / "home")
        begun = build(Path(temporary) / "town")
        background = Background()
        frame = Frame(begun, background, Complaints(lambda: None))
        window = MainWindow(frame, PAGES, KEYS)
        made = _pages(window, frame, target)
        window.put_away()
        window.close()
        background.close()
        begun.close()
        made += _first_run(Path(temporary) / "new", target)
    return made


def _pages(window: MainWindow, frame: Frame, folder: Path) -> list[Path]:
    made = []
    window.resize(*STANDARD)
    window.show()
    for name, page, target in targets(frame):
        window.go(page, target)
        if name == "settings-data":  # the place differs each time
            window.page().sections["data"].folder.setText(str(EXAMPLE))
        made.append(shoot(window, folder, name))
        while window.page() is not None and window.page().head.arrow.isVisible():
            window.back()
    for name, build_page in over_others(frame):
        frame.open(build_page())
        made.append(shoot(window, folder, name))
        window.back()
    window.setMinimumSize(*COMPACT)
    window.resize(*COMPACT)
    for name in ("home", "inspections", "hazards", "settings"):
        window.go(name, {"tab": "done"} if name == "inspections" else None)
        made.append(shoot(window, folder, f"{name}-125"))
    window.go("inspections", {"draft": inspections.drafts(frame.desk)[0]["id"]})
    made.append(shoot(window, folder, "draft-125"))
    window.back()
    return made


def _first_run(folder: Path, target: Path) -> list[Path]:
    first = FirstRun(folder)
    town, place = first.steps
    first.resize(*STANDARD)
    first.show()
    town.group.button(2).setChecked(True)
    town.names.row("phone").set_value("0359-8000000")
    for name, post, phone in (("王建国", "站长", "13800002210"), ("李芳", "安全员", "13900000417")):
        for field, value in (("name", name), ("post", post), ("phone", phone)):
            town.person[field].set_value(value)
        town.take_person()
    town.person["name"].set_value("赵磊")
    town.person["phone"].set_value("1380000")
    town.person["certificate"].input.setFocus()
    town._look_at_phone()
    made = [shoot(first, target, "first-run")]
    town.person["phone"].set_value("")
    if town.check():
        first._show(1)
        place.where.setText(str(EXAMPLE))
    made.append(shoot(first, target, "first-run-place"))
    first.close()
    return made


def main(argv: Sequence[str] | None = None) -> int:
    """Draw every page; returns the exit code."""
    words = list(argv if argv is not None else sys.argv[1:])
    if len(words) != 1:
        print("用法：python -m yongji_desktop.gui.shots 文件夹", file=sys.stderr)
        return 2
    app = QApplication.instance() or QApplication(["shots"])
    dress(app)
    for path in take_all(Path(words[0])):
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
