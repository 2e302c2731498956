"""One thing promised twice with two numbers: in table and prose, in two chapters, as a stock and as what is added.

>>> from luoshi.reader.audit.draft import Passage
>>> one = Passage(1, 4, 4, "到2025年,引进3家以上冰雪装备龙头企业。")
>>> two = Passage(1, 9, 9, "大力发展冰雪产业,引进10家以上冰雪装备龙头企业。")
>>> [d.arithmetic for d in same_things([one, two])]
['3 / 10']
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from luoshi.core.target import Op, Role, TargetKind
from luoshi.reader.audit.counts import COUNTY
from luoshi.reader.audit.draft import Desk, Draft, Passage, after, short
from luoshi.reader.audit.exact import as_written, plain, unit_of, written_value
from luoshi.reader.audit.items import parse
from luoshi.reader.audit.names import everywhere, key, loose_key
from luoshi.reader.audit.units import SLIPS
from luoshi.reader.model import Quantity

_KIND = "[家个处条座所名项支户套辆台]"
_THING = re.compile(
    rf"(?P<n>\d(?<![\d.第+-].)\d{{0,5}})(?P<kind>{_KIND})(?P<more>以上|左右)?(?P<noun>[一-鿿]{{6,24}})(?=[,。;、()|\s]|$)"
)
_CLAUSE_EDGES = ",。;:|Ø"
_FLOW = re.compile(r"新增|新建|新培育|引进|建设|创建|打造|培育|扶持|完成|建成|改造|实施|组建|设立|申报|争创|培植|认定")
_STOCK = re.compile(r"达到|达|总数|共有|保持|发展到|增加到|增至|超过|突破|拥有|累计")
_EACH = re.compile(r"每年|每个|各|年均|每|平均|分别")
_REVIEW = re.compile(r"已|“?十[二三]五”?(?:期间|时期|以来)|现有|截至|成功|先后|目前|\b20(?:1\d|20)年")
_PLACE = re.compile(r"(?P<name>[一-鿿]{1,4}?)[市县区镇乡](?![(、域级场内外村])")
# The letter before 市, 县, 区 in words that name no one place: 全市, 各县, 园区, 城镇.
_NO_PLACE = frozenset("全我本各省城地此该每个级外发园社景小山库校厂牧灾农林片辖街郊新集聚能范度护")
_YEAR = re.compile(r"(20\d\d)年")
_PER_COUNTY_YEAR = re.compile(rf"每年[^,。;\d]{{0,4}}每个?(?P<form>{COUNTY})(?P<rest>[^。;]{{4,60}})")
_EACH_THING = re.compile(rf"(?P<noun>[一-鿿]{{4,20}})(?P<n>\d{{1,3}})(?P<kind>{_KIND})(?=[,。;、]|$)")
_BUILT = re.compile(
    r"(?:建设|新建|新增|改造|规划)(?P<noun>[一-鿿()]{3,24}?)(?:项目)?(?P<n>\d{1,4})(?P<kind>[个座处家条])"
)
_MIN_NAME = 4
_PART_NAME = 7
_NEAR_VALUE = Decimal("0.3")
_ROLES = {Role.TARGET: "目标值", Role.BASE: "基期值"}
_SURE = 0.5
_LEVELS = frozenset([TargetKind.LEVEL, TargetKind.HOLD, TargetKind.CEILING, None])


class _Promise(NamedTuple):
    """A number of things promised in a passage."""

    number: int
    kind: str
    more: bool
    noun: str
    line: int
    plan: int
    year: str | None
    flow: bool
    told: str


def find(desk: Desk) -> Iterator[Draft]:
    """Every pair of numbers of a plan that cannot both hold."""
    yield from same_things(desk.passages)
    yield from _per_county(desk)
    yield from _stock_and_flow(desk)
    yield from _same_indicator(desk)


def same_things(passages: Iterable[Passage]) -> Iterator[Draft]:
    """Counts of one thing, named in the same words, promised with two numbers."""
    promises: dict[tuple[str, str], list[_Promise]] = defaultdict(list)
    for passage in passages:
        for promise in _promises(passage):
            promises[promise.noun, promise.kind].append(promise)
    for (noun, kind), found in promises.items():
        first = found[0]
        for other in found[1:]:
            if other.number == first.number or other.line == first.line or other.flow != first.flow:
                continue
            if first.year and other.year and first.year != other.year:
                continue
            yield Draft(
                plan=first.plan,
                kind="conflict",
                lines=(first.line, other.line),
                severity="warning",
                zh=f"“{short(noun, 24)}”前后不一:一处{first.number}{kind},另一处{other.number}{kind}。",
                en=f"{short(noun, 24)}: {first.number} in one place, {other.number} in another.",
                arithmetic=f"{first.number} / {other.number}",
            )
            break


def _promises(passage: Passage) -> Iterator[_Promise]:
    text = passage.text
    for match in _THING.finditer(text):
        begin = after(_CLAUSE_EDGES, text, match.start())
        clause = text[begin : match.end()]
        lead = text[begin : match.start()]
        if _EACH.search(clause) or _REVIEW.search(clause) or _local(clause):
            continue
        flow, stock = _FLOW.search(lead), _STOCK.search(lead)
        if not flow and not stock:
            continue
        sentence = text[after("。|", text, match.start()) : match.start()]
        years = _YEAR.findall(sentence)
        if _REVIEW.search(sentence):
            continue
        yield _Promise(
            number=int(match["n"]),
            kind=match["kind"],
            more=bool(match["more"]),
            noun=match["noun"],
            line=passage.first,
            plan=passage.plan,
            year=years[-1] if years else None,
            flow=bool(flow) and not stock,
            told=clause,
        )


def _local(clause: str) -> bool:
    """Whether a clause speaks of one place only: 青山县建设2个."""
    return any(match["name"][-1] not in _NO_PLACE for match in _PLACE.finditer(clause))


def _per_county(desk: Desk) -> Iterator[Draft]:
    """So many for each county each year, against the total of the plan."""
    first, last = desk.plan.from_year, desk.plan.until_year
    if first is None or last is None:
        return
    years = last - first + 1
    for passage in desk.passages:
        for rate in _PER_COUNTY_YEAR.finditer(passage.text):
            counties = desk.counties.get(rate["form"])
            if counties is None:
                continue
            for each in _EACH_THING.finditer(rate["rest"]):
                due = int(each["n"]) * counties * years
                n, kind, form = each["n"], each["kind"], rate["form"]
                for line, total, told in _totals(desk, each["noun"], kind):
                    if total >= due:
                        continue
                    yield Draft(
                        plan=desk.plan.number,
                        kind="conflict",
                        lines=tuple(sorted({line, passage.first})),
                        severity="warning",
                        zh=f"“{short(told, 24)}”:每年每个{form}{n}{kind},{years}年{counties}个{form}应有{due}{kind},"
                        f"另一处总数为{total}{kind}。",
                        en=f"{n} a county a year would be {due} in {years} years; elsewhere the total is {total}.",
                        arithmetic=f"{n} x {counties} x {years} = {due}; stated {total}",
                    )


def _totals(desk: Desk, noun: str, kind: str) -> Iterator[tuple[int, int, str]]:
    """Totals that the plan promises of a thing with the last words of `noun`: line, number, words."""
    tail = noun[-7:]
    for passage in desk.passages:
        if tail not in passage.text:
            continue
        for match in re.finditer(rf"(\d{{1,4}})[个家处]([一-鿿]{{0,6}}{tail})(?=[,。;、])", passage.text):
            lead = passage.text[max(0, match.start() - 12) : match.start()]
            if not _EACH.search(lead) and kind and not _REVIEW.search(lead):
                yield passage.first, int(match[1]), match[2]


def _stock_and_flow(desk: Desk) -> Iterator[Draft]:
    """A table says from 2 to 18, the text builds 15: base and additions do not make the target."""
    pairs = _pairs(desk)
    if not pairs:
        return
    built = [
        (passage.first, key(match["noun"]), match["noun"], int(match["n"]))
        for passage in desk.passages
        for match in _BUILT.finditer(passage.text)
        if not _EACH.search(match[0]) and not _REVIEW.search(passage.text[max(0, match.start() - 30) : match.start()])
    ]
    for base, target in pairs:
        name = key(target.name)
        if base.value is None or target.value is None or len(name) < _MIN_NAME:
            continue
        start, goal = written_value(base.value)[0], written_value(target.value)[0]
        rise = goal - start
        for line, _, noun, number in built:
            if name not in noun or rise <= 0 or number == rise or abs(number - rise) > rise / 5:
                continue
            mentions = _mentions(desk, target)
            yield Draft(
                plan=desk.plan.number,
                kind="conflict",
                lines=tuple(sorted({base.line, target.line, line, *mentions})),
                severity="warning",
                zh=f"“{short(target.name, 20)}”由{plain(start)}增至{plain(goal)}需新增{plain(rise)},文中新建{number}。",
                en=f"{short(target.name, 20)} rises by {plain(rise)}, but {number} are to be built.",
                arithmetic=f"{plain(start)} + {number} = {plain(start + number)}; stated {plain(goal)}",
            )


def _pairs(desk: Desk) -> list[tuple[Quantity, Quantity]]:
    """Base and target of the counted indicators of tables."""
    bases = {
        key(q.name): q for q in desk.quantities if q.role is Role.BASE and q.source == "table" and q.value is not None
    }
    counted = (
        q
        for q in desk.quantities
        if q.role is Role.TARGET
        and q.source == "table"
        and q.value
        and q.unit
        and unit_of(q.unit)[0].startswith("count:")
    )
    return [(bases[key(q.name)], q) for q in counted if key(q.name) in bases]


def _alike(first: Quantity, other: Quantity, value: Decimal, second: Decimal) -> bool:
    """Two names that are nearly one are taken for one between table and prose, where the values are near, too."""
    apart = max(abs(value), abs(second)) - min(abs(value), abs(second))
    return first.source != other.source and apart <= abs(value) * _NEAR_VALUE


def _list_lines(desk: Desk) -> frozenset[int]:
    """Lines of passages that are lists: boxes of projects."""
    told = {q.line for q in desk.quantities if q.source == "prose"}
    return frozenset(p.first for p in desk.passages if p.first in told and len(parse(p.text).children) > 1)


def _mentions(desk: Desk, target: Quantity) -> list[int]:
    """Lines of the running text that repeat the target."""
    told = as_written(target.value, target.unit)
    name = key(target.name)
    return [p.first for p in desk.passages if told in p.text and name in p.text]


def _same_indicator(desk: Desk) -> Iterator[Draft]:
    """Two targets, or two base values, of one indicator for one year."""
    lists = _list_lines(desk)
    groups: dict[tuple[str, str, int, Role], list[tuple[Quantity, Decimal, Decimal]]] = defaultdict(list)
    for q in desk.quantities:
        level = q.target_kind in _LEVELS and q.op not in (Op.GROWTH, Op.CUMULATIVE)
        if q.value is None or not q.unit or q.year is None or not level:
            continue
        # A scope that the name itself says (城镇 in 城镇企业职工...) is compared with the name.
        local = not everywhere(q.scope) and (q.scope or "") not in q.name
        short_part = q.part_of is not None and len(key(q.name)) < _PART_NAME
        if local or short_part or q.confidence < _SURE or len(key(q.name)) < _MIN_NAME:
            continue
        if q.source == "prose" and q.line in lists:  # entries of a list share words such as 路线全长
            continue
        dimension, factor = unit_of(q.unit)
        value, half = written_value(q.value)
        groups[loose_key(q.name), dimension, q.year, q.role].append((q, value * factor, half * factor))
    for rows in groups.values():
        first, value, half = rows[0]
        for other, second, room in rows[1:]:
            if other.line == first.line or abs(value - second) <= max(half, room):
                continue
            if key(other.name) != key(first.name) and not _alike(first, other, value, second):
                continue
            if value and second and max(value / second, second / value) in SLIPS:  # a matter of units
                continue
            told = [as_written(q.value, q.unit) for q in (first, other)]
            yield Draft(
                plan=desk.plan.number,
                kind="conflict",
                lines=tuple(sorted({first.line, other.line})),
                severity="warning",
                zh=f"“{short(first.name, 24)}”同一年有两个{_ROLES[first.role]}:{told[0]}与{told[1]}。",
                en=f"{short(first.name, 24)} has two values for one year: {told[0]} and {told[1]}.",
                arithmetic=f"{told[0]} / {told[1]}",
            )
            break
