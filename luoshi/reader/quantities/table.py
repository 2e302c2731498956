"""Quantities from the tables of a plan."""

from __future__ import annotations

from collections.abc import Iterator

from luoshi.reader.model import Document, Plan, Quantity


def read(plan: Plan, document: Document) -> Iterator[Quantity]:
    """Yield the targets and bases that stand in tables."""
    yield from ()
