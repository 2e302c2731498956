"""Projects from tables: one a row, its name in the column that says so, its facts in the columns beside it.

| 序号 | 项目名称 | 建设内容 | 总投资(万元) | 建设地点 | 起止年限 |   ->   one project a row below
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from luoshi.reader.model import Cell, Grid
from luoshi.reader.projects.draft import Draft
from luoshi.reader.projects.facts import CONTENT_LIMIT, money_in_brackets, money_of_cell, years_of_cell
from luoshi.reader.projects.names import clean, is_title
from luoshi.reader.projects.words import PROJECT_TITLE, STRONG_HEAD
from luoshi.reader.widths import narrow

_COLUMNS = {
    "name": re.compile(r"^(?:建设|重点|重大|主要|具体|拟建|规划|子|专项)*(?:项目|工程|任务)?(?:名称|项目|工程)$"),
    "content": re.compile(r"内容|规模|概况|简介"),
    "money": re.compile(r"投资|资金|概算|预算"),
    "years": re.compile(r"年限|时间|时限|期限|起止|工期|年度|周期"),
    "place": re.compile(r"地点|位置|区域|所在|地址|县区|县\(市"),
    "owner": re.compile(r"单位|主体|业主|部门|责任"),
}
_UNIT = re.compile(r"[(:](?:单位:?)?(亿元|万元|千元|元)\)?")
_SUM_ROW = re.compile(r"^(?:合计|总计|小计|总投资)")
_LIST = re.compile(r"(?<=项目|工程)[、;]")


class Row(NamedTuple):
    """A draft with the line of its name and the facts that only a table holds."""

    draft: Draft
    line: int
    start: int | None = None
    end: int | None = None
    place: str | None = None
    owner: str | None = None


def read_grid(grid: Grid) -> Iterator[Row]:
    """Yield a project for each row of a table of projects; nothing for any other table."""
    columns = _columns(grid)
    if "name" not in columns:
        return
    seen: set[Cell] = set()
    for row in grid.rows[grid.header :]:
        cell = row[columns["name"]]
        if grid.width > 1 and all(other is cell or other == cell for other in row):
            continue  # a band across the table heads the rows below it
        if cell in seen or not cell.text.strip() or _SUM_ROW.match(cell.text):
            continue
        seen.add(cell)
        yield from _row(row, cell, columns, grid)


def _columns(grid: Grid) -> dict[str, int]:
    """Which column holds what. Of several columns of names the last one is the finest."""
    columns: dict[str, int] = {}
    if not grid.header:
        return _guess(grid)
    for index in range(grid.width):
        head = re.sub(r"\s", "", narrow("".join(dict.fromkeys(row[index].text for row in grid.rows[: grid.header]))))
        bare = re.sub(r"\(.*?\)", "", head)
        for kind, pattern in _COLUMNS.items():
            if pattern.search(bare) and (kind == "name" or kind not in columns):
                columns[kind] = index
                break
    if "name" in columns and not (set(columns) - {"name"} or PROJECT_TITLE.search(grid.title or "项目")):
        del columns["name"]
    return columns


def _guess(grid: Grid) -> dict[str, int]:
    """Without column heads: the column where most cells end as names of projects do, if that is most of the table."""
    if not grid.title or not PROJECT_TITLE.search(grid.title):
        return {}
    hits = [sum(bool(STRONG_HEAD.search(narrow(row[i].text).strip())) for row in grid.rows) for i in range(grid.width)]
    best = max(range(grid.width), key=lambda i: hits[i], default=0)
    return {"name": best} if hits and 2 * hits[best] > len(grid.rows) else {}


def _row(row: tuple[Cell, ...], cell: Cell, columns: dict[str, int], grid: Grid) -> Iterator[Row]:
    def text(kind: str) -> str:
        return narrow(row[columns[kind]].text).strip() if kind in columns else ""

    words = narrow(cell.text)
    unit = None
    if "money" in columns:
        head = "".join(narrow(line[columns["money"]].text) for line in grid.rows[: grid.header])
        found = _UNIT.search(head)
        unit = found[1] if found else grid.unit
    start, end = years_of_cell(text("years"))
    content = text("content")
    at = 0
    for part in _LIST.split(words):
        name = clean(part)
        if not is_title(name):
            continue
        yield Row(
            draft=Draft(
                name=name,
                offset=max(0, words.find(name, at)),
                body="",
                why="row of a project table",
                confidence=0.95 if STRONG_HEAD.search(name) else 0.85,
                content=content if 0 < len(content) <= CONTENT_LIMIT else None,
                investment=money_of_cell(text("money"), unit) or money_in_brackets(name),
            ),
            line=cell.line,
            start=start,
            end=end,
            place=text("place") or None,
            owner=text("owner") or None,
        )
        at += len(part)
