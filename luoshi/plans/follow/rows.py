"""A quantity of the ledger, as corrected, with what building needs of it. Pure.

>>> row = quantity({"id": "1-q-9-2", "line": 9, "name": "绿化覆盖率", "role": "target", "value": 40, "unit": "%",
...                 "year": 2025, "op": ">=", "bound": "at_least", "target_kind": "level", "scope": "全市"}, key=7)
>>> row.short_id, row.base, row.value, row.annual
('q-9-2', False, 40, {})
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from luoshi.core.target import Role


@dataclass(frozen=True, slots=True)
class QuantityRow:
    """One number of a plan. `key` is the stored commitment's; `place` its order in the ledger. `grows`: the
    plan also says by how much it grows a year (`luoshi.plans.follow.grouping.yearly`)."""

    key: int
    id: str
    line: int
    place: int
    name: str
    role: str
    value: float | None
    upper: float | None
    unit: str
    year: int | None
    base_year: int | None
    op: str
    bound: str
    kind: str
    binding: bool
    scope: str
    part_of: str
    owner: str
    section: int = 0
    table: bool = False
    annual: Mapping[int, float] = field(default_factory=dict)
    grows: bool = False

    @property
    def base(self) -> bool:
        """Whether it says where the city stands, not where it wants to be."""
        return self.role == Role.BASE

    @property
    def short_id(self) -> str:
        """The row's id without the number of its plan: `q-LINE-n`, which says where in the text it stands."""
        return self.id.split("-", 1)[1]


def quantity(row: Mapping[str, Any], *, key: int, place: int = 0) -> QuantityRow:
    """A row of the ledger's table `quantities`; fields that it lacks are those that the text does not say."""
    return QuantityRow(
        key=key,
        id=row["id"],
        line=row["line"],
        place=place,
        name=row["name"],
        role=row["role"],
        value=row.get("value"),
        upper=row.get("upper"),
        unit=row.get("unit") or "",
        year=row.get("year"),
        base_year=row.get("base_year"),
        op=row.get("op") or "",
        bound=row.get("bound") or "",
        kind=row.get("target_kind") or "",
        binding=row.get("kind") == "约束性",
        scope=row.get("scope") or "",
        part_of=row.get("part_of") or "",
        owner=row.get("owner") or "",
        section=row.get("section") or 0,
        table=row.get("source") == "table",
        annual={int(year): value for year, value in (row.get("annual") or {}).items()},
    )
