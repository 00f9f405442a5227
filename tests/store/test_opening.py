"""Opening a data folder: each thing in the way has its own sentence, and nothing is touched."""

from __future__ import annotations

import os
import shutil
import sqlite3
from datetime import timedelta
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
import town

from yongji_desktop.core.clock import Clock
from yongji_desktop.core.errors import Refused, StorageTrouble
from yongji_desktop.services import maintenance, papers, sites
from yongji_desktop.services.desk import Desk, clock_question, open_desk
from yongji_desktop.store import database, places
from yongji_desktop.store.folder import free_letter, open_folder
from yongji_desktop.store.lock import FolderLock


def sit(folder: Path, **more) -> Desk:
    return open_desk(folder / "data", home=folder / "home", today=town.TODAY, any_place=True, **more)


def refusal(folder: Path) -> str:
    """The sentence on opening; every byte of the data file stays."""
    path = folder / "data" / "yongji.db"
    before = (path.read_bytes(), sorted(one.name for one in path.parent.iterdir()))
    with pytest.raises(StorageTrouble) as told:
        sit(folder)
    assert (path.read_bytes(), sorted(one.name for one in path.parent.iterdir())) == before
    assert town.chinese(str(told.value))
    return str(told.value)


def test_no_folder_and_no_data(tmp_path: Path) -> None:
    with pytest.raises(StorageTrouble, match="没有本程序的数据"):
        sit(tmp_path)
    assert not (tmp_path / "data").exists()


def test_each_wrong_file_has_its_own_sentence(tmp_path: Path) -> None:
    town.found(tmp_path / "newer").close()
    newer = tmp_path / "newer" / "data" / "yongji.db"
    db = sqlite3.connect(newer)
    db.execute("PRAGMA journal_mode = DELETE")  # whatever a newer program may have chosen
    db.execute(f"PRAGMA user_version = {database.LOCAL_VERSION + 1}")
    db.close()
    for name, content in (("empty", b""), ("junk", os.urandom(5000)), ("short", b"SQLite format 3\0")):
        (tmp_path / name / "data").mkdir(parents=True)
        (tmp_path / name / "data" / "yongji.db").write_bytes(content)
    (tmp_path / "other" / "data").mkdir(parents=True)
    other = sqlite3.connect(tmp_path / "other" / "data" / "yongji.db")
    other.execute("CREATE TABLE bookmarks (url TEXT)")
    other.close()
    told = {name: refusal(tmp_path / name) for name in ("newer", "empty", "junk", "short", "other")}
    assert "升级程序" in told["newer"]
    assert "空文件" in told["empty"]
    assert (
        "不是本程序的数据文件，或已损坏" in told["junk"]
        and told["short"].split("不是")[1] == told["junk"].split("不是")[1]
    )
    assert "别的程序的数据库" in told["other"]
    assert len({words.rsplit("。", 2)[0] for words in told.values()}) == 5


def test_a_newer_file_whose_version_is_still_in_the_log_is_refused(tmp_path: Path) -> None:
    town.found(tmp_path).close()
    path = tmp_path / "data" / "yongji.db"
    db = sqlite3.connect(path)
    db.execute(f"PRAGMA user_version = {database.LOCAL_VERSION + 1}")
    with pytest.raises(StorageTrouble, match="升级程序"):
        sit(tmp_path)
    db.close()


def test_a_damaged_page_is_said_in_words(tmp_path: Path) -> None:
    town.found(tmp_path).close()
    path = tmp_path / "data" / "yongji.db"
    data = bytearray(path.read_bytes())
    data[100:2000] = bytes(1900)
    path.write_bytes(data)
    with pytest.raises(StorageTrouble, match="损坏"):
        sit(tmp_path)


