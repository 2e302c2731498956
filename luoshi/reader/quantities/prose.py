"""Quantities from the running text of a plan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from luoshi.core.target import Bound, Op, Role, TargetKind
from luoshi.reader.gazetteer import Gazetteer
from luoshi.reader.model import Clause, Document, Plan, Quantity
from luoshi.reader.quantities import names
from luoshi.reader.quantities.boxes import general, is_cost, of_project, single_project
from luoshi.reader.quantities.counts import counts
from luoshi.reader.quantities.kinds import judge
from luoshi.reader.quantities.lexer import measures
from luoshi.reader.quantities.reading import Reading, read_sentence
from luoshi.reader.quantities.roles import SectionRole, role_of, section_role
from luoshi.reader.quantities.sentence import place, sentences
from luoshi.reader.quantities.years import Cue, cues, due


def read(plan: Plan, document: Document, gazetteer: Gazetteer) -> Iterator[Quantity]:
    """Yield the targets and bases that stand in prose."""
    roles = [section_role(plan.path(index)) for index in range(len(plan.sections))]
    said: dict[tuple[float, str | None], list[str]] = {}
    for clause in plan.clauses:
        boxed = plan.sections[clause.section].kind == "box"
        for row in _clause(plan, document, clause, roles[clause.section]):
            if row.value is not None:
                earlier = said.setdefault((row.value, row.unit), [])
                if boxed and any(names.alike(row.name, name) for name in earlier):
                    continue
                earlier.append(row.name)
            yield row


def _clause(plan: Plan, document: Document, clause: Clause, section: SectionRole) -> Iterator[Quantity]:
    text = clause.text
    found = [m for m in measures(text) if counts(text, m)]
    if not found:
        return
    eve = plan.from_year - 1 if plan.from_year else None
    carried: Cue | None = None
    in_box = plan.sections[clause.section].kind == "box"
    topic = names.topic(plan.sections[clause.section].title) if in_box else ""
    project = "" if in_box or section == "review" else single_project(text)
    for start, end in _stretches(text, in_box):
        dates = cues(text, start, end)
        here = [m for m in found if start <= m.start < end]
        left_behind = False
        for reading in read_sentence(text, start, end, here, topic) if here else ():
            if not reading.name or (project and is_cost(reading.before, reading.measure)):
                continue
            if project:
                reading = replace(reading, name=of_project(project, reading.name))
            cue = next((c for c in reversed(dates) if c.start < reading.measure.start), None)
            cue = cue or due(text, reading.measure.end, dates) or carried
            role, why = role_of(section, cue, reading.before, text[start : reading.measure.start], eve)
            if reading.came_from and role is Role.TARGET:
                role, why = Role.BASE, "value left behind"
            elif reading.came_from or (left_behind and reading.measure.unit == "倍"):
                left_behind = True
                continue
            yield _quantity(plan, document, clause, reading, role, why, section, cue, eve)
        if dates and (dates[0].start - start < 4 or dates[-1].period):
            carried = dates[-1]


def _stretches(text: str, in_box: bool) -> Iterator[tuple[int, int]]:
    for a, b in general(text) if in_box else ((0, len(text)),):
        yield from sentences(text, a, b)


def _quantity(
    plan: Plan,
    document: Document,
    clause: Clause,
    reading: Reading,
    role: Role,
    why: str,
    section: SectionRole,
    cue: Cue | None,
    eve: int | None,
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
        year = cue.year if cue else plan.until_year
    else:
        year = cue.year if cue else plan.base_year or eve if section == "review" else None
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
