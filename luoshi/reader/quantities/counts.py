"""Which numbers of a text can be quantities of a plan at all: criteria, ages, slogans and titles are none.

>>> from luoshi.reader.quantities.lexer import measures
>>> text = "引进投资5000万元以上项目10个"
>>> [m.value for m in measures(text) if counts(text, m)]
[10.0]
"""

from __future__ import annotations

import re

from luoshi.reader.quantities.lexer import Measure

_NO_UNITS = frozenset(
    [
        "年",
        "岁",
        "周岁",
        "级",
        "层",
        "度",
        "分",
        "℃",
        "伏",
        "千伏",
        "kV",
        "KV",
        "kv",
        "位",
        "日",
        "周",
        "天",
        "秒",
        "分钟",
        "小时",
        "h",
        "个月",
        "工作日",
        "个工作日",
    ]
)
_CRITERION = re.compile(r"^\s?(?:及?以上|以下|以内|及其?以上)(?:的|[\u4e00-\u9fff])(?!$)")
_CONJ = re.compile(r"^\s?(?:及?以上|以下|以内)(?:和|、|并|,|及(?!以)|与|目标|水平|的目标)")
_HAN = re.compile(r"[一二两三四五六七八九十百千]")


def counts(text: str, measure: Measure) -> bool:
    """Whether `measure` may be a quantity of the plan."""
    if measure.unit in _NO_UNITS:
        return False
    if _HAN.match(text, measure.start):
        return False
    after = text[measure.end : measure.end + 10]
    if measure.unit != "%" and _CRITERION.match(after) and not _CONJ.match(after):
        return False
    if text[max(0, measure.start - 1) : measure.start] == "每":
        return False
    title = text.rfind("《", 0, measure.start)
    return title < 0 or text.find("》", title) < measure.start
