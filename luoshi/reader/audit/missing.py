"""What a target needs to be followed and the text does not give: a base to start from, an owner to ask.

One finding for a table or a plan, not one for each target: the lines say where to look.

    >>> from luoshi.reader.audit.draft import Passage
    >>> told = "规划指标 1.火灾起数下降10% 2.火灾死亡人数下降15% 3.事故起数下降20%"
    >>> [d.arithmetic for d in changes_without_base([Passage(1, 6, 6, told)])]
    ['3 changes without base']
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from luoshi.core.target import Role
from luoshi.reader.audit.columns import Columns, body, columns, line_of
from luoshi.reader.audit.draft import Desk, Draft, Passage, short
from luoshi.reader.model import FindingKind, Grid
from luoshi.reader.widths import narrow

_CHANGE = re.compile(r"[一-鿿](?:下降|降低|减少|压减|削减)(?:比例|幅度)?(?:达到?|不低于)?\d+(?:\.\d+)?%")
_HAS_BASE = re.compile(
    r"20[012]\d年(?:为)?(?:基|的|相比|下降|减少|降低)|[比较与]\S{0,6}20[012]\d年|[比较与]“?十[二三四]五|基期|基数|年均|每年|由|从"
)
_TARGET = re.compile(r"规划指标|规划目标|主要指标|到20\d\d年|到“?十[四五]五|“?十[四五]五”?(?:期|末|规划)|力争|目标")
_REVIEW = re.compile(r"“?十[二三]五”?(?:期间|时期|以来)|同比|以来|累计(?:下降|降低|减少)|主要成效")
_NONE = re.compile(r"^[-—–/\\|\s]*$")
_NUMBER = re.compile(r"\d")
_OWNER_WORDS = re.compile(
    r"(?:责任|牵头|主管|负责|实施)(?:单位|部门)\s*[:)]|[((](?:责任|牵头)(?:单位|部门)|责任单位|牵头单位|牵头部门"
)
# What is newly made starts from nothing.
_ADDED = re.compile(r"(?:\(?\d+\)?[.、]?)?(?:新建|新增|改造|累计|完成|建设|改建|扩建|城镇新增|培训|开展)")
# A bracket at the end of a task that names offices: (市水务局、市财政局).
_OWNER_NOTE = re.compile(
    r"\([^()。]{0,40}(?:局|委|委员会|办公室|政府|部门|公司|集团)(?:牵头|负责|配合|、[^()。]{1,30})?\)[。;]?\s*(?:\||$)"
)
_AIMS = re.compile(r"目标|指标")
_TASKS = re.compile(r"任务|措施|举措|工程|保障|布局|路径")
_MANY = 3
_SHOWN = 12


def find(desk: Desk) -> Iterator[Draft]:
    """Tables and sentences without base, plans without owner."""
    for grid in desk.plan.grids:
        places = columns(grid)
        if places is not None and _is_targets(grid, places):
            yield from _table_without_base(desk, grid, places)
    yield from changes_without_base(desk.passages)
    yield from _without_owner(desk)


def changes_without_base(passages: Iterable[Passage]) -> Iterator[Draft]:
    """A passage that promises several declines and names neither the value nor the year they start from."""
    for passage in passages:
        text = passage.text
        if "%" not in text or not _TARGET.search(text) or _HAS_BASE.search(text) or _REVIEW.search(text):
            continue
        changes = _CHANGE.findall(text)
        if len(changes) >= _MANY:
            yield _draft(
                passage.plan,
                "missing_base",
                tuple(range(passage.first, passage.last + 1)),
                "warning",
                f"{len(changes)}个变化幅度目标没有基期值,也没有说明以哪一年为基期。",
                f"{len(changes)} targets of change have neither a base value nor a base year.",
                f"{len(changes)} changes without base",
            )


def _table_without_base(desk: Desk, grid: Grid, places: Columns) -> Iterator[Draft]:
    if places.name is None:
        return
    rows = [row for row in body(grid) if _NUMBER.search(row[places.values[-1]].text)]
    targets = [row for row in rows if not _ADDED.match(narrow(row[places.name].text).strip())]
    if len(targets) < _MANY:
        return
    title = short(grid.title or "", 24) or f"第{grid.first}行的表"
    bases = _base_columns(desk, places)
    if not bases:
        yield _draft(
            desk.plan.number,
            "missing_base",
            (grid.first,),
            "note",
            f"“{title}”的{len(targets)}个指标没有基期值一列。",
            f"The table of {len(targets)} targets at line {grid.first} has no column of base values.",
            f"{len(targets)} targets without base",
        )
        return
    empty = [row for row in targets if all(_NONE.match(row[k].text) for k in bases)]
    if empty:
        names = "、".join(short(row[places.name].text, 16) for row in empty[:3]) if places.name is not None else ""
        yield _draft(
            desk.plan.number,
            "missing_base",
            tuple(line_of(row, places.name) for row in empty[:_SHOWN]),
            "note",
            f"“{title}”中{len(empty)}个指标没有基期值:{names}{'等' if len(empty) > 3 else ''}。",
            f"{len(empty)} of {len(targets)} targets of the table at line {grid.first} have no base value.",
            f"{len(empty)} of {len(targets)} without base",
        )


def _base_columns(desk: Desk, places: Columns) -> list[int]:
    """The value columns of the state that the plan starts from: of an earlier year, or so named."""
    start = desk.plan.from_year
    early = [k for k, year in places.years.items() if start is not None and year < start]
    return early or list(places.bases)


def _is_targets(grid: Grid, places: Columns) -> bool:
    """A table of indicators, not of projects: it says which are binding, or has years, and names indicators."""
    if places.name is None or not places.values:
        return False
    heads = "".join(cell.text for row in grid.rows[: grid.header] for cell in row)
    return "指标" in heads and (places.kind is not None or bool(places.years) or "目标" in heads)


def _without_owner(desk: Desk) -> Iterator[Draft]:
    """Plans whose chapter of aims names nobody, and that say nowhere in the usual ways who is to answer for a target."""
    aims = {k: title for k in range(len(desk.plan.sections)) if (title := _aim(desk.plan.path(k)[1:]))}
    targets = [q for q in desk.quantities if q.role is Role.TARGET and q.section in aims]
    if len(targets) < _MANY or any(q.owner for q in desk.quantities):
        return
    if any(_OWNER_WORDS.search(p.text) or _OWNER_NOTE.search(p.text) for p in desk.passages):
        return
    if any((places := columns(grid)) is not None and places.owner is not None for grid in desk.plan.grids):
        return
    lines = tuple(sorted({q.line for q in targets}))[:_SHOWN]
    title = short(aims[targets[0].section], 20)
    yield _draft(
        desk.plan.number,
        "missing_owner",
        lines,
        "note",
        f"“{title}”中的{len(targets)}个目标都没有写明责任单位。",
        f"None of the {len(targets)} targets in the chapter of aims names who is responsible for it.",
        f"{len(targets)} targets without owner",
    )


def _aim(path: Sequence[str]) -> str | None:
    """The title that makes a section one of aims: the nearest that says so, unless a nearer one speaks of tasks."""
    for title in reversed(path):
        if _AIMS.search(title):
            return title
        if _TASKS.search(title):
            return None
    return None


def _draft(
    plan: int, kind: FindingKind, lines: tuple[int, ...], severity: str, zh: str, en: str, arithmetic: str
) -> Draft:
    return Draft(plan, kind, lines, "warning" if severity == "warning" else "note", zh, en, arithmetic)
