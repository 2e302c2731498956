"""Tables rebuilt from their cells: a construct a row, and the round trip of invented tables through each layout."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.reader.model import Document, Grid
from luoshi.reader.outline import read_plans
from tests.reader.layouts import Table, bare, barred, markdown, whole

TITLE = "青岚市“十四五”水利发展规划"


def grids(*lines: str) -> tuple[Grid, ...]:
    return read_plans(Document("a.txt", "txt", (TITLE, "一、目标", *lines, "二、任务", "抓好落实。")))[0].grids


def texts(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in row] for row in grid.rows]


MERGED: Table = [
    ["类别", "序号", "指标", "2020年", "2025年", "属性"],
    ["水", "1", "水质(%)", "85", "90", "约束性"],
    [None, "2", "供水量(亿吨)", None, "3", "预期性"],
    ["林", "3", "森林覆盖率(%)", "30", "31", "约束性"],
]
READ = [
    ["类别", "序号", "指标", "2020年", "2025年", "属性"],
    ["水", "1", "水质(%)", "85", "90", "约束性"],
    ["水", "2", "供水量(亿吨)", "", "3", "预期性"],
    ["林", "3", "森林覆盖率(%)", "30", "31", "约束性"],
]


SAME: dict[str, Callable[[Table], list[str]]] = {
    "bars": barred, "bare": bare, "markdown": markdown, "tabs": lambda t: whole(t, "\t"), "rows": lambda t: whole(t, " | "),
}  # fmt: skip


@pytest.mark.parametrize("layout", SAME)
def test_a_table_is_the_same_in_every_layout(layout: str) -> None:
    grid = grids(*SAME[layout](MERGED))[0]
    assert (texts(grid), grid.header) == (READ, 1)
    assert grid.rows[2][0] is grid.rows[1][0]


LAYOUTS = [
    ("title over the whole width", ["主要指标 |", "||", "指标 |", "2020年 |", "2025年 |", "水质(%) |", "85 |", "90 |"],
     "主要指标", 1, [["指标", "2020年", "2025年"], ["水质(%)", "85", "90"]]),
    ("caption above, with the unit", ["表1 供水指标", "单位:万吨", "指标 |", "2020年 |", "2025年 |", "供水量 |", "85 |", "90 |"],
     "供水指标", 1, [["指标", "2020年", "2025年"], ["供水量", "85", "90"]]),
    ("heads in two rows", ["指标 |", "目标 |", "各年度目标 |", "属性 |", "|", "2024 |", "2025 |", "|||", "水库(座) |", "5 |", "2 |", "3 |", "预期性 |"],
     None, 2, [["指标", "目标", "各年度目标", "各年度目标", "属性"], ["指标", "目标", "2024", "2025", "属性"], ["水库(座)", "5", "2", "3", "预期性"]]),
    ("rows of groups", ["指标 |", "2020年 |", "2025年 |", "一、供水 |", "||", "水质(%) |", "85 |", "90 |", "二、排水 |", "||", "处理率(%) |", "92 |", "97 |"],
     None, 1, [["指标", "2020年", "2025年"], ["一、供水"] * 3, ["水质(%)", "85", "90"], ["二、排水"] * 3, ["处理率(%)", "92", "97"]]),
    ("spaces in a cell", ["领域 |", "指标 类别 |", "2025年 |", "供 水 安 全 |", "水质(%) |", "4.5 之内 |", "漏损(%) 渗漏(%) |", "9、8 |", "|"],
     None, 1, [["领域", "指标类别", "2025年"], ["供水安全", "水质(%)", "4.5之内"], ["供水安全", "漏损(%) 渗漏(%)", "9、8"]]),
    ("其中 in a cell of its own", ["指标 |", "2020年 |", "2025年 |", "|", "水厂(座) |", "5 |", "9 |", "|", "其中: |", "(1)地表水厂 |", "3 |", "6 |"],
     None, 1, [["指标", "2020年", "2025年"], ["水厂(座)", "5", "9"], ["其中:(1)地表水厂", "3", "6"]]),
    ("a last row cut short", ["序号 |", "指标 |", "2020年 |", "2025年 |", "1 |", "水质(%) |", "-- |", "90 |", "2 |", "绿地(%) |", "40 |"],
     None, 1, [["序号", "指标", "2020年", "2025年"], ["1", "水质(%)", "--", "90"], ["2", "绿地(%)", "", "40"]]),
    ("a cell over two lines", ["指标 |", "2020年 |", "2025年 |", "属性 |", "农村", "供水率(%) |", "85 |", "90 |", "预期性 |"],
     None, 1, [["指标", "2020年", "2025年", "属性"], ["农村供水率(%)", "85", "90", "预期性"]]),
    ("two columns with groups", ["重点工程 |", "重点项目 |", "供水: |", "|", "水源工程 |", "北川水库 |", "南岭水库 |", "|", "管网工程 |", "东岸管网 |"],
     None, 1, [["重点工程", "重点项目"], ["供水:"] * 2, ["水源工程", "北川水库"], ["水源工程", "南岭水库"], ["管网工程", "东岸管网"]]),
    ("parted by blanks", ["指标 单位 2020年 2025年", "水质 % 85 90", "水库 座 3 5"],
     None, 1, [["指标", "单位", "2020年", "2025年"], ["水质", "%", "85", "90"], ["水库", "座", "3", "5"]]),
    ("words for values", ["领域 |", "指标 |", "2020年 |", "2025年 |", "属性 |", "水 |", "水质(%) |", "85 |", "90 |", "预期性 |", "生态质量 |",
      "稳定 |", "稳中向好 |", "预期性 |", "|"],
     None, 1, [["领域", "指标", "2020年", "2025年", "属性"], ["水", "水质(%)", "85", "90", "预期性"], ["水", "生态质量", "稳定", "稳中向好", "预期性"]]),
    ("an empty row", ["指标 |", "2020年 |", "2025年 |", "水质(%) |", "85 |", "90 |", "|||", "绿地(%) |", "40 |", "|"],
     None, 1, [["指标", "2020年", "2025年"], ["水质(%)", "85", "90"], ["绿地(%)", "", "40"]]),
    ("no heads", ["北川水库 |", "西岭县 |", "|", "南岭水库 |", "东岸区 |", "|", "云栖水库 |", "南渡县 |", "|"],
     None, 0, [["北川水库", "西岭县"], ["南岭水库", "东岸区"], ["云栖水库", "南渡县"]]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "title", "header", "rows"), [row[1:] for row in LAYOUTS], ids=[row[0] for row in LAYOUTS]
)
def test_layouts(lines: list[str], title: str | None, header: int, rows: list[list[str]]) -> None:
    found = grids(*lines)
    assert [(grid.title, grid.header, texts(grid)) for grid in found] == [(title, header, rows)]


def test_a_unit_above_the_table_belongs_to_it() -> None:
    plan = read_plans(Document("a.txt", "txt", (TITLE, "单位：万吨", "指标\t2025年", "供水量\t90")))[0]
    assert [(grid.unit, grid.first, grid.last) for grid in plan.grids] == [("万吨", 2, 4)]
    assert plan.clauses == ()


NO_TABLES = [
    ("a picture", ["专栏1 产业结构", "|", "正文。"]),
    ("a run-on box", ["专栏1 水利工程 Ø 北川水库 总投资5亿元,建设地点为西岭县。 |", "正文。"]),
    ("a box of sentences", ["专栏1 水利工程 |", "北川水库总投资5亿元。 |", "南岭水库总投资3亿元。 |", "云栖水库。 |", "东岸管网。 |", "正文。"]),
    ("a tab in a sentence", ["\t全市建成水库5座。", "\t新建3座。"]),
    ("a line of contents", ["第一章 总则\t1", "第二章 任务\t3"]),
    ("a list of short lines", ["指标", "水库", "水厂", "泵站", "管网", "渠道", "水塘", "2025年"]),
    ("heads without a table", ["指标", "2020年", "2025年", "如上所述,各项指标均已完成。"]),
    ("a bar in a sentence", ["“水利|防汛”一体推进。", "建成平台。"]),
]  # fmt: skip


@pytest.mark.parametrize("lines", [row[1] for row in NO_TABLES], ids=[row[0] for row in NO_TABLES])
def test_what_is_no_table(lines: list[str]) -> None:
    assert grids(*lines) == ()


NAMES = st.lists(st.sampled_from("森林绿地水质供水污水管网耕地湿地医疗教育"), min_size=4, max_size=10).map("".join)
NUMBERS = st.integers(2, 99999).map(str) | st.decimals(min_value=1, max_value=999, places=2).map(str)
KINDS = st.sampled_from(["约束性", "预期性"])


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Indicator tables with merged groups, missing bases and notes, as a careful office would print them."""
    numbered, noted = draw(st.booleans()), draw(st.booleans())
    head = ["领域", *["序号"] * numbered, "指标", "2020年", "2025年", "属性", *["备注"] * noted]
    rows: list[list[str | None]] = [list(head)]
    count = 0
    for group in draw(st.lists(NAMES, min_size=1, max_size=4)):
        for k in range(draw(st.integers(1, 4))):
            count += 1
            base = draw(st.none() | NUMBERS)
            note = [draw(st.none() | st.just("以部门数据为准"))] * noted
            first = group if k == 0 else None
            rows.append([first, *[str(count)] * numbered, draw(NAMES) + "(%)", base, draw(NUMBERS), draw(KINDS), *note])
    return rows


