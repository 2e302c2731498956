"""The pages of targets: who sees them, what they say, what a form refuses, how many queries they take."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from luoshi.people.access import rows
from luoshi.plans.models import Amendment, Indicator, Maker, Plan, SourceDocument, Target
from luoshi.plans.status.read import status
from tests.cityhall import CityHall, city_hall, give, indicator, target
from tests.plans.conftest import document as document

STAFF = ["planner", "department", "other_department", "county_filer", "reviewer", "county_reviewer", "leader", "operator", "auditor"]  # fmt: skip
DAY = "2024-02-01"
EVIL = "<script>alert(1)</script>"


@pytest.fixture
def client() -> Client:
    return Client(headers={"host": "127.0.0.1:8000"})


@pytest.fixture
def hall(db: None) -> CityHall:
    return city_hall()


@pytest.fixture
def plan(document: SourceDocument) -> Plan:
    return document.plans.get()


@pytest.fixture
def goal(hall: CityHall, plan: Plan) -> Target:
    one = indicator(plan, hall.bureau)
    made = target(one, hall.city, path={"2023": 92.5}, line=5, commitment=plan.commitments.first())
    target(one, hall.county, value=96.0)
    give(one, hall.city, {"2021": 91.0, "2022": 92.0, "2023": 93.5})
    give(one, hall.county, {"2022": 91.5}, maker=Maker.SIMULATED)
    return made


def get(client: Client, user: Any, path: str, code: int = 200) -> str:
    client.force_login(user)
    response = client.get(path)
    assert response.status_code == code, path
    return response.content.decode()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_overview_counts_and_lists(client: Client, hall: CityHall, goal: Target, plan: Plan, lang: str) -> None:
    client.force_login(hall.leader)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = lang
    page = client.get(f"/status/?on={DAY}").content.decode()
    for words in {"zh": ("快于预期", "逾期未报", "1 项未报"), "en": ("ahead", "figure overdue", "missing: 1")}[lang]:
        assert words in page
    assert page.count("tag simulated") == 2, "one value of two is made up, and the note says what the mark means"
    assert plan.title in page
    assert f"/indicators/{goal.indicator_id}/?area={hall.city.pk}" in page


def test_filters(client: Client, hall: CityHall, goal: Target, plan: Plan) -> None:
    target(indicator(plan, hall.other_bureau, "另一项"), hall.city)

    def listed(query: str) -> int:
        page = get(client, hall.planner, f"/status/?on={DAY}&{query}")
        return int(re.search(r"(\d+) 个目标", page)[1])  # type: ignore[index]

    assert listed("") == 3
    assert listed(f"plan={plan.pk}") == 3
    assert listed("plan=999") == 0
    assert listed(f"owner={hall.other_bureau.pk}") == 1
    assert listed(f"area={hall.county.pk}") == 1
    assert listed("class=ahead") == 1
    assert listed("class=nonsense") == 3
    assert listed(f"owner={hall.bureau.pk}&area={hall.city.pk}&class=ahead&page=99") == 1


@pytest.mark.parametrize("query", ["on=bald", "known=2024-13-01", "page=x", "page=-1", "class=%00", "plan=%27"])
def test_nonsense_in_the_address_is_no_fault(client: Client, hall: CityHall, goal: Target, query: str) -> None:
    page = get(client, hall.planner, f"/status/?{query}")
    if query.startswith(("on", "known")):
        assert "日期写成 2024-02-01" in page
    get(client, hall.planner, f"/indicators/{goal.indicator_id}/?{query}&area=nowhere")


def test_an_empty_overview(client: Client, hall: CityHall) -> None:
    page = get(client, hall.planner, "/status/")
    assert "没有符合条件的目标" in page
    assert "应报的数据都已报送" in page


def test_many_targets_are_paged(client: Client, hall: CityHall, plan: Plan) -> None:
    for number in range(53):
        target(indicator(plan, hall.bureau, f"指标{number}"), hall.city)
    first = get(client, hall.planner, "/status/")
    assert "1 / 2" in first
    assert first.count('class="s-name"') == 50
    assert get(client, hall.planner, "/status/?page=2").count('class="s-name"') == 3


def test_the_past_as_it_was_known(client: Client, hall: CityHall, goal: Target) -> None:
    page = get(client, hall.planner, f"/status/?on={DAY}&known=2024-01-01")
    assert "0 个目标" in page, "nothing was followed then"


def test_one_indicator(client: Client, hall: CityHall, goal: Target, plan: Plan) -> None:
    page = get(client, hall.leader, f"/indicators/{goal.indicator_id}/?on={DAY}")
    for words in (
        "(93.5 - 90) / (95 - 90) = 0.7", "应达 (92.5 - 90) / (95 - 90) = 0.5", "比值 0.7 / 0.5 = 1.4", "预计可完成", "80 % 区间",
        "2023年", "93.5", "规划第 5 行", f"/commitments/{goal.commitment_id}/", "未调整过", "快于 ≥ 1.1",
    ):  # fmt: skip
        assert words in page, words
    assert "调整目标" not in page
    other = get(client, hall.leader, f"/indicators/{goal.indicator_id}/?on={DAY}&area={hall.county.pk}")
    assert "≥ 96 %" in other
    assert "模拟" in other


def test_amendments_are_told(client: Client, hall: CityHall, goal: Target) -> None:
    Amendment.objects.create(
        target=goal, effective_from=date(2025, 1, 1), document=f"文{EVIL}", reason=f"因{EVIL}", by=hall.planner,
        changes={"value": [95.0, 93.0], "path": [{}, {"2023": 91.0}], "binding": [False, True]}, at=goal.created_at,
    )  # fmt: skip
    page = get(client, hall.auditor, f"/indicators/{goal.indicator_id}/?on={DAY}")
    assert "尚未生效" in page
    assert "2023=91" in page
    assert EVIL not in page
    assert "文&lt;script&gt;" in page


def test_texts_are_escaped(client: Client, hall: CityHall, plan: Plan) -> None:
    hall.bureau.name = f"局{EVIL}"
    hall.bureau.save()
    one = indicator(plan, hall.bureau, f"指标{EVIL}", unit="%<b>")
    goal = target(one, hall.city, unit="<i>", scope=EVIL)
    for path in ("/status/", f"/indicators/{one.pk}/", f"/targets/{goal.pk}/amend/", f"/indicators/{one.pk}/judging/"):
        page = get(client, hall.planner, path)
        assert EVIL not in page
        assert "<b>" not in page
        assert "<i>" not in page


@pytest.mark.parametrize("who", [*STAFF, "public"])
def test_every_page_by_every_role(client: Client, hall: CityHall, plan: Plan, goal: Target, who: str) -> None:
    hidden = indicator(plan, hall.bureau, "内部指标", public=False)
    target(hidden, hall.city)
    user = hall.users[who]
    staff, planner = who in STAFF, who == "planner"
    page = get(client, user, "/status/")
    assert ("内部指标" in page) == staff
    assert goal.indicator.name in page
    get(client, user, f"/indicators/{goal.indicator_id}/")
    get(client, user, f"/indicators/{hidden.pk}/", 200 if staff else 404)
    for path in (
        f"/targets/{goal.pk}/amend/",
        f"/indicators/{goal.indicator_id}/judging/",
        f"/plans/{plan.pk}/judging/",
    ):
        get(client, user, path, 200 if planner else 404)
        assert client.post(path, {}).status_code == (422 if planner else 404)
    board = status(date(2024, 2, 1), public_only=not staff)
    visible = set(rows(user, Indicator.objects.all()).values_list("pk", flat=True))
    assert set(board.targets.columns["indicator"]) == visible, "the fast way sees what the door lets see"


def test_a_visitor_sees_nothing(client: Client, goal: Target, plan: Plan) -> None:
    for path in (
        "/status/", f"/indicators/{goal.indicator_id}/", f"/targets/{goal.pk}/amend/", f"/plans/{plan.pk}/judging/",
        f"/indicators/{goal.indicator_id}/judging/",
    ):  # fmt: skip
        assert client.get(path).status_code in (302, 404)
        assert client.post(path).status_code in (302, 404, 405)


def form(page: str) -> dict[str, str]:
    """What a browser would send back unchanged."""
    values = dict(re.findall(r'<input[^>]* name="(\w+)"[^>]* value="([^"]*)"', page))
    for name, options in re.findall(r'<select id="(\w+)".*?>(.*?)</select>', page, re.S):
        values[name] = re.search(r'value="([^"]*)" selected', options)[1]  # type: ignore[index]
    values |= dict(re.findall(r'<textarea id="(\w+)"[^>]*>(.*?)</textarea>', page, re.S))
    values.pop("csrfmiddlewaretoken", None)
    return {name: unescape(value) for name, value in values.items()}


def test_the_form_amends(client: Client, hall: CityHall, goal: Target) -> None:
    path = f"/targets/{goal.pk}/amend/"
    sent = form(get(client, hall.planner, f"{path}?on={DAY}"))
    assert sent["value"] == "95"
    assert sent["path"] == "2023=92.5"
    unchanged = client.post(path, {**sent, "document": "文", "reason": "因", "effective_from": "2023-01-01"})
    assert unchanged.status_code == 422
    assert "没有任何改动" in unchanged.content.decode()
    new = {
        **sent,
        "value": "93",
        "path": "2023=91\n2024 = 92",
        "document": "文",
        "reason": "因",
        "effective_from": "2023-01-01",
    }
    response = client.post(path, new)
    assert response.status_code == 302
    assert Amendment.objects.get().changes == {
        "value": [95.0, 93.0], "path": [{"2023": 92.5}, {"2023": 91.0, "2024": 92.0}]
    }  # fmt: skip
    stale = client.post(path, {**new, "value": "94"})
    assert stale.status_code == 422
    assert "其他人已调整" in stale.content.decode()
    assert 'value="94"' in stale.content.decode(), "what was typed is kept"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"value": "viel"}, "请填数字: viel"),
        ({"year": "2025.5"}, "请填数字: 2025.5"),
        ({"path": "2023:91"}, "2023:91"),
        ({"effective_from": "morgen"}, "日期写成"),
        ({"document": ""}, "请填写依据的文件"),
        ({"reason": ""}, "请写明调整的原因"),
        ({"value": "nan"}, "数值或年份不对"),
        ({"year": "12"}, "数值或年份不对"),
        ({"kind": "x"}, "数值或年份不对"),
    ],
)
def test_the_form_says_what_is_wrong(
    client: Client, hall: CityHall, goal: Target, typed: dict[str, str], words: str
) -> None:
    path = f"/targets/{goal.pk}/amend/"
    sent = {**form(get(client, hall.planner, path)), "document": "文", "reason": "因", "value": "93", **typed}
    response = client.post(path, sent)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not Amendment.objects.exists()


def test_the_form_issues(client: Client, hall: CityHall, plan: Plan) -> None:
    goal = target(indicator(plan, hall.bureau), hall.city, value=None, year=None, kind="pending")
    path = f"/targets/{goal.pk}/amend/"
    page = get(client, hall.planner, path)
    assert "下达目标" in page
    paper = {"document": "省文", "reason": "下达", "effective_from": "2023-01-01"}
    sent = {**form(page), **paper}
    assert client.post(path, {**sent, "kind": "level"}).status_code == 422
    assert client.post(path, {**sent, "kind": "level", "value": "95", "year": "2025"}).status_code == 302
    assert Amendment.objects.get().changes["kind"] == ["pending", "level"]


def test_the_settings(client: Client, hall: CityHall, plan: Plan, goal: Target) -> None:
    path = f"/plans/{plan.pk}/judging/"
    get(client, hall.planner, path)
    assert client.post(path, {"behind": "0.5", "rule": "open_sdg", "preset": "xinhuang"}).status_code == 302
    plan.refresh_from_db()
    assert plan.rules == {"thresholds": {"behind": 0.5}, "rule": "open_sdg", "preset": "xinhuang"}
    bad = client.post(path, {"behind": "1.5", "rule": "", "preset": ""})
    assert bad.status_code == 422
    assert "界限须依次递增" in bad.content.decode()
    assert client.post(path, {"behind": "x"}).status_code == 422
    own = f"/indicators/{goal.indicator_id}/judging/"
    assert "默认 0.5" in get(client, hall.planner, own), "what the plan says is what an empty field means"
    assert client.post(own, {"ahead": "1.2", "rule": "regression"}).status_code == 302
    one = Indicator.objects.get(pk=goal.indicator_id)
    assert (one.thresholds, one.rule) == ({"ahead": 1.2}, "regression")
    assert client.post(own, {"ahead": "", "rule": ""}).status_code == 302
    one.refresh_from_db()
    assert (one.thresholds, one.rule) == (None, "")


def test_queries_do_not_grow(
    client: Client, hall: CityHall, plan: Plan, goal: Target, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        one = indicator(plan, hall.bureau, f"指标{number}")
        for area in (hall.city, hall.county, hall.other_county):
            target(one, area)
            give(one, area, {"2022": 91.0, "2023": 93.0})
    client.force_login(hall.planner)
    client.get("/account/")  # the first page of a session also enters it in the list
    with django_assert_max_num_queries(19):
        assert client.get("/status/").status_code == 200
    with django_assert_max_num_queries(17):
        assert client.get(f"/indicators/{goal.indicator_id}/").status_code == 200
    with django_assert_max_num_queries(9):
        assert client.get(f"/targets/{goal.pk}/amend/").status_code == 200
