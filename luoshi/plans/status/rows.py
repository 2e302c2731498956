"""What status is read from, as plain rows: indicators, targets with their amendments, series, figures that wait.

    targets = target_rows(Scope(plan=3), on=date(2024, 2, 1), known_at=None)

Rows come by raw cursor: thousands of them are wanted in milliseconds, and both databases give the same texts.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from operator import itemgetter
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import QuerySet

from luoshi.journal.models import Entry
from luoshi.plans.figures.series import official, pack
from luoshi.plans.models import Amendment, Figure
from luoshi.plans.targets.effective import ASSIGNED, JUDGED_BY, overlay


@dataclass(frozen=True, slots=True)
class Scope:
    """What is read; None does not restrict. `area` is one area and nothing below it."""

    plan: int | None = None
    area: str | None = None
    indicator: int | None = None
    public_only: bool = False

    def where(self, target: str = "t") -> tuple[str, list[Any]]:
        """SQL over the indicators `i` and the table called `target`."""
        parts: list[tuple[str, Any]] = []
        if self.plan is not None:
            parts.append(("i.plan_id = %s", self.plan))
        if self.indicator is not None:
            parts.append(("i.id = %s", self.indicator))
        if self.area is not None and target:
            parts.append((f"{target}.area_id = %s", self.area))
        if self.public_only:
            parts.append(("i.public = %s", True))
        return " AND ".join(part for part, _ in parts) or "1 = 1", [value for _, value in parts]


class IndicatorRow(NamedTuple):
    """An indicator and what of its plan it is judged by."""

    id: int
    plan: int
    owner: int | None
    unit: str
    measure: str
    frequency: str
    direction: str
    due_days: int
    lag_months: int
    thresholds: str | None
    rule: str
    plan_rules: str
    until_year: int | None


class TargetRow(NamedTuple):
    """A target as it counts. `path` is JSON, `since` as `2021-01-01`."""

    id: int
    indicator: int
    area: str
    agency: int | None
    kind: str
    op: str
    bound: str
    value: float | None
    upper: float | None
    unit: str
    year: int | None
    base_value: float | None
    base_year: int | None
    path: str
    binding: bool
    since: str


BETWEEN = "\x1f"
WORDS = ("kind", "op", "bound", "path", "since", "unit")
"""The texts of a target come as one text with BETWEEN between them: few are different, so each is looked at once. The
unit stands last, for it alone is typed by people."""
NUMBERS = ("id", "indicator", "area", "agency", "value", "upper", "year", "base_value", "base_year", "binding")


@dataclass(frozen=True, slots=True)
class TargetTable:
    """Target rows as columns (NUMBERS and `words`): thousands of small objects would cost more than all the arithmetic."""

    columns: Mapping[str, Sequence[Any]]

    @classmethod
    def of(cls, rows: Sequence[tuple[Any, ...]]) -> TargetTable:
        """Rows of NUMBERS and words."""
        fields = (*NUMBERS, "words")
        return cls(dict(zip(fields, zip(*rows, strict=True) if rows else [()] * len(fields), strict=True)))

    @property
    def count(self) -> int:
        """How many rows."""
        return len(self.columns["id"])

    def row(self, place: int) -> TargetRow:
        """One of them."""
        return _whole([self.columns[name][place] for name in (*NUMBERS, "words")])


def _whole(cells: Sequence[Any]) -> TargetRow:
    """A row as it was read."""
    words = zip(WORDS, cells[-1].split(BETWEEN, len(WORDS) - 1), strict=True)
    row = dict(zip(NUMBERS, cells[:-1], strict=True)) | dict(words)
    return TargetRow(**{**row, "binding": bool(row["binding"])})


def _cells(row: TargetRow) -> tuple[Any, ...]:
    """The way back."""
    return (*(getattr(row, name) for name in NUMBERS), BETWEEN.join(getattr(row, name) for name in WORDS))


class PackedSeries(NamedTuple):
    """Packed values of indicators in areas, as columns."""

    indicators: Sequence[int]
    areas: Sequence[str]
    firsts: Sequence[int]
    values: Sequence[bytes]


def indicator_rows(scope: Scope, known_at: datetime | None) -> list[IndicatorRow]:
    """The indicators of a scope; with `known_at` judged by the settings of that time, which the journal remembers."""
    where, values = scope.where("")
    rows = _read(
        "i.id, i.plan_id, i.owner_id, i.unit, i.measure, i.frequency, i.direction, i.due_days, i.lag_months, "
        "CAST(i.thresholds AS text), i.rule, CAST(p.rules AS text), p.until_year",
        "plans_indicator i JOIN plans_plan p ON p.id = i.plan_id",
        f"{where} ORDER BY i.id",
        values,
    )
    found = [IndicatorRow(*row) for row in rows]
    return found if known_at is None else _settings_then(found, known_at)


def _settings_then(rows: list[IndicatorRow], known_at: datetime) -> list[IndicatorRow]:
    """Undo the changes of settings and owners made after `known_at`: the first of each says how it was before."""
    changes: dict[str, dict[str, Any]] = {JUDGED_BY: {}, ASSIGNED: {}}
    entries = Entry.objects.filter(action__in=list(changes), at__gt=known_at).order_by("number")
    for action, thing, was in entries.values_list("action", "thing", "before"):
        changes[action].setdefault(thing, was)
    before, owners = changes[JUDGED_BY], changes[ASSIGNED]
    if not before and not owners:
        return rows
    then = []
    for row in rows:
        own, plan = before.get(f"indicator:{row.id}"), before.get(f"plan:{row.plan}")
        if f"indicator:{row.id}" in owners:
            row = row._replace(owner=owners[f"indicator:{row.id}"]["owner"])
        if own is not None:
            row = row._replace(thresholds=json.dumps(own["thresholds"]), rule=own["rule"])
        if plan is not None:
            row = row._replace(plan_rules=json.dumps(plan))
        then.append(row)
    return then


def target_rows(scope: Scope, on: date, known_at: datetime | None) -> TargetTable:
    """The targets of a scope as they count on `on`, those first set after `known_at` left out."""
    where, values = scope.where()
    known = ""
    if known_at is not None:
        known, values = " AND t.created_at <= %s", [*values, _moment(known_at)]
    found = _read(
        "t.id, t.indicator_id, t.area_id, t.agency_id, t.value, t.upper, t.year, t.base_value, t.base_year, t.binding, "
        + f" || '{BETWEEN}' || ".join(
            ("t.kind", "t.op", "t.bound", "CAST(t.path AS text)", "CAST(t.since AS text)", "t.unit")
        ),
        f"plans_target t{_joined('t', where)}",
        f"{where}{known}",
        values,
    )
    found.sort(key=itemgetter(0))  # the database would have to sort whole rows
    amended = _amendments(scope, on, known_at)
    if amended:
        found = [
            _cells(_amend(_whole(row), amended[row[0]], on, known_at)) if row[0] in amended else row for row in found
        ]
    return TargetTable.of(found)


def _amendments(scope: Scope, on: date, known_at: datetime | None) -> dict[int, list[dict[str, Any]]]:
    wanted = Amendment.objects.filter(effective_from__lte=on)
    if known_at is not None:
        wanted = wanted.filter(at__lte=known_at)
    wanted = _restricted(wanted, scope)
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    rows = wanted.order_by("effective_from", "pk").values("target_id", "effective_from", "at", "changes")
    for row in rows:
        found[row["target_id"]].append(row)  # type: ignore[arg-type]
    return found


def _restricted(rows: QuerySet[Amendment], scope: Scope) -> QuerySet[Amendment]:
    if scope.plan is not None:
        rows = rows.filter(target__indicator__plan=scope.plan)
    if scope.indicator is not None:
        rows = rows.filter(target__indicator=scope.indicator)
    return rows if scope.area is None else rows.filter(target__area=scope.area)


def _amend(row: TargetRow, amendments: list[dict[str, Any]], on: date, known_at: datetime | None) -> TargetRow:
    counted = overlay({**row._asdict(), "path": json.loads(row.path)}, amendments, on=on, known_at=known_at)
    return TargetRow(**{field: counted[field] for field in TargetRow._fields} | {"path": json.dumps(counted["path"])})


def series_rows(scope: Scope) -> PackedSeries:
    """The official values as they stand now."""
    where, values = scope.where("s")
    found = _read(
        's.indicator_id, s.area_id, s.first, s."values"',
        f"plans_series s{_joined('s', where)}",
        where,
        values,
    )
    return PackedSeries(*zip(*found, strict=True)) if found else PackedSeries((), (), (), ())


def known_series(scope: Scope, known_at: datetime) -> PackedSeries:
    """The official values as they were known at a time, from the revisions of the figures: the slow way."""
    figures = Figure.objects.filter(approved_at__lte=known_at)
    if scope.plan is not None:
        figures = figures.filter(indicator__plan=scope.plan)
    if scope.indicator is not None:
        figures = figures.filter(indicator=scope.indicator)
    if scope.area is not None:
        figures = figures.filter(area=scope.area)
    found: dict[tuple[int, str], list[tuple[int, int, float | None, str]]] = defaultdict(list)
    rows = figures.order_by("indicator", "area", "last", "revision")
    for indicator, area, *rest in rows.values_list(
        "indicator", "area", "last", "revision", "value", "maker"
    ).iterator():
        found[indicator, area].append(tuple(rest))  # type: ignore[arg-type]
    packed = [
        (indicator, area, *pack(values)[:2])
        for (indicator, area), revisions in found.items()
        if (values := official(revisions))
    ]
    return PackedSeries(*zip(*packed, strict=True)) if packed else PackedSeries((), (), (), ())


def waiting(scope: Scope, months: Iterable[int], known_at: datetime | None) -> set[tuple[int, str, int]]:
    """(indicator, area, month) of what was reported but is in no series: not yet approved, or said to have no value."""
    wanted = sorted(set(months))
    if not wanted:
        return set()
    where, values = scope.where("f")
    if known_at is None:  # word by word the condition of the partial index, or it is not used
        which: str = "(f.approved_at IS NULL OR f.value IS NULL)"
    else:
        which, values = "f.at <= %s", [_moment(known_at), *values]
    marks = ", ".join(["%s"] * len(wanted))
    rows = _read(
        "DISTINCT f.indicator_id, f.area_id, f.last",
        f"plans_figure f{_joined('f', where)}",
        f"{which} AND {where} AND f.last IN ({marks})",
        [*values, *wanted],
    )
    return {(indicator, area, last) for indicator, area, last in rows}


def _joined(table: str, where: str) -> str:
    """The indicators, where the condition asks for them."""
    return f" JOIN plans_indicator i ON i.id = {table}.indicator_id" if "i." in where else ""


def _moment(at: datetime) -> Any:
    """A time as the columns of this database hold it."""
    return connection.ops.adapt_datetimefield_value(at)


def _read(columns: str, tables: str, where: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM {tables} WHERE {where}", values)  # noqa: S608 - the parts are our own
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found
