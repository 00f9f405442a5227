"""What the editor says of itself: chips, keys, help."""

from __future__ import annotations

CHIPS = {
    "patrol": ("日常巡查", "blue"),
    "joint": ("配合检查", "teal"),
    "authorised": ("赋权检查", "grey"),
}
_ANSWERS = [("1 2 3", "合格 不合格 不适用"), ("Enter", "填隐患"), ("F3", "常用语")]
KEYS = [("↑↓", "换项"), *_ANSWERS, ("F6", "切换左右"), ("Ctrl+Z", "撤销")]
NARROW_KEYS = [*_ANSWERS, ("F4", "表头"), ("F6", "左右")]
CORRECTION_HELP = [
    "更正写成下一版，原来的版本留着，随时可以并排看。",
    "上面一行是更正的原因，必须写一句。",
    "已登记隐患的等级、处理、期限不能在这里改，要按隐患的办理步骤登记。",
    "删去一条隐患，或把它的检查项改回合格，完成时这条隐患撤回。",
    "每次输入 2 秒内自动保存；Ctrl+Z 一步步退回；Esc 离开，更正留在草稿里。",
    "Ctrl+P 完成更正；已出的文书到打印页出下一版，编号不变。",
]
HELP = [
    "1 合格、2 不合格、3 不适用，空格在前两个间换；Ctrl+G 没答的记为合格，★ 逐项答。",
    "不合格自动开一条隐患：F3 常用语填好依据、整改要求、期限，再写部位、放照片。",
    "F4 改表头和签字，F5 未能检查，F9 看上次以来，Ctrl+L 照上次的表头。",
    "每次输入 2 秒内自动保存；Ctrl+Z 一步步退回；Esc 离开，草稿留着。",
    "Ctrl+J 到没答的项，Ctrl+PgUp、Ctrl+PgDn 换隐患，Ctrl+D 存为常用。",
    "F8 预览草稿；Ctrl+P 完成并打印，缺什么逐条列出，Enter 到那一栏。",
]
