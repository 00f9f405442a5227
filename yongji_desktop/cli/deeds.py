"""What each command does: one service call, its result said in words or as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from yongji_desktop.cli.reading import Words, facts_of, folder_of, json_file, say, sitting
from yongji_desktop.core.errors import Refused
from yongji_desktop.core.kinds import OFFICE
from yongji_desktop.core.terms import TERMS
from yongji_desktop.services import demo as demos
from yongji_desktop.services import history as histories
from yongji_desktop.services import kinds as every_kind
from yongji_desktop.services import maintenance
from yongji_desktop.services import office as offices
from yongji_desktop.services import packs as every_pack
from yongji_desktop.services import papers as every_paper
from yongji_desktop.services import sites as register
from yongji_desktop.services import tasks as every_task


def init(words: Words) -> None:
    name = words.officer_name or words.officer
    town = offices.town_named(words.town)
    desk = offices.found(
        folder_of(words),
        town=words.town,
        officers=[{"name": name, **({"post": words.post} if words.post else {})}] if name else [],
        letter=words.letter,
        organ_name=words.organ,
        short_name=words.short,
        phone=words.phone,
        section=words.section,
        today=words.today,
    )
    desk.close()
    say(words, {"town": town.code, "folder": str(folder_of(words))}, [f"已建立{town.name}的数据：{folder_of(words)}"])


def office(words: Words) -> None:
    given = {name: getattr(words, name) for name in offices.ASKED if getattr(words, name)}
    with sitting(words, writes=bool(given)) as desk:
        if given:
            offices.change_office(desk, given)
        told = desk.office
        lines = [f"{one.label}：{one.show(told.get(one.name)) or '（没有填）'}" for one in OFFICE.fields]
        say(words, told, lines)


def terms(words: Words) -> None:
    given = facts_of(words.set, None)
    unknown = sorted(set(given) - {one.name for one in TERMS.fields})
    if unknown:
        raise Refused(f"没有“{unknown[0]}”这一栏，可选：{'、'.join(one.name for one in TERMS.fields)}。")
    with sitting(words, writes=bool(given)) as desk:
        if given:
            offices.change_terms(desk, {name: value or None for name, value in given.items()})
        told = asdict(desk.terms)
        lines = [f"{one.name}  {one.label}：{told[one.name] if told[one.name] is not None else '（没有设）'}" for one in TERMS.fields]
        say(words, told, lines)


def demo(words: Words) -> None:
    desk = demos.build(words.folder, words.today)
    try:
        figures = demos.figures(desk)
    finally:
        desk.close()
    told = "、".join(f"{label} {count}" for label, count in figures.items())
    say(words, figures, [f"演示镇已建好：{words.folder}（{told}）"])


def kinds(words: Words) -> None:
    told = every_kind.described()
    lines = []
    for kind in told:
        lines.append(f"{kind['kind']}（{kind['label']}）{'可添加' if kind['addable'] else '不能直接添加'}")
        for one in kind["fields"]:
            must = " 必填" if one["required"] else ""
            choices = "：" + "／".join(f"{code}={word}" for code, word in one.get("choices", {}).items())
            lines.append(f"    {one['name']}  {one['label']}  {one['type']}{must}{choices if one.get('choices') else ''}")
    say(words, told, lines)


def add(words: Words) -> None:
    values = json_file(words.file)
    with sitting(words, writes=True) as desk:
        folder = words.file.resolve().parent
        identity, refused = every_kind.add(desk, words.kind, values, folder, words.skip_bad_photos)
        lines = [f"已添加{every_kind.kind_named(words.kind).label}：{identity}", *refused]
        say(words, {"id": identity, "refused_photos": refused}, lines)


def list(words: Words) -> None:
    with sitting(words) as desk:
        kind = every_kind.kind_named(words.kind)
        if kind.name == "site":
            rows = register.listed(desk, words.find, limit=words.limit)
        else:
            rows = every_kind.listed(desk, words.kind, words.limit)
        lines = [f"{row['id']}  {row.get(kind.title) or ''}" for row in rows]
        say(words, rows, lines or [f"还没有{kind.label}。"])


def show(words: Words) -> None:
    with sitting(words) as desk:
        kind = every_kind.kind_named(words.kind)
        record = desk.get(kind.name, words.id)
        lines = [f"{kind.label} {record['id']}{'（已作废）' if record['voided'] else ''}"]
        lines += [f"    {one.label}：{one.show(record.get(one.name))}" for one in kind.fields if record.get(one.name)]
        say(words, record, lines)


def history(words: Words) -> None:
    with sitting(words) as desk:
        entries = histories.history(desk, every_kind.kind_named(words.kind).name, words.id)
        value = [{**vars(one), "sentence": one.sentence} for one in entries]
        say(words, value, [f"{one.sentence} [{one.deed}]" for one in entries])


def undo(words: Words) -> None:
    with sitting(words, writes=True) as desk:
        sentence, done = histories.undo_deed(desk, words.deed)
        lines = [sentence, f"要重做：yongji undo {done.deed}"]
        say(words, {"deed": done.deed, "sentence": sentence, "kept": done.kept}, lines)


def sites(words: Words) -> None:
    with sitting(words, writes=not words.dry_run) as desk:
        preview = register.preview_import(desk, words.file)
        lines = preview.sentences()
        value: dict[str, Any] = {"counts": preview.counts, "doubts": preview.doubts()}
        if words.dry_run:
            lines.append("还没有写入任何内容。")
        else:
            value["deed"] = register.take_in(desk, preview, take_doubtful=words.take_doubtful)
            lines.append(f"已导入。要退回：yongji undo {value['deed']}" if value["deed"] else "没有变化，没有写入。")
        say(words, value, lines)


def papers(words: Words) -> None:
    with sitting(words) as desk:
        if not words.inspection:
            value = every_paper.catalogue_rows(desk)
            say(words, value, [f"{one['paper']}  {one['title']}" for one in value])
            return
        states = every_paper.states(desk, words.inspection)
        lines = []
        for one in states:
            lines.append(f"{one.paper}  {one.title}  {one.number or '（未取号，' + one.coming + '）'}")
            lines += [f"    {'不能出' if problem.severity == 'block' else '提醒'}：{problem.message}" for problem in one.problems]
        say(words, [one.as_json() for one in states], lines)


def print_(words: Words) -> None:
    reasons = {}
    for one in words.reason:
        rule, _, text = one.partition("=")
        reasons[rule.strip()] = text.strip()
    with sitting(words, writes=not words.draft) as desk:
        if words.draft:
            made = every_paper.draft(desk, words.id, words.paper)
            every_paper.save(words.to, made.pdf)
            say(words, {"draft": True, "pages": made.pages}, [f"草稿已存：{words.to}（{made.pages} 页，不作依据）"])
            return
        issued = every_paper.issued_or_issue(desk, words.id, words.paper, reasons)
        every_paper.save(words.to, every_paper.pdf(desk, issued["id"]))
        lines = [f"已存：{words.to}  {issued['number']}  校验码 {issued['check_code']}  共 {issued['pages']} 页"]
        say(words, {name: issued[name] for name in ("id", "number", "check_code", "pages")}, lines + issued.get("told", []))


def tasks(words: Words) -> None:
    with sitting(words) as desk:
        found = every_task.catalogue(desk, words.year)
        lines = [found.document + (f"  {found.note}" if found.note else "")]
        lines += [
            f"{row.task.number:>2} {row.task.title}  {row.part_word}  佐证 {row.evidence}{'  ' + row.gap if row.gap else ''}"
            for row in found.rows
        ]
        value = [
            {"id": row.id, "title": row.task.title, "text": row.task.text, "part": row.part_word,
             "clauses": [vars(one) for one in row.task.clauses], "stated": [vars(one) for one in row.task.stated],
             "evidence": row.evidence, "last": row.last, "gap": row.gap}
            for row in found.rows
        ]
        say(words, {"document": found.document, "note": found.note, "tasks": value}, lines)


def packs(words: Words) -> None:
    with sitting(words, writes=bool(words.file)) as desk:
        if words.file:
            done = every_pack.install_file(desk, words.file)
            say(words, {"installed": done}, [f"已安装：{'、'.join(done)}"])
            return
        rows = every_pack.installed(desk.store)
        value = [
            {"id": one.id, "pack": one.pack, "name": one.name, "version": one.version, "valid_from": one.valid_from,
             "valid_until": one.valid_until, "source": one.source}
            for one in rows
        ]
        say(words, value, [f"{one.id} {one.version}  {one.name}（{one.valid_from} 起用；{one.source}）" for one in rows])


def backup(words: Words) -> None:
    with sitting(words) as desk:
        path = maintenance.back_up(desk)
        lines = [f"已备份：{path}"]
        if words.to:
            lines.append(f"照片和文书已抄 {maintenance.mirror(desk, words.to)} 个到 {words.to}")
        say(words, {"backup": str(path)}, lines)


def restore(words: Words) -> None:
    kept, news = maintenance.restore(folder_of(words), words.backup)
    say(words, {"kept": str(kept), "news": news}, [f"已恢复；原来的数据留在 {kept}。", news])


def check(words: Words) -> None:
    with sitting(words) as desk:
        found = maintenance.check_all(desk)
    if words.json:
        print(json.dumps([vars(one) for one in found], ensure_ascii=False, indent=1))
    if found:
        raise Refused("\n".join(f"{one.area}：{one.words}" for one in found))
    if not words.json:
        print("检查完毕：数据完好，没有疑点。")
