"""A number as people type it into a form or a cell: full-width digits are read, units are refused with a hint.

>>> read_number("１２．５"), read_number("1,234"), read_number(" 0 ")
(12.5, 1234.0, 0.0)
>>> says_none("无"), says_none("0")
(True, False)

Blank is no number and no zero: `read_number` is not asked then. "There is none" is said by a word of `NONE_WORDS`.
"""

from __future__ import annotations

import math
import re
import unicodedata

from luoshi.core.text import Text

DIGITS = 18
"""A whole number of so many digits is one for every database."""

NONE_WORDS = ("无", "无数据", "none", "n/a")
"""What a filer writes where there is no value; the note then says why."""
ECHO_CHARS = 30
"""So much of a wrong entry is repeated in the message."""

LARGEST = 1e30
"""No quantity of a plan is larger, in any unit."""

_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?(?:[eE][+-]?\d{1,3})?")
_WITH_UNIT = re.compile(r"[+-]?[\d,.]+\s*[^\d\s,.].*")


class EntryError(ValueError):
    """What was typed is no number; `text` says what is expected."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


def whole(text: str) -> int | None:
    """The whole number from 0 that `text` writes with the digits of a program, if it is one that a database holds.

    >>> whole("12"), whole("²"), whole("٣"), whole("-1"), whole("9" * 5000)
    (12, None, None, None, None)
    """
    return int(text) if text.isascii() and text.isdigit() and len(text) <= DIGITS else None


def plain_lines(text: str) -> str:
    """Text as it is kept: line breaks stay, control characters and halves of a sign go, as no database takes them all.

    >>> plain_lines(" 统计\\x00口径\\r\\n调整 ")
    '统计口径\\n调整'
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(letter for letter in lines if letter.isprintable() or letter in "\n\u3000 ").strip()


def says_none(text: str) -> bool:
    """Whether the entry says that there is no value."""
    return _plain(text).lower() in NONE_WORDS


def read_number(text: str, unit: str = "") -> float:
    """The number that `text` writes. Raises EntryError: a unit beside the number, a formula, anything else."""
    plain = _plain(text)
    if plain.startswith(("=", "@")):
        raise EntryError(Text("不接受公式, 请填写数字", "formulas are not accepted; write the number"))
    if any(sign.isdigit() for sign in plain) and _NUMBER.fullmatch(plain):
        return finite(float(plain.replace(",", "")))
    shown = plain[:ECHO_CHARS]
    if _WITH_UNIT.fullmatch(plain):
        raise EntryError(
            Text(
                f"“{shown}”带有单位或文字: 只填数字, 单位已定为“{unit or '无'}”",
                f"“{shown}” holds a unit or words: write the number only, in “{unit or 'no unit'}”",
            )
        )
    raise EntryError(
        Text(
            f"“{shown}”不是数字; 没有数据请填“无”并在说明中写明原因",
            f"“{shown}” is no number; write “none” where there is none",
        )
    )


def finite(value: float) -> float:
    """The value itself. Raises EntryError for what is not finite, or larger than any quantity is."""
    if not math.isfinite(value) or abs(value) > LARGEST:
        raise EntryError(Text("数字过大或不是有限数", "the number is too large or not finite"))
    return value


def _plain(text: str) -> str:
    """Narrow signs, no space around."""
    return unicodedata.normalize("NFKC", text).replace("−", "-").strip()
