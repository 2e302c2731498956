"""Amounts of the ledger as projects keep them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from luoshi.core.units import parse_unit

MONEY = "万元"


def in_ten_thousand(money: Mapping[str, Any] | None) -> float | None:
    """An amount of the ledger in 万元; a bare 亿 or 万 means yuan, another currency has no value here.

    >>> in_ten_thousand({"value": 12.5, "unit": "亿元"}), in_ten_thousand({"value": 3, "unit": "亿美元"})
    (125000.0, None)
    """
    if not money:
        return None
    unit = parse_unit(money["unit"]) or parse_unit(f"{money['unit']}元")
    if unit is None or unit.dimension != "money":
        return None
    return float(unit.to(MONEY, money["value"]))
