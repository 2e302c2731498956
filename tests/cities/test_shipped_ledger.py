"""The shipped ledger of the first city: what the reader reads, and exactly the corrections that are listed beside it."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from luoshi import cities
from luoshi.cities.check import check_all

Row = dict[str, Any]
TABLES = ("quantities", "tasks", "projects", "systems", "duties")
HOME = cities.folder("chaoyang")


def shipped(name: str) -> Row:
    content: Row = json.loads((HOME / name).read_text(encoding="utf-8"))
    return content


def test_it_fits_the_format() -> None:
    assert check_all([HOME]) == []


def test_fifteen_plans_with_every_kind_of_commitment() -> None:
    ledger = shipped("ledger.json")
    assert [plan["number"] for plan in ledger["plans"]] == list(range(1, 16))
    assert all(ledger[table] for table in TABLES)
    without_targets = {plan["number"] for plan in ledger["plans"]} - {
        row["plan"] for row in ledger["quantities"] if row["role"] == "target"
    }
    assert without_targets == set()


def test_it_holds_facts_and_no_sentences() -> None:
    ledger = shipped("ledger.json")
    texts = [row["object"] for row in ledger["tasks"]] + [row["name"] for row in ledger["projects"] + ledger["systems"]]
    assert not [text for text in texts if "。" in text or len(text) > 70]
    assert {row["content"] for row in ledger["projects"]} == {None}
    assert "text" not in ledger["source"]


def test_every_correction_is_in_the_ledger() -> None:
    rows = {row["id"]: row for row in shipped("ledger.json")["quantities"]}
    for correction in shipped("corrections.json")["corrections"]:
        if correction["change"] == "dropped":
            assert correction["id"] not in rows
        else:
            row = rows[correction["id"]]
            assert {key: row[key] for key in correction if key != "change"} == {
                key: value for key, value in correction.items() if key != "change"
            }


@pytest.mark.shared
def test_reader_and_corrections_make_what_ships(shared: Path) -> None:
    """Fails when the reader changed: look at the difference, then `make city`."""
    from tools.accuracy import OWN_GOLD, gold_files, read
    from tools.make_city import correct, keep_facts_only

    ledger, findings = read(shared / "plans" / "chaoyang-2022.txt")
    golds = [gold for folder in (shared / "gold", OWN_GOLD) for _path, gold in gold_files(folder)]
    corrections = correct(ledger, golds)
    keep_facts_only(ledger)
    old = shipped("ledger.json")
    for table in TABLES:
        now, before = ({row["id"]: row for row in content[table]} for content in (ledger, old))
        differing = sorted(key for key in now.keys() | before.keys() if now.get(key) != before.get(key))
        assert not differing, f"{table}: {len(differing)} rows differ, first {differing[:5]}"
    assert ledger == old
    assert json.loads(json.dumps(corrections)) == shipped("corrections.json")["corrections"]
    assert findings["findings"] == shipped("findings.json")["findings"]


@pytest.mark.shared
def test_what_differs_is_shown(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Prints how far the reader is from the hand-checked ledger; the corrections are fewer than half of its rows."""
    corrections = shipped("corrections.json")["corrections"]
    rows = shipped("ledger.json")["quantities"]
    kinds = Counter(correction["change"] for correction in corrections)
    with capsys.disabled():
        print(f"\n{len(rows)} quantities ship; corrected by hand: {dict(sorted(kinds.items()))}")
    assert kinds.total() < len(rows) / 2
