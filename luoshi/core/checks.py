"""Checks on a figure as it is entered: what is doubtful asks for a reason, what cannot be is refused.

>>> rules = Rules(unit="%", low=0.0, high=100.0, jump=5.0, running="")
>>> [str(doubt.check) for doubt in check_value(950.0, rules, [])]
['range']
>>> steady = [Point(month, value) for month, value in enumerate([93.0, 93.5, 94.1, 94.4, 95.0, 95.3])]
>>> [str(doubt.check) for doubt in check_value(60.0, rules, steady, month=6)]
['jump']
>>> check_value(95.9, rules, steady, month=6)
[]

Medians, not means: one wild value of the past must not widen what is taken for usual. Arithmetic stands in every
message. Pure: the history is passed in, oldest first, official values before the period only.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median
from typing import NamedTuple

from luoshi.core.text import Text

MIN_POINTS = 4
"""Fewer earlier changes say nothing about what is usual."""
FLOOR_SHARE = 0.01
"""The usual deviation counts as at least this share of the usual size, so that a flat past does not forbid all change."""
PARTS_SHARE = 0.005
"""Parts may miss the whole by this much: they are rounded."""
SLIPS = (1e4, 1e8)
"""The factors by which 元, 万元 and 亿元 are mistaken for each other."""
PERCENT_SLIP = 100.0
"""A share written as 0.95 instead of 95."""
SLIP_DECADES = 0.5
"""A ratio within half a power of ten of such a factor is taken for the slip."""


class Check(StrEnum):
    """What was found."""

    RANGE = "range"
    JUMP = "jump"
    FALLS = "falls"
    UNIT = "unit"
    PARTS = "parts"
    MISSING = "missing"


class Point(NamedTuple):
    """An official value of the past: its month on the axis of `core.periods`, and the value."""

    month: int
    value: float


@dataclass(frozen=True, slots=True)
class Rules:
    """What holds for the figures of an indicator. `running`: `year` (cumulative since January), `start` (since the plan
    began), `level` (stands where it is), or empty where each period stands alone.
    """

    unit: str
    low: float | None
    high: float | None
    jump: float
    running: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """One finding about one value. `refuses`: no reason helps, the value is against the scheme."""

    check: str
    text: Text
    refuses: bool = False


def check_value(
    value: float, rules: Rules, history: Sequence[Point], *, month: int = 0, reference: float | None = None
) -> list[Doubt]:
    """What is doubtful about the value of the period that ends in `month`. `reference`, the target, tells the size where
    there is no history."""
    outside = _range(value, rules)
    if outside:
        return [outside]
    slip = _slip(value, rules, history, reference)
    found = [_falls(value, rules, history, month), slip or _jump(value, rules, history, month)]
    return [doubt for doubt in found if doubt]


def check_parts(whole: float, parts: Sequence[float | None], how: str, what: Text) -> Doubt | None:
    """Whether parts make the whole: `sum`, `mean`, or `within` (together at most the whole). `what` names the parts.

    A part that is not known yet (None) leaves nothing to be said, but that known ones already exceed the whole.
    """
    known = [part for part in parts if part is not None]
    if not known:
        return None
    complete = len(known) == len(parts)
    made = math.fsum(known) / (len(known) if how == "mean" else 1)
    near = math.isclose(made, whole, rel_tol=PARTS_SHARE, abs_tol=1e-9)
    over = made > whole and all(part >= 0 for part in known)
    wrong = over if how == "within" or (how == "sum" and not complete) else complete
    if near or not wrong:
        return None
    word = Text("平均", "mean") if how == "mean" else Text("之和", "sum")
    limit = Text("超过", "exceeds") if how == "within" or not complete else Text("不等于", "is not")
    return Doubt(
        Check.PARTS,
        Text(
            f"{what.zh}{len(known)}项{word.zh}为 {_show(made)}, {limit.zh}本表 {_show(whole)}, 相差 {_show(made - whole)}",
            f"{word.en} of {len(known)} {what.en} = {_show(made)}, {limit.en} {_show(whole)} here; "
            f"difference {_show(made - whole)}",
        ),
    )


def check_missing(filled: bool, value: float | None, note: str) -> Doubt | None:
    """Nothing typed, or no value without a note that says why."""
    if not filled:
        text = Text(
            "还没有填写; 没有数据请填“无”并说明原因", "not filled in yet; where there is none write “none” and why"
        )
        return Doubt(Check.MISSING, text, refuses=True)
    if value is None and not note.strip():
        text = Text("没有数据时必须在说明中写明原因", "where there is no value a note must say why")
        return Doubt(Check.MISSING, text, refuses=True)
    return None


def _range(value: float, rules: Rules) -> Doubt | None:
    if rules.low is not None and value < rules.low:
        text = Text(
            f"{_show(value)} 低于允许的下限 {_show(rules.low)}",
            f"{_show(value)} is below the least allowed, {_show(rules.low)}",
        )
        return Doubt(Check.RANGE, text, refuses=True)
    if rules.high is not None and value > rules.high:
        text = Text(
            f"{_show(value)} 高于允许的上限 {_show(rules.high)}",
            f"{_show(value)} is above the most allowed, {_show(rules.high)}",
        )
        return Doubt(Check.RANGE, text, refuses=True)
    return None


def _falls(value: float, rules: Rules, history: Sequence[Point], month: int) -> Doubt | None:
    before = _before(rules.running, history, month)
    if rules.running not in ("year", "start") or before is None or value >= before.value:
        return None
    return Doubt(
        Check.FALLS,
        Text(
            f"累计值由 {_show(before.value)} 降到 {_show(value)}, 少了 {_show(before.value - value)}",
            f"the cumulative value falls from {_show(before.value)} to {_show(value)}, by {_show(before.value - value)}",
        ),
    )


def _slip(value: float, rules: Rules, history: Sequence[Point], reference: float | None) -> Doubt | None:
    sizes = [abs(point.value) for point in history if point.value] or ([abs(reference)] if reference else [])
    if not value or not sizes:
        return None
    usual = median(sizes)
    ratio = abs(value) / usual
    if not 0 < ratio < math.inf:
        return None
    factors = (PERCENT_SLIP, *SLIPS) if rules.unit in ("%", "％") else SLIPS
    for factor in factors:
        if abs(abs(math.log10(ratio)) - math.log10(factor)) < SLIP_DECADES:
            times = _times(ratio)
            return Doubt(
                Check.UNIT,
                Text(
                    f"{_show(value)} 是往常 {_show(usual)} 的 {times.zh}, 像是单位错了 (应为“{rules.unit}”)",
                    f"{_show(value)} is {times.en} the usual {_show(usual)}: a wrong unit? (it is “{rules.unit}”)",
                ),
            )
    return None


def _jump(value: float, rules: Rules, history: Sequence[Point], month: int) -> Doubt | None:
    """The change against the usual one: by how many usual deviations it leaves the median."""
    steps = [_step(rules.running, history[:place], point) for place, point in enumerate(history)]
    usual = [step for step in steps if step is not None]
    here = _step(rules.running, history, Point(month, value))
    if here is None or len(usual) < MIN_POINTS:
        return None
    middle = median(usual)
    floor = FLOOR_SHARE * median(abs(point.value) for point in history)
    deviation = max(median(abs(step - middle) for step in usual), floor)
    away = abs(here - middle)
    if away <= rules.jump * deviation or math.isclose(here, middle, abs_tol=1e-12):
        return None
    word = Text("本期变化", "this change") if rules.running else Text("本期值", "this value")
    return Doubt(
        Check.JUMP,
        Text(
            f"{word.zh} {_show(here)}, 往期{len(usual)}次的中位数 {_show(middle)}, 偏离 {_show(away)}, "
            f"超过通常偏离 {_show(deviation)} 的 {_show(rules.jump)} 倍",
            f"{word.en} is {_show(here)}; the median of {len(usual)} earlier ones is {_show(middle)}: {_show(away)} away, "
            f"more than {_show(rules.jump)} times the usual {_show(deviation)}",
        ),
    )


def _step(running: str, before: Sequence[Point], point: Point) -> float | None:
    """What the period itself brought: the change of what runs on, the value of what stands alone."""
    if not running:
        return point.value
    last = _before(running, before, point.month)
    if last is None:
        return point.value if running == "year" and before else None
    return point.value - last.value


def _before(running: str, history: Sequence[Point], month: int) -> Point | None:
    """The value before; of one that starts anew each January only where it is of the same year."""
    if not history:
        return None
    last = history[-1]
    return None if running == "year" and last.month // 12 != month // 12 else last


def _times(ratio: float) -> Text:
    """How many times, or which part."""
    if ratio >= 1:
        return Text(f"{ratio:.0f} 倍", f"{ratio:.0f} times")
    return Text(f"1/{1 / ratio:.0f}", f"1/{1 / ratio:.0f} of")


def _show(value: float) -> str:
    """A number for people: twelve digits, no trailing zeros."""
    return f"{value:.12g}"
