"""PDF with a text layer: paragraphs, ruled tables, without page numbers and running heads.

    read("规划.pdf", data).lines   ->   ("青岚市水利发展规划", "一、主要目标", ...)

Lines are joined into paragraphs as `pdf_lines` says; a table that goes on over the page is one table. A line of a
table of contents (dots and a page number) is left out. What a scan shows cannot be read and is refused with advice.
"""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError
from pdfminer.psexceptions import PSException
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from luoshi.core.text import Text
from luoshi.reader.document.draft import Draft, Place
from luoshi.reader.document.limits import MAX_BOX_LINES, MAX_PAGES
from luoshi.reader.document.pdf_fonts import CarefulFonts
from luoshi.reader.document.pdf_guard import check_streams
from luoshi.reader.document.pdf_lines import Line, box_layout, layouts, lines, paragraphs, unmapped_share
from luoshi.reader.document.pdf_tables import Box, Ruled, read_table
from luoshi.reader.document.refusals import refuse
from luoshi.reader.model import Document
from luoshi.reader.progress import Progress, no_progress

_PAGE_NUMBER = re.compile(
    r"[-—–·\s]*(?:第\s*)?(?:\d{1,4}|[ivxlcIVXLC]{1,6})(?:\s*页)?(?:\s*[,，/／]?\s*(?:共\s*)?\d{1,4}\s*页?)?[-—–·\s]*"
)
_CONTENTS = re.compile(r".*(?:\.{4,}|…{2,}|·{4,}|(?:\. ){4,})\s*[-—]?\s*\d{1,4}\s*[-—]?")
_CONTENTS_HEAD = re.compile(r"目\s*[录次]")
_CONTINUED = re.compile(r"[(（]?(?:续表?|接上[页表]).{0,40}")
_EDGE_SHARE = 0.1
"""Heads and feet stand in the outer tenths of a page."""
_EDGE_LINES = 2
_REPEATS, _REPEAT_SHARE = 3, 0.3
_TABLE_EDGES = 3
"""Vertical rules of a table of two columns."""
_BOX_SHARE = 0.75
"""A frame higher than this share of the page is a border of the page."""
_RULE_WIDTH = 3.0
"""Points within which pdfplumber takes two rules for one."""
_MAX_CROSSINGS = 6_000
"""A table of 100 rows and 60 columns; a page with more rules is a map or a drawing."""
_DIGITS = re.compile(r"\d+")
_UNREADABLE_SHARE = 0.3
_SCAN_CHARS, _SCAN_SHARE = 20, 0.5
"""A page with a picture and less text than this is a scan; a file of mostly such pages is one, typed cover or not."""
_TOO_MANY_PAGES = Text(
    f"PDF 超过 {MAX_PAGES} 页, 不像一份规划, 请拆分后再试",
    f"the PDF has more than {MAX_PAGES} pages, too many for a plan; split it and try again",
)
_RAISED = (PdfminerException, MalformedPDFException, PSException, ValueError, TypeError, KeyError, IndexError)
"""What broken files make the libraries raise: their own errors, and builtin ones from looking into wrong objects."""

Block = Line | Ruled


def read(name: str, data: bytes, progress: Progress = no_progress) -> Document:
    """The document in `data`. Raises ReaderError: encrypted, broken, no_text, too_large, bomb."""
    for library in ("pdfminer", "pdfplumber"):
        logging.getLogger(library).addHandler(logging.NullHandler())  # their warnings are not for our users
    check_streams(name, data)
    try:
        pages = _pages(name, data, progress)
    except _RAISED as error:
        raise refuse("encrypted" if _is_encrypted(error) else "broken", name) from None
    draft = Draft()
    blocks = _without_edges(pages)
    layout = layouts([block for block in blocks if isinstance(block, Line)], [page.width for page in pages])
    for block in _joined(blocks):
        if isinstance(block, Ruled):
            draft.table(block.places, block.header)
        else:
            for text in paragraphs(block, layout):
                draft.line(text)
    return draft.document(name, "pdf")


@dataclass(slots=True)
class _Page:
    """A page: its size in points and its blocks from top to bottom."""

    width: float
    height: float
    blocks: list[Block]


def _pages(name: str, data: bytes, progress: Progress) -> list[_Page]:
    """Every page of the file."""
    pages = []
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        pdf.rsrcmgr = CarefulFonts()
        if len(pdf.pages) > MAX_PAGES:
            raise refuse("too_large", name, _TOO_MANY_PAGES)
        glyphs = unmapped = 0.0
        scans = 0
        for number, page in enumerate(pdf.pages):
            chars = page.chars
            glyphs += len(chars)
            unmapped += unmapped_share(chars) * len(chars)
            scans += len(chars) < _SCAN_CHARS and len(page.images) > 0
            pages.append(_Page(float(page.width), float(page.height), _blocks(page, number)))
            page.close()  # frees what it holds: a long plan would not fit otherwise
            progress(number + 1, len(pdf.pages))
    if unmapped > _UNREADABLE_SHARE * glyphs or scans > _SCAN_SHARE * len(pages):
        raise refuse("no_text", name)
    return pages


