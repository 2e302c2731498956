"""Status on read: what is judged, by what was known, counted by whom; and what was once said comes out again."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from luoshi.core.judge import Goal, Reason, Status, judge_one
from luoshi.core.judge.vocabulary import REASONS, STATUSES, TRENDS
from luoshi.core.periods import Period
from luoshi.plans.figures.actions import approve, record
from luoshi.plans.models import Amendment, Figure, Maker, Plan, SourceDocument
from luoshi.plans.status.read import Board, status, warnings
from tests.cityhall import CityHall, city_hall, give, indicator, target

ON = date(2024, 2, 1)


@pytest.fixture
def hall(db: None) -> CityHall:
    return city_hall()


@pytest.fixture
def plan(document: SourceDocument) -> Plan:
    return document.plans.get()


def only(board: Board) -> tuple[Status, float | None]:
    assert len(board) == 1
    progress = float(board.judged.progress[0])
    return STATUSES[board.status[0]], None if np.isnan(progress) else progress


def test_a_target_is_judged_on_read(hall: CityHall, plan: Plan, django_assert_max_num_queries: Any) -> None:
    one = indicator(plan, hall.bureau)
    target(one, hall.city)
    give(one, hall.city, {"2021": 91.0, "2022": 92.0, "2023": 93.5})
    with django_assert_max_num_queries(4):
        board = status(ON)
    assert only(board) == (Status.AHEAD, pytest.approx(0.7))
    assert TRENDS[board.outlook.trend[0]] == "will_reach"
    assert board.counts("owner") == {hall.bureau.pk: {Status.AHEAD: 1}}
    assert board.counts("plan") == {plan.pk: {Status.AHEAD: 1}}
    assert board.total() == {Status.AHEAD: 1}


@pytest.mark.parametrize(
    ("fields", "unit", "figures", "found"),
    [
        ({"value": 3.0, "base_value": 2.0, "unit": "亿吨"}, "万吨", {"2023": 26000.0}, (Status.ON_TRACK, 0.6)),
        ({"value": 3.0, "base_value": 2.0, "unit": "亿吨"}, "公里", {"2023": 26000.0}, (Status.UNKNOWN, None)),
        ({"value": 10.0, "base_value": 50.0, "unit": "%", "kind": "change"}, "吨", {"2023": 53.0}, (Status.ON_TRACK, 0.6)),
        ({"value": 5.0, "base_value": 50.0, "unit": "个百分点", "kind": "change"}, "%", {"2023": 53.0}, (Status.ON_TRACK, 0.6)),
        ({"value": 9.0, "base_value": 50.0, "unit": "公里", "kind": "change"}, "米", {"2023": 55400.0}, (Status.ON_TRACK, 0.6)),
        ({"value": 2.0, "base_value": 50.0, "unit": "倍", "kind": "multiple"}, "吨", {"2023": 80.0}, (Status.ON_TRACK, 0.6)),
        ({"value": 1.0, "base_value": 50.0, "unit": "番", "kind": "multiple"}, "吨", {"2023": 80.0}, (Status.ON_TRACK, 0.6)),
        ({"value": 2.0, "base_value": 50.0, "unit": "番", "kind": "multiple"}, "吨", {"2023": 140.0}, (Status.ON_TRACK, 0.6)),
        ({"value": 95.0, "base_value": 90.0, "path": {"2023": 92.0}}, "%", {"2023": 92.0}, (Status.ON_TRACK, 0.4)),
        ({"value": 95.0, "base_value": 90.0, "year": None}, "%", {"2023": 93.0}, (Status.ON_TRACK, 0.6)),
        ({"value": None, "year": None, "kind": "pending"}, "%", {"2023": 93.0}, (Status.NOT_ISSUED, None)),
    ],
)  # fmt: skip
def test_what_a_target_means_in_its_figures(
    hall: CityHall, plan: Plan, fields: dict[str, Any], unit: str, figures: dict[str, float], found: tuple[Any, ...]
) -> None:
    one = indicator(plan, hall.bureau, unit=unit)
    target(one, hall.city, **fields)
    give(one, hall.city, figures)
    assert only(status(ON)) == (found[0], found[1] if found[1] is None else pytest.approx(found[1]))


def test_thresholds_of_plan_and_indicator(hall: CityHall, plan: Plan) -> None:
    one = indicator(plan, hall.bureau, rule="open_sdg")
    target(one, hall.city)
    give(one, hall.city, {"2022": 90.5, "2023": 91.0})
    assert only(status(ON))[0] is Status.FAR_BEHIND
    plan.rules = {"thresholds": {"behind": 0.3}}
    plan.save()
    assert only(status(ON))[0] is Status.BEHIND
    one.thresholds = {"behind": 0.1, "on_track": 0.2, "binding": 0.5}
    one.save()
    assert only(status(ON))[0] is Status.ON_TRACK
    assert not np.isnan(status(ON).outlook.ratio[0])


def test_one_by_one_as_all_at_once(hall: CityHall, plan: Plan) -> None:
    goals = {
        "a": {"value": 95.0, "base_value": 90.0},
        "b": {"value": 80.0, "base_value": 90.0},
        "c": {"value": 100.0, "base_value": None, "kind": "cumulative"},
        "d": {"value": 93.0, "base_value": None, "kind": "ceiling", "op": "<="},
    }
    for place, (name, fields) in enumerate(goals.items()):
        one = indicator(plan, hall.bureau, name, measure="flow" if name == "c" else "level", frequency="quarter")
        target(one, hall.city, **fields)
        give(one, hall.city, {f"{year}-Q{q}": 8.0 + year - 2000 + q for year in range(2021 + place % 2, 2024) for q in (1, 2, 3, 4)})  # fmt: skip
    board = status(ON)
    assert len(board) == 4
    for place, (name, fields) in enumerate(goals.items()):
        series = {
            Period.parse(f.period).last: f.value for f in Figure.objects.filter(indicator=board.targets.row(place).indicator) if f.value
        }  # fmt: skip
        goal = Goal(
            kind=fields.get("kind", "level"), value=fields["value"], base=fields["base_value"], base_year=2020, year=2025, step=3,
            measure="flow" if name == "c" else "level", good=-1 if name == "d" else 1,
        )  # fmt: skip
        verdict = judge_one(goal, series, ON)
        assert STATUSES[board.status[place]] is verdict.status
        assert board.judged.progress[place] == pytest.approx(
            verdict.progress if verdict.progress is not None else np.nan, nan_ok=True
        )


def test_scopes(hall: CityHall, plan: Plan) -> None:
    one, two = indicator(plan, hall.bureau, "甲"), indicator(plan, hall.other_bureau, "乙", public=False)
    for of in (one, two):
        for area in (hall.city, hall.county):
            target(of, area)
    assert len(status(ON)) == 4
    assert len(status(ON, area=hall.county.pk)) == 2
    assert len(status(ON, indicator=one.pk)) == 2
    assert len(status(ON, plan=plan.pk, area=hall.county.pk, indicator=two.pk)) == 1
    assert len(status(ON, plan=plan.pk + 1)) == 0
    assert len(status(ON, public_only=True)) == 2
    assert set(status(ON).counts("area")) == {hall.city.pk, hall.county.pk}


def test_not_reported_is_counted_by_owner(hall: CityHall, plan: Plan) -> None:
    silent, other = indicator(plan, hall.bureau, "甲"), indicator(plan, hall.other_bureau, "乙")
    for of in (silent, other):
        target(of, hall.city)
        give(of, hall.city, {"2021": 91.0})
    target(silent, hall.city, value=99.0, year=2030)  # two targets of one figure: one figure is missing
    later = date(2024, 8, 1)
    board = status(later)
    assert {STATUSES[code] for code in board.status} == {Status.NOT_REPORTED}
    assert board.silent() == {hall.bureau.pk: 1, hall.other_bureau.pk: 1}
    filed = record(
        indicator=silent, area=hall.city, period=Period.parse("2023"), value=94.0, maker=Maker.FILED,
        acting_user=hall.department, at=datetime(2024, 1, 9, tzinfo=UTC),
    )  # fmt: skip
    board = status(later)
    assert board.silent() == {hall.other_bureau.pk: 1}, "what is filed is reported, approved or not"
    assert board.counts("owner")[hall.bureau.pk] == {Status.UNKNOWN: 2}, "but nothing is judged by it"
    approve([filed], acting_user=hall.planner, at=datetime(2024, 1, 12, tzinfo=UTC))
    assert Status.AHEAD in status(later).counts("owner")[hall.bureau.pk]


def test_an_old_figure_within_its_lag_still_judges_while_the_next_is_overdue(hall: CityHall, plan: Plan) -> None:
    one = indicator(plan, hall.bureau)
    target(one, hall.city)
    give(one, hall.city, {"2022": 92.0})
    board = status(ON)
    assert only(board)[0] is Status.ON_TRACK
    assert board.silent() == {hall.bureau.pk: 1}
    assert board.silent() == status(date(2024, 1, 16)).silent()
    assert not status(date(2024, 1, 15)).silent(), "the due day itself is in time"


def test_said_to_have_no_value_is_reported(hall: CityHall, plan: Plan) -> None:
    one = indicator(plan, hall.bureau)
    target(one, hall.city)
    give(one, hall.city, {"2023": None})
    board = status(ON)
    assert not board.silent()
    assert (STATUSES[board.status[0]], REASONS[board.judged.reason[0]]) == (Status.UNKNOWN, Reason.NO_FIGURE)


def test_an_old_evaluation_comes_out_again(hall: CityHall, plan: Plan) -> None:
    """To the digit, after revisions, amendments dated back, new targets and changed thresholds."""
    one = indicator(plan, hall.bureau)
    goal = target(one, hall.city)
    give(one, hall.city, {"2021": 91.3, "2022": 92.7, "2023": 93.1})  # at NOW, 2024-02-01
    then = datetime(2024, 3, 1, tzinfo=UTC)
    old = status(ON, known_at=then)
    plain = status(ON)
    assert only(old) == only(plain)
    later = datetime(2024, 6, 1, tzinfo=UTC)
    revised = record(
        indicator=one,
        area=hall.city,
        period=Period.parse("2023"),
        value=90.2,
        maker=Maker.FILED,
        acting_user=None,
        at=later,
    )
    approve([revised], acting_user=hall.planner, at=later)
    Amendment.objects.create(
        target=goal,
        effective_from=date(2021, 1, 1),
        document="文",
        reason="因",
        changes={"value": [95.0, 92.0]},
        at=later,
    )
    target(one, hall.city, value=70.0, created_at=later)
    again = status(ON, known_at=then)
    for name in ("progress", "expected", "rho", "current", "month", "status"):
        assert getattr(again.judged, name).tobytes() == getattr(old.judged, name).tobytes(), name
    assert again.outlook.value.tobytes() == old.outlook.value.tobytes()
    now = status(ON)
    assert len(now) == 2
    assert now.judged.progress[0] == pytest.approx(0.2 / 2.0), "today the amended target and the revised figure count"
    assert status(ON, known_at=later).judged.progress.tobytes() == now.judged.progress.tobytes()


def test_figures_filed_after_the_day_do_not_touch_it(hall: CityHall, plan: Plan) -> None:
    one = indicator(plan, hall.bureau)
    target(one, hall.city)
    give(one, hall.city, {"2021": 91.0, "2022": 92.0, "2023": 99.0})
    assert only(status(date(2023, 2, 1))) == (Status.ON_TRACK, pytest.approx(0.4))


def test_warnings_are_of_what_is_judged(hall: CityHall, plan: Plan) -> None:
    figures = {"好": 93.5, "慢": 92.0, "差": 89.0, "无": None}
    made = {}
    for name, value in figures.items():
        one = indicator(plan, hall.bureau, name)
        made[name] = target(one, hall.city).pk
        give(one, hall.city, {"2023": value})
    assert warnings(ON) == {f"target:{made['慢']}": "yellow", f"target:{made['差']}": "red"}
    assert warnings(date(2021, 6, 1)) == {}


def test_nothing_to_judge(db: None) -> None:
    board = status(ON)
    assert (len(board), board.total(), board.silent(), len(board.outlook.trend)) == (0, {}, {}, 0)


def test_what_waits_is_found_by_its_index(hall: CityHall, plan: Plan) -> None:
    """The condition of the question is word for word that of the partial index, or every status reads all figures."""
    one = indicator(plan, hall.bureau)
    target(one, hall.city)
    with CaptureQueriesContext(connection) as captured:
        status(ON)
    (asked,) = [query["sql"] for query in captured.captured_queries if "plans_figure" in query["sql"]]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute(f"EXPLAIN {asked}")
        else:
            cursor.execute(f"EXPLAIN QUERY PLAN {asked}")
        assert "figures_in_no_series" in str(cursor.fetchall())
