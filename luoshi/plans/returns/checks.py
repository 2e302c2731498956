"""The checks of a whole return: what `luoshi.core.checks` needs is gathered here, in a fixed number of queries.

facts = Facts.of([owed])                  # history, targets and parts of one or many returns
found = facts.doubts(owed, items)         # {item.pk: [Doubt, ...]}
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from luoshi.core.checks import Check, Doubt, Point, Rules, check_missing, check_parts, check_value
from luoshi.core.text import Text
from luoshi.people.models import Area
from luoshi.plans.figures.series import unpack
from luoshi.plans.models import Indicator, Measure, Return, ReturnItem, Series, Spread, Target

RUNNING = {Measure.TO_DATE: "year", Measure.SINCE_START: "start", Measure.LEVEL: "level"}
COUNTIES = Text("下级地区", "areas below")
PARTS = Text("分项", "parts")
Pair = tuple[int, str]
"""Indicator, area."""


@dataclass
class Facts:
    """What is known officially about the lines of some returns."""

    series: dict[Pair, list[Point]] = field(default_factory=dict)
    targets: dict[Pair, float] = field(default_factory=dict)
    below: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, owed: Sequence[Return]) -> Facts:
        """Three queries, however many returns."""
        indicators = Indicator.objects.filter(pk__in=ReturnItem.objects.filter(owed__in=owed).values("indicator"))
        areas = {one.area_id for one in owed}
        below: dict[str, list[str]] = defaultdict(list)
        for code, parent in Area.objects.filter(parent__in=areas).values_list("code", "parent"):
            below[str(parent)].append(code)
        wanted = areas | {code for codes in below.values() for code in codes}
        known = Series.objects.filter(indicator__in=indicators, area__in=wanted)
        series = {}
        for indicator, area, first, values in known.values_list("indicator", "area", "first", "values"):
            numbers = enumerate(unpack(values).tolist(), start=first)
            series[indicator, area] = [Point(month, value) for month, value in numbers if not math.isnan(value)]
        targets = Target.objects.filter(indicator__in=indicators, area__in=areas, value__isnull=False).order_by("-pk")
        pairs = {
            (indicator, area): value
            for indicator, area, value in targets.values_list("indicator", "area", "value")
            if value is not None
        }
        return cls(series, pairs, dict(below))

    def history(self, item: ReturnItem, owed: Return) -> list[Point]:
        """The official values before the period, oldest first."""
        return [point for point in self.series.get((item.indicator_id, owed.area_id), []) if point.month < owed.last]

    def last(self, item: ReturnItem, owed: Return) -> Point | None:
        """The official value before the period that is shown and that "no change" repeats."""
        history = self.history(item, owed)
        return history[-1] if history else None

    def repeatable(self, item: ReturnItem, owed: Return) -> float | None:
        """What "no change" stands for; nothing for what starts anew each January, in a new year."""
        last = self.last(item, owed)
        new_year = last is not None and last.month // 12 != owed.last // 12
        return None if last is None or (item.indicator.measure == Measure.TO_DATE and new_year) else last.value

    def doubts(self, owed: Return, items: Iterable[ReturnItem]) -> dict[int, list[Doubt]]:
        """What is doubtful about the values as they stand, by line. Lines not filled in are left alone."""
        lines = list(items)
        values = {item.indicator_id: item.value for item in lines if item.filled}
        parts: dict[int, list[Indicator]] = defaultdict(list)
        for item in lines:
            if item.indicator.parent_id is not None:
                parts[item.indicator.parent_id].append(item.indicator)
        return {item.pk: self._doubts(owed, item, values, parts) for item in lines}

    def _doubts(
        self, owed: Return, item: ReturnItem, values: dict[int, float | None], parts: dict[int, list[Indicator]]
    ) -> list[Doubt]:
        if not item.filled or item.value is None:
            return []
        one, pair = item.indicator, (item.indicator_id, owed.area_id)
        rules = Rules(one.unit, one.low, one.high, one.jump, RUNNING.get(Measure(one.measure), ""))
        found = check_value(
            item.value, rules, self.history(item, owed), month=owed.last, reference=self.targets.get(pair)
        )
        if any(doubt.refuses for doubt in found):
            return found
        below = self.below.get(owed.area_id, [])
        if below and one.spread != Spread.NONE:
            made = [self._at(one.pk, area, owed.last) for area in below]
            doubt = check_parts(item.value, made, one.spread, COUNTIES)
            found += [doubt] if doubt else []
        inner = [part for part in parts.get(one.pk, []) if part.unit == one.unit and one.spread == Spread.SUM]
        if inner:
            doubt = check_parts(item.value, [values.get(part.pk) for part in inner], "within", PARTS)
            found += [doubt] if doubt else []
        return found

    def _at(self, indicator: int, area: str, month: int) -> float | None:
        return next((point.value for point in self.series.get((indicator, area), []) if point.month == month), None)


def incomplete(items: Iterable[ReturnItem]) -> list[Text]:
    """The lines that are not filled in, or have no value and no note."""
    found = ((item, check_missing(item.filled, item.value, item.note)) for item in items)
    return [named(item, doubt) for item, doubt in found if doubt]


def named(item: ReturnItem, doubt: Doubt) -> Text:
    """A finding under the name of its indicator."""
    name = item.indicator.name
    return Text(f"{name}: {doubt.text.zh}", f"{name}: {doubt.text.en}")


def stored(doubts: Iterable[Doubt]) -> list[dict[str, Any]]:
    """Findings as a line keeps them."""
    return [
        {"check": str(doubt.check), "zh": doubt.text.zh, "en": doubt.text.en, "refuses": doubt.refuses}
        for doubt in doubts
    ]


def kept(item: ReturnItem) -> list[Doubt]:
    """The findings that a line keeps."""
    return [Doubt(Check(row["check"]), Text(row["zh"], row["en"]), bool(row["refuses"])) for row in item.warnings]
