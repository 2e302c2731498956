"""One document -> the stretches of lines that are plans, each with its title.

>>> lines = ("通知", "附件1:", "青岚市“十四五”水利", "发展规划", "一、总则", "附件2:", "青岚市教育规划", "一、总则")
>>> [(s.number, s.title, s.first, s.body, s.last) for s in stretches(lines)]
[(1, '青岚市“十四五”水利发展规划', 2, 5, 5), (2, '青岚市教育规划', 6, 8, 8)]
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from luoshi.reader.outline.marks import heading_mark, numeral
from luoshi.reader.outline.years import day
from luoshi.reader.widths import narrow

_ANNEX = re.compile(r"附\s?件\s?(?P<n>\d{1,3}|[一二三四五六七八九十]{1,3})?\s?:?\s*(?P<title>.*)")
_END = re.compile(
    r"(?:规划|纲要|方案|计划|行动|意见稿|规划纲要|蓝图)(?:建议)?"
    r"(?:\s?\([^()]{2,20}\))?$"
)
_PLAN_WORD = re.compile(r"规划|纲要|方案|计划|行动")
_YEARS_LINE = re.compile(r"\(\s?20\d\d\s?年?\s?[-—–~至]{1,2}\s?20\d\d\s?年?\s?\)")
_ASIDE = re.compile(
    r"\((?:征求意见稿|送审稿|草案|报批稿|讨论稿|公开征求意见稿|[^()]{0,12}发布|[^()]{0,16}印发)\)|\d{4}年\d{1,2}月"
)
_NO_TITLE = re.compile(r"[。;!?|]|,.{12}|^关于|的通知$|的批复$|^《|^目\s*录|^——|文件$|办公室$|人民政府$|委员会$|局$")
_LOCAL = re.compile(r"“?十[一二三四五六七八九]五”?|第十.个五年|20\d\d|.[市省县区州盟旗]")
_LETTER = re.compile(r"《(?P<title>[^《》]{4,60}(?:规划|纲要|方案|计划)[^《》]{0,16})》\s?的(?:通知|批复)")
_LIST_ITEM = re.compile(r"\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s?[.、]")
_TITLE_MAX = 48
_PARTS_MAX = 4


class Stretch(NamedTuple):
    """A plan's lines: `first` to `last`, the body from `body` on (what stands before it is annex mark and title)."""

    number: int
    title: str
    first: int
    body: int
    last: int


def stretches(lines: Sequence[str]) -> list[Stretch]:
    """The plans among `lines`; empty when none is found."""
    starts = _annexes(lines) or _titles(lines)
    found = []
    for k, (number, title, first, body) in enumerate(starts):
        last = starts[k + 1][2] - 1 if k + 1 < len(starts) else len(lines)
        found.append(Stretch(number or k + 1, title, first, body, last))
    return found or _whole(lines)


Start = tuple[int | None, str, int, int]
"""Number, title, first line, first line of the body."""


def _annexes(lines: Sequence[str]) -> list[Start]:
    starts: list[Start] = []
    for number, line in enumerate(lines, 1):
        text = line.strip()
        if not text.startswith("附"):
            continue
        match = _ANNEX.fullmatch(narrow(text))
        if match is None or (len(text) > _TITLE_MAX + 8):
            continue
        above = text[match.start("title") :].strip()
        if above and (_LIST_ITEM.match(above) or not is_title(above)):
            continue
        title, body = (above, number + 1) if above else _title_from(lines, number + 1)
        if not title or (above and _listed(lines, number)):
            continue
        starts.append((numeral(match["n"]) if match["n"] else None, title, number, body))
    return starts


def _listed(lines: Sequence[str], number: int) -> bool:
    """Whether the annex line is one of a list: another annex line follows, or a date."""
    near = [text for line in lines[number : number + 4] if (text := line.strip())][:3]
    return bool(near) and (near[0].startswith("附件") or any(day(text) for text in near))


