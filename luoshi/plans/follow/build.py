"""Quantities of a plan -> drafts of indicators and targets. Pure; `luoshi.plans.follow.actions` stores them.

drafts = build(rows, areas, Term(2021, 2025, 2020))
drafts[0].key, drafts[0].targets[0].value   # 'q-4-2', 3.0

What the text does not say stays None. One thing is taken from the plan as a whole: a target without a year is due when
the plan ends, as is every target that the reader found without a date of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from luoshi.core.target import Op, TargetKind
from luoshi.plans.follow.grouping import Aim, Thing, converted, things
from luoshi.plans.follow.places import AreaMap
from luoshi.plans.follow.rows import QuantityRow
from luoshi.plans.follow.rules import Rules, rules_of

UNIT_CHARS = 40
SCOPE_CHARS = 80


@dataclass(frozen=True, slots=True)
class Term:
    """The years of a plan; each None where its text does not say."""

    first: int | None
    last: int | None
    base: int | None = None

    def within(self, year: int) -> bool:
        """Whether a year lies in the plan."""
        return (self.first is None or year >= self.first) and (self.last is None or year <= self.last)


@dataclass(frozen=True, slots=True)
class TargetDraft:
    """What is to be reached in one area. `rows` are all commitments that say it, the leading one first."""

    area: str
    rows: tuple[int, ...]
    line: int
    kind: TargetKind
    op: str
    bound: str
    value: float | None
    upper: float | None
    unit: str
    year: int | None
    base_value: float | None
    base_year: int | None
    path: Mapping[str, float]
    binding: bool
    scope: str


@dataclass(frozen=True, slots=True)
class IndicatorDraft:
    """One measured thing with its targets. `key` is the id of the first row that sets a target for it."""

    key: str
    name: str
    unit: str
    part_of: str
    owner: str
    rules: Rules
    targets: list[TargetDraft] = field(default_factory=list)


def build(rows: Iterable[QuantityRow], areas: AreaMap, term: Term) -> list[IndicatorDraft]:
    """The indicators of one plan with their targets; every target row is in exactly one of them."""
    return [_indicator(thing, areas, term) for thing in things(rows, areas)]


def parents(drafts: Iterable[IndicatorDraft]) -> dict[str, str]:
    """Key of an indicator -> key of the one that it is a part of (其中), by the name that the text gives the whole."""
    drafts = list(drafts)
    by_name: dict[str, str] = {}
    for draft in drafts:
        by_name.setdefault(draft.name, draft.key)
    found = {draft.key: by_name.get(draft.part_of) for draft in drafts if draft.part_of}
    return {key: whole for key, whole in found.items() if whole is not None and whole != key}


def _indicator(thing: Thing, areas: AreaMap, term: Term) -> IndicatorDraft:
    lead, aim = thing.lead, thing.aims[0]
    places = _places(lead, areas)
    each = len(places) > 1
    rules = rules_of(
        lead.name, lead.unit, aim.kind, lead.op, lead.value,
        whole=areas.is_whole(lead.scope), each=each, parts=len(areas.counties),
    )  # fmt: skip
    owner = next((row.owner for one in thing.aims for row in one.rows if row.owner), "")
    part_of = next((row.part_of for one in thing.aims for row in one.rows if row.part_of), "")
    draft = IndicatorDraft(lead.short_id, lead.name, lead.unit[:UNIT_CHARS], part_of, owner, rules)
    for one in thing.aims:
        base_value, base_year = _base(one, thing.bases, term)
        if one is aim and _falls(one, base_value):
            draft = replace(draft, rules=rules._replace(direction="down"))
        draft.targets.extend(
            _target(one, area, base_value, base_year, areas, term) for area in _places(one.lead, areas)
        )
    return draft


def _falls(aim: Aim, base: float | None) -> bool:
    """Whether a bare number lies below its base: then less is what the plan wants, or expects."""
    value = aim.lead.value
    bare = aim.kind == TargetKind.LEVEL and aim.lead.op in ("", Op.EQUAL)
    return bare and base is not None and value is not None and base > value


def _places(row: QuantityRow, areas: AreaMap) -> tuple[str, ...]:
    """A share of a stated whole that lies in several counties is one number for all of them together."""
    return areas.of_scope(row.scope, whole=bool(row.part_of) and not row.scope.startswith("每"))


def _target(
    aim: Aim, area: str, base_value: float | None, base_year: int | None, areas: AreaMap, term: Term
) -> TargetDraft:
    row = aim.lead
    pending = aim.kind == TargetKind.PENDING
    path = next((one.annual for one in aim.rows if one.annual), {})
    return TargetDraft(
        area=area,
        rows=tuple(one.key for one in aim.rows),
        line=row.line,
        kind=aim.kind,
        op=row.op,
        bound=row.bound,
        value=None if pending else row.value,
        upper=None if pending else row.upper,
        unit=row.unit[:UNIT_CHARS],
        year=None if pending else row.year or term.last,
        base_value=base_value,
        base_year=base_year,
        path={} if pending else {str(year): value for year, value in sorted(path.items()) if term.within(year)},
        binding=any(one.binding for one in aim.rows),
        scope="" if areas.is_whole(row.scope) else row.scope[:SCOPE_CHARS],
    )


def _base(aim: Aim, bases: Iterable[QuantityRow], term: Term) -> tuple[float | None, int | None]:
    """Where the thing stood: the base in the plan's base year, else the latest one before the plan; a table's first.

    A row that names its base year without a number keeps that year.
    """
    year = next((row.base_year for row in aim.rows if row.base_year), None)
    start = year or term.base or (term.first - 1 if term.first else None)
    known = [row for row in bases if row.value is not None and (not row.year or not start or row.year <= start)]
    if aim.lead.grows:  # what is to grow begins below its target: more than that is a sum of several years
        known = [row for row in known if (converted(row.value, row.unit, aim.lead.unit) or 0) < (aim.lead.value or 0)]
    if not known:
        return None, year
    best = min(known, key=lambda row: (row.year is None, -(row.year or 0), not row.table, row.line, row.place))
    return converted(best.value, best.unit, aim.lead.unit), best.year
