"""The years a plan speaks of, and the day it was issued.

>>> period("青岚市“十四五”水利发展规划", ()), period("青岚市水利发展规划(2023-2027年)", ())
((2021, 2025), (2023, 2027))
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from luoshi.reader.outline.marks import numeral
from luoshi.reader.widths import narrow

_FIVE = re.compile(
    r"(?:“|\"|‘)?(十[一二三四五六七八九])五(?:”|\"|’)?(?!次|届|期|亿|万|年(?!规划))|第(十[一二三四五六七八九])个五年"
)
_RANGE = re.compile(r"(20[1-5]\d)\s?年?\s?[-—–~至到]{1,2}\s?(20[1-5]\d)\s?年")
_TERM = re.compile(r"(?:规划|本规划的?|实施)(?:期限?|年限|期间|周期|时限)[^。;]{0,12}?" + _RANGE.pattern)
_BASE = re.compile(
    r"(?:规划)?(?:基期年?|基准年|基础年|规划基年)(?:份)?(?:为|是|:)?\s?(20[1-5]\d)\s?年?"
    r"|以\s?(20[1-5]\d)\s?年(?:末|底)?为(?:规划)?(?:基期年?|基准年|基年|基数|基础年)"
)
_DAY = re.compile(r"\(?(20\d\d)\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日(?:印发|发布)?\)?")
_HAN_DAY = re.compile(
    r"(二[〇○零O0][〇○零一二三四五六七八九]{2})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)


def five_year(number: int) -> tuple[int, int]:
    """First and last year of the n-th five-year plan: the 14th is 2021 to 2025."""
    first = 2021 + 5 * (number - 14)
    return first, first + 4


def period(title: str, texts: Sequence[str]) -> tuple[int | None, int | None]:
    """The years a plan runs: from its title, from what it says of its term, else from the five-year plan it names.

    `texts` are its lines, headings and running text.
    """
    if found := _RANGE.search(title):
        return int(found[1]), int(found[2])
    if named := _named(title):
        return five_year(max(named))
    for text in texts:
        if "期" in text and (term := _TERM.search(text)):
            return int(term[1]), int(term[2])
    counts = Counter(number for text in texts if "五" in text for number in set(_named(text)))
    if not counts:
        return None, None
    most = max(counts.values())
    # The plan before is reviewed at length; the coming one is named about as often and is the later of the two.
    return five_year(max(number for number, count in counts.items() if count * 3 >= most))


def _named(text: str) -> list[int]:
    return [value for a, b in _FIVE.findall(text) if (value := numeral(a or b)) and 10 <= value <= 19]


def base_year(texts: Iterable[str]) -> int | None:
    """The base year, where the text says one."""
    for text in texts:
        if "基" in text and (found := _BASE.search(text)):
            return int(found[1] or found[2])
    return None


def day(line: str) -> date | None:
    """The date that a line consists of.

    >>> day("2022年3月17日"), day("二〇二二年三月十七日") == day("(2022年3月17日印发)")
    (datetime.date(2022, 3, 17), True)
    """
    text = narrow(line.strip())
    if len(text) > 24 or "日" not in text:
        return None
    found = _DAY.fullmatch(text)
    if found:
        year, month, number = (int(part) for part in found.groups())
    else:
        written = _HAN_DAY.fullmatch(text)
        if not written:
            return None
        digits = re.sub("[○O]", "〇", written[1])
        values = [numeral(digits), numeral(written[2]), numeral(written[3])]
        if None in values:
            return None
        year, month, number = (value or 0 for value in values)
    try:
        return date(year, month, number)
    except ValueError:
        return None
