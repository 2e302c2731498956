"""What the audit finds in tables: totals, parts, yearly values, blanks, units, double rows."""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.reader.audit import audit
from luoshi.reader.audit.duplicates import rows_twice
from luoshi.reader.audit.gridsums import part_rows, total_columns, total_rows, yearly_rows
from luoshi.reader.model import Cell, Grid

HEAD = ("指标", "单位", "2020年", "2025年", "属性")
WRONG = {
    "sum": [
        [("县", "车站(个)"), ("甲县", "3"), ("乙县", "4"), ("合计", "8")],
        [("县", "里程(公里)"), ("合计", "20.5"), ("甲县", "8.2"), ("乙县", "11.3")],
        [("县", "投资(万元)"), ("甲县", "100"), ("乙县", "200"), ("小计", "400"), ("丙县", "300"), ("丁县", "150")],
        [("指标", "单位", "2021年", "2022年", "2023年", "累计"), ("造林", "亩", "100", "200", "300", "700")],
        [HEAD, ("公路里程", "公里", "8321", "9467", "预期"), ("(1)高速", "公里", "321", "472", "预期"),
         ("(2)普通", "公里", "8000.4", "8991", "预期")],
    ],
    "growth": [
        [("指标", "2020年", "2025年", "年均增长(%)"), ("财政收入(亿元)", "50", "80", "6")],
        [("指标", "2020年", "2025年", "年均增速"), ("财政收入(亿元)", "100", "161", "8%")],
        [("指标", "单位", "2021年", "2025年", "年均增长"), ("游客", "万人次", "10", "20", "15%")],
    ],
    "pending": [
        [HEAD, ("细颗粒物浓度下降", "%", "", "待下达,以国家指标下达为准", "约束性")],
        [("序号", "指标", "指标属性", "2025年"), ("1", "万元产值能耗降低(%)", "约束性", "待定")],
        [HEAD, ("甲", "个", "1", "2", "预期性"), ("耕地保有量", "万亩", "5", "-", "约束性")],
    ],
    "unit": [
        [HEAD, *[(f"指标{n}", "个", "1", "2", "预期性") for n in "甲乙丙丁"], ("突发事件总数", "", "1", "3", "预期性")],
        [("指标", "2020年", "2025年"), *[(f"{n}覆盖率(%)", "1", "2") for n in "甲乙丙丁"], ("车站", "3", "5")],
        [("指标", "2025年"), *[(f"{n}数(个)", "1") for n in "甲乙丙丁戊"], ("公路里程", "320.5")],
    ],
    "duplicate": [
        [("工程", "项目"), ("秸秆工程", "秸秆收储运体系整县建设项目"), (None, "秸秆收储运体系整县建设项目")],
        [("序号", "项目名称", "地点"), ("1", "青山镇污水处理厂扩建工程", "甲县"),
         ("2", "青山镇污水处理厂扩建工程", "甲县")],
        [("类别", "项目"), ("监管", "甲县应急物资储备建设项目"), ("监测", "水站建设"),
         ("应急", "甲县应急物资储备建设项目")],
    ],
    "missing_base": [
        [("指标", "2025年目标", "属性"), ("甲率(%)", "90", "预期性"), ("乙率(%)", "80", "预期性"),
         ("丙率(%)", "70", "预期性")],
        [HEAD, ("甲率", "%", "--", "90", "预期性"), ("乙率", "%", "70", "80", "预期性"),
         ("丙率", "%", "6", "70", "预期性")],
        [("指标", "目标值(2025年)"), ("甲率(%)", "90"), ("乙率(%)", "80"), ("丙率(%)", "70"), ("丁率(%)", "7")],
    ],
}  # fmt: skip
RIGHT = {
    "sum": [
        [("县", "车站(个)"), ("甲县", "3"), ("乙县", "4"), ("合计", "7")],
        [("县", "覆盖率(%)"), ("甲县", "30"), ("乙县", "40"), ("合计", "35")],
        [("县", "里程(公里)"), ("甲县", "8.24"), ("乙县", "11.31"), ("合计", "19.6")],
        [HEAD, ("公路里程", "公里", "8321", "9463", "预期"), ("(1)高速", "公里", "321", "472", "预期"),
         ("(2)普通", "公里", "8000.4", "8991", "预期")],
        [HEAD, ("企业", "家", "50", "100", "预期"), ("其中:高新", "家", "5", "20", "预期"),
         ("雏鹰", "家", "1", "2", "预期")],
        [("县", "车站(个)"), ("甲县", "3"), ("小计", "3"), ("乙县", "4"), ("小计", "4"), ("合计", "7")],
        [("指标", "单位", "2021年", "2022年", "2023年", "累计"), ("造林", "亩", "100", "200", "300", "600")],
    ],
    "growth": [
        [("指标", "2020年", "2025年", "年均增长(%)"), ("财政收入(亿元)", "50", "80", "9.9")],
        [("指标", "2020年", "2025年", "年均增长(%)"), ("财政收入(亿元)", "50", "80", "[30]")],
        [("指标", "2020年", "2025年", "年均增长(%)"), ("覆盖率(%)", "50", "80", "6")],
        [("指标", "2020年", "2025年", "年均增长〔累计〕"), ("人均预期寿命(岁)", "76", "77.5", "〔1.5〕")],
    ],
    "pending": [
        [HEAD, ("细颗粒物浓度", "微克/立方米", "35", "30", "约束性")],
        [HEAD, ("人口", "万人", "35", "-", "预期性")],
        [("指标", "2020年", "2025年", "年均增长", "属性"), ("耕地保有量(万亩)", "5", "6", "—", "约束性")],
        [("指标", "2020年", "2025年", "年均增长〔累计〕", "属性"), ("能耗降低(%)", "—", "—", "〔14〕", "约束性")],
        [("项目", "投资"), ("待建公路", "5亿元")],
    ],
    "unit": [
        [HEAD, *[(f"指标{n}", "个", "1", "2", "预期性") for n in "甲乙丙丁"], ("发展指数", "", "1", "3", "预期性")],
        [("指标", "2025年"), ("车站", "3"), ("公路", "5"), ("桥", "6"), ("港口", "6")],
        [("指标", "2025年"), *[(f"{n}率(%)", "1") for n in "甲乙丙丁"], ("平台", "建成")],
    ],
    "duplicate": [
        [("序号", "项目名称", "地点"), ("1", "污水处理厂扩建工程", "甲县"), ("2", "污水处理厂扩建工程", "乙县")],
        [("指标", "单位"), ("甲", "万平方米/年"), ("乙", "万平方米/年")],
        [("工程", "项目"), ("污水处理厂建设工程", "甲厂"), (None, "乙厂")],
    ],
    "missing_base": [
        [HEAD, ("甲率", "%", "60", "90", "预期性"), ("乙率", "%", "7", "80", "预期性"),
         ("丙率", "%", "6", "70", "预期性")],
        [("项目", "2025年投资"), ("甲项目", "90"), ("乙项目", "80"), ("丙项目", "70")],
        [("指标", "2025年"), ("甲率(%)", "90")],
    ],
}  # fmt: skip
CASES = [(kind, rows, True) for kind, tables in WRONG.items() for rows in tables]
CASES += [(kind, rows, False) for kind, tables in RIGHT.items() for rows in tables]


