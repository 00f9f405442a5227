"""The rules about visits and hazards as one table: number, severity, source, what it asks, where it is asked.

Numbers are those of the field's rule list.  ``block`` 阻断 refuses the deed, ``warn`` 警告 passes with a reason that goes to
the history and never onto a paper, ``hint`` 提醒 asks nothing.  约 marks this program's convention; 待核 a source whose
article has not been compared with the original and is printed nowhere; 参照 a law that binds departments.
"""

from __future__ import annotations

from dataclasses import dataclass

SEVERITIES = {"block": "阻断", "warn": "警告", "hint": "提醒", "later": "可补"}


@dataclass(frozen=True)
class BookRule:
    """One rule: `severities` it may have, `source`, `words` what it asks, `asked` where (module names)."""

    id: str
    severities: tuple[str, ...]
    words: str
    source: str
    asked: tuple[str, ...]


def _rule(identity: str, severities: str, words: str, source: str, asked: str) -> BookRule:
    return BookRule(identity, tuple(severities.split()), words, source, tuple(asked.split()))


RULE_BOOK: dict[str, BookRule] = {
    one.id: one
    for one in (
        _rule("R01", "block warn", "检查、复查人员少于两人：日常巡查可写原因照常，行政检查拦下", "行政处罚法第四十二条第一款；两人为执法通例", "rules reinspections"),
        _rule("R02", "block", "行政检查填每名执法人员证号并勾已出示", "安全生产法第六十七条第二款；行政处罚法第五十五条第一款", "rules"),
        _rule("R03", "block", "记录有时间、地点、内容、问题、处理情况五项", "参照安全生产法第六十八条", "rules"),
        _rule("R04", "block warn hint later", "归档要有双方签字状态；拒签填原因、报告部门", "参照安全生产法第六十八条", "rules papers"),
        _rule("R05", "block", "赋权检查要有赋权（委托）依据；议事协调机构不作检查主体", "晋政办发〔2025〕9号第1条（内部把关，不印）", "rules"),
        _rule("R06", "warn", "同一单位当年次数到提醒线写缘由；巡查、配合、赋权分开计，复查不计", "国办发〔2024〕54号；线由本机关自定（约）", "rules"),
        _rule("R07", "block", "没有赋权文号的不出责令、处罚、查封类文书", "安全生产法第六十五条；行政处罚法第二十四条；行政强制法第十七条", "powers forms papers"),
        _rule("R08", "block warn", "一般隐患有期限、责任人；日期前后不矛盾；当场整改免期限", "整改“五落实”惯例（约）", "rules hazard_steps reinspections"),
        _rule("R09", "hint warn", "默认期限；超过 30 日写理由；触电、卷入类立即停用＋7 日内", "约", "rules papers"),
        _rule("R10", "hint warn", "申请或期满（较早者）起 10 日（自然日）内复查", "安全生产违法行为行政处罚办法（条号待核，不印）", "due reinspections papers"),
        _rule("R12", "block", "复查逐条有结论；未改好的必选二次限期、抄告移送或上报", "安全生产法第六十九条、第一百零二条；约", "reinspections papers"),
        _rule("R13", "block warn", "疑似重大要有判定依据三选一；当日出快报，24 小时未报标红", "安全生产法第四十一条、第一百一十八条；时限为约", "rules hazard_steps papers due"),
        _rule("R14", "block", "重大隐患销号必须有部门文号、审核人、日期；本机关不作销号结论", "安全生产法第四十一条第三款、第六十五条第一款第三项", "hazard_steps papers"),
        _rule("R16", "block warn", "移送有接收部门、送达日期；过反馈期限催办", "安全生产法第六十九条；7 日为约", "hazard_steps due papers"),
        _rule("R38", "hint", "每台设备留存个人信息处理告知", "个人信息保护法第十七条、第三十四条、第三十五条", "papers"),
        _rule("R48", "block warn", "举报登记—核实—书面材料—反馈；需整改的负责人签字", "参照安全生产法第七十三条", "complaints papers"),
        _rule("R49", "hint", "企业自查自报的隐患，文书措辞为督促", "晋政发〔2026〕1号（转述，不印）", "papers"),
        _rule("R50", "hint", "检查内容只能用安全事项", "参照安全生产法第六十七条第二款", "packs"),
        _rule("R53", "hint", "村（居）委会发现隐患向当地政府或部门报告", "安全生产法第七十五条", "hazards"),
        _rule("R54", "block", "等级只选一般、疑似重大；重大只在录入部门认定文号、认定人、日期后出现", "安全生产法第四十一条第三款、第一百一十八条", "hazard_road hazard_steps"),
        _rule("R55", "block hint", "没有报告事件不印已报告，没有送达登记不印已移送；日期按实际发生", "记录须如实（约）", "hazard_steps papers"),
        _rule("R56", "warn hint", "电话报告随时可登记，不受任何阻断；记录、通知书、快报一次取号", "约", "rules hazard_steps papers"),
        _rule("R57", "warn", "移送函附的检查记录未签字归档的附未签件并注明", "安全生产法第六十九条；约", "papers"),
        _rule("R58", "block", "认定不构成重大的另定期限并排复查；退回的改送另一部门", "安全生产法第六十九条、第一百一十八条；约", "hazard_steps"),
        _rule("R59", "block", "未赋权时不用责令、处罚等措辞，只扫以本机关名义作意思表示的栏", "安全生产法第六十五条；行政处罚法第二十四条；行政强制法第十七条", "wording"),
        _rule("R60", "warn hint", "印给单位的依据只取核过的条款，待核的不印条号", "约", "citations papers"),
        _rule("R61", "block", "全部合格不覆盖★项", "防漏查（约）", "answers"),
        _rule("R62", "block warn later", "未能检查填原因、时间、照片；拒绝进入的填报告部门；不发通知书", "安全生产法第九条第二款；约", "missed papers"),
        _rule("R63", "block warn hint", "签字人不是负责人的填现场人员和已电话告知，不算拒签", "参照安全生产法第六十八条", "rules papers"),
        _rule("R64", "warn hint later", "拒签补报告回执号、见证人身份；拒收补张贴或邮寄照片", "参照安全生产法第六十八条", "rules papers"),
        _rule("R65", "block warn hint", "有异议的附异议附页，7 日内核实答复", "约", "due objections papers"),
        _rule("R66", "warn block hint", "无证无照线索不设整改期限，走线索移送", "安全生产法第六十九条；约", "rules papers"),
        _rule("R67", "block", "举报人信息不进台账、打印、搜索、交换；给单位的纸不印举报", "参照安全生产法第七十三条；个人信息保护法第五十一条", "complaints papers"),
        _rule("R68", "block hint", "村（社区）、网格上报先待核实，3 日内核实，结果告知上报人", "安全生产法第七十五条；3 日为约", "hazard_steps due"),
        _rule("R69", "block warn", "当场整改、已整改要有整改后照片或写明原因；不发通知书，不生复查", "约", "rules reinspections papers"),
        _rule("R70", "hint", "移送无回音：催办两次→报分管领导→抄告市安委办；标等部门 n 天，不计逾期", "安全生产法第六十九条", "due hazard_steps"),
        _rule("R71", "block", "终止选原因并附凭据，不算整改", "约", "hazard_steps"),
        _rule("R73", "block warn", "延期由分管领导批，在期限前办；触电、卷入类写停用措施", "约", "hazard_steps"),
        _rule("R77", "hint", "没有当年任务包注沿用2024年任务目录；给单位的记录不印年度任务", "约", "tasks papers"),
        _rule("R78", "block", "恢复到新机必换字母，旧字母封存", "文号不重（约）", "maintenance"),
        _rule("R79", "block warn", "停用人员前有交接清单；历史署名不变", "约", "handing_over"),
        _rule("R80", "block", "机关全称、文号简称、办公电话、内设机构名四项填齐才出文书", "文书落款（约）", "papers"),
        _rule("R81", "block warn hint", "配合检查默认不另出文书，登记部门文书号、扫描件和复查归属", "安全生产法第六十九条、第九条第二款", "rules"),
    )
}


def rule_rows() -> list[dict[str, str]]:
    """The table for reading: id, severity in words, what it asks, source."""
    return [
        {"id": one.id, "severity": "／".join(SEVERITIES[each] for each in one.severities), "words": one.words, "source": one.source}
        for one in RULE_BOOK.values()
    ]
