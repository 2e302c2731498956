"""A reading with its role and date -> a row of the ledger, with its confidence and what that rests on."""

from __future__ import annotations

import re
from typing import NamedTuple

from luoshi.core.target import Bound, Op, Role, TargetKind
from luoshi.reader.gazetteer import Gazetteer
from luoshi.reader.model import Clause, Document, Plan, Quantity
from luoshi.reader.quantities.kinds import judge, per_time
from luoshi.reader.quantities.reading import Reading
from luoshi.reader.quantities.roles import SectionRole
from luoshi.reader.quantities.scopes import carried, scope_of
from luoshi.reader.quantities.sentence import place
from luoshi.reader.quantities.words import Said
from luoshi.reader.quantities.years import LAST_YEARS, Cue, year_left

_COMPARED_YEAR = re.compile(r"(?:比|较|以)\s?((?:19|20)\d\d)年|(?:比|较)[“\"]?十([一二三四五])五")
_COMMA = re.compile(r"[,，:：](?!\d{3}(?!\d))")

# What each doubt takes from a confidence of 0.95.
_DOUBTS = {
    "named by an earlier segment": 0.15,
    "noun after the number": 0.1,
    "no date of its own": 0.05,
    "task chapter": 0.05,
    "said of the future in a review": 0.15,
    "value left behind": 0.05,
    "in a box": 0.05,
    "long name": 0.2,
    "short name": 0.3,
    "numeral in words": 0.15,
    "said in words": 0.25,
}


class Context(NamedTuple):
    """Where a clause stands: its plan, its place in the document, the role of its section.

    `boxed` text stands in a box, and `projects` says that the box lists projects.
    """

    plan: Plan
    document: Document
    gazetteer: Gazetteer
    clause: Clause
    role: SectionRole
    boxed: bool
    projects: bool

    @property
    def eve(self) -> int | None:
        """The last year before the plan's own years."""
        return self.plan.from_year - 1 if self.plan.from_year else None


def row_in_numbers(
    context: Context, reading: Reading, role: Role, why: str, cue: Cue | None, sentence: str
) -> Quantity:
    """The row of a number; `sentence` holds the words of its sentence before it."""
    plan, measure = context.plan, reading.measure
    line, span = place(context.document, context.clause, measure.start, measure.end - measure.start)
    segment = _COMMA.split(sentence)[-1]
    unit = per_time(measure.unit, segment)
    op: Op | None = None
    kind: TargetKind | None = None
    if role is Role.TARGET:
        upper = measure.upper is not None
        op, kind = judge(
            reading.before,
            reading.after,
            measure.unit,
            measure.bound,
            has_upper=upper,
            works=reading.works and unit == measure.unit,
        )
    said = reading.name if reading.shape == "shared over a list" else reading.before
    year = year_left(reading.before) if why == "value left behind" else _year(context, role, cue)
    doubts = [reading.shape, why]
    if cue is None:
        doubts.append("no date of its own")
    if context.boxed:
        doubts.append("in a box")
    if not 3 <= len(reading.name) <= 24:
        doubts.append("long name" if len(reading.name) > 24 else "short name")
    if not context.clause.text[measure.start].isdigit():
        doubts.append("numeral in words")
    return Quantity(
        id="",
        plan=plan.number,
        line=line,
        name=reading.name,
        role=role,
        value=measure.value,
        upper=measure.upper,
        unit=unit,
        year=year,
        base_year=_base_year(reading.before) if role is Role.TARGET else None,
        op=op,
        source="prose",
        scope=scope_of(said, context.gazetteer) or carried(sentence, context.gazetteer),
        bound=measure.bound or Bound.EXACT,
        target_kind=kind,
        part_of=reading.part_of,
        section=context.clause.section,
        span=span,
        confidence=_confidence(doubts),
        why="; ".join(dict.fromkeys(doubts)),
    )


def row_in_words(context: Context, said: Said, cue: Cue | None) -> Quantity:
    """The row of a target that stands in words: 翻一番, 零增长, 待下达."""
    line, span = place(context.document, context.clause, said.start, said.end - said.start)
    doubts = ["said in words"] + ([] if cue else ["no date of its own"])
    return Quantity(
        id="",
        plan=context.plan.number,
        line=line,
        name=said.name,
        role=Role.PENDING if said.kind is TargetKind.PENDING else Role.TARGET,
        value=said.value,
        unit=said.unit,
        year=cue.year if cue else context.plan.until_year,
        op=said.op,
        source="prose",
        scope=None,
        bound=Bound.EXACT if said.value is not None else None,
        target_kind=said.kind,
        section=context.clause.section,
        span=span,
        confidence=_confidence(doubts),
        why="; ".join(doubts),
    )


def _year(context: Context, role: Role, cue: Cue | None) -> int | None:
    """The year the sentence says; without one a target is due when the plan ends and a review speaks of its eve."""
    if cue is not None:
        return cue.year
    if role is Role.TARGET:
        return context.plan.until_year
    return (context.plan.base_year or context.eve) if context.role == "review" else None


def _base_year(before: str) -> int | None:
    """The year that a change is measured from: 比2020年下降, 较“十三五”末增长."""
    match = _COMPARED_YEAR.search(before)
    if match is None:
        return None
    return int(match[1]) if match[1] else LAST_YEARS[match[2]]


def _confidence(doubts: list[str]) -> float:
    return round(max(0.3, 0.95 - sum(_DOUBTS.get(doubt, 0.0) for doubt in doubts)), 2)
