"""Every kind of record, declared once: labels, checks, columns.

Form, table, validation, search, ledger, CLI and the exchange whitelist are made from these declarations.
Fields and words: the forms of a town's safety work (安全生产法 第六十八条 for what a record of a visit holds).
"""

from __future__ import annotations

from yongji_desktop.core.fields import Field, Input, Kind
from yongji_desktop.core.hazard_road import CLUE
from yongji_desktop.core.kind_parts import (
    CATEGORIES,
    GRADES,
    INSPECTOR_FIELDS,
    METHODS,
    NATURES,
    OPERATING_STATES,
    PHOTO_FIELDS,
    RESULTS,
    RISK_LEVELS,
    TREATMENTS,
    choice,
    long,
    text,
)
from yongji_desktop.core.kinds_follow import CAMPAIGN, FIELD_SHEET, FILING, OBJECTION, REINSPECTION
from yongji_desktop.core.kinds_powers import AUTHORITY
from yongji_desktop.core.terms import TERMS

# The first four are asked once (R80); without them no paper is issued, but entries can begin.
OFFICE = Kind(
    "office",
    "机关",
    "register",
    (
        text("organ_name", "机关全称", width=18),
        text("short_name", "文号简称", required=True),
        text("place_name", "镇街名称", required=True),
        text("phone", "办公电话"),
        text("section", "内设机构名"),
        Field("is_town", "是镇", Input.YESNO),
        Field("demo", "演示", Input.YESNO),
    ),
    title="organ_name",
)

DEVICE = Kind(
    "device",
    "电脑",
    "register",
    (text("letter", "本机字母", required=True), text("town", "镇街代码", required=True)),
    title="letter",
    columns=("letter", "town"),
)

OFFICER = Kind(
    "officer",
    "人员",
    "register",
    (
        text("name", "姓名", required=True),
        text("post", "职务"),
        text("section", "所在机构"),
        text("certificate", "执法证号"),
        text("phone", "手机"),
        Field("inactive", "已停用", Input.YESNO),
    ),
    columns=("name", "inactive"),
    addable=True,
)

PERMIT_FIELDS = (
    text("name", "证照名称", required=True),
    text("number", "证照编号"),
    Field("valid_until", "有效期至", Input.DATE),
)

SITE = Kind(
    "site",
    "单位",
    "register",
    (
        text("name", "单位名称", required=True, width=20),
        text("signboard", "招牌名"),
        text("uscc", "统一社会信用代码", width=12),
        Field("licence_shown", "现场已出示营业执照", Input.YESNO),
        text("entity_type", "单位类型"),
        text("sector", "行业类别"),
        text("place_category", "场所类别"),
        text("town_name", "所属镇街"),
        text("village", "村（社区）"),
        text("grid", "网格"),
        text("address", "地址", width=16),
        text("legal_person", "法定代表人"),
        text("actual_controller", "实际控制人"),
        text("principal", "主要负责人"),
        text("principal_post", "负责人职务"),
        text("principal_phone", "负责人电话"),
        text("safety_officer", "安全员"),
        text("safety_officer_post", "安全员职务"),
        text("safety_officer_phone", "安全员电话"),
        text("phone", "联系电话"),
        text("phone2", "备用电话"),
        Field("employees", "从业人数", Input.COUNT),
        Field("area_m2", "建筑面积（平方米）", Input.NUMBER),
        Field("floors", "层数", Input.COUNT),
        text("structure", "结构"),
        Field("self_built", "自建房", Input.YESNO),
        Field("above_scale", "规模以上", Input.YESNO),
        choice("risk_level", "风险等级", RISK_LEVELS),
        text("supervising_department", "行业主管部门"),
        text("regulating_department", "监管牵头部门"),
        Field("tags", "重点部位", Input.DATA, holds="list"),
        Field("special_workers", "特种作业人数", Input.COUNT),
        Field("special_equipment", "特种设备数", Input.COUNT),
        Field("permits", "证照", Input.ROWS, rows=PERMIT_FIELDS),
        choice("operating_state", "经营状态", OPERATING_STATES),
        Field("last_visit_on", "底册最近检查日期", Input.DATE),
        Field("longitude", "经度", Input.NUMBER),
        Field("latitude", "纬度", Input.NUMBER),
        text("license_no", "旧执照号"),
        long("business_scope", "经营范围"),
        long("remark", "备注"),
    ),
    columns=("name", "uscc", "village", "sector", "risk_level", "operating_state", "principal", "address"),
    addable=True,
)

