"""Rows of a plan -> indicators and targets, and what the text does not say."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from luoshi.plans.follow import works
from luoshi.plans.follow.build import IndicatorDraft, Term, build, parents
from luoshi.plans.follow.rows import QuantityRow, quantity
from tests.plans.follow.test_rules import AREAS, COUNTIES

TERM = Term(2021, 2025, 2020)


def row(row_id: str, line: int, name: str = "供水能力", **fields: Any) -> QuantityRow:
    usual = {
        "id": f"1-{row_id}", "line": line, "name": name, "role": "target", "value": 3.0, "unit": "亿吨", "year": 2025,
        "op": ">=", "target_kind": "level", "section": line // 10,
    }  # fmt: skip
    return quantity({**usual, **fields}, key=int(row_id.replace("q-", "").replace("-", "")), place=line)


def base(row_id: str, line: int, name: str = "供水能力", **fields: Any) -> QuantityRow:
    return row(row_id, line, name, **{"role": "base", "op": None, "target_kind": None, "year": 2020, **fields})


def made(*rows: QuantityRow) -> list[IndicatorDraft]:
    return build(rows, AREAS, TERM)


def test_table_prose_and_base_are_one_indicator() -> None:
    (one,) = made(
        base("q-3-1", 3, value=26000.0, unit="万吨"),
        row("q-4-2", 4, scope="全市"),
        row("q-30-1", 30, source="table", annual={"2023": 2.8, "2026": 9.0}, kind="约束性"),
    )
    (target,) = one.targets
    assert (one.key, one.name, one.unit) == ("q-4-2", "供水能力", "亿吨")
    assert (target.rows, target.area, target.binding) == ((42, 301), "370000", True)
    assert (target.base_value, target.base_year) == (2.6, 2020)
    assert target.path == {"2023": 2.8}  # a year outside the plan is no step of its path


def test_a_target_of_another_year_or_value_is_another_target_of_the_same_indicator() -> None:
    (one,) = made(row("q-4-1", 4), row("q-14-1", 14, year=2023, value=2.8), row("q-24-1", 24, value=3.1))
    assert [(target.year, target.value) for target in one.targets] == [(2025, 3.0), (2023, 2.8), (2025, 3.1)]


@pytest.mark.parametrize(
    ("rows", "indicators"),
    [
        # twice on one line: two things
        ([row("q-4-1", 4), row("q-4-2", 4)], 2),
        # a level said again elsewhere: one
        ([row("q-4-1", 4), row("q-14-2", 14)], 1),
        # an amount to be added up, named again in another section: another thing, be it equal or not
        ([row("q-4-1", 4, target_kind="cumulative"), row("q-14-2", 14, target_kind="cumulative")], 2),
        # ... unless one of the two is the table that sums the plan up
        ([row("q-4-1", 4, target_kind="cumulative", source="table"), row("q-14-2", 14, target_kind="cumulative")], 1),
        # another scope or dimension is another thing, another unit of the same is not
        ([row("q-4-1", 4), row("q-14-2", 14, scope="云溪县")], 2),
        ([row("q-4-1", 4), row("q-14-2", 14, unit="亿元")], 2),
        ([row("q-4-1", 4), row("q-14-2", 14, unit="万吨", value=30000.0)], 1),
        # a base alone is no commitment
        ([base("q-4-1", 4)], 0),
    ],
)
def test_what_is_one_thing(rows: list[QuantityRow], indicators: int) -> None:
    assert len(made(*rows)) == indicators


def test_the_same_amount_in_another_unit_is_the_same_target() -> None:
    (one,) = made(row("q-4-1", 4), row("q-14-2", 14, unit="万吨", value=30000.0))
    assert [target.rows for target in one.targets] == [(41, 142)]


@pytest.mark.parametrize(
    ("bases", "wanted"),
    [
        ([], (None, None)),
        ([{"value": 2.0, "year": 2020}, {"value": 1.0, "year": 2018}], (2.0, 2020)),
        ([{"value": 2.0, "year": None}, {"value": 1.0, "year": 2019}], (1.0, 2019)),
        ([{"value": 2.0, "year": 2020}, {"value": 2.1, "year": 2020, "source": "table"}], (2.1, 2020)),
        ([{"value": 2.5, "year": 2022}], (None, None)),  # reached on the way: no base
        ([{"value": 2.0, "year": None}], (2.0, None)),  # no year is made up
    ],
)
def test_which_base(bases: list[dict[str, Any]], wanted: tuple[float | None, int | None]) -> None:
    rows = [base(f"q-{place}-1", place, **fields) for place, fields in enumerate(bases, start=1)]
    (one,) = made(*rows, row("q-40-1", 40))
    assert (one.targets[0].base_value, one.targets[0].base_year) == wanted


def test_what_grows_by_the_year_is_the_total_of_a_year() -> None:
    """Its growth is a target too, so "in 2025 so much" is no sum of five years; nor is such a sum its base."""
    money = {"unit": "亿元", "op": "cumulative", "target_kind": "cumulative"}
    made_of = (
        base("q-3-1", 3, "进出口总额", value=212.0, unit="亿元"),
        base("q-3-2", 3, "零售总额", value=30.0, unit="亿元"),
        row("q-4-1", 4, "进出口总额年均增长率", unit="%", op="growth", target_kind="growth", value=6.0),
        row("q-4-2", 4, "进出口总额", value=60.0, **money),
        row("q-5-1", 5, "零售总额年均增速", unit="%", op="growth", target_kind="growth", value=6.0),
        row("q-5-2", 5, "零售总额", value=40.0, **money),
        row("q-6-1", 6, "彩票销量", value=18.0, **money),
    )
    targets = {one.name: (one.rules.measure, one.rules.direction, one.targets[0]) for one in made(*made_of)}
    measure, way, target = targets["进出口总额"]
    assert (measure, way, target.kind, target.op, target.base_value) == ("level", "up", "level", "=", None)
    assert targets["零售总额"][2].base_value == 30.0
    assert targets["彩票销量"][2].kind == "cumulative"


@pytest.mark.parametrize(
    ("op", "start", "wanted"), [("=", 5.0, "down"), ("=", 2.0, "up"), (">=", 5.0, "up"), ("<=", 2.0, "down")]
)
def test_the_base_tells_which_way_a_bare_number_lies(op: str, start: float, wanted: str) -> None:
    (one,) = made(base("q-3-1", 3, "公路客运量", value=start), row("q-4-1", 4, "公路客运量", op=op))
    assert one.rules.direction == wanted


def test_every_county_gets_the_target() -> None:
    (one,) = made(row("q-4-1", 4, "建成泵站", unit="座", target_kind="cumulative", scope="每个县(市)区", value=2.0))
    assert [target.area for target in one.targets] == list(COUNTIES)
    assert {target.rows for target in one.targets} == {(41,)}
    assert one.rules.spread == "sum"


def test_a_share_of_a_stated_whole_is_one_number_for_all_counties() -> None:
    whole, city, counties = made(
        row("q-4-1", 4, "采购泵车", unit="台", target_kind="cumulative", value=45.0),
        row("q-4-2", 4, "采购泵车市本级", unit="台", target_kind="cumulative", part_of="采购泵车", scope="市本级"),
        row("q-4-3", 4, "采购泵车各县(市)", unit="台", target_kind="cumulative", part_of="采购泵车", scope="各县(市)"),
    )
    assert [target.area for target in counties.targets] == ["370000"]
    assert counties.targets[0].scope == "各县(市)"
    assert parents([whole, city, counties]) == {city.key: whole.key, counties.key: whole.key}


def test_a_pending_target_has_neither_value_nor_year() -> None:
    (one,) = made(row("q-4-1", 4, "用水量下降", unit="%", value=None, op=None, target_kind="pending"))
    (target,) = one.targets
    assert (target.kind, target.value, target.year, target.path) == ("pending", None, None, {})


def test_a_target_without_a_year_is_due_when_the_plan_ends() -> None:
    (one,) = made(row("q-4-1", 4, year=None))
    assert one.targets[0].year == 2025
    (one,) = build([row("q-4-1", 4, year=None)], AREAS, Term(None, None))
    assert one.targets[0].year is None


@pytest.mark.parametrize(
    ("money", "wanted"),
    [
        ({"value": 12.5, "unit": "亿元"}, 125000.0),
        ({"value": 300, "unit": "万元"}, 300.0),
        ({"value": 2, "unit": "亿"}, 20000.0),
        ({"value": 2, "unit": "亿美元"}, None),
        (None, None),
    ],
)
def test_investment_in_ten_thousand_yuan(money: dict[str, Any] | None, wanted: float | None) -> None:
    assert works.in_ten_thousand(money) == wanted


@pytest.mark.parametrize(
    ("start", "end", "wanted"),
    [
        (2022, 2025, (date(2022, 1, 1), date(2025, 12, 31))),
        (None, 2023, (None, date(2023, 12, 31))),
        (2022, None, (date(2022, 1, 1), None)),
        (2024, 2021, (date(2024, 1, 1), None)),
        (None, None, (None, None)),
    ],
)
def test_dates_of_a_project(start: int | None, end: int | None, wanted: tuple[date | None, date | None]) -> None:
    draft = works.project(
        {"name": "水库", "investment": None, "place": None, "start": start, "end": end, "owner": None}
    )
    assert (draft.start, draft.finish) == wanted


@pytest.mark.parametrize(
    ("kind", "fields", "steps", "deadline"),
    [
        ("task", {"deadline": 2024, "owners": [], "places": []}, [("完成", 2024)], 2024),
        ("task", {"deadline": None, "owners": [], "places": []}, [("完成", None)], None),
        ("system", {"owner": None}, [("立项", None), ("建设", None), ("上线", None)], None),
        ("duty", {"years": [2025, 2023], "owners": []}, [("2023年评估", 2023), ("2025年评估", 2025)], 2025),
        ("duty", {"years": [], "owners": []}, [("评估", None)], None),
    ],
)
def test_milestones(
    kind: str, fields: dict[str, Any], steps: list[tuple[str, int | None]], deadline: int | None
) -> None:
    draft = works.undertaking(kind, fields, "评估")
    assert [(step.name, step.due and step.due.year) for step in draft.steps] == steps
    assert (draft.deadline and draft.deadline.year) == deadline
