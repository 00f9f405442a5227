"""Telephone numbers as officers write them."""

from __future__ import annotations

import re

_LANDLINE = re.compile(r"0\d{2,3}[- ]?\d{7,8}")


def mobile_trouble(text: str) -> str | None:
    """What is wrong with a mobile number (11 digits, or a landline with area code); None for nothing."""
    told = text.strip()
    digits = re.sub(r"[\s-]", "", told)
    if not told or _LANDLINE.fullmatch(told):
        return None
    if not (digits.isascii() and digits.isdigit()):
        return "手机号只写数字；也可以先不填"
    if len(digits) != 11:
        return f"手机号要 11 位，现在 {len(digits)} 位；也可以先不填"
    if not digits.startswith("1"):
        return "手机号以 1 开头；座机请带区号，写成 0359-8000000"
    return None


def masked(text: str) -> str:
    """A number for a list anybody may look at: 138****2210."""
    told = text.strip()
    return f"{told[:3]}****{told[-4:]}" if len(told) == 11 and told.isdigit() else told