@pytest.mark.parametrize(("kind", "rows", "wrong"), CASES, ids=[f"{k}-{w}-{n}" for n, (k, _, w) in enumerate(CASES)])
def test_table(make: SimpleNamespace, kind: str, rows: list[tuple[str | None, ...]], wrong: bool) -> None:
    ledger = make.ledger("甲市规划", grids=[make.grid(2, *rows)])
    found = [f for f in audit(ledger) if f.kind == kind]
    assert bool(found) is wrong, found


def table(rows: list[list[str]]) -> Grid:
    return Grid(1, len(rows), tuple(tuple(Cell(t, n) for t in row) for n, row in enumerate(rows, 1)), header=1)


counts = st.integers(0, 10**6)
amounts = st.decimals(0, 10**6, places=2, allow_nan=False)
wrong_by = st.sampled_from([-7, -3, 3, 11])


@given(st.lists(st.tuples(counts, amounts), min_size=2, max_size=9), st.booleans())
def test_right_totals_are_never_flagged(rows: list[tuple[int, Decimal]], first: bool) -> None:
    total = ["合计", str(sum(n for n, _ in rows)), str(sum(a for _, a in rows))]
    lines = [[f"{k}号县", str(n), str(a)] for k, (n, a) in enumerate(rows)]
    body = [total, *lines] if first else [*lines, total]
    assert not list(total_rows(table([["县", "车站(个)", "投资(亿元)"], *body])))


