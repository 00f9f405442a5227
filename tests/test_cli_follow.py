"""The road of a hazard by the command line alone: find, report, step, re-inspect, papers, sheets, scans, ledger."""

from __future__ import annotations

import json
from pathlib import Path

import town

from yongji_desktop.services import hazards
from yongji_desktop.services.desk import Desk


def told(run, *words: str) -> dict:
    code, out, err = run(*words, "--json", "--today", "2026-11-20")
    assert code == 0, (words, err)
    return json.loads(out)


def test_the_whole_road(founded: Desk, run, tmp_path: Path) -> None:
    visit = town.finished(founded)
    first = founded.get("inspection", visit)["hazards"][0]["id"]
    seen = told(run, "hazard", first)
    assert "delivered" not in seen["steps"] and "extended" not in seen["steps"]
    code, _, err = run("step", "rectified", first)
    assert code == 1 and "复查" in err
    for paper in ("inspection_record", "rectification_notice"):
        told(run, "print", paper, visit, "--to", str(tmp_path / f"{paper}.pdf"), "--reason", "R06=复查")
    told(run, "sign", visit, "signed")
    told(run, "step", "extended", first, "--set", "due_on=2026-12-09", "--set", "reason=配件", "--set", "approved_by=陈志远", "--set", "interim=停用")
    entry = told(run, "reinspect", town.SITE["name"])
    assert [one["hazard"] for one in entry["looks"]] == [first]
    picture = tmp_path / "after.jpg"
    picture.write_bytes(town.picture(9))
    looks = [{"hazard": first, "conclusion": "rectified", "seen": "已整改"}]
    wanted = {"looks": looks, "single_reason": "值班", "photos": [{"path": "after.jpg", "use": "after", "hazard": 0}]}
    (tmp_path / "look.json").write_text(json.dumps(wanted), encoding="utf-8")
    done = told(run, "reinspect", town.SITE["name"], str(tmp_path / "look.json"))["id"]
    told(run, "print", "reinspection_record", done, "--to", str(tmp_path / "r.pdf"))
    assert told(run, "hazards", "--tab", "closed")["total"] == 1
    assert told(run, "export", "--to", str(tmp_path / "台账.xlsx"))["rows"] == 1
    made = told(run, "report", "--set", "description=电线落地", "--set", "place=村口", "--set", "reported_by=冯")["id"]
    told(run, "step", "verified", made, "--set", "grade=general", "--set", "treatment=deadline", "--set", "due_on=2026-12-01")
    assert told(run, "due")["hazards_due"] == 0
    assert told(run, "check") == []


def test_sheets_scans_campaigns_and_ends(founded: Desk, run, tmp_path: Path) -> None:
    town.some_site(founded)
    name = town.SITE["name"]
    made = told(run, "sheets", name, "--to", str(tmp_path / "用纸.pdf"), "--reason", "R01=见名单")
    assert len(made) == 1 and (tmp_path / "用纸.pdf").exists() and len(told(run, "sheets")) == 1
    filed = told(run, "scans", str(tmp_path / "用纸.pdf"))
    assert filed["count"] + len(filed["left"]) >= 1
    code, _, err = run("sheets", "--void", made[0]["number"])
    assert code == 1 and "原因" in err
    identity = told(run, "campaign", "add", "--set", "name=元旦春节专项排查", "--set", "begins_on=2026-11-20", "--set", "ends_on=2026-12-31")["id"]
    assert told(run, "campaign", "list")[0]["id"] == identity
    told(run, "campaign", "show", identity)
    told(run, "campaign", "summary", identity, "--to", str(tmp_path / "小结.pdf"))
    assert "suspend" in told(run, "site", name)
    assert told(run, "site", name, "suspend", "--dry-run")
    told(run, "site", name, "suspend", "--set", "happened_on=2026-11-20")


def test_the_days_agreed_on_are_seen_and_changed(founded: Desk, run) -> None:
    assert told(run, "terms")["verify_within"] == 3
    assert told(run, "terms", "--set", "verify_within=5", "--set", "visit_line=4") == {**told(run, "terms"), "verify_within": 5, "visit_line": 4}
    assert told(run, "terms", "--set", "verify_within=")["verify_within"] == 3
    for wrong, words in (("colour=3", "没有“colour”这一栏"), ("verify_within=0", "请填 1 到 60"), ("verify_within", "看不懂")):
        code, _, err = run("terms", "--set", wrong)
        assert code == 1 and words in err, err


def test_files_go_with_steps_leads_and_units_and_records_are_voided(founded: Desk, run, tmp_path: Path) -> None:
    visit = town.finished(founded)
    first = founded.get("inspection", visit)["hazards"][0]["id"]
    photo = tmp_path / "封门.jpg"
    photo.write_bytes(town.picture())
    told(run, "step", "ended", first, "--set", "reason=closed_down", "--attach", str(photo))
    assert [one["name"] for one in hazards.files_of(founded, first)] == ["封门.jpg"]
    code, _, err = run("step", "told_reporter", first, "--attach", str(tmp_path / "没有.jpg"))
    assert code == 1 and "读不出来" in err
    lead = told(run, "clue", "--set", "place=四泉村西口", "--set", "missing=营业执照", "--attach", str(photo))["id"]
    assert len(founded.get("hazard", lead)["photos"]) == 1
    other = town.finished(founded, began_at="2026-11-19T09:00", ended_at="2026-11-19T10:00")
    code, _, err = run("void", other)
    assert code == 1 and "作废要写原因" in err
    deed = told(run, "void", other, "--why", "写错单位")["deed"]
    assert founded.get("inspection", other)["voided"]
    told(run, "undo", deed)
    assert not founded.get("inspection", other)["voided"]
    told(run, "site", town.SITE["name"], "close", "--set", "happened_on=2026-11-20", "--attach", str(photo))
    assert founded.get("site", town.some_site(founded))["operating_state"] == "closed"
