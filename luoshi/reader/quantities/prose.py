"""Quantities from the running text of a plan: targets and bases, one row for each number that is a commitment or a state.

The way of a number: `lexer` finds it, `counts` says whether it can be a quantity at all, `reading` names it from its
sentence, `years` gives it a date, `roles` decides between base and target, `kinds` says how a target is compared.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from luoshi.core.target import Role
from luoshi.reader.gazetteer import Gazetteer
from luoshi.reader.model import Document, Plan, Quantity
from luoshi.reader.quantities import boxes, names, words
from luoshi.reader.quantities.counts import counts, is_given, is_site, said_of_the_city
from luoshi.reader.quantities.lexer import measures, within
from luoshi.reader.quantities.reading import Reading, read_sentence
from luoshi.reader.quantities.roles import role_of, section_role
from luoshi.reader.quantities.rows import Context, row_in_numbers, row_in_words
from luoshi.reader.quantities.sentence import Stretch, sentences
from luoshi.reader.quantities.subjects import Memory
from luoshi.reader.quantities.years import Cue, cues, due, in_turn

# How far before a number its sentence may say when, where and of what: no real sentence needs more.
_LOOK_BACK = 300


def read(plan: Plan, document: Document, gazetteer: Gazetteer) -> Iterator[Quantity]:
    """Yield the targets and bases that stand in prose."""
    roles = [section_role(plan.path(index), plan.from_year) for index in range(len(plan.sections))]
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
    alone = not context.boxed and context.role != "review"
    project = (boxes.single_project(text) or boxes.headed_project(title, text)) if alone else ""
    told = boxes.told(text, context.eve) if context.boxed and not context.projects else []
    carried: Cue | None = None
    memory = Memory()
    for start, end in _stretches(text, projects=context.projects):
        dates = cues(text, start, end)
        here = within(found, start, end)
        if here:
            readings = read_sentence(text, start, end, here, topic, memory)
            own = project or ("" if context.role == "review" else boxes.own_project(text[start:end]))
            if _in_any(told, start):
                yield from _rows(context._replace(role="review"), readings, start, dates, None, project)
            else:
                yield from _rows(context, readings, start, dates, carried, own)
        else:
            topic = names.heading(text[start:end]) or topic
        if in_words:
            for said in words.said_in_words(text, start, end):
                yield row_in_words(context, said, _date(text, said.start, said.end, dates, carried))
        if dates and (dates[0].start - start < 4 or dates[-1].period):
            carried = dates[-1]


def _rows(
    context: Context, readings: Iterable[Reading], start: int, dates: list[Cue], carried: Cue | None, project: str
) -> Iterator[Quantity]:
    """The rows of one sentence that begins at `start`; `project` is the single project its clause is about, if any."""
    text, left_behind = context.clause.text, False
    read = list(readings)
    by_turn = in_turn(text, dates, [reading.measure for reading in read]) if len(dates) > 1 and read else {}
    for reading in read:
        name, measure = reading.name, reading.measure
        if len(name) < 2 or names.is_verb(name, measure.unit) or (project and boxes.is_cost(reading.before, measure)):
            continue
        if measure.unit == "倍" and (left_behind or names.of_a_year(reading.before)):
            continue  # 由57家发展到353家,增长了5倍 and 是2015年的1.5倍 say one thing twice
        if not said_of_the_city(name, reading.before, reading.after):
            continue
        cue = by_turn.get(measure.start) or _date(text, measure.start, measure.end, dates, carried)
        sentence = text[max(start, measure.start - _LOOK_BACK) : measure.start]
        role, why = role_of(context.role, cue, reading.before, sentence, context.eve)
        given = role is Role.TARGET and not reading.came_from and is_given(name, reading.before, reading.after)
        if given or ((context.boxed or project) and is_site(name)):
            continue
        if reading.came_from:
            left_behind = True
            if role is Role.BASE and (context.role == "review" or why != "said of the present"):
                continue  # a review counts the value reached, not the one it came from
            role, why, cue = Role.BASE, "value left behind", None
        if project:
            reading = reading._replace(name=boxes.of_project(project, name))
        yield row_in_numbers(context, reading, role, why, cue, sentence)


def _in_any(stretches: list[Stretch], offset: int) -> bool:
    """Whether `offset` lies in one of the stretches, which are in order."""
    after = bisect_right(stretches, offset, key=lambda stretch: stretch[0])
    return bool(after) and offset < stretches[after - 1][1]


def _stretches(text: str, *, projects: bool) -> Iterator[Stretch]:
    for a, b in boxes.general(text) if projects else ((0, len(text)),):
        yield from sentences(text, a, b)


def _date(text: str, start: int, end: int, dates: list[Cue], carried: Cue | None) -> Cue | None:
    """The date before a number in its sentence, else the one by which it is to be done, else the one said before."""
    before = bisect_left(dates, start, key=lambda cue: cue.start)
    return dates[before - 1] if before else due(text, end, dates) or carried
