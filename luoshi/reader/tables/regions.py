"""Where tables and boxes stand in a text that lost its layout: runs of lines that end in `|`.

    >>> region = regions({3: "专栏2 项目 |", 4: "(一)南岭水库。 |"})[0]
    >>> region.kind, region.title, region.first, region.last
    ('box', '专栏2 项目', 3, 4)

Layout grammar: each cell of a table is a line that ends in ` |`; a line of bars only stands for the cells of the row
that are empty or covered by a merged one, moved to the end of the row. A table of one column is a box.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

_COUNT = r"[\d一二三四五六七八九十]"
_CAPTION = re.compile(rf"\s*(?:专栏\s?{_COUNT}*|附?表\s?{_COUNT}+)(?=[\s::、“”\"]|[^\d\s]|$)")
_RUN_ON = re.compile(r"(?P<title>\S{2,40}?)\s+(?=\S)")
_MARKED = re.compile(rf"\s*(?:专栏|附?表)\s?{_COUNT}*\s?[::、]?\s*")
_ITEM = re.compile(r"(?:Ø|[(（]?[\d一二三四五六七八九十]{1,2}[)）.、．]|[①-⑳]|——|[•●])")
_LONG = 120
"""A cell longer than this is running text, not a cell of a table."""

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


def regions(lines: Mapping[int, str]) -> list[Region]:
    """The tables and boxes among `lines` (line number to text), in order."""
    return [region for run in _runs(lines) for part in _parts(run) if (region := _region(part))]


def _runs(lines: Mapping[int, str]) -> Iterator[list[Token]]:
    run: list[Token] = []
    for number, line in lines.items():
        text = line.rstrip()
        if text.endswith("|"):
            if run and run[-1][0] != number - 1:
                yield run
                run = []
            bare = text.strip("| \t")
            run.append((number, bare, 1) if bare else (number, "", text.count("|")))
        elif run:
            yield run
            run = []
    if run:
        yield run


def _parts(run: list[Token]) -> Iterator[list[Token]]:
    """A run cut before each caption: boxes that follow each other are several."""
    part: list[Token] = []
    for token in run:
        if part and token[1] and _CAPTION.match(token[1]):
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
    if not pads and (len(cells) <= 3 or any(len(text) > _LONG for _, text, _ in cells)):
        return _box(first, last, cells)
    title, end, rest = None, None, tokens
    if _CAPTION.match(tokens[0][1]) or (len(tokens) > 1 and not tokens[1][1] and tokens[1][2] > 1):
        title, end = tokens[0][1], len(tokens[0][1])
        rest = tokens[2:] if len(tokens) > 1 and not tokens[1][1] else tokens[1:]
    if not any(text for _, text, _ in rest):
        return Region("box", first, last, title, end, (), 1)
    return Region("grid", first, last, title, end, tuple(rest), _width(tokens))


def _box(first: int, last: int, cells: list[Token]) -> Region:
    head = cells[0][1]
    marked = _MARKED.match(head)
    begin = marked.end() if marked and _CAPTION.match(head) else 0
    title = _RUN_ON.match(head, begin)
    if title and (begin or _ITEM.match(head, title.end())) and len(head) > title.end() + 10:
        return Region("box", first, last, head[: title.end("title")], title.end(), tuple(cells), 1)
    if begin and len(head) <= _LONG // 2:
        return Region("box", first, last, head, len(head), tuple(cells[1:]), 1)
    return Region("box", first, last, None, None, tuple(cells), 1)


def _width(tokens: list[Token]) -> int:
    """Places in a row: the width at which every line of bars ends a row."""
    for width in range(1, 31):
        count = 0
        for _, text, places in tokens:
            count += places
            if count > width or (not text and count != width):
                break
            if count == width:
                count = 0
        else:
            return width
    return 0
