"""Duties of implementation, and the same words where they are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.reader import duties, topics
from luoshi.reader.model import Duty
from tests.reader.texts import CITY, plan_of


def read(text: str, title: str = "保障措施") -> list[Duty]:
    """The duties of one clause."""
    return list(duties.read(*plan_of((title, text)), CITY))


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("2023年开展规划中期评估。", ["evaluate"]),
        ("加强对规划实施情况的跟踪分析。", ["evaluate"]),
        ("规划实施情况向社会公布。", ["publish"]),
        ("定期向市政府报告进展情况。", ["report"]),
        ("健全目标考核机制。", ["assess"]),
        ("适时对规划目标进行调整。", ["adjust"]),
        ("制定年度实施计划,分解落实目标任务。", ["annual_plan"]),
        ("加大财政投入,拓宽融资渠道。", ["fund"]),
        ("成立规划实施领导小组。", ["lead"]),
        ("制定年度计划。落实专项资金。", ["annual_plan", "fund"]),
        ("加强风险评估认定。", []),
        ("优先纳入年度新增建设用地计划。", []),
        ("营造良好氛围。", []),
    ],
)
def test_kinds(text: str, kinds: list[str]) -> None:
    assert [duty.kind for duty in read(text)] == kinds


@pytest.mark.parametrize(
    ("title", "text", "kinds"),
    [
        ("加强水资源管理", "建立企业用水考核制度,落实补助资金。", []),
        ("加强水资源管理", "在2023年对本规划进行中期评估。", ["evaluate"]),
        ("“十三五”回顾", "开展规划中期评估。", []),
        ("指导思想", "加强组织领导。", []),
    ],
)
def test_only_where_the_plan_speaks_of_itself(title: str, text: str, kinds: list[str]) -> None:
    assert [duty.kind for duty in read(text, title)] == kinds


def test_years_and_owners_of_two_sentences_are_joined() -> None:
    (duty,) = read("市发改委要做好规划评估。在2023年、2025年分别开展中期评估和总结评估。")
    assert (duty.kind, duty.years, duty.owners) == ("evaluate", (2023, 2025), ("市发展改革委",))


def test_no_year_is_invented() -> None:
    assert [duty.years for duty in read("开展规划中期评估和总结评估。")] == [()]


def test_a_heading_alone_is_a_duty_where_its_text_does_not_say_it() -> None:
    found = list(duties.read(*plan_of(("保障措施", "如下。"), ("加强组织领导", "各部门要高度重视。")), CITY))
    assert [(duty.kind, duty.why) for duty in found] == [("lead", "heading on implementation")]


@pytest.mark.parametrize(
    ("title", "topic"),
    [
        ("“十三五”时期发展回顾", "review"),
        ("发展基础", "review"),
        ("夯实发展基础", None),
        ("存在的主要问题", "problems"),
        ("集中整治突出问题", None),
        ("面临的机遇与挑战", "outlook"),
        ("指导思想", "principles"),
        ("主要目标", "goals"),
        ("重点任务", "work"),
        ("组织保障", "implementation"),
        ("推进规划实施", "implementation"),
        ("完善社会保障体系", None),
        ("优化营商环境", None),
    ],
)
def test_topics_of_titles(title: str, topic: str | None) -> None:
    assert topics.of_title(title) == topic


WORDS = [
    "规划实施",
    "中期评估",
    "2023年",
    "、2025年",
    "考核",
    "资金",
    "年度计划",
    "市水利局",
    "牵头",
    "要",
    ",",
    "。",
    ";",
    "向社会公布",
]


@given(st.lists(st.sampled_from(WORDS), max_size=20).map("".join))
def test_spans_lie_within_their_line_and_each_kind_stands_once(text: str) -> None:
    plan, document = plan_of(("保障措施", text))
    found = list(duties.read(plan, document, CITY))
    clause = [duty.kind for duty in found if duty.why != "heading on implementation"]
    assert len(clause) == len(set(clause))
    for duty in found:
        assert document.line(duty.line)[slice(*duty.span)].strip()
