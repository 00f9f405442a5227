"""The command line: the same deeds without a window; every way it ends is a sentence."""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
import town
from command_line import COMMANDS, DAY, ENTRY, SITE, told, write

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "samples" / "photos"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(run, command: str) -> None:
    code, out, err = run(command, "--help")
    assert code == 0 and not err
    assert re.search("[\u4e00-\u9fff]", out.splitlines()[0] + out) and "--data" in out
    for line in re.findall(r"^  (--?[a-z][\w-]*.*)$", out, re.M):
        assert re.search("[\u4e00-\u9fff]", line) or line.split()[-1].isupper() or ".pdf" in line, line


def test_help_and_version(run) -> None:
    code, out, _ = run("--help")
    assert code == 0 and all(command in out for command in COMMANDS)
    assert run("--version")[0] == 0


def test_a_whole_day(office, tmp_path: Path) -> None:
    run = office
    site = json.loads(told(run("add", "site", write(tmp_path, SITE), "--json")))["id"]
    second = json.loads(
        told(run("add", "人员", write(tmp_path, {"name": "李雨䶮", "post": "科员"}), "--json"))
    )["id"]
    assert {one["id"] for one in json.loads(told(run("list", "officer", "--json")))} >= {second}
    for text in ("晨光", "cgly", "工业路"):
        assert site in told(run("list", "site", "--find", text))
    assert "还没有" in told(run("list", "site", "--find", "烟花"))
    (tmp_path / "photo.jpg").write_bytes(town.picture(3))
    entry = {**ENTRY, "photos": [{"path": "photo.jpg", "hazard": 0}]}
    identity = json.loads(told(run("add", "inspection", write(tmp_path, entry), *DAY, "--json")))["id"]
    record = json.loads(told(run("show", "inspection", identity, "--json")))
    assert (
        record["hazards"][0]["description"]
        and record["answers"][0]["basis"]
        and record["photos"][0]["taken_by"]
    )
    assert "未取号，A001" in told(run("papers", identity))
    assert "inspection_record" in told(run("papers"))
    for number, paper in enumerate(("inspection_record", "rectification_notice")):
        target = tmp_path / "出" / f"{paper}.pdf"
        said = told(run("print", paper, identity, "--to", str(target), *DAY))
        assert "永城东安" in said and "A001号" in said and target.read_bytes().startswith(b"%PDF"), number
    first = (tmp_path / "出" / "inspection_record.pdf").read_bytes()
    told(run("print", "inspection_record", identity, "--to", str(tmp_path / "again.pdf")))
    assert (tmp_path / "again.pdf").read_bytes() == first, "printed again: the same bytes"
    told(run("print", "inspection_record", identity, "--to", str(tmp_path / "d.pdf"), "--draft"))
    assert "2024/7" in json.dumps(
        [one for one in json.loads(told(run("tasks", "--json", *DAY)))["tasks"] if one["evidence"]]
    )
    assert "登记单位" in told(run("history", "site", site))
    assert told(run("history", "检查", identity))
    assert len(json.loads(told(run("packs", "--json")))) >= 5
    assert told(run("check")) == "检查完毕：数据完好，没有疑点。\n"
    assert json.loads(told(run("check", "--json"))) == []


def test_undo_redo_and_import(office, tmp_path: Path) -> None:
    run = office
    ledger = tmp_path / "底册.csv"
    ledger.write_text(
        "单位名称,联系电话\n顺达汽修部,0359-8222222\n古城饭店,0359-8333333\n", encoding="utf-8-sig"
    )
    assert "还没有写入任何内容" in told(run("sites", "import", str(ledger), "--dry-run"))
    assert "还没有单位" in told(run("list", "site"))
    deed = json.loads(told(run("sites", "import", str(ledger), "--json")))["deed"]
    assert len(json.loads(told(run("list", "site", "--json")))) == 2
    assert "没有变化" in told(run("sites", "import", str(ledger)))
    redo = json.loads(told(run("undo", deed, "--json")))["deed"]
    assert json.loads(told(run("list", "site", "--json"))) == []
    assert "已重做" in told(run("undo", redo))
    assert len(json.loads(told(run("list", "site", "--json")))) == 2
    told(run("check"))


def test_backup_and_restore(office, tmp_path: Path) -> None:
    run = office
    backup = json.loads(told(run("backup", "--json", "--to", str(tmp_path / "second"))))["backup"]
    assert list((tmp_path / "second" / "blobs").rglob("*"))
    told(run("add", "site", write(tmp_path, SITE)))
    said = told(run("restore", backup))
    assert "已恢复" in said and "用字母 B" in said
    assert "还没有单位" in told(run("list", "site"))
    told(run("check"))


