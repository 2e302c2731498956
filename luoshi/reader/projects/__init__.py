"""Plan -> projects: named pieces of work from boxes, tables, headings and running text.

加快推进南岭河治理工程,总投资3亿元  ->  Project(name="南岭河治理工程", investment=Money(3, "亿元"), ...)
"""

from __future__ import annotations

from collections.abc import Iterator

from luoshi.reader.gazetteer import Gazetteer
from luoshi.reader.model import Document, Plan, Project
from luoshi.reader.projects.gather import gather


def read(plan: Plan, document: Document, gazetteer: Gazetteer) -> Iterator[Project]:
    """Yield the projects of `plan` with an empty id, in the order of the text, each piece of work once."""
    yield from gather(plan, document, gazetteer)
