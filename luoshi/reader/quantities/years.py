"""The years a sentence speaks of: each number belongs to the date that stands before it.

>>> [(cue.year, cue.deadline) for cue in cues("到2025年,比2020年增长5%")]
[(2025, True)]
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from luoshi.reader.quantities.lexer import Measure
from luoshi.reader.scanning import scan

# Five-year plans by their number and the year each ends with.
LAST_YEARS = {"一": 2010, "二": 2015, "三": 2020, "四": 2025, "五": 2030}
_FIVE_YEARS = {f"十{number}": year for number, year in LAST_YEARS.items()}
_PLAN = re.compile(r"十([一二三四五])五")
_CUE = re.compile(
    r"(?P<compared>(?:比|较|相比|与|对比|自|从|由|以)\s?(?:全省|全国)?)?"
    r"(?:(?P<to>到|至|截至|截止到?|力争|争取|确保|于)\s?)?"
    r"(?:(?P<first>(?:19|20)\d{2})\s?年?\s?[-－—–~～至到]{1,2}\s?)?"
    r"(?:(?P<year>(?:19|20)\d{2})\s?年\s?(?:度|\d{1,2}月)?(?P<end>底|末|年底)?|[“\"]?(?P<plan>十[一二三四五])五[”\"]?(?:规划)?(?P<time>时期|期间|期末|末期|末|期)?)"
    r"\s?(?P<before>之?前|以前)?"
)
_STARTS = re.compile(r"[比较相与对自从由以到至截力争确于12“\"十]")
_DATED = re.compile(r"(?:19|20)\d\d|十[一二三四五]五")
_TITLE = re.compile(r"《[^》]*》")


class Cue(NamedTuple):
    """A date in a text: its offset, the year it ends with, whether it is a deadline, whether it is a year compared with."""

    start: int
    end: int
    year: int
    first: int | None
    deadline: bool
    compared: bool
    period: bool


_ON_TOP = re.compile(r"的?\d[\d.]*[^\d,，。;；的]{0,4}的?(?:水平|规模)?的?基础上")
_SET_OUT = re.compile(r"(?:由|从|自|在|比|较)\s?((?:19|20)\d\d)年(?:度|底|末)?的?$")


def year_left(before: str) -> int | None:
    """The year of a level left behind, if the words before it say one.

    >>> year_left("普及率由2020年的"), year_left("普及率由")
    (2020, None)
    """
    match = _SET_OUT.search(before.rstrip())
    return int(match[1]) if match else None


def _is_measure(text: str, match: re.Match[str]) -> bool:
    """Whether a year is only what a value is measured by or on: `是2015年的1.5倍`, `在2020年85%的基础上`."""
    before = text[max(0, match.start() - 3) : match.start()]
    if before.endswith("在") and _ON_TOP.match(text, match.end()):
        return True
    return text[match.end() : match.end() + 1] == "的" and before.endswith(("是", "为", "相当于"))


def all_cues(text: str, start: int = 0, end: int | None = None) -> list[Cue]:
    """Every date in the stretch, in order; dates in titles of documents are none."""
    stop = len(text) if end is None else end
    if not _DATED.search(text, start, stop):
        return []
    titles = [(m.start(), m.end()) for m in _TITLE.finditer(text, start, stop)]
    found = []
    for match in scan(_CUE, _STARTS, text, start, stop):
        if any(a <= match.start() < b for a, b in titles):
            continue
        year = _FIVE_YEARS[match["plan"]] if match["plan"] else int(match["year"])
        found.append(
            Cue(
                start=match.start(),
                end=match.end(),
                year=year,
                first=int(match["first"]) if match["first"] else None,
                deadline=bool(match["to"] or match["end"] or match["before"]),
                compared=(bool(match["compared"]) and not match["first"]) or _is_measure(text, match),
                period=bool(match["plan"]),
            )
        )
    return found


def looks_back(title: str, from_year: int | None) -> bool:
    """Whether a title speaks of an earlier five-year plan and not of the one that begins with `from_year`.

    >>> looks_back("“十三五”时期工作", 2021), looks_back("“十三五”成就和“十四五”展望", 2021)
    (True, False)
    """
    spoken = [LAST_YEARS[number] for number in _PLAN.findall(title)]
    return bool(spoken) and from_year is not None and max(spoken) < from_year


def cues(text: str, start: int = 0, end: int | None = None) -> list[Cue]:
    """The dates that say when, without those that a value is compared with."""
    return [cue for cue in all_cues(text, start, end) if not cue.compared]


_AND = re.compile(r"[、,，和及与]")


def in_turn(text: str, dates: list[Cue], values: Sequence[Measure]) -> dict[int, Cue]:
    """The date of each value, by its offset, where as many dates stand in a row before a row of values.

    >>> from luoshi.reader.quantities.lexer import measures
    >>> text = "2023年、2025年覆盖率分别达到80%、95%"
    >>> [(start, cue.year) for start, cue in in_turn(text, cues(text), measures(text)).items()]
    [(18, 2023), (22, 2025)]
    """
    row = [cue for cue in dates if cue.end <= values[0].start][-len(values) :]
    if len(values) < 2 or len(row) != len(values):
        return {}
    if not all(_AND.fullmatch(text[a.end : b.start]) for pair in (pairwise(row), pairwise(values)) for a, b in pair):
        return {}
    return {value.start: cue for value, cue in zip(values, row, strict=True)}


_DONE = re.compile(r"^\s?(?:全部|基本|正式|建成|完成|完工|投入|投用|投产|运行|竣工|交付|达到|实现)")


def due(text: str, after: int, dates: list[Cue]) -> Cue | None:
    """The date that follows a number in its sentence as its deadline: `建设2座泵站,2021年底投入运行`."""
    return next((cue for cue in dates if cue.start >= after and _DONE.match(text[cue.end : cue.end + 6])), None)
