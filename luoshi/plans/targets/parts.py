"""Parts against the whole: shares against their target, figures of counties against the city's. Declared, never guessed.

>>> found = check([("东岸区", 12.3), ("西岭县", 7.5)], 20.0, "sum")
>>> found.agrees, found.arithmetic.zh
(False, '12.3 + 7.5 = 19.8; 总数 20; 相差 -0.2')
>>> check([("东岸区", 12.3), ("西岭县", 7.65)], 20.0, "sum").agrees          # 12.3 may stand for 12.34
True
>>> check([("东岸区", None), ("西岭县", 7.6)], 20.0, "sum") is None          # what is missing is not zero
True
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from luoshi.core.text import Text
from luoshi.core.units import parse_unit
from luoshi.plans.figures.series import unpack
from luoshi.plans.models import Indicator, Series, Spread, Target
from luoshi.plans.targets.effective import effective

MOST_DIGITS = 6
SHOWN_PARTS = 12


@dataclass(frozen=True, slots=True)
class Parts:
    """What the parts come to beside the whole; they agree within what the printed digits leave open."""

    whole: float
    made: float
    tolerance: float
    arithmetic: Text

    @property
    def agrees(self) -> bool:
        """Whether the difference is no more than rounding."""
        return abs(self.made - self.whole) <= self.tolerance


def check(parts: Sequence[tuple[str, float | None]], whole: float | None, spread: str) -> Parts | None:
    """Parts against the whole by `spread`; None where nothing is declared, or a number is missing."""
    values = [value for _, value in parts if value is not None]
    if spread == Spread.NONE or whole is None or not parts or len(values) != len(parts):
        return None
    mean = spread == Spread.MEAN
    total = sum(values)
    made = total / len(values) if mean else total
    unit = sum(half_digit(value) for value in values)
    tolerance = (unit / len(values) if mean else unit) + half_digit(whole)
    shown = " + ".join(_n(value) for value in values[:SHOWN_PARTS]) + (" + …" if len(values) > SHOWN_PARTS else "")
    sums = f"({shown}) / {len(values)} = {_n(made)}" if mean else f"{shown} = {_n(made)}"
    slack = tolerance + 1e-9 * max(abs(whole), abs(made), 1.0)
    difference = _n(made - whole)
    return Parts(
        whole, made, slack,
        Text(f"{sums}; 总数 {_n(whole)}; 相差 {difference}", f"{sums}; the whole {_n(whole)}; difference {difference}"),
    )  # fmt: skip


def half_digit(value: float) -> float:
    """Half of the last printed digit: how far the number behind may be off.

    >>> half_digit(12.3), half_digit(20.0), half_digit(0.125)
    (0.05, 0.0, 0.0005)
    """
    text = _n(value)
    return 0.5 * 10.0 ** -len(text.split(".")[1]) if "." in text else 0.0


def _n(value: float) -> str:
    text = f"{value:.{MOST_DIGITS}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def shares_of(target: Target, on: date) -> Parts | None:
    """The shares of a target against it, as they count on `on`."""
    whole = effective(target, on)
    parts = []
    for share in target.shares.select_related("area", "agency").order_by("pk"):
        counted = effective(share, on)
        name = share.agency.name if share.agency_id and share.agency else share.area.name
        parts.append((name, _in(counted["value"], counted["unit"], whole["unit"])))
    return check(parts, whole["value"], whole["parts"])


def _in(value: float | None, unit: str, to: str) -> float | None:
    """A share in the unit of the whole; None where the two do not convert."""
    if value is None or unit == to or not unit or not to:
        return value
    one, other = parse_unit(unit), parse_unit(to)
    if one is None or other is None or one.dimension != other.dimension:
        return None
    return float(one.to(to, value))


def years_of(counted: dict[str, object]) -> Parts | None:
    """The yearly shares of a cumulative target against it, where every year up to its last has one."""
    path, value, year = counted["path"], counted["value"], counted["year"]
    if counted["kind"] != "cumulative" or not isinstance(path, dict) or str(year) not in path:
        return None
    return check([(name, share) for name, share in sorted(path.items())], float(str(value)), Spread.SUM)


def figures_of(indicator: Indicator, month: int) -> list[Parts]:
    """The figures of the areas below against that of each area above them, by the indicator's spread.

    Only where every area that has a target below has its figure.
    """
    if indicator.spread == Spread.NONE:
        return []
    values: dict[str, float | None] = {}
    for area, first, packed in Series.objects.filter(indicator=indicator).values_list("area", "first", "values"):
        row = unpack(bytes(packed))
        known = 0 <= month - first < len(row) and row[month - first] == row[month - first]
        values[area] = float(row[month - first]) if known else None
    below: dict[str | None, list[tuple[str, float | None]]] = defaultdict(list)
    areas = Target.objects.filter(indicator=indicator).values_list("area", "area__name", "area__parent")
    for area, name, parent in areas.distinct().order_by("area"):
        below[parent].append((name, values.get(area)))
    found = [check(parts, values.get(parent), indicator.spread) for parent, parts in below.items() if parent]
    return [one for one in found if one is not None]
