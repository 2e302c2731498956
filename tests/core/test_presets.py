"""The warning presets at and beside each of their limits."""

from __future__ import annotations

from datetime import date

import pytest

from luoshi.core.presets import CLOCKS, PRESETS, project_level, whole_months

ON = date(2025, 6, 30)
NOTHING = {
    "planned_physical": None, "physical": None, "planned_investment": None, "investment": None,
    "planned_start": None, "started_on": None, "on": ON,
}  # fmt: skip


@pytest.mark.parametrize(
    ("preset", "known", "level"),
    [
        ("yinchuan_2025", {}, "none"),
        ("yinchuan_2025", {"planned_physical": 0.5, "physical": None}, "none"),  # not reported: said, not red
        ("yinchuan_2025", {"planned_physical": 0.5, "physical": 0.41}, "none"),
        ("yinchuan_2025", {"planned_physical": 0.5, "physical": 0.4}, "yellow"),
        ("yinchuan_2025", {"planned_physical": 0.7, "physical": 0.4}, "yellow"),
        ("yinchuan_2025", {"planned_physical": 0.71, "physical": 0.4}, "red"),
        ("yinchuan_2025", {"planned_physical": 0.4, "physical": 0.9}, "none"),
        ("yinchuan_2025", {"planned_start": date(2025, 6, 1)}, "none"),
        ("yinchuan_2025", {"planned_start": date(2025, 5, 30)}, "yellow"),
        ("yinchuan_2025", {"planned_start": date(2025, 3, 30)}, "red"),
        ("yinchuan_2025", {"planned_start": date(2025, 3, 30), "started_on": date(2025, 6, 1)}, "none"),
        ("yinchuan_2025", {"planned_start": date(2025, 8, 1)}, "none"),
        ("yinchuan_2025", {"planned_start": date(2025, 5, 1), "planned_physical": 0.9, "physical": 0.1}, "red"),
        ("sanya_2022", {"planned_investment": 100.0, "investment": 100.0}, "none"),
        ("sanya_2022", {"planned_investment": 100.0, "investment": 99.0}, "yellow"),
        ("sanya_2022", {"planned_investment": 100.0, "investment": 50.0}, "yellow"),
        ("sanya_2022", {"planned_investment": 100.0, "investment": 49.0}, "red"),
        ("sanya_2022", {"planned_investment": 100.0, "investment": None}, "none"),
        ("sanya_2022", {"planned_investment": 0.0, "investment": 0.0}, "none"),
        ("xinhuang", {"planned_investment": 100.0, "investment": 80.0}, "none"),
        ("xinhuang", {"planned_investment": 100.0, "investment": 79.0}, "watch"),
        ("xinhuang", {"planned_investment": 100.0, "investment": 60.0}, "watch"),
        ("xinhuang", {"planned_investment": 100.0, "investment": 59.0}, "yellow"),
        ("xinhuang", {"planned_investment": 100.0, "investment": 10.0, "period_months": 3}, "none"),
    ],
)  # fmt: skip
def test_levels(preset: str, known: dict[str, object], level: str) -> None:
    assert project_level(preset, **{**NOTHING, **known}).level == level  # type: ignore[arg-type]


def test_every_preset_says_where_it_is_from() -> None:
    assert all(preset.source.zh and preset.source.en for preset in PRESETS.values())


def test_the_arithmetic_is_in_both_languages() -> None:
    warning = project_level("sanya_2022", **{**NOTHING, "planned_investment": 200.0, "investment": 90.0})  # type: ignore[arg-type]
    assert warning.arithmetic.zh == "投资缺口 (200 - 90) / 200 = 55 % -> 红色"
    assert warning.arithmetic.en == "shortfall of investment (200 - 90) / 200 = 55 % -> red"


def test_unknown_presets_are_a_mistake() -> None:
    with pytest.raises(KeyError):
        project_level("nowhere", **NOTHING)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("since", "until", "months"),
    [
        (date(2025, 1, 31), date(2025, 2, 28), 1),
        (date(2024, 1, 31), date(2024, 2, 28), 0),
        (date(2024, 12, 1), date(2025, 3, 1), 3),
        (date(2024, 12, 2), date(2025, 3, 1), 2),
    ],
)
def test_months(since: date, until: date, months: int) -> None:
    assert whole_months(since, until) == months


def test_clocks() -> None:
    assert {name: (clock.amount, clock.unit) for name, clock in CLOCKS.items()} == {
        "study": (1, "day"), "feedback": (3, "day"), "ordinary": (7, "day"), "major": (1, "month"),
    }  # fmt: skip
