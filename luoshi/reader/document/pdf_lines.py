"""Characters on a page -> lines -> paragraphs.

    lines(chars)         ->   [Line("到2025年,供水能力达到3亿吨,", x0=90, x1=505, ...), ...]
    paragraphs(lines, layouts(lines, widths))    ->   ["到2025年,供水能力达到3亿吨,农村自来水普及率达到95%。", ...]

A line that reaches the right margin and does not end a sentence goes on in the next one, unless that is indented.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

from luoshi.reader.document.lines import squeeze

Char = dict[str, Any]
"""A character as pdfplumber gives it: text, x0, x1, top, bottom, size, upright."""

_WIDE = re.compile(r"[\u1100-\u11ff\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef—…“”‘’]")
_RADICAL = re.compile(r"[\u2e80-\u2fdf]")
_UNMAPPED = re.compile(r"\(cid:\d+\)")
_SENTENCE_END = tuple("。；;！!？?：:")
_MARK = re.compile(
    r"(?:第[一二三四五六七八九十百零〇\d]+[编章节条篇]|[一二三四五六七八九十]+[、.．是]|[(（][一二三四五六七八九十\d]+[)）]"
    r"|\d+[、.．](?!\d)|[①-⑳]|——|专栏|表\s*\d|附[表件]|[●■◆★Ø])"
)
_WORD = re.compile(r"[A-Za-z0-9.,%+-]+")
_LETTER = 0.6
"""Width of a letter or digit in sizes of the type, at most."""
_GAP_LATIN, _GAP_WIDE = 0.25, 0.9
"""Gaps, in sizes of the type, from which a blank is read between letters and between hanzi."""
_INDENT, _SHORT, _SAME = 1.2, 2.2, 0.35
"""In sizes of the type: an indent begins here, a line within this of the margin is full, positions count as equal."""
_PITCH = 1.7
"""A gap so many times the usual one parts paragraphs."""
_INDENTED_SHARE = 0.08
_FULL_QUANTILE = 0.97
_FREQUENT_SHARE = 0.05
_TEXT_SHARE = 0.6
"""The right edge of the text lies beyond this share of the page, also where every line is short."""


@dataclass(slots=True)
class Line:
    """A line of text and where it stands; `page` counts from 0."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    page: int = 0


@dataclass(frozen=True, slots=True)
class Layout:
    """Where text stands on a page: its edges, the distance of its lines, whether paragraphs begin with an indent."""

    left: float
    right: float
    pitch: float
    indents: bool


def lines(chars: Iterable[Char], page: int = 0) -> list[Line]:
    """Upright characters as lines from top to bottom."""
    upright = [char for char in chars if char.get("upright")]
    upright.sort(key=lambda char: ((char["top"] + char["bottom"]) / 2, char["x0"]))
    rows: list[list[Char]] = []
    centre = 0.0
    for char in upright:
        middle = (char["top"] + char["bottom"]) / 2
        if rows and middle - centre < 0.5 * max(char["size"], rows[-1][0]["size"]):
            rows[-1].append(char)
        else:
            rows.append([char])
            centre = middle
    return [line for line in (_line(row, page) for row in rows) if line is not None and line.text]


def _line(row: list[Char], page: int) -> Line | None:
    row.sort(key=lambda char: char["x0"])
    pieces: list[str] = []
    last: Char | None = None
    inked = []
    for char in row:
        text = _plain(char["text"])
        if not text.strip():
            pieces.append(" ")
            continue
        inked.append(char)
        if last is not None:
            if text == last["text"] and abs(char["x0"] - last["x0"]) < 0.15 * char["size"]:
                continue  # bold made by printing twice
            wide = _WIDE.match(text) or _WIDE.match(_plain(last["text"]))
            gap = (_GAP_WIDE if wide else _GAP_LATIN) * char["size"]
            if char["x0"] - last["x1"] > gap:
                pieces.append(" ")
        pieces.append(text)
        last = char
    if not inked:
        return None
    return Line(
        text=squeeze("".join(pieces)),
        x0=min(char["x0"] for char in inked),
        x1=max(char["x1"] for char in inked),
        top=min(char["top"] for char in inked),
        bottom=max(char["bottom"] for char in inked),
        size=median(char["size"] for char in inked),
        page=page,
    )


