"""Make the shipped ledger of a city: what the reader reads, corrected by the hand-checked answers.

    $ make city

Writes `ledger.json` (facts: names, numbers, units, years, owners, places, lines), `findings.json`, and `corrections.json`,
which lists every place where the shipped ledger differs from what the reader reads, so that the difference can be seen
and a test can hold it.
"""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from luoshi.console import write_whole
from luoshi.reader.serial import dumps
from tools.accuracy import OWN_GOLD, SHARED, gold_files, load, read

Row = dict[str, Any]
CITY = Path(__file__).resolve().parents[1] / "luoshi" / "cities" / "chaoyang"
COMPILATION = "朝阳市“十四五”重点专项规划"
"""What the fifteen plans were issued as; the name of the file says less."""
CHECKED = ("unit", "year", "op", "kind", "annual", "scope")
"""Fields that the hand-checked answers give beside place, name, role and value."""


def main() -> None:
    """Read, correct, write."""
    if not SHARED.is_dir():
        sys.exit("needs the folder `shared` beside the project")
    ledger, findings = read(SHARED / "plans" / "chaoyang-2022.txt")
    corrections = correct(ledger, [gold for folder in (SHARED / "gold", OWN_GOLD) for _, gold in gold_files(folder)])
    keep_facts_only(ledger)
    write_whole(CITY / "ledger.json", dumps(ledger).encode())
    write_whole(CITY / "findings.json", dumps(findings).encode())
    write_whole(CITY / "corrections.json", dumps({"corrections": corrections}).encode())
    print(f"{len(ledger['quantities'])} quantities, {len(corrections)} corrections")


def correct(ledger: Row, golds: list[Row]) -> list[Row]:
    """Bring the quantities of `ledger` to the hand-checked answers, in place; say what was changed."""
    scorer = load(SHARED / "gold" / "score.py")
    corrections: list[Row] = []
    for gold in golds:
        first, last = gold["lines"]
        pairs = scorer.match(of(ledger, first, last), gold["quantities"])
        corrections += corrected(ledger, gold, pairs, scorer)
    ledger["quantities"].sort(key=lambda row: (row["plan"], row["line"], row["span"] or [0, 0], row["id"]))
    return corrections


def of(ledger: Row, first: int, last: int) -> list[Row]:
    """The quantities with a value between two lines."""
    return [row for row in ledger["quantities"] if first <= row["line"] <= last and row["value"] is not None]


def corrected(ledger: Row, gold: Row, pairs: dict[int, int], scorer: ModuleType) -> list[Row]:
    """Change, add and drop rows of one plan."""
    first, last = gold["lines"]
    rows = of(ledger, first, last)
    said: list[Row] = []
    for i, answer in enumerate(gold["quantities"]):
        if i not in pairs:
            row = added(answer, gold["plan"], rows, len(said))
            ledger["quantities"].append(row)
            said.append(
                {"change": "added", **{key: row[key] for key in ("id", "line", "name", "role", "value", "unit")}}
            )
            continue
        row = rows[pairs[i]]
        fields = {} if scorer.full(row, answer) else differing(row, answer)
        if fields:
            row.update(fields, confidence=1, why=f"{row['why']}; corrected by hand")
            said.append({"change": "set", "id": row["id"], **fields})
    kept = set(pairs.values())
    for j, row in enumerate(rows):
        if j not in kept:
            ledger["quantities"].remove(row)
            said.append(
                {"change": "dropped", **{key: row[key] for key in ("id", "line", "name", "role", "value", "unit")}}
            )
    return said


def differing(row: Row, answer: Row) -> Row:
    """The checked fields in which the answer says something else."""
    checked = {**answer, "annual": yearly(answer)}
    return {key: checked[key] for key in CHECKED if checked.get(key) is not None and checked[key] != row[key]}


def yearly(answer: Row) -> dict[str, float] | None:
    """The yearly values that are numbers; milestones in words are no values."""
    values = {year: value for year, value in (answer["annual"] or {}).items() if isinstance(value, (int, float))}
    return values or None


def added(answer: Row, plan: int, rows: list[Row], count: int) -> Row:
    """A row that the reader missed, in the shape of its neighbours."""
    near = min(rows, key=lambda row: abs(row["line"] - answer["line"])) if rows else None
    shape = dict.fromkeys(near or answer)
    checked = {key: answer[key] for key in ("line", "name", "role", "value", "source", *CHECKED)}
    return {
        **shape,
        **checked,
        "annual": yearly(answer),
        "id": f"{plan}-q-{answer['line']}-h{count + 1}",
        "plan": plan,
        "section": near["section"] if near else 0,
        "confidence": 1,
        "why": "added by hand",
    }


def keep_facts_only(ledger: Row) -> None:
    """A shipped ledger holds facts, not the text: descriptions go, names stay."""
    ledger["source"]["name"] = COMPILATION
    for project in ledger["projects"]:
        project["content"] = None


if __name__ == "__main__":
    main()
