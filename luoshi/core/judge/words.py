"""The arithmetic of a judgement with its numbers, for a person to follow and to work out again.

>>> from datetime import date
>>> from luoshi.core.judge.judging import judge_seen, see, row_of
>>> goals = targets([Goal(kind="level", value=95, base=90, base_year=2020, year=2025)])
>>> on = date(2024, 2, 1)
>>> seen = see(goals, *row_of({2023 * 12 + 11: 93.5}), on)
>>> arithmetic(goals, seen, judge_seen(goals, seen, on), 0).zh
'(93.5 - 90) / (95 - 90) = 0.7; 应达 3 / 5 = 0.6; 比值 0.7 / 0.6 = 1.167 -> 快于预期'
"""

from __future__ import annotations

import math

import numpy as np

from luoshi.core.judge.arrays import NEVER, Judged, Targets
from luoshi.core.judge.arrays import Goal as Goal
from luoshi.core.judge.arrays import targets as targets
from luoshi.core.judge.axis import Ints
from luoshi.core.judge.expected import along_path, shares_due, tau
from luoshi.core.judge.kinds import SLACK, Form, aims, base_of, beyond, edges, grown, signed, stated_base
from luoshi.core.judge.observed import RATE, SINCE_START, Seen
from luoshi.core.judge.vocabulary import KIND_CODE, REASONS, STATUSES, Status
from luoshi.core.target import TargetKind
from luoshi.core.text import Text

WORDS = {
    "due": Text("应达", "due"),
    "ratio": Text("比值", "ratio"),
    "held": Text("守住的年数", "years that held"),
    "now": Text("最新", "latest"),
    "headroom": Text("余量", "headroom"),
    "inside": Text("在区间内", "inside"),
    "rest": Text("余下每年须增", "growth needed a year from now"),
    "about": Text("“左右”允许相差 5 %", "about: 5 % to each side"),
    "not_zero": Text("不为零", "not zero"),
}


def arithmetic(goals: Targets, seen: Seen, judged: Judged, place: int) -> Text:
    """How the judgement at `place` comes about; where there is none, why."""
    status, reason = STATUSES[judged.status[place]], REASONS[judged.reason[place]]
    if math.isnan(judged.progress[place]):
        why = reason.label if reason.label.zh else status.label
        return Text(why.zh, why.en)
    one, row = goals.take(_only(place)), seen.take(_only(place))
    return Text(*(_sentence(one, row, judged, place, status, way) for way in (0, 1)))


def _only(place: int) -> Ints:
    return np.array([place], dtype=np.int64)


def _sentence(goals: Targets, seen: Seen, judged: Judged, place: int, status: Status, way: int) -> str:
    form = Form(int(aims(goals)[0][0]))
    progress, expected = float(judged.progress[place]), float(judged.expected[place])
    said = [_progress(goals, seen, judged, place, form, way)]
    if form not in (Form.KEEP, Form.RANGE) and not math.isnan(expected):
        made = _expected(goals, judged, place, form)
        said.append(f"{WORDS['due'][way]} {made} = {_n(expected)}" if made else f"{WORDS['due'][way]} {_n(expected)}")
        if expected > 0:
            said.append(f"{WORDS['ratio'][way]} {_b(progress)} / {_n(expected)} = {_n(progress / expected)}")
    if status is Status.DONE and progress < 1 - SLACK and goals.about[0]:
        said.append(WORDS["about"][way])
    if form is Form.GROWTH:
        said += _rest(goals, seen, way)
    reason = REASONS[judged.reason[place]].label[way]
    return "; ".join(part for part in said if part) + f" -> {status.label[way]}" + (f" ({reason})" if reason else "")


def _progress(goals: Targets, seen: Seen, judged: Judged, place: int, form: Form, way: int) -> str:
    """The completion as a sum to be done again."""
    x, aim, base = float(judged.current[place]), float(aims(goals)[1][0]), float(base_of(goals, seen)[0])
    result = _n(float(judged.progress[place]))
    if form is Form.LEVEL and beyond(goals, np.array([x]), stated_base(goals))[0]:
        return _ranged(goals, judged, place, x, way)
    if form is Form.LEVEL:
        return f"({_n(x)} - {_b(base)}) / ({_b(aim)} - {_b(base)}) = {result}"
    if form is Form.BARE:
        down = goals.good[0] < 0
        if (down and x <= 0) or aim <= 0:
            return f"{_n(x)} {'<=' if down else '>='} {_n(aim)}: {result}"
        return f"{_b(aim)} / {_b(x)} = {result}" if down else f"{_b(x)} / {_b(aim)} = {result}"
    if form is Form.MULTIPLE:
        return f"({_n(x)} - {_b(base)}) / ({_b(aim)} * {_b(base)} - {_b(base)}) = {result}"
    if form is Form.CHANGE:
        return f"{_change(goals, x, base)} / {_b(_aimed(goals, aim))} = {result}"
    if form is Form.GROWTH:
        return _growth(goals, seen, base, x, result)
    if form is Form.KEEP:
        return _kept(goals, judged, place, aim, x, way)
    if form is Form.RANGE:
        return _ranged(goals, judged, place, x, way)
    if form is Form.MILESTONE and not goals.divisible[0] and judged.progress[place] == 0:
        return f"{_n(x)} < {_n(aim)}: {result}"
    return f"{_n(x)} / {_b(aim)} = {result}"


