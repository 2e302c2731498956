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


# Heads too general to stand alone: they belong to the subject before them.
_GENERIC = re.compile(
    r"^(?:其?中?)?(?:(?:估算|规划|计划|预计|累计|完成|项目)?总?投资额?|涉及投资|总?里程|总?面积|总?长度|全长|总?数量?|占比|比重|比例|占.*|总量|人数|总人数|规模|增速|增幅|产值|"
    r"年?产量|总额|金额|总规模|建筑面积|占地面积|密度|覆盖率|同比.*|较.*|比.*|年均.*|增长|下降|提高|提升|增加|减少|降低|上升|平均|人均|总计|合计|共计|最高|最低|达标率|完成率|合格率|销号率|普及率|知晓率|参与率)$"
)
_FROM = re.compile(r"(?:由|从|自)(?:(?:20\d\d年|“?十[一二三四]五”?期?末?|目前|现在|原来)的?)?$")
_PART = re.compile(r"^其中")
_LINK = re.compile(r"^[、和及与以并/\s]+")
_ONLY_LINK = re.compile(r"^(?:[、和及与或/\s]|以及|左右|以上|以内|以下)*$")
_BOUND_TAIL = re.compile(r"^\s?(?:及?以上|以内|以下|之内|左右|上下|内(?!部|外|容))")
_END = re.compile(
    r"^\s*(?:$|[,，。;；、:：)）(（|]|和(?=[^,，。;；]{0,20}\d)|及(?=[^,，。;；]{0,20}\d)|或|的?(?:目标|水平|标准|以上水平)?(?=$|[,，。;；]))"
)


def read_sentence(text: str, start: int, end: int, found: Sequence[Measure]) -> Iterator[Reading]:
    """Readings of the measures that lie in `text[start:end]`; brackets with numbers are read as parts of their noun."""
    inner = [(a, b) for a, b in brackets(text, start, end) if any(a <= m.start < b for m in found)]
    outer = [m for m in found if not any(a <= m.start < b for a, b in inner)]
    memory = _Memory()
    last: list[Reading] = []
    for a, b in segments(text, start, end):
        here = [m for m in outer if a <= m.start < b]
        readings = list(_segment(text, a, b, here, memory)) if here else []
        if not here:
            _remember(text[a:b], memory)
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
            name = r.name if r.name else ""
            yield Reading(
                r.measure,
                whole + name,
                r.before,
                r.after,
                r.came_from,
                whole or None,
                parent.works if parent else r.works,
            )


def _remember(segment: str, memory: _Memory) -> None:
    name = names.subject(segment)
    if name:
        memory.subject = name
        memory.listed = []


def _segment(text: str, start: int, end: int, found: Sequence[Measure], memory: _Memory) -> Iterator[Reading]:
    shared = _shared(text, start, end, found, memory)
    if shared:
        yield from shared
        return
    part_of = memory.subject if _PART.match(text[start:end].lstrip()) else None
    cursor, came_from_name = start, ""
    listed: list[str] = []
    for k, measure in enumerate(found):
        before = text[cursor : measure.start]
        limit = found[k + 1].start if k + 1 < len(found) else end
        after = text[measure.end : limit]
        if k + 1 < len(found) and "、" in after:
            after = after[: after.rindex("、")]
        elif k + 1 < len(found):
            after = re.split(r"(?:以?及其?|和|与|并)(?=[^、,，]{0,12}$)", after, maxsplit=1)[0]
        name, used = _name(before, after, memory, came_from_name)
        cursor = measure.end + used
        came_from = bool(_FROM.search(before.rstrip()))
        came_from_name = name if came_from else ""
        if name:
            listed.append(name)
            if not names.is_change(before):
                memory.subject = name
        works = bool(names.verb_before(before)) or used > 0
        yield Reading(measure, name, before, after, came_from, part_of, works)
    memory.listed = listed


def _name(before: str, after: str, memory: _Memory, came_from_name: str) -> tuple[str, int]:
    """Name of a number, and how many characters after the number it takes."""
    bound = _BOUND_TAIL.match(after)
    rest = after[bound.end() :] if bound else after
    if came_from_name:
        return came_from_name, 0
    if not _END.match(rest):
        noun = names.object_after(rest)
        own = names.subject(before)
        verb = names.verb_before(before)
        if len(noun) >= 2:
            used = len(after) - len(rest) + len(noun)
            if verb or not own or names.verb_before(before + "") or _ONLY_LINK.match(own):
                return verb + noun, used
            return own + noun, used
    name = names.subject(before)
    if not name:
        return memory.subject, 0
    if _GENERIC.match(name) and memory.subject and not memory.subject.endswith(name):
        return memory.subject + name, 0
    if _PART.match(_LINK.sub("", before)) and memory.subject:
        return memory.subject + name, 0
    return name, 0


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