@given(st.lists(counts, min_size=2, max_size=9), wrong_by, st.data())
def test_one_wrong_cell_is_always_flagged(rows: list[int], off: int, data: st.DataObject) -> None:
    written = [*rows, sum(rows)]
    place = data.draw(st.integers(0, len(rows)))
    written[place] = abs(written[place] + off) if written[place] + off >= 0 else written[place] - off
    lines = [[f"{k}号县", str(n)] for k, n in enumerate(written[:-1])]
    assert list(total_rows(table([["县", "车站(个)"], *lines, ["合计", str(written[-1])]])))


@given(st.lists(amounts, min_size=3, max_size=5), st.booleans())
def test_yearly_values_against_their_total(rows: list[Decimal], wrong: bool) -> None:
    head = ["指标", *[f"{2021 + k}年" for k in range(len(rows))], "累计"]
    total = sum(rows) + (len(rows) if wrong else 0)
    grid = table([head, ["投资(亿元)", *map(str, rows), str(total)]])
    assert bool(list(total_columns(grid))) is wrong


def test_an_indicator_listed_twice_with_its_numbers() -> None:
    head, row = ["指标", "单位", "2025年"], ["森林覆盖率", "%", "31"]
    assert list(rows_twice(table([head, row, ["湿地保护率", "%", "50"], row])))
    assert not list(rows_twice(table([head, row, ["森林覆盖率", "%", "30"]])))
    assert not list(rows_twice(table([["指标", "单位"], ["主要指标", "-"], ["主要指标", "-"]])))


def test_parts_without_a_number_of_their_own_belong_to_the_row_above() -> None:
    rows = [
        ["指标", "2024年", "2025年"],
        ["4.养老保险人数(万人)", "61.7", "62.4"],
        ["其中:企业职工(万人)", "47.0", "47.2"],
        ["机关事业(万人)", "15.4", "15.8"],
        ["5.失业保险人数(万人)", "21", "21"],
    ]
    (found,) = part_rows(table(rows))
    assert found[0] == (2, 3, 4)
    assert found[1].count("stated") == 2
    rows[2][1:] = ["46.3", "46.6"]
    assert not list(part_rows(table(rows)))


YEARLY = ("指标", "规划目标", "2021年", "2022年", "2023年")


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        (("就业(万人)", "4.5", "1.5", "1.5", "1.5"), False),
        (("参保(万人)", "82.3", "79.6", "80.3", "82.3"), False),
        (("失业率(%)", "4.5之内", "4.5之内", "4.5之内", "4.5之内"), False),
        (("就业(万人)", "4.8", "1.5", "1.5", "1.5"), True),
        (("参保(万人)", "82.3", "79.6", "80.3", "81.3"), True),
    ],
)
def test_yearly_targets_end_at_the_target_or_add_up_to_it(row: tuple[str, ...], wrong: bool) -> None:
    assert bool(list(yearly_rows(table([list(YEARLY), list(row)])))) is wrong


@given(st.lists(st.integers(10, 10**5), min_size=2, max_size=6))
def test_parts_that_make_up_the_whole_are_never_flagged(parts: list[int]) -> None:
    rows = [["公路", "公里", str(sum(parts))], *[[f"({k})段", "公里", str(n)] for k, n in enumerate(parts, 1)]]
    assert not list(part_rows(table([["指标", "单位", "2025年"], *rows])))
