"""Plan -> tasks: what is to be done, by whom, where and until when.

    >>> from luoshi.reader.gazetteer import NOWHERE
    >>> from luoshi.reader.model import Clause, Document, Plan, Section
    >>> text = "2023年底前,加快推进城区供水管网改造。"
    >>> plan = Plan(1, "规划", 1, 1, (Section("plan", 0, None, None, "规划", 1, 1, None),),
    ...     (Clause(0, 1, 1, 0, None, text),), (), 2021, 2025, 2020, None)
    >>> [(task.verb, task.object, task.deadline) for task in read(plan, Document("a.txt", "txt", (text,)), NOWHERE)]
    [('推进', '城区供水管网改造', 2023)]

One task for each sentence, or part of one that a semicolon ends, whose first part that is no frame (`按照...,`,
`到2025年,`) begins with a verb of doing. Sections of review, problems, outlook and principles hold no tasks; what a
box lists are projects.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from luoshi.reader import owners, places, topics, verbs
from luoshi.reader.gazetteer import Gazetteer
from luoshi.reader.model import Clause, Document, Plan, Span, Task
from luoshi.reader.sentences import split, without

LONGEST = 40
"""Characters of an object; a longer one is cut at a boundary."""

_CONFIDENCE = {"work": 0.85, "implementation": 0.8, "goals": 0.6, None: 0.65}
_PART = re.compile(r"[^,,::]+")
# A part that only says when, where, how or for whom: the task comes after it.
_FRAME = re.compile(
    "到|至|截至|在|以|按|根据|依据|依托|围绕|针对|通过|结合|坚持|立足|聚焦|紧|对|为|随着|面对|鉴于|同时|此外|另外|其中|具体|遵循|着眼|"
    "面向|借助|利用|运用|充分|发挥|抓住|抢抓|“?十四五|未来|近期|今后|过渡期|规划期|20[2-4]\\d年|每|全市|我市|各|力争|首先|由|凡|从|经|"
    "如|相关|有关|突出|把握|重点|采取|采用|率先|用|本着|期间|这|实现|不断|适应|贯彻|落实|认真|进一步|逐步|继续|深入|参照|对标|秉承|借鉴"
)
_SUBJECT = re.compile(
    r"[\u4e00-\u9fff()()、]{2,30}?(?:(?<![重主需只纪首概紧简扼])要(?![求素点件闻])|应当?(?![用急对当])|必须|须(?!知))"
)
_TO = re.compile(
    r"(?:将|把)(?P<object>[^,]{2,60}?)(?P<verb>全?部?纳入|列入|作为|打造成?为?|建设成?为?|转化为|改造为|提升为|提升到|提高到|压缩至|压缩到|控制在|落实到|融入|摆在|放在|贯穿)"
)
_ON = re.compile(r"对(?P<object>[^,]{2,50}?)(?:进行|予以|给予|实行|实施|开展)(?![了过])(?P<verb>[\u4e00-\u9fff]{2,8})")
# A part that begins with a verb's word but speaks of a thing or of a result.
_NOUN = re.compile(
    "[的了过地着性型类者式化员]|单位|部门|机构|力度(?!,)|步伐|进度|进程|水平|能力(?!建设|提升|评估)|工作(?:取得|得到|扎实|全面|稳步|不断)|规模(?!化)|条件|成果|成效|面积|"
    "企业(?:达|共|数)|率|量(?!化)|人员(?:达|共)|主体|方式|模式(?!创)|格局|理念(?:更|深)|环境(?:更|明|不)|质量(?:明|显|持|不|更)|活力(?:明|显|持|不)|期间|时期"
)
_RESULT = re.compile(
    "(?:更加|更为|明显|显著|大幅|不断|持续|进一步|逐步|全面|基本|稳步|有效|得到|普遍|日益|切实|初步|总体)[\u4e00-\u9fff]{0,2}"
    "(?:提升|提高|增强|改善|完善|优化|健全|扩大|形成|建立|好转|降低|下降|增长|加强|改观|巩固|深化|凸显|显现|保障|解决|遏制|夯实|稳定|平稳)"
    "(?:[,。]|$)"
)
_END = re.compile(r"[、和与及以]")
_YEAR = re.compile(
    r"(?<![比较自从于])(?:到|至|在|于|截至)?(?P<year>20[2-4]\d)年?(?:(?:上|下)半年|第?[一二三四]季度|\d{1,2}月(?:份|\d{1,2}日)?)?"
    r"(?:年?底|年?末)?(?:之?前|以前|,|,|,?(?:全部|基本|力争)?(?:完成|建成|实现|投入|投产|竣工|开通|启动|达到|全面)|底|末|$)"
)
# A date or period right before the verb, without a comma.
_WHEN = re.compile(
    r"(?:到|至|在|于|自)?(?:20[2-4]\d年(?:\d{1,2}月(?:\d{1,2}日)?|年?[底末])?|“?十四五”?(?:时期|期间|期)?末?|每年|年内)"
    r"(?:之?前|以前|底前|起|期间|内)?(?:,|[要将拟])?"
)
_UNTIL = re.compile(r"(?:到|至)(?P<year>20[2-4]\d)年")
_PERIOD_END = re.compile(r"“?十四五”?(?:时期|期间|期)?末|规划期末")


class _Found(NamedTuple):
    """A task within a sentence: where its verb and its object stand, and what it rests on."""

    verb: Span
    object: Span
    weight: float
    why: str


def read(plan: Plan, document: Document, gazetteer: Gazetteer) -> Iterator[Task]:
    """Yield the tasks of `plan` with an empty id."""
    of_sections = topics.of_sections(plan)
    waiting: list[Task] = []
    for clause in plan.clauses:
        confidence = _CONFIDENCE.get(of_sections[clause.section])
        if confidence:
            if waiting and waiting[0].section != clause.section:
                yield from waiting
                waiting = []
            notes = owners.notes(clause.text, gazetteer)
            waiting += _of_clause(plan, document, gazetteer, clause, notes, confidence)
            if notes and notes[0].span[0] == 0:
                # A paragraph that only names owners speaks of the paragraphs before it.
                waiting = [task if task.owners else replace(task, owners=notes[0].names) for task in waiting]
    yield from waiting


def _of_clause(
    plan: Plan,
    document: Document,
    gazetteer: Gazetteer,
    clause: Clause,
    notes: tuple[owners.Note, ...],
    confidence: float,
) -> Iterator[Task]:
    carried: int | None = None
    for sentence in split(without(clause, notes), document):
        if sentence.opens:
            carried = None
        found = _task(sentence.text)
        deadline = _deadline(sentence.text, found, plan)
        if sentence.opens and deadline and sentence.text[:1] in "到至2":
            carried = deadline
        if found is None:
            continue
        first, last = min(found.verb[0], found.object[0]), max(found.verb[1], found.object[1])
        line, span = sentence.place(first, last)
        said = owners.names(owners.responsible(sentence.text, gazetteer))
        noted = next((note.names for note in notes if note.span[0] >= sentence.offset), ())
        yield Task(
            id="",
            plan=plan.number,
            line=line,
            section=clause.section,
            verb=sentence.text[slice(*found.verb)],
            object=sentence.text[slice(*found.object)],
            span=span,
            deadline=deadline or carried,
            owners=said or noted,
            places=places.names(sentence.text, gazetteer),
            confidence=round(confidence * found.weight, 2),
            why=found.why,
        )


def _task(text: str) -> _Found | None:
    """The task that `text`, one sentence, gives."""
    soft: _Found | None = None
    for match in _PART.finditer(text):
        start, end = match.span()
        part = text[start:end]
        found = _first(part, start)
        if found is None:
            if _FRAME.match(part):
                continue
            return soft
        if text[slice(*found.verb)] not in verbs.SOFT:
            return found
        soft = soft or found._replace(weight=found.weight * 0.7, why=f"{found.why}, a stance")
    return soft


def _first(part: str, offset: int) -> _Found | None:
    """The task that one part of a sentence begins with."""
    lead = len(part) - len(part.lstrip(" “‘\u3000"))
    when = _WHEN.match(part, lead)
    if when:
        lead = when.end()
    moved = _TO.match(part, lead) or _ON.match(part, lead)
    if moved:
        return _Found(
            _shift(moved.span("verb"), offset), _shift(moved.span("object"), offset), 0.95, "object before verb"
        )
    at, why, weight = lead, "verb first", 1.0
    found = verbs.head(part[at:])
    if found is None:
        subject = _SUBJECT.match(part, lead)
        if subject is None:
            return None
        at, why, weight = subject.end(), "subject must", 0.95
        found = verbs.head(part[at:])
        if found is None:
            return None
    verb, rest = found.verb, found.rest
    length = _length(rest)
    if not length or _NOUN.match(rest) or (verb not in verbs.CAUSING and _RESULT.search(rest)):
        return None
    begin = at + found.end
    return _Found(_shift((at + found.start, begin), offset), _shift((begin, begin + length), offset), weight, why)


def _length(rest: str) -> int:
    """How much of `rest` is the object: all, or up to the last boundary within the longest object."""
    rest = rest.rstrip(" 、") if "“" in rest else rest.rstrip(" ”、")
    if len(rest) <= LONGEST:
        return len(rest)
    cuts = [match.start() for match in _END.finditer(rest, 8, LONGEST)]
    return cuts[-1] if cuts else LONGEST


def _deadline(text: str, found: _Found | None, plan: Plan) -> int | None:
    """The year until which the task is due: the last one said before its verb, else the first after it."""
    if "年" not in text and "末" not in text:
        return None
    verb = found.verb[0] if found else len(text)
    years = [match for pattern in (_UNTIL, _YEAR) for match in pattern.finditer(text)]
    before = [match for match in years if match.start() < verb]
    chosen = max(before, key=_begin) if before else min(years, key=_begin, default=None)
    if chosen:
        return int(chosen["year"])
    return plan.until_year if _PERIOD_END.search(text) else None


def _begin(match: re.Match[str]) -> int:
    return match.start()


def _shift(span: Span, offset: int) -> Span:
    return span[0] + offset, span[1] + offset
