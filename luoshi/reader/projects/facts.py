"""What is said of a project beside its name: money, years, place, owner, content.

>>> money("估算总投资2125万元,其中省投资500万元")
Money(value=2125.0, unit='万元')
>>> years("计划2021年开工,2023年底建成", None, None)
(2021, 2023)
"""

from __future__ import annotations

import re
from functools import lru_cache

from luoshi.reader.gazetteer import Gazetteer
from luoshi.reader.model import Money

_AMOUNT = r"(\d+(?:\.\d+)?)\s*(亿元|万元|千元|亿|万|元)"
_WHOLE = re.compile(rf"(?<!完成)总投资(?:额|规模)?[约为达共计是需:\s]*{_AMOUNT}")
_ANY = re.compile(
    rf"(?P<before>完成|省|省以上|中央|财政|国家|企业|已)?(?:投资|资金预算|资金|概算|预算)(?:额|规模)?[约为达共计是需:\s]*{_AMOUNT}"
)
_BRACKET = re.compile(rf"\([^()]*?(?<![\d.])约?{_AMOUNT}\)")
_ALONE = re.compile(r"^约?\s*(\d+(?:\.\d+)?)\s*(亿元|万元|千元|亿|万|元)?")

CONTENT_LIMIT = 60


def money(text: str) -> Money | None:
    """The amount to be invested: the total if one is named, else the first investment that is not a part or spent."""
    if "资" in text or "算" in text:
        if found := _WHOLE.search(text):
            return Money(value=float(found[1]), unit=found[2])
        for part in _ANY.finditer(text):
            if not part["before"]:
                return Money(value=float(part[2]), unit=part[3])
    return None


def money_in_brackets(name: str) -> Money | None:
    """The amount of `name(9.9公里,35817万元)`."""
    found = _BRACKET.search(name)
    return Money(value=float(found[1]), unit=found[2]) if found else None


def money_of_cell(text: str, unit: str | None) -> Money | None:
    """The amount of a table cell; the unit is the cell's own, else the column's or the table's."""
    found = _ALONE.match(text.strip())
    if not found:
        return None
    own = found[2] or unit
    return Money(value=float(found[1]), unit=own) if own else None


_RANGE = re.compile(r"(?<!\d)((?:19|20)\d\d)年?(?:\d{1,2}月)?\s*(?:[-—－~～]+|至|到)\s*((?:19|20)\d\d)(?!\d)")
_PERIOD = "一二三四五六七八九十"
_IN_PERIOD = re.compile(
    r"十([一二三四五六七八九])五[”\"]?(?:期间|时期|规划期)[^。;]{0,60}?(?:规划|计划|拟|投资|建设|改造|实施|谋划|完成)"
)
_DONE = "投入使用|投入运营|投入运行|正式运行|投用|投产|投运|通车|建成|建设完毕|建设完成|完工|竣工|交付|运营"
_FINISHED = "全部完成|完成|验收"
_START_WORDS = "开工|启动|动工|开始|建设|实施|改扩建"
_IN_YEAR = r"(?P<year>(?:19|20)\d\d)年(?:\d{1,2}月)?(?:年?底|末|初|上半年|下半年)?(?:前|之前|以前)?,?"
_END = re.compile(rf"{_IN_YEAR}(?P<gap>[^,。;]{{0,16}}?)(?:(?P<done>{_DONE})|{_FINISHED})")
_START = re.compile(rf"{_IN_YEAR}(?P<gap>[^,。;]{{0,10}}?)(?:{_START_WORDS})")
_BY = re.compile(
    r"(?:^|[,。;])(?:力争)?(?:到|至)((?:19|20)\d\d)年(?:底|末)?,|(?<!\d)((?:19|20)\d\d)年(?:底|末)?(?:前|之前|以前)"
)
_PERIOD_START = re.compile(r"十([一二三四五六七八九])五[”\"]?(?:规划)?期?末[^,。;]{0,4}(?:启动|开工|建设)")
_PERIOD_END = re.compile(r"十([一二三四五六七八九])五[”\"]?(?:规划)?期?末[^,。;]{0,6}(?:建成|完成|投入使用|竣工)")
_SAME_YEAR = re.compile(rf"同年[^,。;]{{0,6}}(?:{_DONE}|{_FINISHED})")
_WITHIN_YEAR = re.compile(r"(?P<year>(?:19|20)\d\d)年[^,。;]{0,6}建设(?:并|,)?(?:投入使用|完成|建成)")


def _period_end(word: str) -> int:
    """Last year of the n-th five-year plan: the fourteenth ends in 2025."""
    return 1955 + 5 * (11 + _PERIOD.index(word))


