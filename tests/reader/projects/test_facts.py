"""Money, years, place, owner and content beside the name of a project."""

from __future__ import annotations

import pytest

from luoshi.reader.gazetteer import NOWHERE, Area, Gazetteer
from luoshi.reader.model import Money
from luoshi.reader.projects import facts

CITY = Gazetteer(
    "青岚市",
    (
        Area("370000", "青岚市", 2),
        Area("370001", "东城区", 3),
        Area("370002", "北川县", 3, ("北川",)),
    ),
)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("总投资15.39亿元,占地910亩", 15.39, "亿元"),
        ("总投资为15.39亿。", 15.39, "亿"),
        ("规划总投资1602万元,计划2021年完成", 1602, "万元"),
        ("估算投资约145亿元(其中征地资金约20亿元)", 145, "亿元"),
        ("已完成投资6200万元,总投资8000万元", 8000, "万元"),
        ("需省投资14688万元,项目估算投资41966万元", 41966, "万元"),
        ("资金预算200万元", 200, "万元"),
        ("预计投资 2.67亿元", 2.67, "亿元"),
        ("计划投资:2.35亿元", 2.35, "亿元"),
    ],
)
def test_money(text: str, value: float, unit: str) -> None:
    assert facts.money(text) == Money(value=value, unit=unit)


@pytest.mark.parametrize("text", ["占地910亩", "完成投资6200万元", "投资规模逐年扩大", "到2025年收入3亿元", ""])
def test_no_money(text: str) -> None:
    assert facts.money(text) is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("东山公路(9.9公里,35817万元)", Money(value=35817, unit="万元")),
        ("东山公路(9.9公里)", None),
        ("东山公路", None),
    ],
)
def test_money_in_brackets(name: str, expected: Money | None) -> None:
    assert facts.money_in_brackets(name) == expected


@pytest.mark.parametrize(
    ("cell", "unit", "expected"),
    [
        ("3200", "万元", Money(value=3200, unit="万元")),
        ("3.2亿元", "万元", Money(value=3.2, unit="亿元")),
        ("约5000", "万元", Money(value=5000, unit="万元")),
        ("3200", None, None),
        ("待定", "万元", None),
    ],
)
def test_money_of_cell(cell: str, unit: str | None, expected: Money | None) -> None:
    assert facts.money_of_cell(cell, unit) == expected


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2017年开工建设,2020年末已完成主体工程,计划2021年全部投入使用", 2017, 2021),
        ("计划于2021年建设并投入使用", 2021, 2021),
        ("规划于2021年启动该项目建设,同年投入使用", 2021, 2021),
        ("计划“十三五”期末启动该项目,2021年完成", 2020, 2021),
        ("预计2024年启动项目建设,“十四五”期末建成并投入使用", 2024, 2025),
        ("2020年8月开工建设,计划2021年全部投入使用", 2020, 2021),
        ("预计2023年末投入运营", None, 2023),
        ("2022年底前,建成一个示范基地", None, 2022),
        ("到2025年底,建设完成1座教育基地", None, 2025),
        ("2021年底投入运行,2023年完成全部处理任务", None, 2021),
        ("2021—2023年实施", 2021, 2023),
        ("“十四五”期间,青岚集团计划投资1100万元", 2021, 2025),
        ("“十三五”期间建成5座", None, None),
        ("年底完成", None, None),
        ("总投资3亿元", None, None),
    ],
)
def test_years(text: str, start: int | None, end: int | None) -> None:
    assert facts.years(text, 2021, 2025) == (start, end)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("2021-2023", (2021, 2023)), ("2021年至2023年", (2021, 2023)), ("2025", (None, 2025)), ("待定", (None, None))],
)
def test_years_of_cell(cell: str, expected: tuple[int | None, int | None]) -> None:
    assert facts.years_of_cell(cell) == expected


@pytest.mark.parametrize(
    ("name", "body", "city", "expected"),
    [
        ("交通枢纽", "项目位于东城区凌河街道,占地48亩", CITY, "东城区凌河街道"),
        ("北川县客运站", "总投资3亿元", CITY, "北川县"),
        ("北川集装箱园区", "总投资3亿元", CITY, "北川"),
        ("东城区、北川县联防工程", "", CITY, "东城区、北川县"),
        ("岭南县白石镇污水处理厂", "", NOWHERE, "岭南县白石镇"),
        ("城市公园", "总投资3亿元", NOWHERE, None),
        ("智慧农贸市场", "起点位于东山,终点位于西山", NOWHERE, None),
        ("全市供水工程", "某公司总部位于北川的民营企业", NOWHERE, None),
        ("客运枢纽", "", CITY, None),
    ],
)
def test_place(name: str, body: str, city: Gazetteer, expected: str | None) -> None:
    assert facts.place(name, body, city) == expected


@pytest.mark.parametrize(
    ("name", "body", "expected"),
    [
        ("青岚钢铁有限公司余热发电项目", "", "青岚钢铁有限公司"),
        ("物流平台项目", "“十四五”期间,交通投资集团计划投资1000万元", "交通投资集团"),
        ("物流平台项目", "由市交通局牵头建设", "市交通局"),
        ("物流平台项目", "总投资1000万元", None),
    ],
)
def test_owner(name: str, body: str, expected: str | None) -> None:
    assert facts.owner(name, body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("占地48亩。建设内容主要包括地下停车场、广场铺装。投资3亿元", "地下停车场、广场铺装"),
        ("建设内容包括新建3公里管网,计划投资1.9亿元", "新建3公里管网"),
        ("主要建设公路港、综合办公区。", "公路港、综合办公区"),
        ("总投资3亿元", None),
        ("建设内容包括" + "仓库、" * 40 + "道路。", None),
    ],
)
def test_content(body: str, expected: str | None) -> None:
    assert facts.content(body) == expected
