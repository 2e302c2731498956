"""Pages of projects, tasks, supervision and draws: what each role sees and does, refusals, queries, hostile text."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from luoshi.journal.models import Entry
from luoshi.plans import acting
from luoshi.plans.models import (
    Draw,
    Item,
    Kind,
    Maker,
    Milestone,
    Plan,
    Project,
    ProjectReport,
    SourceDocument,
    Undertaking,
    Verification,
)
from luoshi.plans.supervision.actions.draws import make_draw
from luoshi.plans.supervision.actions.items import move_item, register_item
from luoshi.plans.supervision.actions.spells import Source, follow
from luoshi.plans.works.actions.reports import file_report
from tests.cityhall import CityHall, city_hall, give, indicator, milestone, project, reported, undertaking
from tests.portal.conftest import send

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{7*1111111}}</textarea></title>"
ROLES = (
    "planner", "department", "other_department", "county_filer", "reviewer", "county_reviewer", "leader", "operator",
    "auditor", "public",
)  # fmt: skip


@pytest.fixture
def hall(db: None) -> CityHall:
    return city_hall()


@pytest.fixture
def plan(document: SourceDocument) -> Plan:
    return document.plans.get()


@pytest.fixture
def month() -> str:
    """The month before the present one: pages go by the clock."""
    return f"{acting.today(timezone.now()).replace(day=1) - timedelta(days=1):%Y-%m}"


def now_project(plan: Plan, hall: CityHall, name: str = "云溪水库工程", **values: Any) -> Project:
    """A project that is under way today."""
    today = acting.today(timezone.now())
    standard = {"start": date(today.year - 1, 1, 1), "finish": date(today.year + 1, 12, 31)}
    return project(plan, hall.bureau, hall.city, name, **{**standard, **values})


def opened(client: Client, user: Any, path: str, status: int = 200) -> str:
    client.force_login(user)
    response = client.get(path)
    assert response.status_code == status, path
    return response.content.decode()


def posted(client: Client, user: Any, path: str, **data: Any) -> Any:
    client.force_login(user)
    return send(client, path, data)


def item(hall: CityHall, state: str = "assigned", **values: Any) -> Item:
    one = register_item(
        title="水库进度", owner=hall.bureau, clock="ordinary", acting_user=None, at=timezone.now(), **values
    )
    for name in ("assign", "sign", "handle", "report", "review", "close", "archive"):
        if one.state == state:
            break
        one = move_item(one.pk, name=name, version=one.version, comment="办", acting_user=None, at=timezone.now())
    return one


def test_empty_lists_say_so(client: Client, hall: CityHall) -> None:
    for name in ("projects", "undertakings", "supervision", "draws"):
        assert 'class="empty"' in opened(client, hall.planner, reverse(name))


@pytest.mark.parametrize("role", ROLES)
def test_every_page_for_every_role(client: Client, hall: CityHall, plan: Plan, role: str) -> None:
    one, task, case = now_project(plan, hall), undertaking(plan, hall.bureau, hall.city), item(hall)
    give(indicator(plan, hall.bureau), hall.city, {"2023": 5.0}, maker=Maker.FILED)
    drawn = make_draw(seed="x", size=5, period="2023", acting_user=None, at=timezone.now())
    user = hall.users[role]
    staff = role != "public"
    seen = {"projects", "undertakings", "draws", "supervision"}
    for name in seen:
        opened(client, user, reverse(name))
    opened(client, user, reverse("project", args=[one.pk]), 200 if staff else 404)
    opened(client, user, reverse("undertaking", args=[task.pk]), 200 if staff else 404)
    opened(client, user, reverse("draw", args=[drawn.pk]), 200 if staff else 404)
    sees_item = role in ("planner", "department", "reviewer", "leader", "auditor")
    text = opened(client, user, reverse("item", args=[case.pk]), 200 if sees_item else 404)
    assert (case.number in opened(client, user, reverse("supervision"))) is sees_item
    assert (one.name in opened(client, user, reverse("projects"))) is staff
    if sees_item:
        buttons = re.findall(r'name="move" value="(\w+)"', text)
        assert buttons == {"planner": ["chase"], "department": ["sign", "decline", "ask"]}.get(role, [])
    for name in ("project_new", "undertaking_new", "item_new"):
        opened(client, user, reverse(name), 200 if role == "planner" else 403)


@pytest.mark.parametrize("role", ROLES)
def test_an_unapproved_report_is_seen_by_few(client: Client, hall: CityHall, plan: Plan, role: str, month: str) -> None:
    one = now_project(plan, hall)
    file_report(
        one.pk, period=month, stage="build", physical=0.123, investment=None, note="只给内部看", version=1,
        acting_user=hall.department, at=timezone.now(),
    )  # fmt: skip
    if role == "public":
        return
    text = opened(client, hall.users[role], reverse("project", args=[one.pk]))
    assert ("12.3%" in text) is (role in ("planner", "department", "reviewer", "auditor"))
    assert ("只给内部看" in text) is (role in ("planner", "department", "reviewer", "auditor"))


def test_milestone_evidence_is_seen_by_few(client: Client, hall: CityHall, plan: Plan) -> None:
    one = undertaking(plan, hall.bureau, hall.city)
    milestone(one, date(2023, 6, 30), date(2023, 6, 1), note="内部依据")
    seen = {role for role in ROLES[:-1] if "内部依据" in opened(client, hall.users[role], f"/undertakings/{one.pk}/")}
    assert seen == {"planner", "department", "reviewer", "auditor"}


def test_the_list_is_filtered_and_ordered(client: Client, hall: CityHall, plan: Plan, month: str) -> None:
    late = now_project(plan, hall, "落后项目", batch="start")
    fine = now_project(plan, hall, "正常项目", stage="start")
    silent = now_project(plan, hall, "未报项目")
    Project.objects.filter(pk=silent.pk).update(owner=hall.other_bureau, area=hall.county)
    reported(late, month, 0.0)
    reported(fine, month, 0.99)

    def names(query: str) -> list[str]:
        return re.findall(r'class="row-link"[^>]*>([^<]+)<', opened(client, hall.planner, f"/projects/?{query}"))

    assert names("") == ["落后项目", "未报项目", "正常项目"]
    assert names("warning=red") == ["落后项目"]
    assert names("warning=fine") == ["正常项目"]
    assert names("warning=not_reported") == ["未报项目"]
    assert names(f"owner={hall.other_bureau.pk}") == ["未报项目"]
    assert names(f"area={hall.county.pk}") == ["未报项目"]
    assert names("batch=start") == ["落后项目"]
    assert names("stage=start") == ["正常项目"]
    assert names("q=正常") == ["正常项目"]
    assert names("sort=name") == sorted(["落后项目", "未报项目", "正常项目"])
    assert names("plan=99999") == []
    assert len(names("warning=%00&plan=x&owner=-1&area=';--&page=9999999999&sort=no")) == 3


def test_standings_are_counted_also_by_owner(client: Client, hall: CityHall, plan: Plan, month: str) -> None:
    reported(now_project(plan, hall, "甲"), month, 0.0)
    for name in "乙丙":
        Project.objects.filter(pk=now_project(plan, hall, name).pk).update(owner=hall.other_bureau)
    text = re.sub(r"<[^>]+>|\s+", " ", opened(client, hall.leader, "/projects/"))
    assert re.search(r"红色 1 +逾期未报 2", text)
    assert re.search(rf"{hall.bureau.name} +1 +· +{hall.other_bureau.name} +· +2", text)


def test_since_when_a_warning_lasts_is_shown(client: Client, hall: CityHall, plan: Plan) -> None:
    one = now_project(plan, hall)
    follow(timezone.now() - timedelta(days=10), [Source(("project",), lambda on: {f"project:{one.pk}": "red"})])
    since = acting.today(timezone.now() - timedelta(days=10))
    assert f"自 {since} 起持续预警" in opened(client, hall.leader, f"/projects/{one.pk}/")


def test_a_report_from_form_to_approval(client: Client, hall: CityHall, plan: Plan, month: str) -> None:
    one = now_project(plan, hall)
    form = {"version": 1, "period": month, "stage": "build", "physical": "45.5%", "investment": "1,000", "note": ""}
    address = reverse("project_report", args=[one.pk])
    assert posted(client, hall.department, address, **form).status_code == 302
    assert posted(client, hall.department, address, **form).status_code == 302  # a double click
    report = ProjectReport.objects.get()
    assert (report.physical, report.investment, report.by) == (0.455, 1000.0, hall.department)
    stale = posted(client, hall.department, address, **{**form, "physical": "50"})
    assert stale.status_code == 409
    assert "其他人已改动" in stale.content.decode()
    assert 'value="50"' in stale.content.decode()  # what was typed is kept
    approve = reverse("report_approve", args=[report.pk])
    assert approve not in opened(client, hall.department, reverse("project", args=[one.pk]))
    assert posted(client, hall.department, approve).status_code == 403
    assert approve in opened(client, hall.planner, reverse("project", args=[one.pk]))
    assert posted(client, hall.planner, approve).status_code == 302
    assert posted(client, hall.planner, approve).status_code == 409
    report.refresh_from_db()
    assert report.approved_by == hall.planner


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"physical": "lots"}, "请填数字"),
        ({"physical": "140"}, "0 到 100%"),
        ({"period": "someday"}, "不是月份"),
        ({"started_on": "2023-02-30"}, "请填日期"),
        ({"investment": "12000000"}, "是否把元当成了万元"),
        ({"stage": "moon"}, "请从列表中选择"),
        ({"physical": "1e400"}, "请填数字"),
        ({"physical": "nan"}, "请填数字"),
    ],
)
def test_what_is_wrong_with_a_report_is_said(
    client: Client, hall: CityHall, plan: Plan, month: str, changes: dict[str, str], said: str
) -> None:
    one = now_project(plan, hall)
    form = {"version": 1, "period": month, "stage": "build", "physical": "45", "investment": "600", **changes}
    response = posted(client, hall.department, reverse("project_report", args=[one.pk]), **form)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not ProjectReport.objects.exists()


def test_a_project_is_managed(client: Client, hall: CityHall, plan: Plan) -> None:
    row = plan.commitments.get(kind=Kind.PROJECT)
    made = posted(
        client, hall.planner, reverse("project_new"), commitment=row.pk, area=hall.city.pk, owner=hall.bureau.pk
    )
    one = Project.objects.get()
    assert made.url == reverse("project", args=[one.pk])
    assert posted(client, hall.planner, reverse("project_new"), commitment=row.pk, area=hall.city.pk).status_code == 422
    move = reverse("project_move", args=[one.pk])
    assert posted(client, hall.planner, move, version=1, to="approval").status_code == 302
    refused = posted(client, hall.planner, move, version=2, to="shelved", comment="")
    assert (refused.status_code, "请写明理由" in refused.content.decode()) == (422, True)
    edit = {"version": 2, "name": "新名称", "area": hall.city.pk, "owner": "", "batch": "apply", "investment": "5,000"}
    assert posted(client, hall.planner, reverse("project_edit", args=[one.pk]), **edit).status_code == 302
    lines = "2023-06 30% 300\n2023-12, 60, 650\n2024-12 - 900"
    schedule = reverse("project_schedule", args=[one.pk])
    assert posted(client, hall.planner, schedule, version=3, schedule=lines).status_code == 302
    one.refresh_from_db()
    assert (one.name, one.batch, one.owner, one.investment) == ("新名称", "apply", None, 5000.0)
    assert one.schedule["2024-12"] == {"investment": 900.0}
    bad = posted(client, hall.planner, schedule, version=4, schedule="2023-06 30%\nnonsense")
    assert (bad.status_code, "第 2 行" in bad.content.decode()) == (422, True)
    for path in (move, reverse("project_edit", args=[one.pk]), schedule):
        assert posted(client, hall.department, path, version=4).status_code == 403
    new = {"plan": plan.pk, "name": "手工项目", "area": hall.city.pk, "start": "2024-01-01", "finish": "2023-01-01"}
    assert posted(client, hall.planner, reverse("project_new"), **new).status_code == 422
    assert posted(client, hall.planner, reverse("project_new"), **{**new, "finish": ""}).status_code == 302


def test_an_undertaking_is_managed(client: Client, hall: CityHall, plan: Plan) -> None:
    row = plan.commitments.get(kind=Kind.TASK)
    form = {"commitment": row.pk, "name": row.name, "area": hall.city.pk, "owner": hall.bureau.pk, "divisible": "no"}
    posted(client, hall.planner, reverse("undertaking_new"), **form)
    one = Undertaking.objects.get()
    assert (one.divisible, one.plan) == (False, plan)
    add = reverse("milestone_add", args=[one.pk])
    posted(client, hall.planner, add, version=1, name="可研批复", due="2023-06-30", weight="2")
    step = Milestone.objects.get()
    assert posted(client, hall.planner, add, version=2, name="x", weight="-1").status_code == 422
    record = reverse("milestone_record", args=[step.pk])
    assert posted(client, hall.department, record, version=2, done_on="2023-06-01", note=" ").status_code == 422
    done = {"version": 2, "done_on": "2023-06-01", "note": "批复文件"}
    assert posted(client, hall.department, record, **done).status_code == 302
    assert posted(client, hall.department, record, **done).status_code == 302  # a double click
    assert posted(client, hall.other_department, record, **done).status_code == 403
    undo = reverse("milestone_undo", args=[step.pk])
    assert posted(client, hall.planner, undo, version=3, why="").status_code == 422
    assert posted(client, hall.planner, undo, version=3, why="文件有误").status_code == 302
    edit = {"version": 4, "name": "可研", "weight": "1", "due": "2023-09-30", "why": "汛期"}
    assert posted(client, hall.planner, reverse("milestone_edit", args=[step.pk]), **edit).status_code == 302
    facts = {"version": 5, "name": "改名", "area": hall.city.pk, "divisible": "yes", "deadline": "2024-12-31"}
    assert posted(client, hall.planner, reverse("undertaking_edit", args=[one.pk]), **facts).status_code == 302
    step.refresh_from_db()
    assert (step.due, step.done_on) == (date(2023, 9, 30), None)


def test_an_item_goes_through_its_eight_steps(client: Client, hall: CityHall, plan: Plan) -> None:
    about = now_project(plan, hall)
    new = {
        "title": "督办水库",
        "owner": hall.bureau.pk,
        "clock": "major",
        "thing": f"project:{about.pk}",
        "assign": "yes",
    }
    posted(client, hall.planner, reverse("item_new"), **new)
    one = Item.objects.get()
    assert (one.state, one.plan) == ("assigned", plan)
    assert one.number in opened(client, hall.planner, reverse("project", args=[about.pk]))
    path = reverse("item_move", args=[one.pk])
    moves = [
        (hall.department, "sign", ""), (hall.department, "handle", "成立专班"), (hall.department, "report", "已赶工"),
        (hall.planner, "review", ""), (hall.planner, "close", "已到位"), (hall.planner, "archive", ""),
    ]  # fmt: skip
    for place, (user, name, comment) in enumerate(moves, start=2):
        assert posted(client, user, path, version=place, move=name, comment=comment).status_code == 302, name
        assert posted(client, user, path, version=place, move=name, comment=comment).status_code == 302  # double click
    one.refresh_from_db()
    assert (one.state, one.version, one.steps.count()) == ("archived", 8, 8)
    text = opened(client, hall.planner, reverse("item", args=[one.pk]))
    assert text.count('class="past"') == 7
    assert 'name="move"' not in text


def test_moves_that_are_refused_say_why(client: Client, hall: CityHall) -> None:
    one = item(hall, "signed")
    path = reverse("item_move", args=[one.pk])
    call = {"version": one.version, "comment": "说明"}
    assert posted(client, hall.planner, path, move="handle", **call).status_code == 403
    assert posted(client, hall.other_department, path, move="handle", **call).status_code == 404
    assert posted(client, hall.department, path, move="report", **call).status_code == 409
    assert posted(client, hall.department, path, move="explode", **call).status_code == 403
    assert posted(client, hall.department, path, move="handle", version=1, comment="x").status_code == 409
    assert "必须有说明" in posted(client, hall.department, path, move="handle", version=one.version).content.decode()
    refused = posted(client, hall.department, path, move="ask", day="yesterday", **call)
    assert "请填日期" in refused.content.decode()
    assert Item.objects.get().version == one.version


def test_the_supervision_list_is_filtered(client: Client, hall: CityHall) -> None:
    first, second = item(hall, "assigned"), item(hall, "closed")
    Item.objects.filter(pk=first.pk).update(due=date(2020, 1, 6))
    for query, numbers in (
        ("", [first]), ("show=all", [second, first]), ("show=late", [first]), ("show=done", [second]),
        ("show=waiting", []), ("show=all&state=closed", [second]), (f"owner={hall.bureau.pk}", [first]),
        ("q=水库&show=all", [second, first]), ("show=%00&page=x&owner=y", [first]),
    ):  # fmt: skip
        text = opened(client, hall.planner, f"/supervision/?{query}")
        assert re.findall(r"督〔\d+〕\d+号", text) == [one.number for one in numbers], query


def test_an_unknown_year_is_said(client: Client, hall: CityHall, monkeypatch: pytest.MonkeyPatch) -> None:
    from luoshi.core import workdays

    def unknown(day: date) -> bool:
        raise NotImplementedError

    monkeypatch.setattr(workdays.chinese_calendar, "is_workday", unknown)
    workdays.is_workday.cache_clear()
    one = item(hall, "handling")
    text = opened(client, hall.planner, reverse("item", args=[one.pk]))
    monkeypatch.undo()
    workdays.is_workday.cache_clear()
    assert text.count("年放假安排尚未公布") >= 1


def test_a_draw_and_its_results(client: Client, hall: CityHall, plan: Plan) -> None:
    give(indicator(plan, hall.bureau), hall.city, {"2023": 5.0}, maker=Maker.FILED)
    form = {"seed": "2024-03-15", "size": "5", "period": "2023", "by_owner": "yes"}
    assert posted(client, hall.planner, "/draws/", **{**form, "period": "2020"}).status_code == 422
    assert posted(client, hall.department, "/draws/", **form).status_code == 403
    assert posted(client, hall.planner, "/draws/", **form).status_code == 302
    one, row = Draw.objects.get(), Verification.objects.get()
    page = reverse("draw", args=[one.pk])
    assert "复算一致" in opened(client, hall.planner, page)
    path = reverse("verification", args=[row.pk])
    result = {"result": "differs", "found": "4.5", "note": "现场清点"}
    assert posted(client, hall.department, path, **result).status_code == 403
    assert posted(client, hall.planner, path, **{**result, "found": "abc"}).status_code == 422
    assert posted(client, hall.planner, path, **result).status_code == 302
    assert posted(client, hall.planner, path, **result).status_code == 409
    assert "4.5" in opened(client, hall.department, page)
    assert "4.5" not in opened(client, hall.county_filer, page)


def test_simulated_is_marked_wherever_it_is_shown(client: Client, hall: CityHall, plan: Plan, month: str) -> None:
    one, task = now_project(plan, hall), undertaking(plan, hall.bureau, hall.city)
    reported(one, month, 0.4, maker=Maker.SIMULATED)
    milestone(task, date(2023, 6, 30), date(2023, 6, 1), maker=Maker.SIMULATED)
    give(indicator(plan, hall.bureau), hall.city, {"2023": 5.0}, maker=Maker.SIMULATED)
    drawn = make_draw(seed="x", size=5, period="2023", acting_user=None, at=timezone.now())
    for path in ("/projects/", f"/projects/{one.pk}/", f"/undertakings/{task.pk}/", f"/draws/{drawn.pk}/"):
        assert 'class="tag simulated">模拟<' in opened(client, hall.leader, path), path


def test_hostile_text_is_shown_and_not_run(client: Client, hall: CityHall, plan: Plan, month: str) -> None:
    one = now_project(plan, hall, HOSTILE)
    task = undertaking(plan, hall.bureau, hall.city, HOSTILE)
    milestone(task, date(2023, 6, 30), date(2023, 6, 1), name=HOSTILE, note=HOSTILE)
    reported(one, month, 0.4, note=HOSTILE)
    case = register_item(
        title=HOSTILE, demand=HOSTILE, owner=hall.bureau, clock="major", acting_user=None, at=timezone.now()
    )
    move_item(case.pk, name="assign", version=1, comment=HOSTILE, acting_user=None, at=timezone.now())
    give(indicator(plan, hall.bureau, HOSTILE[:64]), hall.city, {"2023": 5.0}, maker=Maker.FILED)
    drawn = make_draw(seed=HOSTILE[:80], size=5, period="2023", acting_user=None, at=timezone.now())
    Verification.objects.update(result="no_proof", note=HOSTILE)
    paths = (
        "/projects/", f"/projects/?q={HOSTILE}", f"/projects/{one.pk}/", "/undertakings/", f"/undertakings/{task.pk}/",
        "/supervision/", f"/supervision/?q={HOSTILE}", f"/supervision/{case.pk}/", "/draws/", f"/draws/{drawn.pk}/",
        f"/supervision/new/?thing=project:{one.pk}",
    )  # fmt: skip
    for path in paths:
        text = opened(client, hall.planner, path)
        assert "<script>alert" not in text, path
        assert "<img src=x" not in text, path
        assert "7777777" not in text, path
    for path, form in (
        (f"/projects/{one.pk}/report/", {"period": HOSTILE, "note": HOSTILE, "physical": HOSTILE}),
        (f"/supervision/{case.pk}/move/", {"move": HOSTILE, "comment": HOSTILE, "day": HOSTILE}),
        ("/projects/new/", {"name": HOSTILE, "plan": HOSTILE, "area": HOSTILE}),
        ("/draws/", {"seed": HOSTILE, "period": HOSTILE, "size": HOSTILE}),
    ):
        user = hall.department if "report" in path or "move" in path else hall.planner
        text = posted(client, user, path, **form).content.decode()
        assert "<script>alert" not in text, path
        assert "<img src=x" not in text, path


def test_how_many_queries_a_page_takes(
    client: Client, hall: CityHall, plan: Plan, month: str, django_assert_max_num_queries: Any
) -> None:
    for place in range(60):
        one = now_project(plan, hall, f"项目{place}")
        reported(one, month, 0.3)
        milestone(undertaking(plan, hall.bureau, hall.city, f"任务{place}"), date(2023, 6, 30))
        give(indicator(plan, hall.bureau, f"指标{place}"), hall.city, {"2023": 1.0}, maker=Maker.FILED)
        case = item(hall, "handling")
    drawn = make_draw(seed="x", size=50, period="2023", acting_user=None, at=timezone.now())
    pages = {
        "/projects/": 12, f"/projects/{one.pk}/": 17, "/undertakings/": 12,
        f"/undertakings/{Undertaking.objects.latest('pk').pk}/": 17, "/supervision/": 8, f"/supervision/{case.pk}/": 11,
        "/draws/": 6, f"/draws/{drawn.pk}/": 8,
    }  # fmt: skip
    client.force_login(hall.planner)
    client.get("/")
    for path, number in pages.items():
        with django_assert_max_num_queries(number, info=path):
            assert client.get(path).status_code == 200


def test_nothing_is_written_by_looking(client: Client, hall: CityHall, plan: Plan) -> None:
    one, case = now_project(plan, hall), item(hall)
    client.force_login(hall.planner)
    client.get("/")  # the first look after a login may be noted
    before = Entry.objects.count()
    for path in ("/projects/", f"/projects/{one.pk}/", "/supervision/", f"/supervision/{case.pk}/", "/draws/"):
        assert client.get(path).status_code == 200
    assert Entry.objects.count() == before
    for path in (f"/projects/{one.pk}/report/", f"/supervision/{case.pk}/move/"):
        assert client.get(path).status_code == 405
        assert client.post(path).status_code == 403  # without a token
