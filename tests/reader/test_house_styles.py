"""One table in the many styles in which offices print it: each is read to the same rows and the same quantities."""

from __future__ import annotations

import pytest

from luoshi.reader.model import Document
from luoshi.reader.outline import read_plans
from luoshi.reader.quantities import table

TITLE = "青岚市“十四五”水利发展规划"

SAID = [
    ("供水量", "base", 1200.0, "万吨", "预期性"),
    ("供水量", "target", 1350.0, "万吨", "预期性"),
    ("森林覆盖率", "base", 30.0, "%", "约束性"),
    ("森林覆盖率", "target", 31.0, "%", "约束性"),
]

STYLES = [
    ("bars between", ["指标 | 单位 | 2020年 | 2025年 | 属性", "供水量 | 万吨 | 1200 | 1350 | 预期性", "森林覆盖率 | % | 30 | 31 | 约束性"]),
    ("bars of full width", ["指标｜单位｜2020年｜2025年｜属性", "供水量｜万吨｜1200｜1350｜预期性", "森林覆盖率｜%｜30｜31｜约束性"]),
    ("drawn lines", ["┌──┬──┬──┬──┐", "│指标│2020年│2025年│属性│", "├──┼──┼──┼──┤", "│供水量(万吨)│1200│1350│预期性│", "├──┼──┼──┼──┤",
      "│森林覆盖率(%)│30│31│约束性│", "└──┴──┴──┴──┘"]),
    ("lines of signs", ["+----+----+----+", "| 指标 | 2020年 | 2025年 | 属性 |", "+====+====+====+", "| 供水量(万吨) | 1200 | 1350 | 预期性 |",
      "| 森林覆盖率(%) | 30 | 31 | 约束性 |", "+----+----+----+"]),
    ("group lines without bars", ["指标 | 单位 | 2020年 | 2025年 | 属性", "一、供水安全", "供水量 | 万吨 | 1200 | 1350 | 预期性", "(二)生态",
      "森林覆盖率 | % | 30 | 31 | 约束性"]),
    ("two of them and a blank line", ["指标 | 单位 | 2020年 | 2025年 | 属性", "供水量 | 万吨 | 1200 | 1350 | 预期性", "", "二、生态", "1.森林",
      "森林覆盖率 | % | 30 | 31 | 约束性"]),
    ("groups between tabs", ["指标\t单位\t2020年\t2025年\t属性", "一、供水安全\t\t\t\t", "供水量\t万吨\t1200\t1350\t预期性", "1 生态",
      "森林覆盖率\t%\t30\t31\t约束性"]),
    ("groups with bars", ["| 指标 | 单位 | 2020年 | 2025年 | 属性 |", "| 一、供水安全 | | | | |", "| 供水量 | 万吨 | 1200 | 1350 | 预期性 |",
      "| 二、生态 |", "| 森林覆盖率 | % | 30 | 31 | 约束性 |"]),
    ("groups counted in their own column", ["序号|指标|2020年|2025年|属性", "一|供水安全|||", "1|供水量(万吨)|1200|1350|预期性", "二|生态|||",
      "2|森林覆盖率(%)|30|31|约束性"]),
    ("blanks and a bar at the end", ["序号 指标 2020年 2025年 属性 |", "1 供水量(万吨) 1200 1350 预期性 |", "2 森林覆盖率(%) 30 31 约束性 |"]),
    ("blanks in the heads", ["序号 指 标 2020 年 2025 年 属 性", "1 供水量(万吨) 1200 1350 预期", "2 森林覆盖率 (%) 30 31 约束"]),
    ("blanks of full width", ["指　标　　单位　　2020年　　2025年　　属　性", "供水量　　万吨　　1200　　1350　　预期性",
      "森林覆盖率　　%　　30　　31　　约束性"]),
    ("one blank of full width", ["指标　单位　2020年　2025年　属性", "供水量　万吨　1200　1350　预期性", "森林覆盖率　%　30　31　约束性"]),
    ("groups between blanks", ["指标 单位 2020年 2025年 属性", "一、供水安全", "供水量 万吨 1200 1350 预期性", "二、生态 环境",
      "森林覆盖率 % 30 31 约束性"]),
    ("a merged group between blanks", ["类别 指标 2020年 2025年 属性", "水土 供水量(万吨) 1200 1350 预期性", "森林覆盖率(%) 30 31 约束性"]),
    ("commas", ["指标,单位,2020年,2025年,属性", "供水量,万吨,1200,1350,预期性", "森林覆盖率,%,30,31,约束性"]),
    ("commas that part thousands", ["指标,单位,2020年,2025年,属性", "一、供水", "供水量,万吨,1,200,1,350,预期性", "森林覆盖率,%,30,31,约束性"]),
    ("commas of full width", ["序号，指标，单位，2020年，2025年，属性", "1，供水量，万吨，1200，1350，预期性", "2，森林覆盖率，%，30，31，约束性"]),
    ("marks of lists", ["指标、单位、2020年、2025年、属性", "供水量、万吨、1200、1350、预期性", "森林覆盖率、%、30、31、约束性"]),
    ("semicolons", ["指标；单位；2020年；2025年；属性", "供水量；万吨；1200；1350；预期性", "森林覆盖率；%；30；31；约束性"]),
    ("cells in a line each, groups without bars", ["指标 |", "单位 |", "2020年 |", "2025年 |", "属性 |", "一、供水安全", "供水量 |", "万吨 |",
      "1200 |", "1350 |", "预期性 |",
      "二、生态", "森林覆盖率 |", "% |", "30 |", "31 |", "约束性 |"]),
    ("heads in two rows", ["指标 | 单位 | 2020年 | 2025年 | | 属性", " | | | 目标 | 年均增速 | ", "供水量 | 万吨 | 1200 | 1350 | — | 预期性",
      "森林覆盖率 | % | 30 | 31 | | 约束性"]),
    ("bold signs", ["| **指标** | 单位 | 2020年 | 2025年 | 属性 |", "| :-- | :-: | --: | --: | --- |", "| **供水量** | 万吨 | 1200 | 1350 | 预期性 |",
      "| 森林覆盖率 | % | 30 | 31 | 约束性 |"]),
    ("all in one line", ["序号 指标 2020年 2025年 属性 1 供水量(万吨) 1200 1350 预期性 2 森林覆盖率(%) 30 31 约束性 |"]),
    ("units in the cells", ["指标 | 2020年 | 2025年 | 属性", "供水量 | 1200万吨 | 1350万吨 | 预期", "森林覆盖率 | 30% | 31% | 约束"]),
    ("the heads again on the next page", ["指标 | 单位 | 2020年 | 2025年 | 属性", "供水量 | 万吨 | 1200 | 1350 | 预期性", "续表1",
      "指标 | 单位 | 2020年 | 2025年 | 属性",
      "森林覆盖率 | % | 30 | 31 | 约束性"]),
]  # fmt: skip


