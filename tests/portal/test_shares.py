"""Sharing a target out and changing who answers, by the forms of the planning bureau."""

from __future__ import annotations

import pytest
from django.test import Client

from luoshi.plans.models import Indicator, Plan, SourceDocument, Target
from tests.cityhall import CityHall, city_hall, give, indicator, target
from tests.plans.conftest import document as document
from tests.portal.conftest import enter, send


@pytest.fixture
def hall(db: None) -> CityHall:
    return city_hall()


@pytest.fixture
def goal(hall: CityHall, document: SourceDocument) -> Target:
    return target(indicator(Plan.objects.get(), hall.bureau), hall.city, 20.0)


def test_a_target_is_shared_out_over_counties_and_a_department(client: Client, hall: CityHall, goal: Target) -> None:
    enter(client, hall.planner)
    path = f"/targets/{goal.pk}/split/"
    page = client.get(path).content.decode()
    assert hall.county.name in page
    typed = {
        "parts": "sum", f"area-{hall.county.code}": "12.5", f"area-{hall.other_county.code}": "",
        "agency": str(hall.other_bureau.pk), "agency_value": "7.5",
    }  # fmt: skip
    assert send(client, path, typed).status_code == 302
    found = {(share.area_id, share.agency_id): share.value for share in goal.shares.all()}
    assert found == {(hall.county.code, None): 12.5, (hall.city.code, hall.other_bureau.pk): 7.5}
    goal.refresh_from_db()
    assert goal.parts == "sum"
    assert "12.5" in client.get(path).content.decode()  # a share that is there is shown and not asked for again
    give(goal.indicator, hall.city, {"2022": 15.0})
    assert "12.5 + 7.5 = 20" in client.get(f"/indicators/{goal.indicator_id}/").content.decode()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"parts": "sum"}, ""),
        ({"parts": "sum", "COUNTY": "zwölf"}, "zwölf"),
        ({"parts": "sum", "COUNTY": "1e999"}, ""),
        ({"parts": "sum", "COUNTY": "nan"}, ""),
        ({"parts": "thirds", "COUNTY": "1"}, ""),
    ],
)
def test_what_cannot_be_shared_is_told(
    client: Client, hall: CityHall, goal: Target, typed: dict[str, str], said: str
) -> None:
    enter(client, hall.planner)
    form = {name.replace("COUNTY", f"area-{hall.county.code}"): value for name, value in typed.items()}
    answer = send(client, f"/targets/{goal.pk}/split/", form)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "problem" in answer.content.decode()
    assert not goal.shares.exists()


def test_who_answers_for_an_indicator_is_changed(client: Client, hall: CityHall, goal: Target) -> None:
    enter(client, hall.planner)
    path = f"/indicators/{goal.indicator_id}/assign/"
    form = {"owner": str(hall.other_bureau.pk), "helper": [str(hall.bureau.pk)], "why": "机构改革"}
    assert send(client, path, form).status_code == 302
    one = Indicator.objects.get(pk=goal.indicator_id)
    assert one.owner == hall.other_bureau
    assert list(one.co_owners.all()) == [hall.bureau]
    assert send(client, path, form).status_code == 422  # nothing would change
