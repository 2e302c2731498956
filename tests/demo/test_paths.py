"""Paths and shares, as algebra."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.core.periods import Period
from luoshi.demo.counties import share, split, weights
from luoshi.demo.fates import Fate, generator
from luoshi.demo.paths import Aim, path

QUARTERS = [Period.parse("2021-Q1").shifted(place) for place in range(20)]
parts = st.lists(st.floats(0.05, 1.0), min_size=1, max_size=9).map(lambda ones: [one / sum(ones) for one in ones])


YEARS = [Period.parse(str(year)) for year in range(2021, 2026)]


@pytest.mark.parametrize(
    ("aim", "fate", "name", "digits"),
    [
        (
            Aim("level", "level", 95.0, None, 2025, 88.0, 2020, {}, "%", "up", 0.0, 100.0),
            Fate.REACH, "绿化", [89.3, 90.7, 92.0, 93.8, 95.3],
        ),
        (
            Aim("since_start", "cumulative", 40.0, None, 2025, None, 2020, {}, "座", "up", 0.0, None),
            Fate.BEHIND, "泵站", [4.0, 9.0, 14.0, 20.0, 27.0],
        ),
    ],
)  # fmt: skip
def test_the_same_seed_gives_the_same_digits_in_every_process(
    aim: Aim, fate: Fate, name: str, digits: list[float]
) -> None:
    assert path(aim, fate, YEARS, generator(1, name)) == digits


@given(st.integers(0, 10**9), parts)
def test_a_whole_number_is_shared_out_whole(total: int, parts: list[float]) -> None:
    shares = share(total, parts)
    assert sum(shares) == total
    assert all(abs(got - total * part) < 1 + 1e-6 * total for got, part in zip(shares, parts, strict=True))


@given(
    st.sampled_from(["level", "flow", "to_date", "since_start"]),
    st.lists(st.one_of(st.none(), st.integers(0, 500)), min_size=20, max_size=20),
    st.integers(0, 3),
)
def test_counties_always_add_up(measure: str, flows: list[int | None], digits: int) -> None:
    total, values = 0, []
    for period, flow in zip(QUARTERS, flows, strict=True):
        if measure == "to_date" and period.number == 1:
            total = 0
        total += flow or 0
        told = total if measure in ("to_date", "since_start") else flow
        values.append(None if flow is None else round((told or 0) / 10**digits, digits))
    counties = split(measure, values, QUARTERS, digits, weights(7, generator(1, "w")))
    for place, value in enumerate(values):
        column = [county[place] for county in counties]
        if value is None:
            assert column == [None] * 7
        else:
            assert sum(round((one or 0) * 10**digits) for one in column) == round(value * 10**digits)


@given(
    st.sampled_from(list(Fate)),
    st.sampled_from(["flow", "to_date", "since_start"]),
    st.integers(1, 10_000),
    st.integers(0, 10**6),
)
def test_amounts_never_fall_below_zero_and_what_is_built_stays_built(
    fate: Fate, measure: str, value: int, seed: int
) -> None:
    aim = Aim(measure, "cumulative", float(value), None, 2025, None, 2020, {}, "个", "up", 0.0, None, 20)
    values = [one for one in path(aim, fate, QUARTERS, generator(seed, "x")) if one is not None]
    assert all(one >= 0 and one.is_integer() for one in values)
    if measure == "since_start":
        assert values == sorted(values)
    assert bool(values) == (fate is not Fate.SILENT)


@given(st.sampled_from(list(Fate)), st.floats(1, 100).map(lambda one: round(one, 1)), st.integers(0, 10**6))
def test_percentages_stay_percentages(fate: Fate, value: float, seed: int) -> None:
    aim = Aim("level", "level", value, None, 2025, None, 2020, {}, "%", "up", 0.0, 100.0, 20)
    assert all(0 <= one <= 100 for one in path(aim, fate, QUARTERS, generator(seed, "x")) if one is not None)
