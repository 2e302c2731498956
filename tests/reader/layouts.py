"""Tables written in the layouts in which they are published, to be read back."""

from __future__ import annotations

from collections.abc import Sequence

Table = Sequence[Sequence[str | None]]
"""Rows of cells; None is a place that is empty or lies under a merged cell."""


def barred(table: Table) -> list[str]:
    """One cell a line, ` |` at its end; the empty places of a row as bars at its end."""
    lines: list[str] = []
    for row in table:
        cells = [cell for cell in row if cell]
        lines += [f"{cell} |" for cell in cells]
        if len(cells) < len(row):
            lines.append("|" * (len(row) - len(cells)))
    return lines


def bare(table: Table) -> list[str]:
    """One cell a line and nothing else, as a page leaves them when its text is copied."""
    return [cell for row in table for cell in row if cell]


def whole(table: Table, separator: str) -> list[str]:
    """One row a line."""
    return [separator.join(cell or "" for cell in row) for row in table]


def markdown(table: Table) -> list[str]:
    """Markdown, with its rule below the head."""
    rows = ["| " + " | ".join(cell or "" for cell in row) + " |" for row in table]
    return [rows[0], "|" + " --- |" * len(table[0]), *rows[1:]]
