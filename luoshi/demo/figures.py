"""Simulated figures of the indicators of one plan: each area's path, and the counties' shares of the city's. Reads only.

rows = simulated(plan, SEED)      # luoshi.plans.figures.actions.FigureRow, in a fixed order
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from luoshi.core.periods import Frequency, Period
from luoshi.core.target import TargetKind
from luoshi.demo.counties import split, weights
from luoshi.demo.fates import Fate, fate_of, generator
from luoshi.demo.paths import Aim, path
from luoshi.people.models import Area
from luoshi.plans.models import Indicator, Plan, Spread, Target

COUNTY_LEVEL = 3
Values = list[float | None]


@dataclass(frozen=True, slots=True)
class Simulated:
    """The values of one indicator by area over its periods, and how the city's go."""

    indicator: Indicator
    fate: Fate
    digits: int
    periods: list[Period]
    areas: dict[str, Values]


def simulated(plan: Plan, seed: int) -> Iterator[Simulated]:
    """Every indicator of a plan that has years and a target."""
    counties = list(Area.objects.filter(level=COUNTY_LEVEL).order_by("code").values_list("code", flat=True))
    city = Area.objects.get(parent=None).code
    by_indicator: dict[int, list[Target]] = defaultdict(list)
    for target in Target.objects.filter(indicator__plan=plan).order_by("pk"):
        by_indicator[target.indicator_id].append(target)
    for indicator in plan.indicators.order_by("pk"):
        yield _one(plan, indicator, by_indicator[indicator.pk], city, counties, seed)


def span(indicator: Indicator, first: int, last: int) -> list[Period]:
    """The periods of an indicator from the first to the last year."""
    frequency = Frequency(indicator.frequency)
    start = Period.of(date(first, 1, 1), frequency)
    return [start.shifted(place) for place in range((last - first + 1) * 12 // frequency.months)]


def _one(
    plan: Plan, indicator: Indicator, targets: list[Target], city: str, counties: Sequence[str], seed: int
) -> Simulated:
    assert plan.from_year is not None
    assert plan.until_year is not None
    when = span(indicator, plan.from_year, plan.until_year)
    names = (str(plan.number), indicator.key)
    fate = fate_of(generator(seed, *names, "fate"))
    by_area: dict[str, list[Target]] = defaultdict(list)
    for target in targets:
        by_area[target.area_id].append(target)
    areas: dict[str, Values] = {}
    digits = 0
    for area, own in sorted(by_area.items()):
        aim = _aim(plan, indicator, own, len(when))
        digits = max(digits, aim.digits)
        luck = fate if area == city or len(by_area) == 1 else fate_of(generator(seed, *names, area, "fate"))
        areas[area] = path(aim, luck, when, generator(seed, *names, area))
    if city in areas and indicator.spread == Spread.SUM and len(areas) == 1:
        parts = weights(len(counties), generator(seed, *names, "weights"))
        shared = split(indicator.measure, areas[city], when, digits, parts)
        areas |= dict(zip(counties, shared, strict=True))
    elif city not in areas and len(areas) > 1 and indicator.spread != Spread.NONE:
        areas[city] = whole(list(areas.values()), indicator.spread, digits)
    return Simulated(indicator, fate, digits, when, areas)


def whole(parts: Sequence[Values], spread: str, digits: int) -> Values:
    """The city's values from its counties': their sum or mean; none where a county has none."""
    out: Values = []
    for values in zip(*parts, strict=True):
        known = [value for value in values if value is not None]
        if len(known) < len(values):
            out.append(None)
        else:
            out.append(round(sum(known) / (len(known) if spread == Spread.MEAN else 1), digits))
    return out


def _aim(plan: Plan, indicator: Indicator, targets: Sequence[Target], periods: int) -> Aim:
    """What the path heads for: the latest target, with the earlier ones on the way."""
    last_year, first_year = plan.until_year or 0, plan.from_year or 0
    main = max(targets, key=lambda target: (target.year or 0, target.binding, -target.pk))
    way = {int(year): value for year, value in main.path.items()}
    if main.kind == TargetKind.LEVEL:
        earlier = {one.year: one.value for one in targets if one.year and one.value is not None}
        way = {**{year: value for year, value in earlier.items() if year < (main.year or last_year)}, **way}
    return Aim(
        measure=indicator.measure, kind=main.kind, value=main.value, upper=main.upper, year=main.year or last_year,
        base=main.base_value, base_year=min(main.base_year or first_year - 1, first_year - 1), path=way,
        unit=indicator.unit, direction=indicator.direction, low=indicator.low, high=indicator.high, periods=periods,
    )  # fmt: skip
