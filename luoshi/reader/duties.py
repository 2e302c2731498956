"""Plan -> duties."""

from __future__ import annotations

from collections.abc import Iterator

from luoshi.reader.gazetteer import Gazetteer
from luoshi.reader.model import Document, Plan, Duty


def read(plan: Plan, document: Document, gazetteer: Gazetteer) -> Iterator[Duty]:
    """Yield the duties of `plan` with an empty id."""
    yield from ()