@given(tables())
def test_a_table_comes_back_from_its_cells(table: Table) -> None:
    found = grids(*barred(table))
    expected: list[list[str]] = []
    for row in table:
        above = expected[-1][0] if expected else ""
        expected.append([row[0] or above, *(cell or "" for cell in row[1:])])
    assert [texts(grid) for grid in found] == [expected]


@given(tables(), st.sampled_from(["\t", " | "]))
def test_a_table_comes_back_from_its_rows(table: Table, separator: str) -> None:
    found = grids(*whole(table, separator))
    assert [[row[1:] for row in texts(grid)] for grid in found] == [[[cell or "" for cell in row[1:]] for row in table]]


@pytest.mark.shared
def test_the_real_tables(shared: Path) -> None:
    text = (shared / "plans" / "chaoyang-2022.txt").read_text(encoding="utf-8").splitlines()
    found = [grid for plan in read_plans(Document("c.txt", "txt", tuple(text))) for grid in plan.grids]
    assert [(grid.width, len(grid.rows), grid.header) for grid in found] == [
        (8, 20, 2),
        (6, 17, 1),
        (4, 24, 1),
        (2, 68, 1),
        (6, 27, 1),
    ]
    assert all(len(row) == grid.width for grid in found for row in grid.rows)


LONG: Table = [
    ["领域", "序号", "指标", "2020年", "2025年", "属性", "备注"],
    *([f"第{k // 3}类" if k % 3 == 0 else None, str(k + 1), f"{name}率(%)", None if k % 4 == 1 else "30", "41", "预期性", None]
      for k, name in enumerate(["森林", "绿地", "水质", "供水", "污水", "管网", "耕地", "湿地", "医疗", "教育", "道路", "住房"])),
]  # fmt: skip


