"""The unified social credit code (统一社会信用代码, GB 32100-2015)."""

from __future__ import annotations

import re

_SHAPE = re.compile(r"[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}")


def trouble(code: str) -> str:
    """What is wrong with `code` as half a Chinese sentence (“有 17 位，应是 18 位”), "" when it is right.

    `code` has half-width capitals and no spaces.  Of python-stdnum only the check character is used: it
    refuses letters among the first two characters, which village collectives have (N2…).
    """
    if len(code) != 18:
        return f"有 {len(code)} 位，应是 18 位"
    if not _SHAPE.fullmatch(code):
        return "里有不该有的字符"
    from stdnum.cn import uscc  # loaded with the first code

    if uscc.calc_check_digit(code[:17]) != code[17]:
        return "的校验位不对，可能抄错了一位"
    return ""
