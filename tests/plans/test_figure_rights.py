"""Figures: whoever calls the actions, past every page, gets no further than their role."""

from __future__ import annotations

import pytest

from luoshi.core.periods import Period
from luoshi.people.access import ForbiddenError
from luoshi.plans.figures import actions
from luoshi.plans.models import Figure, Indicator, Plan, SourceDocument
from luoshi.plans.supervision.actions.draws import make_draw
from luoshi.plans.supervision.refusals import RefusedItemError
from tests.cityhall import NOW, CityHall, city_hall, indicator

FILERS = {"department", "other_department", "county_filer"}


@pytest.fixture
def hall(db: None) -> CityHall:
    return city_hall()


@pytest.fixture
def one(document: SourceDocument, hall: CityHall) -> Indicator:
    return indicator(Plan.objects.get(), hall.bureau)


def test_only_filers_record_and_only_the_planning_bureau_makes_official(hall: CityHall, one: Indicator) -> None:
    for role, user in hall.users.items():
        given = {"indicator": one, "area": hall.city, "period": Period.parse("2023"), "value": 1.0, "maker": "filed"}
        row = actions.FigureRow(one.pk, hall.city.code, Period.parse("2022"), 1.0)
        calls = {
            "record": (FILERS, lambda g=given, u=user: actions.record(**g, acting_user=u, at=NOW)),
            "approve": ({"planner"}, lambda u=user: actions.approve(Figure.objects.all(), acting_user=u, at=NOW)),
            "load": ({"planner"}, lambda r=row, u=user: actions.load([r], maker="imported", acting_user=u, at=NOW)),
        }
        for name, (roles, call) in calls.items():
            before = Figure.objects.filter(approved_at=None).count(), Figure.objects.count()
            if role in roles:
                call()
                continue
            with pytest.raises(ForbiddenError):
                call()
            after = Figure.objects.filter(approved_at=None).count(), Figure.objects.count()
            assert before == after, (role, name)


def test_a_draw_says_nothing_of_the_figures_to_who_may_not_draw(hall: CityHall) -> None:
    for role, user in hall.users.items():
        refusal = RefusedItemError if role == "planner" else ForbiddenError
        with pytest.raises(refusal):
            make_draw(seed="s", size=1, period="2023", acting_user=user, at=NOW)