@pytest.mark.parametrize("which", range(1, 12))
def test_a_lost_line_of_bars_costs_no_other_row(which: int) -> None:
    """Which group a row is in may be lost, as nothing tells a group from a note; its numbers are not."""
    lines = barred(LONG)
    lost = [k for k, line in enumerate(lines) if not line.strip("|")][which]
    before, after = grids(*lines), grids(*lines[:lost], *lines[lost + 1 :])
    assert len(after) == 1
    assert len({tuple(row[1:-1]) for row in texts(before[0])} - {tuple(row[1:-1]) for row in texts(after[0])}) <= 1


@pytest.mark.shared
@pytest.mark.parametrize("strip", ["|", "| "], ids=["without bars of empty cells", "without any bar"])
def test_the_real_indicator_tables_without_their_bars(shared: Path, strip: str) -> None:
    """What the bars tell can be told from the cells, but for what is a group and what a note."""
    text = (shared / "plans" / "chaoyang-2022.txt").read_text(encoding="utf-8").splitlines()
    for plan in read_plans(Document("c.txt", "txt", tuple(text))):
        for grid in plan.grids:
            if not any("指标" in cell.text for cell in grid.rows[0]):
                continue
            lines = [line for line in text[grid.rows[0][0].line - 1 : grid.last] if line.strip("| ")]
            if strip == "| ":
                lines = [line.rstrip(strip) for line in lines]
            again = grids(*lines)
            keep = [k for k, head in enumerate(texts(grid)[0]) if head not in ("领域", "类别", "备注")]
            said = [[[row[k] for k in keep] for row in texts(found)] for found in (*again, grid)]
            assert said[:-1] == [said[-1]]
