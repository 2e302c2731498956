"""The scorer of projects: which names agree, how rows pair, what is counted."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest


def _script() -> ModuleType:
    """The scorer, from its file: tools are scripts beside the package, not a part of it."""
    spec = importlib.util.spec_from_file_location(
        "score_projects", Path(__file__).parents[1] / "tools/score_projects.py"
    )
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


scorer = _script()
Tally, likeness, match, tally, within, yuan = (
    getattr(scorer, name) for name in ("Tally", "likeness", "match", "tally", "within", "yuan")
)


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("南岭河治理工程", "南岭河治理工程", True),
        ("(1)南岭河治理工程", "南岭河治理工程", True),
        ("“南岭河”治理工程", "南岭河治理工程", True),
        ("三、南岭河治理工程", "南岭河治理工程", True),
        ("南岭河治理工程(二期)", "南岭河治理工程", True),
        ("南岭河治理工程\uff08二期\uff09", "南岭河治理工程(二期)", True),
        ("青岚市南岭河治理工程", "南岭河治理工程", True),
        ("南岭河治理", "青岚市城区南岭河综合治理提升改造工程", False),
        ("南岭河治理工程", "北川水库", False),
        ("", "北川水库", False),
    ],
)
def test_names_agree(one: str, other: str, agree: bool) -> None:
    assert bool(likeness(one, other)) is agree
    assert likeness(one, other) == likeness(other, one)


@pytest.mark.parametrize(("line", "found"), [(8, 1), (10, 1), (12, 1), (13, 0), (7, 0)])
def test_a_name_counts_within_two_lines(line: int, found: int) -> None:
    assert len(match([{"line": line, "name": "北川水库"}], [{"line": 10, "name": "北川水库"}])) == found


def test_pairs_are_one_to_one_and_the_best_name_wins() -> None:
    read = [{"line": 5, "name": "北川水库工程"}, {"line": 6, "name": "北川水库"}]
    gold = [{"line": 5, "name": "北川水库"}, {"line": 5, "name": "北川水库工程"}]
    assert match(read, gold) == {0: 1, 1: 0}
    assert len(match(read[:1], gold)) == 1


@pytest.mark.parametrize(
    ("money", "amount"),
    [
        ("3.35亿元", 335_000_000),
        ("33500万元(其中征拆费1.5亿元)", 335_000_000),
        ({"value": 33500.0, "unit": "万元"}, 335_000_000),
        ("约5亿", 500_000_000),
        ("800元", 800),
        (None, None),
        ("待定", None),
    ],
)
def test_money_is_compared_in_yuan(money: object, amount: float | None) -> None:
    assert yuan(money) == amount


def test_tally_counts_what_either_side_states() -> None:
    gold = [
        {"line": 1, "name": "北川水库", "investment": "3亿元", "start": 2021, "end": 2025},
        {"line": 2, "name": "南岭河治理工程", "investment": None, "start": None, "end": None},
    ]
    read = [
        {"line": 1, "name": "北川水库", "investment": {"value": 30000.0, "unit": "万元"}, "start": 2022, "end": 2025},
        {"line": 9, "name": "别处的桥", "investment": None, "start": None, "end": None},
    ]
    score = tally(read, gold)
    assert score == Tally(2, 2, 1, investment=(1, 1), start=(0, 1), end=(1, 1))
    assert (score.recall, score.precision) == (0.5, 0.5)
    assert score.plus(score).found == 2
    assert (Tally().recall, Tally().precision) == (0.0, 0.0)


def test_rows_outside_the_range_are_left_aside() -> None:
    assert [row["line"] for row in within([{"line": 1}, {"line": 5}, {"line": 9}], [2, 5])] == [5]


def test_the_table_is_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    row = {"line": 3, "name": "北川水库", "investment": None, "start": None, "end": None, "why": "item of a list"}
    ledger = tmp_path / "ledger.json"
    ledger.write_text(json.dumps({"projects": [row, {**row, "line": 4, "name": "东山园区"}]}), encoding="utf-8")
    gold = tmp_path / "plan01.json"
    rows = [{**row, "name": "北川水库工程"}, {**row, "name": "没有读到的大桥"}]
    gold.write_text(json.dumps({"lines": [1, 9], "projects": rows}), encoding="utf-8")
    scorer.main([str(ledger), str(gold), "--show", "5"])
    printed = capsys.readouterr().out.splitlines()
    assert printed[1].split()[:6] == ["plan01", "2", "2", "1", "0.500", "0.500"]
    assert printed[2].split() == ["missed", "3", "没有读到的大桥"]
    assert "东山园区" in printed[3]
    assert printed[-1].split()[0] == "all"
