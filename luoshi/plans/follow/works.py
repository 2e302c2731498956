"""Projects, tasks, systems and duties of a plan -> drafts of what is followed by reports and milestones. Pure.

>>> project({"name": "云溪水库", "investment": {"value": 12.5, "unit": "亿元"}, "place": None, "start": 2022, "end": None,
...          "owner": None}).investment
125000.0
>>> [step.name for step in undertaking("duty", {"kind": "evaluate", "years": [2023, 2025], "owners": []}, "评估").steps]
['2023年评估', '2025年评估']

A year becomes its first day for a start and its last day for an end: the latest that the text allows. No other date is made.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from luoshi.plans.works.money import in_ten_thousand

SYSTEM_STEPS = ("立项", "建设", "上线")
"""What every system to be built goes through; when, the text does not say."""
TASK_STEP = "完成"


@dataclass(frozen=True, slots=True)
class ProjectDraft:
    """A project with money in 万元; places and owners are as the text writes them."""

    name: str
    owners: tuple[str, ...]
    place: str
    investment: float | None
    start: date | None
    finish: date | None


@dataclass(frozen=True, slots=True)
class Step:
    """A milestone: its name and the day it is due, if the text names a year."""

    name: str
    due: date | None = None


@dataclass(frozen=True, slots=True)
class UndertakingDraft:
    """A task, system or duty with its steps."""

    name: str
    owners: tuple[str, ...]
    places: tuple[str, ...]
    deadline: date | None
    divisible: bool
    steps: tuple[Step, ...]


def project(row: Mapping[str, Any]) -> ProjectDraft:
    """A row of the ledger's table `projects`. Where the years are the wrong way round the end is not believed."""
    start, end = row["start"], row["end"]
    if start is not None and end is not None and end < start:
        end = None
    return ProjectDraft(
        name=row["name"],
        owners=tuple(filter(None, [row["owner"]])),
        place=row["place"] or "",
        investment=in_ten_thousand(row["investment"]),
        start=None if start is None else date(start, 1, 1),
        finish=None if end is None else date(end, 12, 31),
    )


def undertaking(kind: str, row: Mapping[str, Any], name: str) -> UndertakingDraft:
    """A row of the tables `tasks`, `systems` or `duties`; `name` is that of its commitment."""
    if kind == "system":
        steps = tuple(Step(step) for step in SYSTEM_STEPS)
        return UndertakingDraft(name, tuple(filter(None, [row["owner"]])), (), None, True, steps)
    if kind == "duty":
        years = sorted(row["years"])
        steps = tuple(Step(f"{year}年{name}", _end(year)) for year in years) or (Step(name),)
        return UndertakingDraft(name, tuple(row["owners"]), (), steps[-1].due, True, steps)
    due = None if row["deadline"] is None else _end(row["deadline"])
    return UndertakingDraft(name, tuple(row["owners"]), tuple(row["places"]), due, False, (Step(TASK_STEP, due),))


def _end(year: int) -> date:
    return date(year, 12, 31)
