"""Units: what is known, what mixes, and that conversion is exact both ways."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.core.units import BASE_UNITS, PREFIXES, parse_unit


@pytest.mark.parametrize(
    ("text", "dimension", "factor"),
    [
        ("家", "count:家", 1),
        ("万户", "count:户", 10_000),
        ("万人次", "visits", 10_000),
        ("亿元", "money", 100_000_000),
        ("万亿元", "money", 10**12),
        ("万千瓦", "power", 10_000),
        ("千瓦", "power", 1),
        ("千米", "length", 1000),
        ("万吨标准煤", "coal_equivalent", 10_000),
        ("％", "share", Fraction(1, 100)),
        ("‰", "share", Fraction(1, 1000)),
        ("个百分点", "points", 1),
        ("微克/立方米", "mass/volume", Fraction(1, 10**12)),
        ("平方米/人", "area/people", 1),
        ("张/千人", "count:张/people", Fraction(1, 1000)),
        ("人/10万人", "people/people", Fraction(1, 100_000)),
        ("公里／百平方公里", "length/area", Fraction(1, 100_000)),
        ("台(套)", "count:台(套)", 1),
        ("件（套）", "count:件(套)", 1),
        ("吨 / 天", "mass/duration", Fraction(1, 86_400)),
    ],
)
def test_known_units(text: str, dimension: str, factor: int | Fraction) -> None:
    unit = parse_unit(text)
    assert unit is not None
    assert (unit.dimension, unit.factor) == (dimension, factor)


@pytest.mark.parametrize(
    "text", ["", "万", "吗", "家/", "/人", "元/人/年", "10元", "万万元", "家家", "abc", "公里/零人"]
)
def test_what_is_no_unit(text: str) -> None:
    assert parse_unit(text) is None


@pytest.mark.parametrize(
    ("unit", "other", "value", "expected"),
    [
        ("万亩", "亩", 3, 30_000),
        ("亿元", "万元", 1.5, 15_000),
        ("公里", "米", 2, 2000),
        ("公顷", "亩", 1, 15),
        ("平方公里", "公顷", 1, 100),
        ("斤", "公斤", 3, 1.5),
        ("%", "‰", 2.5, 25),
        ("小时", "分钟", 24, 1440),
        ("元/平方公里", "元/公顷", 500, 5),
    ],
)
def test_conversion(unit: str, other: str, value: float, expected: float) -> None:
    known = parse_unit(unit)
    assert known is not None
    assert known.to(other, value) == expected


@pytest.mark.parametrize(
    ("unit", "other"),
    [("家", "座"), ("人", "人次"), ("%", "个百分点"), ("台(套)", "台"), ("元", "美元"), ("亩", "没有")],
)
def test_what_does_not_mix(unit: str, other: str) -> None:
    known = parse_unit(unit)
    assert known is not None
    with pytest.raises(ValueError, match="cannot be converted"):
        known.to(other, 1)


BASES = st.sampled_from(sorted(BASE_UNITS))
SCALES = st.sampled_from(
    sorted(prefix for prefix in PREFIXES if prefix in ("", "万", "亿", "百", "千", "千万", "百万", "万亿"))
)


@given(base=BASES, scale=SCALES, value=st.integers(0, 10**6))
def test_there_and_back(base: str, scale: str, value: int) -> None:
    big, small = parse_unit(scale + base), parse_unit(base)
    if big is None or small is None or big.dimension != small.dimension:
        return
    assert big.factor % small.factor == 0 or big.factor == small.factor
    assert small.to(big.name, big.to(base, value)) == value


@given(base=BASES, scale=SCALES)
def test_a_prefix_never_changes_the_dimension_it_is_put_to(base: str, scale: str) -> None:
    unit = parse_unit(scale + base)
    if unit is None or scale + base in BASE_UNITS:
        return
    assert unit.dimension in {kind for kind, _ in BASE_UNITS.values()}
    assert unit.factor > 0


@given(st.text(max_size=12))
def test_any_text_is_a_unit_or_none(text: str) -> None:
    unit = parse_unit(text)
    assert unit is None or (unit.factor > 0 and unit.dimension)
