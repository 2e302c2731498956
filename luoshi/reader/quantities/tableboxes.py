"""Indicator tables whose content is a list in one box: `1.城镇化率达到60% 2.森林覆盖率达到31%`.

>>> [(item.name, item.measure.value) for item in items("1.城镇化率达到60% 2.事故起数下降10%")]
[('城镇化率', 60.0), ('事故起数下降', 10.0)]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from luoshi.reader.model import Clause, Plan
from luoshi.reader.quantities.lexer import Measure, measures
from luoshi.reader.quantities.names import subject
from luoshi.reader.widths import narrow

_ITEM = re.compile(r"(?:(?<=[\s。;|])|^)(?:\d{1,2}\s?[.、](?!\d)|\(\d{1,2}\)|[①-⑳]|Ø|——|[•●])\s*")
_TITLE = re.compile(r"指标|目标")
_NOT_TITLE = re.compile(r"项目|工程|任务|行动|污染物及指标")
_END = re.compile(r"(?:及?以上|以内|之内|以下|左右)?[\s。;；,，|]*")
_ITEM_MAX = 80


class Item(NamedTuple):
    """An entry of the list: the indicator, where it begins in the text, its number."""

    name: str
    start: int
    measure: Measure


def items(text: str) -> Iterator[Item]:
    """The entries of a list that consist of a name and, at their end, a number; others are left to the readers of prose."""
    marks = list(_ITEM.finditer(narrow(text)))
    ends = [mark.start() for mark in marks[1:]] + [len(text)] * bool(marks)
    for mark, end in zip(marks, ends, strict=True):
        if end - mark.end() > _ITEM_MAX:
            continue
        found = measures(text, mark.end(), end)
        # A number before the last may belong to the name: 十万人死亡率.
        if found and _END.fullmatch(text, found[-1].end, end):
            name = subject(text[mark.end() : found[-1].start])
            if len(name) >= 2:
                yield Item(name, mark.end(), found[-1])


def boxed(plan: Plan) -> Iterator[tuple[Clause, str]]:
    """The clauses of boxes about indicators, with the title of the box."""
    about = {
        index: section.title
        for index, section in enumerate(plan.sections)
        if section.kind in ("box", "table") and _TITLE.search(section.title) and not _NOT_TITLE.search(section.title)
    }
    if about:
        for clause in plan.clauses:
            if clause.section in about:
                yield clause, about[clause.section]