def _plain(text: str) -> str:
    """A character as people type it: no code of an unmapped glyph, no radical in place of a hanzi."""
    if "(cid:" in text:
        text = _UNMAPPED.sub("", text)
    return unicodedata.normalize("NFKC", text) if _RADICAL.search(text) else text


def unmapped_share(chars: Sequence[Char]) -> float:
    """The share of glyphs for which the file does not say which character they are."""
    return sum(1 for char in chars if "(cid:" in char["text"]) / len(chars) if chars else 0.0


def join(texts: Iterable[str]) -> str:
    """Pieces of broken lines as one text: a blank only between two words in Latin letters."""
    whole = ""
    for text in texts:
        latin = (
            whole and text and whole[-1].isascii() and text[0].isascii() and whole[-1].isalpha() and text[0].isalpha()
        )
        whole += f" {text}" if latin else text
    return whole


def layouts(found: Sequence[Line], widths: Sequence[float]) -> dict[int, Layout]:
    """The layout of every page with text; pages of one width are laid out alike. `widths` are those of the pages."""
    alike: dict[int, list[Line]] = {}
    for line in found:
        alike.setdefault(round(widths[line.page]), []).append(line)
    by_width = {width: _layout(lines_, width) for width, lines_ in alike.items()}
    return {line.page: by_width[round(widths[line.page])] for line in found}


def _layout(found: Sequence[Line], width: float) -> Layout:
    """The left edge where most lines begin, the right edge that full lines reach, the usual distance of lines."""
    counts = Counter(round(line.x0) for line in found)
    frequent = [x for x, count in counts.items() if count >= max(2, _FREQUENT_SHARE * len(found))]
    left = min(frequent, default=min(counts))
    ends = sorted(line.x1 for line in found)
    right = max(ends[int(_FULL_QUANTILE * (len(ends) - 1))], _TEXT_SHARE * width)
    indented = sum(1 for line in found if line.x0 - left > _INDENT * line.size)
    return Layout(left, right, _pitch(found), indented > _INDENTED_SHARE * len(found))


def box_layout(found: Sequence[Line], right: float) -> Layout:
    """The layout of a box of text whose frame ends at `right`."""
    size = max((line.size for line in found), default=0.0)
    return Layout(min((line.x0 for line in found), default=0.0), right - size / 2, _pitch(found), False)


def _pitch(found: Sequence[Line]) -> float:
    gaps = [below.top - line.top for line, below in pairwise(found) if line.page == below.page and below.top > line.top]
    return median(gaps) if gaps else 0.0


def paragraphs(found: Sequence[Line], pages: Mapping[int, Layout]) -> Iterator[str]:
    """Lines of running text joined into paragraphs; `pages` gives the layout of each page."""
    parts: list[str] = []
    above: Line | None = None
    for line in found:
        if above is not None and not _goes_on(above, line, pages[above.page], pages[line.page]):
            yield join(parts)
            parts = []
        parts.append(line.text)
        above = line
    if parts:
        yield join(parts)


def _goes_on(above: Line, line: Line, there: Layout, here: Layout) -> bool:
    """Whether `line` continues the paragraph of the line above."""
    size = max(line.size, 1.0)
    word = _WORD.match(line.text)  # a long number or word moves down whole and leaves a gap above
    room = _SHORT + (_LETTER * len(word[0]) if word else 0.0)
    if above.x1 < there.right - room * size or abs(above.size - line.size) > _SAME * size:
        return False
    if here.pitch and above.page == line.page and line.top - above.top > _PITCH * here.pitch:
        return False
    ended = above.text.endswith(_SENTENCE_END)
    if line.x0 - here.left > _INDENT * size:
        return not ended and abs(line.x0 - above.x0) < _SAME * size and not _MARK.match(line.text)
    if ended:
        return here.indents and not _MARK.match(line.text)
    return True
