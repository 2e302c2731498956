"""Random verification, read: the population of a draw, the draw done again, results counted by owner.

    again(draw)   ->   Repeated(same=True, ...)

What is drawn from: figures that were filed by their owners and approved, the official revision of each indicator, area
and period that is in the range (`population`: period, plan, rule, and for the repetition the time of the draw). A
figure that was approved or corrected later does not change the population of an earlier draw.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from luoshi.core import sampling
from luoshi.core.periods import Period
from luoshi.plans.models import Draw, Figure, Maker, Verification
from luoshi.plans.supervision.refusals import RefusedItemError

REPORTED_BY = (Maker.FILED, Maker.SIMULATED)
"""What an owner reported; in a demo the simulation stands for the owners."""


class Population(NamedTuple):
    """Figure ids, and the owner of each (the stratum)."""

    keys: list[int]
    owners: dict[int, Hashable]


def population(*, period: str, plan: int | None, by: datetime) -> Population:
    """The filed figures that were official at the time `by`: the last revision approved until then, if it has a value.

    `period` `2023` takes every period that ends in 2023; `2023-Q2` and `2023-05` take theirs and those within them.
    """
    first, last = months_of(period)
    rows = Figure.objects.filter(approved_at__lte=by, last__gte=first, last__lte=last)
    if plan is not None:
        rows = rows.filter(indicator__plan=plan)
    latest: dict[tuple[int, str, str], tuple[int, int | None, bool]] = {}
    fields = ("indicator", "area", "period", "pk", "indicator__owner", "value", "maker")
    for indicator, area, text, key, owner, value, maker in rows.order_by("revision").values_list(*fields):
        latest[indicator, area, text] = (key, owner, value is not None and maker in REPORTED_BY)
    found = [(key, owner) for key, owner, counts in latest.values() if counts]
    return Population(sorted(key for key, _ in found), {key: owner or 0 for key, owner in found})


def months_of(period: str) -> tuple[int, int]:
    """First and last month (on the axis of `Period.last`) of a period. Raises RefusedItemError."""
    try:
        found = Period.parse(period)
    except ValueError:
        raise RefusedItemError("period", text=period[:20]) from None
    return found.last - found.frequency.months + 1, found.last


class Repeated(NamedTuple):
    """A draw done again: whether it comes out the same, and both digests and samples."""

    same: bool
    digest: str
    drawn: list[int]
    kept: list[int]


def again(draw: Draw) -> Repeated:
    """Draw again from the records as they are and compare."""
    rule: Mapping[str, Any] = draw.population
    people = population(period=rule["period"], plan=rule["plan"], by=draw.at)
    drawn = sampling.draw(
        people.keys, seed=draw.seed, size=draw.size, strata=people.owners if rule["by_owner"] else None
    ) if people.keys else []  # fmt: skip
    kept = list(draw.verifications.order_by("place").values_list("figure", flat=True))
    found = sampling.digest(people.keys)
    return Repeated(found == draw.digest and drawn == kept, found, drawn, kept)


class Tally(NamedTuple):
    """Results of one owner: how many were drawn, and what was found; `share` of the checked ones that is confirmed."""

    drawn: int
    confirmed: int
    differs: int
    no_proof: int

    @property
    def checked(self) -> int:
        """How many have a result."""
        return self.confirmed + self.differs + self.no_proof

    @property
    def share(self) -> float | None:
        """Confirmed of those checked; None where none was."""
        return self.confirmed / self.checked if self.checked else None

    @property
    def coverage(self) -> float:
        """Checked of those drawn."""
        return self.checked / self.drawn if self.drawn else 0.0


def by_owner(rows: Iterable[Verification]) -> dict[str, Tally]:
    """Owner's name (or an empty text) -> its results; `rows` with `figure.indicator.owner`."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        owner = row.figure.indicator.owner
        found[owner.name if owner else ""].append(row.result)
    return {
        owner: Tally(len(results), *(results.count(word) for word in ("confirmed", "differs", "no_proof")))
        for owner, results in sorted(found.items())
    }
