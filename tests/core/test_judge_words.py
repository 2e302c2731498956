"""The printed arithmetic is worked out again, and gives what was judged."""

from __future__ import annotations

import math
import re
from datetime import date
from typing import Any

import pytest

from luoshi.core.judge import Goal, judge_seen, see, targets
from luoshi.core.judge.judging import row_of
from luoshi.core.judge.vocabulary import STATUSES
from luoshi.core.judge.words import arithmetic
from tests.core.test_judge import CASES, series

SUM = re.compile(r"((?:ln)?[(\d][-\d.()/*+^ ln]*?) = (-?[\d.]+)")


def sums(text: str) -> list[tuple[float, float]]:
    """(worked out, printed) of every equation of a text."""
    found = []
    for left, right in SUM.findall(text):
        python = left.replace("^", "**").replace("ln", "math.log")
        found.append((eval(python, {"math": math}), float(right)))
    return found


@pytest.mark.parametrize(("goal", "figures", "on", "status", "progress"), [row[1:6] for row in CASES], ids=[row[0] for row in CASES])  # fmt: skip
def test_the_arithmetic_works_out(
    goal: dict[str, Any], figures: dict[str, float], on: date, status: str, progress: float | None
) -> None:
    goals = targets([Goal(**goal)])
    seen = see(goals, *row_of(series(figures)), on)
    judged = judge_seen(goals, seen, on)
    text = arithmetic(goals, seen, judged, 0)
    assert text.zh
    assert text.en
    assert not re.search(r"[一-鿿]", text.en)
    if progress is None:
        assert "=" not in text.en
        return
    assert STATUSES[judged.status[0]].label.en in text.en
    for worked_out, printed in sums(text.en):
        assert worked_out == pytest.approx(printed, abs=0.006), text.en
    told_without_sum = ": " in text.en.split(";")[0] or goal["kind"] == "zero"
    if not told_without_sum:
        assert sums(text.en)[0][0] == pytest.approx(progress, abs=0.006), text.en


def test_what_growth_is_still_needed() -> None:
    goals = targets([Goal(kind="growth", value=10.0, base_year=2020, year=2025, measure="rate")])
    on = date(2024, 2, 1)
    seen = see(goals, *row_of(series({"2021": 5.0, "2022": 5.0, "2023": 5.0})), on)
    text = arithmetic(goals, seen, judge_seen(goals, seen, on), 0).zh
    needed = ((1.1**5 / 1.05**3) ** 0.5 - 1) * 100
    assert f"= {needed:.2f} %" in text