def _is_encrypted(error: BaseException) -> bool:
    """Whether the file is locked: pdfplumber wraps the error of pdfminer."""
    return any(isinstance(cause, PDFEncryptionError) for cause in (error, *error.args))


def _blocks(page: Any, number: int) -> list[Block]:
    """The lines and tables of a page from top to bottom."""
    chars = page.chars
    placed: list[tuple[float, Block]] = []
    if 0 < _crossings(page) <= _MAX_CROSSINGS:
        finder = page.debug_tablefinder()
        tables = [table.cells for table in finder.tables]
        framed = {cell for cells in tables for cell in cells}
        frames = [[cell] for cell in finder.cells if cell not in framed]  # a single cell is no table to pdfplumber
        for cells in [*tables, *frames]:
            box = _around(cells)
            within = [char for char in chars if _inside(char, box)]
            ruled = read_table(cells, within, number)
            if len(ruled.edges) < _TABLE_EDGES and not _frame(ruled, lines(within, number), box, float(page.height)):
                continue  # an ornament, or a frame around the page
            placed.append((box[1], ruled))
            taken = set(map(id, within))
            chars = [char for char in chars if id(char) not in taken]
    placed.extend((line.top, line) for line in lines(chars, number))
    placed.sort(key=lambda entry: entry[0])
    return [block for _, block in placed]


def _crossings(page: Any) -> int:
    """How often rules may cross on a page, at most; the search for tables takes the square of it."""
    columns = {round(edge["x0"] / _RULE_WIDTH) for edge in page.vertical_edges}
    rows = {round(edge["top"] / _RULE_WIDTH) for edge in page.horizontal_edges}
    return len(columns) * len(rows)


def _frame(ruled: Ruled, found: list[Line], box: Box, page_height: float) -> bool:
    """Turn a table of one column into the paragraphs that stand in it; False if it is no box of text."""
    inner = box_layout(found, box[2])
    texts = list(paragraphs(found, {line.page: inner for line in found}))
    ruled.places = [Place(row, 0, text) for row, text in enumerate(texts)]
    ruled.height = len(texts)
    return 0 < len(texts) <= MAX_BOX_LINES and box[3] - box[1] < _BOX_SHARE * page_height


def _around(cells: Sequence[Box]) -> Box:
    return (
        min(cell[0] for cell in cells),
        min(cell[1] for cell in cells),
        max(cell[2] for cell in cells),
        max(cell[3] for cell in cells),
    )


def _inside(char: dict[str, Any], box: Box) -> bool:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def _without_edges(pages: list[_Page]) -> list[Block]:
    """The blocks of all pages without page numbers, running heads and tables of contents."""
    edges = [_edge_lines(page) for page in pages]
    seen = Counter(text for lines_ in edges for text in {_DIGITS.sub("#", line.text) for line in lines_})
    often = max(_REPEATS, _REPEAT_SHARE * len(pages))
    kept: list[Block] = []
    for page, edge in zip(pages, edges, strict=True):
        for block in page.blocks:
            if isinstance(block, Line):
                running = block in edge and (
                    _PAGE_NUMBER.fullmatch(block.text) or seen[_DIGITS.sub("#", block.text)] >= often
                )
                if running:
                    continue
                if _CONTENTS.fullmatch(block.text):
                    if kept and isinstance(kept[-1], Line) and _CONTENTS_HEAD.fullmatch(kept[-1].text):
                        kept.pop()
                    continue
            kept.append(block)
    return kept


def _edge_lines(page: _Page) -> list[Line]:
    """The lines that may be head or foot of their page."""
    outer = [*page.blocks[:_EDGE_LINES], *page.blocks[-_EDGE_LINES:]]
    return [
        block
        for block in outer
        if isinstance(block, Line)
        and (block.bottom < _EDGE_SHARE * page.height or block.top > (1 - _EDGE_SHARE) * page.height)
    ]


def _joined(blocks: list[Block]) -> Iterator[list[Line] | Ruled]:
    """Runs of lines, and tables with what continues them on the next page."""
    run: list[Line] = []
    table: Ruled | None = None
    for block in blocks:
        if isinstance(block, Line):
            run.append(block)
            continue
        bridged = all(_CONTINUED.fullmatch(line.text) for line in run)
        if table is not None and bridged and table.continues(block):
            table.extend(block)
            run = []
            continue
        if table is not None:
            yield table
        if run:
            yield run
            run = []
        table = block
    if table is not None:
        yield table
    if run:
        yield run
