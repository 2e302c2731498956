"""Information systems: names, boundaries, verbs, and what bears the same head and is none."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.reader import outline, systems
from luoshi.reader.gazetteer import NOWHERE
from luoshi.reader.model import Cell, Document, Grid, System
from tests.reader.texts import CITY, plan_of


def read(text: str, title: str = "加快信息化建设") -> list[System]:
    """The systems of one clause."""
    return list(systems.read(*plan_of((title, text)), CITY))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("建设智慧水务管理平台。", [("建设", "智慧水务管理平台")]),
        ("建设水情监测系统、水库巡查系统和水资源数据库。",
         [("建设", "水情监测系统"), ("建设", "水库巡查系统"), ("建设", "水资源数据库")]),
        ("搭建覆盖全市的水库安全监测预警平台。", [("搭建", "水库安全监测预警平台")]),
        ("推进水务数据共享平台建设。", [("建设", "水务数据共享平台")]),
        ("建设信息采集、分析和预警平台。", [("建设", "信息采集、分析和预警平台")]),
        ("加强管网建设和漏损监测平台建设。", [("建设", "漏损监测平台")]),
        ("推广应用“青岚供水”APP。", [("推广", "“青岚供水”APP")]),
        ("打造水利“一张图”。", [("打造", "水利“一张图”")]),
        ("接入省级应急指挥系统。", [("接入", "省级应急指挥系统")]),
        ("打造青岚市城市大脑。", [("打造", "青岚市城市大脑")]),
        ("建设大数据中心和应急指挥中心。", [("建设", "大数据中心"), ("建设", "应急指挥中心")]),
        ("建立水库专家库。", [("建立", "水库专家库")]),
        ("构建水质自动监测网络。", [("构建", "水质自动监测网络")]),
        ("推进智慧供热建设。", [("建设", "智慧供热")]),
        ("建设“互联网+监管”系统。", [("建设", "“互联网+监管”系统")]),
        ("指导各县(市)区指挥平台建设。", [("建设", "指挥平台")]),
        ("设立微信公众号、供水服务热线。", [("设立", "微信公众号"), ("设立", "供水服务热线")]),
    ],
)  # fmt: skip
def test_systems_and_their_verbs(text: str, found: list[tuple[str, str]]) -> None:
    assert [(system.verb, system.name) for system in read(text)] == found


@pytest.mark.parametrize(
    "text",
    [
        "完善污水处理系统和供热系统。", "保护森林生态系统。", "完善综合交通网络和物流网络。", "建设产业合作平台和技术创新平台。",
        "系统推进水土保持。", "建设区域物流中心和购物中心。", "搭建投融资平台。", "发展平台经济。", "全市住建系统认真落实。",
        "该平台运行良好。", "完善城市道路网络系统。", "推进网络化服务。", "建设城市中心城区。", "提高智慧化水平。",
    ],
)  # fmt: skip
def test_what_is_no_information_system(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("title", "text", "confidence"),
    [
        ("加快信息化建设", "建设水情监测系统。", 0.9),
        ("加快信息化建设", "依托水情监测系统,加强巡查。", 0.45),
        ("加快信息化建设", "完善现有水情监测系统。", 0.45),
        ("加快信息化建设", "已建成水情监测系统。", 0.41),
        ("“十三五”回顾", "建设水情监测系统。", 0.41),
        ("加快信息化建设", "水情监测系统。", 0.72),
        ("加快信息化建设", "培育农产品电商平台。", 0.4),
    ],
)
def test_what_stands_already_is_less_sure_to_be_wanted(title: str, text: str, confidence: float) -> None:
    assert [system.confidence for system in read(text, title)] == [confidence]


def test_the_owner_is_who_must() -> None:
    assert [system.owner for system in read("市水务局负责建设水情监测系统。")] == ["市水利局"]


def test_a_name_stands_once_in_a_clause() -> None:
    assert len(read("建设水情监测系统。完善水情监测系统。")) == 1


def test_a_heading_is_read_where_its_text_does_not_repeat_it() -> None:
    plan, document = plan_of(("建设水情监测系统", "实现联网。"), ("建设水质监测平台", "完善水质监测平台。"))
    found = [(system.name, system.line, system.verb) for system in systems.read(plan, document, NOWHERE)]
    assert sorted(found) == [("水情监测系统", 2, "建设"), ("水质监测平台", 5, "完善")]


def test_cells_of_a_table_are_read() -> None:
    plan, _ = plan_of(("重点工程", "工程如下。"))
    lines = ("规划", "重点工程", "工程如下。", "名称\t内容", "水务工程\t建设水情监测系统")
    header = (Cell("名称", 4), Cell("内容", 4))
    grid = Grid(4, 5, (header, (Cell("水务工程", 5), Cell("建设水情监测系统", 5))), header=1)
    plan = type(plan)(1, "规划", 1, 5, plan.sections, plan.clauses, (grid,), 2021, 2025, 2020, None)
    (system,) = systems.read(plan, Document("a.txt", "txt", lines), NOWHERE)
    assert (system.name, system.line, lines[4][slice(*system.span)]) == ("水情监测系统", 5, "水情监测系统")


WORDS = ["建设", "智慧", "水务", "监测", "平台", "系统", "数据库", "大数据", "中心", "、", "和", "“", "”", "的", "依托", "信息", "网络",
         "一张图", "各县(市)区", "指挥", ",", "。", "云", "APP", "一网通办", "现有", "热线", "库"]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=25).map("".join))
def test_the_span_is_the_name(text: str) -> None:
    plan, document = plan_of(("重点任务", text))
    for system in systems.read(plan, document, CITY):
        assert document.line(system.line)[slice(*system.span)] == system.name
        assert 0 < system.confidence <= 1


@pytest.mark.shared
def test_most_systems_of_the_real_list_are_found(shared: Path) -> None:
    place = Path(__file__).parents[2] / "tools" / "score_systems.py"
    spec = importlib.util.spec_from_file_location("score_systems", place)
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    lines = tuple((shared / "plans" / "chaoyang-2022.txt").read_text(encoding="utf-8").splitlines())
    document = Document("plans.txt", "txt", lines)
    read_systems = [row for plan in outline.read_plans(document) for row in systems.read(plan, document, NOWHERE)]
    named = [row for row in scorer.rows(shared / "systems.tsv") if scorer.names_a_system(row, lines)]
    found = [row for row in named if scorer.near(row, read_systems)]
    assert len(found) >= 0.7 * len(named)
