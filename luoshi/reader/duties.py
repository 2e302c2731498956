"""Plan -> duties of implementation: to evaluate, publish, report, assess and adjust the plan, to fund and to lead it.

    >>> from luoshi.reader.gazetteer import NOWHERE
    >>> from luoshi.reader.model import Clause, Document, Plan, Section
    >>> text = "市发展改革委要在2023年、2025年分别对本规划执行情况进行中期评估和总结评估,结果向社会公布。"
    >>> plan = Plan(1, "规划", 1, 1, (Section("plan", 0, None, None, "规划", 1, 1, None),),
    ...     (Clause(0, 1, 1, 0, None, text),), (), 2021, 2025, 2020, None)
    >>> [(duty.kind, duty.years, duty.owners) for duty in read(plan, Document("a.txt", "txt", (text,)), NOWHERE)]
    [('evaluate', (2023, 2025), ('市发展改革委',)), ('publish', (2023, 2025), ('市发展改革委',))]

One duty for each kind and clause, in sections on implementation (保障措施, 组织实施 ...) and in sentences on the plan
itself (`本规划`, `规划实施`). The same words elsewhere (a bureau assesses firms, a fund pays farmers) are no such duty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from luoshi.reader import owners, topics
from luoshi.reader.gazetteer import Gazetteer
from luoshi.reader.model import Document, Duty, DutyKind, Plan
from luoshi.reader.sentences import Sentence, split

# Sentences on the plan itself; in sections on work only the plainest of these words count.
_OF_PLAN = re.compile(
    "本规划|规划(?:的)?(?:组织)?(?:实施|执行|落实|评估|修订|调整|目标|任务|确定|提出|推进机制|年度)|(?:中期|终期|总结)评估"
)
_PLAINLY = re.compile("本规划|规划(?:实施|执行|评估)(?!.{0,4}项目)|(?:中期|终期|总结)评估")
_KINDS: tuple[tuple[DutyKind, re.Pattern[str], bool], ...] = (
    # kind, its words, whether a section on implementation is enough or the sentence must speak of the plan
    (
        "evaluate",
        re.compile(
            "(?:中期|终期|期末|总结|年度|阶段|跟踪|实施|规划|监测|考核|动态|定期|绩效)(?:和[中终期年度总结]{2,4})?(?:分析)?评估(?!认定)|"
            "评估(?:机制|工作|制度|体系)|(?:动态|跟踪|统计|年度)?监测(?:分析|评估|机制|评价)|跟踪(?:监测|分析|评估|评价)|"
            "(?:实施|执行|进展|完成)情况[^,。]{0,12}(?:跟踪|评估|监测|分析|检查)|评价机制"
        ),
        False,
    ),
    (
        "publish",
        re.compile(
            "向社会(?:公众)?(?:公布|公开|公示|发布)|(?:适时|及时|定期|主动|依法)(?:向[^,。]{1,8})?(?:公布|公开|公示|发布)|政府信息公开"
        ),
        True,
    ),
    (
        "report",
        re.compile(
            r"向[^,。]{1,14}?(?:书面)?(?:报告|汇报|通报)|(?:报告|上报|报送)[^,。]{0,8}(?:情况|进展)|(?:进展|完成|落实)情况[^,。]{0,6}(?:报告|上报|报送)"
        ),
        False,
    ),
    (
        "assess",
        re.compile(
            "(?:绩效|目标|政绩|实绩|目标责任|年度|综合|实施|落实|工作|督查|监督|奖惩|责任|任务|指标|规划|评价|评估|严格|强化|健全|完善|细化|纳入)[^,。]{0,10}考核"
            "|考核(?:机制|办法|体系|评价|内容|制度|指标|奖惩|结果|评估|力度|监督|问责|范围)|奖惩(?:机制|考核|制度)|督查考评|考评(?:机制|体系|办法)"
        ),
        False,
    ),
    (
        "adjust",
        re.compile(
            "(?:动态|适时|及时|适当|按程序|依程序)(?:进行)?(?:调整|修订|修编)|(?:规划|目标|任务)[^,。]{0,8}(?:调整|修订|修编)|(?:调整|修订|修编)(?:本)?规划"
        ),
        True,
    ),
    (
        "annual_plan",
        re.compile(
            "年度(?:实施|工作|行动|推进|建设|投资)?(?:计划|方案|工作重点|任务清单)|(?:分解|细化|纳入|落实)[^,。]{0,14}年度(?!新增|土地|用地)|年度(?:目标|任务)|分年度|逐年(?:分解|落实)"
        ),
        False,
    ),
    (
        "fund",
        re.compile(
            "(?:资金|经费)(?:保障|投入|支持|筹措|安排|需求|渠道|来源|落实)|财政(?:预算|投入|支持|资金|保障|补贴|补助)|(?:列|纳)入[^,。]{0,12}预算|"
            "(?:投入|投融资|筹资|融资)(?:机制|渠道|力度|保障)|专项(?:资金|经费)|(?:加大|增加|保障|落实|争取|多渠道)[^,。]{0,14}(?:投入|资金|经费)"
        ),
        False,
    ),
    (
        "lead",
        re.compile(
            "领导小组|牵头|组织领导|统一领导|工作专班|联席会议|(?:统筹|组织|工作|部门|综合)?协调(?:推进)?机制|第一责任人|(?:主要|分管)(?:领导|负责同志|负责人)|"
            "(?:领导|组织)(?:体制|机制|体系)|主体责任|责任(?:主体|体系|分工|单位)|任务分工|职责分工"
        ),
        False,
    ),
)
_ANY = re.compile(
    "评[估价]|监测|跟踪|公[布开示]|发布|报[告送]|上报|汇报|通报|考[核评]|奖惩|调整|修[订编]|年度|资金|经费|财政|预算|投入|筹资|融资|领导|牵头|专班|联席|协调|责任|负责|分工|逐年|检查"
)
_YEAR = re.compile(r"(?<!\d)(20[2-4]\d)(?=年|、20|和20)")
_SPOKEN = frozenset({"implementation", "work", None})


def read(plan: Plan, document: Document, gazetteer: Gazetteer) -> Iterator[Duty]:
    """Yield the duties of `plan` with an empty id."""
    of_sections = topics.of_sections(plan)
    told: set[tuple[int, DutyKind]] = set()
    for clause in plan.clauses:
        topic = of_sections[clause.section]
        if topic not in _SPOKEN or not _ANY.search(clause.text):
            continue
        found: dict[DutyKind, Duty] = {}
        for sentence in split(clause, document):
            for duty in _of_sentence(plan, clause.section, sentence, topic == "implementation", gazetteer):
                found[duty.kind] = _joined(found[duty.kind], duty) if duty.kind in found else duty
        told |= {(clause.section, kind) for kind in found}
        yield from found.values()
    for index, topic in enumerate(of_sections):
        if topic == "implementation":
            yield from _of_heading(plan, document, index, told)


def _of_heading(plan: Plan, document: Document, index: int, told: set[tuple[int, DutyKind]]) -> Iterator[Duty]:
    """What a heading on implementation alone says (`(一)加强组织领导`), where the text under it does not."""
    section = plan.sections[index]
    start = document.line(section.first).find(section.title)
    if start < 0 or section.kind in ("plan", "part", "chapter"):
        return
    for kind, words, plan_only in _KINDS:
        if not plan_only and (index, kind) not in told and words.search(section.title):
            yield Duty(
                id="",
                plan=plan.number,
                line=section.first,
                section=index,
                kind=kind,
                span=(start, start + len(section.title)),
                confidence=0.6,
                why="heading on implementation",
            )


def _of_sentence(
    plan: Plan, section: int, sentence: Sentence, implementing: bool, gazetteer: Gazetteer
) -> Iterator[Duty]:
    """The duties of one sentence."""
    text = sentence.text
    if not _ANY.search(text):
        return
    of_plan = (_OF_PLAN if implementing else _PLAINLY).search(text) is not None
    if not implementing and not of_plan:
        return
    for kind, words, plan_only in _KINDS:
        if (plan_only or not implementing) and not of_plan and kind != "publish":
            continue
        if not words.search(text):
            continue
        line, span = sentence.place(0, len(text))
        years = sorted({int(year) for year in _YEAR.findall(text)}) if kind in ("evaluate", "report", "publish") else []
        yield Duty(
            id="",
            plan=plan.number,
            line=line,
            section=section,
            kind=kind,
            years=tuple(years),
            owners=owners.names(owners.responsible(text, gazetteer)),
            span=span,
            confidence=0.9 if implementing and of_plan else 0.7 if implementing else 0.6,
            why=_why(implementing, of_plan),
        )


def _why(implementing: bool, of_plan: bool) -> str:
    if implementing and of_plan:
        return "section on implementation, sentence on the plan"
    return "section on implementation" if implementing else "sentence on the plan"


def _joined(first: Duty, second: Duty) -> Duty:
    """Two sentences of a clause on the same duty: the surer, or the one that names years, gives the place."""
    better = second if (len(second.years), second.confidence) > (len(first.years), first.confidence) else first
    return replace(
        better,
        years=tuple(sorted({*first.years, *second.years})),
        owners=tuple(dict.fromkeys((*first.owners, *second.owners))),
    )
