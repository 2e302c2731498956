"""Plan -> quantities: targets and bases, from tables and from prose."""

from __future__ import annotations

from collections.abc import Iterator

from luoshi.reader.gazetteer import Gazetteer
from luoshi.reader.model import Document, Plan, Quantity
from luoshi.reader.quantities import prose, table


def read(plan: Plan, document: Document, gazetteer: Gazetteer) -> Iterator[Quantity]:
    """Yield the quantities of `plan` with an empty id."""
    yield from table.read(plan, document)
    yield from prose.read(plan, document, gazetteer)
