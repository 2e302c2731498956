"""Clauses -> sentences, each with the way back to its line.

>>> from luoshi.reader.model import Clause, Document
>>> document = Document("a.txt", "txt", ("1.水利。建设水库;完善管网。", "加强巡查。"))
>>> [(s.text, s.place(0, 2)) for s in split(Clause(0, 1, 1, 5, None, "建设水库;完善管网。"), document)]
[('建设水库', (1, (5, 7))), ('完善管网', (1, (10, 12)))]
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple, Protocol

from luoshi.reader.model import Clause, Document, Span

LONGEST = 1500
"""Characters of a sentence; a run of text without a stop is cut here, so that work stays linear in the text."""
# Text up to a full stop or a semicolon; stops within quotes or brackets are rare and part the sentence like others.
_SENTENCE = re.compile(rf"[^。;;!?!?\n]{{1,{LONGEST}}}")
_LEAD = re.compile(
    r"(?:\s|——|—|--|[-•·●○◆■□▪Ø➢✓*]"
    r"|[①-⑳⑴-⒇]|[((](?:[一二三四五六七八九十]{1,3}|\d{1,2})[))]|\d{1,2}[.、.)](?!\d)|第?[一二三四五六七八九十]{1,2}(?:是|、|,)"
    r"|其[一二三四五六]是?,?)+"
)


class Remark(Protocol):
    """Anything with a span in the clause's text."""

    @property
    def span(self) -> Span:
        """Where it stands."""


Piece = tuple[int, int, int]
"""(offset in the clause's text, line, offset in that line)."""


class Sentence(NamedTuple):
    """A sentence, or a part of one that ends with a semicolon, without the mark that opens it.

    `offset` is its place in the clause's text; `opens` says that a full stop, not a semicolon, stands before it.
    """

    text: str
    offset: int
    opens: bool
    pieces: tuple[Piece, ...]

    def place(self, start: int, end: int) -> tuple[int, Span]:
        """The line and span of `text[start:end]`; what runs over the end of the line is cut there."""
        start, end = start + self.offset, end + self.offset
        index = bisect_right(self.pieces, start, key=_offset)
        at = self.pieces[max(0, index - 1)]
        after = self.pieces[index][0] if index < len(self.pieces) else end
        column = at[2] + start - at[0]
        return at[1], (column, column + min(end, after) - start)


def split(clause: Clause, document: Document) -> Iterator[Sentence]:
    """The sentences of `clause`."""
    pieces = _pieces(clause, document)
    for words, offset, opens in _cut(clause.text):
        yield Sentence(words, offset, opens, pieces)


@lru_cache(maxsize=1024)
def _cut(text: str) -> tuple[tuple[str, int, bool], ...]:
    """Words, offset and whether a full stop stands before, for each sentence.

    Tasks, systems and duties go through the clauses of a plan one after the other: those of one plan are kept.
    """
    found = []
    for match in _SENTENCE.finditer(text):
        start, end = match.span()
        lead = _LEAD.match(text, start, end)
        if lead:
            start = lead.end()
        words = text[start:end].rstrip(" |\t\r")
        if words:
            before = text[match.start() - 1] if match.start() else "。"
            found.append((words, start, before not in ";;"))
    return tuple(found)


def without(clause: Clause, remarks: Iterable[Remark]) -> Clause:
    """The clause with its remarks blanked out by full stops, so that every other character keeps its place."""
    text = clause.text
    for remark in remarks:
        start, end = remark.span
        text = text[:start] + "。" * (end - start) + text[end:]
    return clause if text is clause.text else replace(clause, text=text)


def _pieces(clause: Clause, document: Document) -> tuple[Piece, ...]:
    """Where each line of the clause begins in its text."""
    text = clause.text
    pieces: list[Piece] = []
    position = 0
    for number in range(clause.first, clause.last + 1):
        line = document.line(number)
        column = clause.start if number == clause.first else len(line) - len(line.lstrip())
        words = line[column:].rstrip()
        if not pieces and text and not words.startswith(text[:8]):
            # The mark that opens the clause may be left out of its text.
            shift = line.find(text[:8], clause.start)
            column = shift if shift >= 0 else column
            words = line[column:].rstrip()
        found = text.find(words[:8], position) if words else -1
        if found >= 0:
            pieces.append((found, number, column))
            position = found + len(words)
    return tuple(pieces) or ((0, clause.first, clause.start),)


def _offset(piece: Piece) -> int:
    return piece[0]
