"""The city's figures shared out among its counties so that they add up exactly. Pure.

>>> share(10, [0.5, 0.3, 0.2])
[5, 3, 2]
>>> sum(share(7, [0.4, 0.35, 0.25])) == 7
True
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from luoshi.core.periods import Period
from luoshi.demo.paths import CUMULATIVE, told

SPREAD = 0.5
"""How much counties differ in size: weights run from 1 - SPREAD to 1 + SPREAD."""


def weights(number: int, rng: np.random.Generator) -> list[float]:
    """Shares of the counties in one indicator; they add up to 1."""
    drawn = 1 - SPREAD + 2 * SPREAD * rng.random(number)
    return [float(one) for one in drawn / drawn.sum()]


def share(total: int, parts: Sequence[float]) -> list[int]:
    """A whole number shared out in whole numbers, the largest remainders first."""
    exact = [total * part for part in parts]
    shares = [int(one // 1) for one in exact]
    left = total - sum(shares)
    order = sorted(range(len(parts)), key=lambda place: (shares[place] - exact[place], place))
    for place in order[:left]:
        shares[place] += 1
    return shares


def split(
    measure: str, values: Sequence[float | None], periods: Sequence[Period], digits: int, parts: Sequence[float]
) -> list[list[float | None]]:
    """The values of each county, by county. Where the city has no figure the counties have none."""
    known = [place for place, value in enumerate(values) if value is not None]
    out: list[list[float | None]] = [[None] * len(values) for _ in parts]
    if not known:
        return out
    units = [round((values[place] or 0.0) * 10**digits) for place in known]
    flows = _flows(measure, units, [periods[place] for place in known])
    carried = _shares(flows, parts)
    for county, flow in enumerate(carried):
        if measure in CUMULATIVE:
            shown = told(measure, np.array(flow), [periods[place] for place in known], digits)
        else:
            shown = [round(one / 10**digits, digits) for one in flow]
        for place, value in zip(known, shown, strict=True):
            out[county][place] = value
    return out


def _flows(measure: str, units: Sequence[int], periods: Sequence[Period]) -> list[int]:
    """What came in each period; of a level the level itself."""
    if measure in ("level", "rate", "flow"):
        return list(units)
    if measure == "since_start":
        return [now - before for before, now in zip([0, *units], units, strict=False)]
    flows, before, year = [], 0, 0
    for period, now in zip(periods, units, strict=True):
        flows.append(now - (before if period.year == year else 0))
        before, year = now, period.year
    return flows


def _shares(flows: Sequence[int], parts: Sequence[float]) -> list[list[int]]:
    """Each flow shared out so that the running sums stay as near to the weights as whole numbers allow.

    One thing a year would otherwise always fall to the largest county.
    """
    counties: list[list[int]] = [[] for _ in parts]
    owed = [0.0] * len(parts)
    for flow in flows:
        wanted = [max(debt + flow * part, 0.0) for debt, part in zip(owed, parts, strict=True)]
        whole = sum(wanted)
        given = share(flow, [one / whole for one in wanted]) if whole else [0] * len(parts)
        for place, (got, part) in enumerate(zip(given, parts, strict=True)):
            owed[place] += flow * part - got
            counties[place].append(got)
    return counties
