"""Words and fields that several kinds of records share."""

from __future__ import annotations

from yongji_desktop.core.fields import Field, Input

NATURES = {"patrol": "日常巡查", "joint": "配合部门检查", "authorised": "经赋权（委托）的行政检查"}
CATEGORIES = {
    "routine": "日常",
    "special": "专项排查",
    "holiday": "节前",
    "resumption": "复工复产",
    "seasonal": "季节性",
    "complaint": "举报核查",
}
METHODS = {"ordinary": "一般", "unannounced": "四不两直"}
RESULTS = {"pass": "合格", "fail": "不合格", "na": "不适用", "unseen": "未查"}
GRADES = {"general": "一般", "suspected_major": "疑似重大"}
GRAVE = ("suspected_major", "major")  # a department, not the town, says when these are closed
TREATMENTS = {"on_spot": "当场整改", "deadline": "限期整改", "handover": "劝导停用、报告移送", "clue": "线索移送"}
JUDGEMENTS = {
    "standard": "判定标准某条",
    "unverified_standard": "标准原文待核",
    "on_scene": "暂无对应标准，凭现场情况初判",
}
PHOTO_USES = {"scene": "现场", "before": "整改前", "after": "整改后"}
SIGNATURES = {
    "unsigned": "未签",
    "signed": "已签",
    "refused": "拒签",
    "other_signed": "现场人员已签（负责人不在场）",
}
RISK_LEVELS = {"red": "红", "orange": "橙", "yellow": "黄", "blue": "蓝"}
OPERATING_STATES = {"open": "在营", "suspended": "停业", "closed": "关闭", "moved_away": "迁出"}


def text(name: str, label: str, **more) -> Field:
    return Field(name, label, Input.TEXT, **more)


def long(name: str, label: str, **more) -> Field:
    return Field(name, label, Input.LONG, **more)


def choice(name: str, label: str, choices: dict[str, str], **more) -> Field:
    return Field(name, label, Input.CHOICE, choices=choices, **more)


INSPECTOR_FIELDS = (
    text("name", "姓名", required=True),
    text("section", "机构"),
    text("certificate", "执法证号"),
    text("officer_id", "人员", of="officer"),
)
PHOTO_FIELDS = (
    text("sha", "照片", required=True),
    choice("use", "用途", PHOTO_USES),
    text("caption", "说明"),
    Field("taken_at", "拍摄时间", Input.MOMENT),
    text("taken_by", "拍摄人"),
    Field("hazard", "第几条隐患（从 0 数）", Input.COUNT),
    text("item", "检查项"),
    Field("marks", "标记", Input.DATA, holds="list"),
    text("marked", "带标记的照片"),
)
