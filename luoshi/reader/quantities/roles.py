"""Whether a number is where the city stands (base) or where it wants to be (target): first by section, then by sentence.

>>> section_role(("青岚市水利规划", "第一章 发展基础", "二、存在问题"), 2021)
'review'
>>> section_role(("青岚市水利规划", "第二章 总体要求", "三、主要目标"), 2021)
'goal'
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from luoshi.core.target import Role
from luoshi.reader.quantities.years import Cue, looks_back

SectionRole = Literal["review", "goal", "task"]

# Titles of chapters that look back or around. `基础` alone is also what tasks strengthen, so it must end a noun phrase.
_REVIEW = re.compile(
    r"回顾|总结|评价$|(?:成效|成就|成绩|成果)(?=$|[与和及、,，])|现状|问题|短板|不足|形势|机遇|挑战|背景|(?:发展|规划|外部|内部)环境|"
    r"主要特征|面临|制约|困难|薄弱环节|(?:发展|工作|现实|建设|产业|良好|主要|规划)基础(?=$|[与和及、,，])|^基础|"
    r"(?<!项目)(?<!工程)概况|(?:发展|有利|优势|自然)条件|发展优势|需求(?:分析|预测)"
)
_PLAINLY_REVIEW = re.compile(
    r"(?:现状|(?:存在|面临|主要)的?(?:主要)?问题|发展基础|工作基础|发展成效|发展回顾|面临形势|形势分析|基本情况)$"
)
_ACTION = re.compile(
    r"^(?:深化|推进|推动|加强|夯实|巩固|解决|强化|优化|提升|提高|完善|健全|构建|建设|打造|实施|开展|加快|加大|全面|大力|积极|着力|持续|深入|聚焦|补齐|促进|培育|切实|扎实|聚力|统筹|有效|稳步|坚决|认真|做好)|巩固|拓展|衔接"
)
_GOAL = re.compile(r"目标|指标|愿景|预期")
_TASK = re.compile(r"任务|重点|工程|措施|保障|实施|行动|布局|举措|项目")

# In a task the present is said plainly; 已 and 现有 alone also stand in what is to be done (已脱贫户, 保持现有政策).
_PAST = re.compile(
    r"目前(?!在建)|截至|截止|已(?:建成|完成|有|形成|实现|投入|投用|开工|培育|达)|^\s*(?:我市)?现有|原有|至今|共有(?=\d)"
)
# In a review the future is said by a verb of forecast; a date to come is seen as a date.
_FUTURE = re.compile(r"力争|预计|预测|未来|今后")


def section_role(path: tuple[str, ...], from_year: int | None) -> SectionRole:
    """What the numbers of a section are likely to be, from its titles, the plan's own title first."""
    role: SectionRole = "task"
    locked = False
    for title in path[1:]:
        said = _said_by(title)
        if said.plainly_review:
            return "review"
        back = said.review or looks_back(title, from_year)
        if back and not (locked or said.goal or said.action or "任务" in title):
            return "review"
        if said.goal and not said.action:
            role = "goal"
        locked = locked or said.task or said.action
        if said.task and not said.goal:
            role = "task"
    return role


class _Said(NamedTuple):
    """Which words a title holds."""

    plainly_review: bool
    review: bool
    goal: bool
    action: bool
    task: bool


@lru_cache(maxsize=1024)
def _said_by(title: str) -> _Said:
    """The words of one title, which stands above many sections."""
    return _Said(*(words.search(title) is not None for words in (_PLAINLY_REVIEW, _REVIEW, _GOAL, _ACTION, _TASK)))


def role_of(section: SectionRole, cue: Cue | None, segment: str, sentence: str, eve: int | None) -> tuple[Role, str]:
    """Role of a number, and the rule it rests on: `segment` and `sentence` are the words before it, `eve` the last
    year before the plan's own.
    """
    if cue is not None and eve is not None:
        if cue.year > eve:
            if section == "review" and not cue.deadline and not cue.period and not _FUTURE.search(sentence):
                return Role.BASE, "review chapter"
            return Role.TARGET, "date within the plan"
        return Role.BASE, "date before the plan"
    if section == "review":
        if _FUTURE.search(sentence):
            return Role.TARGET, "said of the future in a review"
        return Role.BASE, "review chapter"
    if _PAST.search(segment):
        return Role.BASE, "said of the present"
    return Role.TARGET, "goal chapter" if section == "goal" else "task chapter"