def test_kinds_say_what_add_takes(run) -> None:
    kinds = {one["kind"]: one for one in json.loads(told(run("kinds", "--json")))}
    assert kinds["site"]["addable"] and not kinds["paper"]["addable"]
    assert {"name", "label", "type", "required"} <= set(kinds["inspection"]["fields"][0])
    assert "必填" in told(run("kinds"))


def test_in_a_process_of_its_own(tmp_path: Path) -> None:
    """Exit codes, UTF-8 whatever the locale says, both ways to start it."""
    environment = {
        **os.environ,
        "YONGJI_HOME": str(tmp_path / "home"),
        "LC_ALL": "C",
        "PYTHONIOENCODING": "ascii",
    }
    environment["PYTHONPATH"] = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])

    def start(module: str, *words: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-m", module, *words], capture_output=True, env=environment, cwd=tmp_path
        )

    done = start("yongji_desktop", "demo", "演示", *DAY)
    assert done.returncode == 0 and "演示镇已建好" in done.stdout.decode("utf-8"), done.stderr.decode()
    done = start("yongji_desktop.cli", "check", "--data", "演示")
    assert done.returncode == 0 and done.stdout.decode("utf-8").strip() == "检查完毕：数据完好，没有疑点。"
    done = start("yongji_desktop", "show", "site", "𬱖", "--data", "演示")
    assert done.returncode == 1 and "𬱖" in done.stderr.decode("utf-8") and b"Traceback" not in done.stderr
    assert start("yongji_desktop", "fly").returncode == 2


def test_the_demo_is_the_same_for_the_same_day(run, tmp_path: Path) -> None:
    for name in ("one", "two"):
        told(run("demo", str(tmp_path / name), *DAY))
    logs = []
    for name in ("one", "two"):
        db = sqlite3.connect(tmp_path / name / "yongji.db")
        logs.append(
            (
                db.execute("SELECT * FROM change ORDER BY origin, seq").fetchall(),
                db.execute("SELECT * FROM draft").fetchall(),
            )
        )
        db.close()
    assert logs[0] == logs[1] and len(logs[0][0]) > 20
    blobs = [
        {path.name: path.read_bytes() for path in (tmp_path / name / "blobs").rglob("*") if path.is_file()}
        for name in ("one", "two")
    ]
    assert blobs[0] == blobs[1] and sum(one.startswith(b"%PDF") for one in blobs[0].values()) >= 4
    told(run("demo", str(tmp_path / "three"), "--today", "2026-11-21"))
    db = sqlite3.connect(tmp_path / "three" / "yongji.db")
    assert db.execute("SELECT * FROM change ORDER BY origin, seq").fetchall() != logs[0][0]
    db.close()


@pytest.mark.skipif(not SHARED.is_dir(), reason="没有样片")
@pytest.mark.skipif(not shutil.which("pdftotext"), reason="要有 pdftotext")
def test_scenario_s15_2_from_json_to_paper(office, tmp_path: Path) -> None:
    """A known firm, 15 items, 2 fail with a photo each on its side, two inspectors; papers read back."""
    run = office
    told(run("add", "site", write(tmp_path, {**SITE, "safety_officer": "孙喆"})))
    items = [f"GM{number:02}" for number in range(1, 16)]
    answers = [{"item": one, "result": "fail" if one in ("GM09", "GM12") else "pass"} for one in items]
    entry = {
        **ENTRY,
        "checklists": [{"code": "GM", "items": items}],
        "answers": answers,
        "hazards": [
            {
                "finding": f"{one}-1",
                "part": "挤压车间2号锯切机",
                "responsible": "卫国栋",
                "treatment": "deadline",
                "due_on": "2026-11-27",
                "grade": "general",
            }
            for one in ("GM09", "GM12")
        ],
        "photos": [
            {"path": str(SHARED / f"landscape_{number}.jpg"), "hazard": index, "caption": "锯切机"}
            for index, number in enumerate((6, 8))
        ],
    }
    identity = json.loads(told(run("add", "inspection", write(tmp_path, entry), *DAY, "--json")))["id"]
    record = json.loads(told(run("show", "inspection", identity, "--json")))
    wanted = {
        "inspection_record": [
            "城东街道",
            SITE["name"],
            "贺峻岭",
            "李芳",
            "卫国栋",
            "永城东安检〔2026〕A001号",
        ],
        "rectification_notice": [SITE["name"], "永城东安改〔2026〕A001号", "2026年11月27日"],
    }
    for paper, words in wanted.items():
        target = tmp_path / f"{paper}.pdf"
        told(run("print", paper, identity, "--to", str(target), *DAY, "--reason", "R56=x"))
        text = subprocess.run(
            ["pdftotext", "-raw", str(target), "-"], capture_output=True, check=True
        ).stdout.decode()
        flat = re.sub(r"\s", "", text)
        for word in [*words, *(one["description"] for one in record["hazards"])]:
            assert re.sub(r"\s", "", word) in flat, (paper, word)
    told(run("check"))
