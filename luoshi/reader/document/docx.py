"""Word documents (.docx): headings, paragraphs with their numbers, tables with merged cells, footnotes.

    read("规划.docx", data).levels   ->   {1: 1, 4: 2, ...}      line -> heading level

Taken: what a reader of the page sees. Left out: headers and footers, tables of contents, deleted and hidden text,
field codes. A text box stands after the paragraph that holds it; a footnote after the paragraph that cites it.
Element names are those of ECMA-376, part 1, chapter 17.
"""

from __future__ import annotations

import itertools
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from luoshi.reader.document.docx_styles import TITLE, Styles, W
from luoshi.reader.document.draft import Draft, Place
from luoshi.reader.document.limits import MAX_BOX_LINES, MAX_CELL_PARAGRAPHS, MAX_INFLATED_BYTES, MAX_SPAN
from luoshi.reader.document.refusals import refuse
from luoshi.reader.document.zips import inflate, open_zip
from luoshi.reader.model import Document

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_SKIPPED = frozenset(
    (f"{W}pPr", f"{W}rPr", f"{W}del", f"{W}moveFrom", f"{W}rt", f"{W}object", f"{W}instrText", f"{_MC}Fallback")
)
_AS_TEXT = {f"{W}tab": " ", f"{W}ptab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_NOTE_MARKS = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}
_BLOCK_HOLDERS = frozenset(
    (f"{W}sdtContent", f"{W}customXml", f"{W}ins", f"{W}moveTo", f"{_MC}AlternateContent", f"{_MC}Choice")
)
_OFF = ("0", "false", "off")


@dataclass(slots=True)
class _Run:
    """What a paragraph or cell holds: pieces of text, the notes it cites, the text boxes that hang on it."""

    pieces: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.pieces)


def read(name: str, data: bytes) -> Document:
    """The document in `data`. Raises ReaderError: broken, encrypted, bomb, no_text, unsupported."""
    with open_zip(name, data) as package:
        parts = _Parts(name, package)
        body = parts.tree("word/document.xml")
        if body is None:
            raise refuse("broken", name)
        styles = Styles(parts.tree("word/styles.xml"), parts.tree("word/numbering.xml"))
        notes = {
            (kind, note.get(f"{W}id", "")): note
            for kind in ("footnote", "endnote")
            if (root := parts.tree(f"word/{kind}s.xml")) is not None
            for note in root.iterfind(f"{W}{kind}")
        }
    writer = _Writer(styles, notes)
    writer.blocks(body)
    return writer.finish(name)


class _Parts:
    """The XML parts of a package, parsed without entities, DTD or network."""

    def __init__(self, name: str, package: zipfile.ZipFile) -> None:
        self._name, self._package = name, package
        self._known = set(package.namelist())

    def tree(self, part: str) -> etree._Element | None:
        """The root of `part`, None if the package has none."""
        if part not in self._known:
            return None
        xml = inflate(self._name, self._package, part, MAX_INFLATED_BYTES)
        if b"<!DOCTYPE" in xml or "<!DOCTYPE".encode("utf-16-le") in xml or "<!DOCTYPE".encode("utf-16-be") in xml:
            raise refuse("broken", self._name)  # no office writes one; it could define entities
        xml = xml.replace(_STRICT, W[1:-1].encode())  # the strict form of the standard differs in its names only
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True,
            remove_pis=True,
        )  # fmt: skip
        try:
            return etree.fromstring(xml, parser)
        except etree.XMLSyntaxError:
            raise refuse("broken", self._name) from None