def _ranged(goals: Targets, judged: Judged, place: int, x: float, way: int) -> str:
    low, high = (float(edge[0]) for edge in edges(goals))
    progress = float(judged.progress[place])
    if progress >= 1 - SLACK:
        return f"{_n(low)} <= {_n(x)} <= {_n(high)}: {WORDS['inside'][way]}"
    if progress <= 0:
        return f"{_n(x)}: {_n(progress)}"
    gap = f"({_n(low)} - {_b(x)})" if x < low else f"({_n(x)} - {_b(high)})"
    return f"1 - {gap} / ({_n(high)} - {_b(low)}) = {_n(progress)}"


def _aimed(goals: Targets, aim: float) -> float:
    return aim if goals.measure[0] == SINCE_START else float(signed(goals, aims(goals)[1])[0])


def _change(goals: Targets, x: float, base: float) -> str:
    if goals.measure[0] in (SINCE_START, RATE):
        return _b(x)
    moved = f"({_n(x)} - {_b(base)})"
    return f"({moved} / {_n(abs(base))} * 100)" if goals.relative[0] else moved


def _growth(goals: Targets, seen: Seen, base: float, x: float, result: str) -> str:
    years, rate = (int(goals.end[0]) - int(goals.start[0])) / 12, float(signed(goals, aims(goals)[1])[0])
    product = _n(float(grown(goals, seen)[0][0]), 8) if goals.measure[0] == RATE else f"{_n(x)} / {_b(base)}"
    if rate == 0:
        return f"{product}: {result}"
    return f"ln({product}) / ({_n(years)} * ln(1 + {_b(rate)} / 100)) = {result}"


def _rest(goals: Targets, seen: Seen, way: int) -> list[str]:
    """The growth that the years left have to bring (METHOD: average growth)."""
    product, _, month = grown(goals, seen)
    years, gone = (int(goals.end[0]) - int(goals.start[0])) / 12, (int(month[0]) - int(goals.start[0])) / 12
    factor = 1 + float(signed(goals, aims(goals)[1])[0]) / 100
    left = years - gone
    if left <= 0 or not product[0] > 0 or factor <= 0:
        return []
    needed = ((factor**years / float(product[0])) ** (1 / left) - 1) * 100
    sums = (
        f"((1 + {_b((factor - 1) * 100)} / 100)^{_n(years)} / {_n(float(product[0]), 8)})^(1 / {_n(left)}) * 100 - 100"
    )
    return [f"{WORDS['rest'][way]} {sums} = {_n(needed)} %"]


def _kept(goals: Targets, judged: Judged, place: int, aim: float, x: float, way: int) -> str:
    if goals.kind[0] == KIND_CODE[TargetKind.ZERO]:
        return f"{_n(x)} = 0" if judged.progress[place] >= 1 else f"{_n(x)} {WORDS['not_zero'][way]}"
    years, share = int(judged.years[place]), float(judged.progress[place])
    said = f"{WORDS['held'][way]} {round(share * years)} / {years} = {_n(share)}; {WORDS['now'][way]} {_n(x)}"
    if not math.isnan(judged.headroom[place]) and goals.path.shape[1] == 0:
        room = f"({_b(aim)} - {_b(x)}) / {_n(abs(aim))} = {_n(float(judged.headroom[place]))}"
        said += f"; {WORDS['headroom'][way]} {room}"
    return said


def _expected(goals: Targets, judged: Judged, place: int, form: Form) -> str:
    """Where the expectation comes from: years gone of years in all, or the yearly target."""
    month = judged.month[_only(place)]
    aim = aims(goals)[1]
    base = stated_base(goals)
    if form is Form.CUMULATIVE:
        due = float(shares_due(goals, month)[0])
        if not math.isnan(due):
            return f"{_n(due)} / {_b(float(aim[0]))}"
    elif form in (Form.LEVEL, Form.BARE):
        start = base if form is Form.LEVEL else base * math.nan
        planned = float(along_path(goals, month, start, aim)[0])
        if not math.isnan(planned) and form is Form.LEVEL:
            return f"({_n(planned)} - {_b(float(base[0]))}) / ({_b(float(aim[0]))} - {_b(float(base[0]))})"
        if not math.isnan(planned):
            down = goals.good[0] < 0 and planned > 0
            return f"{_b(float(aim[0]))} / {_b(planned)}" if down else f"{_n(planned)} / {_b(float(aim[0]))}"
    elif form is not Form.GROWTH and goals.path.shape[1]:
        return ""
    if goals.end[0] == NEVER or math.isnan(float(tau(goals, month)[0])):
        return ""
    gone, all_of_it = int(month[0]) - int(goals.start[0]), int(goals.end[0]) - int(goals.start[0])
    return f"{gone // 12} / {all_of_it // 12}" if gone % 12 == 0 == all_of_it % 12 else f"{gone} / {all_of_it}"


def _n(value: float, digits: int = 4) -> str:
    """A number with `digits` significant digits after the point at most, exactly where it has fewer.

    >>> _n(0.7000000001), _n(12345.678), _n(-0.0)
    ('0.7', '12345.678', '0')
    """
    places = max(0, digits - 1 - (math.floor(math.log10(abs(value))) if value and math.isfinite(value) else 0))
    text = f"{value:.{max(places, 3)}f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def _b(value: float) -> str:
    """The same in brackets where it is negative, for the sum to be read."""
    return f"({_n(value)})" if value < 0 else _n(value)
