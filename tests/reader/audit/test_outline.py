"""What the audit finds in the outline: headings wrongly numbered, boxes without content, announced counts."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from luoshi.reader.audit import audit
from luoshi.reader.model import Clause, Section


def heading(kind: str, marker: str, number: int, line: int, parent: int = 0, title: str = "重点任务") -> Section:
    return Section(kind, 2, marker, number, title, line, line, parent)  # type: ignore[arg-type]


CHAPTERS = [("chapter", f"第{n}章", k) for k, n in enumerate("一二三四五", 1)]
ITEMS = [("item", f"({n})", k) for k, n in enumerate("一二三四五", 1)]
# rows of (kind, marker, number), one a line from line 2; whether the numbering is wrong
NUMBERING = [
    ([CHAPTERS[0], CHAPTERS[1], CHAPTERS[3]], True),
    ([CHAPTERS[0], CHAPTERS[0], CHAPTERS[1]], True),
    ([CHAPTERS[0], CHAPTERS[1], CHAPTERS[1]], True),
    ([ITEMS[0], ITEMS[1], ITEMS[4]], True),
    ([("box", "专栏1", 1), ("box", "专栏3", 3)], True),
    ([("box", "专栏1", 1), ("box", "专栏1", 1), ("box", "专栏2", 2)], False),
    ([ITEMS[0], ITEMS[1], ITEMS[2], ITEMS[1]], True),
    (CHAPTERS, False),
    ([ITEMS[0], ITEMS[1], ITEMS[0], ITEMS[1]], False),
    ([("item", "1.", 1), ("item", "(1)", 1), ("item", "2.", 2), ("item", "(2)", 2)], False),
    ([("item", "1.1", 1), ("item", "1.2", 2), ("item", "2.1", 1), ("item", "2.2", 2)], False),
    ([("item", "1.1", 1), ("item", "1.2", 2), ("item", "2.1", 1), ("item", "2.3", 3)], True),
]


@pytest.mark.parametrize(("rows", "wrong"), NUMBERING)
def test_numbering(make: SimpleNamespace, rows: list[tuple[str, str, int]], wrong: bool) -> None:
    sections = [heading(kind, marker, number, line) for line, (kind, marker, number) in enumerate(rows, 2)]
    lines = [f"{marker}重点任务" for _, marker, _ in rows]
    found = [f for f in audit(make.ledger("甲市规划", *lines, sections=sections, clauses=[])) if f.kind == "numbering"]
    assert bool(found) is wrong, found


def test_a_number_that_the_outline_missed_is_no_finding(make: SimpleNamespace) -> None:
    sections = [heading(*CHAPTERS[0], 2), heading(*CHAPTERS[2], 4)]
    lines = ["第一章重点任务", "说明。第二章重点任务", "第三章重点任务"]
    assert not [f for f in audit(make.ledger("甲市规划", *lines, sections=sections)) if f.kind == "numbering"]


def test_a_list_that_begins_anew_unseen_is_no_finding(make: SimpleNamespace) -> None:
    sections = [heading(*ITEMS[0], 2), heading(*ITEMS[1], 3), heading(*ITEMS[1], 5)]
    lines = ["(一)重点任务", "(二)重点任务", "另有:(一)甲。", "(二)重点任务"]
    assert not [f for f in audit(make.ledger("甲市规划", *lines, sections=sections)) if f.kind == "numbering"]


BOXES = [
    (["专栏1 重点项目", "第二章 保障"], [("box", "专栏1", 1, 2, 2), ("chapter", "第二章", 2, 3, 3)], True),
    (["专栏1 重点项目", ""], [("box", "专栏1", 1, 2, 3)], True),
    (["表2 主要指标", "第二章 保障"], [("table", "表2", 2, 2, 2), ("chapter", "第二章", 2, 3, 3)], True),
    (["专栏1 重点项目", "甲河治理工程。", "乙河治理工程。"], [("box", "专栏1", 1, 2, 4)], False),
    (["专栏1 重点项目 (1)甲河治理工程,投资3亿元。"], [("box", "专栏1", 1, 2, 2)], False),
    (["专栏1 重点项目", "甲河治理工程。"], [("box", "专栏1", 1, 2, 2)], False),
]


@pytest.mark.parametrize(("lines", "heads", "wrong"), BOXES)
def test_empty_boxes(
    make: SimpleNamespace, lines: list[str], heads: list[tuple[str, str, int, int, int]], wrong: bool
) -> None:
    sections = [Section(k, 2, m, n, "重点项目", first, last, 0) for k, m, n, first, last in heads]  # type: ignore[arg-type]
    found = [f for f in audit(make.ledger("甲市规划", *lines, sections=sections)) if f.kind == "empty_box"]
    assert bool(found) is wrong, found


ANNOUNCED = [
    ("围绕目标,重点推进三个方面工作任务。", True),
    ("坚持稳中求进,实施以下六项工程:", True),
    ("突出抓好三大行动。", True),
    ("围绕目标,重点推进四个方面工作任务。", False),
    ("全市有三个开发区,基础良好。", False),
    ("实施三项改革,推动全面振兴,实现跨越发展。", False),
]


@pytest.mark.parametrize(("text", "wrong"), ANNOUNCED)
def test_announced_sections(make: SimpleNamespace, text: str, wrong: bool) -> None:
    sections = [heading("chapter", "四、", 4, 2), *(heading(*ITEMS[k], 4 + k, parent=1) for k in range(4))]
    lines = ["四、重点任务", text, *(f"{marker}任务" for _, marker, _ in ITEMS[:4])]
    clauses = [Clause(1, 3, 3, 0, None, text)]
    found = [f for f in audit(make.ledger("甲市规划", *lines, sections=sections, clauses=clauses)) if f.kind == "count"]
    assert bool(found) is wrong, found
