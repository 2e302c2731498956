"""Projects in running text, told by invented sentences: what is a name, what only sounds like one."""

from __future__ import annotations

import pytest

from luoshi.reader.projects.prose import read_prose


def names(text: str, *, trusted: bool = False) -> list[str]:
    return [draft.name for draft in read_prose(text, trusted=trusted)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # one object of a verb of work
        ("加快推进南岭河治理工程,提高防洪能力。", ["南岭河治理工程"]),
        ("全面实施城区雨污分流改造工程。", ["城区雨污分流改造工程"]),
        ("深入开展“绿岭”专项行动。", ["“绿岭”专项行动"]),
        ("推进以防火为重点的社区安全“暖心”工程。", ["社区安全“暖心”工程"]),
        ("实施教师安居计划,改善住房。", ["教师安居计划"]),
        ("推进青岚高新区晋级国家级高新区。", ["青岚高新区晋级国家级高新区"]),
        ("深化“智慧青岚”平台体系建设。", ["“智慧青岚”平台体系建设"]),
        # lists
        (
            "推进南岭河治理工程、北川大桥改造项目和东山园区建设。",
            ["南岭河治理工程", "北川大桥改造项目", "东山园区建设"],
        ),
        ("实施北川水库、南岭灌区等重点项目。", ["北川水库", "南岭灌区"]),
        ("重点开展耐寒水稻选育、果蔬精深加工及保鲜等技术研发。", ["耐寒水稻选育", "果蔬精深加工及保鲜"]),
        ("实施新型轮胎研发、特种陶瓷应用等重点科技项目。", ["新型轮胎研发", "特种陶瓷应用"]),
        ("开展“科技下乡行动”、“农民技术员培训工程”。", ["科技下乡行动", "农民技术员培训工程"]),
        # several verbs, later phrases
        ("建成北川市民文化中心,新建2座污水处理厂。", ["北川市民文化中心", "2座污水处理厂"]),
        (
            "推进北川游客服务中心建设项目,南岭景区停车场项目,改善条件。",
            ["北川游客服务中心建设项目", "南岭景区停车场项目"],
        ),
        # after `的`, and with an area as the subject
        ("建设集展览、收藏于一体的青岚市群众艺术馆(非遗馆)。", ["青岚市群众艺术馆(非遗馆)"]),
        ("青岚县计划建设面积20000平方米的影剧院。", ["青岚县影剧院"]),
        # one work in each of the places that a count sums up
        (
            "至2025年,完成白石镇、青山镇,北川县东山镇三个重点镇消防站建设工作。",
            ["白石镇消防站", "青山镇消防站", "北川县东山镇消防站"],
        ),
        ("在白石镇、青山镇两个镇开展宣传。", []),
        # subjects
        ("北川物流园项目2022年开工建设,进展顺利。", ["北川物流园项目"]),
        ("城区路灯节能改造项目(续建),涉及161条道路,计划投资1.4亿元。", ["城区路灯节能改造项目(续建)"]),
        ("由青岚文旅集团投资建设的东山风景区,已对外营业。", ["东山风景区"]),
        # no project
        ("推进重点项目建设。", []),
        ("市水务局推进4项重点工程。", []),
        ("实施一批重大工程。", []),
        ("建设物流中心。", []),
        ("加强队伍建设,提高服务水平。", []),
        ("完善制度体系建设。", []),
        ("引进10亿元以上项目。", []),
        ("该项目已完成。", []),
        ("实施退耕还草、人工种草等工程。", []),
        ("", []),
    ],
)
def test_names_in_prose(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_a_chapter_of_projects_names_works_by_their_verb() -> None:
    text = "加强感知网络建设。"
    assert names(text) == []
    assert names(text, trusted=True) == ["感知网络建设"]


@pytest.mark.parametrize(
    ("text", "name", "body"),
    [
        ("实施南岭工程改造项目,总投资3亿元。", "南岭工程改造项目", "实施南岭工程改造项目,总投资3亿元"),
        (
            "投资890万元在东城建成新华路消防救援站、投资3500万元在西城建成凌河大街消防救援站。",
            "新华路消防救援站",
            "投资890万元在东城建成新华路消防救援站",
        ),
        (
            "投资890万元在东城建成新华路消防救援站、投资3500万元在西城建成凌河大街消防救援站。",
            "凌河大街消防救援站",
            "投资3500万元在西城建成凌河大街消防救援站",
        ),
    ],
)
def test_facts_go_to_the_name_they_stand_by(text: str, name: str, body: str) -> None:
    assert {draft.name: draft.body for draft in read_prose(text)}[name] == body


def test_offsets_point_at_the_name() -> None:
    text = "十四五时期,加快推进南岭河治理工程和北川大桥改造项目,新建东山文化公园广场。"
    drafts = list(read_prose(text))
    assert len(drafts) == 3
    assert all(text[draft.offset :].startswith(draft.name) for draft in drafts)


def test_the_head_of_a_paragraph_is_surer() -> None:
    first, second = read_prose("实施南岭河治理工程。继续实施北川河治理工程。")
    assert first.confidence > second.confidence
