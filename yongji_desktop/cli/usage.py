"""argparse that speaks Chinese: usage, headings and what is wrong with the words."""

from __future__ import annotations

import argparse
import re
import sys
from typing import NoReturn

_SAID = (
    (r"the following arguments are required: (.+)", r"缺少 \1"),
    (r"unrecognized arguments: (.+)", r"不认识 \1"),
    (r"argument (\S+): invalid choice: (.+?) \(choose from (.+)\)", r"没有 \2，可选：\3"),
    (r"argument (\S+): expected one argument", r"\1 后面要写内容"),
    (r"argument (\S+): invalid int value: (.+)", r"\1 要写整数，不能是 \2"),
    (r"argument (\S+): ignored explicit argument (.+)", r"\1 后面不要写内容"),
    (r"argument (\S+): (.*[\u4e00-\u9fff].*)", r"\1：\2"),
)


class Formatter(argparse.HelpFormatter):
    """Help with 用法 in front."""

    def add_usage(self, usage, actions, groups, prefix=None) -> None:
        """See argparse."""
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """A parser whose headings and complaints are Chinese; wrong usage exits with 2."""

    def __init__(self, *args, **options):
        super().__init__(*args, **{"formatter_class": Formatter, **options, "add_help": False})
        self._positionals.title, self._optionals.title = "内容", "选项"
        if options.get("add_help", True):
            self.add_argument("-h", "--help", action="help", help="看用法")

    def error(self, message: str) -> NoReturn:
        """Say what is wrong in one sentence and exit with 2."""
        said = next((re.sub(form, words, message) for form, words in _SAID if re.fullmatch(form, message)), None)
        self.print_usage(sys.stderr)
        self.exit(2, f"用法不对：{said or '写法不对'}。看全部用法：yongji --help\n")
