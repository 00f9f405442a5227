"""The same deeds without a window: words in, Chinese sentences or JSON out.

Exit code 0; 1 with a sentence on stderr when a deed is refused; 2 for wrong usage.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from yongji_desktop import __version__
from yongji_desktop.core.errors import Refused, UserFacing
from yongji_desktop.core.kinds import OFFICE
from yongji_desktop.services import demo, history, kinds, maintenance, office, packs, papers, sites, tasks
from yongji_desktop.services.desk import Desk, clock_question, default_folder, open_desk

Words = argparse.Namespace


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    words = _parser().parse_args(argv)
    try:
        words.run(words)
        sys.stdout.flush()
    except UserFacing as error:
        print(str(error), file=sys.stderr)
        return 1
    except BrokenPipeError:
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="yongji", description="永济镇街安全工作台：不开窗口做同样的事。", epilog="出错时一句话写明原因，退出码 1。"
    )
    parser.add_argument("--version", action="version", version=f"yongji {__version__}")
    _shared_options(parser, data=None, json=False, today=None, officer=None, clock_ok=False)
    shared = argparse.ArgumentParser(add_help=False)
    _shared_options(shared)
    commands = parser.add_subparsers(dest="command", required=True, metavar="命令")

    def command(name: str, run: Callable[[Words], None], words: str, *arguments: tuple) -> None:
        one = commands.add_parser(name, help=words, description=words, parents=[shared])
        one.set_defaults(run=run)
        for names, options in arguments:
            one.add_argument(*names, **options)

    command(
        "init", _init, "建立本机数据",
        _one("--town", required=True, metavar="NAME", help="镇街名称或代码"),
        _one("--name", dest="officer_name", metavar="NAME", help="安全员姓名（也可用 --officer）"),
        _one("--letter", required=True, metavar="A", help="本机字母"),
        _one("--organ", default="", metavar="NAME", help="机关全称（照公章填；可以后用 yongji office 补）"),
        _one("--short", default="", metavar="NAME", help="文号简称，如 永城东"),
        _one("--phone", default="", help="办公电话"),
        _one("--section", default="", help="内设机构名，如 应急管理站"),
        _one("--post", default="", help="安全员职务"),
    )
    command(
        "office", _office, "看或改机关资料（每份文书都用）",
        _one("--organ", dest="organ_name", metavar="NAME", help="机关全称（照公章填）"),
        _one("--short", dest="short_name", metavar="NAME", help="文号简称"),
        _one("--phone", metavar="NUMBER", help="办公电话"),
        _one("--section", metavar="NAME", help="内设机构名"),
    )
    command("demo", _demo, "建一个演示镇（同一天总是同样的内容）", _one("folder", type=Path, help="放演示数据的空文件夹"))
    command("kinds", _kinds, "列出每种记录的栏目")
    command(
        "add", _add, "添加一份记录", _one("kind", metavar="KIND"), _one("file", type=Path, metavar="FILE.json")
    )
    command(
        "list", _list, "列出一种记录", _one("kind", metavar="KIND"),
        _one("--find", default="", metavar="TEXT", help="只列含这些字或拼音首字母的（单位）"),
        _one("--limit", type=int, default=200, metavar="N"),
    )
    command("show", _show, "看一份记录", _one("kind", metavar="KIND"), _one("id", metavar="ID"))
    command("history", _history, "看一份记录的历史", _one("kind", metavar="KIND"), _one("id", metavar="ID"))
    command("undo", _undo, "撤销一步操作（再撤销就是重做）", _one("deed", metavar="DEED"))
    command(
        "sites", _sites, "单位底册", _one("what", choices=["import"], metavar="import"),
        _one("file", type=Path, metavar="FILE"),
        _one("--dry-run", action="store_true", help="只预览，不写入"),
        _one("--take-doubtful", action="store_true", help="疑似重复的也作为新单位导入"),
    )
    command("papers", _papers, "列出文书和能不能出", _one("inspection", nargs="?", metavar="ID", help="检查的内部号"))
    command(
        "print", _print, "出文书（首次取号并锁定），存成 PDF", _one("paper", metavar="PAPER", help="文书种类"),
        _one("id", metavar="ID", help="检查的内部号"),
        _one("--to", type=Path, required=True, metavar="FILE.pdf"),
        _one("--draft", action="store_true", help="只打草稿，不取号"),
        _one("--reason", action="append", default=[], metavar="RULE=TEXT", help="对提醒写明的理由，可重复"),
    )
    command("tasks", _tasks, "年度任务和佐证", _one("--year", type=int, metavar="YYYY"))
    command("packs", _packs, "列出或安装数据包", _one("file", nargs="?", type=Path, metavar="FILE.json"))
    command("backup", _backup, "现在备份", _one("--to", type=Path, metavar="DIR", help="照片和文书抄到第二个盘"))
    command("restore", _restore, "用备份恢复（换新字母）", _one("backup", type=Path, metavar="FILE"))
    command("check", _check, "检查数据是否完好")
    return parser


def _shared_options(parser: argparse.ArgumentParser, **defaults: Any) -> None:
    """Options that may stand before or after the command; only the outer parser sets what was not given."""
    for names, options in (
        (("--data",), {"type": Path, "metavar": "DIR", "help": "数据文件夹"}),
        (("--json",), {"action": "store_true", "help": "结果写成 JSON"}),
        (("--today",), {"type": _day, "metavar": "YYYY-MM-DD", "help": "业务日期"}),
        (("--officer",), {"metavar": "NAME", "help": "经办人（默认上次那位）"}),
        (("--clock-ok",), {"action": "store_true", "help": "本机日期没有错"}),
    ):
        name = names[0].strip("-").replace("-", "_")
        parser.add_argument(*names, **options, default=defaults.get(name, argparse.SUPPRESS))


def _one(*names: str, **options: Any) -> tuple:
    return names, options


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"日期“{text}”看不懂，请写成 2026-11-23 的样子") from None


@contextmanager
def _desk(words: Words, writes: bool = False) -> Iterator[Desk]:
    """Sit down at the data folder the words name; the news after opening go to stderr.

    With a clock far from the last record nothing is written before --clock-ok says the date is right.
    """
    desk = open_desk(_folder(words), officer=words.officer, today=words.today)
    try:
        for line in desk.store.news:
            print(line, file=sys.stderr)
        question = clock_question(desk)
        if question and not words.clock_ok:
            if writes:
                raise Refused(f"{question}日期是对的，请加 --clock-ok 再来一次；没有写入任何内容。")
            print(question, file=sys.stderr)
        yield desk
    finally:
        desk.close()


def _folder(words: Words) -> Path:
    return words.data or default_folder()


def _say(words: Words, value: Any, lines: Sequence[str]) -> None:
    if words.json:
        print(json.dumps(value, ensure_ascii=False, indent=1, default=str))
    else:
        for line in lines:
            print(line)


def _init(words: Words) -> None:
    name = words.officer_name or words.officer
    town = office.town_named(words.town)
    desk = office.found(
        _folder(words),
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
    _say(words, {"town": town.code, "folder": str(_folder(words))}, [f"已建立{town.name}的数据：{_folder(words)}"])


def _office(words: Words) -> None:
    given = {name: getattr(words, name) for name in office.ASKED if getattr(words, name)}
    with _desk(words, writes=bool(given)) as desk:
        if given:
            office.change_office(desk, given)
        told = desk.office
        lines = [f"{one.label}：{one.show(told.get(one.name)) or '（没有填）'}" for one in OFFICE.fields]
        _say(words, told, lines)


def _demo(words: Words) -> None:
    desk = demo.build(words.folder, words.today)
    try:
        figures = demo.figures(desk)
    finally:
        desk.close()
    told = "、".join(f"{label} {count}" for label, count in figures.items())
    _say(words, figures, [f"演示镇已建好：{words.folder}（{told}）"])


def _kinds(words: Words) -> None:
    told = kinds.described()
    lines = []
    for kind in told:
        lines.append(f"{kind['kind']}（{kind['label']}）{'可添加' if kind['addable'] else '不能直接添加'}")
        for one in kind["fields"]:
            must = " 必填" if one["required"] else ""
            choices = "：" + "／".join(f"{code}={word}" for code, word in one.get("choices", {}).items())
            lines.append(f"    {one['name']}  {one['label']}  {one['type']}{must}{choices if one.get('choices') else ''}")
    _say(words, told, lines)


def _add(words: Words) -> None:
    try:
        values = json.loads(words.file.read_text(encoding="utf-8-sig"))
    except OSError:
        raise Refused(f"文件读不出来：{words.file}。请核对路径。") from None
    except ValueError as error:
        raise Refused(f"{words.file.name} 不是正确的 JSON（{error}）。请改正后再试。") from None
    with _desk(words, writes=True) as desk:
        identity = kinds.add(desk, words.kind, values, words.file.resolve().parent)
        _say(words, {"id": identity}, [f"已添加{kinds.kind_named(words.kind).label}：{identity}"])


def _list(words: Words) -> None:
    with _desk(words) as desk:
        kind = kinds.kind_named(words.kind)
        if kind.name == "site":
            rows = sites.listed(desk, words.find, limit=words.limit)
        else:
            rows = kinds.listed(desk, words.kind, words.limit)
        lines = [f"{row['id']}  {row.get(kind.title) or ''}" for row in rows]
        _say(words, rows, lines or [f"还没有{kind.label}。"])


def _show(words: Words) -> None:
    with _desk(words) as desk:
        kind = kinds.kind_named(words.kind)
        record = desk.get(kind.name, words.id)
        lines = [f"{kind.label} {record['id']}{'（已作废）' if record['voided'] else ''}"]
        lines += [f"    {one.label}：{one.show(record.get(one.name))}" for one in kind.fields if record.get(one.name)]
        _say(words, record, lines)


def _history(words: Words) -> None:
    with _desk(words) as desk:
        entries = history.history(desk, kinds.kind_named(words.kind).name, words.id)
        value = [{**vars(one), "sentence": one.sentence} for one in entries]
        _say(words, value, [f"{one.sentence} [{one.deed}]" for one in entries])


def _undo(words: Words) -> None:
    with _desk(words, writes=True) as desk:
        sentence, done = history.undo_deed(desk, words.deed)
        lines = [sentence, f"要重做：yongji undo {done.deed}"]
        _say(words, {"deed": done.deed, "sentence": sentence, "kept": done.kept}, lines)


def _sites(words: Words) -> None:
    with _desk(words, writes=not words.dry_run) as desk:
        preview = sites.preview_import(desk, words.file)
        lines = preview.sentences()
        value: dict[str, Any] = {"counts": preview.counts, "doubts": preview.doubts()}
        if words.dry_run:
            lines.append("还没有写入任何内容。")
        else:
            value["deed"] = sites.take_in(desk, preview, take_doubtful=words.take_doubtful)
            lines.append(f"已导入。要退回：yongji undo {value['deed']}" if value["deed"] else "没有变化，没有写入。")
        _say(words, value, lines)


def _papers(words: Words) -> None:
    with _desk(words) as desk:
        if not words.inspection:
            value = papers.catalogue_rows(desk)
            _say(words, value, [f"{one['paper']}  {one['title']}{'' if one['exists'] else '  ' + one['why']}" for one in value])
            return
        states = papers.states(desk, words.inspection)
        lines = []
        for one in states:
            lines.append(f"{one.paper}  {one.title}  {one.number or '（未取号，' + one.coming + '）'}")
            lines += [f"    {'不能出' if problem.severity == 'block' else '提醒'}：{problem.message}" for problem in one.problems]
        _say(words, [one.as_json() for one in states], lines)


def _print(words: Words) -> None:
    reasons = {}
    for one in words.reason:
        rule, _, text = one.partition("=")
        reasons[rule.strip()] = text.strip()
    with _desk(words, writes=not words.draft) as desk:
        if words.draft:
            made = papers.draft(desk, words.id, words.paper)
            papers.save(words.to, made.pdf)
            _say(words, {"draft": True, "pages": made.pages}, [f"草稿已存：{words.to}（{made.pages} 页，不作依据）"])
            return
        issued = papers.issued_or_issue(desk, words.id, words.paper, reasons)
        papers.save(words.to, papers.pdf(desk, issued["id"]))
        lines = [f"已存：{words.to}  {issued['number']}  校验码 {issued['check_code']}  共 {issued['pages']} 页"]
        _say(words, {name: issued[name] for name in ("id", "number", "check_code", "pages")}, lines + issued.get("told", []))


def _tasks(words: Words) -> None:
    with _desk(words) as desk:
        found = tasks.catalogue(desk, words.year)
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
        _say(words, {"document": found.document, "note": found.note, "tasks": value}, lines)


def _packs(words: Words) -> None:
    with _desk(words, writes=bool(words.file)) as desk:
        if words.file:
            done = packs.install_file(desk, words.file)
            _say(words, {"installed": done}, [f"已安装：{'、'.join(done)}"])
            return
        rows = packs.installed(desk.store)
        value = [
            {"id": one.id, "pack": one.pack, "name": one.name, "version": one.version, "valid_from": one.valid_from,
             "valid_until": one.valid_until, "source": one.source}
            for one in rows
        ]
        _say(words, value, [f"{one.id} {one.version}  {one.name}（{one.valid_from} 起用；{one.source}）" for one in rows])


def _backup(words: Words) -> None:
    with _desk(words) as desk:
        path = maintenance.back_up(desk)
        lines = [f"已备份：{path}"]
        if words.to:
            lines.append(f"照片和文书已抄 {maintenance.mirror(desk, words.to)} 个到 {words.to}")
        _say(words, {"backup": str(path)}, lines)


def _restore(words: Words) -> None:
    kept, news = maintenance.restore(_folder(words), words.backup)
    _say(words, {"kept": str(kept), "news": news}, [f"已恢复；原来的数据留在 {kept}。", news])


def _check(words: Words) -> None:
    with _desk(words) as desk:
        found = maintenance.check_all(desk)
    if words.json:
        print(json.dumps([vars(one) for one in found], ensure_ascii=False, indent=1))
    if found:
        raise Refused("\n".join(f"{one.area}：{one.words}" for one in found))
    if not words.json:
        print("检查完毕：数据完好，没有疑点。")


if __name__ == "__main__":
    sys.exit(main())
