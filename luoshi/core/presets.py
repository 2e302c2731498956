"""Warning presets in real use, as data with their source, and the clocks of tasks.

    >>> from datetime import date
    >>> warning = project_level("yinchuan_2025", planned_physical=0.55, physical=0.40, planned_investment=None,
    ...     investment=None, planned_start=None, started_on=None, on=date(2025, 6, 30))
    >>> warning.level, warning.arithmetic.zh
    ('yellow', '落后序时 55 - 40 = 15 个百分点 -> 黄色')
    >>> CLOCKS["ordinary"].amount, CLOCKS["ordinary"].unit
    (7, 'day')

Shares are 0..1, money in any one unit. What is not reported or not scheduled warns of nothing: missing is not zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from luoshi.core.text import Text

Level = Literal["none", "watch", "yellow", "red"]
LEVELS: tuple[Level, ...] = ("none", "watch", "yellow", "red")
"""From nothing to the gravest."""
LEVEL_LABELS: dict[Level, Text] = {
    "none": Text("无预警", "no warning"),
    "watch": Text("提示", "watch"),
    "yellow": Text("黄色", "yellow"),
    "red": Text("红色", "red"),
}

Looked = Literal["points_behind", "months_start_missed", "shortfall_percent", "percent_of_schedule"]
LOOKED_LABELS: dict[Looked, Text] = {
    "points_behind": Text("形象进度落后序时的百分点", "points of physical progress behind schedule"),
    "months_start_missed": Text("逾期未开工的月数", "months since the missed start"),
    "shortfall_percent": Text("投资缺口占计划的百分比", "shortfall of investment in percent of the schedule"),
    "percent_of_schedule": Text("投资完成计划的百分比", "investment in percent of the schedule"),
}

DIGITS = 9
"""Shares come from divisions: 0.55 - 0.40 must be 15 points and not 15.000000000000002."""


class Step(NamedTuple):
    """`level` holds where the quantity is beyond `limit`: `>=`, `>` or `<`."""

    level: Level
    sign: Literal[">=", ">", "<"]
    limit: float


@dataclass(frozen=True, slots=True)
class Preset:
    """What is looked at and from where it warns; of several steps the gravest that holds counts.

    `monthly`: the rule is one for monthly reports and says nothing of longer periods.
    """

    name: Text
    source: Text
    steps: Mapping[Looked, tuple[Step, ...]]
    monthly: bool = False


PRESETS: dict[str, Preset] = {
    "yinchuan_2025": Preset(
        Text("按落后序时百分点 (银川 2025)", "by points behind schedule (Yinchuan 2025)"),
        Text(
            "银川市 2025 年在用: 落后 10-30 个百分点黄色, 超过 30 红色; 逾期一个月未开工黄色, 三个月红色",
            "in use in Yinchuan in 2025: 10-30 points behind yellow, more than 30 red; start missed by "
            "one month yellow, by three red",
        ),
        {
            "points_behind": (Step("yellow", ">=", 10), Step("red", ">", 30)),
            "months_start_missed": (Step("yellow", ">=", 1), Step("red", ">=", 3)),
        },
    ),
    "sanya_2022": Preset(
        Text("按投资缺口 (三亚 2022)", "by shortfall of investment (Sanya 2022)"),
        Text(
            "三亚市 2022 年在用: 投资未达计划, 缺口不超过 50 % 黄色, 超过 50 % 红色",
            "in use in Sanya in 2022: investment behind its schedule by up to 50 % yellow, by more red",
        ),
        {"shortfall_percent": (Step("yellow", ">", 0), Step("red", ">", 50))},
    ),
    "xinhuang": Preset(
        Text("按月度投资完成率 (新晃)", "by monthly rate of investment (Xinhuang)"),
        Text(
            "新晃县在用, 按月: 完成率低于 80 % 提示, 低于 60 % 黄色",
            "in use in Xinhuang county, monthly: less than 80 % of the schedule watch, less than 60 % yellow",
        ),
        {"percent_of_schedule": (Step("watch", "<", 80), Step("yellow", "<", 60))},
        monthly=True,
    ),
}
DEFAULT_PRESET = "yinchuan_2025"


class Warning(NamedTuple):  # noqa: A001 - the word of the field (预警)
    """How grave, and the numbers that make it so."""

    level: Level
    arithmetic: Text


def project_level(
    preset: str,
    *,
    planned_physical: float | None,
    physical: float | None,
    planned_investment: float | None,
    investment: float | None,
    planned_start: date | None,
    started_on: date | None,
    on: date,
    period_months: int = 1,
) -> Warning:
    """The warning that `preset` gives on the day `on`; raises KeyError for a preset that is not in PRESETS.

    `planned_physical` and `planned_investment` are what the schedule wants by the period that `physical` and
    `investment` report, to date. `period_months` is how long a reporting period is.
    """
    rule = PRESETS[preset]
    if rule.monthly and period_months != 1:
        return Warning(
            "none", Text("此规则只用于月报, 不作预警", "the rule is one for monthly reports and says nothing here")
        )
    found = {
        "points_behind": _points_behind(planned_physical, physical),
        "months_start_missed": _months_missed(planned_start, started_on, on),
        "shortfall_percent": _shortfall(planned_investment, investment),
        "percent_of_schedule": _rate(planned_investment, investment),
    }
    worst: Level = "none"
    words: list[Text] = []
    for looked, steps in rule.steps.items():
        told = found[looked]
        if told is None:
            continue
        amount, sum_text = told
        level = _level(steps, amount)
        words.append(Text(f"{sum_text.zh} -> {LEVEL_LABELS[level].zh}", f"{sum_text.en} -> {LEVEL_LABELS[level].en}"))
        worst = max(worst, level, key=LEVELS.index)
    if not words:
        return Warning("none", Text("没有可比的计划或报送, 不作预警", "nothing scheduled or reported to compare"))
    return Warning(worst, Text("; ".join(word.zh for word in words), "; ".join(word.en for word in words)))


def _level(steps: tuple[Step, ...], amount: float) -> Level:
    worst: Level = "none"
    for step in steps:
        holds = {">=": amount >= step.limit, ">": amount > step.limit, "<": amount < step.limit}[step.sign]
        if holds:
            worst = max(worst, step.level, key=LEVELS.index)
    return worst


_Told = tuple[float, Text] | None


def _points_behind(planned: float | None, actual: float | None) -> _Told:
    if planned is None or actual is None:
        return None
    behind = round((planned - actual) * 100, DIGITS)
    sums = f"{_n(planned * 100)} - {_n(actual * 100)} = {_n(behind)}"
    return behind, Text(f"落后序时 {sums} 个百分点", f"behind schedule {sums} points")


def _months_missed(planned: date | None, started: date | None, on: date) -> _Told:
    if planned is None or started is not None or on < planned:
        return None
    months = whole_months(planned, on)
    return months, Text(
        f"计划 {planned} 开工, 至 {on} 未开工, 逾期满 {months} 个月",
        f"start was due {planned}, none until {on}, missed by {months} full months",
    )


def _shortfall(planned: float | None, actual: float | None) -> _Told:
    if not planned or actual is None:
        return None
    percent = round((planned - actual) / planned * 100, DIGITS)
    sums = f"({_n(planned)} - {_n(actual)}) / {_n(planned)} = {_n(percent)} %"
    return percent, Text(f"投资缺口 {sums}", f"shortfall of investment {sums}")


def _rate(planned: float | None, actual: float | None) -> _Told:
    if not planned or actual is None:
        return None
    percent = round(actual / planned * 100, DIGITS)
    sums = f"{_n(actual)} / {_n(planned)} = {_n(percent)} %"
    return percent, Text(f"投资完成率 {sums}", f"investment of its schedule {sums}")


def whole_months(since: date, until: date) -> int:
    """Full months from `since` to `until`; the last day of a short month closes a month.

    >>> whole_months(date(2025, 1, 31), date(2025, 2, 28)), whole_months(date(2025, 1, 15), date(2025, 2, 14))
    (1, 0)
    """
    months = (until.year - since.year) * 12 + until.month - since.month
    short = until.day < since.day and (until.month == _next_day(until).month)
    return months - 1 if short else months


def _next_day(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)


def _n(value: float) -> str:
    return f"{round(value, 2):.2f}".rstrip("0").rstrip(".")


class Clock(NamedTuple):
    """How long a step of a task may take."""

    amount: int
    unit: Literal["day", "month"]
    label: Text


CLOCKS: dict[str, Clock] = {
    "study": Clock(1, "day", Text("1 天内研究", "study within 1 day")),
    "feedback": Clock(3, "day", Text("3 天内反馈", "feedback within 3 days")),
    "ordinary": Clock(7, "day", Text("一般事项 7 天内落实", "ordinary matters within 7 days")),
    "major": Clock(1, "month", Text("重大事项 1 个月内落实", "major matters within 1 month")),
}
"""The clock of the 13710 way of working; its 0 is that every matter is closed. Whether days are working days is said
where a deadline is set."""
