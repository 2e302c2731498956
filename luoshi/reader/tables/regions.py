"""Where tables and boxes stand in a text that lost its layout: runs of lines that end in `|`.

    >>> region = regions({3: "专栏2 项目 |", 4: "(一)南岭水库。 |"})[0]
    >>> region.kind, region.title, region.first, region.last
    ('box', '专栏2 项目', 3, 4)

Layout grammar: each cell of a table is a line that ends in ` |`; a line of bars only stands for the cells of the row
that are empty or covered by a merged one, moved to the end of the row. A table of one column is a box.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from luoshi.reader.tables.align import misfit_of
from luoshi.reader.tables.bare import bare_runs, head_counts, width_of
from luoshi.reader.tables.cells import content
from luoshi.reader.tables.heads import Role, is_head_row, role_of
from luoshi.reader.tables.rowlines import Run, barred, may_group
from luoshi.reader.tables.runon import RunOn, run_ons
from luoshi.reader.tables.spaced import spaced
from luoshi.reader.widths import narrow

_COUNT = r"[\d一二三四五六七八九十]"
_CAPTION = re.compile(rf"\s*(?:专栏\s?{_COUNT}*|附?表\s?{_COUNT}+)(?=[\s::、“”\"]|[^\d\s]|$)")
_RUN_ON = re.compile(r"(?P<title>\S{2,40}?)\s+(?=\S)")
_MARKED = re.compile(rf"\s*(?:专栏|附?表)\s?{_COUNT}*\s?[:、]?\s*")
_ITEM = re.compile(r"(?:Ø|\(?[\d一二三四五六七八九十]{1,2}[).、]|[①-⑳]|——|[•●])")
_HEADING = re.compile(rf"\s*(?:第{_COUNT}+[编篇章节]|{_COUNT}+[、.](?!\d)|\({_COUNT}+\))")
_OF_WHICH = re.compile(r"其中\s?[:：]?")
_HALF_CELL = 24
_FEW = 4
_LONG = 120
"""A cell longer than this is running text, not a cell of a table."""

_WIDEST = 30
"""Columns of the widest table that is looked for."""
_LEEWAY = 4
_SAMPLE = 400
"""Cells looked at when several widths fit."""

Token = tuple[int, str, int]
"""Line, text of the cell (empty for a line of bars), number of places in the row that it takes."""


class Region(NamedTuple):
    """A stretch of lines that is a table (`grid`), a box of text, or bars with nothing in them (`blank`).

    `title` stands in line `first` when `title_end` is not None: the offset where it ends. `width` counts the places
    of a row, 1 for a box.
    """

    kind: Literal["grid", "box", "blank"]
    first: int
    last: int
    title: str | None
    title_end: int | None
    tokens: tuple[Token, ...]
    width: int
    rows: tuple[tuple[int, tuple[str, ...]], ...] = ()
    """The rows, where each stands whole in a line: line and cells."""
    heads: tuple[int, ...] = ()
    """How many cells the rows of heads have, where no bars tell where a row ends."""


def regions(lines: Mapping[int, str]) -> list[Region]:
    """The tables and boxes among `lines` (line number to text), in order."""
    whole = [_whole(run) for run in barred(lines)]
    taken = {number for region in whole for number in range(region.first, region.last + 1)}
    rest = {number: line for number, line in lines.items() if number not in taken} if taken else lines
    parted = [_whole(run) for run in spaced(rest)]
    whole += parted
    single = [_single(found) for found in run_ons(rest)]
    whole += single
    parted += single
    taken.update(number for region in parted for number in range(region.first, region.last + 1))
    rest = {number: line for number, line in rest.items() if number not in taken} if parted else rest
    celled = [_region(part) for run in _runs(rest) for part in _parts(run)]
    taken.update(number for region in celled for number in range(region.first, region.last + 1))
    free = {number: line for number, line in lines.items() if number not in taken} if taken else lines
    bare = [
        Region(
            "grid",
            run[0][0],
            run[-1][0],
            None,
            None,
            tuple((n, text, 1) for n, text in run),
            width_of(heads),
            (),
            heads,
        )
        for run, heads in bare_runs(free)
    ]
    return sorted([*whole, *celled, *bare], key=lambda region: region.first)


def _whole(run: Run) -> Region:
    """A table whose rows stand whole in a line each."""
    return Region("grid", run.first, run.last, None, None, (), max(len(cells) for _, cells in run.rows), run.rows)


def _single(found: RunOn) -> Region:
    """A table that is run on in one line."""
    at = found.line
    tokens = tuple((at, text, 1) for text in found.cells)
    return Region("grid", at, at, found.title, found.title_end, tokens, found.heads, (), (found.heads,))


def _runs(lines: Mapping[int, str]) -> Iterator[list[Token]]:
    run: list[Token] = []
    begun = ""  # the first line of a cell that is broken over two
    for number, line in lines.items():
        text = line.rstrip()
        if text.endswith("|"):
            if run and run[-1][0] != number - 1 - bool(begun):
                yield run
                run = []
            bare = text.strip("| \t")
            run.append((number, begun + bare, 1) if bare else (number, "", text.count("|")))
            begun = ""
        elif not begun and run and run[-1][0] == number - 1 and _begins_cell(run, text, lines.get(number + 1, "")):
            begun = text.strip()
        elif not begun and run and run[-1][0] == number - 1 and (width := _group_among(run, text, number, lines)):
            run += [(number, text.strip(), 1), (number, "", width - 1)]
        elif run:
            yield run
            run, begun = [], ""
    if run:
        yield run


def _group_among(run: list[Token], text: str, number: int, lines: Mapping[int, str]) -> int:
    """The width of the table, if a line without a bar names a group of it: cells of a row follow. Else 0."""
    if not text.strip() or not may_group(text.strip()):
        return 0
    heads = head_counts([cell for _, cell, _ in run[:_WIDEST]])
    if len(heads) != 1:
        return 0
    row = [lines.get(ahead, "").rstrip() for ahead in range(number + 1, number + 1 + heads[0])]
    cells = [line.strip("| \t") for line in row]
    if not all(line.endswith("|") for line in row) or not cells[0] or any("。" in cell for cell in cells):
        return 0
    again = _CAPTION.match(narrow(cells[0])) or role_of(cells[0]) in ("seq", "group", "name")
    told = any(content(cell) in ("number", "count", "pending", "kind") for cell in cells[1:])
    return heads[0] if told and not again else 0


def _begins_cell(run: list[Token], text: str, below: str) -> bool:
    """Whether a line without a bar, in the midst of cells, is the first half of the cell that ends below it."""
    if not 0 < len(text) <= _HALF_CELL or not below.rstrip().endswith("|") or not below.strip("| \t"):
        return False
    marked = _CAPTION.match(narrow(text)) or _HEADING.match(narrow(text)) or text[-1] in "。:：;；"
    return not marked and len(run) >= _FEW and len(below) <= _LONG


def _parts(run: list[Token]) -> Iterator[list[Token]]:
    """A run cut before each caption: boxes that follow each other are several."""
    part: list[Token] = []
    for token in run:
        if part and token[1] and _CAPTION.match(narrow(token[1])):
            yield part
            part = []
        part.append(token)
    yield part


def _region(tokens: list[Token]) -> Region:
    first, last = tokens[0][0], tokens[-1][0]
    cells = [token for token in tokens if token[1]]
    if not cells:
        return Region("blank", first, last, None, None, (), 0)
    pads = any(not text for _, text, _ in tokens)
    if not pads and _is_box(cells):
        return box(first, last, cells)
    title, end, rest = None, None, tokens
    if _CAPTION.match(narrow(tokens[0][1])) or (len(tokens) > 1 and not tokens[1][1] and tokens[1][2] > 1):
        title, end = tokens[0][1], len(tokens[0][1])
        rest = tokens[2:] if len(tokens) > 1 and not tokens[1][1] else tokens[1:]
    if not any(text for _, text, _ in rest):
        return Region("box", first, last, title, end, (), 1)
    heads = head_counts([text for _, text, _ in rest[:_WIDEST]]) if all(text for _, text, _ in rest) else ()
    return Region("grid", first, last, title, end, tuple(rest), width_of(heads) if heads else _width(rest), (), heads)


def _is_box(cells: Sequence[Token]) -> bool:
    """Whether cells without lines of bars are the paragraphs of a box rather than rows: long, or sentences, or few."""
    rest = cells[1:] if _CAPTION.match(narrow(cells[0][1])) else cells
    if len(rest) < _FEW:
        return True
    width = _width(rest)
    if is_head_row([text for _, text, _ in rest[:width]]):
        return False
    sentences = sum("。" in text or bool(_ITEM.match(narrow(text))) for _, text, _ in rest)
    return sentences * 2 >= len(rest) or any(len(text) > _LONG for _, text, _ in rest)


def box(first: int, last: int, cells: Sequence[Token]) -> Region:
    """A box whose paragraphs are `cells`; its title is the caption in the first of them, if there is one."""
    head = narrow(cells[0][1])
    marked = _MARKED.match(head)
    begin = marked.end() if marked and _CAPTION.match(head) else 0
    title = _RUN_ON.match(head, begin)
    if title and (begin or _ITEM.match(head, title.end())) and len(head) > title.end() + 10:
        return Region("box", first, last, cells[0][1][: title.end("title")], title.end(), tuple(cells), 1)
    if begin and len(head) <= _LONG // 2:
        return Region("box", first, last, cells[0][1], len(head), tuple(cells[1:]), 1)
    return Region("box", first, last, None, None, tuple(cells), 1)


def _width(tokens: Sequence[Token]) -> int:
    """Places in a row: the width at which lines of bars end rows, and of several the one whose columns make sense."""
    found = {width: faults(tokens, width) for width in range(2, _WIDEST + 1)}
    least = min(found.values())
    # Where no width fits, a line was lost: then a width that fits a little worse may make more sense.
    fitting = [width for width, count in found.items() if count <= (least + _LEEWAY if least else 0)]
    if len(fitting) == 1:
        return fitting[0]
    return max(fitting, key=lambda width: (_sense(tokens, width), -found[width], -width))


def faults(tokens: Sequence[Token], width: int) -> int:
    """Twice the lines of bars that end no row of `width` places, and once those that are a row by themselves."""
    count = wrong = 0
    for _, text, places in tokens:
        count += places
        if not text:
            wrong += 2 * (count != width) + (count == places)
            count = 0
        elif count == width:
            count = 0
    return wrong


def _sense(tokens: Sequence[Token], width: int) -> tuple[bool, float]:
    """Whether the first row of `width` cells reads as heads, and how well the cells below suit their columns."""
    rows: list[list[str]] = [[]]
    count = 0
    for _, text, places in tokens[:_SAMPLE]:
        count += places
        if text and not _OF_WHICH.fullmatch(text):
            rows[-1].append(text)
        if not text or count >= width:
            rows.append([])
            count = 0
    rows = [row for row in rows if row]
    if not rows:
        return False, 0.0
    uneven = 0 < count < width
    heads = rows[0]
    if is_head_row(heads):
        missing: list[Role] = ["other"] * (width - len(heads))
        roles = [*map(role_of, heads), *missing]
        misfit = sum(misfit_of(row, roles) for row in rows[1:]) / sum(map(len, rows))
        return True, -misfit - uneven
    share = 0.0
    full = [row for row in rows if len(row) == width]
    for column in zip(*full, strict=True):
        kinds = Counter("number" if (kind := content(text)) in ("count", "year", "blank") else kind for text in column)
        share += kinds.most_common(1)[0][1] / len(column)
    return False, share / width * len(full) / len(rows) - uneven
