"""Ledger -> findings: what a careful clerk would mark in the text.

>>> from luoshi.reader.ledger import read_ledger
>>> from luoshi.reader.model import Document
>>> text = ("甲市规划", "全市有车站19个(其中大站10个,小站8个)。")
>>> [f.arithmetic for f in audit(read_ledger(Document("a.txt", "txt", text))) if f.kind == "sum"]
['10 + 8 = 18个; stated 19个; difference 1']
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from luoshi.reader.audit import (
    boxsums,
    conflicts,
    counts,
    dates,
    duplicates,
    empty_boxes,
    gridsums,
    growth,
    missing,
    numbering,
    pending,
    placeholders,
    sums,
    units,
    weaker,
)
from luoshi.reader.audit.draft import Desk, Draft, Passage, boxes, passages
from luoshi.reader.model import Finding, Ledger, Plan, Project, Quantity

Row = TypeVar("Row", Quantity, Project)


def audit(ledger: Ledger) -> tuple[Finding, ...]:
    """Every finding, in order of place."""
    drafts = [draft for desk in _desks(ledger) for rule in RULES for draft in _repeated(desk, rule(desk))]
    return _numbered(_merged(drafts))


def _desks(ledger: Ledger) -> Iterator[Desk]:
    texts = {plan.first: tuple(passages(plan, ledger.document)) for plan in ledger.plans}
    counties = counts.counties_of(passage for text in texts.values() for passage in text)
    quantities = _by_plan(ledger.plans, ledger.quantities)
    projects = _by_plan(ledger.plans, ledger.projects)
    for plan in ledger.plans:
        yield Desk(
            plan=plan,
            document=ledger.document,
            passages=texts[plan.first],
            quantities=tuple(quantities[plan.first]),
            projects=tuple(projects[plan.first]),
            counties=counties,
        )


def _by_plan(plans: Sequence[Plan], rows: Sequence[Row]) -> dict[int, list[Row]]:
    """Rows by the first line of their plan: a document may hold two plans of one number."""
    starts = sorted(plan.first for plan in plans)
    found: dict[int, list[Row]] = {start: [] for start in starts}
    for row in rows:
        found[starts[max(0, bisect_right(starts, row.line) - 1)]].append(row)
    return found


def _passage_rules(desk: Desk) -> Iterator[Draft]:
    above = None
    for passage in desk.passages:
        yield from sums.in_sentences(passage)
        yield from _box_rules(passage, above)
        yield from counts.in_passage(passage, desk.counties)
        yield from growth.in_passage(passage)
        yield from placeholders.in_passage(passage)
        yield from numbering.in_passage(passage)
        yield from duplicates.in_passage(passage)
        above = passage
    ends = {passage.last: passage for passage in desk.passages}
    for box in boxes(desk.plan, desk.document, desk.passages):
        yield from _box_rules(box, ends.get(box.first - 1) or ends.get(box.first - 2))


def _box_rules(box: Passage, above: Passage | None) -> Iterator[Draft]:
    """The lists of a box, on one line or on many, and the sentence above it."""
    yield from boxsums.in_box(box, above)
    yield from counts.in_box(box)
    if above is not None:
        yield from counts.above_box(box, above)


RULES: tuple[Callable[[Desk], Iterator[Draft]], ...] = (
    _passage_rules,
    counts.in_outline,
    counts.in_dashes,
    growth.in_tables,
    gridsums.find,
    weaker.find,
    conflicts.find,
    units.find,
    missing.find,
    pending.find,
    numbering.find,
    duplicates.find,
    dates.find,
    empty_boxes.find,
)


def _repeated(desk: Desk, drafts: Iterator[Draft]) -> Iterator[Draft]:
    """Add the other lines of the plan that repeat a wrong total: they are wrong too."""
    for draft in drafts:
        if draft.stated is None or sum(c.isdigit() for c in draft.stated) < 3:
            yield draft
            continue
        others = {p.first for p in desk.passages if draft.stated in p.text}
        yield draft._replace(lines=tuple(sorted({*draft.lines, *others})))


def _merged(drafts: list[Draft]) -> list[Draft]:
    """One finding where two rules meet on the same sum."""
    kept: dict[tuple[object, ...], Draft] = {}
    for draft in drafts:
        key = (draft.plan, draft.kind, draft.arithmetic or draft.zh, None if draft.stated else draft.lines)
        if key in kept:
            draft = kept[key]._replace(lines=tuple(sorted({*kept[key].lines, *draft.lines})))
        kept[key] = draft
    return list(kept.values())


def _numbered(drafts: list[Draft]) -> tuple[Finding, ...]:
    """Sort by place and give each the id `plan-a-line-n`."""
    seen: Counter[tuple[int, int]] = Counter()
    findings = []
    for draft in sorted(drafts, key=lambda d: (d.plan, d.lines[0], d.kind, d.lines, d.zh)):
        place = (draft.plan, draft.lines[0])
        seen[place] += 1
        findings.append(
            Finding(
                id=f"{draft.plan}-a-{draft.lines[0]}-{seen[place]}",
                plan=draft.plan,
                kind=draft.kind,
                lines=draft.lines,
                severity=draft.severity,
                message_zh=draft.zh,
                message_en=draft.en,
                arithmetic=draft.arithmetic,
            )
        )
    return tuple(findings)
