"""Loading whole grids of official figures (a statistical yearbook, the history of a country) by the fastest way there is.

load_grid(indicators=[3, 4], areas=["211302"], first=Period.parse("2021-01"), values=array, maker=Maker.IMPORTED,
          acting_user=user, at=now)

What comes out is the same as from `figures.actions.load`, but only where there was no figure before.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import numpy as np
import numpy.typing as npt
from django.db import connection, transaction

from luoshi.core.periods import Period
from luoshi.journal.actions import SYSTEM
from luoshi.journal.actions import record as journal
from luoshi.people.models import User
from luoshi.plans.actions import RefusedError
from luoshi.plans.figures.series import MAKERS
from luoshi.plans.models import Figure, Indicator, Maker, Series

FIGURE_COLUMNS = (
    "indicator_id", "area_id", "period", "last", "revision", "value", "maker", "note", "at", "approved_at", "by_id",
    "approved_by_id",
)  # fmt: skip
SERIES_COLUMNS = ("indicator_id", "area_id", "first", "values", "makers")


@transaction.atomic
def load_grid(
    *,
    indicators: Sequence[int],
    areas: Sequence[str],
    first: Period,
    values: npt.NDArray[np.float64],
    maker: Maker,
    acting_user: User | None,
    at: datetime,
    cause: str = "",
) -> int:
    """Keep `values` (indicator x area x period from `first` on; NaN: none) as official figures; returns how many.

    Raises RefusedError `exists` where one of the indicators has a figure already, ValueError for another shape.
    """
    if values.shape[:2] != (len(indicators), len(areas)) or values.ndim != 3:
        raise ValueError(f"values of shape {values.shape} for {len(indicators)} indicators and {len(areas)} areas")
    list(Indicator.objects.select_for_update().filter(pk__in=indicators).values_list("pk"))
    if Figure.objects.filter(indicator__in=indicators).exists():
        raise RefusedError("exists")
    periods = [first.shifted(place) for place in range(values.shape[2])]
    _insert(Figure._meta.db_table, FIGURE_COLUMNS, _figures(indicators, areas, periods, values, maker, acting_user, at))
    _insert(Series._meta.db_table, SERIES_COLUMNS, _series(indicators, areas, periods, values, maker))
    digest = hashlib.sha256(np.ascontiguousarray(values).tobytes()).hexdigest()
    count = int(np.count_nonzero(~np.isnan(values)))
    journal(
        who=acting_user.username if acting_user else SYSTEM, action="figure.load", thing=f"batch:{digest[:16]}", at=at,
        cause=cause, after={"figures": count, "maker": maker, "sha256": digest, "from": first.text},
    )  # fmt: skip
    return count


def _figures(
    indicators: Sequence[int],
    areas: Sequence[str],
    periods: Sequence[Period],
    values: npt.NDArray[np.float64],
    maker: str,
    user: User | None,
    at: datetime,
) -> Iterator[tuple[Any, ...]]:
    moment = connection.ops.adapt_datetimefield_value(at)
    by = user.pk if user else None
    named = [(period.text, period.last) for period in periods]
    for indicator, block in zip(indicators, values, strict=True):
        for area, row in zip(areas, block.tolist(), strict=True):
            for (text, last), value in zip(named, row, strict=True):
                if value == value:
                    yield (indicator, area, text, last, 1, value, maker, "", moment, moment, by, by)


def _series(
    indicators: Sequence[int],
    areas: Sequence[str],
    periods: Sequence[Period],
    values: npt.NDArray[np.float64],
    maker: str,
) -> Iterator[tuple[Any, ...]]:
    """As `series.pack` makes them: from the first value to the last, one a month."""
    begin, mark = periods[0].last, MAKERS[maker]
    places = np.array([period.last - begin for period in periods])
    months = np.full((*values.shape[:2], places[-1] + 1), np.nan, dtype="<f8")
    months[:, :, places] = values
    known: npt.NDArray[np.bool_] = ~np.isnan(months)
    makers: npt.NDArray[np.uint8] = np.where(known, mark, 0).astype(np.uint8)
    starts = known.argmax(axis=2)
    ends = months.shape[2] - known[:, :, ::-1].argmax(axis=2)
    there = np.asarray(known.any(axis=2), dtype=np.bool_)
    for i, indicator in enumerate(indicators):
        for j, area in enumerate(areas):
            if there[i, j]:
                cut = slice(starts[i, j], ends[i, j])
                yield (
                    indicator,
                    area,
                    begin + int(starts[i, j]),
                    months[i, j, cut].tobytes(),
                    makers[i, j, cut].tobytes(),
                )


def _insert(table: str, columns: Sequence[str], rows: Iterator[tuple[Any, ...]]) -> None:
    """COPY on PostgreSQL, one prepared INSERT on SQLite."""
    names = ", ".join(connection.ops.quote_name(column) for column in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(columns))
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)  # type: ignore[arg-type]  # noqa: S608 - names are our own; rows come one by one
