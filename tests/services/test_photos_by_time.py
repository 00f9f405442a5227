"""照片口袋: photos go to the visit they were taken on; one used twice is noticed; previews, folders."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
import town
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from yongji_desktop.core.errors import Refused
from yongji_desktop.services import inspections, missed, photos
from yongji_desktop.services.desk import Desk
from yongji_desktop.services.photos import _hours, _visit_at

MORNING = {"id": "a", "began_at": "2026-11-20T09:00", "ended_at": "2026-11-20T10:00"}
NEXT = {"id": "b", "began_at": "2026-11-20T10:20", "ended_at": "2026-11-20T11:00"}


def shot(path: Path, seed: int, taken: str = "") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    picture = Image.new("RGB", (64, 48), (seed * 40 % 255, 90, 120))
    exif = Image.Exif()
    if taken:
        exif.get_ifd(0x8769)[0x9003] = taken
    picture.save(path, "JPEG", exif=exif)
    return path


def offered(desk: Desk, folder: Path, visits: list[dict], **more) -> dict[str | None, list[str]]:
    found = photos.offer_by_time(desk, folder, visits, **more)
    return {one.visit["id"] if one.visit else None: [path.name for path in one.files] for one in found}


def test_a_photo_goes_to_the_visit_whose_hours_hold_it(founded: Desk, tmp_path: Path):
    folder = tmp_path / "DCIM"
    shot(folder / "1.jpg", 1, "2026:11:20 09:30:00")
    shot(folder / "Camera" / "2.JPG", 2, "2026:11:20 10:50:00")
    shot(folder / "3.jpg", 3)
    shot(folder / "4.jpg", 4, "2026:11:20 11:31:00")
    (folder / "5.jpg").write_bytes(b"no photo")
    (folder / "notes.txt").write_text("x", encoding="utf-8")
    assert offered(founded, folder, [NEXT, MORNING]) == {
        "b": ["2.JPG"],
        "a": ["1.jpg"],
        None: ["3.jpg", "4.jpg", "5.jpg"],
    }


def test_between_two_visits_the_nearer_one_takes_it(founded: Desk, tmp_path: Path):
    shot(tmp_path / "d" / "1.jpg", 1, "2026:11:20 10:05:00")
    shot(tmp_path / "d" / "2.jpg", 2, "2026:11:20 10:12:00")
    assert offered(founded, tmp_path / "d", [MORNING, NEXT]) == {"a": ["1.jpg"], "b": ["2.jpg"]}


def test_a_visit_without_an_end_holds_two_hours_and_half_a_date_holds_none(founded: Desk, tmp_path: Path):
    shot(tmp_path / "d" / "1.jpg", 1, "2026:11:20 11:10:00")
    half = [{"id": "h", "began_at": "2026-11"}, {"id": "n"}, {"id": "s", "site": "x", "began_at": None}]
    assert offered(founded, tmp_path / "d", [{"id": "a", "began_at": "2026-11-20T09:00"}, *half]) == {
        "a": ["1.jpg"]
    }
    turned = {"id": "a", "began_at": "2026-11-20T10:00", "ended_at": "2026-11-20T09:00"}
    assert offered(founded, tmp_path / "d", [turned, *half]) == {"a": ["1.jpg"]}
    unfinished = {"id": "a", "began_at": "2026-11-20T10:00", "ended_at": "2026-11-20T1"}
    assert offered(founded, tmp_path / "d", [unfinished]) == {"a": ["1.jpg"]}


def test_stopping_offers_what_was_looked_at(founded: Desk, tmp_path: Path):
    for number in range(5):
        shot(tmp_path / "d" / f"{number}.jpg", number, "2026:11:20 09:30:00")
    seen = []

    def progress(done: int, total: int) -> bool:
        seen.append((done, total))
        return done < 3

    assert offered(founded, tmp_path / "d", [MORNING], progress=progress) == {
        "a": ["0.jpg", "1.jpg", "2.jpg"]
    }
    assert seen == [(0, 5), (1, 5), (2, 5), (3, 5)]


def test_nothing_there_offers_nothing(founded: Desk, tmp_path: Path):
    assert offered(founded, tmp_path / "missing", [MORNING]) == {}
    (tmp_path / "empty").mkdir()
    assert photos.files_in(tmp_path / "empty") == []


moments = st.datetimes(datetime(2026, 11, 20), datetime(2026, 11, 21)).map(
    lambda one: one.replace(second=0, microsecond=0)
)


@settings(max_examples=60)
@given(st.lists(st.tuples(moments, st.integers(-60, 300)), max_size=5), moments)
def test_a_photo_never_goes_to_a_visit_outside_its_slack(visits, taken):
    made = [
        {
            "id": str(at),
            "began_at": began.isoformat(),
            "ended_at": (began + timedelta(minutes=minutes)).isoformat(),
        }
        for at, (began, minutes) in enumerate(visits)
    ]
    hours = _hours(made)
    chosen = _visit_at(hours, taken.isoformat(), 30)
    slack = timedelta(minutes=30)
    fitting = [one for one in hours if one[1] - slack <= taken <= one[2] + slack]
    assert (chosen is None) == (not fitting)
    if chosen:
        middle = {one[0]: abs(taken - (one[1] + (one[2] - one[1]) / 2)) for one in fitting}
        assert middle[chosen] == min(middle.values())


def test_previews_are_small_and_what_is_no_photo_has_none(tmp_path: Path):
    found = photos.preview(shot(tmp_path / "1.jpg", 1))
    assert found and found.startswith(b"\xff\xd8") and len(found) < 60_000
    (tmp_path / "2.jpg").write_bytes(b"no photo")
    assert photos.preview(tmp_path / "2.jpg") is None and photos.preview(tmp_path / "none.jpg") is None


def test_a_photo_used_in_another_finished_record_is_named_and_a_void_one_is_not(founded: Desk):
    photo = town.with_photo(founded)
    identity = town.finished(founded, photos=[photo])
    assert (
        photos.used_before(founded, photo["sha"]) == f"这张已在 2026-11-20 {town.SITE['name']}的检查里用过。"
    )
    assert photos.used_before(founded, photo["sha"], identity) is None
    inspections.void(founded, identity, "重做")
    assert photos.used_before(founded, photo["sha"]) is None
    missed.register(
        founded,
        {
            "site_id": town.some_site(founded),
            "reason": "locked",
            "arrived_at": "2026-11-20T08:00",
            "inspectors": [town.OFFICER],
            "photos": [photo],
        },
    )
    told = photos.used_before(founded, photo["sha"])
    assert told == f"这张已在 2026-11-20 {town.SITE['name']}的未能检查登记里用过。"


def test_marking_keeps_the_photo_and_the_row_and_no_marks_takes_the_copy_away(founded: Desk):
    row = {**town.with_photo(founded), "caption": "配电箱", "use": "before"}
    before = founded.store.blobs.get(row["sha"])
    marks = [{"kind": "box", "from": [0.2, 0.2], "to": [0.8, 0.8]}]
    marked = photos.mark_up(founded, row, marks)
    assert marked == {**row, "marks": marks, "marked": marked["marked"]} and marked["marked"] != row["sha"]
    assert founded.store.blobs.get(row["sha"]) == before
    assert photos.small_copy(founded.store, marked["marked"], "thumb")
    assert photos.mark_up(founded, marked, []) == row
    identity = town.finished(founded, photos=[marked])
    assert founded.get("inspection", identity)["photos"][0]["marks"] == marks
    town.clean(founded)


def test_the_whole_photo_of_another_pc_is_not_there(founded: Desk):
    assert photos.whole(founded.store, "0" * 64) is None
    row = town.with_photo(founded)
    assert photos.whole(founded.store, row["sha"]) == founded.store.blobs.get(row["sha"])


def test_a_file_of_300_mb_is_refused_before_it_is_read(founded: Desk, tmp_path: Path):
    large = tmp_path / "录像.jpg"
    with large.open("wb") as file:
        file.truncate(300 * 2**20)
    with pytest.raises(Refused) as told:
        photos.attach(founded, large)
    assert "300 MB" in str(told.value) and town.chinese(str(told.value))
