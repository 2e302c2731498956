"""Headings and clauses of one plan.

A line is a heading, a clause, both (`1.发展基础。全市...` is a run-in heading), or part of a table. Marks nest in the
order in which they first appear under each other (a plan may use 1. above (一)); only 编 章 节 have a fixed depth.

    >>> lines = ("规划", "一、基础", "(一)水源。全市有水库3座。", "——水质良好。")
    >>> parts = build("规划", 1, 4, dict(zip((2, 3, 4), lines[1:])), Document("a.txt", "txt", lines), [])
    >>> [(s.level, s.title) for s in parts[0]], [(c.section, c.start, c.marker) for c in parts[1]]
    ([(0, '规划'), (1, '基础'), (2, '水源')], [(2, 6, None), (2, 0, '——')])
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from luoshi.reader.model import Clause, Document, Section
from luoshi.reader.outline.decimals import chapters
from luoshi.reader.outline.marks import CAPTIONS, RANKED, Mark, bullet, heading_mark
from luoshi.reader.tables.regions import Region
from luoshi.reader.widths import narrow

_HEAD_MAX = 60
_RUN_IN_MAX = 50
_LABEL = re.compile(r"[^,。;:]{2,16}:(?=.{12})")
_SENTENCE = re.compile(r"[。!?;](?=\s*\S)")
_STOP = "。．.;；:： "
_OWNER_ONLY = re.compile(r"(?:\s*\([^()]{2,80}\)[。;]?)+")
_JOINT = re.compile(r"[,，]")
_BROKEN_MIN = 30
_JOINED_MAX = 4000
_BARS = frozenset("|｜│┃¦")
_CLOSED = frozenset("。；;：:！!？?”’》）)】…")
_QUOTES = frozenset("”’》）)】")
_QUANTITY = re.compile(
    r"\d\s?(?:%|％|‰|[十百千]?[万亿]|个|家|项|座|处|公里|平方|亩|吨|元|人|户|条|所|倍|立方|千瓦)|\d(?:以上|左右|以内)"
    r"|20\d\d年\d{0,2}月?(?:底|末)?(?:之?前|建成|完成|投)"
)
_FREE_HEADS = re.compile(r"(?:前\s*言|序\s*言|引\s*言|导\s*言|结\s*语|附\s*则)")


@dataclass(slots=True)
class _Open:
    """A section still open: the style of its mark, its depth by format, its index."""

    style: str
    format_level: int | None
    index: int


class _Builder:
    def __init__(self, title: str, first: int, last: int) -> None:
        self.sections = [Section("plan", 0, None, None, title, first, last, None)]
        self.clauses: list[Clause] = []
        self.stack = [_Open("plan", None, 0)]

    def open(self, mark: Mark, title: str, line: int, format_level: int | None) -> int:
        """Open a section and close those it does not stand under; its index."""
        self._close_for(mark, line, format_level)
        parent = self.stack[-1].index
        self.sections.append(
            Section(mark.kind, len(self.stack), mark.marker or None, mark.number, title, line, line, parent)
        )
        index = len(self.sections) - 1
        self.stack.append(_Open(mark.style, format_level, index))
        return index

    def _close_for(self, mark: Mark, line: int, format_level: int | None) -> None:
        if mark.style in ("附表", "附件"):
            return self._close_to(1, line)
        styles = [entry.style for entry in self.stack]
        if mark.style in styles:
            return self._close_to(styles.index(mark.style), line)
        depth = len(self.stack)
        if mark.style not in CAPTIONS and mark.number is not None and mark.number > 1:
            # A list within a box begins with 1; what goes on counting stands outside it.
            depth = next((k for k, style in enumerate(styles) if style == "专栏"), depth)
        if mark.style in RANKED:
            rank = RANKED[mark.style]
            depth = next((k for k, style in enumerate(styles) if k and RANKED.get(style, 9) > rank), depth)
        if format_level is not None and mark.style not in CAPTIONS:
            same = (k for k, entry in enumerate(self.stack) if k and self._not_above(entry, mark, format_level))
            depth = min(depth, next(same, depth))
        # Captions stand under what is open, but never under another caption.
        captions = (k for k, style in enumerate(styles) if style in CAPTIONS and style != "附件" and style != "附表")
        return self._close_to(min(depth, next(captions, depth)) if mark.style in CAPTIONS else depth, line)

    @staticmethod
    def _not_above(entry: _Open, mark: Mark, format_level: int) -> bool:
        if entry.format_level is None:
            return mark.style.startswith("h")
        return entry.format_level >= format_level

    def _close_to(self, depth: int, line: int) -> None:
        for entry in self.stack[depth:]:
            self._end(entry.index, line - 1)
        del self.stack[depth:]

    def _end(self, index: int, last: int) -> None:
        section = self.sections[index]
        self.sections[index] = replace(section, last=max(section.first, last))

    def take_title(self, text: str, line: int) -> bool:
        """Whether `text` is the title that the line above, a bare `附表:`, has left out."""
        index = len(self.sections) - 1
        section = self.sections[index]
        wanted = section.kind in ("table", "annex", "box") and not section.title and section.first == line - 1
        if (
            not wanted
            or text[0] in _BARS
            or len(text) > _HEAD_MAX
            or heading_mark(text)
            or text[-1] in _CLOSED - _QUOTES
        ):
            return False
        if _SENTENCE.search(narrow(text)):
            return False
        self.sections[index] = replace(section, title=text.strip(_STOP))
        return True

    def close_caption(self, line: int) -> None:
        """Close an open box or table: `line` no longer belongs to it."""
        for depth, entry in enumerate(self.stack):
            if entry.style in ("专栏", "表"):
                return self._close_to(depth, line)
        return None

    def clause(self, line: int, start: int, text: str) -> None:
        """Add a clause, its marker found in the text."""
        mark = heading_mark(text)
        marker = bullet(text) or (mark.marker if mark and mark.kind == "item" else None)
        self.clauses.append(Clause(self.stack[-1].index, line, line, start, marker, text))

    def goes_on(self, line: int, text: str) -> bool:
        """Whether `text` goes on with the clause of the line above, broken in the middle of a sentence; joined if so."""
        above = self.clauses[-1] if self.clauses else None
        if above is None or above.last != line - 1 or above.section != self.stack[-1].index:
            return False
        if not _BROKEN_MIN <= len(above.text) < _JOINED_MAX or above.text[-1] in _CLOSED or bullet(text):
            return False
        self.clauses[-1] = replace(above, last=line, text=above.text + text)
        return True

    def finish(self, last: int) -> tuple[tuple[Section, ...], tuple[Clause, ...]]:
        self._close_to(0, last + 1)
        return tuple(self.sections), tuple(self.clauses)


def build(
    title: str,
    first: int,
    last: int,
    lines: Mapping[int, str],
    document: Document,
    regions: Sequence[Region],
) -> tuple[tuple[Section, ...], tuple[Clause, ...]]:
    """Sections and clauses of the plan that has lines `first` to `last`.

    `lines` are those of its body, `regions` the tables and boxes in them; `document` tells which lines the format itself
    marks as headings or notes.
    """
    builder = _Builder(title, first, last)
    inside = {line: region for region in regions for line in range(region.first, region.last + 1)}
    bare = chapters({number: line for number, line in lines.items() if number not in inside})
    for number, line in lines.items():
        region = inside.get(number)
        if region is None:
            if number in bare:
                builder.open(bare[number], line.strip()[bare[number].end :].strip(_STOP), number, None)
            elif line.strip() and not builder.take_title(line.strip(), number):
                if builder.stack[-1].style == "表":
                    builder.close_caption(number)  # a caption with no table below it
                if number in document.notes:
                    builder.clause(number, len(line) - len(line.lstrip()), line.strip())
                    continue
                below = lines.get(number + 1, "") if number + 1 not in inside else ""
                _line(builder, number, line, document.levels.get(number), below.strip())
        elif number == region.first:
            _region(builder, region, lines)
    return builder.finish(last)


def _region(builder: _Builder, region: Region, lines: Mapping[int, str]) -> None:
    if region.title is not None:
        mark = heading_mark(region.title)
        if mark is None or mark.style not in CAPTIONS:
            mark = Mark(
                "专栏" if region.kind == "box" else "表", "box" if region.kind == "box" else "table", "", None, 0
            )
        builder.open(mark, region.title[mark.end :].strip(_STOP), region.first, None)
    if region.kind == "box":
        for number, _, _ in region.tokens:
            start = region.title_end if number == region.first and region.title_end else 0
            _add(builder, number, start, lines[number])
    # An empty box, a box or a table ends where its bars end.
    builder.close_caption(region.last + 1)


def _add(builder: _Builder, number: int, start: int, line: str) -> None:
    text = line.rstrip("| \t")
    start += len(text[start:]) - len(text[start:].lstrip())
    if text[start:]:
        builder.clause(number, start, text[start:])


def _line(builder: _Builder, number: int, line: str, level: int | None, below: str) -> None:
    indent = len(line) - len(line.lstrip())
    text = line.strip()
    mark = heading_mark(text)
    if mark is None:
        if (level is not None or _FREE_HEADS.fullmatch(text)) and len(text) <= 2 * _HEAD_MAX and not bullet(text):
            style = f"h{level}" if level is not None else "章"
            builder.open(
                Mark(style, "item" if level is not None else "chapter", "", None, 0), text.strip(_STOP), number, level
            )
        elif not builder.goes_on(number, text):
            builder.clause(number, indent, text)
        return
    end = _head_end(narrow(text), mark, leads=level is not None or _leads(mark, text, below))
    if end is None:
        builder.clause(number, indent, text)
        return
    head, rest = text[mark.end : end].strip().strip(_STOP), text[end:].strip()
    builder.open(mark, head, number, level)
    # A heading that tells a number is a clause as well: what it promises must not be lost.
    telling = mark.style not in CAPTIONS and _QUANTITY.search(narrow(head)) is not None
    if rest or (telling and mark.kind == "item"):
        _add(builder, number, indent + (mark.end if telling else end), line)


def _leads(mark: Mark, text: str, below: str) -> bool:
    """Whether the line below is what a heading leads: a list of marked clauses, or a paragraph longer than it is."""
    following = heading_mark(below)
    if following is not None:
        return following.style != mark.style and following.number == 1
    return bullet(below) is not None or len(below) > len(text)


def _head_end(text: str, mark: Mark, *, leads: bool) -> int | None:
    """Where the heading ends in `text`; None when the line only begins with a number."""
    if mark.style in CAPTIONS:
        return len(text) if len(text) <= 2 * _HEAD_MAX else None
    found = _SENTENCE.search(text, mark.end)
    label = _LABEL.match(text, mark.end)
    if label and (not found or label.end() < found.start()) and (found or text[-1] in "。;" or len(text) > _HEAD_MAX):
        return label.end()
    if found and _OWNER_ONLY.fullmatch(text, found.end()):
        return None if mark.kind == "item" else found.end()
    if found and found[0] != ";" and found.end() - mark.end <= _RUN_IN_MAX:
        return found.end()
    if found or len(text) > mark.end + _HEAD_MAX:
        return None
    # A line of one sentence: an item that tells of numbers, dates or three things one after the other is no heading,
    # unless it leads what stands below.
    if (
        not leads
        and mark.kind == "item"
        and (_QUANTITY.search(text, mark.end) or len(_JOINT.findall(text, mark.end)) > 1)
    ):
        return None
    return len(text)
