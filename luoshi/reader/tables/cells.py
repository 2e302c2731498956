"""What a cell holds, by its form alone: a number, a unit, 约束性, a blank, words.

>>> [content(text) for text in ("12.5%", "≥95", "--", "约束性", "万人", "森林覆盖率(%)", "4.5之内", "待下达", "3")]
['number', 'number', 'blank', 'kind', 'unit', 'text', 'number', 'pending', 'count']
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from luoshi.core.units import UNIT, parse_unit
from luoshi.reader.widths import narrow

Content = Literal["number", "count", "year", "blank", "kind", "unit", "pending", "text", "empty"]

_HAN = r"[一-鿿、,，。;；]"
_GAP = re.compile(rf"(?<={_HAN})\s+(?=[一-鿿、(（\d])|(?<=\d)\s+(?=[一-鿿])")
_SPACE = re.compile(r"\s+")
_NUM = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_UNIT = rf"(?:\s?{UNIT})?"
_VALUE = rf"[\[［〔﹝【〈(（“]?\s*[+]?(?:[<>≤≥＜＞⩽⩾≦≧约近超过不低高少多于达到小大控制在第-]{{0,5}})\s*{_NUM}{_UNIT}"
_NUMBER = re.compile(
    # One value, or several between signs; the pattern of a value stands but once, since it is long.
    rf"(?:(?:\A(?:20\d\d年(?:底|末)?(?:达到?|为)?)?|(?!\A)\s*[-—–~～至、,/;]\s*){_VALUE})+"
    r"(?:[左右以之上下内外余多倍]{1,3})?\s*[\]］〕﹞】〉)）”]?(?:[左右以之上下内余多]{1,3})?(?:\([^()]{1,16}\))?[*①-⑳]?[。;]?"
)
_KIND = re.compile(r"(?:约束|预期|非约束|指导|引导|非预期|参考|导向|规定)[性型]?(?:指标)?")
_BLANK = re.compile(r"[-—–―/／\\_*·.…]{1,6}|无|空")
_PENDING = re.compile(
    r"(?:待|另行)(?:国家|省|上级|市)?[^,。]{0,6}(?:下达|确定|定|核定|分解|明确|批复)|[按依](?:照|据)?.{0,10}(?:下达|核定|分解)(?:[^,。;\d]{0,8})|.{0,12}以.{1,20}(?:下达|为准)"
    r"|完成(?:国家|省|上级).{0,6}下达.*|.{0,8}下达(?:的)?(?:目标|指标|任务).{0,6}"
)
_MAY_WAIT = re.compile(r"下达|待|为准|核定|另行|分解")
_YEAR = re.compile(r"(?:19|20)\d\d\s?年?(?:\([^()\d]{1,12}\))?")


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """The text of a cell without the spaces that a broken line left inside: `环 境 质 量`, `4.5 之内`.

    A space that parts two entries stays: `二氧化硫(%) 氨氮(%)`.
    """
    return _SPACE.sub(" ", _GAP.sub("", text.strip()))


@lru_cache(maxsize=4096)
def content(text: str) -> Content:
    """What kind of thing the text of a cell is."""
    flat = _SPACE.sub("", narrow(text))
    if not flat:
        return "empty"
    if _BLANK.fullmatch(flat):
        return "blank"
    if flat.isdigit() and len(flat) <= 3:
        return "count"
    if _YEAR.fullmatch(flat):
        return "year"
    if _KIND.fullmatch(flat):
        return "kind"
    if any(char.isdigit() for char in flat) and len(flat) <= 60 and _NUMBER.fullmatch(flat):
        return "number"
    if len(flat) <= 40 and _MAY_WAIT.search(flat) and _PENDING.fullmatch(flat):
        return "pending"
    if len(flat) <= 14 and parse_unit(flat.strip("()")):
        return "unit"
    return "text"
