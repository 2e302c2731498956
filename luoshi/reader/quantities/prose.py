"""Quantities from the running text of a plan: targets and bases, one row for each number that is a commitment or a state.

The way of a number: `lexer` finds it, `counts` says whether it can be a quantity at all, `reading` names it from its
sentence, `years` gives it a date, `roles` decides between base and target, `kinds` says how a target is compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from luoshi.core.target import Role
from luoshi.reader.gazetteer import Gazetteer
from luoshi.reader.model import Document, Plan, Quantity
from luoshi.reader.quantities import boxes, names, words
from luoshi.reader.quantities.counts import counts, is_given, said_of_the_city
from luoshi.reader.quantities.lexer import measures, within
from luoshi.reader.quantities.reading import read_sentence
from luoshi.reader.quantities.roles import role_of, section_role
from luoshi.reader.quantities.rows import Context, row_in_numbers, row_in_words
from luoshi.reader.quantities.sentence import Stretch, sentences
from luoshi.reader.quantities.subjects import Memory
from luoshi.reader.quantities.years import Cue, cues, due


def read(plan: Plan, document: Document, gazetteer: Gazetteer) -> Iterator[Quantity]:
    """Yield the targets and bases that stand in prose."""
    roles = [section_role(plan.path(index)) for index in range(len(plan.sections))]
    said: dict[tuple[float, str | None], list[tuple[str, int]]] = {}
    for clause in plan.clauses:
        place = plan.sections[clause.section]
        boxed = place.kind == "box"
        projects = boxed and boxes.of_projects(place.title, clause.text)
        for row in _clause(Context(plan, document, gazetteer, clause, roles[clause.section], boxed, projects)):
            if row.value is not None:
                earlier = said.setdefault((row.value, row.unit), [])
                if boxed and any(
                    (projects or n != clause.first) and names.alike(row.name, name) for name, n in earlier
                ):
                    continue  # a box repeats what the text beside it says, and its own totals
                earlier.append((row.name, clause.first))
            yield row


def _clause(context: Context) -> Iterator[Quantity]:
    text = context.clause.text
    found = [m for m in measures(text) if counts(text, m)]
    in_words = context.role != "review" and not context.boxed and words.ANY.search(text)
    if not found and not in_words:
        return
    title = context.plan.sections[context.clause.section].title
    if context.boxed and boxes.of_indicators(title):
        return
    topic = names.topic(title) if context.boxed else ""
    project = "" if context.boxed or context.role == "review" else boxes.single_project(text)
    carried: Cue | None = None
    memory = Memory()
    for start, end in _stretches(text, projects=context.projects):
        dates = cues(text, start, end)
        here = within(found, start, end)
        left_behind = False
        if not here:
            topic = names.heading(text[start:end]) or topic
        for reading in read_sentence(text, start, end, here, topic, memory) if here else ():
            if (
                len(reading.name) < 2
                or names.is_verb(reading.name)
                or (project and boxes.is_cost(reading.before, reading.measure))
            ):
                continue
            if reading.measure.unit == "倍" and left_behind:
                continue  # 由57家发展到353家,增长了5倍 says one thing twice
            cue = _date(text, reading.measure.start, reading.measure.end, dates, carried)
            if not said_of_the_city(reading.name, reading.before, reading.after):
                continue
            sentence = text[start : reading.measure.start]
            role, why = role_of(context.role, cue, reading.before, sentence, context.eve)
            if role is Role.TARGET and is_given(reading.name, reading.before):
                continue
            if reading.came_from:
                left_behind = True
                if role is Role.BASE:
                    continue  # a review counts the value reached, not the one it came from
                role, why, cue = Role.BASE, "value left behind", None
            if project:
                reading = replace(reading, name=boxes.of_project(project, reading.name))
            yield row_in_numbers(context, reading, role, why, cue, sentence)
        if in_words:
            for said in words.said_in_words(text, start, end):
                yield row_in_words(context, said, _date(text, said.start, said.end, dates, carried))
        if dates and (dates[0].start - start < 4 or dates[-1].period):
            carried = dates[-1]


def _stretches(text: str, *, projects: bool) -> Iterator[Stretch]:
    for a, b in boxes.general(text) if projects else ((0, len(text)),):
        yield from sentences(text, a, b)


def _date(text: str, start: int, end: int, dates: list[Cue], carried: Cue | None) -> Cue | None:
    """The date before a number in its sentence, else the one by which it is to be done, else the one said before."""
    before = next((cue for cue in reversed(dates) if cue.start < start), None)
    return before or due(text, end, dates) or carried
