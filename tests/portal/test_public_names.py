"""What the public may not learn from a public indicator; and a planner's say ends at the border of the area."""

from __future__ import annotations

import pytest
from django.test import Client

from luoshi.people.access import ForbiddenError
from luoshi.people.models import Assignment
from luoshi.plans.models import Amendment, Plan, SourceDocument
from luoshi.plans.works.actions.projects import edit_project
from tests.cityhall import NOW, CityHall, indicator, project, target
from tests.portal.conftest import enter


def test_the_public_reads_an_amendment_without_the_name_of_who_typed_it(
    anyone: Client, hall: CityHall, document: SourceDocument
) -> None:
    one = indicator(Plan.objects.get(), hall.bureau, public=True)
    hall.planner.display_name = "王小芳"
    hall.planner.save()
    Amendment.objects.create(
        target=target(one, hall.city), effective_from=NOW.date(), document="青政发〔2024〕1号", reason="调整",
        changes={"value": [95.0, 93.0]}, by=hall.planner, at=NOW,
    )  # fmt: skip
    for user, told in ((hall.public, False), (hall.leader, True)):
        page = enter(anyone, user).get(f"/indicators/{one.pk}/").content.decode()
        assert "青政发〔2024〕1号" in page
        assert ("王小芳" in page) == told, user


def test_a_planner_puts_no_project_where_they_have_no_say(hall: CityHall, document: SourceDocument) -> None:
    Assignment.objects.filter(user=hall.planner).update(area=hall.county)
    one = project(Plan.objects.get(), hall.bureau, hall.county)
    with pytest.raises(ForbiddenError):
        edit_project(
            one.pk, changes={"area_id": hall.other_county.pk}, version=one.version, acting_user=hall.planner, at=NOW
        )
    one.refresh_from_db()
    assert one.area == hall.county
