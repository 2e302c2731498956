"""The values in a cell of an indicator table.

>>> [(v.value, v.unit, v.op) for v in values("4.5之内")], [(v.value, v.op) for v in values("[7.5]")]
([(4.5, None, <Op.AT_MOST: '<='>)], [(7.5, <Op.CUMULATIVE: 'cumulative'>)])
>>> [v.value for v in values("10%、8%、7%")], values("稳中向好"), is_pending("待省下达")
([10.0, 8.0, 7.0], [], True)
"""

from __future__ import annotations

import re
from typing import NamedTuple

from luoshi.core.target import Bound, Op, TargetKind
from luoshi.core.units import UNIT
from luoshi.reader.tables.cells import content
from luoshi.reader.widths import narrow

_NUM = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
_BEFORE = (
    r"(?P<least>≥|⩾|≧|>=|不低于|不少于|不小于|至少|高于等于|大于等于)|(?P<more>>|超过|大于|高于|突破)"
    r"|(?P<most>≤|⩽|≦|<=|不高于|不超过|不大于|不多于|控制在|小于等于|低于等于)|(?P<less><|低于|小于|少于)"
    r"|(?P<about>约为?|近|大约)"
)
_CHANGE = r"(?P<growth>年均(?:增长|增速|增幅|递增|下降|降低))|(?P<change>(?:累计|比20\d\d年|较20\d\d年|总体)?(?:下降|降低|减少|削减|增长|增加|提高|提升))"
_SPOKEN = r"(?:达到?|为|保持在?|维持在?|稳定在?|提高到|提升到|提升至|提高至|增加到|降至|降到|下降到|下降至|降低到|累计|新增|共|完成|力争|实现|在|-(?=\d))*"
_VALUE = re.compile(
    rf"(?:(?P<since>20\d\d)年(?:底|末)?)?(?P<open>[\[〔﹝【〈(])?(?:{_CHANGE})?{_SPOKEN}(?:{_BEFORE})?(?P<low>[+-]?{_NUM})(?P<low_unit>%)?"
    rf"(?:(?:[-—–~]|--|至|到)(?P<high>{_NUM}))?(?P<unit>[十百千]?[万亿]?(?:{UNIT})?|[万亿])?"
    r"(?P<after>及?以上|及?以下|以内|之内|内|左右|上下|余|多)?(?:\((?:(?P<when>20\d\d)年|[^()]{1,20})\))?(?P<close>[\]〕﹞】〉)])?"
    r"(?P<late>以上|以内|之内|左右)?[*①②③④。]?"
)
_PARTS = re.compile(r"[、;/]|,(?!\d{3}(?!\d))|\s+")
_HOLD = re.compile(r"保持|稳定|维持")
_CELL_MAX = 120
_OPS = {"least": Op.AT_LEAST, "more": Op.AT_LEAST, "most": Op.AT_MOST, "less": Op.AT_MOST}
_BOUNDS = {
    "least": Bound.AT_LEAST, "more": Bound.MORE_THAN, "most": Bound.AT_MOST, "less": Bound.LESS_THAN,
    "about": Bound.ABOUT,
}  # fmt: skip
_AFTER = {
    "以上": "least", "及以上": "least", "余": "more", "多": "more", "以下": "most", "及以下": "most",
    "以内": "most", "之内": "most", "内": "most", "左右": "about", "上下": "about",
}  # fmt: skip


class Value(NamedTuple):
    """A number in a cell. `op` and `kind` are None where the cell does not say: the name of the row then decides.

    `year` is one that the cell itself names.
    """

    value: float
    upper: float | None
    unit: str | None
    op: Op | None
    kind: TargetKind | None
    bound: Bound | None
    year: int | None = None


def is_pending(text: str) -> bool:
    """Whether a cell says that the value is still to be issued."""
    return content(text) == "pending"


def values(text: str) -> list[Value]:
    """The values of a cell, in order; empty when it holds words or nothing."""
    if len(text) > _CELL_MAX or not any(char.isdigit() for char in text):
        return []
    flat = narrow(text.strip())
    if content(text) == "year" and not flat.isdecimal():
        return []  # 2025年; a bare 2025 in a column of values is one
    whole = _value(re.sub(r"\s", "", flat))
    if whole:
        return [whole]
    parts = [part for part in _PARTS.split(flat) if part]
    found = [value for part in parts if (value := _value(part))]
    return found if len(found) == len(parts) else []


def _value(text: str) -> Value | None:
    match = _VALUE.fullmatch(text)
    if match is None or bool(match["open"]) != bool(match["close"]):
        return None
    low, high = _number(match["low"]), match["high"]
    unit = match["unit"] or match["low_unit"]
    written = next((name for name in _BOUNDS if match[name]), None) or _AFTER.get(match["after"] or match["late"] or "")
    bound = _BOUNDS[written] if written else None
    op = _OPS.get(written or "")
    kind: TargetKind | None = None
    if op is Op.AT_MOST:
        kind = TargetKind.CEILING
    if match["growth"]:
        op, kind = Op.GROWTH, TargetKind.GROWTH
    elif match["change"] and "到" not in text and "至" not in text:
        op, kind = Op.CUMULATIVE, TargetKind.CHANGE
    elif match["open"]:
        op, kind = Op.CUMULATIVE, TargetKind.CUMULATIVE
    elif high:
        op, kind = Op.RANGE, TargetKind.RANGE
    elif kind is None and _HOLD.search(text):
        op, kind = op or Op.EQUAL, TargetKind.HOLD
    elif kind is None and unit in ("倍", "番"):
        op, kind = op or Op.EQUAL, TargetKind.MULTIPLE
    elif not low and op is None:
        op, kind = Op.EQUAL, TargetKind.ZERO
    year = match["since"] or match["when"]
    return Value(low, _number(high) if high else None, unit, op, kind, bound, int(year) if year else None)


def _number(written: str) -> float:
    return float(written.replace(",", ""))
