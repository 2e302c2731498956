"""Read a document whole: every stage in order, rows numbered.

>>> from luoshi.reader.model import Document
>>> ledger = read_ledger(Document("a.txt", "txt", ("青岚市“十四五”水利发展规划", "一、主要目标", "到2025年供水能力达到3亿吨。")))
>>> [plan.title for plan in ledger.plans]
['青岚市“十四五”水利发展规划']
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TypeVar

from luoshi.reader import duties, outline, projects, quantities, systems, tasks
from luoshi.reader.gazetteer import NOWHERE, Gazetteer
from luoshi.reader.model import Document, Duty, Ledger, Project, Quantity, System, Task
from luoshi.reader.progress import Progress, no_progress

Row = TypeVar("Row", Quantity, Task, Project, System, Duty)


def read_ledger(document: Document, gazetteer: Gazetteer = NOWHERE, progress: Progress = no_progress) -> Ledger:
    """Read `document` into a ledger; names of areas and agencies are resolved against `gazetteer`.

    `progress` is told the lines read and the lines in all, after each plan.

    Raises ReaderError (`no_plan`) when the document holds no plan.
    """
    plans = outline.read_plans(document)
    quantity_rows: list[Quantity] = []
    task_rows: list[Task] = []
    project_rows: list[Project] = []
    system_rows: list[System] = []
    duty_rows: list[Duty] = []
    for plan in plans:
        quantity_rows.extend(quantities.read(plan, document, gazetteer))
        task_rows.extend(tasks.read(plan, document, gazetteer))
        project_rows.extend(projects.read(plan, document, gazetteer))
        system_rows.extend(systems.read(plan, document, gazetteer))
        duty_rows.extend(duties.read(plan, document, gazetteer))
        progress(plan.last, len(document.lines))
    return Ledger(
        document=document,
        plans=plans,
        quantities=_numbered("q", quantity_rows),
        tasks=_numbered("t", task_rows),
        projects=_numbered("p", project_rows),
        systems=_numbered("s", system_rows),
        duties=_numbered("d", duty_rows),
    )


def _numbered(letter: str, rows: Iterable[Row]) -> tuple[Row, ...]:
    """Sort rows by place and give each the id `plan-letter-line-n`, which survives edits elsewhere in the text."""
    seen: Counter[tuple[int, int]] = Counter()
    numbered = []
    for row in sorted(rows, key=lambda row: (row.plan, row.line, row.span or (0, 0))):
        seen[row.plan, row.line] += 1
        # In place, since the row is new and nobody else holds it: copying all of them took a twentieth of the time.
        object.__setattr__(row, "id", f"{row.plan}-{letter}-{row.line}-{seen[row.plan, row.line]}")
        numbered.append(row)
    return tuple(numbered)