HAZARD_FIELDS = (
    text("id", "隐患内部号"),
    text("item", "检查项"),
    text("finding", "常用语"),
    text("part", "部位"),
    long("description", "问题隐患描述", required=True),
    long("measure", "整改要求"),
    text("category", "隐患类别"),
    Field("basis", "依据条款", Input.DATA, holds="list"),
    choice("grade", "等级", GRADES, required=True),
    choice("treatment", "处理方式", TREATMENTS, required=True),
    Field("due_on", "整改期限", Input.DATE),
    text("responsible", "责任人"),
    Field("shock_or_entangle", "触电、卷入类", Input.YESNO),
    Field("judgement", "判定依据", Input.DATA, holds="object"),
    Field("control", "已采取管控措施", Input.DATA, holds="object"),
    Field("phone_report", "电话报告", Input.DATA, holds="object"),
    text("department", "默认抄告部门"),
)
ANSWER_FIELDS = (
    text("item", "检查项", required=True),
    long("text", "检查内容", required=True),
    Field("basis", "依据", Input.DATA, holds="list"),
    Field("star", "★项", Input.YESNO),
    choice("result", "结果", RESULTS, required=True),
    long("note", "情况描述"),
    Field("revisit_on", "补查日期", Input.DATE),
    text("reason", "未查原因"),
)
INSPECTION = Kind(
    "inspection",
    "检查",
    "issued",
    (
        text("site_id", "被检查单位", required=True, of="site"),
        Field("site", "单位快照", Input.DATA, holds="object"),
        choice("nature", "检查性质", NATURES, required=True),
        choice("category", "检查类型", CATEGORIES, required=True),
        text("category_name", "类型名称"),
        choice("method", "检查方式", METHODS),
        Field("began_at", "开始时间", Input.MOMENT, required=True),
        Field("ended_at", "结束时间", Input.MOMENT),
        text("places", "检查场所"),
        Field("inspectors", "检查人员", Input.ROWS, required=True, rows=INSPECTOR_FIELDS),
        text("recorder", "记录人"),
        Field(
            "consultants",
            "技术咨询人员",
            Input.ROWS,
            rows=(text("name", "姓名", required=True), text("field", "专业")),
        ),
        text("companions", "陪同部门"),
        Field("informed", "已告知", Input.YESNO),
        Field("showed_id", "已出示证件", Input.YESNO),
        Field("lead", "牵头部门", Input.DATA, holds="object"),
        Field("authority", "赋权（委托）依据", Input.DATA, holds="object"),
        Field("checklists", "检查表", Input.DATA, holds="list"),
        Field("answers", "检查项", Input.ROWS, rows=ANSWER_FIELDS),
        Field("hazards", "隐患", Input.ROWS, rows=HAZARD_FIELDS),
        Field("photos", "照片", Input.ROWS, rows=PHOTO_FIELDS),
        Field("videos", "检查视频段数", Input.COUNT),
        text("unlicensed", "现场未出示的证照"),
        text("single_reason", "一人检查的原因"),
        text("visit_reason", "超过提醒线的缘由"),
        Field("tasks", "年度任务", Input.DATA, holds="list"),
        text("field_sheet", "现场用纸", of="field_sheet"),
        text("campaign_id", "专项行动", of="campaign"),
        long("extra_opinion", "补充处理意见"),
        text("site_present", "到场人"),
        Field("site_person", "现场人员", Input.DATA, holds="object"),
        Field("told_principal", "电话告知负责人", Input.DATA, holds="object"),
        Field("signature", "签字情况", Input.DATA, holds="object"),
    ),
    title="began_at",
    columns=("site_id", "nature", "category", "began_at", "campaign_id"),
    addable=True,
)

