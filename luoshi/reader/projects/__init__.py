"""Plan -> projects: named pieces of work from boxes, tables, headings and running text.

加快推进南岭河治理工程,总投资3亿元  ->  Project(name="南岭河治理工程", investment=Money(3, "亿元"), ...)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from luoshi.reader.gazetteer import Gazetteer
from luoshi.reader.model import Document, Plan, Project
from luoshi.reader.projects import facts
from luoshi.reader.projects.draft import Draft
from luoshi.reader.projects.items import items, read_items
from luoshi.reader.projects.prose import read_prose
from luoshi.reader.projects.words import narrow

_BOX = re.compile(r"^\s*专栏\s*\d*")


def read(plan: Plan, document: Document, gazetteer: Gazetteer) -> Iterator[Project]:
    """Yield the projects of `plan` with an empty id, in the order of the text, each name once a line."""
    for clause in plan.clauses:
        text = narrow(clause.text)
        boxed = bool(_BOX.match(text))
        marked = boxed or len(items(text)) > 1
        drafts = list(read_items(text, boxed=boxed)) if marked else []
        if not drafts:
            drafts = list(read_prose(text))
        for draft in drafts:
            yield _project(plan, clause.section, clause.first, clause.start, draft, gazetteer)


def _project(plan: Plan, section: int, line: int, start: int, draft: Draft, gazetteer: Gazetteer) -> Project:
    body = draft.body
    window = (plan.from_year, plan.until_year) if draft.during_plan else (None, None)
    begin, end = facts.years(body, *window)
    return Project(
        id="",
        plan=plan.number,
        line=line,
        section=section,
        name=draft.name,
        content=draft.content or facts.content(body),
        investment=draft.investment or facts.money(body),
        place=facts.place(draft.name, body, gazetteer),
        start=begin,
        end=end,
        owner=facts.owner(draft.name, body),
        span=(start + draft.offset, start + draft.offset + len(draft.name)),
        confidence=draft.confidence,
        why=draft.why,
    )
