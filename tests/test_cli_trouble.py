"""The command line in trouble: wrong words, no data, damaged data, entries that are none."""

from __future__ import annotations

import json
import os
import random
import re
import sqlite3
from pathlib import Path

import pytest
import town
from command_line import COMMANDS, ENTRY, SITE, write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

ARGUMENTS = {
    "init": ("--town", "城东街道", "--name", "甲", "--letter", "A"),
    "add": ("site", "missing.json"),
    "list": ("site",),
    "show": ("site", "x"),
    "history": ("site", "x"),
    "undo": ("x",),
    "sites": ("import", "missing.xlsx"),
    "print": ("inspection_record", "x", "--to", "x.pdf"),
    "hazard": ("x",),
    "step": ("extended", "x"),
    "void": ("x", "--why", "写错"),
    "reinspect": ("x",),
    "form": ("major_report", "x", "--to", "x.pdf"),
    "sign": ("x", "signed"),
    "campaign": ("list",),
    "site": ("x",),
    "export": ("--to", "x.xlsx"),
    "restore": ("missing.db",),
    "papers": ("x",),
}
WITHOUT_DATA = {"init", "demo", "kinds"}


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("fly",),
        ("list",),
        ("init",),
        ("show", "site"),
        ("list", "site", "--limit", "x"),
        ("list", "site", "--today", "昨天"),
        ("list", "site", "--colour"),
        ("sites", "export", "x"),
    ],
)
def test_wrong_usage_is_two(run, words: tuple[str, ...]) -> None:
    code, out, err = run(*words)
    assert code == 2 and not out and re.search("[\u4e00-\u9fff]", err)


@pytest.mark.parametrize("command", [one for one in COMMANDS if one not in WITHOUT_DATA])
def test_without_data_each_command_says_so(run, tmp_path: Path, command: str) -> None:
    code, out, err = run(command, *ARGUMENTS.get(command, ()))
    assert code == 1 and not out and town.chinese(err), err
    assert not (tmp_path / "data").exists() or command == "restore"


@pytest.mark.parametrize("command", [one for one in COMMANDS if one not in WITHOUT_DATA])
@pytest.mark.parametrize("damage", ["junk", "zeros", "bits"])
def test_on_a_damaged_file_each_command_says_so(office, tmp_path: Path, command: str, damage: str) -> None:
    office("add", "site", write(tmp_path, SITE))
    path = tmp_path / "data" / "yongji.db"
    data, chance = bytearray(path.read_bytes()), random.Random(2)
    if damage == "junk":
        data[:] = chance.randbytes(len(data))
    elif damage == "zeros":
        data[4096:-4096] = bytes(len(data) - 8192)
    else:
        for _ in range(3000):
            data[chance.randrange(100, len(data))] ^= 1 << chance.randrange(8)
    path.write_bytes(data)
    code, _, err = office(command, *ARGUMENTS.get(command, ()))
    assert code == 1 and town.chinese(err), err


def test_a_finding_makes_check_end_with_one(office, tmp_path: Path) -> None:
    db = sqlite3.connect(tmp_path / "data" / "yongji.db")
    db.execute("UPDATE change SET body = replace(body, '城东', '城西')")
    db.commit()
    db.close()
    code, out, err = office("check")
    assert code == 1 and not out and "变更链" in err and town.chinese(err)
    code, out, _ = office("check", "--json")
    assert code == 1 and json.loads(out)[0]["area"] == "变更链"


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[1, 2]", b'"text"', b"null", b"\xff\xfe\x00", b'{"name": NaN}', b"[" * 100_000]
)
@pytest.mark.parametrize("kind", ["site", "inspection", "officer"])
def test_a_file_that_is_no_entry(office, tmp_path: Path, content: bytes, kind: str) -> None:
    (tmp_path / "x.json").write_bytes(content)
    code, out, err = office("add", kind, str(tmp_path / "x.json"))
    assert code == 1 and not out and town.chinese(err), err


def test_kinds_that_cannot_be_added_and_kinds_there_are_not(office, tmp_path: Path) -> None:
    for kind in ("paper", "hazard", "colour"):
        code, _, err = office("add", kind, write(tmp_path, {}))
        assert code == 1 and town.chinese(err)
    for words in (
        ("list", "colour"),
        ("show", "site", "x"),
        ("history", "colour", "x"),
        ("undo", "x"),
        ("print", "penalty_decision", "x", "--to", "x.pdf"),
        ("packs", "missing.json"),
        ("papers", "x"),
        ("list", "site", "--officer", "没有这个人"),
        ("sites", "import", "missing.xlsx"),
    ):
        code, _, err = office(*words)
        assert code == 1 and town.chinese(err), (words, err)


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 10**6)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8)
    | st.sampled_from(["GM", "GM01", "GM01-1", "贺峻岭", "2026-11-20", "photo.jpg", "deadline"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["item", "code", "finding", "name", "path", "at", "version", "x"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=6,
)


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.sampled_from([*ENTRY, "photos", "site_id", "reasons", "signature", "lead", "nature"]),
        JSON,
        min_size=1,
        max_size=4,
    ),
    st.data(),
)
def test_whatever_stands_in_an_entry_it_is_taken_or_refused_in_words(founded, changed: dict, data) -> None:
    from yongji_desktop.core.errors import UserFacing
    from yongji_desktop.services import kinds

    town.some_site(founded)
    entry = {**ENTRY, **changed}
    inner = data.draw(st.sampled_from(["answers", "hazards", "inspectors", "none"]))
    if (
        inner != "none"
        and isinstance(entry.get(inner), list)
        and entry[inner]
        and isinstance(entry[inner][0], dict)
    ):
        name = data.draw(
            st.sampled_from([*entry[inner][0], "judgement", "phone_report", "basis", "grade", "id"])
        )
        entry = {**entry, inner: [{**entry[inner][0], name: data.draw(JSON)}]}
    try:
        kinds.add(founded, "inspection", entry, Path("."))
    except UserFacing as error:
        assert town.chinese(str(error).splitlines()[-1]), error


@pytest.mark.skipif(os.name == "nt", reason="Windows 的参数总是文字")
def test_words_that_are_no_text(office, tmp_path: Path) -> None:
    """Bytes that are not UTF-8 reach the program as half surrogates."""
    bad = os.fsdecode(b"\xff\xfe")
    for words in (
        ("list", "site", "--find", bad),
        ("show", "site", bad),
        ("undo", bad),
        ("list", bad),
        ("add", "site", bad),
        ("list", "site", "--officer", bad),
        ("history", "site", bad),
        ("packs", bad),
        ("print", bad, bad, "--to", "x.pdf", "--reason", f"R56={bad}"),
        ("restore", bad),
        ("backup", "--to", bad),
    ):
        code, _, err = office(*words)
        assert code == 1 and town.chinese(err) or code == 0, words
    code, _, err = office("init", "--town", bad, "--letter", bad)
    assert code == 1 and town.chinese(err)
