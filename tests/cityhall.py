"""A small city hall for tests: the invented city Qinglan (青岚) with accounts of every role and a plan to follow.

hall = city_hall()                    # areas and agencies of the sample city, one account per role
one = indicator(plan, owner=hall.water)
target(one, value=95.0, base=90.0)
give(one, {"2022": 92.0, "2023": 93.5})
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from luoshi import samples
from luoshi.cities import load_gazetteer
from luoshi.core.periods import Period
from luoshi.people.actions import load_places
from luoshi.people.models import Agency, Area, Assignment, Role, User
from luoshi.plans.figures.actions import FigureRow, load
from luoshi.plans.models import (
    Indicator,
    Maker,
    Milestone,
    Plan,
    Project,
    ProjectReport,
    Target,
    Undertaking,
)

NOW = datetime(2024, 2, 1, 8, 0, tzinfo=UTC)


@dataclass
class CityHall:
    """Areas and agencies by name, and an account for every role."""

    city: Area
    county: Area
    other_county: Area
    government: Agency
    bureau: Agency
    other_bureau: Agency
    county_government: Agency
    users: dict[str, User] = field(default_factory=dict)

    def __getattr__(self, name: str) -> User:
        """`hall.planner`, `hall.county_filer` ... by the names of `users`."""
        try:
            return self.users[name]
        except KeyError:
            raise AttributeError(name) from None


def city_hall() -> CityHall:
    """Store the sample city and its people."""
    load_places(load_gazetteer(samples.path("areas.csv").parent), at=NOW)
    city = Area.objects.get(parent=None)
    county, other = Area.objects.filter(level=3).order_by("code")[:2]
    government = Agency.objects.get(parent=None, area=city)
    bureau, other_bureau = Agency.objects.filter(area=city, parent=government).order_by("pk")[:2]
    county_government, _ = Agency.objects.get_or_create(
        name=f"{county.name}人民政府", defaults={"area": county, "parent": government, "path": ""}
    )
    if not county_government.path:
        county_government.path = f"{government.path}{county_government.pk}/"
        county_government.save()
    hall = CityHall(city, county, other, government, bureau, other_bureau, county_government)
    posts: dict[str, tuple[Role, Agency | None, Area | None]] = {
        "planner": (Role.PLANNER, government, city),
        "department": (Role.DEPARTMENT, bureau, city),
        "other_department": (Role.DEPARTMENT, other_bureau, city),
        "county_filer": (Role.COUNTY, county_government, county),
        "reviewer": (Role.REVIEWER, bureau, city),
        "county_reviewer": (Role.REVIEWER, county_government, county),
        "leader": (Role.LEADER, None, city),
        "operator": (Role.OPERATOR, None, None),
        "auditor": (Role.AUDITOR, None, None),
        "public": (Role.PUBLIC, None, None),
    }
    for name, (role, agency, area) in posts.items():
        user = User.objects.create(username=name, display_name=name)
        user.set_unusable_password()
        user.save()
        Assignment.objects.create(user=user, role=role, agency=agency, area=area)
        hall.users[name] = user
    return hall


def indicator(plan: Plan, owner: Agency | None, name: str = "绿化覆盖率", **values: Any) -> Indicator:
    """An indicator of `plan`; yearly, up, the level at the end unless `values` say otherwise."""
    standard = {"key": name, "unit": "%", "frequency": "year", "measure": "level", "spread": "none", "direction": "up"}
    return Indicator.objects.create(plan=plan, owner=owner, name=name, **{**standard, **values})


def target(one: Indicator, area: Area, value: float | None = 95.0, **values: Any) -> Target:
    """A target of level for 2025 from a base of 2020 unless `values` say otherwise."""
    standard = {
        "kind": "level", "op": ">=", "unit": one.unit, "year": 2025, "base_value": 90.0, "base_year": 2020,
        "since": date(2021, 1, 1), "created_at": NOW,
    }  # fmt: skip
    return Target.objects.create(indicator=one, area=area, value=value, **{**standard, **values})


def give(one: Indicator, area: Area, figures: dict[str, float | None], maker: Maker = Maker.IMPORTED) -> None:
    """Approved figures of an indicator in an area, by period."""
    rows = [FigureRow(one.pk, area.code, Period.parse(period), value) for period, value in figures.items()]
    load(rows, maker=maker, acting_user=None, at=NOW)


def project(plan: Plan, owner: Agency | None, area: Area, name: str = "云溪水库工程", **values: Any) -> Project:
    """A project under way since 2023 with an even schedule to the end of 2024, unless `values` say otherwise."""
    standard = {"stage": "build", "investment": 1200.0, "start": date(2023, 1, 1), "finish": date(2024, 12, 31)}
    return Project.objects.create(plan=plan, owner=owner, area=area, name=name, **{**standard, **values})


def reported(one: Project, period: str, physical: float | None, investment: float | None = None, **values: Any) -> None:
    """An approved monthly report."""
    month = Period.parse(period)
    standard = {"stage": one.stage, "maker": Maker.FILED, "at": NOW, "approved_at": NOW, "revision": 1}
    ProjectReport.objects.create(
        project=one, period=month.text, last=month.last, physical=physical, investment=investment,
        **{**standard, **values},
    )  # fmt: skip


def undertaking(
    plan: Plan, owner: Agency | None, area: Area, name: str = "建设智慧水务平台", **values: Any
) -> Undertaking:
    """A task without milestones yet."""
    return Undertaking.objects.create(plan=plan, owner=owner, area=area, name=name, **values)


def milestone(one: Undertaking, due: date | None, done_on: date | None = None, **values: Any) -> Milestone:
    """A milestone; one that is done is also recorded."""
    standard = {"name": f"节点 {due}", "recorded_at": NOW if done_on else None}
    return Milestone.objects.create(undertaking=one, due=due, done_on=done_on, **{**standard, **values})
