"""The words of the ledger as users read them: kinds, bounds, findings, verdicts, fields.

>>> KINDS["target"].en
'target'
"""

from __future__ import annotations

from luoshi.core.target import KIND_LABELS, TargetKind
from luoshi.core.text import Text

KINDS: dict[str, Text] = {
    "target": Text("目标", "target"),
    "base": Text("现状", "base"),
    "task": Text("任务", "task"),
    "project": Text("项目", "project"),
    "system": Text("系统", "system"),
    "duty": Text("职责", "duty"),
}
KINDS_PLURAL: dict[str, Text] = {
    "target": Text("目标", "Targets"),
    "base": Text("现状", "Bases"),
    "task": Text("任务", "Tasks"),
    "project": Text("项目", "Projects"),
    "system": Text("系统", "Systems"),
    "duty": Text("职责", "Duties"),
}

TARGET_KINDS: dict[str, Text] = {kind.value: label for kind, label in KIND_LABELS.items()}
TARGET_KIND_MEANING: dict[str, Text] = {
    TargetKind.LEVEL: Text(
        "到目标年份要达到的水平; 有基期值时按 (现值−基期)/(目标−基期) 计进度。",
        "A level to be reached by the target year; with a base, progress is (now − base) / (target − base).",
    ),
    TargetKind.CUMULATIVE: Text(
        "规划期内各年相加的总量; 进度为各年之和除以目标总量。",
        "A total over all years of the plan; progress is the sum of the years over the total.",
    ),
    TargetKind.GROWTH: Text(
        "每年平均增长的速度; 各年增速连乘后与要求的速度比较。",
        "An average growth a year; the years' growth is compounded and compared with what is asked.",
    ),
    TargetKind.CHANGE: Text(
        "整个规划期相对基期的变化幅度; 进度为已变化的幅度除以目标幅度。",
        "A change over the whole period against the base; progress is the change so far over the change aimed at.",
    ),
    TargetKind.MULTIPLE: Text(
        "达到基期的若干倍 (翻一番即 2 倍); 目标值由基期值推出。",
        "A multiple of the base (doubling is 2); the target value follows from the base.",
    ),
    TargetKind.CEILING: Text(
        "不得超过的上限; 每年只有守住或突破, 另看余量。",
        "A limit not to be exceeded; each year it is kept or broken, with the headroom beside it.",
    ),
    TargetKind.HOLD: Text(
        "要保持的状态; 按守住的年份所占比例计。",
        "A state to be kept; progress is the share of years in which it was kept.",
    ),
    TargetKind.RANGE: Text(
        "应落在的区间; 区间外按距离计。",
        "A range to stay within; outside it, the distance counts.",
    ),
    TargetKind.ZERO: Text(
        "要求为零 (零增长、杜绝、清零); 只数发生次数, 不算比例。",
        "Nothing may occur (zero growth, elimination); occurrences are counted, no ratio is computed.",
    ),
    TargetKind.MILESTONE: Text(
        "要完成的一件事; 没有分步的, 完成之前进度为零。",
        "One thing to be completed; where it has no parts, progress is zero until it is done.",
    ),
    TargetKind.PENDING: Text(
        "目标值尚未下达, 规划写明以上级下达为准; 下达前不作判断。",
        "The value has not been issued yet and the plan says so; nothing is judged until it is.",
    ),
}

BOUNDS: dict[str, Text] = {
    "exact": Text("正好", "exactly"),
    "about": Text("左右 (约数)", "about"),
    "at_least": Text("不低于", "at least"),
    "at_most": Text("不高于", "at most"),
    "more_than": Text("超过", "more than"),
    "less_than": Text("低于", "less than"),
}
OPS: dict[str, Text] = {
    "=": Text("等于", "equals"),
    ">=": Text("大于等于 (≥)", "at least (≥)"),
    "<=": Text("小于等于 (≤)", "at most (≤)"),
    "cumulative": Text("累计", "cumulative"),
    "growth": Text("增长", "growth"),
    "range": Text("区间", "range"),
}
ROLES: dict[str, Text] = {
    "target": Text("目标", "target"),
    "base": Text("现状", "base"),
    "pending": Text("目标(待下达)", "target to be issued"),
}
DUTIES: dict[str, Text] = {
    "evaluate": Text("评估", "evaluate"),
    "publish": Text("公开", "publish"),
    "report": Text("报告", "report"),
    "assess": Text("考核", "assess"),
    "adjust": Text("调整", "adjust"),
    "annual_plan": Text("年度计划", "annual plan"),
    "fund": Text("资金保障", "funding"),
    "lead": Text("组织领导", "leadership"),
}
SOURCES: dict[str, Text] = {"table": Text("表格", "table"), "prose": Text("正文", "prose")}

