"""The same thing twice: a project in one list, a row in one table, a paragraph in one plan.

>>> from luoshi.reader.audit.draft import Passage
>>> twice = "加强部门协作和信息共享,建立联席会议制度,定期通报工作进展,及时研究解决规划实施中的重大问题。"
>>> [d.lines for d in paragraphs([Passage(1, 4, 4, twice), Passage(1, 9, 9, twice)])]
[(4, 9)]
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from luoshi.reader.audit.columns import body, columns
from luoshi.reader.audit.draft import Desk, Draft, Passage, short
from luoshi.reader.audit.items import Item, parse
from luoshi.reader.model import Cell, Grid
from luoshi.reader.widths import narrow

_LONG = 40
_NAME_LENGTH = 7
_SHORT_NAME = 4
_PROJECT_END = re.compile(r"(?:项目|工程|平台|建设|改造|治理|方案|中心|基地|园区?|系统|扩建|修复|规划|编写)$")
_SENTENCE_END = re.compile(r"[。;|\n]")


def find(desk: Desk) -> Iterator[Draft]:
    """Everything that a plan says twice."""
    yield from paragraphs(desk.passages)
    for grid in desk.plan.grids:
        for lines, name in rows_twice(grid):
            yield _draft(desk.plan.number, lines, name, "同一表格中“{}”重复列出。", "{} is listed twice in one table.")


def paragraphs(passages: Sequence[Passage]) -> Iterator[Draft]:
    """Long paragraphs and long sentences that stand twice in one plan."""
    seen: dict[str, list[Passage]] = defaultdict(list)
    for passage in passages:
        if len(passage.text) >= _LONG:
            seen[_tight(passage.text)].append(passage)
    whole: set[tuple[int, ...]] = set()
    for text, found in seen.items():
        if len(found) > 1:
            lines = tuple(passage.first for passage in found)
            whole.add(lines)
            yield _draft(found[0].plan, lines, text, "段落“{}”重复出现。", "The paragraph {} stands more than once.")
    sentences: dict[str, list[Passage]] = defaultdict(list)
    for passage in passages:
        if len(passage.text) >= _LONG:
            for sentence in _SENTENCE_END.split(passage.text):
                if len(sentence) >= _LONG:
                    sentences[_tight(sentence)].append(passage)
    told: dict[tuple[int, ...], tuple[int, str]] = {}
    for text, found in sentences.items():
        if len(found) > 1 and len(text) >= _LONG:
            told.setdefault(tuple(passage.first for passage in found), (found[0].plan, text))
    for lines, (plan, text) in told.items():
        if lines not in whole:
            yield _draft(plan, lines, text, "句子“{}”重复出现。", "The sentence {} stands more than once.")


def rows_twice(grid: Grid) -> Iterator[tuple[tuple[int, ...], str]]:
    """Names that one table lists twice with nothing in their rows to tell them apart: their lines and the name."""
    places = columns(grid)
    rows: dict[str, list[tuple[Cell, tuple[str, ...]]]] = defaultdict(list)
    counted: set[int] = set()
    for row in body(grid):
        for place, cell in enumerate(row):
            name = _tight(narrow(cell.text)).strip("|")
            if id(cell) in counted or not _names_project(name, places is not None and places.name == place):
                continue
            counted.add(id(cell))
            # The first columns hold the number and the group; what follows the name tells rows apart.
            rest = tuple(other.text.strip() for other in row[place + 1 :] if other is not cell)
            rows[name].append((cell, rest))
    for name, found in rows.items():
        same = len(found) > 1 and len({rest for _, rest in found}) < len(found)
        # A short name is listed twice only where numbers are told twice too.
        if same and (_PROJECT_END.search(name) or any(re.search(r"\d", text) for text in found[0][1])):
            yield tuple(cell.line for cell, _ in found), name


def _names_project(name: str, in_name_column: bool) -> bool:
    if not any("一" <= sign <= "鿿" for sign in name):
        return False
    return (len(name) >= _NAME_LENGTH and bool(_PROJECT_END.search(name))) or (
        in_name_column and len(name) >= _SHORT_NAME
    )


def in_passage(passage: Passage) -> Iterator[Draft]:
    """Entries that one list of a passage holds twice."""
    yield from _entries(passage, parse(passage.text))


def _entries(passage: Passage, item: Item) -> Iterator[Draft]:
    """Entries of one list that say the same; two works under one name are two works."""
    seen: set[str] = set()
    for child in item.children:
        told = _tight(passage.text[child.body : child.end]).strip("|。;")
        title = _tight(child.title)
        if told in seen and len(told) >= _NAME_LENGTH and _PROJECT_END.search(title):
            lines = (passage.first,)
            yield _draft(passage.plan, lines, title, "同一清单中“{}”重复列出。", "{} is listed twice in one list.")
        seen.add(told)
        yield from _entries(passage, child)


def _tight(text: str) -> str:
    """`text` without blanks."""
    return "".join(text.split())


def _draft(plan: int, lines: tuple[int, ...], name: str, zh: str, en: str) -> Draft:
    return Draft(
        plan=plan,
        kind="duplicate",
        lines=tuple(sorted(set(lines))),
        severity="warning",
        zh=zh.format(short(name, 30)),
        en=en.format(short(name, 30)),
    )
