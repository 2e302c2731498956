"""Whether a number is where the city stands (base) or where it wants to be (target): first by section, then by sentence.

>>> section_role(("青岚市水利规划", "第一章 发展基础", "二、存在问题"))
'review'
>>> section_role(("青岚市水利规划", "第二章 总体要求", "三、主要目标"))
'goal'
"""

from __future__ import annotations

import re
from typing import Literal

from luoshi.core.target import Role
from luoshi.reader.quantities.years import Cue

SectionRole = Literal["review", "goal", "task"]

_REVIEW = re.compile(
    r"(?:发展|工作|建设|规划|现实|产业)?基础(?!设施|教育|研究|保障|能力|工作|性|平台|工程|网络|支撑|数据|地质|测绘|养老|公共)|回顾|成效|成就|成绩|现状|问题|短板|不足|形势|"
    r"机遇|挑战|背景|发展环境|主要特征|面临|制约|困难|“?十三五”?(?!期)[^十]*(?:完成|执行|发展|情况|实施)|发展条件|发展优势|有利条件|需求(?:分析|预测)|薄弱环节"
)
_GOAL = re.compile(r"目标|指标|愿景|预期")
_TASK = re.compile(
    r"任务|重点|工程|措施|保障|实施|体系|布局|行动|原则|要求|思想|思路|推进|加强|提升|完善|建设|构建|健全|推动|强化|优化|促进|打造|培育"
)

_PAST = re.compile(
    r"目前|截至|截止|现有|现已|已有|已经|已(?!成)|年来|以来|曾|仅有|只有|现状|原有|至今|当前(?!和)|共有|拥有(?=\d)|先后|累计完成|圆满|顺利|基期"
)
_FUTURE = re.compile(
    r"力争|争取(?!到|上级|国|省|中央)|确保|预计|计划(?!单列|生育|书)|规划(?:建设|实施|新建|投资|形成|布局|改造|完成)|拟|将(?!军|来自)|到20[2-9]\d年|未来|十四五|"
    r"至20[2-9]\d年|20[2-9]\d年(?:底|末)?(?:之前|前|以前)"
)


def section_role(path: tuple[str, ...]) -> SectionRole:
    """What the numbers of a section are likely to be, from its titles, the plan's own title first."""
    role: SectionRole = "task"
    for title in path[1:]:
        review, goal = _REVIEW.search(title), _GOAL.search(title)
        if review and not (goal or "任务" in title):
            return "review"
        if goal:
            role = "goal" if not review else role
        elif _TASK.search(title) and role != "goal":
            role = "task"
    return role


def role_of(section: SectionRole, cue: Cue | None, before: str, sentence: str, base_year: int) -> tuple[Role, str]:
    """Role of a number, and the rule it rests on. `before` is the sentence up to the number."""
    if cue is not None:
        if cue.year > base_year:
            if section == "review" and not cue.deadline and not cue.period and not _FUTURE.search(before):
                return Role.BASE, "review chapter"
            return Role.TARGET, "date after the base year"
        return Role.BASE, "date up to the base year"
    if section == "review":
        if _FUTURE.search(before):
            return Role.TARGET, "said of the future in a review"
        return Role.BASE, "review chapter"
    if _PAST.search(before) and not _FUTURE.search(before):
        return Role.BASE, "said of the present"
    return Role.TARGET, "goal chapter" if section == "goal" else "task chapter"