@pytest.mark.skipif(not town.LINUX, reason="权限按 Linux 的写法")
def test_a_folder_that_can_only_be_read(tmp_path: Path) -> None:
    """In a process without the rights of the administrator: a sentence says what to do."""
    import tempfile

    base = Path(tempfile.mkdtemp(dir="/tmp"))
    try:
        town.found(base).close()
        for path in (base, *base.rglob("*")):
            path.chmod(0o555 if path.is_dir() else 0o444)
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            if os.geteuid() == 0:
                os.setresgid(65534, 65534, 65534)
                os.setresuid(65534, 65534, 65534)
            words = _opening_words(base)
            os.write(writing, words.encode())
            os._exit(0)
        os.waitpid(child, 0)
        os.close(writing)
        told = os.read(reading, 10_000).decode()
        os.close(reading)
    finally:
        for path in (base, *base.rglob("*")):
            path.chmod(0o755)
        shutil.rmtree(base)
    assert town.chinese(told) and ("只能读" in told or "打不开" in told), told


def _opening_words(base: Path) -> str:
    try:
        desk = sit(base)
        sites.add(desk, town.SITE)
        return "It was written."
    except Exception as error:
        return str(error) if isinstance(error, StorageTrouble) else repr(error)


def test_one_window_at_a_time(tmp_path: Path) -> None:
    town.found(tmp_path).close()
    folder = tmp_path / "data"
    with FolderLock(folder):
        with pytest.raises(Refused, match="已经开着"):
            FolderLock(folder).take()
        backup = folder / "yongji.db"
        with pytest.raises(Refused, match="先关掉"):
            maintenance.restore(folder, backup, home=tmp_path / "home")
        desk = sit(tmp_path)  # deeds of the command line may run beside the window
        sites.add(desk, town.SITE)
        desk.close()
    lock = FolderLock(folder)
    lock.take()
    lock.release()
    lock.release()


def test_the_lock_goes_with_its_process(tmp_path: Path) -> None:
    import subprocess
    import sys

    code = (
        f"from yongji_desktop.store.lock import FolderLock; from pathlib import Path; import os\n"
        f"lock = FolderLock(Path({str(tmp_path)!r})); lock.take(); print('held', flush=True); input()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).resolve().parents[2],
    )
    assert holder.stdout.readline() == b"held\n"
    with pytest.raises(Refused):
        FolderLock(tmp_path).take()
    holder.kill()
    holder.communicate()
    with FolderLock(tmp_path):
        pass


def numbers(desk: Desk) -> list[str]:
    _, made = town.issued(desk)
    return [one["number"] for one in made]


def test_a_folder_copied_by_hand_becomes_a_device_of_its_own(tmp_path: Path) -> None:
    first = town.found(tmp_path)
    old = numbers(first)
    device = first.store.device
    first.close()
    other = tmp_path / "other"
    shutil.copytree(tmp_path / "data", other / "data")  # another PC: no slip there
    desk = sit(other)
    assert desk.store.device != device and desk.store.letter == "B"
    assert desk.store.news == [
        "这份数据是从别处拷来或恢复的，这台电脑以后用字母 B；A 的编号到此封存，以后的新号由 B 接着编。"
    ]
    assert all("〕B" in one for one in numbers(desk)) and not set(numbers(desk)) & set(old)
    town.clean(desk)
    desk.close()
    desk = sit(other)
    assert desk.store.letter == "B" and desk.store.news == []
    desk.close()
    mine = sit(tmp_path)
    assert mine.store.device == device and mine.store.letter == "A"
    mine.close()


def test_a_copy_beside_the_first_on_the_same_pc_is_noticed_too(tmp_path: Path) -> None:
    town.found(tmp_path).close()
    shutil.copytree(tmp_path / "data", tmp_path / "copy")
    desk = open_desk(tmp_path / "copy", home=tmp_path / "home", any_place=True)
    assert desk.store.letter == "B" and desk.store.news
    desk.close()


def test_the_same_old_backup_restored_twice_never_repeats_a_number(tmp_path: Path) -> None:
    desk = town.found(tmp_path)
    used = numbers(desk)
    backup = maintenance.back_up(desk)
    used += numbers(desk)
    desk.close()
    devices = {desk.store.device}
    for letter in ("B", "C", "D"):
        _, news = maintenance.restore(tmp_path / "data", backup, home=tmp_path / "home")
        assert f"用字母 {letter}" in news
        desk = sit(tmp_path)
        fresh = numbers(desk) + numbers(desk)
        assert desk.store.letter == letter and desk.store.device not in devices
        assert not set(fresh) & set(used)
        assert all(f"〕{letter}" in one for one in fresh)
        devices.add(desk.store.device)
        used += fresh
        town.clean(desk)
        desk.close()
    assert len(set(used)) == len(used)
    kept = [one for one in maintenance.every_backup(tmp_path / "data") if "before-restore" in one.name]
    assert len(kept) == 3, "what was replaced is kept, also when it happens three times in a second"


