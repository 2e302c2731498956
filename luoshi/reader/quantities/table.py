r"""Quantities from the tables of a plan: one row of an indicator table gives its base and its target.

>>> from luoshi.reader.outline import read_plans
>>> lines = ("青岚市“十四五”水利规划", "一、目标", "指标\t2020年\t2025年\t属性", "供水量(亿吨)\t2.5\t3\t预期性")
>>> document = Document("a.txt", "txt", lines)
>>> [(q.name, q.role.value, q.value, q.unit, q.year, q.kind) for q in read(read_plans(document)[0], document)]
[('供水量', 'base', 2.5, '亿吨', 2020, '预期性'), ('供水量', 'target', 3.0, '亿吨', 2025, '预期性')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from luoshi.core.target import Bound, Op, Role, TargetKind
from luoshi.reader.model import Cell, Clause, Document, Grid, Plan, Quantity
from luoshi.reader.quantities import tableboxes
from luoshi.reader.quantities.tablecells import Value, is_pending, values
from luoshi.reader.quantities.tablecolumns import Columns, columns
from luoshi.reader.quantities.tablenames import Name, each, read_name
from luoshi.reader.tables import innermost
from luoshi.reader.tables.cells import content, plain
from luoshi.reader.tables.heads import years_of
from luoshi.reader.widths import narrow

_CHANGE = re.compile(r"(?:下降|减少|降低|削减|减排|增长|增加|提高|提升)(?:幅度)?$|累计(?:下降|减少|降低|削减|增长)")
_TOTAL = re.compile(r"^(?:五年|期间)|累计|新增|新建|新改建|总数$")
_GROWTH = re.compile(r"年均(?:增长|增速|增幅)|增长速度|增速$|增长率$")
_CEILING = re.compile(r"控制在|以内|不超过|不高于")
_WHOLE_AREA = re.compile(r"合\s?计|总\s?计|小\s?计|全[市县区]")
_TITLE_HEAD = re.compile(
    r"^(?:.*“?十[一二三四五六七八九]五”?(?:期间|时期)?|全市)?(?:[分各]+[县市区()、]+|分?(?:地区|乡镇))?"
)
_TITLE_TAIL = re.compile(r"(?:规划|发展|建设)?(?:年度|分年度)?(?:目标|任务|指标|计划|分配|分解)*(?:情况|一览)?表?$")
_PARTS_MAX = 6
_ROUNDED, _SAME = 0.1, 0.005
"""By how much what is told beside base and target may be off for being rounded: a share in percent, a difference."""
_KINDS = {
    "约束": "约束性",
    "预期": "预期性",
    "约束性指标": "约束性",
    "预期性指标": "预期性",
    "约束型": "约束性",
    "预期型": "预期性",
}


@dataclass(slots=True)
class _Row:
    """One row of an indicator table, read as far as it is common to its base and its targets."""

    cells: tuple[Cell, ...]
    written: str
    names: list[tuple[str, str | None]]
    line: int
    scope: str | None
    unit: str | None
    kind: str | None
    owner: str | None
    part_of: str | None
    span: tuple[int, int] | None


def read(plan: Plan, document: Document) -> Iterator[Quantity]:
    """Yield the targets and bases that stand in tables."""
    starts = [section.first for section in plan.sections]
    for grid in plan.grids:
        found = columns(grid, plan.from_year, plan.until_year, plan.base_year)
        if found is not None:
            reader = _Reader(plan, document, grid, found, innermost(starts, plan.sections, grid.first))
            for row in reader.rows():
                yield from reader.quantities(row)
    for clause, title in tableboxes.boxed(plan):
        yield from _boxed(plan, clause, title)


def _boxed(plan: Plan, clause: Clause, title: str) -> Iterator[Quantity]:
    """The entries of an indicator box that is a list in one cell."""
    found = list(tableboxes.items(clause.text))
    years = years_of(title)
    past = bool(years) and plan.from_year is not None and years[-1] < plan.from_year
    for item in found if len(found) > 1 else ():
        measure = item.measure
        op = {Bound.AT_LEAST: Op.AT_LEAST, Bound.MORE_THAN: Op.AT_LEAST, Bound.AT_MOST: Op.AT_MOST}.get(
            measure.bound or Bound.EXACT
        )
        value = Value(measure.value, measure.upper, measure.unit, op, None, measure.bound)
        judged, kind = _judge(item.name, measure.unit, value)
        start = clause.start + item.start
        yield Quantity(
            id="",
            plan=plan.number,
            line=clause.first,
            name=item.name,
            role=Role.BASE if past else Role.TARGET,
            value=measure.value,
            upper=measure.upper,
            unit=measure.unit,
            year=years[-1] if past else plan.until_year,
            op=None if past else judged,
            source="table",
            bound=measure.bound,
            target_kind=None if past else kind,
            section=clause.section,
            span=(start, clause.start + measure.end),
            confidence=0.85,
            why="entry of an indicator box",
        )


class _Reader:
    """Reads the rows of one grid."""

    def __init__(self, plan: Plan, document: Document, grid: Grid, found: Columns, section: int) -> None:
        self.plan, self.document, self.grid, self.columns = plan, document, grid, found
        self.section = section
        self.topic = _topic(grid.title or "")

    def rows(self) -> Iterator[_Row]:
        """The indicator rows, in order; rows that only name a group give none."""
        closing = self._closing()
        whole: tuple[Name, str | None] | None = None
        whole_row: tuple[Cell, ...] = ()
        after_part = False
        body = self.grid.rows[self.grid.header :]
        for number, cells in enumerate(body):
            cell = next((cells[p] for p in self.columns.names if cells[p].text.strip()), cells[self.columns.name])
            name = read_name(plain(cell.text))
            if self._is_group(cells) or not name.text or not self._speaks(name):
                whole, after_part = None, False
                continue
            part = name.part or number in closing or (after_part and self._follows(cells, name, whole_row, whole))
            unit = name.unit or self._unit(cells)
            if not part:
                whole, whole_row = (name, unit), cells
            elif unit is None and whole is not None:
                unit = whole[1]
            after_part = part
            yield self._row(cells, cell, name, unit, whole[0].text if part and whole else None)

    def _closing(self) -> set[int]:
        """Rows after a 其中 row that with it add up to the row above: parts too, though nothing else marks them."""
        places = tuple(self.columns.target) or tuple(self.columns.bases)
        if not places:
            return set()
        found: set[int] = set()
        body = self.grid.rows[self.grid.header :]
        for k in range(1, len(body)):
            whole = self._number(body[k - 1], places[0])
            if whole is None or not read_name(plain(body[k][self.columns.name].text)).part:
                continue
            total = 0.0
            for j in range(k, min(k + _PARTS_MAX, len(body))):
                value = self._number(body[j], places[0])
                if value is None or total + value > whole * 1.0001:
                    break
                total += value
                if abs(total - whole) <= 1e-6 * whole:
                    found.update(range(k, j + 1))
                    break
        return found

    @staticmethod
    def _number(cells: tuple[Cell, ...], place: int) -> float | None:
        found = values(plain(cells[place].text))
        return found[0].value if len(found) == 1 else None

    def _is_group(self, cells: tuple[Cell, ...]) -> bool:
        return len(cells) > 1 and len({id(cell) for cell in cells}) == 1

    def _speaks(self, name: Name) -> bool:
        """Whether a row is about an indicator: not a sum, not the heads come again, and under a title if it is a place."""
        again = name.text == plain(self.grid.rows[self.grid.header - 1][self.columns.name].text)
        return not again and (bool(self.topic) if self.columns.scoped else not _WHOLE_AREA.fullmatch(name.text))

    def _follows(
        self, cells: tuple[Cell, ...], name: Name, before: tuple[Cell, ...], whole: tuple[Name, str | None] | None
    ) -> bool:
        """Whether a row after a 其中 row is a part too: it has no number of its own where the whole has one."""
        seq = self.columns.seq
        if seq is not None:
            return bool(before) and (cells[seq] is before[seq] or not cells[seq].text.strip())
        if whole is None or whole[0].number is None:
            return False
        return name.number is None or (name.number[0] in "(（") != (whole[0].number[0] in "(（")

    def _unit(self, cells: tuple[Cell, ...]) -> str | None:
        place = self.columns.unit
        text = plain(cells[place].text).strip("()（）") if place is not None else ""
        if text and content(text) not in ("blank", "count", "number"):
            return text.replace("％", "%")
        return None

    def _row(self, cells: tuple[Cell, ...], cell: Cell, name: Name, unit: str | None, part_of: str | None) -> _Row:
        kind = plain(cells[self.columns.kind].text) if self.columns.kind is not None else ""
        owner = plain(cells[self.columns.owner].text) if self.columns.owner is not None else ""
        line = self.document.line(cell.line)
        at = line.find(name.text)
        return _Row(
            cells,
            plain(cell.text),
            [(self.topic if self.columns.scoped else name.text, name.unit)],
            cell.line,
            name.text if self.columns.scoped and not _WHOLE_AREA.fullmatch(name.text) else None,
            unit,
            _KINDS.get(kind, kind) if content(kind) == "kind" else None,
            owner if content(owner) == "text" else None,
            part_of,
            (at, at + len(name.text)) if at >= 0 else None,
        )

    def quantities(self, row: _Row) -> Iterator[Quantity]:
        """Base and targets of a row."""
        places = self.columns
        for place, year in places.bases.items():
            for name, unit, value in self._pairs(row, place):
                made = self._quantity(row, name, self._with(unit, value, place), value, year, Role.BASE)
                yield replace(made, op=None, target_kind=None)
        annual = self._annual(row)
        last = {place: year for place, year in places.annual.items() if year == self.plan.until_year}
        given = list(self._targets(row, places.target or last, annual))
        if not given and places.target:
            given = list(self._targets(row, last, annual))  # without a total the last of the years is what counts
        yield from given
        yield from self._growth(row)
        if not given and self._pending(row, tuple(places.target or last)):
            yield self._pending_row(row)

    def _targets(
        self, row: _Row, targets: Mapping[int, int | None], annual: dict[int, float] | None
    ) -> Iterator[Quantity]:
        for place, year in targets.items():
            for name, unit, value in self._pairs(row, place):
                made = self._quantity(row, name, self._with(unit, value, place), value, year, Role.TARGET)
                adds_up = _adds_up(value.value, annual)
                if made.op is Op.EQUAL and (place in self.columns.totals or adds_up):
                    made = replace(made, op=Op.CUMULATIVE, target_kind=TargetKind.CUMULATIVE)
                yield replace(made, annual=annual if year == self.plan.until_year else None)

    def _pairs(self, row: _Row, place: int) -> Iterator[tuple[str, str | None, Value]]:
        """Names and values of a cell: several values go to the names that the name cell lists."""
        found = values(plain(row.cells[place].text))
        if len(found) > 1:
            names = each(row.written)
            if len(names) == len(found):
                for (name, unit), value in zip(names, found, strict=True):
                    yield name, unit or row.unit, value
                return
        for value in found:
            yield row.names[0][0], row.unit, value

    def _with(self, unit: str | None, value: Value, place: int) -> str | None:
        """The unit of a value: the cell's own, the row's, the column's, the table's. 万 in a cell scales the row's unit."""
        wider = unit or self.columns.units.get(place) or self.grid.unit
        if value.unit in ("万", "亿", "万亿") and wider and not wider.startswith(value.unit):
            return value.unit + wider
        return value.unit or wider

    def _annual(self, row: _Row) -> dict[int, float] | None:
        found: dict[int, float] = {}
        for place, year in sorted(self.columns.annual.items(), key=lambda item: item[1]):
            value = values(plain(row.cells[place].text))
            if len(value) == 1:
                found[year] = value[0].value
        return found or None

    def _growth(self, row: _Row) -> Iterator[Quantity]:
        rate, changes = self.columns.growth, self.columns.changes
        for place in (*([] if rate is None else [rate]), *changes):
            value = next(iter(values(plain(row.cells[place].text))), None)
            if value is None:
                continue
            total = place in changes or value.op is Op.CUMULATIVE
            unit = value.unit or (self.columns.units.get(place) if place in changes else None)
            unit = unit or (row.unit if total else "%")
            if total and self._restates(row, value.value, unit):
                continue
            made = self._quantity(row, row.names[0][0], unit, value, self.plan.until_year, Role.TARGET)
            if not total:
                made = replace(made, op=Op.GROWTH, target_kind=TargetKind.GROWTH)
            elif value.op is not Op.CUMULATIVE:
                made = replace(made, op=Op.CUMULATIVE, target_kind=TargetKind.CHANGE)
            yield replace(made, confidence=0.85, why="growth column of an indicator table")

    def _restates(self, row: _Row, change: float, unit: str | None) -> bool:
        """Whether a change only says again how far the target of the row is from its base."""
        bases = [value for place in self.columns.bases if (value := self._number(row.cells, place)) is not None]
        targets = [value for place in self.columns.target if (value := self._number(row.cells, place)) is not None]
        if not bases or not targets:
            return False
        base, target = bases[0], targets[0]
        by_share = unit == "%" and row.unit != "%" and base
        apart = (target / base - 1) * 100 if by_share else target - base
        return abs(abs(change) - abs(apart)) <= (_ROUNDED if by_share else _SAME * max(abs(apart), 1))

    def _pending(self, row: _Row, targets: tuple[int, ...]) -> bool:
        """Whether the target is still to be issued: its cell says so, or a note does beside an empty cell."""
        told = [row.cells[place].text for place in (*targets, *self.columns.notes)]
        return any(is_pending(plain(text)) for text in told)

    def _pending_row(self, row: _Row) -> Quantity:
        value = Value(0, None, None, None, TargetKind.PENDING, None)
        made = self._quantity(row, row.names[0][0], row.unit, value, self.plan.until_year, Role.PENDING)
        return replace(made, value=None, op=None, why="target to be issued, says the table")

    def _quantity(self, row: _Row, name: str, unit: str | None, value: Value, year: int | None, role: Role) -> Quantity:
        op, kind = _judge(name, unit, value)
        return Quantity(
            id="",
            plan=self.plan.number,
            line=row.line,
            name=name,
            role=role,
            value=value.value,
            upper=value.upper,
            unit=unit,
            year=value.year or year,
            op=op,
            kind=row.kind,
            source="table",
            scope=row.scope,
            bound=value.bound,
            target_kind=kind,
            part_of=row.part_of,
            section=self.section,
            span=row.span,
            owner=row.owner,
            confidence=0.95,
            why="row of an indicator table",
        )


