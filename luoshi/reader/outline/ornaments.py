"""Lines that say nothing: tables of contents, page numbers, rules. They are neither heading nor clause.

>>> lines = ("规划", "目  录", "第一章 基础……1", "第二章 目标……3", "第一章 基础", "水库3座。", "— 2 —", "第二章 目标")
>>> sorted(ornaments(lines))
[2, 3, 4, 7]
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from luoshi.reader.outline.marks import heading_mark

_CONTENTS = re.compile(r"目\s*[录次]")
_LEADER = re.compile(r"(?:[.…·•．_]{2,}|\s)\s*[(（]?\d{1,3}[)）]?$|[.…·．_]{3,}$")
_PAGE = re.compile(
    r"[-—–]{1,2}\s*\d{1,3}\s*[-—–]{1,2}|第\s*\d{1,3}\s*页(?:[\s,，/]*共\s*\d{1,3}\s*页)?|[-—–_=*]{3,}|\d{1,3}/\d{1,3}"
)
_ENTRY_MAX = 70
_ENTRIES_MAX = 600


def ornaments(lines: Sequence[str]) -> frozenset[int]:
    """Numbers of the lines that are left out of the outline."""
    found: set[int] = set()
    for number, line in enumerate(lines, 1):
        text = line.strip()
        if not text or number in found:
            continue
        if text[0] in "-—–第_=*0123456789" and len(text) <= 20 and _PAGE.fullmatch(text):
            found.add(number)
        elif text[0] == "目" and len(text) <= 8 and _CONTENTS.fullmatch(text):
            found.update(range(number, _end(lines, number)))
    return frozenset(found)


def _end(lines: Sequence[str], first: int) -> int:
    """The line after the table of contents that begins in line `first`: where its first entry comes again."""
    entries: list[tuple[int, str]] = []
    with_pages = False
    for number in range(first + 1, min(len(lines), first + _ENTRIES_MAX) + 1):
        text = lines[number - 1].strip()
        if not text:
            continue
        if len(text) > _ENTRY_MAX or "。" in text or text.endswith("|"):
            break
        paged = _LEADER.search(text) is not None
        if not (paged or heading_mark(text) or len(text) <= 20):
            break
        if with_pages and not paged:
            return number
        with_pages = with_pages or paged
        key = _key(text)
        if entries and key == entries[0][1]:
            return number
        entries.append((number, key))
    # The first entry does not come again: only what shows a page number is surely an entry.
    last = first
    for number, _ in entries:
        if not _LEADER.search(lines[number - 1].strip()):
            break
        last = number
    return last + 1


def _key(text: str) -> str:
    return re.sub(r"\W", "", _LEADER.sub("", text))
