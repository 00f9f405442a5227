"""Every kind of record, declared once: labels, checks, columns.

Form, table, validation, search, ledger, CLI and the exchange whitelist are made from these declarations.
Fields and words: the forms of a town's safety work (安全生产法 第六十八条 for what a record of a visit holds).
"""

from __future__ import annotations

from yongji_desktop.core.fields import Field, Input, Kind

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
TREATMENTS = {"on_spot": "当场整改", "deadline": "限期整改", "handover": "劝导停用、报告移送"}
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


def _text(name: str, label: str, **more) -> Field:
    return Field(name, label, Input.TEXT, **more)


def _long(name: str, label: str, **more) -> Field:
    return Field(name, label, Input.LONG, **more)


def _choice(name: str, label: str, choices: dict[str, str], **more) -> Field:
    return Field(name, label, Input.CHOICE, choices=choices, **more)


# The first four are asked once (R80); without them no paper is issued, but entries can begin.
OFFICE = Kind(
    "office",
    "机关",
    "register",
    (
        _text("organ_name", "机关全称", width=18),
        _text("short_name", "文号简称", required=True),
        _text("place_name", "镇街名称", required=True),
        _text("phone", "办公电话"),
        _text("section", "内设机构名"),
        Field("is_town", "是镇", Input.YESNO),
        Field("demo", "演示", Input.YESNO),
    ),
    title="organ_name",
)

DEVICE = Kind(
    "device",
    "电脑",
    "register",
    (_text("letter", "本机字母", required=True), _text("town", "镇街代码", required=True)),
    title="letter",
    columns=("letter", "town"),
)

OFFICER = Kind(
    "officer",
    "人员",
    "register",
    (
        _text("name", "姓名", required=True),
        _text("post", "职务"),
        _text("section", "所在机构"),
        _text("certificate", "执法证号"),
        _text("phone", "手机"),
        Field("inactive", "已停用", Input.YESNO),
    ),
    columns=("name", "inactive"),
    addable=True,
)

PERMIT_FIELDS = (
    _text("name", "证照名称", required=True),
    _text("number", "证照编号"),
    Field("valid_until", "有效期至", Input.DATE),
)

SITE = Kind(
    "site",
    "单位",
    "register",
    (
        _text("name", "单位名称", required=True, width=20),
        _text("signboard", "招牌名"),
        _text("uscc", "统一社会信用代码", width=12),
        Field("licence_shown", "现场已出示营业执照", Input.YESNO),
        _text("entity_type", "单位类型"),
        _text("sector", "行业类别"),
        _text("place_category", "场所类别"),
        _text("town_name", "所属镇街"),
        _text("village", "村（社区）"),
        _text("grid", "网格"),
        _text("address", "地址", width=16),
        _text("legal_person", "法定代表人"),
        _text("actual_controller", "实际控制人"),
        _text("principal", "主要负责人"),
        _text("principal_post", "负责人职务"),
        _text("principal_phone", "负责人电话"),
        _text("safety_officer", "安全员"),
        _text("safety_officer_post", "安全员职务"),
        _text("safety_officer_phone", "安全员电话"),
        _text("phone", "联系电话"),
        _text("phone2", "备用电话"),
        Field("employees", "从业人数", Input.COUNT),
        Field("area_m2", "建筑面积（平方米）", Input.NUMBER),
        Field("floors", "层数", Input.COUNT),
        _text("structure", "结构"),
        Field("self_built", "自建房", Input.YESNO),
        Field("above_scale", "规模以上", Input.YESNO),
        _choice("risk_level", "风险等级", RISK_LEVELS),
        _text("supervising_department", "行业主管部门"),
        _text("regulating_department", "监管牵头部门"),
        Field("tags", "重点部位", Input.DATA, holds="list"),
        Field("special_workers", "特种作业人数", Input.COUNT),
        Field("special_equipment", "特种设备数", Input.COUNT),
        Field("permits", "证照", Input.ROWS, rows=PERMIT_FIELDS),
        _choice("operating_state", "经营状态", OPERATING_STATES),
        Field("last_visit_on", "底册最近检查日期", Input.DATE),
        Field("longitude", "经度", Input.NUMBER),
        Field("latitude", "纬度", Input.NUMBER),
        _text("license_no", "旧执照号"),
        _long("business_scope", "经营范围"),
        _long("remark", "备注"),
    ),
    columns=("name", "uscc", "village", "sector", "risk_level", "operating_state", "principal", "address"),
    addable=True,
)

INSPECTOR_FIELDS = (
    _text("name", "姓名", required=True),
    _text("section", "机构"),
    _text("certificate", "执法证号"),
    _text("officer_id", "人员", of="officer"),
)
HAZARD_FIELDS = (
    _text("id", "隐患内部号"),
    _text("item", "检查项"),
    _text("finding", "常用语"),
    _text("part", "部位"),
    _long("description", "问题隐患描述", required=True),
    _long("measure", "整改要求"),
    _text("category", "隐患类别"),
    Field("basis", "依据条款", Input.DATA, holds="list"),
    _choice("grade", "等级", GRADES, required=True),
    _choice("treatment", "处理方式", TREATMENTS, required=True),
    Field("due_on", "整改期限", Input.DATE),
    _text("responsible", "责任人"),
    Field("shock_or_entangle", "触电、卷入类", Input.YESNO),
    Field("judgement", "判定依据", Input.DATA, holds="object"),
    Field("control", "已采取管控措施", Input.DATA, holds="object"),
    Field("phone_report", "电话报告", Input.DATA, holds="object"),
    _text("department", "默认抄告部门"),
)
ANSWER_FIELDS = (
    _text("item", "检查项", required=True),
    _long("text", "检查内容", required=True),
    Field("basis", "依据", Input.DATA, holds="list"),
    Field("star", "★项", Input.YESNO),
    _choice("result", "结果", RESULTS, required=True),
    _long("note", "情况描述"),
    Field("revisit_on", "补查日期", Input.DATE),
    _text("reason", "未查原因"),
)
PHOTO_FIELDS = (
    _text("sha", "照片", required=True),
    _choice("use", "用途", PHOTO_USES),
    _text("caption", "说明"),
    Field("taken_at", "拍摄时间", Input.MOMENT),
    _text("taken_by", "拍摄人"),
    Field("hazard", "第几条隐患（从 0 数）", Input.COUNT),
    _text("item", "检查项"),
    Field("marks", "标记", Input.DATA, holds="list"),
    _text("marked", "带标记的照片"),
)