HAZARD = Kind(
    "hazard",
    "隐患",
    "traced",
    tuple(choice("grade", "等级", {**GRADES, CLUE: "线索"}, required=True) if one.name == "grade" else one for one in HAZARD_FIELDS)
    + (
        text("missing", "现场未出示的证照"),
        text("inspection_id", "来源检查", of="inspection"),
        text("site_id", "单位", of="site"),
        Field("found_on", "发现日期", Input.DATE),
        text("number", "隐患编号"),
        text("reported_by", "上报人"),
        text("place", "地点"),
        text("repeats", "重复的隐患", of="hazard"),
        text("keeper", "经办人"),
        Field("photos", "照片", Input.ROWS, rows=PHOTO_FIELDS),
    ),
    title="description",
    columns=("site_id", "inspection_id", "found_on", "number", "finding"),
)

MISSED_REASONS = {"locked": "锁门", "suspended": "停业", "refused": "拒绝进入", "other": "其他"}
MISSED_VISIT = Kind(
    "missed_visit",
    "未能检查",
    "issued",
    (
        text("site_id", "单位", required=True, of="site"),
        Field("site", "单位快照", Input.DATA, holds="object"),
        Field("arrived_at", "到达时间", Input.MOMENT, required=True),
        Field("inspectors", "人员", Input.ROWS, required=True, rows=INSPECTOR_FIELDS),
        choice("reason", "原因", MISSED_REASONS, required=True),
        text("reason_words", "原因（原话）"),
        long("seen", "门外所见"),
        text("witness", "邻证姓名"),
        text("witness_post", "邻证身份（邻居、村或社区职务）"),
        text("contacted", "联系情况（时间、电话、接话人）"),
        Field("next_on", "下次时间", Input.DATE),
        text("told_department", "报告部门"),
        Field("told_at", "报告时间", Input.MOMENT),
        text("receipt_no", "报告回执号"),
        Field("photos", "照片", Input.ROWS, rows=PHOTO_FIELDS),
    ),
    title="arrived_at",
    columns=("site_id", "arrived_at", "reason", "next_on"),
    addable=True,
)

PHRASE = Kind(
    "phrase",
    "常用语",
    "register",
    (
        long("text", "问题描述", required=True),
        text("item", "检查项"),
        Field("hazard", "填入的内容", Input.DATA, holds="object", required=True),
    ),
    title="text",
    columns=("text", "item"),
)

PAPER = Kind(
    "paper",
    "文书",
    "issued",
    (
        text("paper", "文书种类", required=True),
        text("subject_kind", "所属记录种类"),
        text("subject_id", "所属记录"),
        text("site_id", "单位", of="site"),
        text("number", "编号"),
        Field("edition", "版次", Input.COUNT),
        Field("data", "内容", Input.DATA, holds="object"),
        text("check_code", "校验码"),
        text("pdf", "PDF 摘要"),
        Field("pages", "页数", Input.COUNT),
        text("issued_at", "生成时间"),
        Field("subject_version", "所属记录的版次", Input.COUNT),
        Field("missing_glyphs", "字库没有的字", Input.DATA, holds="list"),
    ),
    title="number",
    columns=("paper", "subject_kind", "subject_id", "site_id", "number", "check_code", "pdf"),
)

PACK = Kind(
    "pack",
    "数据包",
    "register",
    (
        text("pack", "种类", required=True),
        text("name", "名称", required=True),
        text("version", "版本", required=True),
        Field("valid_from", "起用日期", Input.DATE),
        text("blob", "内容摘要", required=True),
    ),
    columns=("pack", "name", "version", "valid_from", "blob"),
)

KINDS: dict[str, Kind] = {
    kind.name: kind for kind in (OFFICE, DEVICE, OFFICER, SITE, INSPECTION, HAZARD, MISSED_VISIT, PAPER, PACK, PHRASE,
    REINSPECTION, FIELD_SHEET, FILING, CAMPAIGN, OBJECTION, AUTHORITY, TERMS)
}
