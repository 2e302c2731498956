"""What the heads of a table's columns mean.

>>> [role_of(head) for head in ("指标名称", "单位", "2020年", "2025年目标值", "年均增速[累计]", "属性", "责任单位")]
['name', 'unit', 'value', 'value', 'growth', 'kind', 'owner']
>>> years_of("“十三五”末"), years_of("2025年目标"), years_of("2021-2025年累计")
((2020,), (2025,), (2021, 2025))
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from luoshi.reader.tables.cells import content
from luoshi.reader.widths import narrow

Role = Literal["seq", "group", "name", "unit", "value", "growth", "kind", "owner", "note", "other"]

_ROLES: tuple[tuple[Role, str], ...] = (
    ("seq", r"序号|编号|序|No\.?|NO\.?"),
    (
        "owner",
        r".*(?:责任|牵头|主管|配合|负责|承担|实施|建设|承办|报送|填报)(?:单位|部门|主体|处室|科室|人).*|部门|牵头",
    ),
    ("unit", r"(?:计量)?单位(?:\(.*\))?"),
    ("kind", r"(?:指标)?(?:属性|性质|类型)|指标类别|约束性?/预期性?|属性\(.*\)"),
    ("note", r".*(?:备注|说明|注释|数据来源|依据)|注"),
    (
        "growth",
        r".*(?:年均|年平均|增速|增长率|增长|累计增|年增|\[累计|[〔﹝]累计|增减|增幅|降幅|变化).*|(?:20\d\d年?)?[较比](?:上年|20\d\d年?|基期|现状|十.五末?).*",
    ),
    (
        "value",
        r".*(?:(?:19|20)\d\d.*|目标(?!内容|名称|层).*|现状.*|基期.*|基数.*|基础值|现值|当前值|实际.*|完成值?|完成情况|规划值|指标值|预期值|预计.*"
        r"|[一二三四五六七八九十]五”?.{0,2}(?:末|期末|期间|时期|累计|规划).*|期末.*|期初.*|近期|远期|(?:五年|规划期|期间|[一二三四五六七八九]五)?累计.*|绝对值|绝对数|数值|总数|各?年度.*|分年度.*|合计|总计|总量)",
    ),
    (
        "name",
        r".*(?:指标|名称)(?:名称|内容|项目|体系)?(?:\(.*\))?|项目|内容|目标(?:内容|名称)|主要指标|三级指标|二级指标",
    ),
    ("group", r"类别|领域|类|分类|方面|维度|一级指标|目标层|维|板块|类型"),
)
_PATTERNS = tuple((role, re.compile(pattern)) for role, pattern in _ROLES)
_SPACE = re.compile(r"[\s“”\"‘’]")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_FIVE = re.compile(r"十([一二三四五六七八九])五")
_TENS = "一二三四五六七八九"
_HEAD_WORD = re.compile(
    r"指标|序号|名称|单位|\d年|年度|年份|年限|年均|目标|类别|类型|内容|责任|投资|备注|领域|属性|性质|项目|工程|地点|区县|县区|县\(市"
    r"|所在|规模|期限|时间|任务|部门|现状|数量|合计|增速|说明|[一二三四五六七八九]五”?期?末|绝对|总量|占比"
)
_FIGURE = re.compile(r"\d\.\d|\d{2}|\d%")
_LABEL_MAX = 16


@lru_cache(maxsize=1024)
def role_of(head: str) -> Role:
    """What the column under `head` holds, `other` when the head is of no known kind."""
    text = _SPACE.sub("", narrow(head))
    for role, pattern in _PATTERNS:
        if pattern.fullmatch(text):
            return role
    return "other"


@lru_cache(maxsize=1024)
def years_of(head: str) -> tuple[int, ...]:
    """The years that a head names; the end of a five-year period when it names the period's end."""
    text = _SPACE.sub("", narrow(head))
    years = tuple(int(year) for year in _YEAR.findall(text))
    if years:
        return years
    found = _FIVE.search(text)
    if found and re.search(r"末|完成|实际|现状|目标|期间|规划|预期", text):
        return (2025 + 5 * (_TENS.index(found[1]) - 3),)
    return ()


def is_head_row(texts: Sequence[str]) -> bool:
    """Whether the cells of a row are heads of columns: short words, no numbers but years, half of them known."""
    kinds = [content(text) for text in texts]
    if len(texts) < 2 or any(kind in ("number", "kind", "pending", "count") for kind in kinds):
        return False
    if any(len(text) > _LABEL_MAX + 8 or "。" in text for text in texts):
        return False
    if any(_FIGURE.search(_YEAR.sub("", text)) for text in texts):
        return False
    known = sum(
        bool(_HEAD_WORD.search(narrow(text))) or kind == "year" for text, kind in zip(texts, kinds, strict=True)
    )
    return known * 2 >= len(texts) and any(text for text in texts)


def is_lower_head(texts: Sequence[str]) -> bool:
    """Whether a row below the heads divides them further: years, 目标值, 总量, 年均增速."""
    return bool(texts) and all(
        content(text) == "year"
        or (
            content(text) in ("text", "unit")
            and len(text) <= _LABEL_MAX
            and role_of(text) in ("value", "growth", "unit")
        )
        for text in texts
    )
