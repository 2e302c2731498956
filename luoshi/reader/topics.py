"""What a section speaks of: the state of things, problems, principles, goals, tasks, or the plan's own implementation.

>>> of_title("“十三五”时期水利发展回顾"), of_title("存在的主要问题"), of_title("完善供水管网")
('review', 'problems', None)
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from luoshi.reader.model import Plan

Topic = Literal["preface", "review", "problems", "outlook", "principles", "goals", "implementation", "box", "work"]

# The first that matches wins; a title that begins with one of the verbs of work speaks of work.
_TITLES: tuple[tuple[Topic, re.Pattern[str]], ...] = (
    (
        "implementation",
        re.compile(
            "规划(?:的)?(?:组织)?实施$|规划保障|^保障(?:机制|体系|$)|(?:推进|加强|强化|保障|推动|健全|完善|做好|确保)规划(?:的)?(?:组织)?实施|保障措施|实施保障|"
            "(?:组织|规划|工作|综合|强化|落实|资金|要素|人才|政策|制度|投入)保障(?:$|措施|机制|与|和)|组织(?:领导|实施|保障)|"
            "实施机制|监测评估|评估(?:考核|机制|调整)|考核(?:监督|评价|评估|奖惩|问责)|(?:跟踪|评估|监督)(?:考核|评估|问责)|监督检查|督查检查"
        ),
    ),
    (
        "review",
        re.compile(
            "十三五|十二五|回顾|现状|主要成(?:就|绩|效|果)|取得的?.{0,8}成|工作成效|"
            "(?:完成|实施|执行|进展)情况|发展成就|"
            "(?:发展|工作|现实|有利|规划|建设)基础(?:$|[和与及、])|基本情况|发展历程"
        ),
    ),
    (
        "problems",
        re.compile(
            "存在.{0,8}(?:问题|短板|不足|困难|差距)|主要问题|问题(?:与|和)|"
            "(?:短板|困难|差距|薄弱环节|制约因素|不足)(?:$|和|与)|面临.{0,6}(?:问题|困难)"
        ),
    ),
    ("outlook", re.compile("形势|机遇|挑战|发展环境$|宏观环境|面临|有利条件|需求(?:分析|预测)|重要意义|背景")),
    (
        "principles",
        re.compile(
            "总体要求|指导思想|基本原则|基本思路|总体思路|发展思路|发展理念|编制依据|规划依据|(?:规划|适用)(?:范围|期限)|工作原则|规划原则|指导方针|"
            "(?:战略|功能|发展)定位|发展战略$"
        ),
    ),
    ("goals", re.compile("目标|指标|愿景|展望")),
    ("work", re.compile("(?:主要|重点|工作)(?:任务|举措|措施|工作|工程|项目)|任务$")),
)
_WORK = re.compile(
    "(?:构建|打造|解决|破解|补齐|整治|应对|夯实|筑牢|建设|实施|完善|提升|加快|推进|优化|建立|开展|健全)(?!规划)"
)
# What stands under these stays of their kind, unless its title clearly begins something else.
_FIXED = frozenset({"review", "problems", "outlook", "box"})
_ANEW = re.compile(
    "^.{0,8}(?:指导思想|基本原则|总体要求|(?:发展|工作|主要|总体|规划)目标|(?:主要|重点)任务)(?:[和与及].{0,8})?$"
)


@lru_cache(maxsize=1024)
def of_title(title: str) -> Topic | None:
    """The topic that a heading alone tells; None where it tells none."""
    works = _WORK.match(title)
    for topic, words in _TITLES:
        if words.search(title) and not (works and topic != "implementation"):
            return topic
    return None


def of_sections(plan: Plan) -> tuple[Topic | None, ...]:
    """The topic of each section of `plan`, inherited from the sections above; None where no heading is known at all."""
    topics: list[Topic | None] = []
    for section in plan.sections:
        if section.parent is None:
            topics.append("preface" if len(plan.sections) > 1 else None)
            continue
        above = topics[section.parent]
        own: Topic | None = "box" if section.kind in ("box", "table") else of_title(section.title)
        if above in _FIXED and own != "box" and not _ANEW.match(section.title):
            topics.append(above)
        elif own is None:
            topics.append("work" if above in ("preface", None) else above)
        else:
            topics.append(own)
    return tuple(topics)
