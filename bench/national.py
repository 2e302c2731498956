"""`python -m bench national [--share 0.05]`: the shape of the country: 2,844 counties x 400 indicators x 60 months.

Targets and official series are loaded in full, as that is what status reads. Of the single figures behind them `share` is
loaded and timed (68 million rows are 14 GB): 1 loads them all. Asked: each query under 1 s.
"""

from __future__ import annotations

import argparse
import sqlite3
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from bench import cityshape
from bench.status import timed

PLANS, INDICATORS, AREAS = 13, 400, 2844
ON = date(2025, 6, 30)
ROUNDS = 7


def main() -> None:
    """Load, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--share", type=float, default=0.05)
    share = parser.parse_args().share
    with cityshape.a_database() as folder:
        shape = cityshape.make(plans=PLANS, indicators=INDICATORS, areas=AREAS)
        print(f"targets {_seconds(lambda: cityshape.set_targets(shape)):.0f} s", flush=True)
        whole = max(1, round(INDICATORS * share))
        began, figures = time.perf_counter(), 0
        for key in shape.indicators[:whole]:
            figures += cityshape.give_figures(shape, [key], seed=key)
        spent = time.perf_counter() - began
        rate = figures / spent
        print(f"figures {figures:,} in {spent:.0f} s, {rate:,.0f} a second", end="")
        in_all = INDICATORS * AREAS * cityshape.MONTHS
        print("" if whole == INDICATORS else f"; all {in_all:,} would take {in_all / rate / 60:.0f} min", flush=True)
        print(f"other series {_seconds(lambda: _series_only(shape, shape.indicators[whole:])):.0f} s", flush=True)
        size = sum(path.stat().st_size for path in Path(folder).glob("*.sqlite3*")) / 1e9
        _queries(shape, folder)
        print(f"database {size:.1f} GB")


def _seconds(work: Callable[[], Any]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _series_only(shape: cityshape.Shape, indicators: list[int]) -> None:
    """Official series without the figures behind them."""
    from django.db import transaction

    from luoshi.core.periods import Period
    from luoshi.plans.figures import grid_actions
    from luoshi.plans.models import Maker

    periods = [Period.parse(cityshape.FIRST).shifted(place) for place in range(cityshape.MONTHS)]
    for key in indicators:
        values = np.random.default_rng(key).random((1, len(shape.areas), cityshape.MONTHS)) * 3
        with transaction.atomic():
            rows = grid_actions._series([key], shape.areas, periods, values, Maker.SIMULATED)
            grid_actions._insert("plans_series", grid_actions.SERIES_COLUMNS, rows)


def _queries(shape: cityshape.Shape, folder: str) -> None:
    from luoshi.plans.models import Indicator
    from luoshi.plans.status.read import status

    plain = sqlite3.connect(Path(folder, "luoshi.sqlite3"))
    plan, county, one = shape.plans[5], shape.areas[1000], shape.indicators[200]
    in_plan = Indicator.objects.filter(plan=plan).count()

    def read(condition: str, values: list[Any]) -> list[list[Any]]:
        sql = (f"SELECT * FROM plans_{table} WHERE {condition}" for table in ("target", "series"))
        return [plain.execute(text, values).fetchall() for text in sql]

    queries: dict[str, tuple[Callable[[], Any], Callable[[], Any]]] = {
        f"one county, {INDICATORS} indicators": (
            lambda: status(ON, area=county),
            lambda: read("area_id = ?", [county]),
        ),
        f"one indicator, {AREAS:,} counties": (
            lambda: status(ON, indicator=one),
            lambda: read("indicator_id = ?", [one]),
        ),
        f"one plan, {in_plan} indicators x {AREAS:,}": (
            lambda: status(ON, plan=plan),
            lambda: read("indicator_id IN (SELECT id FROM plans_indicator WHERE plan_id = ?)", [plan]),
        ),
    }
    print(f"\n{'medians of ' + str(ROUNDS):36}{'wall ms':>9}{'cpu ms':>9}{'with forecast':>15}{'/ reading':>11}")
    for name, (own, reading) in queries.items():
        own(), reading()
        pairs = [(timed(own), timed(lambda own=own: own().outlook), timed(reading)) for _ in range(ROUNDS)]
        wall, cpu = (median(pair[0][place] for pair in pairs) for place in (0, 1))
        ahead = median(pair[1][0] for pair in pairs)
        ratio = median(pair[0][0] / pair[2][0] for pair in pairs)
        print(f"{name:36}{wall:9.0f}{cpu:9.0f}{ahead:15.0f}{ratio:11.1f}")
    print("asked: each under 1000 ms")
    plain.close()
