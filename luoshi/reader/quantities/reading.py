"""One sentence -> its numbers, each with the name of what it measures.

    >>> text = "培育龙头企业30家、合作社6家,带动农户1.2万户"
    >>> from luoshi.reader.quantities.lexer import measures
    >>> [(r.name, r.measure.value) for r in read_sentence(text, 0, len(text), measures(text))]
    [('培育龙头企业', 30.0), ('合作社', 6.0), ('带动农户', 1.2)]

Three shapes of clause: the noun before the number (森林覆盖率达到42%), the noun after it (新建3座泵站), and the list
(A、B分别达到a、b). A predicate without a noun takes the subject of the segment before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from luoshi.reader.quantities import names
from luoshi.reader.quantities.lexer import Measure
from luoshi.reader.quantities.lists import split_names
from luoshi.reader.quantities.sentence import brackets, segments


@dataclass(frozen=True, slots=True)
class Reading:
    """A number and its name. `before` and `after` are the words beside it, `came_from` marks a value left behind."""

    measure: Measure
    name: str
    before: str
    after: str
    came_from: bool = False
    part_of: str | None = None
    works: bool = False


@dataclass(slots=True)
class _Memory:
    """What earlier segments of the sentence named."""

    subject: str = ""
    listed: list[str] = field(default_factory=list)
    whole: str = ""
    in_part: bool = False


# Heads too general to stand alone: they belong to the subject before them.
_GENERIC = re.compile(
    r"^(?:其?中?)?(?:(?:项目)?(?:.{0,3}境内)?(?:.{0,6}(?:集团|公司|县|市|区|局)(?=计划|规划|总?投资))?(?:估算|规划|计划|预计|累计|完成)?总?投资额?|涉及投资|总?里程|总?面积|总?长度|全长|总?数量?|占比|比重|比例|占.*|总量|人数|总人数|规模|增速|增幅|产值|"
    r"年?产量|总额|金额|总规模|建筑面积|占地面积|密度|覆盖率|同比.*|较.*|比.*|年均.*|增长|下降|提高|提升|增加|减少|降低|上升|平均|人均|总计|合计|共计|最高|最低|达标率|完成率|合格率|销号率|普及率|知晓率|参与率)$"
)
_RELATIVE = re.compile(r"^(?:同比|较|比|年均|增长|下降|提高|提升|增加|减少|降低|上升|占|平均)")
_HEAD = re.compile(r"(?:总?里程|长度|总?面积|总数|总?投资|数量|规模|总?人数)$")
_FROM = re.compile(r"(?:由|从|自)(?:(?:20\d\d年|“?十[一二三四]五”?期?末?|目前|现在|原来)的?)?$")
_NO_SUBJECT = re.compile(
    r"第[\d一二三四五六七八九十]|排名|位列|位居|目标|要求|为[^,，]*$|提升$|增强$|形成$|推进$|完善$|优化$|改善$|提高$|合理$|问题$"
)
_PART = re.compile(r"^其中")
_JOINED = re.compile(r"(?:以?及其?|和|与|并)(?=[^、,，]{0,12}$)")
_SHORT_BRACKET = re.compile(r"^\s*[(（][^()（）\d]{1,4}[)）](?=[\u4e00-\u9fff])")
_BUILDS = re.compile(
    r"(?:用于|主要用于)?(?:建设|新建|改造|打造|实施|升级|建立|扩建|改扩建)(?P<what>[^,，。;；]{2,24})$"
)
_LINK = re.compile(r"^[、和及与以并/\s]+")
_ONLY_BUILDS = re.compile(
    r"(?:用于|主要用于)?(?:建设|新建|改造|打造|实施|升级|建立|扩建|改扩建)(?P<what>[^,，。;；]{2,24})$"
)
_LINK = re.compile(r"^(?:[、和及与或/\s]|以及|左右|以上|以内|以下)*$")
_BOUND_TAIL = re.compile(r"^\s?(?:及?以上|以内|以下|之内|左右|上下|内(?!部|外|容))")
_END = re.compile(
    r"^\s*(?:$|[,，。;；、:：)）(（|]|和(?=[^,，。;；]{0,20}\d)|及(?=[^,，。;；]{0,20}\d)|或|的?(?:目标|水平|标准|以上水平)?(?=$|[,，。;；]))"
)


def read_sentence(text: str, start: int, end: int, found: Sequence[Measure], title: str = "") -> Iterator[Reading]:
    """Readings of the measures that lie in `text[start:end]`; brackets with numbers are read as parts of their noun."""
    inner = [(a, b) for a, b in brackets(text, start, end) if any(a <= m.start < b for m in found)]
    outer = [m for m in found if not any(a <= m.start < b for a, b in inner)]
    memory = _Memory(subject=names.topic(title))
    last: list[Reading] = []
    pieces = list(segments(text, start, end))
    for k, (a, b) in enumerate(pieces):
        here = [m for m in outer if a <= m.start < b]
        if not here:
            _remember(text[a:b], memory)
        elif not memory.subject and k + 1 < len(pieces) and _GENERIC.match(names.subject(text[a : here[0].start])):
            memory.subject = _purpose(text, *pieces[k + 1], found)
        readings = list(_segment(text, a, b, here, memory)) if here else []
        yield from readings
        last = readings or last
        for x, y in inner:
            if a <= x < b:
                parent = next((r for r in reversed(readings) if r.measure.end <= x), None)
                yield from _bracket(text, x, y, [m for m in found if x <= m.start < y], parent, text[a : x - 1])


def _bracket(
    text: str, start: int, end: int, found: Sequence[Measure], parent: Reading | None, before: str
) -> Iterator[Reading]:
    """Parts named in a bracket: 泵站19座(其中大型10座, 小型9座)."""
    memory = _Memory()
    whole = parent.name if parent else names.subject(before)
    for a, b in segments(text, start, end):
        here = [m for m in found if a <= m.start < b]
        for r in _segment(text, a, b, here, memory):
            name = _with_money(r.name, r.measure)
            yield Reading(
                r.measure,
                whole + name,
                r.before,
                r.after,
                r.came_from,
                whole or None,
                parent.works if parent else r.works,
            )


def _purpose(text: str, start: int, end: int, found: Sequence[Measure]) -> str:
    """What money is spent on, when the next segment says it: `投资1000万元,建设调度平台`."""
    if any(start <= m.start < end for m in found):
        return ""
    match = _BUILDS.match(text[start:end].strip())
    return match["what"] if match else ""


def _remember(segment: str, memory: _Memory) -> None:
    name = names.subject(segment)
    name = name.rsplit("、", 1)[-1] if len(name) > 24 else name
    if name and len(name) <= 24 and not _NO_SUBJECT.search(name):
        memory.subject = name
        memory.listed = []


def _segment(text: str, start: int, end: int, found: Sequence[Measure], memory: _Memory) -> Iterator[Reading]:
    shared = _shared(text, start, end, found, memory)
    if shared:
        yield from shared
        return
    if _PART.match(text[start:end].lstrip()):
        memory.in_part, memory.whole = True, memory.subject
    part_of = memory.whole if memory.in_part else None
    cursor, left_name = start, ""
    listed: list[str] = []
    for k, measure in enumerate(found):
        before = text[cursor : measure.start]
        limit = found[k + 1].start if k + 1 < len(found) else end
        after = text[measure.end : limit]
        came_from = k + 1 < len(found) and bool(_FROM.search(before.rstrip()))
        if k + 1 < len(found) and "、" in after:
            after = after[: after.rindex("、")]
        elif k + 1 < len(found):
            after = _JOINED.split(after, maxsplit=1)[0]
        if left_name:
            name, used = left_name, 0
        elif came_from:
            name, used = names.subject(_FROM.sub("", before.rstrip())) or memory.subject, 0
        else:
            name, used = _name(before, after, memory)
        left_name = name if came_from else ""
        cursor = measure.end + used
        if name:
            listed.append(name)
            if not names.is_change(before) and not memory.in_part:
                memory.subject = name
        name = _with_money(name, measure)
        works = names.verb_before(before) is not None or used > 0
        yield Reading(measure, name, before, after, came_from, part_of, works)
    memory.listed = listed


def _name(before: str, after: str, memory: _Memory) -> tuple[str, int]:
    """Name of a number, and how many characters after the number it takes."""
    bound = _BOUND_TAIL.match(after)
    rest = after[bound.end() :] if bound else after
    if not _END.match(rest) or _SHORT_BRACKET.match(rest):
        noun = names.object_after(rest)
        if len(noun) >= 2:
            used = len(after) - len(rest) + rest.index(noun) + len(noun)
            name = names.counted(before, noun)
            if memory.in_part and memory.whole and len(name) <= 6:
                return memory.whole + name, used
            return name, used
    name = names.subject(before)
    if not name:
        return memory.subject, 0
    if _GENERIC.match(name) and memory.subject and not memory.subject.endswith(name):
        return _root(memory.subject, name) + name, 0
    if memory.in_part and memory.whole and len(name) <= 8:
        return memory.whole + name, 0
    return name, 0


_MONEY = re.compile(r"[元]$")
_SAYS_MONEY = re.compile(r"[额值费资债款税贷本价金入润益利酬罚]|补助|经费|效益|支出|预算|GDP|生产总值")


def _with_money(name: str, measure: Measure) -> str:
    """A sum of money is the investment in the thing named, where the name itself speaks of no money."""
    if measure.unit and _MONEY.search(measure.unit) and name and not _SAYS_MONEY.search(name):
        return name + "投资"
    return name


def _root(subject: str, name: str) -> str:
    """The thing a general head speaks of: after 公路里程 comes the 投资 of the 公路, but the 增长 of the 公路里程."""
    return subject if _RELATIVE.match(name) else _HEAD.sub("", subject) or subject


_EACH = re.compile(r"(?:分别|各自|依次)(?!由|隶属)")


def _shared(text: str, start: int, end: int, found: Sequence[Measure], memory: _Memory) -> list[Reading] | None:
    """`A、B分别达到a、b` and `A和B各8个`; None when the segment is no such list."""
    each = _EACH.search(text, start, found[-1].start)
    if each:
        values = [m for m in found if m.start >= each.start()]
        tail = text[each.end() : values[0].start]
        head = names.subject(text[start : each.start()])
        change = names.subject(tail) if names.is_change(tail) else ""
        if len(values) >= 2:
            listed = split_names(head, len(values)) or split_names(
                memory.subject + head if not head else head, len(values)
            )
            if listed is None and len(memory.listed) == len(values):
                listed = [head + name for name in memory.listed]
            if listed:
                return [
                    Reading(m, name + change, text[start : values[0].start], text[m.end : m.end + 8])
                    for m, name in zip(values, listed, strict=True)
                ]
        return None
    single = found[0]
    each_count = re.search(r"各(?:约|近|有|建|建设|新建|培育|设)?$", text[start : single.start])
    if len(found) == 1 and each_count:
        head = names.subject(text[start : start + each_count.start()])
        parts = [part for part in re.split(r"[、]|和(?!谐)|及|与", head) if part]
        if 2 <= len(parts) <= 4:
            listed = split_names(head, len(parts))
            return [Reading(single, name, text[start : single.start], "", works=True) for name in listed or []]
    return None
