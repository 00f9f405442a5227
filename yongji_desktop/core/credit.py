"""统一社会信用代码 (GB 32100-2015): is it right, and if not, what is wrong with it."""

from __future__ import annotations

from stdnum.cn import uscc


def credit_code_trouble(code: str) -> str | None:
    """The sentence what is wrong with a credit code, or None when its length and check character are right."""
    text = code.strip().upper()
    if len(text) != 18:
        return f"统一社会信用代码应是 18 位，现在是 {len(text)} 位。请对照执照改正；没有执照的留空。"
    if not uscc.is_valid(text):
        return "统一社会信用代码的校验码不对，可能有一位抄错了。请对照执照改正；没有执照的留空。"
    return None
