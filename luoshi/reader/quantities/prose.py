"""Quantities from the running text of a plan."""

from __future__ import annotations

from collections.abc import Iterator

from luoshi.core.target import Bound, Op, Role, TargetKind
from luoshi.reader.gazetteer import Gazetteer
from luoshi.reader.model import Clause, Document, Plan, Quantity
from luoshi.reader.quantities import counts
from luoshi.reader.quantities.kinds import judge
from luoshi.reader.quantities.lexer import measures
from luoshi.reader.quantities.reading import Reading, read_sentence
from luoshi.reader.quantities.roles import SectionRole, role_of, section_role
from luoshi.reader.quantities.sentence import place, sentences
from luoshi.reader.quantities.years import Cue, cues


def read(plan: Plan, document: Document, gazetteer: Gazetteer) -> Iterator[Quantity]:
    """Yield the targets and bases that stand in prose."""
    roles = [section_role(plan.path(index)) for index in range(len(plan.sections))]
    for clause in plan.clauses:
        yield from _clause(plan, document, clause, roles[clause.section])


def _clause(plan: Plan, document: Document, clause: Clause, section: SectionRole) -> Iterator[Quantity]:
    text = clause.text
    found = [m for m in measures(text) if counts.counts(text, m)]
    if not found:
        return
    base_year = plan.base_year or (plan.from_year - 1 if plan.from_year else 2020)
    carried: Cue | None = None
    for start, end in sentences(text):
        dates = cues(text, start, end)
        here = [m for m in found if start <= m.start < end]
        for reading in read_sentence(text, start, end, here) if here else ():
            if not reading.name:
                continue
            cue = next((c for c in reversed(dates) if c.start < reading.measure.start), None) or carried
            role, why = role_of(section, cue, text[start : reading.measure.start], text[start:end], base_year)
            if reading.came_from and role is Role.TARGET:
                role, why = Role.BASE, "value left behind"
            elif reading.came_from:
                continue
            yield _quantity(plan, document, clause, reading, role, why, section, cue)
        if dates:
            carried = dates[-1]


def _quantity(
    plan: Plan,
    document: Document,
    clause: Clause,
    reading: Reading,
    role: Role,
    why: str,
    section: SectionRole,
    cue: Cue | None,
) -> Quantity:
    measure = reading.measure
    line, span = place(document, clause, measure.start, measure.end - measure.start)
    op: Op | None = None
    kind: TargetKind | None = None
    year: int | None
    if role is Role.TARGET:
        op, kind = judge(
            reading.before, reading.after, measure.unit, measure.bound, has_upper=measure.upper is not None,
            works=reading.works,
        )  # fmt: skip
        year = cue.year if cue else plan.until_year if section == "goal" else None
    else:
        year = cue.year if cue else None
    return Quantity(
        id="",
        plan=plan.number,
        line=line,
        name=reading.name,
        role=role,
        value=measure.value,
        upper=measure.upper,
        unit=measure.unit,
        year=year,
        op=op,
        source="prose",
        bound=measure.bound or Bound.EXACT,
        target_kind=kind,
        part_of=reading.part_of,
        section=clause.section,
        span=span,
        confidence=0.7,
        why=why,
    )