def _judge(name: str, unit: str | None, value: Value) -> tuple[Op, TargetKind]:
    """Operator and kind of a target: what the cell says, else what the name says."""
    if value.kind is None and value.op is Op.AT_MOST:
        return value.op, TargetKind.CEILING
    if value.kind is not None:
        return value.op or Op.EQUAL, value.kind
    counted = unit not in ("%", "‰") and _TOTAL.search(name) is not None
    if value.op is Op.AT_LEAST:
        return value.op, TargetKind.CUMULATIVE if counted else TargetKind.LEVEL
    if _GROWTH.search(name):
        return Op.GROWTH, TargetKind.GROWTH
    if _CHANGE.search(name):
        return Op.CUMULATIVE, TargetKind.CHANGE
    if _CEILING.search(name):
        return Op.AT_MOST, TargetKind.CEILING
    if counted:
        return Op.CUMULATIVE, TargetKind.CUMULATIVE
    return Op.EQUAL, TargetKind.LEVEL


def _topic(title: str) -> str:
    """The indicator that the title of a table of places names: `各县区供水能力目标表` names 供水能力."""
    return _TITLE_HEAD.sub("", _TITLE_TAIL.sub("", narrow(title).strip()))


def _adds_up(total: float, annual: dict[int, float] | None) -> bool:
    return annual is not None and len(annual) > 1 and total > 0 and abs(sum(annual.values()) - total) <= 0.02 * total
