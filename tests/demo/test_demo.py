"""The demo city: marked, seeded, in agreement with itself, loaded once, and never over real work."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from decimal import Decimal

import pytest

from luoshi.demo import accounts, actions
from luoshi.demo.actions import Loaded
from luoshi.demo.amendments import DOCUMENT
from luoshi.demo.fates import FATES, SEED, Fate
from luoshi.demo.figures import simulated
from luoshi.journal.models import Entry
from luoshi.people.models import Area, Assignment, Role, User
from luoshi.plans.models import (
    Amendment,
    Figure,
    Indicator,
    Maker,
    Milestone,
    Plan,
    Project,
    ProjectReport,
    Series,
    Target,
)
from tests.demo.conftest import NOW, ship

COUNTIES, DISTRICTS = 7, 2


def exact(value: float) -> Decimal:
    return Decimal(repr(value))


def test_everything_is_marked_simulated(demo_city: Loaded) -> None:
    assert set(Figure.objects.values_list("maker", flat=True)) == {Maker.SIMULATED}
    assert set(ProjectReport.objects.values_list("maker", flat=True)) == {Maker.SIMULATED}
    assert set(Milestone.objects.exclude(done_on=None).values_list("maker", "note")) == {(Maker.SIMULATED, "模拟")}
    assert set(Amendment.objects.values_list("document", flat=True)) == {DOCUMENT}
    marks = {mark for series in Series.objects.all() for mark in bytes(series.makers)}
    assert marks <= {0, Maker.values.index(Maker.SIMULATED) + 1}


def test_every_indicator_has_figures_unless_it_is_silent(demo_city: Loaded) -> None:
    reported = set(Figure.objects.values_list("indicator", flat=True))
    for plan in Plan.objects.all():
        for one in simulated(plan, SEED):
            some = any(value is not None for values in one.areas.values() for value in values)
            assert (one.indicator.pk in reported) == some
            if one.fate is Fate.SILENT and len(one.indicator.targets.all()) == 1:
                assert not some


def test_fates_come_in_the_stated_shares(demo_city: Loaded) -> None:
    fates = Counter(one.fate for plan in Plan.objects.all() for one in simulated(plan, SEED))
    number = sum(fates.values())
    for fate, share in FATES.items():
        assert abs(fates[fate] / number - share) < 0.05, fate


def test_counties_add_up_to_the_city_exactly(demo_city: Loaded) -> None:
    city = Area.objects.get(parent=None).code
    whole: dict[tuple[int, str], Decimal] = {}
    parts: dict[tuple[int, str], list[Decimal]] = defaultdict(list)
    rows = Figure.objects.filter(indicator__spread="sum", approved_at__isnull=False)
    for indicator, area, period, value in rows.values_list("indicator", "area", "period", "value"):
        if area == city:
            whole[indicator, period] = exact(value)
        else:
            parts[indicator, period].append(exact(value))
    assert len(whole) > 1000
    for key, total in whole.items():
        assert len(parts[key]) in (COUNTIES, COUNTIES - DISTRICTS)  # 各县(市): not the districts
        assert sum(parts[key]) == total, key


def test_the_city_is_the_mean_of_its_counties_where_they_are_averaged(demo_city: Loaded) -> None:
    city = Area.objects.get(parent=None).code
    seen = 0
    for plan in Plan.objects.all():
        for one in simulated(plan, SEED):
            if one.indicator.spread != "mean":
                continue
            for place, value in enumerate(one.areas[city]):
                column = [values[place] for area, values in one.areas.items() if area != city]
                if value is None:
                    assert None in column
                else:
                    assert value == round(sum(part or 0 for part in column) / len(column), one.digits)
                    seen += 1
    assert seen


@pytest.mark.parametrize("seed", [SEED, 7])
def test_the_same_seed_gives_the_same_digits(demo_city: Loaded, seed: int) -> None:
    plan = Plan.objects.get(number=4)
    first, second = ([one.areas for one in simulated(plan, seed)] for _ in range(2))
    assert first == second
    stored = {
        (indicator, area, period): value
        for indicator, area, period, value in Figure.objects.filter(
            indicator__plan=plan, approved_at__isnull=False
        ).values_list("indicator", "area", "period", "value")
    }
    again = {
        (one.indicator.pk, area, period.text): value
        for one in simulated(plan, seed)
        for area, values in one.areas.items()
        for period, value in zip(one.periods, values, strict=True)
    }
    assert all(again[key] == value for key, value in stored.items()) == (seed == SEED)


def test_figures_are_plausible(demo_city: Loaded) -> None:
    for one in Indicator.objects.prefetch_related("figures", "targets"):
        official = [figure.value for figure in one.figures.all() if figure.approved_at and figure.value is not None]
        if one.high is not None:
            assert all(value <= one.high for value in official), one
        if one.low is not None:
            assert all(value >= one.low for value in official), one
        if one.measure == "since_start":
            by_area: dict[str, list[float]] = defaultdict(list)
            for figure in one.figures.all():
                if figure.approved_at and figure.value is not None:
                    by_area[figure.area_id].append(figure.value)
            assert all(values == sorted(values) for values in by_area.values()), one
        if one.unit in ("座", "个", "家", "条") and all(float(t.value or 0).is_integer() for t in one.targets.all()):
            assert all(value.is_integer() for value in official), one
    last = max(Figure.objects.values_list("period", flat=True))
    assert last.startswith("2025")


def test_who_is_on_schedule_reaches_the_target_and_who_is_behind_does_not(demo_city: Loaded) -> None:
    city = Area.objects.get(parent=None).code
    seen = Counter()
    for plan in Plan.objects.all():
        for one in simulated(plan, SEED):
            targets = [target for target in one.indicator.targets.all() if target.area_id == city]
            if len(targets) != 1 or targets[0].kind not in ("level", "cumulative", "change") or not one.areas.get(city):
                continue
            target = targets[0]
            values = [value for value in one.areas[city] if value is not None]
            if not values or target.value is None or target.year != plan.until_year:
                continue
            reached = sum(values) if one.indicator.measure == "flow" else values[-1]
            if one.indicator.measure == "to_date":
                reached = sum(values[3::4])
            falls = one.indicator.direction == "down" or (
                target.kind == "level" and (target.base_value or 0) > target.value
            )
            met = reached <= target.value + 1e-6 if falls else reached >= target.value - 1e-6
            seen[one.fate, met] += 1
            if one.fate in (Fate.REACH, Fate.AHEAD):
                assert met, (one.indicator, values, target.value)
    assert seen[Fate.BEHIND, False] > 4 * seen[Fate.BEHIND, True]
    assert seen[Fate.FAR_BEHIND, False] > 4 * seen[Fate.FAR_BEHIND, True]


def test_projects_go_every_way(demo_city: Loaded) -> None:
    stages = Counter(Project.objects.values_list("stage", flat=True))
    assert set(stages) == {"reserve", "approval", "start", "build", "finish", "shelved"}
    for project in Project.objects.prefetch_related("reports"):
        reports = list(project.reports.all())
        shares = [report.physical for report in reports]
        assert shares == sorted(shares)
        assert not reports or reports[-1].stage == project.stage
        assert all((report.investment is None) == (project.investment is None) for report in reports)
    monthly = ProjectReport.objects.filter(period__regex=r"^\d{4}-\d{2}$")
    quarterly = ProjectReport.objects.filter(period__contains="Q")
    assert monthly.exists()
    assert quarterly.exists()


def test_milestones_are_done_late_or_missed(demo_city: Loaded) -> None:
    due = list(Milestone.objects.exclude(due=None))
    assert any(step.done_on and step.done_on <= step.due for step in due)
    assert any(step.done_on and step.done_on > step.due for step in due)
    assert any(step.done_on is None for step in due)


def test_some_figures_wait_for_approval_and_one_has_a_slip(demo_city: Loaded) -> None:
    waiting = list(Figure.objects.filter(approved_at=None))
    assert len(waiting) == demo_city.waiting > 10
    slips = [
        figure
        for figure in waiting
        if (before := Figure.objects.filter(indicator=figure.indicator, area=figure.area).exclude(pk=figure.pk).last())
        and (figure.value or 0) > 1000 * max(before.value or 0, 0.001)
    ]
    assert slips


def test_targets_are_amended_and_a_pending_one_is_issued(demo_city: Loaded) -> None:
    assert demo_city.amendments == Amendment.objects.count() > 3
    issued = Amendment.objects.get(target__kind="pending")
    assert issued.changes["kind"] == ["pending", "level"]
    assert Target.objects.filter(kind="pending", amendments=None).exists()


def test_one_journal_line_a_plan_and_batch(demo_city: Loaded) -> None:
    for action in ("plan.follow", "demo.load", "figure.load"):
        assert Entry.objects.filter(action=action).count() == demo_city.plans == 15
    assert Entry.objects.filter(action="demo.load").first().after["seed"] == SEED


def test_loading_again_adds_nothing(demo_city: Loaded) -> None:
    counts = [table.objects.count() for table in (Figure, ProjectReport, Amendment, Entry)]
    assert actions.load(at=NOW) == Loaded()
    assert [table.objects.count() for table in (Figure, ProjectReport, Amendment, Entry)] == counts


@pytest.mark.django_db
def test_a_plan_that_people_work_on_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    from luoshi.plans.follow.actions import follow
    from tests.cityhall import give

    ship()
    plan = Plan.objects.get(number=1)
    follow(plan, acting_user=None, at=NOW)
    one = plan.indicators.first()
    assert one is not None
    give(one, Area.objects.get(parent=None), {"2021": 3.0})
    assert actions.load_plan(plan, at=NOW) == Loaded()
    assert Figure.objects.count() == 1


@pytest.mark.django_db
def test_accounts_are_made_once_and_their_passwords_shown_once(rf: object) -> None:
    from luoshi.site.demo import table

    ship()
    shown: list[str] = []
    made = accounts.make(at=NOW, show=lambda rows: shown.append(table(rows, "zh")))
    assert {one.role for one in made} == set(Role)
    assert len({one.password for one in made}) == len(made)
    stored = json.dumps(list(User.objects.values_list("username", "password"))) + json.dumps(
        list(Entry.objects.values_list("before", "after", "why"))
    )
    for one in made:
        assert one.password in shown[0]
        assert one.password not in stored
        assert User.objects.get(username=one.username).check_password(one.password)
        assert not User.objects.get(username=one.username).must_change
    assert Assignment.objects.get(role=Role.COUNTY).area.level == 3  # type: ignore[union-attr]
    assert Assignment.objects.get(role=Role.DEPARTMENT).agency.name == "市生态环境局"  # type: ignore[union-attr]
    assert accounts.make(at=NOW, show=lambda rows: shown.append(table(rows, "zh"))) == []
    assert len(shown) == 1
    assert re.search(r"planner +\S{12} ", shown[0])
