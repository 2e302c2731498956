"""Splitting a document into plans, and the outline of each: a construct a row."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from luoshi.reader.errors import ReaderError
from luoshi.reader.model import Cell, Document, Grid, Plan
from luoshi.reader.outline import read_plans
from luoshi.reader.outline.marks import heading_mark


def plans(*lines: str, name: str = "a.txt", **more: object) -> tuple[Plan, ...]:
    return read_plans(Document(name, "txt", lines, **more))  # type: ignore[arg-type]


def outline(plan: Plan) -> list[tuple[int, str]]:
    return [(section.level, section.title) for section in plan.sections[1:]]


TITLE = "青岚市“十四五”水利发展规划"
SECOND = "青岚市“十四五”教育发展规划"

SPLITS = [
    ("one plan", (TITLE, "一、总则", "做好。"), [(1, TITLE, 1, 3)]),
    ("annexes", ("通知", "附件1:", TITLE, "一、总则", "附件2:", SECOND, "一、总则"), [(1, TITLE, 2, 4), (2, SECOND, 5, 7)]),
    ("full width", ("附件１：", TITLE, "一、总则", "附件２：", SECOND, "一、总则"), [(1, TITLE, 1, 3), (2, SECOND, 4, 6)]),
    ("an annex without number", ("通知", "附件", TITLE, "一、总则"), [(1, TITLE, 2, 4)]),
    ("a title over two lines", ("附件1:", "青岚市“十四五”水利", "发展规划", "一、总则"), [(1, TITLE, 1, 4)]),
    ("a second line in brackets", ("附件1:", "青岚市卫生", "(妇幼)规划纲要", "一、总则"), [(1, "青岚市卫生(妇幼)规划纲要", 1, 4)]),
    ("two lines that stand alone", ("石桥区第十四个五年规划和", "远景目标纲要", "第一章 总则"), [(1, "石桥区第十四个五年规划和远景目标纲要", 1, 3)]),
    ("the years of a title", (TITLE, "(2021—2025年)", "一、总则"), [(1, TITLE + "(2021—2025年)", 1, 3)]),
    ("a list of annexes is no start", ("附件:1." + TITLE, "2." + SECOND, "2022年3月1日", "附件1:", TITLE, "一、总则"), [(1, TITLE, 4, 6)]),
    (
        "nor is a list with a mark each",
        ("附件1:" + TITLE, "附件2:" + SECOND, "2022年3月1日", "附件1:" + TITLE, "一、总则", "附件2:" + SECOND, "一、总则"),
        [(1, TITLE, 4, 5), (2, SECOND, 6, 7)],
    ),
    ("an annex of a plan is no plan", ("附件1:", TITLE, "一、总则", "附件", "青岚市水库名录", "北川水库"), [(1, TITLE, 1, 6)]),
    ("a letter before a title", ("关于印发《规划》的通知", "现印发给你们。", "2021年12月30日", TITLE, "一、总则"), [(1, TITLE, 4, 5)]),
    ("titles without annex marks", (TITLE, "一、总则", "做好。", SECOND, "一、总则"), [(1, TITLE, 1, 3), (2, SECOND, 4, 5)]),
    ("a running head is no new plan", (TITLE, "一、总则", TITLE, "二、任务", TITLE, "三、保障"), [(1, TITLE, 1, 6)]),
    ("a title that only the letter gives", ("关于印发《青岚市水利规划》的通知", "一、总则", "做好。"), [(1, "青岚市水利规划", 1, 3)]),
    ("an action plan", ("青岚市数字经济三年行动计划", "一、总则"), [(1, "青岚市数字经济三年行动计划", 1, 2)]),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "expected"), [row[1:] for row in SPLITS], ids=[row[0] for row in SPLITS])
def test_plans_are_split(lines: tuple[str, ...], expected: list[tuple[int, str, int, int]]) -> None:
    assert [(plan.number, plan.title, plan.first, plan.last) for plan in plans(*lines)] == expected


@pytest.mark.parametrize(
    "lines", [("",), ("今天天气很好。", "去公园。"), ("会议纪要", "讨论规划编制工作。", "抓好落实。")]
)
def test_a_document_without_plan_is_refused(lines: tuple[str, ...]) -> None:
    with pytest.raises(ReaderError) as caught:
        plans(*lines, name="纪要.txt")
    assert (caught.value.code, caught.value.source) == ("no_plan", "纪要.txt")


def test_an_outline_without_title_takes_the_name_of_the_file() -> None:
    assert plans("第一章 总则", "第二章 任务", "第三章 保障", name="水利.txt")[0].title == "水利"


OUTLINES = [
    ("编 章 节 一、 (一) 1. (1)", ("第一编 甲", "第一章 乙", "第一节 丙", "一、丁", "(一)戊", "1.己", "(1)庚", "第二章 辛", "第二编 壬"),
     [(1, "甲"), (2, "乙"), (3, "丙"), (4, "丁"), (5, "戊"), (6, "己"), (7, "庚"), (2, "辛"), (1, "壬")]),
    ("1. above (一)", ("一、甲", "1.乙", "(一)丙", "(二)丁", "2.戊", "(一)己"),
     [(1, "甲"), (2, "乙"), (3, "丙"), (3, "丁"), (2, "戊"), (3, "己")]),
    ("(一) straight under 章, 一、 elsewhere", ("第一章 甲", "(一)乙", "第二章 丙", "一、丁", "(一)戊"),
     [(1, "甲"), (2, "乙"), (1, "丙"), (2, "丁"), (3, "戊")]),
    ("full width", ("第一章　甲", "（一）乙", "１．丙", "（１）丁"), [(1, "甲"), (2, "乙"), (3, "丙"), (4, "丁")]),
    ("decimals", ("1.1 甲", "1.1.1 乙", "1.2 丙"), [(1, "甲"), (2, "乙"), (1, "丙")]),
    ("a preface", ("前言", "为了发展。", "第一章 甲"), [(1, "前言"), (1, "甲")]),
    ("a table of contents", ("目  录", "第一章 甲……1", "第二章 乙……3", "第一章 甲", "好。", "第二章 乙"), [(1, "甲"), (1, "乙")]),
    ("contents without pages", ("目录", "第一章 甲", "第二章 乙", "第一章 甲", "好。", "第二章 乙"), [(1, "甲"), (1, "乙")]),
    ("a box is no entry of the contents", ("目录", "第一章 甲", "(一)北川水库。 (二)南岭水库。 |", "第一章 甲"), [(1, "甲"), (1, "甲")]),
    ("page numbers", ("第一章 甲", "- 2 -", "第 3 页 共 9 页", "第二章 乙"), [(1, "甲"), (1, "乙")]),
    ("an annex at the end", ("一、甲", "(一)乙", "附表:", "重点工程", "水库。"), [(1, "甲"), (2, "乙"), (1, "重点工程")]),
    ("no mark", ("一、甲", "一、二级公路客运站5个。", "1.5亿元到位。", "2025.06 完成。", "第一节约用水,做好。"), [(1, "甲")]),
    ("a long item is a clause", ("一、甲", "1." + "推进水利事业高质量发展,完善各类制度" * 4 + "。"), [(1, "甲")]),
    ("an item with a number is a clause", ("一、甲", "1.新建水库5座。", "2.2023年底前建成平台。"), [(1, "甲")]),
    ("a heading with a number leads a paragraph", ("一、甲", "(一)建设3个产业园区。", "围绕建设产业园区,完善水、电、路、气等各类设施。", "(二)乙"),
     [(1, "甲"), (2, "建设3个产业园区"), (2, "乙")]),
    ("an item with its owner is a clause", ("一、甲", "1.建设水务平台,接入监测点,汇聚数据。(市水务局)"), [(1, "甲")]),
    ("a label", ("一、甲", "(一)规划期限:本规划的期限为2021年至2025年,远期至2035年。"), [(1, "甲"), (2, "规划期限")]),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "expected"), [row[1:] for row in OUTLINES], ids=[row[0] for row in OUTLINES])
def test_headings_nest(lines: tuple[str, ...], expected: list[tuple[int, str]]) -> None:
    assert outline(plans(TITLE, *lines)[0]) == expected


def test_a_run_in_heading_gives_a_section_and_a_clause() -> None:
    plan = plans(TITLE, "一、基础", "1.水源充足。全市有水库12座。")[0]
    assert outline(plan) == [(1, "基础"), (2, "水源充足")]
    assert [(c.section, c.first, c.start, c.marker, c.text) for c in plan.clauses] == [
        (2, 3, 7, None, "全市有水库12座。")
    ]


def test_a_heading_with_a_number_is_a_clause_too() -> None:
    plan = plans(TITLE, "一、目标", "(一)建设3个产业园区", "围绕建设产业园区,完善水、电、路、气等各类设施。")[0]
    assert [(c.section, c.first, c.start, c.text[:4]) for c in plan.clauses] == [
        (2, 3, 3, "建设3个"),
        (2, 4, 0, "围绕建设"),
    ]


def test_a_run_in_heading_with_a_number_stays_in_its_clause() -> None:
    plan = plans(TITLE, "一、目标", "1.供水能力达到3亿吨。完成管网改造。")[0]
    assert [(c.start, c.text) for c in plan.clauses] == [(2, "供水能力达到3亿吨。完成管网改造。")]


MARKERS = [
    ("——坚持节水。", "——"), ("•坚持节水。", "•"), ("Ø 坚持节水。", "Ø"), ("①坚持节水。", "①"), ("一是坚持节水。", "一是"),
    ("坚持节水。", None), ("一是否可行。", None), ("1.建成水库5座。", "1."), ("（1）建成水库5座。", "（1）"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "marker"), MARKERS)
def test_list_marks_open_clauses(line: str, marker: str | None) -> None:
    plan = plans(TITLE, "一、任务", line)[0]
    assert [(c.marker, c.text, c.start) for c in plan.clauses] == [(marker, line, 0)]


def test_numbers_of_headings() -> None:
    rows = {
        "第十二章 甲": 12,
        "(三)甲": 3,
        "二十一、甲": 21,
        "（一百零三）甲": 103,
        "表2-3 甲": 3,
        "专栏十 甲": 10,
        "附表1:甲": 1,
    }
    for line, number in rows.items():
        mark = heading_mark(line)
        assert mark is not None
        assert mark.number == number, line


def test_a_clause_broken_over_two_lines_is_one() -> None:
    first, second = (
        "充分发挥水利部门的作用,完善各级河湖长制度,压实责任,推动从集中治理转",
        "向常态治理,实现河湖长治久清。",
    )
    plan = plans(TITLE, "一、任务", first, second, "——坚持节水。")[0]
    assert [(c.first, c.last, c.text) for c in plan.clauses] == [(3, 4, first + second), (5, 5, "——坚持节水。")]


DECIMALS = [
    ("chapters", ("前言", "1 甲", "1.1 乙", "1.2 丙", "1.2.1 丁", "2 戊", "2.1 己"),
     [(1, "前言"), (1, "甲"), (2, "乙"), (2, "丙"), (3, "丁"), (1, "戊"), (2, "己")]),
    ("no blank", ("1甲地", "1.1 乙", "2乙地", "2.1 丙"), [(1, "甲地"), (2, "乙"), (1, "乙地"), (2, "丙")]),
    ("a chapter without headings below", ("1 甲", "1.1 乙", "1.2 丙", "2 丁", "做好。", "3 戊", "3.1 己", "4 庚"),
     [(1, "甲"), (2, "乙"), (2, "丙"), (1, "丁"), (1, "戊"), (2, "己"), (1, "庚")]),
    ("items, amounts and sentences", ("1 甲", "1.1 乙", "2 个园区", "1 抓好落实", "3 座水库建成。", "1.2 丙", "2 建设水库 3 座", "2.5 倍"),
     [(1, "甲"), (2, "乙"), (2, "丙")]),
    ("rows of a table", ("1 甲", "1.1 乙", "序号 指标 2020年 2025年", "1 水质(%) 85 90", "2 绿地(%) 40 41", "2 丁", "2.1 戊"),
     [(1, "甲"), (2, "乙"), (1, "丁"), (2, "戊")]),
    ("under 篇", ("第一篇 甲", "1 乙", "1.1 丙", "1.2 丁", "第二篇 戊", "2 己", "2.1 庚"),
     [(1, "甲"), (2, "乙"), (3, "丙"), (3, "丁"), (1, "戊"), (2, "己"), (3, "庚")]),
    ("not where 章 count", ("第一章 甲", "1.1 乙", "1.2 丙", "2 丁", "2.1 戊"), [(1, "甲"), (2, "乙"), (2, "丙"), (2, "戊")]),
    ("not without decimals", ("一、甲", "1 乙", "2 丙"), [(1, "甲")]),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "expected"), [row[1:] for row in DECIMALS], ids=[row[0] for row in DECIMALS])
def test_chapters_that_count_in_decimals(lines: tuple[str, ...], expected: list[tuple[int, str]]) -> None:
    assert outline(plans(TITLE, *lines)[0]) == expected


BOXES = [
    ("cells", ("专栏1 水利工程 |", "1.北川水库。总投资5亿元。 |", "2.南渡水厂。 |", "二、保障"), (2, 4), ["1.北川水库。总投资5亿元。", "2.南渡水厂。"]),
    ("one cell", ("专栏1 水利工程 Ø 北川水库 总投资5亿元,建设地点为西岭县。 |", "二、保障"), (2, 2), ["Ø 北川水库 总投资5亿元,建设地点为西岭县。"]),
    ("title above", ("专栏1:水利工程", "北川水库,总投资5亿元。 |", "二、保障"), (2, 3), ["北川水库,总投资5亿元。"]),
    ("nothing in it", ("专栏1 水利工程", "|", "二、保障"), (2, 3), []),
    ("only a head", ("专栏1 水利工程 |", "|||", "二、保障"), (2, 3), []),
    ("no cells at all", ("专栏1 水利工程", "北川水库。", "二、保障"), (2, 3), ["北川水库。"]),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "span", "texts"), [row[1:] for row in BOXES], ids=[row[0] for row in BOXES])
def test_boxes_are_sections_of_clauses(lines: tuple[str, ...], span: tuple[int, int], texts: list[str]) -> None:
    plan = plans(TITLE, *lines)[0]
    box, after = plan.sections[1], plan.sections[2]
    assert (box.kind, box.number, box.title, box.first, box.last) == ("box", 1, "水利工程", *span)
    assert after.title == "保障"
    assert [clause.text for clause in plan.clauses if clause.section == 1] == texts
    for clause in plan.clauses:
        assert plans_line(lines, clause.first)[clause.start :].startswith(clause.text)


def plans_line(lines: tuple[str, ...], number: int) -> str:
    return (TITLE, *lines)[number - 1]


def test_marks_in_a_box_do_not_close_the_headings_around_it() -> None:
    plan = plans(TITLE, "一、任务", "1.水源", "专栏1 工程 |", "(一)水库。 1.北川。 |", "2.水厂", "二、保障")[0]
    assert outline(plan) == [(1, "任务"), (2, "水源"), (3, "工程"), (2, "水厂"), (1, "保障")]


def test_levels_of_the_format_help_where_marks_are_missing() -> None:
    plan = plans(TITLE, "总则", "指导思想", "做好。", "任务", "一、水源", levels={2: 1, 3: 2, 5: 1, 6: 2})[0]
    assert outline(plan) == [(1, "总则"), (2, "指导思想"), (1, "任务"), (2, "水源")]


def test_a_kept_table_is_taken_as_it_is_and_a_kept_box_gives_clauses() -> None:
    rows = tuple(
        tuple(Cell(text, line) for text in texts) for line, texts in ((3, ("指标", "2025年")), (4, ("水质(%)", "90")))
    )
    box = ((Cell("专栏1 工程", 6),), (Cell("北川水库。", 7),))
    lines = (TITLE, "表1 指标", "指标\t2025年", "水质(%)\t90", "如上。", "专栏1 工程", "北川水库。", "二、保障")
    plan = plans(*lines, grids=(Grid(3, 4, rows), Grid(6, 7, box)))[0]
    assert [(g.first, g.last, g.header, g.title) for g in plan.grids] == [(3, 4, 1, "指标")]
    assert plan.grids[0].rows == rows
    assert [(s.kind, s.title, s.first, s.last) for s in plan.sections[1:]] == [
        ("table", "指标", 2, 4), ("box", "工程", 6, 7), ("item", "保障", 8, 8),
    ]  # fmt: skip
    assert [(c.section, c.text) for c in plan.clauses] == [(0, "如上。"), (2, "北川水库。")]


def test_the_title_again_is_the_head_of_a_page() -> None:
    plan = plans(TITLE, "一、总则", "做好。", TITLE, "二、任务")[0]
    assert [clause.text for clause in plan.clauses] == ["做好。"]


def test_notes_are_never_headings() -> None:
    plan = plans(TITLE, "一、任务", "1.供水能力", notes=frozenset({3}))[0]
    assert outline(plan) == [(1, "任务")]
    assert [clause.text for clause in plan.clauses] == ["1.供水能力"]


YEARS = [
    ("title", (TITLE,), (2021, 2025, None)),
    ("the next plan", ("青岚市“十五五”水利规划", "“十四五”期间建成3座。"), (2026, 2030, None)),
    ("full name", ("青岚市第十三个五年规划纲要",), (2016, 2020, None)),
    ("years in the title", ("青岚市水利规划(2023-2027年)", "“十四五”时期。"), (2023, 2027, None)),
    ("term", ("青岚市水利规划", "规划期限从2022年到2026年,规划基础年为2021年。"), (2022, 2026, 2021)),
    ("named in the text", ("青岚市水利规划", "“十三五”期间建成3座。", "“十四五”期间建成5座。"), (2021, 2025, None)),
    ("said nowhere", ("青岚市水利规划", "做好。"), (None, None, None)),
    ("base", (TITLE, "本规划以2019年为基期。"), (2021, 2025, 2019)),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "expected"), [row[1:] for row in YEARS], ids=[row[0] for row in YEARS])
def test_years(lines: tuple[str, ...], expected: tuple[int | None, ...]) -> None:
    plan = plans(lines[0], "一、总则", *lines[1:])[0]
    assert (plan.from_year, plan.until_year, plan.base_year) == expected


@pytest.mark.parametrize("line", ["2022年3月17日", "二〇二二年三月十七日", "（2022年3月17日印发）"])
def test_the_day_of_issue(line: str) -> None:
    assert plans("通知", line, "附件1:", TITLE, "一、总则")[0].issued == date(2022, 3, 17)
    assert plans(TITLE, "一、总则", line)[0].issued == date(2022, 3, 17)


SHARED_TITLES = {
    1: "科技创新", 2: "工业和信息化", 3: "司法行政", 4: "人力资源和社会保障事业", 5: "生态环境保护", 6: "住房和城乡建设事业", 7: "综合交通运输",
    8: "商务", 9: "文化旅游和广播电视(体育、文物)", 10: "安全生产", 11: "应急体系", 12: "营商环境", 13: "脱贫攻坚成果", 14: "城市管理", 15: "消防",
}  # fmt: skip


@pytest.mark.shared
def test_the_real_plans(shared: Path) -> None:
    text = (shared / "plans" / "chaoyang-2022.txt").read_text(encoding="utf-8").splitlines()
    found = read_plans(Document("c.txt", "txt", tuple(text)))
    assert {plan.number for plan in found} == set(SHARED_TITLES)
    assert [plan.title for plan in found if SHARED_TITLES[plan.number] not in plan.title] == []
    assert {(plan.from_year, plan.until_year, plan.issued) for plan in found} == {(2021, 2025, date(2022, 3, 17))}
    assert sum(len(plan.grids) for plan in found) == 5
    assert sum(section.kind == "box" for plan in found for section in plan.sections) == 42
    for before, after in pairwise(found):
        assert before.last + 1 == after.first
