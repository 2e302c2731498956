"""Targets without a value: 待下达, 以国家下达为准, or nothing at all beside a binding indicator.

>>> cells = lambda line, *texts: tuple(Cell(text, line) for text in texts)
>>> rows = (cells(1, "指标", "属性", "2025年"), cells(2, "甲浓度", "约束性", "待下达"), cells(3, "乙", "预期性", "5"))
>>> [line for line, *_ in rows_without_value(Grid(1, 3, rows, 1))]
[2]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from luoshi.core.target import Role
from luoshi.reader.audit.columns import body, columns, line_of
from luoshi.reader.audit.draft import Desk, Draft, short
from luoshi.reader.model import Cell, Grid
from luoshi.reader.widths import narrow

_PENDING = re.compile(r"待.{0,6}(?:下达|分解|确定|明确|核定)|(?:下达|分解|公布|核定).{0,8}为准|另行(?:下达|确定)|待定")
_BINDING = re.compile(r"^约束")
_MEANS_NONE = re.compile(r"^[-—–/\\|\s]*$")


def find(desk: Desk) -> Iterator[Draft]:
    """Every target of a plan that has no value yet; a binding one is a warning, any other a note."""
    seen: set[int] = set()
    for grid in desk.plan.grids:
        for line, name, binding, told in rows_without_value(grid):
            seen.add(line)
            yield _draft(desk.plan.number, line, name, binding, told)
    for quantity in desk.quantities:
        if quantity.role is Role.PENDING and not any(abs(quantity.line - line) <= 3 for line in seen):
            seen.add(quantity.line)
            binding = bool(quantity.kind and _BINDING.match(quantity.kind))
            yield _draft(desk.plan.number, quantity.line, quantity.name, binding, "")


def rows_without_value(grid: Grid) -> Iterator[tuple[int, str, bool, str]]:
    """Rows of an indicator table without target: line, name, whether binding, what stands in place of the value."""
    places = columns(grid)
    for row in body(grid):
        cells = list(dict.fromkeys(row))
        told = next((cell for cell in cells if _PENDING.search(re.sub(r"\s", "", narrow(cell.text)))), None)
        binding = any(_BINDING.match(cell.text.strip()) for cell in cells)
        name = _name(row, None if places is None else places.name, told)
        if not name:
            continue
        line = line_of(row, None if places is None else places.name)
        if told is not None:
            yield line, name, binding, told.text.strip()
        elif binding and places is not None and places.values:
            last = max(places.years.values(), default=None)
            targets = [k for k in places.values if k not in places.bases and places.years.get(k, last) == last]
            if all(_MEANS_NONE.match(row[k].text) for k in targets):
                yield line, name, True, ""


def _name(row: tuple[Cell, ...], place: int | None, told: Cell | None) -> str:
    if place is not None:
        return row[place].text.strip()
    texts = [cell.text.strip() for cell in row if cell is not told and len(cell.text.strip()) > 3]
    return texts[0] if texts else ""


def _draft(plan: int, line: int, name: str, binding: bool, told: str) -> Draft:
    kind_zh, kind_en = ("约束性指标", "The binding indicator") if binding else ("指标", "The indicator")
    reason = f"(“{short(told, 20)}”)" if told else ""
    return Draft(
        plan=plan,
        kind="pending",
        lines=(line,),
        severity="warning" if binding else "note",
        zh=f"{kind_zh}“{short(name, 30)}”没有目标值{reason}。",
        en=f"{kind_en} {short(name, 30)} has no target value.",
    )
