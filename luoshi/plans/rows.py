"""Rows of the ledger as JSON -> the columns of a commitment, and corrections laid over a row.

>>> columns("system", {"section": 1, "line": 9, "name": "智慧水务平台", "owner": "市水利局", "confidence": 0.9})["name"]
'智慧水务平台'
>>> corrected({"value": 3}, {"value": [3, 5]})
{'value': 5}
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from luoshi.core.target import Role
from luoshi.plans.models import Kind, barred

TABLES: dict[str, Kind] = {
    "quantities": Kind.QUANTITY,
    "tasks": Kind.TASK,
    "projects": Kind.PROJECT,
    "systems": Kind.SYSTEM,
    "duties": Kind.DUTY,
}
"""Table of the ledger -> kind of commitment."""

DUTY_NAMES = {
    "evaluate": "评估",
    "publish": "公开",
    "report": "报告",
    "assess": "考核",
    "adjust": "调整",
    "annual_plan": "年度计划",
    "fund": "资金保障",
    "lead": "组织领导",
}
MAX_PERIOD_YEARS = 50
"""A project longer than this has a wrong year in it; only its two ends are then kept for the filter."""


def corrected(payload: Mapping[str, Any], changes: Mapping[str, list[Any]]) -> dict[str, Any]:
    """The row with every changed field set to its corrected value."""
    return {**payload, **{field: after for field, (_, after) in changes.items()}}


def columns(kind: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a commitment that follow from its row."""
    own = _OWN[Kind(kind)](row)
    blank = {"role": "", "value": None, "unit": "", "year": None, "target_kind": ""}
    common = {"section": row["section"], "line": row["line"], "confidence": row["confidence"]}
    return {**blank, **common, **own}


def _quantity(row: Mapping[str, Any]) -> dict[str, Any]:
    years = {row["year"], *(int(year) for year in row["annual"] or {})} - {None}
    return {
        "name": row["name"],
        "role": Role.TARGET
        if row["role"] == Role.PENDING
        else row["role"],  # a target without number is listed with them
        "value": row["value"],
        "unit": row["unit"] or "",
        "year": row["year"],
        "years": barred(sorted(years)),
        "target_kind": row["target_kind"] or "",
        "owners": barred([row["owner"]]),
        "places": barred([row["scope"]]),
    }


def _task(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "name": f"{row['verb']}{row['object']}",
        "year": row["deadline"],
        "years": barred([row["deadline"]]),
        "owners": barred(row["owners"]),
        "places": barred(row["places"]),
    }


def _project(row: Mapping[str, Any]) -> dict[str, Any]:
    money = row["investment"] or {"value": None, "unit": ""}
    return {
        "name": row["name"],
        "value": money["value"],
        "unit": money["unit"],
        "year": row["end"],
        "years": barred(_period(row["start"], row["end"])),
        "owners": barred([row["owner"]]),
        "places": barred([row["place"]]),
    }


def _system(row: Mapping[str, Any]) -> dict[str, Any]:
    return {"name": row["name"], "years": "", "owners": barred([row["owner"]]), "places": ""}


def _duty(row: Mapping[str, Any]) -> dict[str, Any]:
    years = row["years"]
    return {
        "name": DUTY_NAMES[row["kind"]],
        "year": years[0] if years else None,
        "years": barred(years),
        "owners": barred(row["owners"]),
        "places": "",
    }


_OWN = {
    Kind.QUANTITY: _quantity,
    Kind.TASK: _task,
    Kind.PROJECT: _project,
    Kind.SYSTEM: _system,
    Kind.DUTY: _duty,
}


def _period(start: int | None, end: int | None) -> list[int]:
    """Every year from start to end; whichever is known where one is missing or the two cannot both be right."""
    if start is not None and end is not None and 0 <= end - start <= MAX_PERIOD_YEARS:
        return list(range(start, end + 1))
    return [year for year in (start, end) if year is not None]
