"""What holds of every outline: each line has its place, sections nest, work grows with the text and no faster."""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from luoshi.reader.model import Document, Plan
from luoshi.reader.outline import read_plans
from luoshi.reader.quantities import table

TITLE = "青岚市“十四五”水利发展规划"
HEADINGS = [
    "第{}章 水源", "第{}节 供水", "{}、排水", "({})防汛。", "（{}）节水", "专栏{} 工程", "附表:重点工程", "前言", "附件", "表1 指标",
]  # fmt: skip
LINES = [
    "全市建成水库12座。", "——坚持节水。", "一是坚持节水。", "①北川水库,投资3亿元。", "1.水源充足。全市有水库3座。", "2.新建水库5座。", "",
    "  ", "|", "|||", "指标 |", "2025年 |", "水质(%) |", "90 |", "其中: |", "专栏2 工程 |", "(一)北川水库。 (二)南岭水库。 |", "指标\t2020年\t2025年",
    "水质\t85\t90", "指标", "2025年", "水质(%)", "90", "预期性", "| 指标 | 2025年 |", "|---|---|", "| 水质 | 90 |",
    "指标 2020年 2025年", "水质 85 90", "1 供水", "1.1 取水", "2.1 输水", "+--+", "│水库│90│", "续表1", "目录", "- 3 -",
    "单位:万吨", "2022年3月1日", TITLE, "附件2:", "青岚市教育规划",
]  # fmt: skip
ANY_HEADING = st.tuples(st.sampled_from(HEADINGS), st.sampled_from("一二三四五")).map(
    lambda pair: pair[0].format(pair[1])
)
DOCUMENTS = st.lists(
    ANY_HEADING | st.sampled_from(LINES) | st.text("水利规划一二(). 、。|12年", max_size=12), max_size=40
)


def read(lines: list[str]) -> tuple[Document, tuple[Plan, ...]]:
    document = Document("a.txt", "txt", (TITLE, "一、总则", *lines))
    return document, read_plans(document)


@example(["附件", "│水库│90│"])
@given(DOCUMENTS)
def test_every_line_has_at_most_one_place_and_speaking_lines_have_one(lines: list[str]) -> None:
    document, plans = read(lines)
    for plan in plans:
        clauses = {n for clause in plan.clauses for n in range(clause.first, clause.last + 1)}
        run_in = {clause.first for clause in plan.clauses if clause.start}
        headings = {section.first for section in plan.sections[1:]}
        tabled = {n for grid in plan.grids for n in range(grid.first, grid.last + 1)}
        assert not (clauses - run_in) & headings
        assert not clauses & tabled
        for grid in plan.grids:
            assert all(len(row) == grid.width for row in grid.rows)
            assert 0 <= grid.header <= len(grid.rows)
        for number in range(plan.first, plan.last + 1):
            if "水库" in document.line(number):
                assert number in clauses | headings | tabled, document.line(number)


@given(DOCUMENTS)
def test_plans_and_sections_stand_in_order_and_nest(lines: list[str]) -> None:
    document, plans = read(lines)
    assert plans[-1].last == len(document.lines)
    for before, after in pairwise(plans):
        assert before.last + 1 == after.first
    for plan in plans:
        assert (plan.sections[0].first, plan.sections[0].last) == (plan.first, plan.last)
        for before, after in pairwise(plan.sections):
            assert before.first <= after.first
        for index, section in enumerate(plan.sections[1:], 1):
            assert section.parent is not None
            parent = plan.sections[section.parent]
            assert section.parent < index
            assert parent.level == section.level - 1
            assert parent.first <= section.first <= section.last <= parent.last


@given(DOCUMENTS)
def test_clauses_are_the_words_of_their_lines_under_their_section(lines: list[str]) -> None:
    document, plans = read(lines)
    for plan in plans:
        for before, after in pairwise(plan.clauses):
            assert (before.last, before.start) < (after.first, after.start) or before.last < after.first
        for clause in plan.clauses:
            text = document.line(clause.first)[clause.start :]
            assert text.startswith(clause.text) or clause.text.startswith(text.rstrip())
            assert clause.text.rstrip(" |\t") == clause.text
            assert clause.text.strip(" |\t")
            section = plan.sections[clause.section]
            assert section.first <= clause.first <= clause.last <= section.last