def test_letters_go_on_after_z(founded: Desk) -> None:
    import string

    assert free_letter(founded.store.db, set()) == "B"
    assert free_letter(founded.store.db, set(string.ascii_uppercase)) == "AA"
    assert free_letter(founded.store.db, set(string.ascii_uppercase) | {"AA", "AB"}) == "AC"


def test_one_letter_on_two_devices_is_a_doubt(founded: Desk) -> None:
    from yongji_desktop.store.check import doubts

    with founded.store.deed("test", founded.officer) as deed:
        deed.set("device", "another", letter="A", town="140881003")
    assert list(doubts(founded.store.db)) == ["本机字母 A 有 2 台电脑在用，请其中一台换字母。"]


class Wrong(Clock):
    """A PC whose clock stands `days` off."""

    days = 0

    def now(self):
        return super().now() + timedelta(days=self.days)


@pytest.mark.parametrize(
    ("days", "asks"), [(0, False), (29, False), (31, True), (40, True), (-29, False), (-40, True)]
)
def test_a_clock_far_off_is_asked_about(tmp_path: Path, days: int, asks: bool) -> None:
    desk = town.found(tmp_path)
    town.some_site(desk)
    desk.close()
    clock = Wrong()
    clock.days = days
    store = open_folder(tmp_path / "data", home=tmp_path / "home", clock=clock, any_place=True)
    question = clock_question(Desk(store, None, town.TODAY))
    store.close()
    assert bool(question) == asks
    if asks:
        assert clock.now().date().isoformat() in question and town.chinese(question)


POSIX = {
    "/": "fixed",
    "/mnt/share": "network",
    "/media/usb": "removable",
    "/mnt/share/local": "fixed",
    "/cd": "optical",
}
WINDOWS = {"C:\\": "fixed", "D:\\": "fixed", "E:\\": "removable", "Z:\\": "network", "F:\\": "optical"}


@pytest.mark.parametrize(
    ("path", "word"),
    [
        (PurePosixPath("/home/he/数据"), None),
        (PurePosixPath("/mnt/share"), "网络盘"),
        (PurePosixPath("/mnt/share/数据"), "网络盘"),
        (PurePosixPath("/mnt/shared/数据"), None),
        (PurePosixPath("/mnt/share/local/数据"), None),
        (PurePosixPath("/media/usb/a/b"), "U 盘"),
        (PurePosixPath("/cd/x"), "光盘"),
        (PureWindowsPath("C:\\Users\\he\\数据"), None),
        (PureWindowsPath("E:\\数据"), "U 盘"),
        (PureWindowsPath("e:\\数据"), "U 盘"),
        (PureWindowsPath("Z:\\"), "网络盘"),
        (PureWindowsPath("\\\\server\\share\\数据"), "网络盘"),
        (PureWindowsPath("//server/share"), "网络盘"),
        (PureWindowsPath("F:\\x"), "光盘"),
        (PureWindowsPath("D:\\数据"), None),
    ],
)
def test_places_where_data_may_not_lie(path, word: str | None) -> None:
    drives = WINDOWS if isinstance(path, PureWindowsPath) else POSIX
    told = places.drive_trouble(path, drives)
    assert (told is None) == (word is None)
    if word:
        assert word in told and town.chinese(told)


def test_number_of_fresh_papers_is_taken_inside_the_transaction(founded: Desk) -> None:
    """What would come is shown without being used."""
    identity = town.finished(founded)
    before = papers.states(founded, identity)
    assert [one.coming for one in before] == [one.coming for one in papers.states(founded, identity)]
    made = papers.issue(founded, identity)
    assert [one["number"][-5:-1] for one in made] == [one.coming for one in before]