def _title_from(lines: Sequence[str], number: int) -> tuple[str | None, int]:
    """The title that begins at line `number`, over up to four lines, and the line after it."""
    parts: list[str] = []
    while number <= len(lines) and len(parts) < _PARTS_MAX:
        text = lines[number - 1].strip()
        number += 1
        if not text:
            continue
        if len(text) > _TITLE_MAX or _NO_TITLE.search(narrow(text)) or _mark_of_body(text):
            return None, number
        parts.append(text)
        if _END.search(narrow(text)):
            return _with_asides(lines, "".join(parts), number)
    return None, number


def _with_asides(lines: Sequence[str], title: str, number: int) -> tuple[str, int]:
    """The title with its years, and the line after lines such as (征求意见稿)."""
    while number <= len(lines):
        text = lines[number - 1].strip()
        if _YEARS_LINE.fullmatch(narrow(text)):
            title += text
        elif text and not _ASIDE.fullmatch(narrow(text)):
            break
        number += 1
    return title, number


def _mark_of_body(text: str) -> bool:
    mark = heading_mark(text)
    return mark is not None and mark.style not in ("(一)",)


def is_title(text: str) -> bool:
    """Whether a line could be the title of a plan.

    >>> [is_title(t) for t in ("青岚市“十四五”教育发展规划", "关于印发规划的通知", "本规划是教育发展规划。")]
    [True, False, False]
    """
    if not 4 <= len(text) <= _TITLE_MAX:
        return False
    flat = narrow(text)
    return bool(_END.search(flat)) and not _NO_TITLE.search(flat)


def _titles(lines: Sequence[str]) -> list[Start]:
    """Titles that stand alone in a document without annex marks; a new plan begins where numbering begins anew."""
    starts: list[Start] = []
    seen: set[str] = set()
    numbered = True
    for number, line in enumerate(lines, 1):
        text = line.strip()
        if not text:
            continue
        mark = heading_mark(text)
        if mark is not None:
            numbered = numbered or mark.style in ("章", "一、", "编")
            continue
        if not is_title(text) or not (numbered or not starts):
            continue
        first, title = _joined(lines, number, text)
        if re.sub(r"\W", "", title) in seen or (starts and not (_LOCAL.search(title) and _begins_anew(lines, number))):
            continue
        title, body = _with_asides(lines, title, number + 1)
        seen.add(re.sub(r"\W", "", title))
        starts.append((None, title, first, body))
        numbered = False
    return starts


def _joined(lines: Sequence[str], number: int, text: str) -> tuple[int, str]:
    """The title with up to two lines above that are its beginning, and its first line."""
    first = number
    while first > 1 and number - first < 2 and not _LOCAL.search(text):
        above = lines[first - 2].strip()
        if (
            not above
            or len(above) > 30
            or _NO_TITLE.search(narrow(above))
            or _mark_of_body(above)
            or not _LOCAL.search(above)
        ):
            break
        if day(above) or above.endswith((":", "：", "号", "〕")):
            break
        text, first = above + text, first - 1
    return first, text


def _begins_anew(lines: Sequence[str], number: int) -> bool:
    for line in lines[number : number + 12]:
        mark = heading_mark(line.strip())
        if mark is not None and mark.style in ("编", "章", "一、"):
            return mark.number == 1
    return False


def _whole(lines: Sequence[str]) -> list[Stretch]:
    """A document whose title does not stand alone: the letter names it, or it has at least an outline."""
    for line in lines[:40]:
        if found := _LETTER.search(line):
            return [Stretch(1, found["title"], 1, 1, len(lines))]
    styles = [mark for line in lines if (mark := heading_mark(line.strip())) and mark.style in ("章", "一、", "编")]
    first = next((number for number, line in enumerate(lines, 1) if line.strip()), 1)
    text = lines[first - 1].strip() if lines else ""
    if (
        len(text) <= _TITLE_MAX
        and _PLAN_WORD.search(text)
        and not _NO_TITLE.search(narrow(text))
        and not heading_mark(text)
    ):
        return [Stretch(1, text, 1, first + 1, len(lines))]
    if len(styles) >= 3 or (styles and any(_PLAN_WORD.search(line) for line in lines[:40])):
        named = bool(text) and len(text) <= _TITLE_MAX and not _NO_TITLE.search(narrow(text)) and not heading_mark(text)
        return [Stretch(1, text, 1, first + 1, len(lines)) if named else Stretch(1, "", 1, 1, len(lines))]
    return []
