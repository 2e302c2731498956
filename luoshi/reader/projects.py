"""Plan -> projects."""

from __future__ import annotations

from collections.abc import Iterator

from luoshi.reader.gazetteer import Gazetteer
from luoshi.reader.model import Document, Plan, Project


def read(plan: Plan, document: Document, gazetteer: Gazetteer) -> Iterator[Project]:
    """Yield the projects of `plan` with an empty id."""
    yield from ()
