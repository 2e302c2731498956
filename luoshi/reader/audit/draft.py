"""What the rules of the audit share: the text they look at, and a finding before it has its id.

>>> Draft(1, "sum", (3,), "error", "合计不符", "the sum is off").lines
(3,)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from luoshi.reader.model import Document, FindingKind, Plan, Project, Quantity, Severity
from luoshi.reader.widths import narrow

# No sentence is longer: what stands further off is not looked at, so that one endless line costs no more than many.
REACH = 400
_BOX_TITLE = re.compile(r"专栏\s*\d")
_ENTRY = re.compile(r"(\d{1,2})(?:、|\.(?!\d))")
_TITLE_LENGTH = 60
_PHRASE = 22


class Draft(NamedTuple):
    """A finding without its id."""

    plan: int
    kind: FindingKind
    lines: tuple[int, ...]
    severity: Severity
    zh: str
    en: str
    arithmetic: str | None = None
    stated: str | None = None  # the number as written; other lines of the plan that repeat it are named too


class Passage(NamedTuple):
    """A stretch of running text, narrowed, with its lines; a line end in it is one of the document."""

    plan: int
    first: int
    last: int
    text: str

    def at(self, offset: int) -> int:
        """The line on which `offset` of the text stands."""
        return min(self.last, self.first + self.text.count("\n", 0, offset))


class Desk(NamedTuple):
    """What lies before the clerk: one plan, its running text, what was read from it, and what the document says."""

    plan: Plan
    document: Document
    passages: tuple[Passage, ...]
    quantities: tuple[Quantity, ...]
    projects: tuple[Project, ...]
    counties: Mapping[str, int]


def passages(plan: Plan, document: Document) -> Iterator[Passage]:
    """The lines of a plan that are no part of a table, in order; lines that a clause joins come as one passage."""
    joined = {clause.first: clause for clause in plan.clauses if clause.last > clause.first}
    in_grid = {line for grid in plan.grids for line in range(grid.first, grid.last + 1) if grid.last > grid.first}
    line = plan.first
    while line <= plan.last:
        clause = joined.get(line)
        if clause is not None:
            yield Passage(plan.number, clause.first, clause.last, narrow(clause.text))
            line = clause.last + 1
            continue
        if line not in in_grid and (text := document.line(line).strip()):
            yield Passage(plan.number, line, line, narrow(text))
        line += 1


def boxes(plan: Plan, document: Document, passages: Sequence[Passage]) -> Iterator[Passage]:
    """The boxes of a plan that run over several lines, whole: by the outline, else by title and numbers (1. 2. 3.)."""
    known = [s for s in plan.sections if s.kind == "box" and s.last > s.first]
    for section in known:
        lines = (document.line(n) for n in range(section.first, section.last + 1))
        yield Passage(plan.number, section.first, section.last, narrow("\n".join(lines)))
    starts = {section.first for section in known}
    for k, title in enumerate(passages):
        if not _BOX_TITLE.match(title.text) or title.first in starts or len(title.text) > _TITLE_LENGTH:
            continue
        end = k + 1
        while end < len(passages) and (mark := _ENTRY.match(passages[end].text)) and int(mark[1]) == end - k:
            end += 1
        if end > k + 2:
            run = passages[k:end]
            yield Passage(plan.number, title.first, run[-1].last, "\n".join(p.text for p in run))


def after(marks: str, text: str, position: int) -> int:
    """Where the stretch that holds `position` begins: behind the last of `marks`, or REACH characters back.

    >>> after("。;", "甲。乙;丙", 4)
    4
    """
    floor = max(0, position - REACH)
    return max(floor, *(text.rfind(mark, floor, position) + 1 for mark in marks))


def phrase(text: str, start: int, end: int) -> str:
    """The words that introduce the number at `start:end`, for a message: from the clause's beginning, not too far.

    >>> phrase("加强治理,全市车站总数达到19个", 12, 16)
    '全市车站总数达到19个'
    """
    begin = max(after(",。;:(|Ø", text, start), start - _PHRASE)
    if text.count("”", begin, start) > text.count("“", begin, start):  # never begin inside a quotation
        begin = text.index("”", begin) + 1
    return short(text[begin:end], _PHRASE + 12)


def short(text: str, limit: int = 28) -> str:
    """`text` cut to `limit` characters for a message."""
    text = text.strip(" |、,。;:")
    return text if len(text) <= limit else text[: limit - 1] + "…"