@pytest.mark.parametrize("lines", [row[1] for row in STYLES], ids=[row[0] for row in STYLES])
def test_a_table_says_the_same_in_every_style(lines: list[str]) -> None:
    text = (TITLE, "一、目标", "表1 主要指标", *lines, "注：〔〕内为五年累计值。", "二、任务", "抓好落实。")
    document = Document("a.txt", "txt", text)
    (plan,) = read_plans(document)
    assert [(q.name, q.role.value, q.value, q.unit, q.kind) for q in table.read(plan, document)] == SAID
    assert [(grid.title, grid.first, grid.last) for grid in plan.grids] == [("主要指标", 4, 3 + len(lines))]
    # Neither rows nor groups are headings or text of the plan; the note below is.
    assert [section.title for section in plan.sections[1:]] == ["目标", "主要指标", "任务"]
    assert [clause.text for clause in plan.clauses] == ["注：〔〕内为五年累计值。", "抓好落实。"]


BROKEN = [
    ("a name of several words", "3 农村 自来水 普及率(%) 90 94 预期性", ["3", "农村自来水普及率(%)", "90", "94", "预期性"]),
    ("a sign apart from its number", "3 用水总量(亿吨) 12.4 ≤ 13.1 约束性", ["3", "用水总量(亿吨)", "12.4", "≤13.1", "约束性"]),
    ("brackets apart", "3 能耗降低(%) 〔 15 〕 〔16〕 约束性", ["3", "能耗降低(%)", "〔15〕", "〔16〕", "约束性"]),
    ("the sign of percent apart", "3 污水处理率 (%) 90 % 97 % 约束性", ["3", "污水处理率(%)", "90%", "97%", "约束性"]),
    ("no base", "3 污水处理率(%) 97 约束性", ["3", "污水处理率(%)", "", "97", "约束性"]),
    ("to be issued", "3 水质优良比例(%) 85 以省下达为准 约束性", ["3", "水质优良比例(%)", "85", "以省下达为准", "约束性"]),
]  # fmt: skip