FINDING_KINDS: dict[str, Text] = {
    "sum": Text("合计不符", "sum"),
    "count": Text("数目不符", "count"),
    "conflict": Text("前后矛盾", "conflict"),
    "weaker_than_base": Text("目标弱于现状", "weaker than base"),
    "growth": Text("增速不符", "growth arithmetic"),
    "unit": Text("单位问题", "unit"),
    "missing_base": Text("缺基期值", "no base value"),
    "missing_owner": Text("缺责任单位", "no owner"),
    "pending": Text("待下达", "not issued"),
    "placeholder": Text("占位未填", "placeholder"),
    "numbering": Text("编号问题", "numbering"),
    "duplicate": Text("重复", "duplicate"),
    "date": Text("日期问题", "date"),
    "empty_box": Text("空专栏", "empty box"),
}
SEVERITIES: dict[str, Text] = {
    "error": Text("错误", "error"),
    "warning": Text("疑点", "warning"),
    "note": Text("提示", "note"),
}
SEVERITY_MARKS = {"error": "✕", "warning": "!", "note": "i"}

VERDICTS: dict[str, Text] = {
    "open": Text("未核对", "undecided"),
    "accepted": Text("已采纳", "accepted"),
    "corrected": Text("已更正", "corrected"),
    "rejected": Text("已剔除", "rejected"),
    "reopened": Text("已撤回", "reopened"),
}
VERDICT_MARKS = {"open": "○", "accepted": "✓", "corrected": "✎", "rejected": "✕", "reopened": "↺"}

CONFIDENCE: dict[str, Text] = {
    "high": Text("高", "high"),
    "middle": Text("中", "middle"),
    "low": Text("低", "low"),
}
CONFIDENCE_MEANING: dict[str, Text] = {
    "high": Text("写法明确, 通常无须改动。", "The wording is plain; it seldom needs a change."),
    "middle": Text("大体可信, 请对照原文看一眼。", "Likely right; compare it with the text."),
    "low": Text("写法含混, 请务必对照原文。", "The wording is unclear; do check it against the text."),
}

STAGES: dict[str, Text] = {
    "waiting": Text("排队等候", "waiting"),
    "opening": Text("打开文件", "opening the file"),
    "reading": Text("读取承诺", "reading commitments"),
    "auditing": Text("校核文本", "auditing the text"),
    "storing": Text("存入台账", "storing the ledger"),
    "done": Text("完成", "done"),
}

FIELDS: dict[str, Text] = {
    "name": Text("名称", "Name"),
    "role": Text("性质", "Role"),
    "value": Text("数值", "Value"),
    "upper": Text("上限值", "Upper value"),
    "unit": Text("单位", "Unit"),
    "year": Text("年份", "Year"),
    "base_year": Text("对比年份", "Compared with year"),
    "op": Text("比较方式", "Compared by"),
    "bound": Text("界限", "Bound"),
    "kind": Text("属性", "Attribute"),
    "target_kind": Text("目标类型", "Kind of target"),
    "scope": Text("范围", "Scope"),
    "part_of": Text("上级指标 (其中)", "Part of"),
    "annual": Text("分年度值", "Yearly values"),
    "owner": Text("责任单位", "Owner"),
    "owners": Text("责任单位", "Owners"),
    "place": Text("地点", "Place"),
    "places": Text("地点", "Places"),
    "verb": Text("动作", "Verb"),
    "object": Text("事项", "Object"),
    "deadline": Text("时限 (年)", "Deadline (year)"),
    "content": Text("内容", "Content"),
    "investment": Text("投资", "Investment"),
    "investment_value": Text("投资额", "Investment"),
    "investment_unit": Text("投资单位", "Unit of investment"),
    "start": Text("开始年份", "Start year"),
    "end": Text("完成年份", "End year"),
    "duty": Text("职责", "Duty"),
    "years": Text("年份", "Years"),
    "source": Text("出处", "Source"),
}
