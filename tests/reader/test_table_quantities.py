"""Indicator tables give bases and targets: heads, cells and names, a construct a row."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from luoshi.core.target import Role
from luoshi.reader.model import Document, Quantity
from luoshi.reader.outline import read_plans
from luoshi.reader.quantities import table
from luoshi.reader.quantities.tablecells import is_pending, values
from luoshi.reader.quantities.tablenames import each, read_name
from tests.reader.layouts import barred

TITLE = "青岚市“十四五”水利发展规划"


def read(*lines: str, title: str = TITLE) -> list[Quantity]:
    document = Document("a.txt", "txt", (title, "一、目标", *lines, "二、任务"))
    return [row for plan in read_plans(document) for row in table.read(plan, document)]


def said(row: Quantity) -> tuple[object, ...]:
    return row.name, row.role.value, row.value, row.unit, row.year, row.op.value if row.op else None


CELLS = [
    ("85.7", [(85.7, None, None, None)]),
    ("12,345", [(12345.0, None, None, None)]),
    ("100%", [(100.0, None, "%", None)]),
    ("１００％", [(100.0, None, "%", None)]),
    ("4.5之内", [(4.5, None, None, "<=")]),
    ("4.5 以内", [(4.5, None, None, "<=")]),
    ("控制在5.5以内", [(5.5, None, None, "<=")]),
    ("≤9", [(9.0, None, None, "<=")]),
    ("＜5.5", [(5.5, None, None, "<=")]),
    ("≥95", [(95.0, None, None, ">=")]),
    ("95以上", [(95.0, None, None, ">=")]),
    ("不低于95%", [(95.0, None, "%", ">=")]),
    ("达到3亿元", [(3.0, None, "亿元", None)]),
    ("65左右", [(65.0, None, None, None)]),
    ("20—25", [(20.0, 25.0, None, "range")]),
    ("[7.5]", [(7.5, None, None, "cumulative")]),
    ("〔18〕", [(18.0, None, None, "cumulative")]),
    ("﹝18﹞", [(18.0, None, None, "cumulative")]),
    ("(18)", [(18.0, None, None, "cumulative")]),
    ("+1.5", [(1.5, None, None, None)]),
    ("累计下降18%", [(18.0, None, "%", "cumulative")]),
    ("年均增长6.5%左右", [(6.5, None, "%", "growth")]),
    ("保持100%", [(100.0, None, "%", "=")]),
    ("2倍", [(2.0, None, "倍", "=")]),
    ("10%、8%、7%", [(10.0, None, "%", None), (8.0, None, "%", None), (7.0, None, "%", None)]),
    ("10/8", [(10.0, None, None, None), (8.0, None, None, None)]),
    ("--", []), ("", []), ("2023年", []), ("全省第3", []), ("完成", []), ("稳中向好", []), ("与经济增长同步", []), ("待省下达", []), ("3年行动", []),
    ("高于全省2个百分点以上", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CELLS)
def test_cells(text: str, expected: list[tuple[object, ...]]) -> None:
    assert [(v.value, v.upper, v.unit, v.op.value if v.op else None) for v in values(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "待下达",
        "待省下达",
        "待下达,以国家、省指标下达为准",
        "以省下达为准",
        "完成省下达任务",
        "省下达指标",
        "按省下达指标执行",
        "另行下达",
        "待省核定",
    ],
)
def test_cells_that_wait(text: str) -> None:
    assert is_pending(text)
    assert values(text) == []


@pytest.mark.parametrize("text", ["85", "--", "稳中向好", "完成", ""])
def test_cells_that_do_not_wait(text: str) -> None:
    assert not is_pending(text)


NAMES = [
    ("森林覆盖率(%)", "森林覆盖率", "%", False),
    ("森林覆盖率（％）", "森林覆盖率", "%", False),
    ("3.城镇登记失业率(%)", "城镇登记失业率", "%", False),
    ("(2)普通公路里程", "普通公路里程", None, False),
    ("其中:(1)高速公路里程", "高速公路里程", None, True),
    ("其中：公办园占比（%）", "公办园占比", "%", True),
    ("——地表水厂", "地表水厂", None, True),
    ("公路网密度(公里/百平方公里)", "公路网密度", "公里/百平方公里", False),
    ("每万人拥有公共汽(电)车(标台)", "每万人拥有公共汽(电)车", "标台", False),
    ("高速公路覆盖率(县级节点)", "高速公路覆盖率(县级节点)", None, False),
    ("一、二级公路客运站(个)", "一、二级公路客运站", "个", False),
    ("千人口医师数（单位：人）", "千人口医师数", "人", False),
    ("研发经费投入强度*(%)", "研发经费投入强度*", "%", False),
]


@pytest.mark.parametrize(("text", "name", "unit", "part"), NAMES)
def test_names(text: str, name: str, unit: str | None, part: bool) -> None:
    assert read_name(text)[:3] == (name, unit, part)


def test_several_names_in_a_cell() -> None:
    assert each("二氧化硫、烟尘下降(%) 氨氮、总磷减少(%)") == [
        ("二氧化硫下降", "%"), ("烟尘下降", "%"), ("氨氮减少", "%"), ("总磷减少", "%"),
    ]  # fmt: skip


TABLES = [
    ("base and target", ["指标|2020年|2025年|属性", "供水量(亿吨)|2.5|3|预期性"],
     [("供水量", "base", 2.5, "亿吨", 2020, None), ("供水量", "target", 3.0, "亿吨", 2025, "=")]),
    ("words for years", ["指标|单位|现状值|目标值", "供水量|亿吨|2.5|3"],
     [("供水量", "base", 2.5, "亿吨", None, None), ("供水量", "target", 3.0, "亿吨", 2025, "=")]),
    ("ends of periods", ["指标|“十三五”末|“十四五”末", "供水量(亿吨)|2.5|3"],
     [("供水量", "base", 2.5, "亿吨", 2020, None), ("供水量", "target", 3.0, "亿吨", 2025, "=")]),
    ("the last plan's target is none", ["指标|2020年目标|2020年实际|2025年目标", "供水量(亿吨)|2.6|2.5|3"],
     [("供水量", "base", 2.5, "亿吨", 2020, None), ("供水量", "target", 3.0, "亿吨", 2025, "=")]),
    ("the latest of two bases", ["指标|2015年|2020年|2025年", "供水量(亿吨)|2|2.5|3"],
     [("供水量", "base", 2.5, "亿吨", 2020, None), ("供水量", "target", 3.0, "亿吨", 2025, "=")]),
    ("two targets", ["指标|2025年|2035年", "供水量(亿吨)|3|4"],
     [("供水量", "target", 3.0, "亿吨", 2025, "="), ("供水量", "target", 4.0, "亿吨", 2035, "=")]),
    ("no base", ["指标|2020年|2025年", "供水量(亿吨)|--|3"], [("供水量", "target", 3.0, "亿吨", 2025, "=")]),
    ("a growth column", ["指标|2020年|2025年|年均增长(%)", "供水量(亿吨)|2.5|3|4"],
     [("供水量", "base", 2.5, "亿吨", 2020, None), ("供水量", "target", 3.0, "亿吨", 2025, "="), ("供水量", "target", 4.0, "%", 2025, "growth")]),
    ("growth or [total]", ["指标|2020年|2025年|年均增速[累计]", "供水量(亿吨)|2.5|3|[2.8]"],
     [("供水量", "base", 2.5, "亿吨", 2020, None), ("供水量", "target", 3.0, "亿吨", 2025, "="), ("供水量", "target", 2.8, "亿吨", 2025, "cumulative")]),
    ("a [total] that says again what base and target say", ["指标|2020年|2025年|年均增速〔累计〕", "供水量(亿吨)|2.5|3|〔0.5〕"],
     [("供水量", "base", 2.5, "亿吨", 2020, None), ("供水量", "target", 3.0, "亿吨", 2025, "=")]),
    ("so does a share", ["指标|2020年|2025年|较2020年", "能耗(吨)|30|28|-6.7%"],
     [("能耗", "base", 30.0, "吨", 2020, None), ("能耗", "target", 28.0, "吨", 2025, "=")]),
    ("a change since the base", ["指标|2025年|比2020年增长(%)|属性", "用水量(亿吨)|12|5|约束"],
     [("用水量", "target", 12.0, "亿吨", 2025, "="), ("用水量", "target", 5.0, "%", 2025, "cumulative")]),
    ("a change and a rate", ["指标|2025年|五年累计增长(%)|年均增长(%)", "收入(元)|38|33|6"],
     [("收入", "target", 38.0, "元", 2025, "="), ("收入", "target", 6.0, "%", 2025, "growth"), ("收入", "target", 33.0, "%", 2025, "cumulative")]),
    ("growth before the plan and of the last year", ["指标|2020年|2020年比2015年增长(%)|比上年增长(%)|2025年", "收入(元)|28|20|4|38"],
     [("收入", "base", 28.0, "元", 2020, None), ("收入", "target", 38.0, "元", 2025, "=")]),
    ("a total of five years", ["指标|单位|2025年|五年累计", "绿化面积|万亩|—|〔10〕"], [("绿化面积", "target", 10.0, "万亩", 2025, "cumulative")]),
    ("an estimated base and three horizons", ["指标|单位|2020年基数(预计)|2025年目标|2030年展望|2035年", "森林覆盖率|%|30|31|32|33"],
     [("森林覆盖率", "base", 30.0, "%", 2020, None), ("森林覆盖率", "target", 31.0, "%", 2025, "="), ("森林覆盖率", "target", 32.0, "%", 2030, "="),
      ("森林覆盖率", "target", 33.0, "%", 2035, "=")]),
    ("a base that is an estimate", ["指标|单位|2020年预计|2025年", "森林覆盖率|%|30|31"],
     [("森林覆盖率", "base", 30.0, "%", 2020, None), ("森林覆盖率", "target", 31.0, "%", 2025, "=")]),
    ("the unit of the column", ["指标|2020年(万吨)|2025年(万吨)", "供水量|2.5|3"],
     [("供水量", "base", 2.5, "万吨", 2020, None), ("供水量", "target", 3.0, "万吨", 2025, "=")]),
    ("the unit above", ["单位：万吨", "指标|2020年|2025年", "供水量|2.5|3"],
     [("供水量", "base", 2.5, "万吨", 2020, None), ("供水量", "target", 3.0, "万吨", 2025, "=")]),
    ("the unit in the cell", ["指标|2020年|2025年", "供水量|2.5亿吨|3亿吨"],
     [("供水量", "base", 2.5, "亿吨", 2020, None), ("供水量", "target", 3.0, "亿吨", 2025, "=")]),
    ("万 in the cell", ["指标|单位|2020年|2025年", "参保人数|人|2.5万|3万"],
     [("参保人数", "base", 2.5, "万人", 2020, None), ("参保人数", "target", 3.0, "万人", 2025, "=")]),
    ("a part takes the unit of the whole", ["指标|2020年|2025年", "水厂(座)|5|9", "其中:地表水厂|3|6"],
     [("水厂", "base", 5.0, "座", 2020, None), ("水厂", "target", 9.0, "座", 2025, "="), ("地表水厂", "base", 3.0, "座", 2020, None),
      ("地表水厂", "target", 6.0, "座", 2025, "=")]),
    ("a decrease", ["指标|2025年", "氨氮排放量下降(%)|7"], [("氨氮排放量下降", "target", 7.0, "%", 2025, "cumulative")]),
    ("a rate of decrease", ["指标|2025年", "死亡人数下降率(%)|2"], [("死亡人数下降率", "target", 2.0, "%", 2025, "=")]),
    ("something added", ["指标|2025年", "新增公园(座)|20"], [("新增公园", "target", 20.0, "座", 2025, "cumulative")]),
    ("a share of what is added", ["指标|2025年", "新增车辆清洁能源比例(%)|80"], [("新增车辆清洁能源比例", "target", 80.0, "%", 2025, "=")]),
    ("years in the cells", ["指标|现状|目标", "达标率(%)|96.2(2020年)|2025年达到98"],
     [("达标率", "base", 96.2, "%", 2020, None), ("达标率", "target", 98.0, "%", 2025, "=")]),
    ("names in two columns", ["序号|指标名称|指标|2020年|2025年", "1|收入|城镇收入(元)|28|38", "|||15|22", "2|森林覆盖率(%)||31|32"],
     [("城镇收入", "base", 28.0, "元", 2020, None), ("城镇收入", "target", 38.0, "元", 2025, "="), ("森林覆盖率", "base", 31.0, "%", 2020, None),
      ("森林覆盖率", "target", 32.0, "%", 2025, "=")]),
    ("two indicators in a cell", ["指标|2020年|2025年", "公路里程(公里)/覆盖县数(个)|386/5|472/7"],
     [("公路里程", "base", 386.0, "公里", 2020, None), ("覆盖县数", "base", 5.0, "个", 2020, None), ("公路里程", "target", 472.0, "公里", 2025, "="),
      ("覆盖县数", "target", 7.0, "个", 2025, "=")]),
    ("a sum is no indicator", ["指标|2025年", "水厂(座)|9", "合计|9"], [("水厂", "target", 9.0, "座", 2025, "=")]),
    ("heads that come again on the next page", ["指标|2020年|2025年", "水厂(座)|5|9", "指标|2020年|2025年", "泵站(座)|3|6"],
     [("水厂", "base", 5.0, "座", 2020, None), ("水厂", "target", 9.0, "座", 2025, "="), ("泵站", "base", 3.0, "座", 2020, None),
      ("泵站", "target", 6.0, "座", 2025, "=")]),
    ("words are no number", ["指标|2025年", "生态质量|稳中向好", "供水平台|完成"], []),
    ("to be issued", ["指标|2025年|属性", "优良天数比例(%)|待下达|约束性"], [("优良天数比例", "pending", None, "%", 2025, None)]),
    ("to be issued, says the note", ["指标|2025年|备注", "优良天数比例(%)||以省下达为准"], [("优良天数比例", "pending", None, "%", 2025, None)]),
    ("a note beside a number", ["指标|2025年|备注", "优良天数比例(%)|85|以省下达为准"], [("优良天数比例", "target", 85.0, "%", 2025, "=")]),
    ("projects are no indicators", ["序号|项目名称|建设内容|总投资(万元)|2025年", "1|北川水库|大坝|6800|完工"], []),
    ("a table of places", ["控制单元|所在水体|区县", "北川桥|北川|西岭县"], []),
    ("several values", ["指标|2025年", "二氧化硫、氨氮减少(%)|10、8"],
     [("二氧化硫减少", "target", 10.0, "%", 2025, "cumulative"), ("氨氮减少", "target", 8.0, "%", 2025, "cumulative")]),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "expected"), [row[1:] for row in TABLES], ids=[row[0] for row in TABLES])
def test_tables(lines: list[str], expected: list[tuple[object, ...]]) -> None:
    assert [said(row) for row in read(*(line.replace("|", "\t") for line in lines))] == expected


def test_yearly_targets_stand_with_the_target() -> None:
    heads = ["指标\t目标\t2024年\t2025年", "新增就业(万人)\t5\t2\t3", "参保人数(万人)\t9\t8\t9"]
    assert [(said(row), row.annual) for row in read(*heads)] == [
        (("新增就业", "target", 5.0, "万人", 2025, "cumulative"), {2024: 2.0, 2025: 3.0}),
        (("参保人数", "target", 9.0, "万人", 2025, "="), {2024: 8.0, 2025: 9.0}),
    ]
    totals = read("指标\t单位\t2024年\t2025年\t五年累计", "新增就业\t万人\t2\t3\t5", "失业率\t%\t4\t≤4\t—")
    assert [(said(row), row.annual) for row in totals] == [
        (("新增就业", "target", 5.0, "万人", 2025, "cumulative"), {2024: 2.0, 2025: 3.0}),
        (("失业率", "target", 4.0, "%", 2025, "<="), {2024: 4.0, 2025: 4.0}),
    ]
    alone = read("指标\t单位\t2024年\t2025年", "参保人数\t万人\t8\t9")
    assert [(row.value, row.annual) for row in alone] == [(9.0, {2024: 8.0, 2025: 9.0})]


def test_kind_owner_part_and_place() -> None:
    rows = read(
        "指标|2025年|属性|责任单位".replace("|", "\t"),
        "水厂(座)\t9\t约束\t市水务局",
        "其中：地表水厂\t6\t预期性\t市水务局",
        "地下水厂\t3\t\t",
    )
    assert [(row.name, row.kind, row.owner, row.part_of, row.line) for row in rows] == [
        ("水厂", "约束性", "市水务局", None, 4),
        ("地表水厂", "预期性", "市水务局", "水厂", 5),
        ("地下水厂", None, None, "水厂", 6),
    ]
    assert {(row.source, row.section, row.plan) for row in rows} == {("table", 1, 1)}


@pytest.mark.parametrize(
    ("short", "kind"), [("约束", "约束性"), ("预期", "预期性"), ("约束型", "约束性"), ("预期性指标", "预期性")]
)
def test_short_forms_of_kinds_among_groups(short: str, kind: str) -> None:
    rows = read("指标\t2025年\t属性", "一、供水", f"水厂(座)\t9\t{short}", "二、节水", f"泵站(座)\t6\t{short}")
    assert [(row.name, row.kind, row.part_of) for row in rows] == [("水厂", kind, None), ("泵站", kind, None)]


def test_a_table_of_places_is_named_by_its_title() -> None:
    rows = read(
        "表2 “十四五”各县（区）高标准农田建设目标表",
        "县(市、区)|2020年(万亩)|2025年(万亩)".replace("|", "\t"),
        "西岭县\t3\t5",
        "合计\t3\t5",
    )
    assert [(row.name, row.scope, row.role.value, row.value, row.unit) for row in rows] == [
        ("高标准农田", "西岭县", "base", 3.0, "万亩"), ("高标准农田", "西岭县", "target", 5.0, "万亩"),
        ("高标准农田", None, "base", 3.0, "万亩"), ("高标准农田", None, "target", 5.0, "万亩"),
    ]  # fmt: skip


def test_the_span_is_the_name_in_its_line() -> None:
    lines = ["指标\t2025年\t属性", "1.水厂（座）\t9\t约束"]
    (row,) = read(*lines)
    assert row.span is not None
    assert lines[1][slice(*row.span)] == row.name == "水厂"


def test_an_indicator_box_written_as_a_list() -> None:
    box = "安全生产“十四五”规划指标 1.事故起数下降10% 2.十万人死亡率下降20% 3.标准化企业达到50家以上 |"
    assert [said(row) for row in read(box)] == [
        ("事故起数下降", "target", 10.0, "%", 2025, "cumulative"),
        ("十万人死亡率下降", "target", 20.0, "%", 2025, "cumulative"),
        ("标准化企业", "target", 50.0, "家", 2025, ">="),
    ]
    assert read("专栏1 重点工程指标项目 1.北川水库5座 2.南岭水库3座 |") == []


VALUES = st.decimals(min_value=0, max_value=99999, places=2).map(lambda d: f"{d.normalize():f}")


@example([(None, "0"), ("2092", "2092")])
@given(st.lists(st.tuples(st.none() | VALUES, VALUES), min_size=2, max_size=8))
def test_every_number_of_a_table_is_read_once(numbers: list[tuple[str | None, str]]) -> None:
    rows: list[list[str | None]] = [["序号", "指标", "2020年", "2025年", "属性"]]
    names = "甲乙丙丁戊己庚辛"
    for k, (base, target) in enumerate(numbers):
        rows.append([str(k + 1), f"{names[k]}地水质(%)", base, target, "预期性"])
    found = read(*barred(rows))
    expected = [(Role.BASE, float(base)) for base, _ in numbers if base is not None]
    assert [(row.role, row.value) for row in found if row.role is Role.BASE] == expected
    assert [row.value for row in found if row.role is Role.TARGET] == [float(target) for _, target in numbers]


@pytest.mark.shared
def test_the_gold_tables(shared: Path) -> None:
    """Every number of the hand-checked tables is read; what is read beside them waits for its value."""
    lines = (shared / "plans" / "chaoyang-2022.txt").read_text(encoding="utf-8").splitlines()
    document = Document("c.txt", "txt", tuple(lines))
    for plan in read_plans(document):
        path = shared / "gold" / f"plan{plan.number:02}.json"
        gold = json.loads(path.read_text(encoding="utf-8"))["quantities"] if path.exists() else None
        if gold is None:
            continue
        read_rows = [(r.role.value, r.value) for r in table.read(plan, document) if r.value is not None]
        checked = [(q["role"], q["value"]) for q in gold if q["source"] == "table"]
        assert sorted(read_rows) == sorted(checked), plan.title