@given(DOCUMENTS)
def test_the_same_text_gives_the_same_plans(lines: list[str]) -> None:
    assert read(lines)[1] == read(lines)[1]


def calls(work: Callable[[], object]) -> int:
    """Function calls that `work` makes: a measure of work that no clock disturbs."""
    count = 0

    def tick(*_: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(tick)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


BLOCKS = {
    "headings": ["一、水源", "(一)供水。", "1.节水。全市有水库3座。", "——坚持节水。"],
    "tables": ["表1 指标", "指标 |", "2020年 |", "2025年 |", "水质(%) |", "85 |", "90 |", "正文。"],
    "one long table": ["水质(%) |", "85 |", "90 |"],
    "boxes": ["专栏1 工程 |", "(一)北川水库。 (二)南岭水库,投资3亿元。 |"],
    "rows": ["水质\t85\t90"],
    "bars": ["|"],
    "broken lines": ["充分发挥水利部门的作用,完善各级河湖长制度,压实责任,推动从集中治理转"],
    "annexes": ["附件1:", TITLE, "一、总则"],
    "titles": [TITLE],
    "bare cells": ["指标", "2020年", "2025年", "水质(%)", "85", "90", "正文如下。"],
    "bare heads": ["指标", "2020年", "2025年", "水厂", "泵站"],
    "one bare table": ["水质(%)", "85", "90"],
    "rows and groups": ["一、供水", "水质 | 85 | 90"],
    "groups alone": ["指标 | 2020年 | 2025年", "一、供水", "", "二、节水"],
    "rows between blanks": ["指标 2020年 2025年", "一、供水", "城镇 水质 (%) 85 90", "漏损(%) 9"],
    "groups among cells": ["一、供水", "水质(%) |", "85 |", "90 |"],
    "one line": ["指标 2020年 2025年 水质(%) 85 90 漏损(%) 9 8 |"],
    "decimals": ["1 甲", "1.1 乙", "2 丙", "建成水库。"],
}


@pytest.mark.parametrize("block", BLOCKS)
def test_work_grows_with_the_text_and_no_faster(block: str) -> None:
    def work(times: int) -> None:
        heads = ["指标", "2020年", "2025年"] if block == "one bare table" else ["指标 |", "2020年 |", "2025年 |"]
        document, plans = read([*heads, *BLOCKS[block] * times])
        for plan in plans:
            list(table.read(plan, document))

    work(20)  # caches filled alike for both
    assert calls(lambda: work(1000)) <= 11 * calls(lambda: work(100))


@pytest.mark.parametrize(
    "line", ["-" * 50_000 + "|x", "一、" + "水" * 50_000, "1." + "、" * 50_000, " " * 50_000 + "|", "(" * 50_000]
)
def test_an_endless_line_is_read_at_once(line: str) -> None:
    assert read([line, "指标\t2025年", line])[1]


@pytest.mark.shared
def test_the_real_text(shared: Path) -> None:
    lines = (shared / "plans" / "chaoyang-2022.txt").read_text(encoding="utf-8").splitlines()
    document = Document("c.txt", "txt", tuple(lines))
    for plan in read_plans(document):
        placed = {n for clause in plan.clauses for n in range(clause.first, clause.last + 1)}
        placed |= {n for grid in plan.grids for n in range(grid.first, grid.last + 1)}
        placed |= {section.first for section in plan.sections}
        missing = [n for n in range(plan.first, plan.last + 1) if n not in placed and document.line(n).strip(" |")]
        # The mark of the annex and the lines of the title, which section 0 stands for; a title below 附表.
        assert [n for n in missing if n > plan.first + 2 and len(document.line(n)) > 30] == []
