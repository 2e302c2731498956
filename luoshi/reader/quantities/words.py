"""Targets said in words and not in numbers: 翻一番, 零增长, 待下达.

>>> [(s.kind.value, s.value, s.name) for s in said_in_words("力争高新技术产品增加值翻一番。", 0, 14)]
[('multiple', 2.0, '高新技术产品增加值')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from luoshi.core.target import Op, TargetKind
from luoshi.reader.quantities import names
from luoshi.reader.quantities.sentence import segments

_TIMES = {"": 2.0, "一": 2.0, "两": 4.0, "二": 4.0, "三": 8.0}
_MULTIPLE = re.compile(r"(?:实现)?(?:再?翻(?P<times>[一两二三]?)番|翻(?P<more>[一两二三])倍)")
_ZERO = re.compile(
    r"(?:实现|保持|确保)?(?P<zero>零增长|零返贫|零致贫|零发生|零死亡|零新增|零事故|(?:动态|全部|全面|基本)?清零(?!行动|专项|攻坚|方案))"
)
_PENDING = re.compile(
    r"(?:目标|指标|数值)?(?:待|以)(?:国家|省|上级|国家和省|省政府|市政府)[^,，。;；]{0,12}?(?:下达|为准|确定)|待下达"
)
_COMPARED = re.compile(r"(?:比|较)(?:(?:19|20)\d\d年|[“\"]?十[一二三四五]五[”\"]?)(?:底|末|年末)?$")
_LONGEST_NAME = 40
ANY = re.compile("番|零|待|为准|翻")


class Said(NamedTuple):
    """A target in words: what it is of, its value if the words fix one, and where the words stand."""

    name: str
    value: float | None
    unit: str | None
    op: Op
    kind: TargetKind
    start: int
    end: int


def said_in_words(text: str, start: int, end: int) -> Iterator[Said]:
    """Targets in words within a sentence, each named by what stands before it in its segment."""
    for a, b in segments(text, start, end):
        for match in _MULTIPLE.finditer(text, a, b):
            times = _TIMES[match["times"] or match["more"] or ""]
            yield from _said(text, a, match, times, "倍", Op.EQUAL, TargetKind.MULTIPLE)
        for match in _ZERO.finditer(text, a, b):
            yield from _said(text, a, match, 0.0, None, Op.AT_MOST, TargetKind.ZERO)
        for match in _PENDING.finditer(text, a, b):
            yield from _said(text, a, match, None, None, Op.EQUAL, TargetKind.PENDING)


def _said(
    text: str, start: int, match: re.Match[str], value: float | None, unit: str | None, op: Op, kind: TargetKind
) -> Iterator[Said]:
    before = text[max(start, match.start() - _LONGEST_NAME) : match.start()].rsplit("、", 1)[-1]
    name = _COMPARED.sub("", names.subject(before))
    if len(name) >= 2:
        yield Said(name, value, unit, op, kind, match.start(), match.end())
