"""Commands that follow a hazard to its end: what is due, lists, steps, reports, re-inspection, form papers."""

from __future__ import annotations

from datetime import date

from yongji_desktop.cli.reading import Words, facts_of, json_file, say, sitting, with_attached, with_photos
from yongji_desktop.core.due import ACTS
from yongji_desktop.core.errors import Refused
from yongji_desktop.core.hazard_road import STATES
from yongji_desktop.services import clues, deadlines, forms, hazard_lists, hazards, inspections, reinspections
from yongji_desktop.services import kinds as every_kind
from yongji_desktop.services import papers as every_paper
from yongji_desktop.services.entry import site_named


def due(words: Words) -> None:
    with sitting(words) as desk:
        on: date = words.on or desk.today
        seen = deadlines.radar(desk, on)
        lines = [f"{on.isoformat()}  逾期 {len(seen.overdue)} 件，今天 {len(seen.today)} 件，等部门 {seen.waiting_count} 条"]
        coming = [one for day in seen.days for one in day.items]
        for one in (*seen.mine, *coming, *seen.waiting):
            told, _ = deadlines.words(desk, one, on)
            lines.append(f"{told}  {one.on}  {ACTS[one.act]}  {one.title}  [{one.id}]")
        lines.append(seen.promise)
        if seen.unpublished:
            lines.append(f"{seen.unpublished} 年节假日表还没导入，按周一至周五算。")
        say(words, deadlines.as_json(desk, on), lines)


def hazards_(words: Words) -> None:
    with sitting(words) as desk:
        rows = hazard_lists.listed(desk, words.tab, text=words.find, limit=words.limit)
        total = hazard_lists.counted(desk, words.tab, text=words.find)
        lines = [f"{hazard_lists.TAB_WORDS[words.tab]} {total} 条"]
        for row in rows:
            state, left = hazard_lists.state_chip(row, desk.today)[0], hazard_lists.left_chip(desk, row)[0]
            lines.append(
                f"{row['id']}  {row['number'] or '（未编号）'}  {row['site_name'] or row['place'] or ''}  {row['description'] or ''}  "
                f"{hazard_lists.grade_word(row)}  {state}  {left}"
            )
        say(words, {"total": total, "rows": rows}, lines)


def hazard(words: Words) -> None:
    with sitting(words) as desk:
        facts = hazards.of(desk, words.id)
        steps = hazards.buttons(desk, words.id)
        lines = [f"{facts.record.get('number') or words.id}  {facts.site.get('name') or ''}  {facts.record.get('description')}"]
        lines.append(" → ".join(f"{word}{'（' + note + '）' if note else ''}" for word, note, _ in hazards.road(facts, desk.today)))
        lines.append(f"状态：{STATES[facts.life.state]}；现在可以：" + "、".join(f"{one.code}（{one.button}）" for one in steps))
        value = {
            "record": facts.record, "life": vars(facts.life), "steps": [one.code for one in steps],
            "papers": [one.code for one in forms.papers_about(desk, "hazard")],
        }
        say(words, value, lines)


def step(words: Words) -> None:
    with sitting(words, writes=True) as desk:
        given = with_attached(desk, facts_of(words.set, words.facts), words.attach)
        begun = hazards.proposed(desk, words.id[0], words.code) if len(words.id) == 1 else {}
        needed = {"happened_on": desk.today.isoformat()} if words.code != "reported_by_phone" else begun
        deed = hazards.take_step(desk, words.id, words.code, {**needed, **given})
        say(words, {"deed": deed}, [f"已登记。要退回：yongji undo {deed}"])


def report(words: Words) -> None:
    with sitting(words, writes=True) as desk:
        identity = hazards.report(desk, with_photos(desk, facts_of(words.set, words.file), words.attach))
        say(words, {"id": identity}, [f"已登记，待核实：{identity}"])


def clue(words: Words) -> None:
    with sitting(words, writes=True) as desk:
        identity = clues.register(desk, with_photos(desk, facts_of(words.set, words.file), words.attach))
        say(words, {"id": identity}, [f"已登记线索，待移送：{identity}"])


def reinspect(words: Words) -> None:
    """Without a file: the entry to fill in; with one: finish it."""
    with sitting(words, writes=bool(words.file)) as desk:
        if not words.file:
            entry = reinspections.begin(desk, site_named(desk, words.site)["id"])
            say(words, entry, [f"{number}. {one.get('part', '')} {one['description']}（{one['hazard']}）" for number, one in enumerate(entry["looks"], 1)])
            return
        entry = json_file(words.file)
        if not isinstance(entry, dict):
            raise Refused("文件内容应是一份复查（JSON 的 {…}），请检查文件。")
        identity, refused = every_kind.add(desk, "reinspection", {"site": words.site, **entry}, words.file.resolve().parent)
        say(words, {"id": identity}, [f"已完成复查：{identity}", *refused])


def void(words: Words) -> None:
    """Void a finished visit or re-inspection; restoring it is undoing the deed."""
    with sitting(words, writes=True) as desk:
        kind = reinspections if reinspections.is_finished(desk, words.id) else inspections
        deed = kind.void(desk, words.id, words.why)
        say(words, {"deed": deed}, [f"已作废。要退回：yongji undo {deed}"])


def form(words: Words) -> None:
    """Issue (or draft) a form paper about hazards, a visit or the office."""
    reasons = dict(one.partition("=")[::2] for one in words.reason)
    with sitting(words, writes=not words.draft) as desk:
        inputs = {**forms.proposed(desk, words.paper, words.id), **facts_of(words.set, words.inputs)}
        if words.draft:
            made = forms.draft(desk, words.paper, words.id, inputs)
            every_paper.save(words.to, made.pdf)
            say(words, {"draft": True, "pages": made.pages}, [f"草稿已存：{words.to}（{made.pages} 页，不作依据）"])
            return
        issued = forms.issue(desk, words.paper, words.id, inputs, reasons)
        every_paper.save(words.to, every_paper.pdf(desk, issued["id"]))
        value = {name: issued.get(name) for name in ("id", "number", "check_code", "pages")}
        say(words, value, [f"已存：{words.to}  {issued.get('number') or '（不编号）'}  校验码 {issued['check_code']}  共 {issued['pages']} 页"])
