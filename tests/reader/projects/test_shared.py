"""The recall and precision reached on the hand-checked projects: floors, so that no change loses them unseen."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

from luoshi.cities.choose import choose
from luoshi.reader.document import open_path
from luoshi.reader.outline import read_plans
from luoshi.reader.projects import read
from luoshi.reader.serial import plain

RECALL = 0.87
PRECISION = 0.66
MONEY = 0.95


@pytest.mark.shared
def test_gold_names_are_found(shared: Path) -> None:
    spec = importlib.util.spec_from_file_location(
        "score_projects", Path(__file__).parents[3] / "tools/score_projects.py"
    )
    assert spec
    assert spec.loader
    scorer: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    (document,) = open_path(shared / "plans" / "chaoyang-2022.txt")
    gazetteer = choose(document, "auto")
    rows = [plain(row) for plan in read_plans(document) for row in read(plan, document, gazetteer)]
    total = scorer.Tally()
    for path in sorted((shared / "gold").glob("plan*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        total = total.plus(scorer.tally(scorer.within(rows, gold["lines"]), gold["projects"]))
    assert total.recall >= RECALL
    assert total.precision >= PRECISION
    assert total.investment[0] >= MONEY * total.investment[1]
