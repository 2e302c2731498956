"""Read a document whole: every stage in order, rows numbered.

    >>> from luoshi.reader.model import Document
    >>> read_ledger(Document("empty.txt", "txt", ("某市规划",))).quantities
    ()
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from luoshi.reader import duties, outline, projects, quantities, systems, tasks
from luoshi.reader.gazetteer import NOWHERE, Gazetteer
from luoshi.reader.model import Document, Duty, Ledger, Project, Quantity, System, Task

Row = TypeVar("Row", Quantity, Task, Project, System, Duty)


def read_ledger(document: Document, gazetteer: Gazetteer = NOWHERE) -> Ledger:
    """Read `document` into a ledger; names of areas and agencies are resolved against `gazetteer`."""
    plans = outline.read_plans(document)
    return Ledger(
        document=document,
        plans=plans,
        quantities=_numbered("q", (row for plan in plans for row in quantities.read(plan, document, gazetteer))),
        tasks=_numbered("t", (row for plan in plans for row in tasks.read(plan, document, gazetteer))),
        projects=_numbered("p", (row for plan in plans for row in projects.read(plan, document, gazetteer))),
        systems=_numbered("s", (row for plan in plans for row in systems.read(plan, document, gazetteer))),
        duties=_numbered("d", (row for plan in plans for row in duties.read(plan, document, gazetteer))),
    )


def _numbered(letter: str, rows: Iterable[Row]) -> tuple[Row, ...]:
    """Sort rows by place and give each the id `plan-letter-line-n`, which survives edits elsewhere in the text."""
    seen: Counter[tuple[int, int]] = Counter()
    numbered = []
    for row in sorted(rows, key=lambda row: (row.plan, row.line, row.span or (0, 0))):
        seen[row.plan, row.line] += 1
        numbered.append(replace(row, id=f"{row.plan}-{letter}-{row.line}-{seen[row.plan, row.line]}"))
    return tuple(numbered)
