"""Kinds of records that follow up a visit: looking again, field sheets, filed scans, campaigns, objections."""

from __future__ import annotations

from yongji_desktop.core.fields import Field, Input, Kind
from yongji_desktop.core.kind_parts import GRADES, INSPECTOR_FIELDS, PHOTO_FIELDS, choice, long, text

WHY = {"expired": "整改期限届满", "applied": "企业申请（回复）", "resumed": "恢复经营前", "other": "其他"}
CONCLUSIONS = {"rectified": "已整改", "partly": "部分整改", "not": "未整改", "cannot": "无法整改"}
NEXT_STEPS = {"second_deadline": "二次限期", "handover": "抄告移送", "report_up": "上报"}
LOOKED_GRADES = {**GRADES, "major": "重大"}

LOOK_FIELDS = (
    text("hazard", "隐患", required=True, of="hazard"),
    text("number", "隐患编号"),
    text("part", "部位"),
    long("description", "原问题"),
    long("measure", "整改要求"),
    choice("grade", "等级", LOOKED_GRADES),
    Field("found_on", "发现日期", Input.DATE),
    Field("due_on", "整改期限", Input.DATE),
    text("notice", "原通知书编号"),
    text("department", "承办部门"),
    choice("conclusion", "复查结论", CONCLUSIONS),
    long("seen", "现场核查"),
    Field("invested", "整改投入（万元）", Input.NUMBER),
    Field("finished_on", "完成日期", Input.DATE),
    Field("self_reported", "完成日期为企业自报", Input.YESNO),
    choice("next", "下一步", NEXT_STEPS),
    Field("next_due_on", "二次限期", Input.DATE),
    text("next_department", "抄告（上报）部门"),
    long("interim", "临时管控"),
    text("no_photo_reason", "没有改后照片的原因"),
    text("before", "整改前照片"),
)

REINSPECTION = Kind(
    "reinspection",
    "复查",
    "issued",
    (
        text("site_id", "被复查单位", required=True, of="site"),
        Field("site", "单位快照", Input.DATA, holds="object"),
        Field("began_at", "复查时间", Input.MOMENT, required=True),
        Field("ended_at", "结束时间", Input.MOMENT),
        Field("inspectors", "复查人员", Input.ROWS, required=True, rows=INSPECTOR_FIELDS),
        text("recorder", "记录人"),
        text("single_reason", "一人复查的原因"),
        choice("why", "复查原因", WHY),
        text("companion", "企业陪同"),
        long("reply", "企业回复"),
        Field("looks", "逐条复查", Input.ROWS, required=True, rows=LOOK_FIELDS),
        Field("photos", "照片", Input.ROWS, rows=PHOTO_FIELDS),
        long("opinion", "复查意见"),
        text("original_id", "原检查", of="inspection"),
        text("original_number", "原文书编号"),
        Field("original_on", "原检查日期", Input.DATE),
        text("nature", "原检查性质"),
        text("site_present", "到场人"),
        Field("site_person", "现场人员", Input.DATA, holds="object"),
        Field("told_principal", "电话告知负责人", Input.DATA, holds="object"),
        Field("signature", "签字情况", Input.DATA, holds="object"),
    ),
    title="began_at",
    columns=("site_id", "began_at", "original_id"),
)

SHEET_STATES = {"out": "没录入", "entered": "已录入", "void": "作废"}
FIELD_SHEET = Kind(
    "field_sheet",
    "现场用纸",
    "register",
    (
        text("site_id", "单位", required=True, of="site"),
        text("inspection_id", "检查"),
        text("number", "编号", required=True),
        text("printed_at", "打印时间"),
        text("campaign_id", "专项行动", of="campaign"),
        text("pdf", "PDF 摘要"),
        Field("pages", "页数", Input.COUNT),
        Field("data", "内容", Input.DATA, holds="object"),
        choice("state", "状态", SHEET_STATES),
        text("void_words", "作废原因"),
    ),
    title="number",
    columns=("site_id", "inspection_id", "number", "printed_at", "campaign_id", "state"),
)

FILING = Kind(
    "filing",
    "归档扫描件",
    "register",
    (
        text("number", "文书编号", required=True),
        Field("edition", "版次", Input.COUNT),
        text("check_code", "校验码"),
        text("subject_kind", "所属记录种类"),
        text("subject_id", "所属记录"),
        text("site_id", "单位", of="site"),
        text("filed_at", "归档时间"),
        Field("of_pages", "应有页数", Input.COUNT),
        Field("scans", "扫描件", Input.DATA, holds="list"),
        Field("complete", "页已齐", Input.YESNO),
    ),
    title="number",
    columns=("number", "subject_kind", "subject_id", "site_id", "complete"),
)

GROUP_FIELDS = (
    text("name", "组名", required=True),
    text("leader", "带队领导"),
    Field("sites", "路线", Input.DATA, holds="list"),
)
CAMPAIGN = Kind(
    "campaign",
    "专项行动",
    "register",
    (
        text("name", "名称", required=True, width=16),
        Field("begins_on", "起", Input.DATE, required=True),
        Field("ends_on", "止", Input.DATE, required=True),
        text("category", "检查类型"),
        Field("checklists", "检查表", Input.DATA, holds="list"),
        Field("groups", "分组", Input.ROWS, rows=GROUP_FIELDS),
        long("summary", "一页小结补充"),
    ),
    columns=("name", "begins_on", "ends_on"),
)

OBJECTION = Kind(
    "objection",
    "异议",
    "register",
    (
        text("inspection_id", "检查", of="inspection"),
        text("site_id", "单位", of="site"),
        long("words", "异议内容", required=True),
        text("raised_by", "提出人"),
        Field("received_on", "收到日期", Input.DATE, required=True),
        Field("with_visit", "写在记录上", Input.YESNO),
        long("checked", "核实情况"),
        long("answer", "答复"),
        Field("answered_on", "答复日期", Input.DATE),
        text("answered_by", "答复人"),
    ),
    title="words",
    columns=("inspection_id", "site_id", "received_on", "answered_on"),
)
