"""Rows of a plan -> the things that are measured: same name, dimension and scope. Pure.

One thing may be named in a table and again in prose, with its base in a third place. But text repeats words for what
is not the same: these rules keep such rows apart.

- Two rows of one line with the same name and year are two things (each park its own livestream base).
- An amount to be added up (cumulative) that is named again in another section is another thing (each industry its own
  chains), unless one of the two stands in a table, which sums the plan up.
- A level, ceiling, growth ... named again in another section is the same thing said again. Where the value differs, both
  targets are followed: the audit names the contradiction, and people reject one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from luoshi.core.target import Op, TargetKind
from luoshi.core.units import parse_unit
from luoshi.plans.follow.places import AreaMap
from luoshi.plans.follow.rows import QuantityRow
from luoshi.plans.follow.rules import dimension_of, kind_of, what_grows


@dataclass(slots=True)
class Aim:
    """One target: the row that leads, and the rows that say the same again."""

    lead: QuantityRow
    repeats: list[QuantityRow] = field(default_factory=list)

    @property
    def rows(self) -> list[QuantityRow]:
        """All rows that say it."""
        return [self.lead, *self.repeats]

    @property
    def kind(self) -> TargetKind:
        """Its kind, also where the reader left it open."""
        return _kind(self.lead)


@dataclass(slots=True)
class Thing:
    """One measured thing of a plan with its targets and the rows that say where it stands."""

    aims: list[Aim] = field(default_factory=list)
    bases: list[QuantityRow] = field(default_factory=list)

    @property
    def lead(self) -> QuantityRow:
        """The row that gives name, unit and key: the first target in the text."""
        return self.aims[0].lead


def things(rows: Iterable[QuantityRow], areas: AreaMap) -> list[Thing]:
    """The measured things of one plan, in the order of the text."""
    found: dict[tuple[str, str, str], list[Thing]] = defaultdict(list)
    order: list[Thing] = []
    ordered = sorted(yearly(rows), key=lambda row: (row.line, row.place))
    for row in ordered:
        if row.base:
            continue
        same = found[_identity(row, areas)]
        home = next((thing for thing in same if _belongs(row, thing)), None)
        if home is None:
            home = Thing()
            same.append(home)
            order.append(home)
        _add(home, row)
    for row in ordered:
        if row.base:
            for thing in found.get(_identity(row, areas), ()):
                thing.bases.append(row)
    return order


def yearly(rows: Iterable[QuantityRow]) -> list[QuantityRow]:
    """The rows with "so much in that year" as a level where the plan has a growth a year for the same thing: the reader
    takes a total (总额) for a sum of all years.
    """
    rows = list(rows)
    grow = {what_grows(row.name) for row in rows if not row.base and _kind(row) == TargetKind.GROWTH} - {""}
    return [
        replace(row, kind=TargetKind.LEVEL, op=Op.EQUAL if row.op == Op.CUMULATIVE else row.op, grows=True)
        if row.name in grow and not row.base and _kind(row) in (TargetKind.CUMULATIVE, TargetKind.LEVEL)
        else row
        for row in rows
    ]  # fmt: skip


def _identity(row: QuantityRow, areas: AreaMap) -> tuple[str, str, str]:
    return row.name, dimension_of(row.unit), "" if areas.is_whole(row.scope) else row.scope


def _belongs(row: QuantityRow, thing: Thing) -> bool:
    for aim in thing.aims:
        for other in aim.rows:
            if other.line == row.line and other.year == row.year:
                return False
    if _adds_up(row) or any(aim.kind == TargetKind.CUMULATIVE for aim in thing.aims):
        return row.table != thing.lead.table or row.section == thing.lead.section
    return True


def _kind(row: QuantityRow) -> TargetKind:
    return kind_of(row.kind, row.op, row.upper, row.value, name=row.name, unit=row.unit)


def _adds_up(row: QuantityRow) -> bool:
    return _kind(row) == TargetKind.CUMULATIVE


def _add(thing: Thing, row: QuantityRow) -> None:
    for aim in thing.aims:
        if _says_the_same(aim.lead, row):
            aim.repeats.append(row)
            return
    thing.aims.append(Aim(row))


def _says_the_same(one: QuantityRow, other: QuantityRow) -> bool:
    if (one.year, _kind(one), one.upper) != (other.year, _kind(other), other.upper):
        return False
    return converted(other.value, other.unit, one.unit) == one.value


def converted(value: float | None, unit: str, to: str) -> float | None:
    """A value in another unit of the same dimension; as it is where the two are written alike."""
    parsed = parse_unit(unit)
    if value is None or unit == to or parsed is None:
        return value
    return float(parsed.to(to, value))
