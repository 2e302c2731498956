"""The source of the sample plan: a small markup -> blocks that every format is written from.

!  a line of the title            #  ##  ###   headings of chapter, section, item
^  a note on the paragraph above  [ ... ]      a box, a line a paragraph
|  a row of a table, |= a row of its head; ^^ goes on from the cell above, << from the cell to the left
anything else is a paragraph
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

SOURCE = Path(__file__).with_name("qinglan_source.txt")
_HEADINGS = {"!": 1, "#": 2, "##": 3, "###": 4}


@dataclass(frozen=True)
class Words:
    """A title line, heading, paragraph or note; `level` of headings counts from 1, the title."""

    kind: Literal["heading", "paragraph", "note"]
    text: str
    level: int = 0


@dataclass(frozen=True)
class Box:
    """A frame with paragraphs."""

    texts: tuple[str, ...]


@dataclass(frozen=True)
class Spot:
    """A cell of a table where it stands and what it covers."""

    row: int
    column: int
    text: str
    rows: int
    columns: int


@dataclass(frozen=True)
class Table:
    """A table: its cells, its size, the number of its head rows."""

    spots: tuple[Spot, ...]
    height: int
    width: int
    header: int

    def row(self, number: int) -> list[Spot]:
        """The cells that begin in row `number`."""
        return [spot for spot in self.spots if spot.row == number]


Block = Words | Box | Table


def blocks(source: Path = SOURCE) -> list[Block]:
    """The blocks of the source, in order."""
    return list(_blocks(source.read_text(encoding="utf-8").splitlines()))


def _blocks(lines: list[str]) -> Iterator[Block]:
    for shape, group in itertools.groupby(_shaped(lines), key=lambda pair: pair[0]):
        texts = [text for _, text in group]
        if shape == "table":
            yield _table(texts)
        elif shape == "box":
            yield Box(tuple(texts))
        else:
            yield from map(_words, texts)


def _shaped(lines: list[str]) -> Iterator[tuple[str, str]]:
    boxed = False
    for line in lines:
        if line in "[]":
            boxed = line == "["
        else:
            yield "box" if boxed else "table" if line.startswith("|") else "words", line


def _words(line: str) -> Words:
    mark, _, text = line.partition(" ")
    if mark in _HEADINGS:
        return Words("heading", text, _HEADINGS[mark])
    return Words("note", text) if mark == "^" else Words("paragraph", line)


def _table(lines: list[str]) -> Table:
    rows = [_cells(line) for line in lines]
    width = max(map(len, rows))
    spots: dict[tuple[int, int], Spot] = {}
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for r, c in itertools.product(range(len(rows)), range(width)):
        text = rows[r][c]
        here = owner[r - 1, c] if text == "^^" else owner[r, c - 1] if text == "<<" else (r, c)
        owner[r, c] = here
        if here == (r, c):
            spots[here] = Spot(r, c, text, 1, 1)
        else:
            top = spots[here]
            spots[here] = Spot(top.row, top.column, top.text, r - top.row + 1, c - top.column + 1)
    header = sum(line.startswith("|=") for line in lines)
    return Table(tuple(spots.values()), len(rows), width, header)


def _cells(line: str) -> list[str]:
    """`| a | | b` -> a, blank, b; `<<` may follow a cell directly."""
    cells: list[str] = []
    for part in line.removeprefix("|=").removeprefix("|").split("|"):
        text, *covered = part.split("<<")
        cells.append(text.strip())
        cells.extend("<<" for _ in covered)
    return cells
