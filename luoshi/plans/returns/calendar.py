"""The calendar of returns: what is owed by whom, for which area and period, and by when.

    open_returns(now)     # creates what is owed by now and not there yet; idempotent, safe twice at once

An indicator owes a figure for the area of its owner, filed by the owner; and, where it has a target in a county or
its parts make the whole, one for each such county, filed by that county's government. The lines of one plan, agency,
area and period make one return. What an import or a computation has delivered officially already is not asked again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from luoshi.core.periods import Frequency, Period
from luoshi.journal.actions import SYSTEM, Line, record_all
from luoshi.people.actions.places import GOVERNMENT
from luoshi.people.models import Agency, Area
from luoshi.plans.acting import today
from luoshi.plans.models import Figure, Indicator, Plan, Return, ReturnItem, ReturnState, Spread, Target

COUNTY_LEVEL = 3
BATCH_ROWS = 500
EDITABLE = (ReturnState.DRAFT, ReturnState.RETURNED)
"""States in which the filer may still change a return."""

Key = tuple[int, str, str]
"""Agency, area, period."""


@dataclass(frozen=True, slots=True)
class Owed:
    """One agency's lines for an area, of one frequency."""

    agency: int
    area: str
    frequency: Frequency
    indicators: tuple[Indicator, ...]


def open_returns(at: datetime) -> int:
    """Create every return that is owed by `at`, and add lines that have come to be owed to drafts; how many are new."""
    day = today(at)
    plans = Plan.objects.filter(from_year__isnull=False, until_year__isnull=False, indicators__isnull=False)
    return sum(_open_plan(plan, day, at) for plan in plans.defer("outline").distinct())


def periods(plan: Plan, frequency: Frequency, day: date) -> Iterator[Period]:
    """The periods of the plan that are over by `day`, from the plan's first year to its last."""
    if plan.from_year is None or plan.until_year is None:
        return
    period = Period(plan.from_year, frequency)
    while period.year <= plan.until_year and period.end < day:
        yield period
        period = period.next()


def owed_by(plan: Plan) -> list[Owed]:
    """Who owes which lines of a plan. An indicator without owner is owed by nobody: there is nobody to ask."""
    indicators = list(plan.indicators.filter(owner__isnull=False).select_related("owner").order_by("pk"))
    governments = {
        agency.area_id: agency.pk
        for agency in Agency.objects.filter(area__level=COUNTY_LEVEL, name__endswith=GOVERNMENT).order_by("-pk")
    }
    targeted: dict[int, set[str]] = defaultdict(set)
    targets = Target.objects.filter(indicator__plan=plan, area__level=COUNTY_LEVEL)
    for indicator, area in targets.values_list("indicator", "area"):
        targeted[indicator].add(area)
    paths = dict(Area.objects.filter(level__lte=COUNTY_LEVEL).values_list("code", "path"))
    counties = {code for code in paths if code in governments}
    lines: dict[tuple[int, str, Frequency], list[Indicator]] = defaultdict(list)
    for one in indicators:
        if one.owner is None:
            continue
        frequency, home = Frequency(one.frequency), one.owner.area_id
        lines[one.owner.pk, home, frequency].append(one)
        below = {code for code in counties if code != home and paths[code].startswith(paths.get(home, "-"))}
        asked = below if one.spread in (Spread.SUM, Spread.MEAN) else targeted[one.pk] & counties - {home}
        for code in asked:
            lines[governments[code], code, frequency].append(one)
    return [Owed(*key, tuple(ones)) for key, ones in sorted(lines.items())]


@transaction.atomic
def _open_plan(plan: Plan, day: date, at: datetime) -> int:
    Plan.objects.select_for_update().only("pk").get(pk=plan.pk)  # two ticks at once: the second finds it all done
    official = set(
        Figure.objects.filter(indicator__plan=plan, approved_at__isnull=False)
        .order_by()
        .values_list("indicator", "area", "period")
    )
    known = {(one.agency_id, one.area_id, one.period): one for one in plan.returns.all()}
    present = set(ReturnItem.objects.filter(owed__plan=plan).values_list("owed", "indicator"))
    fresh: list[tuple[Return, list[Indicator]]] = []
    added: list[ReturnItem] = []
    for owed in owed_by(plan):
        for period in periods(plan, owed.frequency, day):
            lines = [one for one in owed.indicators if (one.pk, owed.area, period.text) not in official]
            stored = known.get((owed.agency, owed.area, period.text))
            if stored is not None and stored.state == ReturnState.DRAFT:
                missing = [one for one in lines if (stored.pk, one.pk) not in present]
                added += [ReturnItem(owed=stored, indicator=one) for one in missing]
            elif stored is None and lines:
                due = period.end + timedelta(days=max(one.due_days for one in lines))
                made = Return(
                    plan=plan, agency_id=owed.agency, area_id=owed.area, period=period.text, last=period.last, due=due
                )
                fresh.append((made, lines))
    Return.objects.bulk_create([made for made, _ in fresh], batch_size=BATCH_ROWS)
    added += [ReturnItem(owed=made, indicator=one) for made, lines in fresh for one in lines]
    ReturnItem.objects.bulk_create(added, batch_size=BATCH_ROWS)
    record_all(_lines(fresh, added), who=SYSTEM, at=at) if added else None
    return len(fresh)


def _lines(fresh: list[tuple[Return, list[Indicator]]], added: list[ReturnItem]) -> Iterator[Line]:
    new = {made.pk for made, _ in fresh}
    for made, lines in fresh:
        after = {"period": made.period, "due": made.due, "indicators": [one.pk for one in lines]}
        yield Line("return.open", f"return:{made.pk}", after=after)
    for item in added:
        if item.owed_id not in new:
            yield Line("return.extend", f"return:{item.owed_id}", after={"indicator": item.indicator_id})
