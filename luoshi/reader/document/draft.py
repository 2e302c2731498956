"""A document while it is being written down: lines, headings, notes and tables with their layout.

>>> draft = Draft()
>>> draft.line("一、目标", level=2)
1
>>> draft.table([Place(0, 0, "指标"), Place(0, 1, "2025年"), Place(1, 0, "水库"), Place(1, 1, "3")], header=1)
>>> draft.document("a.html", "html").lines
('一、目标', '指标\\t2025年', '水库\\t3')
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from luoshi.reader.document.limits import MAX_COLUMNS, MAX_TABLE_CELLS
from luoshi.reader.document.lines import squeeze
from luoshi.reader.document.refusals import refuse
from luoshi.reader.model import Cell, Document, Grid


class Place(NamedTuple):
    """A cell where it stands: row and column of its upper left corner (from 0), its text, what it covers."""

    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1


class Draft:
    """Collects what a format gives, in reading order."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._levels: dict[int, int] = {}
        self._notes: set[int] = set()
        self._grids: list[Grid] = []

    def line(self, text: str, level: int | None = None, note: bool = False) -> int | None:
        """Add a line and return its number; a blank one is left out (None)."""
        text = squeeze(text)
        if not text:
            return None
        self._lines.append(text)
        number = len(self._lines)
        if level is not None:
            self._levels[number] = level
        if note:
            self._notes.add(number)
        return number

    def table(self, places: Iterable[Place], header: int = 0, title: str | None = None) -> None:
        """Add a table, a line a row. One column is a box: each cell with text is a line.

        A table too wide or too large to be one keeps its lines and loses its layout.
        """
        cells = _without_covered_columns([place._replace(text=squeeze(place.text)) for place in places])
        if not any(place.text for place in cells):
            return
        height = max(place.row + place.rows for place in cells)
        width = max(place.column + place.columns for place in cells)
        first = len(self._lines) + 1
        if width == 1:
            boxed = [place.text for place in cells if place.text]
            self._lines.extend(boxed)
            lined = tuple((Cell(text, first + index),) for index, text in enumerate(boxed))
            if len(lined) > 1:
                self._grids.append(Grid(first, first + len(lined) - 1, lined, 0, title))
            return
        claimed = sum(place.rows * place.columns for place in cells)  # may exceed the table where cells overlap
        if width > MAX_COLUMNS or max(width * height, claimed) > MAX_TABLE_CELLS:
            self._lines.extend(_loose_rows(cells))
            return
        rows = _dense(cells, height, width, first)
        self._grids.append(Grid(first, first + height - 1, rows, min(header, height), title))
        texts = [[""] * width for _ in range(height)]
        for place in cells:
            texts[place.row][place.column] = place.text
        self._lines.extend("\t".join(row) if any(row) else "" for row in texts)

    @property
    def blank(self) -> bool:
        """Whether nothing has been written yet."""
        return not self._lines

    def document(self, name: str, form: Literal["docx", "html", "pdf"]) -> Document:
        """The finished document. Raises ReaderError (`no_text`) if nothing was written."""
        if self.blank:
            raise refuse("no_text", name)
        enough = _PAGE_SHARE * sum(map(len, self._lines))
        grids = tuple(grid for grid in self._grids if grid.width > 1 or _size(grid) <= enough)
        return Document(name, form, tuple(self._lines), self._levels, frozenset(self._notes), grids)


_PAGE_SHARE = 0.5
"""A box with more of the text than this is the frame of the page, and no box."""


def _size(grid: Grid) -> int:
    return sum(len(cell.text) for row in grid.rows for cell in row)


def _without_covered_columns(places: Sequence[Place]) -> list[Place]:
    """Columns in which no cell begins are slivers left by merging: they are folded into the one before."""
    starts = sorted({place.column for place in places})
    folded = []
    for place in places:
        left = bisect_left(starts, place.column)
        right = bisect_left(starts, place.column + place.columns)
        folded.append(place._replace(column=left, columns=right - left))
    return folded


def _dense(places: Iterable[Place], height: int, width: int, first: int) -> tuple[tuple[Cell, ...], ...]:
    """Rows of `width` cells; what no cell covers is blank, what two claim belongs to the earlier one."""
    taken: list[list[Cell | None]] = [[None] * width for _ in range(height)]
    for place in places:
        cell = Cell(place.text, first + place.row, place.rows, place.columns)
        for row in range(place.row, place.row + place.rows):
            for column in range(place.column, place.column + place.columns):
                if taken[row][column] is None:
                    taken[row][column] = cell
    return tuple(tuple(cell or Cell("", first + index) for cell in row) for index, row in enumerate(taken))


def _loose_rows(places: Iterable[Place]) -> list[str]:
    """The rows of a table without its layout."""
    rows: dict[int, list[str]] = {}
    for place in places:
        rows.setdefault(place.row, []).append(place.text)
    return ["\t".join(rows[row]) for row in sorted(rows)]
