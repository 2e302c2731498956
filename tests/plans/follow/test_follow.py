"""Following a plan: once, again, after corrections, by whom, and what then may no longer be deleted."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from luoshi.journal.models import Entry
from luoshi.people.access import ForbiddenError
from luoshi.people.models import User
from luoshi.plans import actions as ledger_actions
from luoshi.plans.follow.actions import Followed, follow, follow_document
from luoshi.plans.models import (
    Commitment,
    Indicator,
    Milestone,
    Plan,
    Project,
    SourceDocument,
    Target,
    Undertaking,
)
from tests.cityhall import CityHall, city_hall
from tests.plans.conftest import NOW
from tests.plans.ledgers import plan as plan_of
from tests.plans.ledgers import small

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall() -> CityHall:
    return city_hall()


@pytest.fixture
def document() -> SourceDocument:
    ledger, findings, lines = small()
    return ledger_actions.import_ledger(ledger, findings, lines=lines, at=NOW)


def decide(row_id: str, verdict: str, **more: Any) -> None:
    row = Commitment.objects.get(row_id=row_id)
    latest = row.decisions.order_by("-id").first()
    planner = User.objects.get(username="planner")
    given = {"acting_user": planner, "reason": "重复", "seen": latest and latest.pk, **more}
    ledger_actions.decide(commitment_id=row.pk, verdict=verdict, at=NOW, **given)


def state() -> list[list[tuple[Any, ...]]]:
    """Everything that is followed, with its keys."""
    return [list(table.objects.order_by("pk").values_list()) for table in (Indicator, Target, Project, Undertaking, Milestone)]  # fmt: skip


def test_every_commitment_is_followed(hall: CityHall, document: SourceDocument) -> None:
    decide("1-p-10-1", "corrected", corrections={"place": f"{hall.county.name}北山镇"})
    decide("1-t-8-1", "corrected", corrections={"owners": [hall.bureau.name, "某公司", hall.other_bureau.name]})
    done = follow(document.plans.get(), acting_user=hall.planner, at=NOW)
    assert done == Followed(indicators=3, targets=3, projects=1, undertakings=3, milestones=6)
    one = Indicator.objects.get(name="供水能力")
    target = one.targets.get()
    assert (one.key, one.unit, one.frequency) == ("q-4-2", "亿吨", "year")
    assert (target.value, target.base_value, target.base_year, target.line) == (3.0, 2.6, 2020, 4)
    assert target.path == {"2023": 2.8, "2024": 2.9}
    assert target.commitment is not None
    assert target.commitment.row_id == "1-q-4-2"
    project = Project.objects.get()
    assert (project.investment, project.area, str(project.start), str(project.finish)) == (
        125000.0, hall.county, "2022-01-01", "2025-12-31",
    )  # fmt: skip
    task = Undertaking.objects.get(name="建设智慧水务平台")
    assert (task.owner, list(task.co_owners.all())) == (hall.bureau, [hall.other_bureau])
    assert str(task.deadline) == "2024-12-31"
    assert Undertaking.objects.get(name="评估").owner is None  # the text names none, and nobody leads this plan
    assert Indicator.objects.get(name="万元产值用水量降幅").targets.get().kind == "pending"


def test_following_twice_changes_nothing(hall: CityHall, document: SourceDocument) -> None:
    plan = document.plans.get()
    follow(plan, acting_user=hall.planner, at=NOW)
    before, lines = state(), Entry.objects.count()
    again = follow(plan, acting_user=hall.planner, at=NOW)
    assert (again.added, again.differing) == (0, ())
    assert state() == before
    assert Entry.objects.count() == lines


def test_a_corrected_row_is_reported_and_what_is_followed_stays(hall: CityHall, document: SourceDocument) -> None:
    plan = document.plans.get()
    follow(plan, acting_user=None, at=NOW)
    before = state()
    decide("1-q-5-1", "corrected", corrections={"value": 96.0})
    decide("1-p-10-1", "corrected", corrections={"end": 2024})
    decide("1-t-8-1", "corrected", corrections={"deadline": 2023})
    again = follow(plan, acting_user=None, at=NOW)
    assert again.added == 0
    assert set(again.differing) == {"1-q-5-1", "1-p-10-1", "1-t-8-1"}
    assert state() == before


def test_corrections_made_before_count_and_rejected_rows_are_left_out(hall: CityHall, document: SourceDocument) -> None:
    decide("1-q-5-1", "corrected", corrections={"value": 96.0, "owner": hall.bureau.name})
    decide("1-q-4-2", "rejected")
    decide("1-s-8-1", "rejected")
    plan = document.plans.get()
    done = follow(plan, acting_user=None, at=NOW)
    assert (done.indicators, done.undertakings, done.rejected) == (2, 2, 2)
    one = Indicator.objects.get(name="农村自来水普及率")
    assert one.targets.get().value == 96.0
    assert one.owner == hall.bureau
    decide("1-q-4-2", "reopened")
    later = follow(plan, acting_user=None, at=NOW)
    assert (later.indicators, later.targets, later.undertakings) == (1, 1, 0)


def test_a_target_whose_first_row_is_rejected_later_keeps_its_indicator(hall: CityHall) -> None:
    from tests.plans.ledgers import quantity as read_quantity

    twice = (
        read_quantity("1-q-4-2", 4, "供水能力", value=3.0, unit="亿吨"),
        read_quantity("1-q-12-1", 12, "供水能力", value=2.8, unit="亿吨", year=2023, section=6),
    )
    ledger, findings, lines = small(quantities=twice)
    plan = ledger_actions.import_ledger(ledger, findings, lines=lines, at=NOW).plans.get()
    follow(plan, acting_user=None, at=NOW)
    before = state()
    decide("1-q-4-2", "rejected")
    assert follow(plan, acting_user=None, at=NOW).added == 0
    assert state() == before


def test_one_journal_line_a_plan_with_its_counts(hall: CityHall, document: SourceDocument) -> None:
    plan = document.plans.get()
    follow(plan, acting_user=hall.planner, at=NOW)
    (entry,) = Entry.objects.filter(action="plan.follow")
    assert (entry.who, entry.thing) == ("planner", f"plan:{plan.pk}")
    assert entry.after["targets"] == 3


@pytest.mark.parametrize("who", ["department", "county_filer", "reviewer", "leader", "operator", "auditor", "public"])
def test_only_the_planning_bureau_follows(hall: CityHall, document: SourceDocument, who: str) -> None:
    with pytest.raises(ForbiddenError):
        follow(document.plans.get(), acting_user=hall.users[who], at=NOW)
    assert state() == [[]] * 5


def test_without_areas_nothing_is_followed(document: SourceDocument) -> None:
    with pytest.raises(ledger_actions.RefusedError, match="no_places"):
        follow(document.plans.get(), acting_user=None, at=NOW)


def test_the_plan_of_another_city_is_not_followed(hall: CityHall) -> None:
    title = "白石市“十四五”水利发展规划"
    ledger, findings, _ = small(plans=(plan_of(title),))
    ledger["source"]["name"] = "规划.txt"
    document = ledger_actions.import_ledger(ledger, findings, at=NOW)
    with pytest.raises(ledger_actions.RefusedError, match="other_city"):
        follow_document(document, acting_user=None, at=NOW)
    assert state() == [[]] * 5


def test_what_is_followed_is_neither_deleted_nor_replaced(
    hall: CityHall, document: SourceDocument, client: Client
) -> None:
    follow(document.plans.get(), acting_user=None, at=NOW)
    with pytest.raises(ledger_actions.RefusedError, match="followed"):
        ledger_actions.delete_document(document, acting_user=hall.planner, at=NOW)
    client.force_login(hall.planner)
    answer = client.post(reverse("delete", args=[document.pk]))
    assert answer.status_code == 409
    assert "不能删除" in answer.content.decode()
    assert Plan.objects.exists()
    SourceDocument.objects.update(shipped=True, text=None)
    assert ledger_actions._has_work(SourceDocument.objects.get())
