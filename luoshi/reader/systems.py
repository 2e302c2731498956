"""Plan -> information systems: platforms, systems, data bases, data centres that the plan wants.

    >>> from luoshi.reader.gazetteer import NOWHERE
    >>> from luoshi.reader.model import Clause, Document, Plan, Section
    >>> text = "建设智慧水务管理平台和水资源数据库,依托现有应急指挥系统,完善污水处理系统。"
    >>> plan = Plan(1, "规划", 1, 1, (Section("plan", 0, None, None, "规划", 1, 1, None),),
    ...     (Clause(0, 1, 1, 0, None, text),), (), 2021, 2025, 2020, None)
    >>> for system in read(plan, Document("a.txt", "txt", (text,)), NOWHERE):
    ...     print(system.verb, system.name, system.confidence)
    建设 智慧水务管理平台 0.9
    建设 水资源数据库 0.9
    依托 应急指挥系统 0.45

Which names are systems, and how sure that is, says `system_names.py`; here they are put in their place: the verb that
goes with them, the line, the owner.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from luoshi.reader import owners, topics
from luoshi.reader.gazetteer import Gazetteer
from luoshi.reader.model import Clause, Document, Plan, System
from luoshi.reader.sentences import Sentence, split, without
from luoshi.reader.system_names import Name, find

# What the plan does with a system; the ones that only use what is there come second.
_BUILDING = (
    "建好|新建|改建|扩建|续建|建设|建成|建立|健全|完善|搭建|构建|打造|开发|研发|推广|升级|改造|整合|接入|连接|联通|对接|融入|优化|推进|推动|设立|开通|"
    "创建|组建|部署|上线|启用|培育|引进|实施|加快|加强|强化|提升|拓展|推行|实现|形成|探索|实行|增加|布设|安装|设置|规划|支持|鼓励|谋划|发展"
)
_USING = "依托|利用|运用|通过|借助|使用|应用|发挥|以|用好|纳入|结合|登录|进驻|按照"
_VERB = re.compile(f"(?P<building>{_BUILDING})|(?P<using>{_USING})|(?P<there>现有|已有)")
_AFTER = re.compile(
    r"[”\"]?(?:等)?(?:的|项目|工程)?(?P<verb>建设|升级|改造|完善|接入|整合|应用|推广|开发|搭建|融合|对接|部署|安装|互联互通|全覆盖|建成|投入(?:使用|运行))"
)
_PAST = re.compile(
    "已经?(?:初步|基本|全部)?(?:建|形成|完成|接入|投入|开通|上线|启用|覆盖|实现|搭建|通过)|先后|累计|目前|[建用行级通造发善入]了|"
    "投入(?:使用|运行)(?!。)"
)
VERB_REACH = 120
"""Characters back from a name within which its verb is looked for."""
HEADING_REACH_LINES = 6
"""A heading that names a system again says nothing new where the text names it within so many lines."""
_STANDING = frozenset({"review", "problems", "outlook", "preface"})


def read(plan: Plan, document: Document, gazetteer: Gazetteer) -> Iterator[System]:
    """Yield the systems of `plan` with an empty id."""
    of_sections = topics.of_sections(plan)
    told: set[tuple[str, int]] = set()
    for clause in (*plan.clauses, *_cells(plan), *_headings(plan, document)):
        standing = of_sections[clause.section] in _STANDING
        seen: set[str] = set()
        notes = owners.notes(clause.text, gazetteer)
        for sentence in split(without(clause, notes), document):
            for name in find(sentence.text):
                below = range(clause.first, clause.first + HEADING_REACH_LINES)
                if name.text in seen or any((name.text, line) in told for line in below):
                    continue
                seen.add(name.text)
                noted = next((note.names for note in notes if note.span[0] >= sentence.offset), ())
                said = owners.names(owners.responsible(sentence.text, gazetteer))
                row = _system(plan, clause, sentence, name, standing, said or noted)
                told.add((row.name, row.line))
                yield row


def _system(
    plan: Plan, clause: Clause, sentence: Sentence, name: Name, standing: bool, responsible: tuple[str, ...]
) -> System:
    """The row of one name: its verb tells whether the plan wants it or uses it."""
    verb, using = _verb(sentence.text, name)
    past = _PAST.search(sentence.text, max(0, name.span[0] - 24), name.span[1] + 24) is not None
    weight, why = 1.0, name.why
    if standing or (past and not using):
        weight, why = 0.45, f"{why}, stands already"
    elif using:
        weight, why = 0.5, f"{why}, used by the plan"
    elif verb is None:
        weight, why = 0.8, f"{why}, no verb"
    line, span = sentence.place(*name.span)
    return System(
        id="",
        plan=plan.number,
        line=line,
        section=clause.section,
        name=name.text,
        verb=verb,
        span=span,
        owner="、".join(responsible) or None,
        confidence=round(name.confidence * weight, 2),
        why=why,
    )


def _verb(text: str, name: Name) -> tuple[str | None, bool]:
    """The verb that goes with a name, and whether it only uses what is there."""
    start, end = name.span
    after = _AFTER.match(text, end)
    part = max(text.rfind(mark, max(0, start - VERB_REACH), start) for mark in ",,:: ") + 1
    before, there = None, False
    for match in _VERB.finditer(text, part, start):
        there = match.lastgroup == "there"
        doubled = before is not None and before.end() == match.start()  # `推广应用`, `升级改造`
        before = before if there or doubled else match
    if before is not None and (there or before.lastgroup == "using"):
        return before[0], True
    if after is not None:
        return after["verb"], there
    return (before[0] if before else None), there


def _headings(plan: Plan, document: Document) -> Iterator[Clause]:
    """The headings as clauses: some name a system that the text under them calls `it` only."""
    for index, section in enumerate(plan.sections):
        start = document.line(section.first).find(section.title) if section.kind != "plan" else -1
        if start >= 0:
            yield Clause(index, section.first, section.first, start, None, section.title)


def _cells(plan: Plan) -> Iterator[Clause]:
    """The cells of tables and boxes as clauses of the section they stand in."""
    firsts = [section.first for section in plan.sections]
    for grid in plan.grids:
        section = max(0, bisect_right(firsts, grid.first) - 1)
        seen: set[int] = set()
        for cell in (cell for row in grid.rows[grid.header :] for cell in row):
            if cell.text and id(cell) not in seen:
                seen.add(id(cell))
                yield Clause(section, cell.line, cell.line, 0, None, cell.text)
