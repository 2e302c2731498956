"""Ruled tables of a page: cells with what they cover, and tables that go on over the page.

read_table(cells, chars, page)   ->   Ruled(places=[Place(0, 0, "指标", 2), ...], ...)
first.continues(second)          ->   True where the next page has the same columns
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from luoshi.reader.document.draft import Place
from luoshi.reader.document.pdf_lines import Char, join, lines

Box = tuple[float, float, float, float]
"""x0, top, x1, bottom in points."""

_TOLERANCE = 2.5
"""Points within which two rules are one."""
_HEADER_ROWS = 4


@dataclass(slots=True)
class Ruled:
    """A table: its cells, the x of its vertical rules, its rows, its last page, how many heads are repeated."""

    places: list[Place]
    edges: tuple[float, ...]
    height: int
    page: int
    header: int = 0

    def continues(self, other: Ruled) -> bool:
        """Whether `other` has the same columns and so may be the rest of this table."""
        if other.page != self.page + 1 or len(self.edges) != len(other.edges):
            return False
        return all(abs(here - there) <= 2 * _TOLERANCE for here, there in zip(self.edges, other.edges, strict=True))

    def extend(self, other: Ruled) -> None:
        """Append the rows of the next page, without the column heads printed again there."""
        repeated = self._repeated(other)
        self.header = max(self.header, repeated)
        for place in other.places:
            if place.row < repeated:
                continue
            row = self.height + place.row - repeated
            if (
                place.row == repeated
                and place.column == 0
                and not place.text
                and place.rows > 1
                and self._stretch(place)
            ):
                continue
            self.places.append(place._replace(row=row))
        self.height += other.height - repeated
        self.page = other.page

    def _repeated(self, other: Ruled) -> int:
        """How many first rows of `other` say what the first rows here say, at most a few."""
        count = 0
        for row in range(min(_HEADER_ROWS, self.height, other.height - 1)):
            if _texts(self.places, row) != _texts(other.places, row):
                break
            count = row + 1
        return count

    def _stretch(self, blank: Place) -> bool:
        """Let the last cell of the first column cover a blank one that begins the next page: it was cut there."""
        for index in range(len(self.places) - 1, -1, -1):
            place = self.places[index]
            if place.column == 0 and place.row + place.rows == self.height:
                if place.columns != blank.columns:
                    return False
                self.places[index] = place._replace(rows=place.rows + blank.rows)
                return True
        return False


def read_table(cells: Sequence[Box], chars: Iterable[Char], page: int) -> Ruled:
    """The table with these cells; a character belongs to the cell in which its middle lies."""
    xs = _edges(edge for x0, _, x1, _ in cells for edge in (x0, x1))
    ys = _edges(edge for _, top, _, bottom in cells for edge in (top, bottom))
    owner: dict[tuple[int, int], int] = {}
    spans: list[tuple[int, int, int, int]] = []
    for x0, top, x1, bottom in cells:
        left, right = _index(xs, x0), _index(xs, x1)
        upper, lower = _index(ys, top), _index(ys, bottom)
        if right <= left or lower <= upper:
            continue
        for row in range(upper, lower):
            for column in range(left, right):
                owner.setdefault((row, column), len(spans))
        spans.append((upper, left, lower - upper, right - left))
    contents: list[list[Char]] = [[] for _ in spans]
    for char in chars:
        x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
        held = owner.get((bisect_right(ys, y) - 1, bisect_right(xs, x) - 1))
        if held is not None:
            contents[held].append(char)
    places = [
        Place(row, column, join(line.text for line in lines(content)), rows, columns)
        for (row, column, rows, columns), content in zip(spans, contents, strict=True)
    ]
    return Ruled(sorted(places), tuple(xs), len(ys) - 1, page)


def _edges(values: Iterable[float]) -> list[float]:
    """Positions of rules, those that nearly coincide taken as one."""
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _TOLERANCE:
            edges.append(value)
    return edges


def _index(edges: Sequence[float], value: float) -> int:
    return bisect_right(edges, value + 0.01) - 1


def _texts(places: Iterable[Place], row: int) -> list[tuple[int, str]]:
    return [(place.column, place.text) for place in places if place.row == row]
