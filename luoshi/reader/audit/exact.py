"""Numbers of a text as exact decimals with their unit, for arithmetic that must not round.

    >>> [(m.value, m.dimension) for m in measures("新建公路3.2公里,投资1.5亿元")]
    [(Decimal('3200.0'), 'length'), (Decimal('150000000.0'), 'money')]

`value` is in the base unit of its dimension, `half` is half a unit of the last digit written, in the same base unit:
the error that rounding may leave. The ledger's quantities are floats and forget how many digits were written.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from luoshi.core.units import PREFIX, PREFIXES, UNIT, parse_unit

_MEASURE = re.compile(
    # The first digit before the look behind it, so that the search skips to digits.
    r"(?P<num>\d(?<![A-Za-z\d.].)(?:\d{0,2}(?:,\d{3})+|\d*)(?:\.\d+)?)(?P<more>余|多)?"
    rf"\s?(?:(?P<unit>{UNIT}|%|‰)|(?P<scale>{PREFIX}))?"
)
_BEFORE = re.compile(r"(?:约|近|超过?|突破|不少于|不低于|不小于|至少|大约|逾|高于|低于|不超过|不足|接近|[~—-]\s?\d*)$")
_AFTER = re.compile(r"\s?(?:以上|左右|以内|以下|上下|余|多|[~—-]\s?\d)")
_TEN = Decimal(10)


class Measure(NamedTuple):
    """A number with its unit as it stands at `start:end` of a text; one of its unit is `factor` base units."""

    value: Decimal
    half: Decimal
    factor: Decimal
    dimension: str
    written: str
    start: int
    end: int
    text: str
    vague: bool

    @property
    def is_count(self) -> bool:
        """A whole number of things (个, 家, 人), which leaves no room for rounding as 万人 or 公里 do."""
        counted = self.dimension.startswith("count:") or self.dimension in ("people", "visits")
        return counted and self.factor == 1 and self.value == self.value.to_integral_value()


@lru_cache(maxsize=64)
def measures(text: str, start: int = 0, end: int | None = None) -> tuple[Measure, ...]:
    """Every number of `text` (narrowed) with its unit; dates and codes are left out by their unit or their letters.

    Several rules look at one text in turn: the last ones are kept.
    """
    found = []
    for match in _MEASURE.finditer(text, start, len(text) if end is None else end):
        written = match["unit"] or match["scale"] or ""
        dimension, factor = unit_of(written)
        number = match["num"].replace(",", "")
        digits = len(number.partition(".")[2])
        vague = bool(
            match["more"]
            or _AFTER.match(text, match.end())
            or _BEFORE.search(text, max(0, match.start() - 4), match.start())
        )
        found.append(
            Measure(
                value=Decimal(number) * factor,
                half=_half(factor, digits),
                factor=factor,
                dimension=dimension,
                written=written,
                start=match.start(),
                end=match.end(),
                text=match[0].strip(),
                vague=vague,
            )
        )
    return tuple(found)


@lru_cache(maxsize=256)
def _half(factor: Decimal, digits: int) -> Decimal:
    """Half a unit of the last of so many decimals, in base units."""
    return factor * _TEN ** (-digits) / 2


def between(found: Sequence[Measure], begin: int, end: int) -> Sequence[Measure]:
    """The measures that start in `begin:end`."""
    first = bisect_left(found, begin, key=lambda measure: measure.start)
    return found[first : bisect_left(found, end, lo=first, key=lambda measure: measure.start)]


@lru_cache(maxsize=1024)
def unit_of(written: str) -> tuple[str, Decimal]:
    """Dimension and factor of a unit; a bare 万 or 亿 has no dimension, areas in 亩 and in 平方米 are not added up.

    >>> unit_of("万元"), unit_of("亿"), unit_of("")
    (('money', Decimal('10000')), ('', Decimal('100000000')), ('', Decimal('1')))
    """
    if written in PREFIXES:
        return "", Decimal(PREFIXES[written])
    unit = parse_unit(written)
    if unit is None:
        return ("share", Decimal(1)) if written in ("%", "‰") else (written, Decimal(1))
    if unit.dimension == "area":
        mu = written.endswith("亩")
        return ("area:亩", Decimal(PREFIXES[written[:-1]])) if mu else _decimal("area", unit.factor)
    if unit.dimension == "share":
        return "share", Decimal(1)
    return _decimal(unit.dimension, unit.factor)


def _decimal(dimension: str, factor: Fraction) -> tuple[str, Decimal]:
    return dimension, Decimal(factor.numerator) / Decimal(factor.denominator)


_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}


@lru_cache(maxsize=256)
def cardinal(text: str) -> int | None:
    """The value of `12`, `十二`, `两` or `二十一`; None if it is no number.

    >>> cardinal("十二"), cardinal("7"), cardinal("二十")
    (12, 7, 20)
    """
    if text.isascii() and text.isdigit():
        return int(text)
    if not text or any(c not in _DIGITS and c != "十" for c in text):
        return None
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _DIGITS[text] if len(text) == 1 else None
    if len(tens) > 1 or len(ones) > 1:
        return None
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)


def plain(value: Decimal) -> str:
    """A decimal without exponent and without idle zeros.

    >>> plain(Decimal("1500.00")), plain(Decimal("1E+3"))
    ('1500', '1000')
    """
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


@lru_cache(maxsize=1024)
def written_value(value: float) -> tuple[Decimal, Decimal]:
    """A value of the ledger as the decimal that was written, and half a unit of its last digit.

    >>> written_value(16174.7), written_value(60.0)
    ((Decimal('16174.7'), Decimal('0.05')), (Decimal('60'), Decimal('0.5')))
    """
    number = Decimal(plain(Decimal(repr(value))))
    exponent = number.as_tuple().exponent
    return number, _TEN ** (exponent if isinstance(exponent, int) else 0) / 2


def as_written(value: float | None, unit: str | None) -> str:
    """A value of the ledger with its unit, as a reader writes it.

    >>> as_written(60.0, "亿元")
    '60亿元'
    """
    return "" if value is None else plain(written_value(value)[0]) + (unit or "")