INSPECTION = Kind(
    "inspection",
    "检查",
    "issued",
    (
        _text("site_id", "被检查单位", required=True, of="site"),
        Field("site", "单位快照", Input.DATA, holds="object"),
        _choice("nature", "检查性质", NATURES, required=True),
        _choice("category", "检查类型", CATEGORIES, required=True),
        _text("category_name", "类型名称"),
        _choice("method", "检查方式", METHODS),
        Field("began_at", "开始时间", Input.MOMENT, required=True),
        Field("ended_at", "结束时间", Input.MOMENT),
        _text("places", "检查场所"),
        Field("inspectors", "检查人员", Input.ROWS, required=True, rows=INSPECTOR_FIELDS),
        _text("recorder", "记录人"),
        Field(
            "consultants",
            "技术咨询人员",
            Input.ROWS,
            rows=(_text("name", "姓名", required=True), _text("field", "专业")),
        ),
        _text("companions", "陪同部门"),
        Field("informed", "已告知", Input.YESNO),
        Field("showed_id", "已出示证件", Input.YESNO),
        Field("lead", "牵头部门", Input.DATA, holds="object"),
        Field("authority", "赋权（委托）依据", Input.DATA, holds="object"),
        Field("checklists", "检查表", Input.DATA, holds="list"),
        Field("answers", "检查项", Input.ROWS, rows=ANSWER_FIELDS),
        Field("hazards", "隐患", Input.ROWS, rows=HAZARD_FIELDS),
        Field("photos", "照片", Input.ROWS, rows=PHOTO_FIELDS),
        Field("videos", "检查视频段数", Input.COUNT),
        _text("unlicensed", "现场未出示的证照"),
        _text("single_reason", "一人检查的原因"),
        _text("visit_reason", "超过提醒线的缘由"),
        Field("tasks", "年度任务", Input.DATA, holds="list"),
        _long("extra_opinion", "补充处理意见"),
        _text("site_present", "到场人"),
        Field("site_person", "现场人员", Input.DATA, holds="object"),
        Field("told_principal", "电话告知负责人", Input.DATA, holds="object"),
        Field("signature", "签字情况", Input.DATA, holds="object"),
    ),
    title="began_at",
    columns=("site_id", "nature", "category", "began_at"),
    addable=True,
)

HAZARD = Kind(
    "hazard",
    "隐患",
    "traced",
    HAZARD_FIELDS
    + (
        _text("inspection_id", "来源检查", of="inspection"),
        _text("site_id", "单位", of="site"),
        Field("found_on", "发现日期", Input.DATE),
        _text("number", "隐患编号"),
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
        _text("site_id", "单位", required=True, of="site"),
        Field("site", "单位快照", Input.DATA, holds="object"),
        Field("arrived_at", "到达时间", Input.MOMENT, required=True),
        Field("inspectors", "人员", Input.ROWS, required=True, rows=INSPECTOR_FIELDS),
        _choice("reason", "原因", MISSED_REASONS, required=True),
        _text("reason_words", "原因（原话）"),
        _long("seen", "门外所见"),
        _text("witness", "邻证姓名"),
        _text("witness_post", "邻证身份（邻居、村或社区职务）"),
        _text("contacted", "联系情况（时间、电话、接话人）"),
        Field("next_on", "下次时间", Input.DATE),
        _text("told_department", "报告部门"),
        Field("told_at", "报告时间", Input.MOMENT),
        _text("receipt_no", "报告回执号"),
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
        _long("text", "问题描述", required=True),
        _text("item", "检查项"),
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
        _text("paper", "文书种类", required=True),
        _text("inspection_id", "检查", of="inspection"),
        _text("site_id", "单位", of="site"),
        _text("number", "编号"),
        Field("edition", "版次", Input.COUNT),
        Field("data", "内容", Input.DATA, holds="object"),
        _text("check_code", "校验码"),
        _text("pdf", "PDF 摘要"),
        Field("pages", "页数", Input.COUNT),
        _text("issued_at", "生成时间"),
        Field("inspection_version", "检查的版次", Input.COUNT),
        Field("missing_glyphs", "字库没有的字", Input.DATA, holds="list"),
    ),
    title="number",
    columns=("paper", "inspection_id", "site_id", "number", "check_code", "pdf"),
)

PACK = Kind(
    "pack",
    "数据包",
    "register",
    (
        _text("pack", "种类", required=True),
        _text("name", "名称", required=True),
        _text("version", "版本", required=True),
        Field("valid_from", "起用日期", Input.DATE),
        _text("blob", "内容摘要", required=True),
    ),
    columns=("pack", "name", "version", "valid_from", "blob"),
)

KINDS: dict[str, Kind] = {
    kind.name: kind for kind in (OFFICE, DEVICE, OFFICER, SITE, INSPECTION, HAZARD, MISSED_VISIT, PAPER, PACK, PHRASE)
}
