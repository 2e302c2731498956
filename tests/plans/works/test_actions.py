"""Projects and undertakings are changed by few, by the rules, once, with a journal line each."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from luoshi.journal.models import Entry
from luoshi.people.access import ForbiddenError
from luoshi.plans.models import Kind, Milestone, Plan, Project, ProjectReport, Stage, Undertaking
from luoshi.plans.works.actions.projects import create_project, edit_project, move_project, project_of, set_schedule
from luoshi.plans.works.actions.reports import approve_report, file_report
from luoshi.plans.works.actions.undertakings import (
    add_milestone,
    create_undertaking,
    edit_milestone,
    edit_undertaking,
    record_milestone,
    undo_milestone,
)
from luoshi.plans.works.refusals import RefusedWorkError
from luoshi.plans.works.stages import STAGES
from tests.cityhall import NOW, CityHall, milestone, project, undertaking

ROLES = (
    "planner", "department", "other_department", "county_filer", "reviewer", "county_reviewer", "leader", "operator",
    "auditor", "public",
)  # fmt: skip


def refused(code: str) -> Any:
    return pytest.raises(RefusedWorkError, check=lambda error: error.code == code)


def filed(one: Project, hall: CityHall, **values: Any) -> ProjectReport:
    standard = {"period": "2024-01", "stage": "build", "physical": 0.5, "investment": 600.0, "version": one.version}
    report = file_report(one.pk, acting_user=hall.department, at=NOW, **{**standard, **values})
    one.refresh_from_db()
    return report


def test_a_project_comes_from_a_commitment_once(hall: CityHall, plan: Plan) -> None:
    row = plan.commitments.get(kind=Kind.PROJECT)
    one = project_of(row.pk, area=hall.county, owner=hall.bureau, acting_user=hall.planner, at=NOW)
    assert (one.name, one.investment, one.start, one.finish, one.stage) == (
        "云溪水库工程", 125_000.0, date(2022, 1, 1), date(2025, 12, 31), "reserve",
    )  # fmt: skip
    with refused("exists"):
        project_of(row.pk, area=hall.county, acting_user=hall.planner, at=NOW)
    with refused("kind"):
        project_of(plan.commitments.filter(kind=Kind.TASK).get().pk, area=hall.city, acting_user=hall.planner, at=NOW)
    assert Entry.objects.get(action="project.create").cause == f"commitment:{row.pk}"


@pytest.mark.parametrize("role", ROLES)
def test_only_the_planning_bureau_makes_and_edits(hall: CityHall, plan: Plan, role: str) -> None:
    one, task = project(plan, hall.bureau, hall.city), undertaking(plan, hall.bureau, hall.city)
    user = hall.users[role]
    calls = [
        lambda: create_project(plan=plan, name="新", area=hall.city, acting_user=user, at=NOW),
        lambda: edit_project(one.pk, changes={"name": "改"}, version=1, acting_user=user, at=NOW),
        lambda: move_project(one.pk, to="finish", version=2, acting_user=user, at=NOW),
        lambda: set_schedule(one.pk, schedule={"2023-06": {"physical": 0.1}}, version=3, acting_user=user, at=NOW),
        lambda: create_undertaking(plan=plan, name="新", area=hall.city, acting_user=user, at=NOW),
        lambda: edit_undertaking(task.pk, changes={"name": "改"}, version=1, acting_user=user, at=NOW),
        lambda: add_milestone(task.pk, name="节点", version=2, acting_user=user, at=NOW),
    ]
    before = Entry.objects.count()
    for call in calls:
        if role == "planner":
            call()
        else:
            with pytest.raises(ForbiddenError):
                call()
    assert Entry.objects.count() - before == (len(calls) if role == "planner" else 0)
    assert Project.objects.count() + Undertaking.objects.count() == (4 if role == "planner" else 2)


@pytest.mark.parametrize("there", Stage.values)
@pytest.mark.parametrize("here", Stage.values)
def test_every_stage_and_where_it_may_go(hall: CityHall, plan: Plan, here: str, there: str) -> None:
    one = project(plan, hall.bureau, hall.city, stage=here)
    move = STAGES.find(there, here)
    call: dict[str, Any] = {"to": there, "version": 1, "acting_user": hall.planner, "at": NOW}
    if move is None:
        with refused("stage"):
            move_project(one.pk, comment="因故", **call)
    elif move.needs:
        with refused("reason"):
            move_project(one.pk, **call)
        assert move_project(one.pk, comment="因故", **call).stage == there
    else:
        assert move_project(one.pk, **call).stage == there
    assert (move is None) == (Project.objects.get().version == 1)


def test_an_older_version_is_told(hall: CityHall, plan: Plan) -> None:
    one = project(plan, hall.bureau, hall.city)
    edit_project(one.pk, changes={"batch": "start"}, version=1, acting_user=hall.planner, at=NOW)
    with refused("stale"):
        edit_project(one.pk, changes={"batch": "apply"}, version=1, acting_user=hall.planner, at=NOW)
    with refused("no_change"):
        edit_project(one.pk, changes={"batch": "start"}, version=2, acting_user=hall.planner, at=NOW)
    assert Project.objects.get().batch == "start"
    entry = Entry.objects.get(action="project.edit")
    assert (entry.before, entry.after, entry.who) == ({"batch": ""}, {"batch": "start"}, "planner")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": "  "}, "name"),
        ({"investment": -1.0}, "money"),
        ({"investment": float("nan")}, "money"),
        ({"batch": "seventh"}, "choice"),
        ({"preset": "guess"}, "choice"),
        ({"finish": date(2022, 1, 1)}, "order"),
        ({"stage": "finish"}, "field"),
        ({"owner_id": 999_999}, "choice"),
        ({"area_id": "nowhere"}, "choice"),
    ],
)
def test_edits_that_are_refused(hall: CityHall, plan: Plan, changes: dict[str, Any], code: str) -> None:
    one = project(plan, hall.bureau, hall.city)
    with refused(code):
        edit_project(one.pk, changes=changes, version=1, acting_user=hall.planner, at=NOW)


@pytest.mark.parametrize(
    ("schedule", "code"),
    [
        ({"2023": {"physical": 0.1}}, "month"),
        ({"2023-13": {"physical": 0.1}}, "month"),
        ({"2023-06": {"physical": 1.1}}, "share"),
        ({"2023-06": {"investment": -5.0}}, "money"),
        ({"2023-06": {"physical": 0.5}, "2023-07": {"physical": 0.4}}, "falls"),
        ({"2023-06": {"investment": 10.0}, "2023-09": {"physical": 0.4, "investment": 9.0}}, "falls"),
    ],
)
def test_schedules_that_are_refused(hall: CityHall, plan: Plan, schedule: dict[str, Any], code: str) -> None:
    one = project(plan, hall.bureau, hall.city)
    with refused(code):
        set_schedule(one.pk, schedule=schedule, version=1, acting_user=hall.planner, at=NOW)


def test_a_report_is_filed_approved_and_corrected_but_never_overwritten(hall: CityHall, plan: Plan) -> None:
    one = project(plan, hall.bureau, hall.city, stage="start")
    first = filed(one, hall)
    approve_report(first.pk, acting_user=hall.planner, at=NOW)
    one.refresh_from_db()
    assert one.stage == "build"
    second = filed(one, hall, physical=0.45, note="上次多报")
    assert (second.revision, ProjectReport.objects.get(pk=first.pk).physical) == (2, 0.5)
    with refused("approved"):
        approve_report(first.pk, acting_user=hall.planner, at=NOW)
    approve_report(second.pk, acting_user=hall.reviewer, at=NOW)
    actions = list(Entry.objects.filter(thing=f"project:{one.pk}").values_list("action", flat=True))
    assert actions == ["project.report", "project.approve"] * 2


def test_the_start_once_reported_is_carried_on(hall: CityHall, plan: Plan) -> None:
    one = project(plan, hall.bureau, hall.city)
    filed(one, hall, period="2023-12", started_on=date(2023, 3, 1))
    assert filed(one, hall).started_on == date(2023, 3, 1)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"period": "2024"}, "month"),
        ({"period": "2024-03"}, "future"),
        ({"started_on": date(2024, 3, 1)}, "future"),
        ({"physical": 1.01}, "share"),
        ({"physical": float("nan")}, "share"),
        ({"investment": -1.0}, "money"),
        ({"investment": float("inf")}, "money"),
        ({"stage": "dreamt"}, "choice"),
        ({"physical": None, "investment": None}, "nothing"),
        ({"physical": 0.2}, "reason_doubts"),  # falls
        ({"investment": 100.0}, "reason_doubts"),  # falls
        ({"investment": 6_000_000.0}, "reason_doubts"),  # yuan for 万元
        ({"stage": "finish"}, "reason_doubts"),  # at 50 %
        ({"stage": "approval"}, "reason_doubts"),  # progress before the start
        ({"started_on": date(2023, 5, 1), "finished_on": date(2023, 4, 1)}, "order"),
        ({"version": 1}, "stale"),
    ],
)
def test_reports_that_are_refused(hall: CityHall, plan: Plan, values: dict[str, Any], code: str) -> None:
    one = project(plan, hall.bureau, hall.city)
    filed(one, hall, period="2023-12", physical=0.4, investment=500.0)
    with refused(code):
        filed(one, hall, **values)
    assert ProjectReport.objects.count() == 1
    if code == "reason_doubts":
        assert filed(one, hall, note="经核实如此", **values).note


def test_investment_over_the_total_only_warns(hall: CityHall, plan: Plan) -> None:
    one = project(plan, hall.bureau, hall.city)
    assert filed(one, hall, investment=1300.0).investment == 1300.0


def test_a_form_sent_twice_is_taken_once(hall: CityHall, plan: Plan) -> None:
    one = project(plan, hall.bureau, hall.city)
    version = one.version
    filed(one, hall, version=version)
    with refused("stale"):
        filed(one, hall, version=version)
    assert ProjectReport.objects.count() == 1


@pytest.mark.parametrize("role", ROLES)
def test_who_may_file_and_who_may_approve(hall: CityHall, plan: Plan, role: str) -> None:
    one = project(plan, hall.bureau, hall.county)
    user = hall.users[role]
    values: dict[str, Any] = {
        "period": "2024-01", "stage": "build", "physical": 0.5, "investment": None, "version": 1,
    }  # fmt: skip
    if role in ("department", "county_filer"):
        assert file_report(one.pk, acting_user=user, at=NOW, **values).by == user
        return
    with pytest.raises(ForbiddenError):
        file_report(one.pk, acting_user=user, at=NOW, **values)
    report = file_report(one.pk, acting_user=hall.department, at=NOW, **values)
    if role in ("planner", "reviewer"):
        assert approve_report(report.pk, acting_user=user, at=NOW).approved_by == user
    else:
        with pytest.raises(ForbiddenError):
            approve_report(report.pk, acting_user=user, at=NOW)


def test_four_eyes_and_the_latest_revision(hall: CityHall, plan: Plan) -> None:
    from luoshi.people.models import Assignment, Role

    one = project(plan, hall.bureau, hall.city)
    Assignment.objects.create(user=hall.department, role=Role.PLANNER, agency=hall.government, area=hall.city)
    first = filed(one, hall)
    del hall.department._reach
    with refused("four_eyes"):
        approve_report(first.pk, acting_user=hall.department, at=NOW)
    filed(one, hall)
    with refused("superseded"):
        approve_report(first.pk, acting_user=hall.planner, at=NOW)


def test_milestones_are_recorded_with_evidence_and_undone_with_a_reason(hall: CityHall, plan: Plan) -> None:
    one = undertaking(plan, hall.bureau, hall.city)
    step = add_milestone(one.pk, name="可研批复", due=date(2023, 6, 30), version=1, acting_user=hall.planner, at=NOW)
    call: dict[str, Any] = {"acting_user": hall.department, "at": NOW}
    with refused("evidence"):
        record_milestone(step.pk, done_on=date(2023, 6, 1), note=" ", version=2, **call)
    with refused("reason"):
        record_milestone(step.pk, done_on=None, note="", version=2, **call)
    with refused("future"):
        record_milestone(step.pk, done_on=date(2024, 6, 1), note="批复", version=2, **call)
    record_milestone(step.pk, done_on=date(2023, 6, 1), note="批复文件", version=2, **call)
    with refused("stale"):
        record_milestone(step.pk, done_on=date(2023, 6, 1), note="批复文件", version=2, **call)
    with refused("done"):
        record_milestone(step.pk, done_on=date(2023, 6, 1), note="批复文件", version=3, **call)
    with refused("reason"):
        undo_milestone(step.pk, why="", version=3, **call)
    assert undo_milestone(step.pk, why="文件有误", version=3, **call).done_on is None
    with refused("not_done"):
        undo_milestone(step.pk, why="文件有误", version=4, **call)
    assert [row for row in Entry.objects.values_list("action", flat=True) if row.startswith("milestone")] == [
        "milestone.add", "milestone.record", "milestone.undo",
    ]  # fmt: skip


@pytest.mark.parametrize("role", ROLES)
def test_who_may_record_a_milestone(hall: CityHall, plan: Plan, role: str) -> None:
    one = undertaking(plan, hall.government, hall.other_county)
    one.co_owners.add(hall.bureau)
    step = milestone(one, NOW.date())
    call: dict[str, Any] = {"done_on": NOW.date(), "note": "验收", "version": 1, "acting_user": hall.users[role]}
    if role == "department":  # its agency is a co-owner
        assert record_milestone(step.pk, at=NOW, **call).done_on
    else:
        with pytest.raises(ForbiddenError):
            record_milestone(step.pk, at=NOW, **call)


def test_a_due_day_moves_only_with_a_reason(hall: CityHall, plan: Plan) -> None:
    one = undertaking(plan, hall.bureau, hall.city)
    step = milestone(one, date(2023, 6, 30))
    call: dict[str, Any] = {"version": 1, "acting_user": hall.planner, "at": NOW}
    later = {"due": date(2023, 6, 30) + timedelta(days=90)}
    with refused("reason"):
        edit_milestone(step.pk, changes=later, why=" ", **call)
    with refused("weight"):
        edit_milestone(step.pk, changes={"weight": 0.0}, why="调整", **call)
    with refused("field"):
        edit_milestone(step.pk, changes={"done_on": None}, why="调整", **call)
    edit_milestone(step.pk, changes=later, why="汛期停工", **call)
    assert Milestone.objects.get().due == later["due"]
    assert Entry.objects.get(action="milestone.edit").why == "汛期停工"
