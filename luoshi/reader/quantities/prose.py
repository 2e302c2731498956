"""Quantities from the running text of a plan."""

from __future__ import annotations

from collections.abc import Iterator

from luoshi.reader.gazetteer import Gazetteer
from luoshi.reader.model import Document, Plan, Quantity


def read(plan: Plan, document: Document, gazetteer: Gazetteer) -> Iterator[Quantity]:
    """Yield the targets and bases that stand in prose."""
    yield from ()
