"""Sums with the room that rounding leaves, and how they are written out.

>>> from luoshi.reader.audit.exact import measures
>>> total, *parts = measures("19个(其中甲10个,乙8个)")
>>> agrees(total, parts), equation(total, parts)
(False, '10 + 8 = 18个; stated 19个; difference 1')
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from luoshi.reader.audit.exact import Measure, plain


def total_of(parts: Sequence[Measure]) -> Decimal:
    """The sum of the parts in their base unit."""
    return sum((part.value for part in parts), Decimal(0))


def agrees(whole: Measure, parts: Sequence[Measure]) -> bool:
    """Whether the parts add up to the whole within rounding; whole numbers of things leave no room."""
    if whole.is_count and all(part.is_count for part in parts):
        return total_of(parts) == whole.value
    return abs(total_of(parts) - whole.value) <= whole.half + _room(parts)


def _room(parts: Sequence[Measure]) -> Decimal:
    """Half a unit of the last digit for each part; beside 99.2 a 12 is 12.0, as parts in one unit share it."""
    finest: dict[Decimal, Decimal] = {}
    for part in parts:
        finest[part.factor] = min(part.half, finest.get(part.factor, part.half))
    return sum((finest[part.factor] for part in parts), Decimal(0))


def equation(whole: Measure, parts: Sequence[Measure]) -> str:
    """The sum written out in the unit of the whole, with what is stated and the difference."""
    factor, unit = whole.factor, whole.written
    terms = " + ".join(plain(part.value / factor) for part in parts)
    found = total_of(parts) / factor
    stated = whole.value / factor
    return f"{terms} = {plain(found)}{unit}; stated {plain(stated)}{unit}; difference {plain(abs(found - stated))}"


def off_by(whole: Measure, parts: Sequence[Measure]) -> Decimal:
    """How far the sum of the parts lies above (+) or below (-) the whole, as a share of the whole."""
    return (total_of(parts) - whole.value) / whole.value if whole.value else Decimal(0)
