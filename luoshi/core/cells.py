"""Cells of files that people open in a spreadsheet.

>>> safe_cell("=1+1"), safe_cell("95%"), safe_cell(-3)
("'=1+1", '95%', -3)
"""

from __future__ import annotations

from typing import TypeVar

Value = TypeVar("Value")

_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def safe_cell(value: Value) -> Value | str:
    """A text that a spreadsheet would take for a formula, with an apostrophe before it; anything else as it is."""
    return f"'{value}" if isinstance(value, str) and value.lstrip(" \u3000").startswith(_STARTS) else value
