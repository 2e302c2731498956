"""One sentence -> its numbers, each with the name of what it measures.

    >>> from luoshi.reader.quantities.lexer import measures
    >>> text = "培育龙头企业30家、合作社6家,带动农户1.2万户"
    >>> [(r.name, r.measure.value) for r in read_sentence(text, 0, len(text), measures(text))]
    [('培育龙头企业', 30.0), ('培育合作社', 6.0), ('培育合作社带动农户', 1.2)]

Three shapes of clause: the noun before the number (森林覆盖率达到42%), the noun after it (新建3座泵站), and the list
(A、B分别达到a、b). A predicate without a noun takes the subject of the segment before it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from luoshi.reader.quantities import names
from luoshi.reader.quantities.lexer import Measure, within
from luoshi.reader.quantities.lists import alike_heads, split_names
from luoshi.reader.quantities.sentence import brackets, segments
from luoshi.reader.quantities.subjects import Memory, is_generic, part_name, with_money


class Reading(NamedTuple):
    """A number and its name. `before` and `after` are the words beside it, `came_from` marks a value left behind."""

    measure: Measure
    name: str
    before: str
    after: str
    came_from: bool = False
    part_of: str | None = None
    works: bool = False
    shape: str = "noun before the number"


_LONGEST_NAME = 40
_HAN = r"[\u4e00-\u9fff]"
_FROM = re.compile(r"(?:由|从|自)[^,，、。由从]{0,14}$")
# The level a change sets out from, said before it: 比2020年的85%提高, 在85%的基础上提高.
_OVER = re.compile(r"(?:比|较)(?:(?:19|20)\d\d年(?:底|末)?|目前|现状|现有)的?$")
_ON_TOP = re.compile(r"(?:在)(?:(?:19|20)\d\d年(?:底|末)?|目前|现状|现有)?的?$")
_CHANGES = re.compile(r"(?:再)?(?:提高|提升|增加|增长|下降|降低|减少|压减|缩短)")
_ON_THAT = re.compile(r"的?(?:水平|规模)?的?基础上")
_TO_VALUE = re.compile(rf"[余多]?(?:左右|以上|以下|不足)*[,，]?{_HAN}{{0,6}}(?:到|至|为)")
_SET_OUT = re.compile(f"{_FROM.pattern}|{_OVER.pattern}|{_ON_TOP.pattern}")
_PART = re.compile(r"^\s*(?:其中|包括(?=[^,，]{2,20}\d))")
_JOINED = re.compile(r"(?:以?及其?|和|与|并)(?=[^、,，]{0,12}$)")
_BOUND_TAIL = re.compile(r"^\s?(?:(?:及?以上|以内|以下|之内|左右|上下|内(?!部|外|容))|大关)+")
_SHORT_BRACKET = re.compile(rf"^\s*[(（][^()（）\d]{{1,4}}[)）](?={_HAN})")
_END = re.compile(
    r"^\s*(?:$|[,，。;；、:：)）(（|/]|(?:和|及|与)(?=[^,，。;；]{0,20}\d)|或|的?(?:目标|水平|标准|要求)?(?=$|[,，。;；]))"
)
# `25个面积500平方米的分馆`: the second number describes the things counted by the first.
_ATTRIBUTE = re.compile(
    r"^(?:总|建筑|占地|使用|单体|设计)?(?:面积|长度?|宽度?|高度?|投资|规模|容积|容量|功率|装机)(?:约|达|为|不少于|不小于|超过)?$"
)
_PURPOSE = re.compile(
    r"^(?:主要)?(?:用于)?(?:建设|新建|改造|打造|实施|升级|建立|扩建|改扩建)(?P<what>[^,，。;；]{2,24})$"
)
_EACH = re.compile(r"(?:分别|各自|依次)(?!由|隶属)")
_LINK = re.compile(r"^(?:以上|以下|以内|左右|\s)*(?:、|和|及|与|以及|,|，)\s*$")
_COMPARED = re.compile(r"(?:比|较)(?:20\d\d年|上年|[“\"]?十[一二三四]五)[^,，]{0,6}$")
_EACH_COUNT = re.compile(r"各(?:约|近|有|建|建设|新建|培育|设|配备)?$")
_PER_UNIT = re.compile(r"^(?:按照?)?每(?![年月日天周季学半小])(?:个|一)?[^,，百千万有建设配]{1,8}$")
_ASIDE = re.compile(r"^[(（][^()（）]*[)）]")
_PREDICATE = re.compile(r"等[^,，]{0,10}?((?:安装|配备|完成|实现|建成|建立|纳入|开展|通过|达到|接入)\S{2,})$")
_AFTER = "noun after the number"
# What projects are, not what is done with them: a list of them hands no verb on.
_STATE = re.compile(r"开工|竣工|在建|续建|签约|投产|落地|洽谈|储备")
# `80%的卫生室能够提供6类技术`: the second number belongs to what the first counts.
_REACHES = re.compile(
    r"(?:达|达到|提高到|提升到|增加到|增至|升至|降到|降至|下降到|控制在|保持在|稳定在)(?:约|近|超过)?\s?$"
)
_PROVIDES = re.compile(r"(?:提供|具备|配备|开展|拥有|掌握|参加)$")
# What a head of shares is divided over: `用药占比乡镇卫生院70%、县级医院50%`.
_HEADED = re.compile(r"^(?P<head>.{2,}?(?:占比|比重|比例|[^频效]率))(?![为达较比提])(?P<rest>[\u4e00-\u9fff]{2,8})$")
_SETTLEMENTS = frozenset("村县镇乡")
# What opens a list and holds for all of it: 每千人口拥有医师3人、护士4人; 外网涵盖部门51个、乡镇174个.
_OPENS = re.compile(r"^(?P<opening>每[^拥配有]{1,8}(?:拥有|配备|有)|.{2,14}?(?:涵盖|覆盖|联通|接通))(?=..)")
_SHARE = re.compile(r"占比|比重|比例|率|度|面")
_WORKED = re.compile(r"^(?:[\u4e00-\u9fff]{0,6}(?:改造|建设|治理|加固|升级|配套|修复|整治|提标))+$")
_LISTED = re.compile(r"^\s*(?:、|和|及|与|以及)")


def read_sentence(
    text: str, start: int, end: int, found: Sequence[Measure], topic: str = "", memory: Memory | None = None
) -> Iterator[Reading]:
    """Readings of the measures in `text[start:end]`; a bracket with numbers is read as parts of its noun.

    `topic` is what a box is about; `memory` is handed from sentence to sentence of one clause.
    """
    inner = [(a, b) for a, b in brackets(text, start, end) if within(found, a, b)]
    openings = [a for a, _ in inner]
    inside = {measure.start for a, b in inner for measure in within(found, a, b)}
    memory = memory or Memory()
    memory.restart(topic)
    pieces = list(segments(text, start, end))
    for k, (a, b) in enumerate(pieces):
        here = [measure for measure in within(found, a, b) if measure.start not in inside]
        if not here:
            memory.remember(text[a:b])
        elif (
            not (memory.subject or memory.topic)
            and k + 1 < len(pieces)
            and is_generic(names.subject(text[a : here[0].start]))
        ):
            memory.subject = _purpose(text, *pieces[k + 1], found)
        readings = _with_works(_with_predicate(list(_segment(text, a, b, here, memory)))) if here else []
        yield from readings
        ends = [reading.measure.end for reading in readings]
        for x, y in inner[bisect_left(openings, a) : bisect_left(openings, b)]:
            before = bisect_right(ends, x)
            parent = readings[before - 1] if before else None
            yield from _bracket(text, x, y, within(found, x, y), parent, text[max(a, x - 1 - _LONGEST_NAME) : x - 1])


def _bracket(
    text: str, start: int, end: int, found: Sequence[Measure], parent: Reading | None, before: str
) -> Iterator[Reading]:
    """Parts named in a bracket: 泵站19座(其中大型10座,小型9座)."""
    whole = parent.name if parent else names.subject(before)
    memory = Memory()
    for a, b in segments(text, start, end):
        here = within(found, a, b)
        for reading in _segment(text, a, b, here, memory):
            name = with_money(part_name(whole, reading.name), reading.measure)
            works = parent.works if parent else reading.works
            yield reading._replace(name=name, part_of=whole or None, works=works, shape="part of a bracket")


def _purpose(text: str, start: int, end: int, found: Sequence[Measure]) -> str:
    """What money is spent on, when the next segment says it: `投资1000万元,建设调度平台`."""
    if within(found, start, end):
        return ""
    match = _PURPOSE.match(text[start:end].strip())
    return match["what"] if match else ""


def _segment(text: str, start: int, end: int, found: Sequence[Measure], memory: Memory) -> Iterator[Reading]:
    found = _without_attributes(text, found)
    shared, taken = _shared(text, start, found, memory)
    if shared:
        yield from shared
        start, found = found[taken - 1].end, found[taken:]
    if _PART.match(text[start:end]):
        memory.in_part, memory.whole = True, memory.subject
    elif memory.in_part and found and found[0].unit != memory.unit:
        memory.in_part = False  # other things are counted: the list of parts is over
    part_of = memory.whole if memory.in_part else None
    cursor, left_name = _past_bound(text, start), ""
    listed = [reading.name for reading in shared]
    for k, measure in enumerate(found):
        more = k + 1 < len(found)
        before = _ASIDE.sub("", text[cursor : measure.start])
        after = text[measure.end : found[k + 1].start if more else end]
        came_from = more and _sets_out(before.rstrip(), after)
        if more:
            after = after.split("、", 1)[0] if "、" in after else _JOINED.split(after, maxsplit=1)[0]
        if left_name or (listed and before.strip() in ("/", "／")):
            name, used = left_name or listed[-1], 0
            if left_name and names.is_change(before):
                name += names.subject(before)
        elif came_from:
            name, used = names.subject(_SET_OUT.sub("", before.rstrip())) or memory.subject, 0
        else:
            name, used = _name(before.rsplit("、", 1)[-1] if listed else before, after, memory)
            name = memory.level(name, listed)
            if names.is_verb(name, measure.unit):
                name += names.verbless(memory.subject)
            elif listed and before.startswith("、") and (opens := _OPENS.match(listed[0])) and not _OPENS.match(name):
                name = opens["opening"] + name if name else name
            elif not used and len(name) <= 2 and listed and before.startswith("、") and not names.verb_of(listed[0]):
                name = listed[0] + name
        if listed and _LISTED.match(before) and not names.verb_of(name) and not _STATE.match(name):
            name = names.verb_of(listed[0]) + name if name else ""
        if listed and measure.unit == "%" and _LISTED.match(before) and not _SHARE.search(name):
            headed = _HEADED.match(listed[0])
            name = headed["head"] + name if headed else name
        if _PER_UNIT.match(before) and not used:
            name = ""
        left_name = name if came_from else ""
        cursor = measure.end + used if used else _past_bound(text, measure.end)
        name = with_money(name, measure)
        if name:
            listed.append(name)
            memory.take(name, names.subject(before) if not used else name)
        made = names.verb_before(before) is not None or bool(names.verb_of(name)) or used > 0
        memory.works = made if not memory.in_part else memory.works
        works = made or (memory.in_part and memory.works)
        for one in (alike_heads(name) if measure.unit == "%" and not used else []) or [name]:
            yield Reading(measure, one, before, after, came_from, part_of, works, _shape(one, before, used))
    memory.listed = listed
    memory.unit = found[-1].unit if found else memory.unit


def _sets_out(before: str, after: str) -> bool:
    """Whether a number is the level that the next one leaves behind."""
    if _FROM.search(before) and (_TO_VALUE.match(after) or _CHANGES.match(after)):
        return True
    return bool((_OVER.search(before) and _CHANGES.match(after)) or (_ON_TOP.search(before) and _ON_THAT.match(after)))


def _past_bound(text: str, offset: int) -> int:
    """The offset behind a bound that follows a number: 40%以上、 goes on at the list comma."""
    bound = _BOUND_TAIL.match(text[offset : offset + 8])
    return offset + bound.end() if bound else offset


def _name(before: str, after: str, memory: Memory) -> tuple[str, int]:
    """Name of a number, and how many characters after the number it takes."""
    bound = _BOUND_TAIL.match(after)
    rest = after[bound.end() :] if bound else after
    if not _END.match(rest) or _SHORT_BRACKET.match(rest):
        noun = names.object_after(rest)
        if len(noun) >= 2 or noun in _SETTLEMENTS:
            used = len(after) - len(rest) + rest.index(noun) + len(noun)
            name = names.counted(before, noun)
            return (part_name(memory.whole, name) if memory.in_part and memory.whole else name), used
    name = names.subject(before)
    if not name:
        return memory.subject or (memory.said if _REACHES.search(before) else ""), 0
    return memory.complete(name), 0


def _with_predicate(readings: list[Reading]) -> list[Reading]:
    """Shares that wait for their verb take it from the last of the list: `90%养老院、50%学校等场所安装报警器`."""
    last = readings[-1] if readings else None
    said = _PREDICATE.search(last.name) if last and last.measure.unit == "%" else None
    if said is None or len(readings) < 2:
        return readings
    return [
        reading._replace(name=reading.name + said[1])
        if reading.measure.unit == "%" and reading.shape == _AFTER and said[1] not in reading.name
        else reading
        for reading in readings
    ]


def _with_works(readings: list[Reading]) -> list[Reading]:
    """Works said once behind a list of things of one kind: `2处大型灌区和6处中型灌区续建改造`."""
    for k in range(len(readings) - 1, 0, -1):
        one, last = readings[k - 1], readings[k]
        kind = one.name[-2:]
        if one.shape == last.shape == _AFTER and kind in last.name and one.measure.unit == last.measure.unit:
            works = last.name.rpartition(kind)[2]
            if works and _WORKED.match(works):
                readings[k - 1] = one._replace(name=one.name + works)
    return readings


def _shape(name: str, before: str, used: int) -> str:
    """Where the name was found, said for the reader of the ledger."""
    if used:
        return _AFTER
    own = names.subject(before)
    return "noun before the number" if own and name.endswith(own) else "named by an earlier segment"


def _without_attributes(text: str, found: Sequence[Measure]) -> list[Measure]:
    """Leave out numbers that only describe what the number before them counts."""
    kept: list[Measure] = []
    for measure in found:
        between = text[kept[-1].end : measure.start] if kept else "-"
        if kept and kept[-1].unit == "%" and _PROVIDES.search(between) and ("的" in between or "以上" in between[:2]):
            continue
        if (not between or _ATTRIBUTE.match(between)) and re.match(rf"的?{_HAN}", text[measure.end : measure.end + 2]):
            continue
        kept.append(measure)
    return kept


def _shared(text: str, start: int, found: Sequence[Measure], memory: Memory) -> tuple[list[Reading], int]:
    """`A、B分别达到a、b` and `A和B各8个`: the readings, and how many of `found` they take from the first on."""
    each = _EACH.search(text, start, found[-1].start)
    if each:
        first = next(k for k, m in enumerate(found) if m.start >= each.start())
        values = _run(text, found[first:])
        if first == 0 and len(values) >= 2:
            return _respectively(text, start, each, values, memory), len(values)
    run = _run(text, found)
    head = names.subject(text[start : found[0].start]) if len(run) > 1 else ""
    listed = split_names(head, len(run)) if head else None
    if listed:
        before = text[start : found[0].start]
        return [
            Reading(m, name, before, "", shape="shared over a list") for m, name in zip(run, listed, strict=True)
        ], len(run)
    single = found[0]
    each_count = _EACH_COUNT.search(text[start : single.start])
    if len(found) == 1 and each_count:
        before = text[start : single.start]
        head = names.subject(before[: each_count.start()])
        parts = next((parts for n in (2, 3, 4) if (parts := split_names(head, n))), [])
        readings = [Reading(single, name, before, "", works=True, shape="shared over a list") for name in parts]
        return readings, len(parts[:1])
    return [], 0


def _run(text: str, found: Sequence[Measure]) -> list[Measure]:
    """The numbers from the first on that stand in one list, parted by list commas only."""
    run = [found[0]]
    for measure in found[1:]:
        if not _LINK.match(text[run[-1].end : measure.start]):
            break
        run.append(measure)
    return run


def _respectively(
    text: str, start: int, each: re.Match[str], values: Sequence[Measure], memory: Memory
) -> list[Reading]:
    """One reading for each value, named by the list before 分别, or by the list of the segment before it."""
    tail, before_each = text[each.end() : values[0].start], text[start : each.start()]
    compared = _COMPARED.search(before_each)
    if compared:
        tail, before_each = compared[0] + tail, before_each[: compared.start()]
    head = names.subject(before_each)
    change = names.subject(tail) if names.is_change(tail) else ""
    listed = split_names(head or memory.subject, len(values))
    if listed is None and len(memory.listed) == len(values):
        listed = [head + name for name in memory.listed]
    before = text[start : values[0].start]
    bound = values[0].bound if tail else None
    return [
        Reading(
            m._replace(bound=m.bound or bound),
            name + change,
            before,
            text[m.end : m.end + 8],
            shape="shared over a list",
        )
        for m, name in zip(values, listed or [], strict=False)
    ]
