"""Tables of a web page: cells with rowspan and colspan to places in a grid.

    places(table)   ->   ([Place(0, 0, "指标", 2, 1), Place(0, 1, "2025年"), ...], 2)      cells, header rows

A table that only arranges the page (one cell a row, or long text or whole tables in its cells) is no table of data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from luoshi.reader.document.draft import Place
from luoshi.reader.document.limits import MAX_BOX_LINES, MAX_CELL_PARAGRAPHS, MAX_SPAN
from luoshi.reader.document.lines import squeeze

_BLOCK_ENDS = frozenset((
    "p", "div", "li", "br", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "table", "ul", "ol",
))  # fmt: skip
_PAGE_PARTS = frozenset(("table", *(f"h{level}" for level in range(1, 7))))
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_BREAK = "\n"


def is_layout(table: etree._Element) -> bool:
    """Whether a table only arranges the page: then its cells are read as running text."""
    rows = [list(_cells(row)) for row in _rows(table)]
    if all(len(cells) <= 1 for cells in rows):
        return not _is_box([cell for cells in rows for cell in cells])
    return any(
        cell.find(".//table") is not None or sum(1 for _ in cell.iter("p")) > MAX_CELL_PARAGRAPHS
        for cells in rows
        for cell in cells
    )


def _is_box(cells: list[etree._Element]) -> bool:
    """Whether single cells are a box of paragraphs; one line is none, nor is what holds headings or tables."""
    if any(element.tag in _PAGE_PARTS for cell in cells for element in cell.iter()):
        return False
    return 1 < sum(len(cell_lines(cell)) for cell in cells) <= MAX_BOX_LINES


def places(table: etree._Element) -> tuple[list[Place], int]:
    """The cells of a table where they stand, and how many of its first rows are column heads."""
    rows = list(_rows(table))
    if all(len(list(_cells(row))) <= 1 for row in rows):
        texts = [text for row in rows for cell in _cells(row) for text in cell_lines(cell)]
        return [Place(number, 0, text) for number, text in enumerate(texts)], 0
    found: list[Place] = []
    header = 0
    covered: dict[int, int] = {}  # column -> first row that is free again
    for number, row in enumerate(rows):
        cells = list(_cells(row))
        if header == number and _is_head(row, cells):
            header += 1
        column = 0
        for cell in cells:
            while column < MAX_SPAN and covered.get(column, 0) > number:
                column += 1
            across = min(_span(cell.get("colspan"), 1), max(MAX_SPAN - column, 1))
            down = min(_span(cell.get("rowspan"), len(rows) - number), len(rows) - number)
            if column >= MAX_SPAN:  # no table: the cells are kept, their layout is not
                down = 1
            found.append(Place(number, column, cell_text(cell), down, across))
            if down > 1:
                covered.update(dict.fromkeys(range(column, column + across), number + down))
            column += across
    return found, header if header < len(rows) else 0


def cell_text(cell: etree._Element) -> str:
    """The text of a cell, its paragraphs and lines parted by a blank."""
    return " ".join(cell_lines(cell))


def cell_lines(cell: etree._Element) -> list[str]:
    """The paragraphs and lines of a cell, blank ones left out."""
    pieces: list[str] = []
    for event, element in etree.iterwalk(cell, events=("start", "end")):
        if element.tag in _BLOCK_ENDS:
            pieces.append(_BREAK)
        if event == "start":
            pieces.append(_BLANKS.sub(" ", element.text or ""))
        elif element is not cell:
            pieces.append(_BLANKS.sub(" ", element.tail or ""))
    lines = (squeeze(line) for line in "".join(pieces).split(_BREAK))
    return [line for line in lines if line]


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    """The rows of a table, not those of tables within it; the head first, the foot last, wherever they stand."""
    groups = sorted(
        (child for child in table if child.tag in ("tr", "thead", "tbody", "tfoot")),
        key=lambda group: {"thead": 0, "tfoot": 2}.get(str(group.tag), 1),
    )
    for group in groups:
        if group.tag == "tr":
            yield group
        else:
            yield from (child for child in group if child.tag == "tr")


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    return (child for child in row if child.tag in ("td", "th"))


def _is_head(row: etree._Element, cells: list[etree._Element]) -> bool:
    parent = row.getparent()
    if parent is not None and parent.tag == "thead":
        return True
    return bool(cells) and all(cell.tag == "th" for cell in cells)


def _span(text: str | None, rest: int) -> int:
    """What a `rowspan` or `colspan` says: at least 1, within reason; 0 means all the rest."""
    found = re.match(r"\s*\+?([0-9]{1,9})", text or "")
    number = int(found[1]) if found else 1
    return max(1, min(number or rest, MAX_SPAN))
