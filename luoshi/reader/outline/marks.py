"""The marks that open headings and list items, with their value.

>>> heading_mark("(十二)水利工程。"), heading_mark("第三章 目标").number
(Mark(style='(一)', kind='item', marker='(十二)', number=12, end=4), 3)
>>> heading_mark("1.5亿元投资到位") is None, heading_mark("一、二级客运站")
(True, None)
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from luoshi.reader.model import SectionKind
from luoshi.reader.widths import narrow

HAN = "一二三四五六七八九十百零〇"
_N = rf"(?:[{HAN}]{{1,5}}|\d{{1,3}})"

# (style, kind, pattern); the group `n` is the number. The order is that of trial.
_STYLES: tuple[tuple[str, SectionKind, str], ...] = (
    ("编", "part", rf"第\s?(?P<n>{_N})\s?(?:[编篇]|部分)(?=[\s、:]|[^\s,。的]{{2}})"),
    ("章", "chapter", rf"第\s?(?P<n>{_N})\s?章(?!程)"),
    ("节", "section", rf"第\s?(?P<n>{_N})\s?节(?!约|能|点|目|课)"),
    ("专栏", "box", rf"专栏\s?(?:\d{{1,2}}\s?[-—.]\s?)?(?P<n>{_N})?\s?[:、]?"),
    ("附表", "table", rf"附表\s?(?P<n>{_N})?\s?(?:[:、]|(?=\s|$))"),
    ("表", "table", rf"表\s?(?:\d{{1,2}}\s?[-—.]\s?)?(?P<n>{_N})(?=[\s:、]|[^\d%\s-])[:、]?"),
    ("附件", "annex", rf"(?:附件|附录)\s?(?P<n>{_N})?\s?(?:[:、]|(?=\s|$))"),
    ("一、", "item", rf"(?P<n>[{HAN}]{{1,4}})\s?(?:、|\.(?!\d))(?!\s?[{HAN}]{{1,2}}[、级类产期线等次])"),
    ("(一)", "item", rf"[(〔[]\s?(?P<n>[{HAN}]{{1,4}})\s?[)〕\]]、?"),
    ("(1)", "item", r"\(\s?(?P<n>\d{1,2})\s?\)[、.]?"),
    ("1.1.1", "item", r"\d{1,2}\.\d{1,2}\.(?P<n>\d{1,2})[.、]?(?=\s*[^\d\s.%])"),
    (
        "1.1",
        "item",
        r"\d{1,2}\.(?P<n>\d{1,2})(?:[.、]|\s)\s*(?=[^\d\s.%])(?![万亿倍吨]|公[里顷斤]|平方|立方|百分点|个百分)",
    ),
    ("1.", "item", r"(?P<n>\d{1,2})\s?[.、](?:(?!\s?\d)|(?=\s?(?:19|20)\d\d\s?年)|(?=\s?\d+[GDgA-Z]))"),
    ("1)", "item", r"(?P<n>\d{1,2})\)(?!\d)"),
)
_COMPILED = tuple((style, kind, re.compile(pattern)) for style, kind, pattern in _STYLES)
_MARK_MAX = 24
_MAY_OPEN = frozenset("第专附表(（〔[［0123456789０１２３４５６７８９" + HAN)

RANKED = {"编": 0, "章": 1, "节": 2}
"""Styles whose order of depth is fixed; the others nest as they come."""
CAPTIONS = frozenset({"专栏", "表", "附表", "附件"})

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_BULLET = re.compile(
    rf"(?:[—–─]{{1,2}}|[•●◆■□▪▲△◇★☆※➢√✓❖Øø]|·|-(?=\s)|[{_CIRCLED}❶-❿➀-➓]"
    rf"|[一二三四五六七八九十]{{1,2}}[是要](?![否不])|第[一二三四五六七八九十]{{1,2}}[,、])"
)

_DIGIT = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0}


class Mark(NamedTuple):
    """The mark at the head of a line: its style, the kind of section it opens, as written, value, where it ends."""

    style: str
    kind: SectionKind
    marker: str
    number: int | None
    end: int


@lru_cache(maxsize=4096)
def heading_mark(text: str) -> Mark | None:
    """The heading mark that `text` begins with, offsets within `text`; None where there is none."""
    if not text or text[0] not in _MAY_OPEN:
        return None
    head = narrow(text[:_MARK_MAX])
    for style, kind, pattern in _COMPILED:
        match = pattern.match(head)
        if match:
            written = match["n"]
            number = numeral(written) if written else None
            if written and number is None:
                continue
            return Mark(style, kind, text[: match.end()].strip(), number, match.end())
    return None


def bullet(text: str) -> str | None:
    """The list mark that `text` begins with: `——`, `Ø`, `①`, `一是`."""
    match = _BULLET.match(narrow(text[:8]))
    return text[: match.end()] if match else None


def numeral(written: str) -> int | None:
    """The value of an Arabic or Chinese numeral up to 999; None where it is none.

    >>> [numeral(n) for n in ("7", "十二", "二十一", "一百零三", "二〇")]
    [7, 12, 21, 103, 20]
    """
    if written.isdigit():
        return int(written)
    if not any(char in "十百" for char in written):
        return int("".join(str(_DIGIT[char]) for char in written)) if all(c in _DIGIT for c in written) else None
    total, digit = 0, None
    for char in written:
        if char in _DIGIT:
            digit = _DIGIT[char]
        else:
            total += (1 if digit is None else digit) * (100 if char == "百" else 10)
            digit = None
    return total + (digit or 0)
