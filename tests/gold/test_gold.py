"""The gold sets hold what their texts say: each value stands on its line, in figures or in a Chinese numeral.

Example: a row `{"line": 12, "value": 85.5, ...}` fails when line 12 holds no 85.5 (nor 85.50).
A table laid out one cell a line may hold its values up to nine lines below the name.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
REAL = sorted(HERE.glob("plan*.json"))
INVENTED = sorted((HERE / "other_cities").glob("*.json"))

ROW_KEYS = {"line", "name", "role", "value", "unit", "year", "op", "kind", "annual", "source", "scope"}
PROJECT_KEYS = {"line", "name", "investment", "owner", "place", "start", "end"}
OPS = {"=", ">=", "<=", "growth", "cumulative", "range"}
TABLE_REACH = 9
CHINESE = {0: "零〇", 1: "一", 2: "二两", 3: "三", 4: "四", 5: "五", 6: "六", 7: "七", 8: "八", 9: "九", 10: "十"}


def number_stands_in(value: float, text: str) -> bool:
    """Whether the text holds this number: not as part of a longer one, trailing zeros allowed.

    `(1.7, "投资1.70亿元")` is true, `(17, "2017年")` is false.
    """
    whole, _, decimals = f"{value:.6f}".rstrip("0").partition(".")
    pattern = rf"{whole}\.{decimals}0*" if decimals else rf"{whole}(?:\.0+)?"
    if re.search(rf"(?<![\d.]){pattern}(?![\d]|\.\d)", text.replace(",", "")):
        return True
    numerals = CHINESE.get(int(value), "") if value == int(value) else ""
    return any(numeral in text for numeral in numerals)


def faults(gold: dict[str, Any], lines: list[str]) -> list[str]:
    """Everything wrong in one gold file, read against the lines of its text."""
    found = []
    first, last = gold["lines"]
    for row in gold["quantities"]:
        told = f"{row['line']} {row['name']} {row['value']}"
        reach = TABLE_REACH if row["source"] == "table" else 0
        text = "\n".join(lines[row["line"] - 1 : row["line"] + reach])
        if set(row) != ROW_KEYS or row["source"] not in {"table", "prose"}:
            found.append(f"{told}: keys or source")
        if not first <= row["line"] <= last:
            found.append(f"{told}: outside the plan")
        if not number_stands_in(row["value"], text):
            found.append(f"{told}: value not on its line")
        if (row["role"] == "target") != (row["op"] in OPS):
            found.append(f"{told}: op {row['op']} of a {row['role']}")
        for year, value in (row["annual"] or {}).items():
            if not number_stands_in(float(value), text):
                found.append(f"{told}: {year} has no {value}")
    for project in gold["projects"]:
        text = lines[project["line"] - 1]
        amount = re.match(r"[\d.]+", project["investment"] or "")
        if set(project) != PROJECT_KEYS or not first <= project["line"] <= last:
            found.append(f"{project['line']} {project['name']}: keys or line")
        if amount and not number_stands_in(float(amount.group()), text):
            found.append(f"{project['line']} {project['name']}: no {project['investment']}")
    return found


@pytest.mark.parametrize("path", INVENTED, ids=lambda p: p.stem)
def test_invented_plans_hold_what_gold_says(path: Path) -> None:
    lines = path.with_suffix(".txt").read_text(encoding="utf-8").split("\n")
    assert faults(json.loads(path.read_text(encoding="utf-8")), lines) == []


@pytest.mark.shared
@pytest.mark.parametrize("path", REAL, ids=lambda p: p.stem)
def test_real_plans_hold_what_gold_says(path: Path, shared: Path) -> None:
    lines = (shared / "plans" / "chaoyang-2022.txt").read_text(encoding="utf-8").split("\n")
    assert faults(json.loads(path.read_text(encoding="utf-8")), lines) == []
