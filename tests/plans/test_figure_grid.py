"""Grids of figures come out as figures loaded one by one, and nothing is written over."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest

from luoshi.core.periods import Period
from luoshi.journal.models import Entry
from luoshi.plans.actions import RefusedError
from luoshi.plans.figures.actions import FigureRow, load
from luoshi.plans.figures.grid_actions import load_grid
from luoshi.plans.models import Figure, Maker, Series, SourceDocument
from tests.cityhall import city_hall, indicator

AT = datetime(2024, 2, 1, 8, 30, tzinfo=UTC)


@pytest.mark.parametrize("first", ["2021-02", "2021-Q1", "2021-H2", "2021"])
def test_a_grid_is_as_rows(document: SourceDocument, first: str) -> None:
    hall = city_hall()
    plan = document.plans.get()
    begin = Period.parse(first)
    kind = {"frequency": begin.frequency.value}
    by_grid = [indicator(plan, hall.bureau, f"g{number}", **kind) for number in range(3)]
    by_rows = [indicator(plan, hall.bureau, f"r{number}", **kind) for number in range(3)]
    areas = [hall.city.pk, hall.county.pk]
    values = np.arange(24, dtype=np.float64).reshape(3, 2, 4) / 7
    values[0, 0, 0] = values[0, 1, 2] = values[1, 0, 3] = np.nan
    values[2, 1] = np.nan
    count = load_grid(
        indicators=[one.pk for one in by_grid], areas=areas, first=begin, values=values, maker=Maker.SIMULATED,
        acting_user=hall.planner, at=AT,
    )  # fmt: skip
    rows = [
        FigureRow(one.pk, area, begin.shifted(k), float(values[i, j, k]))
        for i, one in enumerate(by_rows)
        for j, area in enumerate(areas)
        for k in range(4)
        if not np.isnan(values[i, j, k])
    ]
    assert count == len(rows) == load(rows, maker=Maker.SIMULATED, acting_user=hall.planner, at=AT)
    fields = (
        "area",
        "period",
        "last",
        "revision",
        "value",
        "maker",
        "note",
        "inputs",
        "by",
        "at",
        "approved_at",
        "approved_by",
    )
    for grid, row in zip(by_grid, by_rows, strict=True):
        one = Figure.objects.filter(indicator=grid).order_by("area", "last").values_list(*fields)
        other = Figure.objects.filter(indicator=row).order_by("area", "last").values_list(*fields)
        assert list(one) == list(other)
        packed = []
        for of in (grid, row):
            found = Series.objects.filter(indicator=of).order_by("area")
            columns = found.values_list("area", "first", "values", "makers")
            packed.append([(area, month, bytes(numbers), bytes(makers)) for area, month, numbers, makers in columns])
        assert packed[0] == packed[1]
    assert Entry.objects.filter(action="figure.load").count() == 2


def test_nothing_is_written_over(document: SourceDocument) -> None:
    hall = city_hall()
    one = indicator(document.plans.get(), hall.bureau)
    grid = {"indicators": [one.pk], "areas": [hall.city.pk], "first": Period.parse("2021"), "maker": Maker.IMPORTED}
    load_grid(values=np.ones((1, 1, 2)), acting_user=None, at=AT, **grid)
    with pytest.raises(RefusedError, match="exists"):
        load_grid(values=np.ones((1, 1, 2)), acting_user=None, at=AT, **grid)
    with pytest.raises(ValueError, match="shape"):
        load_grid(values=np.ones((2, 1, 2)), acting_user=None, at=AT, **grid)
    assert Figure.objects.count() == 2
