"""Ledgers made by hand for the tests of the audit: a plan of given lines, headings, tables and rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from luoshi.core.target import Role
from luoshi.reader.model import Cell, Clause, Document, Grid, Ledger, Plan, Quantity, Section


def quantity(name: str, role: str, value: float | None, unit: str | None, line: int, **more: Any) -> Quantity:
    row: dict[str, Any] = {
        "id": "", "plan": 1, "year": None, "op": None, "source": "prose", "section": 0, "confidence": 0.9,
        "why": "test",
    }  # fmt: skip
    row |= {"line": line, "name": name, "role": Role(role), "value": value, "unit": unit, **more}
    return Quantity(**row)


def grid(first: int, *rows: Sequence[str | None], header: int = 1, last: int | None = None) -> Grid:
    """A table, a row a line; None repeats the cell above it (a merged cell)."""
    cells: list[tuple[Cell, ...]] = []
    for k, row in enumerate(rows):
        cells.append(
            tuple(cells[k - 1][place] if text is None else Cell(text, first + k) for place, text in enumerate(row))
        )
    return Grid(first, last or first + len(rows) - 1, tuple(cells), header)


def ledger(
    *lines: str,
    sections: Sequence[Section] = (),
    grids: Sequence[Grid] = (),
    quantities: Sequence[Quantity] = (),
    issued: date | None = None,
    clauses: Sequence[Clause] | None = None,
) -> Ledger:
    """A ledger of one plan of 2021-2025; every line is a clause of the plan unless `clauses` says otherwise."""
    last = max([len(lines), *(g.last for g in grids), *(q.line for q in quantities)])
    text = (*lines, *[""] * (last - len(lines)))
    root = Section("plan", 0, None, None, "甲市规划", 1, last, None)
    told = clauses if clauses is not None else [Clause(0, n, n, 0, None, t) for n, t in enumerate(text, 1) if t]
    plan = Plan(1, "甲市规划", 1, last, (root, *sections), tuple(told), tuple(grids), 2021, 2025, 2020, issued)
    return Ledger(
        document=Document("test.txt", "txt", text),
        plans=(plan,),
        quantities=tuple(quantities),
        tasks=(),
        projects=(),
        systems=(),
        duties=(),
    )


@pytest.fixture(scope="session")
def make() -> SimpleNamespace:
    """The makers of test ledgers: `make.ledger(...)`, `make.grid(...)`, `make.quantity(...)`."""
    return SimpleNamespace(ledger=ledger, grid=grid, quantity=quantity)
