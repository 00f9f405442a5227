"""The pictures of the demo town: one per page, at the size they are compared at."""

from __future__ import annotations

from PySide6.QtGui import QImage

from yongji_desktop.gui.shots import COMPACT, STANDARD, main, take_all


def test_every_page_gets_its_picture(tmp_path, qapp):
    made = {path.stem: QImage(str(path)) for path in take_all(tmp_path / "shots")}
    assert {
        "home",
        "tasks",
        "sites",
        "site",
        "inspections",
        "inspection",
        "draft",
        "sheets",
        "unfiled",
        "campaigns",
        "hazards",
        "hazard-waiting",
        "hazard-grave",
        "hazard-reported",
        "print",
        "print-again",
        "reinspection",
        "letter",
        "campaign",
        "settings-office",
        "settings-data",
        "settings-packs",
        "settings-numbers",
        "home-125",
        "inspections-125",
        "hazards-125",
        "first-run",
        "first-run-place",
    } <= set(made)
    for name, image in made.items():
        size = (image.width(), image.height())
        assert size == (COMPACT if name.endswith("-125") else STANDARD), name
        assert len({image.pixel(x, y) for x in range(0, size[0], 31) for y in range(0, size[1], 31)}) > 5, (
            name
        )


def test_the_folder_must_be_named(capsys, qapp):
    assert main([]) == 2 and "用法" in capsys.readouterr().err
