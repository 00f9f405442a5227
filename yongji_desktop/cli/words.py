"""The words of the command line: commands, options, help."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from yongji_desktop import __version__
from yongji_desktop.cli import deeds, field, follow
from yongji_desktop.cli.usage import Parser
from yongji_desktop.services.hazard_lists import TAB_WORDS


def parser() -> Parser:
    """Every command with its options and help; the chosen deed stands in `run`."""
    outer = Parser(
        prog="yongji", description="永济镇街安全工作台：不开窗口做同样的事。", epilog="出错时一句话写明原因，退出码 1。"
    )
    outer.add_argument("--version", action="version", version=f"yongji {__version__}", help="看版本")
    _shared_options(outer, data=None, json=False, today=None, officer=None, clock_ok=False)
    shared = Parser(add_help=False)
    _shared_options(shared)
    commands = outer.add_subparsers(dest="command", required=True, metavar="命令", title="命令")

    def command(name: str, run: Callable[[argparse.Namespace], None], words: str, *arguments: tuple) -> None:
        one = commands.add_parser(name, help=words, description=words, parents=[shared])
        one.set_defaults(run=run)
        for names, options in arguments:
            one.add_argument(*names, **options)

    command(
        "init", deeds.init, "建立本机数据",
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
        "office", deeds.office, "看或改机关资料（每份文书都用）",
        _one("--organ", dest="organ_name", metavar="NAME", help="机关全称（照公章填）"),
        _one("--short", dest="short_name", metavar="NAME", help="文号简称"),
        _one("--phone", metavar="NUMBER", help="办公电话"),
        _one("--section", metavar="NAME", help="内设机构名"),
    )
    command(
        "terms", deeds.terms, "看或改本机关约定的天数",
        _one("--set", action="append", default=[], metavar="NAME=DAYS", help="可重复；等号后空着就恢复默认"),
    )
    command("demo", deeds.demo, "建一个演示镇（同一天总是同样的内容）", _one("folder", type=Path, help="放演示数据的空文件夹"))
    command("kinds", deeds.kinds, "列出每种记录的栏目")
    command(
        "add", deeds.add, "添加一份记录", _one("kind", metavar="KIND"), _one("file", type=Path, metavar="FILE.json"),
        _one("--skip-bad-photos", action="store_true", help="坏照片不收，其余照收"),
    )
    command(
        "list", deeds.list, "列出一种记录", _one("kind", metavar="KIND"),
        _one("--find", default="", metavar="TEXT", help="只列含这些字或拼音首字母的（单位）"),
        _one("--limit", type=int, default=200, metavar="N"),
    )
    command("show", deeds.show, "看一份记录", _one("kind", metavar="KIND"), _one("id", metavar="ID"))
    command("history", deeds.history, "看一份记录的历史", _one("kind", metavar="KIND"), _one("id", metavar="ID"))
    command("undo", deeds.undo, "撤销一步操作（再撤销就是重做）", _one("deed", metavar="DEED"))
    command(
        "sites", deeds.sites, "单位底册", _one("what", choices=["import"], metavar="import"),
        _one("file", type=Path, metavar="FILE"),
        _one("--dry-run", action="store_true", help="只预览，不写入"),
        _one("--take-doubtful", action="store_true", help="疑似重复的也作为新单位导入"),
    )
    command("papers", deeds.papers, "列出文书和能不能出", _one("inspection", nargs="?", metavar="ID", help="检查的内部号"))
    command(
        "print", deeds.print_, "出文书（首次取号并锁定），存成 PDF", _one("paper", metavar="PAPER", help="文书种类"),
        _one("id", metavar="ID", help="检查的内部号"),
        _one("--to", type=Path, required=True, metavar="FILE.pdf"),
        _one("--draft", action="store_true", help="只打草稿，不取号"),
        _one("--reason", action="append", default=[], metavar="RULE=TEXT", help="对提醒写明的理由，可重复"),
    )
    _commands_that_follow(command)
    _commands_of_the_way(command)
    command("tasks", deeds.tasks, "年度任务和佐证", _one("--year", type=int, metavar="YYYY"))
    command("packs", deeds.packs, "列出或安装数据包", _one("file", nargs="?", type=Path, metavar="FILE.json"))
    command("backup", deeds.backup, "现在备份", _one("--to", type=Path, metavar="DIR", help="照片和文书抄到第二个盘"))
    command("restore", deeds.restore, "用备份恢复（换新字母）", _one("backup", type=Path, metavar="FILE"))
    command("check", deeds.check, "检查数据是否完好")
    return outer


def _commands_that_follow(command: Callable[..., None]) -> None:
    """What follows a hazard to its end."""
    given = _one("--set", action="append", default=[], metavar="NAME=VALUE", help="一栏的值，可重复")
    attach = _one("--attach", action="append", type=Path, default=[], metavar="FILE", help="附的照片、扫描件，可重复")
    reason = _one("--reason", action="append", default=[], metavar="RULE=TEXT", help="对提醒写明的理由，可重复")
    command("due", follow.due, "逾期、今天和以后到期的事", _one("--on", type=_day, metavar="YYYY-MM-DD", help="从哪一天看"))
    command(
        "hazards", follow.hazards_, "隐患台账",
        _one("--tab", choices=[*TAB_WORDS], default="open", metavar="TAB", help="、".join(f"{code}={word}" for code, word in TAB_WORDS.items())),
        _one("--find", default="", metavar="TEXT"), _one("--limit", type=int, default=200, metavar="N"),
    )
    command("hazard", follow.hazard, "看一条隐患走到哪一步、还能办什么", _one("id", metavar="ID"))
    command(
        "step", follow.step, "给隐患登记一步（送达、延期、移送、部门认定……）", _one("code", metavar="STEP"),
        _one("id", nargs="+", metavar="ID"), given, _one("--facts", type=Path, metavar="FILE.json", help="各栏的值"), attach,
    )
    command(
        "report", follow.report, "登记村（社区）、网格上报的线索，待核实", _one("file", nargs="?", type=Path, metavar="FILE.json"), given, attach
    )
    command(
        "clue", follow.clue, "登记线索（无证无照等），移送部门", _one("file", nargs="?", type=Path, metavar="FILE.json"), given, attach
    )
    command(
        "reinspect", follow.reinspect, "复查一家单位：不给文件时列出要复查的", _one("site", metavar="SITE"),
        _one("file", nargs="?", type=Path, metavar="FILE.json"),
    )
    command(
        "void", follow.void, "作废一次检查或复查", _one("id", metavar="ID"),
        _one("--why", default="", metavar="TEXT", help="作废原因"),
    )
    command(
        "form", follow.form, "出移送函、快报、登记件等单份文书", _one("paper", metavar="PAPER"), _one("id", nargs="*", metavar="ID"),
        _one("--to", type=Path, required=True, metavar="FILE.pdf"), given,
        _one("--inputs", type=Path, metavar="FILE.json", help="要填的栏目"),
        _one("--draft", action="store_true", help="只打草稿，不取号"), reason,
    )


def _commands_of_the_way(command: Callable[..., None]) -> None:
    """The way to the site and back."""
    given = _one("--set", action="append", default=[], metavar="NAME=VALUE", help="一栏的值，可重复")
    attach = _one("--attach", action="append", type=Path, default=[], metavar="FILE", help="附的照片、扫描件，可重复")
    reason = _one("--reason", action="append", default=[], metavar="RULE=TEXT", help="对提醒写明的理由，可重复")
    to = _one("--to", type=Path, metavar="FILE", help="存成哪个文件")
    command(
        "sheets", field.sheets, "现场用纸：不写单位时列出在外的，写单位时领号打印",
        _one("site", nargs="*", metavar="SITE"), to, reason, _one("--list", action="append", default=[], metavar="CODE", help="检查表代号，可重复"),
        _one("--void", default="", metavar="NUMBER", help="作废这个编号"), _one("--why", default="", metavar="TEXT", help="作废原因"),
    )
    command(
        "scans", field.scans, "扫描件归档：不写文件时列出待归档的", _one("file", nargs="*", type=Path, metavar="FILE"),
        _one("--number", default="", metavar="NUMBER", help="认不出的页归到这个编号"),
    )
    command(
        "sign", field.sign, "登记签字", _one("id", metavar="ID"),
        _one("state", choices=["signed", "other_signed", "refused", "unsigned"], metavar="STATE", help="已签 signed、现场人员签 other_signed、拒签 refused、未签 unsigned"),
        given, reason,
    )
    command(
        "campaign", field.campaign, "专项行动", _one("what", choices=["list", "add", "show", "print", "summary"], metavar="WHAT", help="list 列出、add 新建、show 进度、print 打印一组、summary 一页小结"),
        _one("id", nargs="?", metavar="ID"), _one("--file", type=Path, metavar="FILE.json", help="名称、起止、分组等"), given, to,
        _one("--group", type=int, default=0, metavar="N", help="第几组，从 0 数"),
    )
    command(
        "site", field.site, "单位停业、恢复、关闭、迁移、换承租人；不写哪一种时列出可以办的", _one("site", metavar="SITE"),
        _one("move", nargs="?", metavar="MOVE"), given, attach, _one("--dry-run", action="store_true", help="只预览，不写入"),
    )
    command(
        "export", field.export, "隐患台账存成电子表格", _one("--to", type=Path, required=True, metavar="FILE.xlsx", help="存成哪个文件"),
        _one("--tab", choices=[*TAB_WORDS], default="all", metavar="TAB", help="哪一页"),
        _one("--find", default="", metavar="TEXT", help="只列含这些字的"),
    )


def _shared_options(parser: argparse.ArgumentParser, **defaults: Any) -> None:
    """Options that may stand before or after the command; only the outer parser sets what was not given."""
    for names, options in (
        (("--data",), {"type": Path, "metavar": "DIR", "help": "数据文件夹"}),
        (("--json",), {"action": "store_true", "help": "结果写成 JSON"}),
        (("--today",), {"type": _day, "metavar": "YYYY-MM-DD", "help": "业务日期"}),
        (("--officer",), {"type": _text, "metavar": "NAME", "help": "经办人（默认上次那位）"}),
        (("--clock-ok",), {"action": "store_true", "help": "本机日期没有错"}),
    ):
        name = names[0].strip("-").replace("-", "_")
        parser.add_argument(*names, **options, default=defaults.get(name, argparse.SUPPRESS))


def _one(*names: str, **options: Any) -> tuple:
    if not options.keys() & {"type", "choices"} and options.get("action", "append") == "append":
        options["type"] = _text
    return names, options


def _text(word: str) -> str:
    """A word without the half surrogates that stand for bytes which are no text."""
    return word.encode("utf-8", errors="replace").decode("utf-8")


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
        if not 1990 <= day.year <= 2100:
            raise ValueError(text)
        return day
    except ValueError:
        raise argparse.ArgumentTypeError(f"日期“{text}”看不懂，请写成 2026-11-23 的样子") from None
