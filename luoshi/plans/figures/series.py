"""Official values packed by indicator and area: what status reads, made from the figures and nothing else.

>>> first, values, makers = pack([(24276, 1.5, "filed"), (24278, 2.0, "simulated")])
>>> first, unpack(values).tolist(), list(makers)
(24276, [1.5, nan, 2.0], [1, 0, 4])
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby

import numpy as np
import numpy.typing as npt

from luoshi.plans.models import Figure, Maker, Series

MAKERS: dict[str, int] = {maker: place for place, maker in enumerate(Maker.values, start=1)}
BATCH_ROWS = 500


def pack(values: Sequence[tuple[int, float, str]]) -> tuple[int, bytes, bytes]:
    """(month, value, maker) in any order -> first month, values, makers. Raises ValueError without any value."""
    if not values:
        raise ValueError("a series without a value is no series")
    months = [month for month, _, _ in values]
    first = min(months)
    packed = np.full(max(months) - first + 1, np.nan)
    makers = bytearray(len(packed))
    for month, value, maker in values:
        packed[month - first] = value
        makers[month - first] = MAKERS[maker]
    return first, packed.astype("<f8").tobytes(), bytes(makers)


def unpack(values: bytes | memoryview) -> npt.NDArray[np.float64]:
    """The values of a series, one a month, NaN where none is."""
    return np.frombuffer(values, dtype="<f8")


def official(figures: Iterable[tuple[int, int, float | None, str]]) -> list[tuple[int, float, str]]:
    """Of (month, revision, value, maker), sorted by month and revision, the last revision of each month that has one."""
    latest = [list(group)[-1] for _, group in groupby(figures, key=lambda row: row[0])]
    return [(month, value, maker) for month, _, value, maker in latest if value is not None]


def renew(pairs: Iterable[tuple[int, str]]) -> None:
    """Make the series of these (indicator id, area code) again from their approved figures.

    Part of the caller's transaction, which has changed figures of these pairs.
    """
    wanted = set(pairs)
    if not wanted:
        return
    rows = Figure.objects.filter(
        indicator__in={indicator for indicator, _ in wanted},
        area__in={area for _, area in wanted},
        approved_at__isnull=False,
    ).order_by("indicator", "area", "last", "revision")
    found: dict[tuple[int, str], list[tuple[int, int, float | None, str]]] = defaultdict(list)
    for indicator, area, *figure in rows.values_list("indicator", "area", "last", "revision", "value", "maker"):
        if (indicator, area) in wanted:
            found[indicator, area].append(tuple(figure))  # type: ignore[arg-type]
    made, empty = [], []
    for pair in sorted(wanted):
        values = official(found[pair])
        if values:
            first, packed, makers = pack(values)
            made.append(Series(indicator_id=pair[0], area_id=pair[1], first=first, values=packed, makers=makers))
        else:
            empty.append(pair)
    Series.objects.bulk_create(
        made,
        batch_size=BATCH_ROWS,
        update_conflicts=True,
        unique_fields=["indicator", "area"],
        update_fields=["first", "values", "makers"],
    )
    for indicator, area in empty:
        Series.objects.filter(indicator=indicator, area=area).delete()
