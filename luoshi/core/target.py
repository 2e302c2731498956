"""The vocabulary of targets: roles, operators, bounds and kinds that plans mix.

>>> TargetKind.CEILING.label.zh
'上限'
"""

from __future__ import annotations

from enum import StrEnum

from luoshi.core.text import Text


class Role(StrEnum):
    """What a number in a plan is: where the city stands, where it wants to be, or a target with no number yet."""

    BASE = "base"
    TARGET = "target"
    PENDING = "pending"


class Op(StrEnum):
    """How a value is to be compared with its target."""

    EQUAL = "="
    AT_LEAST = ">="
    AT_MOST = "<="
    CUMULATIVE = "cumulative"
    GROWTH = "growth"
    RANGE = "range"


class Bound(StrEnum):
    """How sharp the text is about a value."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"


class TargetKind(StrEnum):
    """The kind of a target decides how completion is computed (see docs/methods)."""

    LEVEL = "level"
    CUMULATIVE = "cumulative"
    GROWTH = "growth"
    CHANGE = "change"
    MULTIPLE = "multiple"
    CEILING = "ceiling"
    HOLD = "hold"
    RANGE = "range"
    ZERO = "zero"
    MILESTONE = "milestone"
    PENDING = "pending"

    @property
    def label(self) -> Text:
        """The name that users read."""
        return KIND_LABELS[self]


KIND_LABELS = {
    TargetKind.LEVEL: Text("水平", "level"),
    TargetKind.CUMULATIVE: Text("累计", "cumulative"),
    TargetKind.GROWTH: Text("年均增长", "average growth"),
    TargetKind.CHANGE: Text("期间变化", "change over the period"),
    TargetKind.MULTIPLE: Text("倍数", "multiple"),
    TargetKind.CEILING: Text("上限", "ceiling"),
    TargetKind.HOLD: Text("保持", "hold"),
    TargetKind.RANGE: Text("区间", "range"),
    TargetKind.ZERO: Text("零值", "zero"),
    TargetKind.MILESTONE: Text("里程碑", "milestone"),
    TargetKind.PENDING: Text("待下达", "pending"),
}
