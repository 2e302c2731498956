"""Sums in tables: 合计 rows and columns, 其中 rows under their whole, years that add up to a total.

>>> cells = lambda line, *texts: tuple(Cell(text, line) for text in texts)
>>> rows = (cells(1, "县", "车站(个)"), cells(2, "甲", "3"), cells(3, "乙", "4"), cells(4, "合计", "8"))
>>> [arithmetic for _, arithmetic, _, _ in total_rows(Grid(1, 4, rows, 1))]
['3 + 4 = 7个; stated 8个; difference 1']
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from luoshi.reader.audit.arithmetic import agrees, equation, off_by, total_of
from luoshi.reader.audit.columns import Columns, body, columns
from luoshi.reader.audit.draft import Desk, Draft, short
from luoshi.reader.audit.exact import Measure, measures, unit_of
from luoshi.reader.model import Cell, Grid
from luoshi.reader.tables.columns import head
from luoshi.reader.widths import narrow

_TOTAL = re.compile(r"^(?:合计|总计|全市合计|共计)")
_SUBTOTAL = re.compile(r"^小计")
_NOT_ADDED = re.compile(r"率|比例|比重|占比|%|均|增速|增长|密度|强度|浓度|指数|序号|编号|排名|倍|价格")
_PLAIN_NUMBER = re.compile(r"^[\d.,]+(?:万|亿)?[^\d,。;、()]{0,6}$")
_NUMBERED = re.compile(r"(?:\d{1,3}[.、]|[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\))")
_GOAL = re.compile(r"(?<!预期)目标(?!数)|规划")
_MANY_YEARS = 3
# Parts that miss their whole by less than this are meant as all of it.
_LIKE = Decimal("0.02")
_POWERS = tuple(Decimal(10) ** power for power in (-4, -3, -2, -1, 1, 2, 3, 4))
_LEAST, _MOST = Decimal("-0.06"), Decimal("0.5")
_IN_BRACKETS = re.compile(r"\(([^()]{1,8})\)\s*$")
_PART = re.compile(r"^(?:其中|#|\(\d+\)|(?:\(\d+\))?[—-]{1,2})")

Found = tuple[tuple[int, ...], str, str, str]


def find(desk: Desk) -> Iterator[Draft]:
    """Every total of a table that its rows or columns contradict."""
    for grid in desk.plan.grids:
        for lines, arithmetic, about, stated in (
            *total_rows(grid),
            *total_columns(grid),
            *yearly_rows(grid),
            *part_rows(grid),
        ):
            yield Draft(
                plan=desk.plan.number,
                kind="sum",
                lines=lines,
                severity="error",
                zh=f"表中“{short(about, 30)}”与各项之和不符:{_sum(arithmetic)},表中为{stated}。",
                en=f"In the table, {short(about, 30)} is {stated}, but its parts do not add up to it.",
                arithmetic=arithmetic,
                stated=stated,
            )


def _sum(arithmetic: str) -> str:
    """The last sum of the arithmetic, without what is stated."""
    return arithmetic.rsplit(" | ", 1)[-1].rsplit(": ", 1)[-1].split(";")[0]


def total_rows(grid: Grid) -> Iterator[Found]:
    """合计 and 小计 rows that the rows they close do not add up to: lines, arithmetic, label, number stated."""
    rows = [row for row in body(grid) if len({id(cell) for cell in row}) > 1]
    labels = [_label(row) for row in rows]
    if not any(_TOTAL.match(label) or _SUBTOTAL.match(label) for label in labels):
        return
    for place in range(1, grid.width):
        if _NOT_ADDED.search(head(grid, place)):
            continue
        unit = _unit(head(grid, place))
        numbers = [_number(row[place], unit) for row in rows]
        for k, label in enumerate(labels):
            whole = numbers[k]
            if whole is None or not (_TOTAL.match(label) or _SUBTOTAL.match(label)):
                continue
            views = _views(labels, numbers, k)
            if views and not any(agrees(whole, view) for view in views):
                lines = (rows[k][place].line,)
                yield lines, equation(whole, views[0]), f"{label} {head(grid, place)}", whole.text


def _views(labels: Sequence[str], numbers: Sequence[Measure | None], k: int) -> list[list[Measure]]:
    """The lists of rows that total row `k` may sum up; none where a number is missing or not plain."""
    special = [bool(_TOTAL.match(label) or _SUBTOTAL.match(label)) for label in labels]
    spans: list[Sequence[int]] = []
    if _SUBTOTAL.match(labels[k]):
        start = max((j + 1 for j in range(k) if special[j]), default=0)
        end = min((j for j in range(k + 1, len(labels)) if special[j]), default=len(labels))
        spans = [range(start, k), range(k + 1, end)]
    else:
        others = [j for j in range(len(labels)) if not special[j] and not _PART.match(labels[j])]
        spans = [others, [j for j in others if j < k], [j for j in others if j > k]]
        spans.append([j for j in range(len(labels)) if _SUBTOTAL.match(labels[j])])
    views = []
    for span in spans:
        view = [numbers[j] for j in span]
        if len(view) > 1 and all(number is not None and not number.vague for number in view):
            views.append([number for number in view if number is not None])
    return views


def total_columns(grid: Grid) -> Iterator[Found]:
    """Rows whose yearly values do not add up to their 累计 or 合计 column."""
    places = columns(grid)
    if places is None or places.total is None or len(places.years) < 3:
        return
    years = [k for k in places.years if k != places.total]
    for row in body(grid):
        label = row[places.name].text if places.name is not None else _label(row)
        unit = row[places.unit].text.strip() if places.unit is not None else _unit(label)
        whole = _number(row[places.total], unit)
        parts = [_number(row[k], unit) for k in years]
        known = [part for part in parts if part is not None and not part.vague]
        if whole is None or len(known) < len(years) or _NOT_ADDED.search(label + unit):
            continue
        if not agrees(whole, known):
            yield (row[places.total].line,), equation(whole, known), label.strip(), whole.text


def yearly_rows(grid: Grid) -> Iterator[Found]:
    """Rows whose yearly targets neither end at the target nor add up to it."""
    places = columns(grid)
    if places is None or len(places.years) < _MANY_YEARS:
        return
    years = sorted(places.years, key=lambda k: places.years[k])
    goal = next((k for k in places.values if k not in places.years and _GOAL.search(head(grid, k))), None)
    if goal is None or len(set(places.years.values())) < len(years):
        return
    for row in body(grid):
        label = narrow(row[places.name].text).strip() if places.name is not None else _label(row)
        unit = narrow(row[places.unit].text).strip() if places.unit is not None else _unit(label)
        whole, parts = _number(row[goal], unit), [_number(row[k], unit) for k in years]
        known = [part for part in parts if part is not None and not part.vague]
        if whole is None or whole.vague or len(known) < len(parts):
            continue
        if not agrees(whole, known) and abs(known[-1].value - whole.value) > whole.half + known[-1].half:
            yield (row[goal].line,), equation(whole, known), label, whole.text


def part_rows(grid: Grid) -> Iterator[Found]:
    """Rows of parts (其中, (1), (2)) that together miss the row above them by a little: they are meant as all of it."""
    places = columns(grid)
    if places is None or places.name is None:
        return
    rows = list(body(grid))
    k = 0
    while k < len(rows):
        end = k + 1
        while end < len(rows) and (_is_part(rows[end], places.name) or _goes_on(rows, k, end, places)):
            end += 1
        if end - k > 2 and not _is_part(rows[k], places.name):
            yield from _parts(grid, rows[k], rows[k + 1 : end], places.name, places)
        k = end


def _parts(
    grid: Grid, whole_row: tuple[Cell, ...], part_rows: Sequence[tuple[Cell, ...]], name: int, places: Columns
) -> Iterator[Found]:
    """One finding for a row, with every column that does not add up."""
    label = narrow(whole_row[name].text).strip()
    if _NOT_ADDED.search(label):
        return
    unit = narrow(whole_row[places.unit].text).strip() if places.unit is not None else _unit(label)
    wrong: dict[str, tuple[str, str]] = {}
    for place in places.values:
        above = head(grid, place)
        if _NOT_ADDED.search(above):
            continue
        whole, parts = _number(whole_row[place], unit), [_number(row[place], unit) for row in part_rows]
        known = [part for part in parts if part is not None and not part.vague]
        if whole is None or not whole.value or len(known) < len(parts) or agrees(whole, known):
            continue
        if _LEAST <= off_by(whole, known) <= _MOST or _tenfold(whole, known):
            wrong.setdefault(equation(whole, known), (above, whole.text))
    if wrong:
        lines = (whole_row[name].line, *(row[name].line for row in part_rows))
        rows = sorted(wrong.items(), key=lambda row: bool(_GOAL.search(row[1][0])))  # the target itself comes last
        told = [f"{head}: {text}" if len(wrong) > 1 else text for text, (head, _) in rows]
        yield lines, " | ".join(told), label, rows[-1][1][1]


def _tenfold(whole: Measure, parts: Sequence[Measure]) -> bool:
    """Whether the whole would be right with its decimal point elsewhere."""
    ratio = total_of(parts) / whole.value
    return any(abs(ratio / factor - 1) < _LIKE for factor in _POWERS)


def _is_part(row: tuple[Cell, ...], name: int) -> bool:
    """Whether a row is a part: its name or a cell before it says 其中, or it is numbered (1), (2)."""
    return any(_PART.match(narrow(cell.text).strip()) for cell in row[: name + 1])


def _goes_on(rows: Sequence[tuple[Cell, ...]], whole: int, row: int, places: Columns) -> bool:
    """Whether `row` is one more part after a 其中 row: it bears no number of its own where wholes are numbered."""
    name = places.name
    if name is None or row < whole + 2 or len({id(cell) for cell in rows[row]}) == 1:
        return False
    if places.seq is not None:
        return _tight(rows[row][places.seq]) in ("", _tight(rows[whole][places.seq]))
    return bool(_NUMBERED.match(_tight(rows[whole][name]))) and not _NUMBERED.match(_tight(rows[row][name]))


def _tight(cell: Cell) -> str:
    return re.sub(r"\s", "", narrow(cell.text)).strip("|")


def _label(row: tuple[Cell, ...]) -> str:
    return next((text for cell in row if (text := re.sub(r"\s", "", narrow(cell.text)))), "")


def _unit(label: str) -> str:
    """The unit that a head or a name gives in brackets: `里程(公里)`."""
    found = _IN_BRACKETS.search(narrow(label))
    return found[1] if found else ""


def _number(cell: Cell, unit: str) -> Measure | None:
    """The one plain number of a cell, in the unit of its row or column; None for a range, a bound, a rate or text."""
    text = _tight(cell)
    if not _PLAIN_NUMBER.match(text) or "%" in text:
        return None
    found = measures(text)
    if len(found) != 1:
        return None
    if found[0].written:
        return found[0]
    dimension, factor = unit_of(unit)
    number, half = found[0].value * factor, found[0].half * factor
    return found[0]._replace(value=number, half=half, factor=factor, dimension=dimension, written=unit)
