"""Tasks: one construct of the language a row."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.reader import sentences, tasks
from luoshi.reader.gazetteer import NOWHERE
from luoshi.reader.model import Clause, Document, Task
from tests.reader.texts import CITY, plan_of


def read(text: str, title: str = "加快供水建设") -> list[Task]:
    """The tasks of one clause."""
    return list(tasks.read(*plan_of((title, text)), CITY))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("推进城区供水管网改造。", [("推进", "城区供水管网改造", None)]),
        ("加快推进城区供水管网改造,提高供水能力。", [("推进", "城区供水管网改造", None)]),
        ("进一步建立健全水库巡查制度。", [("建立健全", "水库巡查制度", None)]),
        ("保护和利用古井。", [("保护和利用", "古井", None)]),
        ("到2023年,建成三座水厂。", [("建成", "三座水厂", 2023)]),
        ("2024年底前完成水库除险加固。", [("完成", "水库除险加固", 2024)]),
        ("新建泵站5座,2022年6月底前投入使用。", [("新建", "泵站5座", 2022)]),
        ("到“十四五”末,实现村村通自来水。", [("实现", "村村通自来水", 2025)]),
        ("与2020年相比用水量下降。推广节水器具。", [("推广", "节水器具", None)]),
        ("按照国家要求,围绕供水安全,开展水质检测。", [("开展", "水质检测", None)]),
        ("坚持节水优先。", [("坚持", "节水优先", None)]),
        ("坚持节水优先,实施灌区改造。", [("实施", "灌区改造", None)]),
        ("建设水库;完善管网;加强巡查。", [("建设", "水库", None), ("完善", "管网", None), ("加强", "巡查", None)]),
        ("到2024年,建设水库;完善管网。", [("建设", "水库", 2024), ("完善", "管网", 2024)]),
        ("一是推广节水器具。二是治理漏损。", [("推广", "节水器具", None), ("治理", "漏损", None)]),
        ("——实施河道清淤。", [("实施", "河道清淤", None)]),
        ("将节水纳入年度考核。", [("纳入", "节水", None)]),
        ("对老旧管网进行改造。", [("改造", "老旧管网", None)]),
        ("各县(市)区要制定供水应急预案。", [("制定", "供水应急预案", None)]),
        ("鼓励社会资本参与水厂建设。", [("鼓励", "社会资本参与水厂建设", None)]),
        ("推动供水服务明显提升。", [("推动", "供水服务明显提升", None)]),
    ],
)
def test_constructs(text: str, found: list[tuple[str, str, int | None]]) -> None:
    assert [(task.verb, task.object, task.deadline) for task in read(text)] == found


@pytest.mark.parametrize(
    "text",
    [
        "供水能力明显提升,群众满意度不断提高。",
        "建成了三座水厂。",
        "建设单位较多。",
        "发展质量明显提升。",
        "水资源十分短缺。",
        "保障性住房较少。",
        "完善的管网已经覆盖全市。",
        "。;,",
    ],
)
def test_results_and_things_are_no_tasks(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    "title", ["“十三五”工作回顾", "存在的问题", "面临的形势", "指导思想", "基本原则", "规划范围和期限"]
)
def test_sections_without_tasks(title: str) -> None:
    assert read("推进城区供水管网改造。", title) == []


@pytest.mark.parametrize(("title", "confidence"), [("重点任务", 0.85), ("保障措施", 0.8), ("发展目标", 0.6)])
def test_confidence_goes_with_the_section(title: str, confidence: float) -> None:
    assert [task.confidence for task in read("推进城区供水管网改造。", title)] == [confidence]


def test_owner_and_places() -> None:
    (task,) = read("市水务局要推进云溪和石门供水管网改造。")
    assert (task.owners, task.places) == (("市水利局",), ("云溪县", "石门市"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("推进水库建设(责任单位:市水利局、市财政局)。", [("水库建设", ("市水利局", "市财政局"))]),
        ("推进水库建设。(牵头单位:市水利局;配合单位:市财政局)", [("水库建设", ("市水利局", "市财政局"))]),
        ("建设水库。(市水利局负责)治理河道。(市财政局牵头)", [("水库", ("市水利局",)), ("河道", ("市财政局",))]),
        ("建设水库。(责任单位:市水利局、各县(市)区人民政府)", [("水库", ("市水利局", "各县(市)区人民政府"))]),
        ("建设水库(含泵站)。", [("水库(含泵站)", ())]),
    ],
)
def test_owners_in_a_remark(text: str, found: list[tuple[str, tuple[str, ...]]]) -> None:
    assert [(task.object, task.owners) for task in read(text)] == found


def test_a_paragraph_of_owners_speaks_of_those_before_it() -> None:
    plan, document = plan_of(("重点任务", "建设水库。"), ("供水", "完善管网。"), ("责任", "责任单位:市水利局"))
    sections = (*plan.sections[:3], plan.sections[2])
    clauses = (*plan.clauses[:2], replace(plan.clauses[2], section=2))
    found = tasks.read(replace(plan, sections=sections, clauses=clauses), document, CITY)
    assert [(task.object, task.owners) for task in found] == [("水库", ()), ("管网", ("市水利局",))]


def test_text_without_stops_is_read_in_pieces() -> None:
    found = read("推进水库," * 1000)
    assert [task.verb for task in found] == ["推进"] * len(found)
    assert len(found) == -(-5000 // sentences.LONGEST)


def test_a_long_object_is_cut_at_a_boundary() -> None:
    (task,) = read("建设" + "、".join(f"第{n}号山塘水库灌区渠道" for n in range(1, 9)) + "。")
    assert len(task.object) <= tasks.LONGEST
    assert task.object.endswith("渠道")


def test_a_sentence_broken_over_two_lines_keeps_its_words() -> None:
    plan, _ = plan_of(("重点任务", ""))
    lines = ("规划", "重点任务", "推进城区供水", "管网改造。加强巡查。")
    clause = Clause(1, 3, 4, 0, None, "推进城区供水管网改造。加强巡查。")
    plan = type(plan)(1, "规划", 1, 4, plan.sections, (clause,), (), 2021, 2025, 2020, None)
    first, second = tasks.read(plan, Document("a.txt", "txt", lines), NOWHERE)
    assert (first.line, first.span, first.object) == (3, (0, 6), "城区供水管网改造")
    assert (second.line, lines[3][slice(*second.span)]) == (4, "加强巡查")


WORDS = ["推进", "加快", "建设", "供水管网", "水库", ",", "。", ";", "到2023年", "的", "各县(市)区要", "将", "纳入", "对", "进行",
         "——", "一是", "明显提升", "和", "、", "“", "”", "云溪县"]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=25).map("".join))
def test_the_span_holds_the_words_of_the_task(text: str) -> None:
    plan, document = plan_of(("重点任务", text))
    for task in tasks.read(plan, document, CITY):
        words = document.line(task.line)[slice(*task.span)]
        assert task.verb
        assert task.object
        assert 0 < task.confidence <= 1
        if task.why == "object before verb":
            assert task.object in words
            assert words.endswith(task.verb)
        else:
            assert words == task.verb + task.object