def years(text: str, from_year: int | None, until_year: int | None) -> tuple[int | None, int | None]:
    """(start, end). `from_year` and `until_year` are what `during the plan` means; None where that is not to count."""
    start = end = None
    if "20" in text or "19" in text:
        if found := _RANGE.search(text):
            return int(found[1]), int(found[2])
        if found := _WITHIN_YEAR.search(text):
            return int(found["year"]), int(found["year"])
        for found in _START.finditer(text):
            if not _END.match(text, found.start()) or "开工" in found[0]:
                start = int(found["year"])
                break
        end = _end(text)
        if end is None and start is not None and _SAME_YEAR.search(text):
            end = start
    if "五" in text:
        if start is None and (found := _PERIOD_START.search(text)):
            start = _period_end(found[1])
        if end is None and (found := _PERIOD_END.search(text)):
            end = _period_end(found[1])
        if start is None and end is None and (found := _IN_PERIOD.search(text)) and _period_end(found[1]) == until_year:
            start, end = from_year, until_year
    if start is not None and end is not None and start > end:
        start = None
    return start, end


def _end(text: str) -> int | None:
    """The last year of being in use, else of being finished, else the year by which the sentence wants it."""
    finished = in_use = None
    for found in _END.finditer(text):
        if "已" in found["gap"] or "主体" in found["gap"]:
            continue
        if found["done"]:
            in_use = int(found["year"])
        else:
            finished = int(found["year"])
    if in_use or finished:
        return in_use or finished
    by = _BY.search(text)
    return int(by[1] or by[2]) if by else None


def years_of_cell(text: str) -> tuple[int | None, int | None]:
    """(start, end) of a table cell such as `2021-2023` or `2025`."""
    found = re.findall(r"(?<!\d)((?:19|20)\d\d)(?!\d)", text)
    if len(found) > 1:
        return int(found[0]), int(found[-1])
    return (None, int(found[0])) if found else (None, None)


_SITED = re.compile(
    r"(?<!起点|终点|止点|总部)(?:位于|选址(?:位?于|在)|坐落(?:于|在))(?P<place>[^,。;、|(的]{2,24})(?!的)"
)
_BY_FORM = re.compile(
    r"(?!全|各|我|本|市|县)(?P<place>[一-鿿]{2,4}?(?<!城)(?<!超)(?<!地)(?<!都)[市县](?!场|级|域|民|政)"
    r"(?:[一-鿿]{1,5}?(?<!社)(?<!小)(?<!园)(?<!地)(?<!景)(?:开发区|高新区|区|镇|乡|街道))?)"
)


@lru_cache(maxsize=8)
def _areas(gazetteer: Gazetteer) -> re.Pattern[str] | None:
    names = {word for area in gazetteer.areas if area.level > 1 for word in (area.name, *area.aliases) if len(word) > 1}
    if not names:
        return None
    any_name = "|".join(re.escape(word) for word in sorted(names, key=lambda word: (-len(word), word)))
    return re.compile(rf"(?:{any_name})(?:(?:[、和]|以及)(?:{any_name}))*")


def place(name: str, body: str, gazetteer: Gazetteer) -> str | None:
    """Where the work is done: what is said to be its site, else the areas in its name, else those at the body's head."""
    if ("位于" in body or "址" in body or "坐落" in body) and (found := _SITED.search(body)):
        return found["place"].strip()
    known = _areas(gazetteer)
    if known and (found := known.search(name)):
        return found[0]
    if found := _BY_FORM.match(name):
        return found["place"]
    return None


_FIRM = r"(?!由)[一-鿿A-Za-z()]{2,24}?(?:有限责任公司|有限公司|公司|集团|厂|联社)"
_FIRM_AHEAD = re.compile(rf"^(?P<owner>{_FIRM})(?!公司)")
_FIRM_ACTS = re.compile(rf"(?:^|[,。;由])\s*(?:由)?(?P<owner>{_FIRM})(?:计划|拟|将|负责|承建|投资|出资|建设|牵头|规划)")
_BODY_ACTS = re.compile(
    r"由(?P<owner>[一-鿿]{2,16}?(?:局|委|办|委员会|政府|中心|公司|集团|部门))(?:负责|牵头|承担|组织|投资|建设|实施)"
)


def owner(name: str, body: str) -> str | None:
    """Who builds it, if said: the firm that opens the name, or the one that the text lets invest or build."""
    if ("公司" in name or "集团" in name) and (found := _FIRM_AHEAD.match(name)) and len(found[0]) < len(name):
        return found["owner"]
    if ("公司" in body or "集团" in body) and (found := _FIRM_ACTS.search(body)):
        return found["owner"]
    if "由" in body and (found := _BODY_ACTS.search(body)):
        return found["owner"]
    return None


_CONTENT = re.compile(
    r"(?:(?:主要)?建设内容(?:主要|及规模)?(?:包括|为|有|是|:)+|建设主要包括|主要(?:建设|包括|内容为|内容包括)|内容包括)(?P<content>[^。;|]{2,60})(?=[。;|]|$)"
)


_MONEY_TAIL = re.compile(r",?[^,]{0,6}投资.*$")


def content(body: str) -> str | None:
    """What the work consists of, where a short phrase says so."""
    if ("建设" in body or "内容" in body or "主要" in body) and (found := _CONTENT.search(body)):
        return _MONEY_TAIL.sub("", found["content"]).strip(" ,:")
    return None
