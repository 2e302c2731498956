"""A target as it counted on a day, by what was known at a time.

>>> first = {"value": 95.0, "year": 2025}
>>> cut = {"effective_from": "2023-01-01", "at": "2023-02-01", "changes": {"value": [95.0, 93.0]}}
>>> overlay(first, [cut], on="2022-12-31", known_at=None)["value"], overlay(first, [cut], on="2023-06-30", known_at=None)["value"]
(95.0, 93.0)
>>> overlay(first, [cut], on="2023-06-30", known_at="2023-01-15")["value"]     # nobody knew of it yet
95.0
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from luoshi.plans.models import Amendment, Target

AMENDABLE = (
    "kind", "op", "bound", "value", "upper", "unit", "year", "base_value", "base_year", "path", "binding", "scope", "parts",
)  # fmt: skip
"""The fields of a target that an amendment may change."""
JUDGED_BY = "judge.set"
"""The journal's action for a change of thresholds, rule or preset of a plan or an indicator; its `before` is what an
old evaluation was judged by."""
ASSIGNED = "indicator.assign"
"""The journal's action for a change of owner; its `before` is by whom an old evaluation was counted."""


def overlay(
    fields: Mapping[str, Any], amendments: Iterable[Mapping[str, Any]], *, on: Any, known_at: Any
) -> dict[str, Any]:
    """`fields` with the amendments laid over them that took effect by `on` and were known by `known_at` (None: all).

    `amendments` stand in the order of `effective_from`, of one day in the order in which they were made.
    """
    counted = dict(fields)
    for amendment in amendments:
        if amendment["effective_from"] <= on and (known_at is None or amendment["at"] <= known_at):
            counted.update({field: after for field, (_, after) in amendment["changes"].items()})
    return counted


def first_set(target: Target) -> dict[str, Any]:
    """The amendable fields as first set."""
    return {field: getattr(target, field) for field in AMENDABLE}


def effective(target: Target, on: date, known_at: datetime | None = None) -> dict[str, Any]:
    """The amendable fields of `target` as they counted on the day `on`."""
    rows: Iterable[Mapping[str, Any]] = Amendment.objects.filter(target=target, effective_from__lte=on).order_by(
        "effective_from", "pk"
    ).values("effective_from", "at", "changes")  # fmt: skip
    return overlay(first_set(target), rows, on=on, known_at=known_at)
