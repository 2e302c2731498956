"""`python -m bench status`: the status of all commitments of fifteen plans, beside sqlite3 only reading the same rows.

600 targets of every kind in 8 areas with 60 months of figures each, judged and forecast. Asked: under 50 ms.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

from bench import cityshape

PLANS, INDICATORS, AREAS = 15, 600, 8
ON = date(2025, 6, 30)
ROUNDS = 31
ROWS = (
    "SELECT id, indicator_id, area_id, agency_id, kind, op, bound, value, upper, unit, year, base_value, base_year, path, "
    "binding, since FROM plans_target",
    'SELECT indicator_id, area_id, first, "values" FROM plans_series',
)


def timed(work: Callable[[], Any]) -> tuple[float, float]:
    """Wall and processor milliseconds of one call."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return (time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000


def main() -> None:
    """Measure in turn and print."""
    with cityshape.a_database() as folder:
        shape = cityshape.make(plans=PLANS, indicators=INDICATORS, areas=AREAS)
        cityshape.set_targets(shape)
        figures = cityshape.give_figures(shape, shape.indicators)
        from luoshi.plans.status.read import status

        plain = sqlite3.connect(Path(folder, "luoshi.sqlite3"))
        works: dict[str, Callable[[], Any]] = {
            "sqlite3 reads the rows": lambda: [plain.execute(sql).fetchall() for sql in ROWS],
            "status of all": lambda: status(ON),
            "status and forecast of all": lambda: status(ON).outlook,
            "status of one plan": lambda: status(ON, plan=shape.plans[0]),
            "status of one area": lambda: status(ON, area=shape.areas[0]),
        }
        runs: dict[str, list[tuple[float, float]]] = {name: [] for name in works}
        for turn in range(ROUNDS + 1):
            for name, work in works.items():
                if turn:
                    runs[name].append(timed(work))
                else:
                    work()
        found = status(ON).total()
        plain.close()
    print(f"{INDICATORS * AREAS:,} targets, {figures:,} figures; medians of {ROUNDS}\n")
    print(f"{'':28}{'wall ms':>9}{'cpu ms':>9}")
    for name, pairs in runs.items():
        print(f"{name:28}{median(wall for wall, _ in pairs):9.1f}{median(cpu for _, cpu in pairs):9.1f}")
    base = runs["sqlite3 reads the rows"]
    for name in ("status of all", "status and forecast of all"):
        ratio = median(own[0] / other[0] for own, other in zip(runs[name], base, strict=True))
        print(f"{name + ' / reading':38}{ratio:5.1f}")
    print(f"asked: status of all under 50 ms; classes found: {len(found)}")
