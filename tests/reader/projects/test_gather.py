"""A plan's projects as a whole: tables, headings, one row a piece of work, lines and spans."""

from __future__ import annotations

import pytest

from luoshi.reader.gazetteer import NOWHERE
from luoshi.reader.model import Cell, Clause, Document, Grid, Money, Plan, Project, Section
from luoshi.reader.outline import read_plans
from luoshi.reader.projects import read

TITLE = "青岚市“十四五”水利发展规划"


def projects(*lines: str) -> list[Project]:
    document = Document("a.txt", "txt", (TITLE, *lines))
    return [row for plan in read_plans(document) for row in read(plan, document, NOWHERE)]


def names(*lines: str) -> list[str]:
    return [row.name for row in projects(*lines)]


def table(*rows: tuple[str, ...], header: int = 1, title: str | None = "重点项目表") -> list[Project]:
    """The projects of a plan that holds one table, a row a line, cells parted by a tab."""
    lines = (TITLE, *("\t".join(row) for row in rows))
    cells = tuple(tuple(Cell(text, number) for text in row) for number, row in enumerate(rows, 2))
    grid = Grid(2, len(lines), cells, header, title)
    root = Section("plan", 0, None, None, TITLE, 1, len(lines), None)
    plan = Plan(1, TITLE, 1, len(lines), (root,), (), (grid,), 2021, 2025, 2020, None)
    return list(read(plan, Document("a.docx", "docx", lines), NOWHERE))


def test_a_row_of_a_table_with_all_its_facts() -> None:
    (row,) = table(
        ("序号", "项目名称", "建设内容", "总投资(万元)", "建设地点", "责任单位", "起止年限"),
        ("1", "南岭河治理工程", "护岸12公里", "3200", "北川县", "市水务局", "2021-2023"),
    )
    assert (row.name, row.content, row.investment) == ("南岭河治理工程", "护岸12公里", Money(value=3200, unit="万元"))
    assert (row.place, row.owner, row.start, row.end) == ("北川县", "市水务局", 2021, 2023)
    assert (row.line, row.span) == (3, (2, 9))


@pytest.mark.parametrize(
    ("rows", "header", "expected"),
    [
        # the finest of two columns of names; a band across the table and a sum are no projects
        (
            (
                ("重点工程", "重点项目"),
                ("水:", "水:"),
                ("治理工程", "北川湿地"),
                ("治理工程", "生态监管制度"),
                ("合计", "合计"),
            ),
            1,
            ["北川湿地", "生态监管制度"],
        ),
        # no column of names
        ((("指标", "2020年"), ("用水总量", "3")), 1, []),
        # no heads: the column where most cells end as names of projects do
        (
            (("1", "南岭河治理工程"), ("2", "北川水库项目"), ("3", "东山园区")),
            0,
            ["南岭河治理工程", "北川水库项目", "东山园区"],
        ),
        # two names in one cell
        ((("项目名称", "投资"), ("甲河治理项目、乙河治理项目", "3")), 1, ["甲河治理项目", "乙河治理项目"]),
    ],
)
def test_tables(rows: tuple[tuple[str, ...], ...], header: int, expected: list[str]) -> None:
    assert [row.name for row in table(*rows, header=header)] == expected


def test_headings_name_works_and_what_follows_tells_of_them() -> None:
    rows = projects(
        "四、重点工程",
        "(一)水库除险加固工程。",
        "对12座水库除险加固,总投资3亿元,2023年完成。",
        "(二)智慧水利中心。",
        "建设平台。",
    )
    assert [row.name for row in rows] == ["水库除险加固工程", "智慧水利中心"]
    assert (rows[0].line, rows[0].investment, rows[0].end) == (3, Money(value=3, unit="亿元"), 2023)


def test_a_marked_line_is_a_project_with_its_facts() -> None:
    rows = projects(
        "一、任务", "①北川河防洪工程(续建),涉及17条河道,计划总投资4亿元。", "②东山泵站改造工程,计划投资0.9亿元。"
    )
    assert [(row.name, row.investment) for row in rows] == [
        ("北川河防洪工程(续建)", Money(value=4, unit="亿元")),
        ("东山泵站改造工程", Money(value=0.9, unit="亿元")),
    ]


def test_a_project_told_in_a_box_and_named_in_prose_is_one_row() -> None:
    rows = projects("一、任务", "推进南岭河综合治理工程建设。", "专栏1 水利项目 Ø 南岭河综合治理工程 总投资3亿元。")
    assert [(row.name, row.line) for row in rows] == [("南岭河综合治理工程", 4)]


def test_a_project_named_twice_in_prose_is_one_row() -> None:
    assert names("一、任务", "推进南岭河综合治理工程。", "二、保障", "加快南岭河综合治理工程建设。") == [
        "南岭河综合治理工程"
    ]


def test_reviews_of_past_years_give_only_what_goes_on() -> None:
    past = "一、“十三五”发展回顾"
    assert names(past, "完成了北川河治理工程,实施东山灌区改造工程。") == []
    assert names(past, "投资3亿元建成北川河拦河大桥工程。") != []


def test_names_keep_the_signs_of_their_line() -> None:
    wide = "推进南岭河治理工程\uff08二期\uff09\uff0c总投资3亿元。"
    (row,) = projects("一、任务", wide)
    assert row.name == "南岭河治理工程\uff08二期\uff09"
    assert row.span is not None
    assert wide[slice(*row.span)] == row.name
    assert row.investment == Money(value=3, unit="亿元")


def test_a_clause_over_several_lines_gives_the_line_of_the_name() -> None:
    lines = (TITLE, "推进北川河防洪能力提升,", "加快建设南岭河治理工程。")
    root = Section("plan", 0, None, None, TITLE, 1, 3, None)
    clause = Clause(0, 2, 3, 0, None, "".join(lines[1:]))
    plan = Plan(1, TITLE, 1, 3, (root,), (clause,), (), 2021, 2025, 2020, None)
    (row,) = read(plan, Document("a.pdf", "pdf", lines), NOWHERE)
    assert (row.name, row.line, row.span) == ("南岭河治理工程", 3, (4, 11))


def test_the_same_text_gives_the_same_rows() -> None:
    lines = ("一、任务", "推进南岭河治理工程、北川水库项目、东山灌区工程。", "建设青岚县文化中心、南岭县体育馆。")
    assert projects(*lines) == projects(*lines)
