"""The columns of a register of sites by the words that offices head them with."""

from __future__ import annotations

from yongji_desktop.ledgers.headings import Column, bare

_WORDS = {
    "name": (
        "单位名称 企业名称 名称 场所名称 单位 企业 商户名称 经营单位名称 生产经营单位 "
        "生产经营单位名称 单位全称 企业全称 店铺名称 被检查单位 字号名称"
    ),
    "signboard": "招牌 招牌名 招牌名称 门头名称 店招",
    "uscc": (
        "统一社会信用代码 信用代码 社会信用代码 统一信用代码 统一代码 营业执照代码 "
        "统一社会信用代码证号"
    ),
    "license_no": "旧执照号 营业执照号 执照号 营业执照注册号 注册号 工商注册号",
    "entity_type": "单位类型 企业类型 单位性质 经济类型 主体类型",
    "sector": "行业 行业领域 行业类别 所属行业 行业类型 所属领域 行业分类",
    "place_category": "场所类别 场所类型 场所分类 小场所类别 九小场所类别",
    "business_scope": "经营范围 主营业务 经营内容 主要产品",
    "town_name": "所属镇街 镇街 乡镇 镇 街道 所属乡镇 所在乡镇 所属镇 所属街道 乡镇街道 镇办",
    "village": "村 社区 村社区 村别 村名 所属村 所属社区 所属村社区 行政村 所在村 村居 村/社区 所在社区",
    "grid": "网格 网格名称 所属网格 网格编号",
    "address": (
        "地址 单位地址 企业地址 详细地址 经营地址 经营场所 生产经营地址 注册地址 地点 具体位置 "
        "位置 住所"
    ),
    "legal_person": "法定代表人 法人 法人代表 企业法人 法定代表人姓名 法人姓名 法人代表姓名",
    "actual_controller": "实际控制人",
    "principal": (
        "负责人 主要负责人 单位负责人 企业负责人 负责人姓名 老板 经营者 业主 主要负责人姓名 店主"
    ),
    "principal_post": "负责人职务 主要负责人职务",
    "principal_phone": (
        "负责人电话 负责人联系电话 负责人手机 主要负责人电话 主要负责人联系电话 负责人联系方式"
    ),
    "safety_officer": (
        "安全员 安全负责人 安全管理人员 安全管理员 专职安全员 安全生产负责人 安全员姓名 "
        "安全管理负责人 专兼职安全员"
    ),
    "safety_officer_post": "安全员职务 安全负责人职务",
    "safety_officer_phone": (
        "安全员电话 安全员联系电话 安全负责人电话 安全负责人联系电话 安全员手机 安全管理人员电话 "
        "安全管理人员联系电话"
    ),
    "phone": (
        "联系电话 电话 手机 手机号 手机号码 联系方式 电话号码 单位电话 固定电话 法人电话 "
        "法人联系电话 法定代表人电话 法人联系方式"
    ),
    "phone2": "备用电话 其他电话 第二电话",
    "employees": (
        "从业人数 人数 员工人数 职工人数 从业人员 从业人员数 从业人员数量 员工数 职工数 用工人数"
    ),
    "area_m2": "面积 建筑面积 经营面积 占地面积 营业面积 场所面积 使用面积",
    "floors": "层数 楼层数 建筑层数 楼层",
    "structure": "结构 建筑结构 房屋结构",
    "self_built": "自建房 是否自建房 是否为自建房 是否属于自建房 经营性自建房 是否经营性自建房",
    "above_scale": "规模以上 是否规上 是否规模以上 规上企业 规上 是否规上企业 是否规模以上企业",
    "risk_level": "风险等级 风险级别 安全风险等级 风险分级 风险",
    "supervising_department": "行业主管部门 主管部门 监管部门 行业监管部门",
    "regulating_department": "监管牵头部门 牵头部门",
    "tags": "重点部位 重点环节 重点部位环节 危险因素",
    "special_workers": "特种作业人数 特种作业人员数",
    "special_equipment": "特种设备数 特种设备数量",
    "operating_state": "经营状态 营业状态 生产状态 经营状况 生产经营状态",
    "last_visit_on": (
        "最近检查日期 最近检查日 最近检查时间 上次检查日期 上次检查时间 最近一次检查日期 "
        "最后检查日期"
    ),
    "longitude": "经度",
    "latitude": "纬度",
    "remark": "备注 说明 备注说明",
    "contact": "联系人 联系人姓名",
    "serial": "序号 编号 顺序号 NO 序列 序",
}
_FIELD_OF = {word: name for name, written in _WORDS.items() for word in written.split()}
FIELDS = tuple(name for name in _WORDS if name not in ("serial", "contact"))
_PEOPLE = {"legal_person", "principal", "safety_officer", "actual_controller"}
_OWNERS = (
    ("安全", "safety_officer"),
    ("法人", "legal_person"),
    ("法定代表人", "legal_person"),
    ("负责人", "principal"),
)


def field_of(group: str, word: str) -> str | None:
    """The field of a heading `word` below the heading `group` ("" without one), None when it is not known.

    姓名 and 电话 below 负责人情况 are those of the 负责人.  ``serial`` (序号) and ``contact`` (联系人) are no
    fields of a site.
    """
    if not group:
        return _FIELD_OF.get(word)
    owner = next((person for key, person in _OWNERS if key in group), None)
    name = _FIELD_OF.get(word)
    if owner and word in ("姓名", "名字", "名称"):
        return owner
    if owner in ("principal", "safety_officer") and (name == "phone" or word == "职务"):
        return f"{owner}_{'post' if word == '职务' else 'phone'}"
    return name or _FIELD_OF.get(group + word)


def settle(columns: list[Column]) -> list[Column]:
    """Columns after a look at all of them.

    A second 电话 is the other number; 联系人 is the person in charge where no other person has a column.
    """
    fields = {column.field for column in columns}
    settled = []
    for column in columns:
        name = column.field
        if name is None and _FIELD_OF.get(bare(column.heading)) == "phone" and "phone2" not in fields:
            name = "phone2"
        elif name == "contact":
            name = None if fields & _PEOPLE else "principal"
        fields.add(name)
        settled.append(Column(column.index, column.heading, name))
    return settled
