"""The audit on whole plans: the sample with its five mistakes on purpose, and the real ones beside the project."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from luoshi import samples
from luoshi.reader.audit import audit
from luoshi.reader.document import open_path
from luoshi.reader.ledger import read_ledger
from luoshi.reader.model import Finding, Ledger

CAUGHT_AT_LEAST = 26
NEAR = 2


@pytest.mark.parametrize("name", samples.NAMES)
def test_the_mistakes_of_the_sample_are_found_in_every_format(name: str) -> None:
    ledger = read_ledger(open_path(samples.path(name))[0])
    findings = audit(ledger)
    kinds = sorted(f.kind for f in findings if f.kind != "pending")
    assert kinds == ["count", "placeholder", "sum", "unit", "weaker_than_base"], findings


@pytest.fixture(scope="module")
def real(shared: Path) -> Ledger:
    return read_ledger(open_path(shared / "plans" / "chaoyang-2022.txt")[0])


def near(finding: Finding, lines: list[int]) -> bool:
    return any(abs(a - b) <= NEAR for a in finding.lines for b in lines)


@pytest.mark.shared
def test_the_gold_findings(real: Ledger, shared: Path) -> None:
    gold = json.loads((shared / "gold" / "audit.json").read_text(encoding="utf-8"))
    findings = audit(real)
    caught = [g for g in gold if any(f.kind == g["kind"] and near(f, g["lines"]) for f in findings)]
    assert len(caught) >= CAUGHT_AT_LEAST, [g for g in gold if g not in caught]
    agreeing = [g["lines"] for g in gold if g["kind"] == "agrees"]
    assert not [f for f in findings if f.kind in ("sum", "count") and any(near(f, lines) for lines in agreeing)]


@pytest.mark.shared
def test_the_audit_is_quick_and_always_the_same(real: Ledger) -> None:
    start = time.process_time()
    first = audit(real)
    assert time.process_time() - start < 1.5  # 0.25 s alone on the build machine; room for a busy one
    assert first == audit(real)
    assert len({f.id for f in first}) == len(first)