@pytest.mark.parametrize(("line", "cells"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_words_between_blanks_find_their_columns(line: str, cells: list[str]) -> None:
    text = (TITLE, "一、目标", "序号 指标 2020年 2025年 属性", "1 水质(%) 85 90 约束性", line, "二、任务")
    grid = read_plans(Document("a.txt", "txt", text))[0].grids[0]
    assert [cell.text for cell in grid.rows[-1]] == cells


def test_the_unit_has_its_column_where_a_note_is_missing() -> None:
    heads = "序号 指标 单位 2020年 2025年 属性 备注"
    text = (TITLE, "一、目标", heads, "1 供水量 万吨 12 13 预期性 当年值", "2 水质 % 90 95 约束性", "二、任务")
    grid = read_plans(Document("a.txt", "txt", text))[0].grids[0]
    assert [cell.text for cell in grid.rows[-1]] == ["2", "水质", "%", "90", "95", "约束性", ""]


def test_a_table_of_places_between_blanks() -> None:
    text = (TITLE, "一、目标", "表2 各县区供水能力(万吨)", "县区 2020年 2025年", "西岭县 3 5", "南渡县 2 4", "二、任务")
    document = Document("a.txt", "txt", text)
    (plan,) = read_plans(document)
    said = [(q.scope, q.role.value, q.value) for q in table.read(plan, document)]
    assert said == [
        ("西岭县", "base", 3.0),
        ("西岭县", "target", 5.0),
        ("南渡县", "base", 2.0),
        ("南渡县", "target", 4.0),
    ]


APART = [
    ("a heading between two tables", ["指标 | 2020年 | 2025年", "水质(%) | 85 | 90", "二、节水", "县区 | 2020年 | 2025年", "西岭县 | 3 | 4"],
      [(3, 4), (6, 7)], ["目标", "节水"]),
    ("a caption between two tables", ["指标 | 2020年 | 2025年", "水质(%) | 85 | 90", "表2 节水", "指标 | 2020年 | 2025年", "漏损(%) | 3 | 4"],
      [(3, 4), (6, 7)], ["目标", "节水"]),
    ("a heading after blanks", ["指标 2020年 2025年", "水质(%) 85 90", "2 节水", "2.1 目标"], [(3, 4)], ["目标"]),
    ("a list of names", ["北川水库 | 西岭县", "南岭水库 | 东岸区", "二、节水", "云栖水库 | 南渡县", "东岸管网 | 西岭县"], [(3, 4), (6, 7)], ["目标",
      "节水"]),
    ("a sentence with commas", ["指标、任务、2025年目标。", "坚持节水、供水、2035年"], [], ["目标"]),
    ("heads and a sentence in one line", ["指标 说明 :2025年,供水量达到 3 亿吨,覆盖率 达到 30 以上,目标明确。"], [], ["目标"]),
    ("a heading between cells and a box", ["指标 |", "2020年 |", "2025年 |", "水质(%) |", "85 |", "90 |", "二、节水", "北川水库。 |", "3 |",
      "南岭水库。 |"],
      [(3, 8)], ["目标", "节水"]),
    ("heads in a sentence", ["强化指标,落实目标,2025年建成", "供水,节水,水库3座。"], [], ["目标"]),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "spans", "titles"), [row[1:] for row in APART], ids=[row[0] for row in APART])
def test_what_is_no_part_of_a_table(lines: list[str], spans: list[tuple[int, int]], titles: list[str]) -> None:
    plan = read_plans(Document("a.txt", "txt", (TITLE, "一、目标", *lines)))[0]
    assert [(grid.first, grid.last) for grid in plan.grids] == spans
    assert [section.title for section in plan.sections[1:]][: len(titles)] == titles
