"""Sentences of invented cities and the rows they must give: one construct of the language a case."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.core.target import Bound, Op, Role, TargetKind
from luoshi.reader.gazetteer import NOWHERE, Area, Gazetteer
from luoshi.reader.model import Clause, Document, Plan, Quantity, Section
from luoshi.reader.quantities import prose
from tests.reader.quantities.constructs import CASES, GOAL, REVIEW, TASK, Case

CITY = Gazetteer("青岚市", (Area("370000", "青岚市", 2), Area("370021", "云溪县", 3, ("云溪",), "370000")))


def read(text: str, section: str = GOAL, kind: Any = "section", gazetteer: Gazetteer = NOWHERE) -> list[Quantity]:
    """Rows of one clause under one heading of an invented plan for 2021-2025."""
    lines = ("青岚市“十四五”水利发展规划", section, text)
    document = Document("plan.txt", "txt", lines)
    sections = (
        Section("plan", 0, None, None, lines[0], 1, 3, None),
        Section(kind, 1, "一、", 1, section, 2, 3, 0),
    )
    plan = Plan(1, lines[0], 1, 3, sections, (Clause(1, 3, 3, 0, None, text),), (), 2021, 2025, 2020, None)
    return list(prose.read(plan, document, gazetteer))


def short(rows: list[Quantity]) -> list[tuple[str, float | None, str | None]]:
    return [(row.name, row.value, row.unit) for row in rows]


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_rows(case: Case) -> None:
    assert short(read(case.text, case.section)) == case.rows


@pytest.mark.parametrize(
    ("text", "section", "role", "year"),
    [
        ("到2025年,供水能力达到3亿吨。", GOAL, Role.TARGET, 2025),
        ("供水能力达到3亿吨。", GOAL, Role.TARGET, 2025),
        ("供水能力达到3亿吨。", REVIEW, Role.BASE, 2020),
        ("2019年,供水能力达到3亿吨。", REVIEW, Role.BASE, 2019),
        ("截至2020年底,供水能力达到3亿吨。", TASK, Role.BASE, 2020),
        ("2023年底前新建泵站3座。", TASK, Role.TARGET, 2023),
        ("“十四五”期间,新建泵站3座。", TASK, Role.TARGET, 2025),
        ("“十三五”期间,新建泵站3座。", REVIEW, Role.BASE, 2020),
        ("预计到2025年供水能力达到3亿吨。", REVIEW, Role.TARGET, 2025),
        ("目前全市有泵站3座。", TASK, Role.BASE, None),
        ("新建泵站3座,2022年底投入运行。", TASK, Role.TARGET, 2022),
        ("“十四五”期间加快建设。新建泵站3座。", TASK, Role.TARGET, 2025),
        ("比2020年增长5%的目标不变,2024年供水能力达到3亿吨。", GOAL, Role.TARGET, None),
    ],
)  # fmt: skip
def test_role_and_year(text: str, section: str, role: Role, year: int | None) -> None:
    rows = read(text, section)
    assert rows
    assert rows[-1].role is role
    assert rows[-1].year == (2024 if year is None and "2024" in text else year)


@pytest.mark.parametrize(
    ("text", "op", "kind", "bound"),
    [
        ("覆盖率达到40%。", Op.EQUAL, TargetKind.LEVEL, Bound.EXACT),
        ("覆盖率达到40%以上。", Op.AT_LEAST, TargetKind.LEVEL, Bound.AT_LEAST),
        ("覆盖率超过40%。", Op.AT_LEAST, TargetKind.LEVEL, Bound.MORE_THAN),
        ("覆盖率不低于40%。", Op.AT_LEAST, TargetKind.LEVEL, Bound.AT_LEAST),
        ("覆盖率保持在40%以上。", Op.AT_LEAST, TargetKind.HOLD, Bound.AT_LEAST),
        ("失业率控制在4%以内。", Op.AT_MOST, TargetKind.CEILING, Bound.AT_MOST),
        ("失业率不超过4%。", Op.AT_MOST, TargetKind.CEILING, Bound.AT_MOST),
        ("财政收入年均增长6%。", Op.GROWTH, TargetKind.GROWTH, Bound.EXACT),
        ("能耗强度累计下降13%。", Op.CUMULATIVE, TargetKind.CHANGE, Bound.EXACT),
        ("新建泵站30座。", Op.CUMULATIVE, TargetKind.CUMULATIVE, Bound.EXACT),
        ("培育企业20-30家。", Op.RANGE, TargetKind.RANGE, Bound.EXACT),
        ("供水能力达到3亿吨左右。", Op.EQUAL, TargetKind.LEVEL, Bound.ABOUT),
        ("登记1个工作日办结。", Op.AT_MOST, TargetKind.CEILING, Bound.EXACT),
        ("住房标准年均提高5%。", Op.GROWTH, TargetKind.GROWTH, Bound.EXACT),
        ("公路里程增加到120公里。", Op.EQUAL, TargetKind.LEVEL, Bound.EXACT),
        ("每年培育企业10家。", Op.EQUAL, TargetKind.LEVEL, Bound.EXACT),
        ("增加值翻一番。", Op.EQUAL, TargetKind.MULTIPLE, Bound.EXACT),
        ("使用量零增长。", Op.AT_MOST, TargetKind.ZERO, Bound.EXACT),
        ("天数比例以国家下达为准。", Op.EQUAL, TargetKind.PENDING, None),
    ],
)
def test_how_a_target_is_compared(text: str, op: Op, kind: TargetKind, bound: Bound | None) -> None:
    (row,) = read(text)
    assert (row.op, row.target_kind, row.bound) == (op, kind, bound)


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("每个县(市)区建成2个物流园。", "每个县(市)区"),
        ("全市新建泵站3座。", "全市"),
        ("我市新建泵站3座。", "全市"),
        ("云溪县新建泵站3座。", "云溪县"),
        ("主城区机械化清扫率达到90%。", "主城区"),
        ("云溪县水库等10座水库除险加固。", None),
        ("云溪县等全市10座水库除险加固。", "全市"),
        ("市、县(市、区)实体平台建成率达到100%。", None),
        ("新建泵站3座。", None),
        ("城镇登记失业率达到4%。", None),
    ],
)
def test_scope(text: str, scope: str | None) -> None:
    assert [row.scope for row in read(text, TASK, gazetteer=CITY)] == [scope]


def test_years_in_a_row_belong_to_the_values_in_turn() -> None:
    rows = read("2022年、2023年和2025年覆盖率分别达到70%、80%和95%。")
    assert [(row.year, row.value) for row in rows] == [(2022, 70), (2023, 80), (2025, 95)]


@pytest.mark.parametrize(
    ("text", "scopes"),
    [
        ("全市新建泵站3座,城区绿地率达到36%,改造渠道20公里。", ["全市", "城区", "全市"]),
        ("城镇新增就业5万人,农村公路达到85公里,新建泵站3座。", [None, None, None]),
        ("城区绿地率达到36%,新建泵站3座。", ["城区", None]),
        ("云溪县2023年底前新建泵站3座,改造渠道20公里。", ["云溪县", "云溪县"]),
        ("云溪县水库达到3座,改造渠道20公里。", ["云溪县", None]),
        ("每个县(市)区建成2个物流园,新建泵站3座。", ["每个县(市)区", "每个县(市)区"]),
    ],
)
def test_only_the_subject_of_a_sentence_hands_its_scope_on(text: str, scopes: list[str | None]) -> None:
    assert [row.scope for row in read(text, TASK, gazetteer=CITY)] == scopes


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("普及率由85%提高到95%。", [None, 2025]),
        ("普及率从2019年的85%提高到2024年的95%。", [2019, 2024]),
        ("普及率从目前的85%提高到95%。", [None, 2025]),
        ("普及率在2020年85%的基础上提高到95%。", [2020, 2025]),
        ("到2025年,普及率比2020年的85%提高10个百分点。", [2020, 2025]),
    ],
)
def test_a_level_left_behind_is_a_base_of_the_year_that_is_said(text: str, years: list[int | None]) -> None:
    assert [(row.role, row.year) for row in read(text)] == [(Role.BASE, years[0]), (Role.TARGET, years[1])]


def test_a_change_names_the_year_it_is_measured_from() -> None:
    (row,) = read("到2025年,单位能耗比2020年下降13%。")
    assert (row.base_year, row.year, row.op) == (2020, 2025, Op.CUMULATIVE)


def test_a_part_names_its_whole() -> None:
    rows = read("完成营造林150万亩,其中人工造林50万亩,森林蓄积净增20万立方米。", TASK)
    assert [row.part_of for row in rows] == [None, "营造林", None]


def test_a_range_keeps_both_ends() -> None:
    (row,) = read("培育企业20-30家。")
    assert (row.value, row.upper) == (20, 30)


BOX = (
    "“十四五”期间计划新建公路85公里,总投资12亿元。 Ø 新建项目(40公里,3亿元) "
    "(1) 环城路12公里,投资2亿元。 (2) 学府路5公里,占地90亩。"
)


def test_a_box_of_projects_gives_its_totals_only() -> None:
    rows = read(BOX, "公路建设项目", "box")
    assert [row.value for row in rows] == [85, 12, 40, 3]


def test_an_entry_of_a_box_of_projects_that_tells_its_works_is_read_without_its_cost() -> None:
    text = "1.供水能力提升工程:投资3200万元,改造管网87公里、泵站4座。 2.人才工程:五年引进水利人才50名,总投资2亿元。"
    rows = read(text, "水利重大工程", "box")
    assert short(rows) == [("改造管网", 87, "公里"), ("改造泵站", 4, "座"), ("引进水利人才", 50, "名")]


def test_cost_and_site_under_a_heading_that_names_a_project_are_facts_of_the_project() -> None:
    assert short(read("建筑面积1.6万平方米,总投资9800万元,设置床位600张。", "青岚医院扩建项目", "item")) == [
        ("青岚医院扩建项目设置床位", 600, "张")
    ]


def test_a_box_that_lists_no_projects_is_prose_and_its_entries_head_their_numbers() -> None:
    rows = read(
        "1.乳品产业链。“十四五”末,产业链产值突破60亿元。 2.粮油产业链。到2025年,产业链产值达到40亿元。",
        "产业链培育",
        "box",
    )
    assert short(rows) == [("乳品产业链产值", 60, "亿元"), ("粮油产业链产值", 40, "亿元")]


def test_an_entry_of_a_box_tells_first_what_is_and_then_what_shall_be() -> None:
    text = "1.城东园区,园区面积750平方米,入驻企业34家。“十四五”期间,引进企业10家。 2.城西园区,入驻企业5家。“十四五”期间,引进企业8家。"
    rows = read(text, "园区", "box")
    assert [(row.role, row.value) for row in rows] == [
        (Role.BASE, 34), (Role.TARGET, 10), (Role.BASE, 5), (Role.TARGET, 8),
    ]  # fmt: skip


def test_a_box_repeats_nothing() -> None:
    text = "新建公路85公里。"
    lines = ("青岚市规划", "重点任务", text, "专栏1 公路项目", "计划新建公路85公里。")
    sections = (
        Section("plan", 0, None, None, lines[0], 1, 5, None),
        Section("section", 1, None, None, lines[1], 2, 5, 0),
        Section("box", 2, "专栏1", 1, "公路项目", 4, 5, 1),
    )
    clauses = (Clause(1, 3, 3, 0, None, text), Clause(2, 5, 5, 0, None, lines[4]))
    plan = Plan(1, lines[0], 1, 5, sections, clauses, (), 2021, 2025, None, None)
    rows = list(prose.read(plan, Document("x", "txt", lines), NOWHERE))
    assert [row.line for row in rows] == [3]


def test_span_points_at_the_number() -> None:
    text = "到2025年,全市森林覆盖率达到42.5%,新建泵站3座。"
    for row in read(text):
        assert row.span is not None
        assert text[slice(*row.span)] in ("42.5%", "3座")


def test_a_clause_over_two_lines_keeps_its_lines() -> None:
    lines = ("青岚市规划", "主要目标", "到2025年,森林覆盖率达到42.5%,", "新建泵站3座。")
    sections = (
        Section("plan", 0, None, None, lines[0], 1, 4, None),
        Section("section", 1, None, None, lines[1], 2, 4, 0),
    )
    clause = Clause(1, 3, 4, 0, None, lines[2] + lines[3])
    plan = Plan(1, lines[0], 1, 4, sections, (clause,), (), 2021, 2025, None, None)
    rows = list(prose.read(plan, Document("x", "txt", lines), NOWHERE))
    assert [(row.line, lines[row.line - 1][slice(*(row.span or (0, 0)))]) for row in rows] == [(3, "42.5%"), (4, "3座")]


def test_every_row_says_how_sure_it_is_and_why() -> None:
    for case in CASES.values():
        for row in read(case.text, case.section):
            assert 0.3 <= row.confidence <= 1
            assert row.why


PIECES = """
到2025年 “十四五”期间 全市 新建 达到 由 提高到 分别 各 其中 、 , 。 ; ( ) 以上 以内 泵站 覆盖率 每个县(市)区 3座
42.5% 1-2个 一座 1.5万人次 翻一番 零增长 以国家下达为准 《 》 “ ” : 等 项目 投资2亿元 Ø ① (1) 2. —— | 第3
"""
WORDS = st.lists(st.sampled_from(PIECES.split()), max_size=25).map("".join)


@settings(deadline=None)
@given(
    text=st.one_of(WORDS, st.text(max_size=80)),
    section=st.sampled_from([GOAL, TASK, REVIEW, "重点项目"]),
    box=st.booleans(),
)
def test_any_text_is_read_and_spans_lie_in_the_line(text: str, section: str, box: bool) -> None:
    line = text.replace("\n", " ").replace("\r", " ")
    for row in read(line, section, "box" if box else "section", CITY):
        assert row.line == 3
        assert row.span is not None
        assert 0 <= row.span[0] < row.span[1] <= len(line)
        assert row.name


@settings(deadline=None)
@given(WORDS)
def test_the_same_text_gives_the_same_rows(text: str) -> None:
    assert read(text) == read(text)


@given(st.text(alphabet="全市新建改造泵站覆盖率达到提高、,。;“”()每个县以上其中分别各", max_size=60))
def test_text_without_numbers_gives_no_rows(text: str) -> None:
    assert read(text) == []