class _Writer:
    """Writes the blocks of a document into a draft."""

    def __init__(self, styles: Styles, notes: dict[tuple[str, str], etree._Element]) -> None:
        self._styles, self._notes = styles, notes
        self._lines: list[tuple[str, int | None, bool] | list[Place]] = []
        self._headers: dict[int, int] = {}

    def finish(self, name: str) -> Document:
        """The document. Where titles have a style of their own, headings stand one level below them."""
        draft = Draft()
        titled = any(isinstance(entry, tuple) and entry[1] == TITLE for entry in self._lines)
        for index, entry in enumerate(self._lines):
            if isinstance(entry, list):
                draft.table(entry, self._headers.get(index, 0))
                continue
            text, level, note = entry
            draft.line(text, None if level is None else level + titled, note)
        return draft.document(name, "docx")

    def blocks(self, holder: etree._Element, note: bool = False) -> None:
        """Write the paragraphs and tables that stand in `holder`."""
        for element in _blocks(holder):
            if element.tag == f"{W}tbl":
                self._table(element)
            else:
                self._paragraph(element, note)

    def _paragraph(self, element: etree._Element, note: bool) -> None:
        properties = element.find(f"{W}pPr")
        if self._styles.is_contents(properties):
            return
        run = _Run()
        _collect(element, run)
        if run.text.strip():
            level = None if note else self._styles.level(properties)
            number = self._styles.number(properties)
            for index, text in enumerate(run.text.split("\n")):
                self._lines.append(((number if index == 0 else "") + text, level, note))
        self._hanging(run)

    def _hanging(self, run: _Run) -> None:
        """What hangs on a paragraph: its text boxes, then its notes."""
        for box in run.boxes:
            self.blocks(box)
        for key in run.notes:
            note = self._notes.pop(key, None)
            if note is not None:
                self.blocks(note, note=True)

    def _table(self, table: etree._Element) -> None:
        rows = list(_children(table, f"{W}tr"))
        cells = [list(_children(row, f"{W}tc")) for row in rows]
        if all(len(row) == 1 for row in cells) or any(map(_is_column, itertools.chain(*cells))):
            self._frame(list(itertools.chain(*cells)))
            return
        run = _Run()
        places, header = self._places(rows, run)
        self._headers[len(self._lines)] = header
        self._lines.append(places)
        self._hanging(run)

    def _frame(self, cells: list[etree._Element]) -> None:
        """Cells of running text: a box of paragraphs, or, with headings or tables in them, a part of the page."""
        before = len(self._lines)
        for cell in cells:
            self.blocks(cell)
        inner = self._lines[before:]
        texts = [entry[0] for entry in inner if isinstance(entry, tuple) and entry[1:] == (None, False)]
        if len(texts) == len(inner) and len(texts) <= MAX_BOX_LINES:
            self._lines[before:] = [[Place(row, 0, text) for row, text in enumerate(texts)]]

    def _places(self, rows: list[etree._Element], outer: _Run) -> tuple[list[Place], int]:
        """The cells of a table, and how many of its first rows repeat as a header on each page."""
        places: list[Place] = []
        header = 0
        open_above: dict[int, int] = {}  # column -> index in `places` of the cell that may go on downwards
        for number, row in enumerate(rows):
            properties = row.find(f"{W}trPr")
            if header == number and _is_on(properties, "tblHeader"):
                header += 1
            column = _span(properties, "gridBefore", 0)
            still_open: dict[int, int] = {}
            for cell in _children(row, f"{W}tc"):
                about = cell.find(f"{W}tcPr")
                span = _span(about, "gridSpan", 1)
                merge = None if about is None else about.find(f"{W}vMerge")
                above = open_above.get(column)
                if merge is not None and merge.get(f"{W}val", "continue") == "continue" and above is not None:
                    places[above] = places[above]._replace(rows=number - places[above].row + 1)
                    still_open[column] = above
                else:
                    if merge is not None:
                        still_open[column] = len(places)
                    places.append(Place(number, column, self._cell_text(cell, outer), 1, span))
                column += span
            open_above = still_open
        return places, header

    def _cell_text(self, cell: etree._Element, outer: _Run) -> str:
        """The text of a cell: its paragraphs, and those of tables within it, parted by a blank."""
        texts = []
        for paragraph in _paragraphs(cell):
            run = _Run()
            _collect(paragraph, run)
            if run.text.strip():
                texts.append(self._styles.number(paragraph.find(f"{W}pPr")) + run.text)
            outer.notes.extend(run.notes)
            outer.boxes.extend(run.boxes)
        return " ".join(texts)


def _blocks(holder: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs and tables directly in `holder`, through what only wraps them; no table of contents."""
    for child in holder:
        if child.tag in (f"{W}p", f"{W}tbl"):
            yield child
        elif child.tag == f"{W}sdt":
            gallery = child.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
            if gallery is None or gallery.get(f"{W}val") != "Table of Contents":
                yield from _blocks(child)
        elif child.tag in _BLOCK_HOLDERS or child.tag == f"{W}body":
            yield from _blocks(child)


def _paragraphs(cell: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs of a cell and of the tables within it."""
    for block in _blocks(cell):
        if block.tag == f"{W}p":
            yield block
        else:
            for row in _children(block, f"{W}tr"):
                for inner in _children(row, f"{W}tc"):
                    yield from _paragraphs(inner)


def _is_column(cell: etree._Element) -> bool:
    """Whether a cell holds running text: more paragraphs than any cell of data."""
    return sum(1 for child in cell if child.tag == f"{W}p" and len(child) > 0) > MAX_CELL_PARAGRAPHS


def _children(holder: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Elements `tag` directly in `holder`, through what only wraps them."""
    for child in holder:
        if child.tag == tag:
            yield child
        elif child.tag in _BLOCK_HOLDERS or child.tag == f"{W}sdt":
            yield from _children(child, tag)


def _collect(element: etree._Element, run: _Run) -> None:
    """Gather the visible text under `element` into `run`."""
    for child in element:
        tag = child.tag
        if tag in (f"{W}t", f"{_MATH}t"):
            run.pieces.append(child.text or "")
        elif tag in _AS_TEXT:
            run.pieces.append(_AS_TEXT[tag])
        elif tag in _NOTE_MARKS:
            run.notes.append((_NOTE_MARKS[tag], child.get(f"{W}id", "")))
        elif tag == f"{W}txbxContent":
            run.boxes.append(child)
        elif tag in _SKIPPED or (tag == f"{W}r" and _is_on(child.find(f"{W}rPr"), "vanish")):
            continue
        elif len(child):
            _collect(child, run)


def _is_on(properties: etree._Element | None, tag: str) -> bool:
    """Whether a switch such as `w:vanish` is set."""
    switch = None if properties is None else properties.find(f"{W}{tag}")
    return switch is not None and switch.get(f"{W}val", "1") not in _OFF


def _span(properties: etree._Element | None, tag: str, default: int) -> int:
    """A count of columns such as `w:gridSpan`, kept within reason."""
    element = None if properties is None else properties.find(f"{W}{tag}")
    text = "" if element is None else element.get(f"{W}val", "")
    return min(max(int(text), default), MAX_SPAN) if text.isascii() and text.isdigit() and len(text) < 7 else default
