"""The checks on a figure: what is doubtful, what is refused, what is left alone."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.core.checks import Point, Rules, check_missing, check_parts, check_value
from luoshi.core.entry import EntryError, finite, read_number
from luoshi.core.text import Text

JAN = 2024 * 12
COUNTIES = Text("县区", "counties")


def rules(running: str = "", **values: float | str | None) -> Rules:
    return Rules(**{"unit": "万吨", "low": None, "high": None, "jump": 5.0, "running": running, **values})  # type: ignore[arg-type]


def months(*values: float, until: int = JAN) -> list[Point]:
    """Monthly values that end the month before `until`."""
    return [Point(until - len(values) + place, value) for place, value in enumerate(values)]


@pytest.mark.parametrize(
    ("running", "history", "value", "found"),
    [
        # a rule of the scheme stands alone
        ("", [], -1.0, ["range"]),
        ("", [], 2e9, ["range"]),
        # each period for itself: the median, not the mean
        ("", months(10, 11, 9, 10, 10.5), 10.2, []),
        ("", months(10, 11, 9, 10, 10.5), 30.0, ["jump"]),
        ("", months(10, 11, 9, 10, 10.5, 5000), 30.0, ["jump"]),  # one wild value widens nothing
        ("", months(10, 11, 9), 30.0, []),  # too few to say what is usual
        ("", months(5, 5, 5, 5), 5.0, []),
        ("", months(5, 5, 5, 5), 6.0, ["jump"]),
        ("", months(0, 0, 0, 0), 1.0, ["jump"]),
        # where it stands: the change counts, so a trend is no jump
        ("level", months(50, 51, 52, 53, 54, 55), 56.0, []),
        ("level", months(50, 51, 52, 53, 54, 55), 70.0, ["jump"]),
        ("level", months(50, 51, 52, 53, 54, 55), 40.0, ["jump"]),
        # cumulative since January: it may start anew, and may not fall within the year
        ("year", months(10, 20, 30, 40, until=JAN + 4), 50.0, []),
        ("year", months(10, 20, 30, 40, until=JAN + 4), 39.0, ["falls"]),
        ("year", months(*[10 * n for n in range(1, 13)]), 10.0, []),
        ("year", months(*[10 * n for n in range(1, 13)]), 90.0, ["jump"]),
        ("start", months(10, 20, 30, 40, 50), 45.0, ["falls", "jump"]),
        ("start", months(10, 20, 30, 40, 50), 50.0, ["jump"]),
        # the wrong unit
        ("", months(10, 11, 9, 10), 100_000.0, ["unit"]),
        ("", months(100_000, 110_000), 10.0, ["unit"]),
        ("", months(10, 11), 1e9, ["unit"]),
        ("", months(10, 11), 1000.0, []),
    ],
)
def test_what_is_found(running: str, history: list[Point], value: float, found: list[str]) -> None:
    month = history[-1].month + 1 if history else JAN
    doubts = check_value(value, rules(running, low=0.0, high=1.5e9), history, month=month)
    assert [str(doubt.check) for doubt in doubts] == found
    assert all(doubt.refuses == (doubt.check == "range") for doubt in doubts)
    assert all(any(sign.isdigit() for sign in text) for doubt in doubts for text in doubt.text), "arithmetic is shown"


def test_a_share_written_as_a_fraction_is_a_slip_and_a_target_tells_the_size() -> None:
    assert [str(doubt.check) for doubt in check_value(0.95, rules(unit="%"), [], reference=95.0)] == ["unit"]
    assert check_value(0.95, rules(), [], reference=95.0) == []
    assert check_value(0.95, rules(unit="%"), []) == []


@pytest.mark.parametrize(
    ("whole", "parts", "how", "wrong"),
    [
        (10.0, [4.0, 6.0], "sum", False),
        (10.0, [4.0, 6.04], "sum", False),  # rounded
        (10.0, [4.0, 7.0], "sum", True),
        (10.0, [4.0, None], "sum", False),  # not all in yet
        (10.0, [11.0, None], "sum", True),  # more than the whole already
        (-1.0, [-3.0, None], "sum", False),
        (10.0, [8.0, 12.0], "mean", False),
        (10.0, [8.0, 13.0], "mean", True),
        (10.0, [8.0, None], "mean", False),
        (10.0, [4.0, 5.0], "within", False),
        (10.0, [4.0, 7.0], "within", True),
        (0.0, [0.0, 0.0], "sum", False),
        (10.0, [], "sum", False),
        (10.0, [None, None], "sum", False),
    ],
)
def test_parts_against_the_whole(whole: float, parts: list[float | None], how: str, wrong: bool) -> None:
    doubt = check_parts(whole, parts, how, COUNTIES)
    assert (doubt is not None) == wrong
    assert doubt is None or ("相差" in doubt.text.zh and "difference" in doubt.text.en)


@pytest.mark.parametrize(
    ("filled", "value", "note", "missing"),
    [(False, None, "说明", True), (True, None, " ", True), (True, None, "停产", False), (True, 0.0, "", False)],
)
def test_missing_is_not_zero(filled: bool, value: float | None, note: str, missing: bool) -> None:
    assert (check_missing(filled, value, note) is not None) == missing


@given(
    st.floats(allow_nan=False, allow_infinity=False),
    st.lists(st.floats(allow_nan=False, allow_infinity=False, width=32), max_size=12),
    st.sampled_from(["", "level", "year", "start"]),
)
def test_no_number_breaks_the_checks(value: float, past: list[float], running: str) -> None:
    for doubt in check_value(value, rules(running), months(*past), month=JAN):
        assert doubt.text.zh


@given(st.floats(min_value=-1e12, max_value=1e12, allow_nan=False), st.floats(min_value=1e-3, max_value=1e3))
def test_a_unit_of_another_size_changes_no_verdict_on_jumps(value: float, factor: float) -> None:
    past = [10.0, 12.0, 9.0, 11.0, 10.0, 13.0]
    plain = {str(doubt.check) for doubt in check_value(value, rules(), months(*past), month=JAN)}
    scaled = check_value(value * factor, rules(), months(*[one * factor for one in past]), month=JAN)
    if abs(abs(value - 10.5) - 5 * 1.0) > 1e-6 and abs(value) < 1e5:
        assert {str(doubt.check) for doubt in scaled} == plain


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12.0),
        ("１２", 12.0),
        ("-1.5", -1.5),
        ("−3", -3.0),
        ("1,234,567.8", 1234567.8),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("+2", 2.0),
    ],
)
def test_numbers_as_people_type_them(text: str, value: float) -> None:
    assert read_number(text) == value


@pytest.mark.parametrize(
    "text", ["1.5亿", "12%", "约12", "=1+1", "@x", "1,23", "1.2.3", "abc", "nan", "inf", "1e999", "１２万"]
)
def test_what_is_no_number_says_what_is_expected(text: str) -> None:
    with pytest.raises(EntryError) as error:
        read_number(text, "万元")
    assert error.value.text.zh
    assert error.value.text.en


@given(st.floats(-1e30, 1e30))
def test_every_digit_that_is_shown_is_read(value: float) -> None:
    assert read_number(repr(value)) == value


def test_only_finite_numbers() -> None:
    for value in (math.inf, math.nan, -1e31):
        with pytest.raises(EntryError):
            finite(value)
