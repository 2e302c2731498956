"""Running text cut into sentences and segments, with offsets kept.

    >>> text = "新建泵站3座,改造12座。到2025年全部投用"
    >>> [text[a:b] for a, b in sentences(text)]
    ['新建泵站3座,改造12座', '到2025年全部投用']
    >>> [text[a:b] for a, b in segments(text, 0, 12)]
    ['新建泵站3座', '改造12座']

A bracket that holds a sentence of its own is cut out by the caller with `brackets`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from luoshi.reader.model import Clause, Document

Stretch = tuple[int, int]

# A list mark after a blank opens a new sentence, as boxes often leave the full stop out before it.
_STOP = re.compile(r"[。；;！？!?\n|Ø]|——(?!\d{4}年)|(?<=\s)(?=\d{1,2}\s?[.、](?!\d))")
# A colon before a number is a mere equals sign (计划投资:2亿元), a comma before three digits may part thousands.
_COMMA = re.compile(r"[,，](?!\d{3}(?!\d))|[:：](?!\s?\d)|[,，:：](?=\d{4}年)")
_BRACKET = re.compile(r"[(（][^()（）]*(?:[(（][^()（）]*[)）][^()（）]*)*[)）]")


def sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[Stretch]:
    """Stretches of `text` between full stops, semicolons and bullets, blanks and stops left out."""
    yield from _cut(_STOP, text, start, len(text) if end is None else end)


def segments(text: str, start: int, end: int) -> Iterator[Stretch]:
    """Stretches between commas and colons that stand outside brackets."""
    depth_zero = start
    for match in _COMMA.finditer(text, start, end):
        inside = text.count("(", depth_zero, match.start()) + text.count("（", depth_zero, match.start())
        if inside > text.count(")", depth_zero, match.start()) + text.count("）", depth_zero, match.start()):
            continue
        if match.start() > depth_zero:
            yield depth_zero, match.start()
        depth_zero = match.end()
    if depth_zero < end:
        yield depth_zero, end


def brackets(text: str, start: int, end: int) -> Iterator[Stretch]:
    """Stretches within round brackets, brackets left out."""
    for match in _BRACKET.finditer(text, start, end):
        yield match.start() + 1, match.end() - 1


def place(document: Document, clause: Clause, offset: int, length: int) -> tuple[int, Stretch | None]:
    """Line and span of `length` characters at `offset` of the clause's text; the span is None where the line differs."""
    needle = clause.text[offset : offset + length]
    column = clause.start + offset
    for number in range(clause.first, clause.last):
        line = document.line(number)
        if column < len(line):
            return number, _span(line, needle, column)
        column -= len(line)
    return clause.last, _span(document.line(clause.last), needle, column)


def _span(line: str, needle: str, column: int) -> Stretch | None:
    """Where `needle` stands: at `column`, or else where it first does."""
    found = column if line.startswith(needle, column) else line.find(needle)
    return (found, found + len(needle)) if found >= 0 else None


def _cut(mark: re.Pattern[str], text: str, start: int, end: int) -> Iterator[Stretch]:
    begin = start
    for match in mark.finditer(text, start, end):
        if match.start() > begin:
            yield begin, match.start()
        begin = match.end()
    if begin < end:
        yield begin, end
