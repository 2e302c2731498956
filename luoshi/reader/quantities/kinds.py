"""How a target is compared: operator, kind of target and bound, from the words around its number.

>>> judge("单位能耗累计下降", "", "%", None, has_upper=False, works=False)
(<Op.CUMULATIVE: 'cumulative'>, <TargetKind.CHANGE: 'change'>)
"""

from __future__ import annotations

import re

from luoshi.core.target import Bound, Op, TargetKind

_GROWTH = re.compile(
    r"年均(?:增长|增速|增幅|递增|下降|降低|递减|提高|提升|上升|增加(?!值)|减少)|年均[^,,]{0,8}(?:增长|增速|增幅|递增)|年增长|每年(?:增长|递增|下降|提高)|增速"
)
_CEILING = re.compile(
    r"控制在|不超过|不高于|不得超过|(?<!不)(?<!不得)低于|不大于|以内|(?<!不)(?<!不得)少于|减少到|减少至|降到|降至|降低到|降低至|下降到|下降至|压缩到|压缩至|缩短到|缩短至|不多于|[<≤＜]"
)
_HOLD = re.compile(r"保持|稳定在|维持")
_ADDED = re.compile(r"累计|新增|净增|增加(?![值到至])|共计|总计|合计|五年|总?投资(?:额|约|为|达)?$")
# `每年培训1万人次`, `供水能力达到每日42万立方米`: an amount for each span of time, unless it is the growth of each year.
_EVERY = re.compile(r"每个?(半年|季度|学年|学期|年|月|周|日|天|小时)(?![级初])")
# `1个工作日办结`: a span of time in which something has to be done.
_LIMITS = frozenset(("分钟", "小时", "个小时", "天", "日", "工作日", "个工作日"))
_DONE_IN = re.compile(r"\s?(?:[之以]?内)?(?:办结|办理完毕|完成|答复|反馈|到达)")
_YEARLY = re.compile(r"年均(?=新增|培训|培养|接待|完成|开展|举办|发放|建设|改造|招引|引进)")
_EACH_OF = re.compile(r"达到?每([百千万十]*[人户])$")
_SHARES = frozenset(("%", "‰", "个百分点", "百分点"))
_CHANGE = re.compile(
    r"(?:下降|降低|减少|增长|提高|提升|上升|削减|压减|增加|增幅|降幅|缩减|节约)(?:率|幅度|比例)?(?:约|近|超过|不低于|达到?|在|为)*$"
)


def per_time(unit: str | None, segment: str) -> str | None:
    """The unit of an amount that its segment sets for each year or day, or for so many people.

    >>> per_time("万立方米", "供水能力达到每日"), per_time("家", "培育企业")
    ('万立方米/日', '家')
    """
    if unit is None or "/" in unit or "／" in unit or _GROWTH.search(segment):
        return unit
    every = _EVERY.search(segment) or _EACH_OF.search(segment)
    if every:
        return f"{unit}/{every[1]}"
    return f"{unit}/年" if _YEARLY.search(segment) else unit


def judge(
    before: str, after: str, unit: str | None, bound: Bound | None, *, has_upper: bool, works: bool
) -> tuple[Op, TargetKind]:
    """Operator and kind of a target. `before` and `after` are the words next to the number, in its own segment."""
    change = _CHANGE.search(before)
    if unit in _LIMITS and _DONE_IN.match(after):
        return Op.AT_MOST, TargetKind.CEILING
    if _GROWTH.search(before) or (after.startswith("的") and "速度增长" in after):
        return Op.GROWTH, TargetKind.GROWTH
    if has_upper and bound is not Bound.AT_LEAST:
        return Op.RANGE, TargetKind.RANGE
    if unit in ("倍", "番"):
        return Op.EQUAL, TargetKind.MULTIPLE
    if bound in (Bound.AT_MOST, Bound.LESS_THAN) or _CEILING.search(before):
        return Op.AT_MOST, TargetKind.CEILING
    if change and not re.search(r"[到至]$", before):
        return Op.CUMULATIVE, TargetKind.CHANGE
    kind = TargetKind.HOLD if _HOLD.search(before) else TargetKind.LEVEL
    if bound in (Bound.AT_LEAST, Bound.MORE_THAN):
        if works and kind is TargetKind.LEVEL and unit not in _SHARES:
            kind = TargetKind.CUMULATIVE
        return Op.AT_LEAST, kind
    if unit not in _SHARES and (works or _ADDED.search(before)):
        return Op.CUMULATIVE, TargetKind.CUMULATIVE
    return Op.EQUAL, kind
