"""The pages of accounts and of my own: who may do what, what is shown once, what is refused with the reason."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from luoshi.journal.models import Entry
from luoshi.people import access
from luoshi.people.access import ForbiddenError
from luoshi.people.actions import RoleAt, create_user, disable_user, enable_user, reset_password, set_roles
from luoshi.people.models import Agency, ApiToken, Area, Assignment, LoginSession, User
from luoshi.people.refusals import REFUSED
from luoshi.people.tokens import check
from luoshi.plans.models import Commitment, Decision, Finding, Plan, ReadingJob, SourceDocument
from luoshi.portal.pages.accounts import SAID
from tests.cityhall import NOW, CityHall
from tests.portal.conftest import enter, send

HOSTILE = "<script>alert(1)</script>\"'><img src=x>"


def page(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status
    return response.content.decode()


@pytest.fixture
def operator(anyone: Client, hall: CityHall) -> Client:
    return enter(anyone, hall.operator)


def test_an_account_is_made_and_its_password_shown_once(operator: Client, hall: CityHall) -> None:
    form = {"username": "liqiang", "display_name": " 李 强 ", "role": "department", "agency": str(hall.bureau.pk)}
    made = send(operator, "/accounts/add/", {**form, "area": ""})
    shown = made.content.decode()
    password = re.search(r"<code>(\w{16})</code>", shown)
    user = User.objects.get(username="liqiang")
    assert password
    assert user.check_password(password[1])
    assert (user.display_name, user.must_change) == ("李 强", True)
    assert made["Cache-Control"] == "no-store"
    assert password[1] not in page(operator, f"/accounts/{user.pk}/")
    assert [(one.role, one.agency) for one in user.assignments.all()] == [("department", hall.bureau)]
    again = send(operator, "/accounts/add/", {**form, "area": ""})
    assert again.status_code == 422
    assert REFUSED["username_taken"].zh in again.content.decode()
    assert 'value="liqiang"' in again.content.decode()


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([("department", "", "")], "role_agency"),
        ([("county", "", "")], "role_area"),
        ([("emperor", "", "")], "role"),
        ([("leader", "999999", "")], "role_agency"),
        ([("leader", "", "nowhere")], "role_area"),
    ],
)
def test_a_role_without_its_place_is_refused(
    operator: Client, hall: CityHall, rows: list[tuple[str, str, str]], code: str
) -> None:
    lists = dict(zip(("role", "agency", "area"), map(list, zip(*rows, strict=True)), strict=True))
    refused = send(operator, f"/accounts/{hall.leader.pk}/roles/", lists)
    assert refused.status_code == 422
    assert SAID[code].zh in refused.content.decode()
    assert [one.role for one in hall.leader.assignments.all()] == ["leader"]


def test_roles_are_replaced_by_those_of_the_form(operator: Client, hall: CityHall) -> None:
    form = {
        "role": ["reviewer", "", "auditor"],
        "agency": [str(hall.bureau.pk), "", ""],
        "area": [hall.county.pk, "", ""],
    }
    assert send(operator, f"/accounts/{hall.leader.pk}/roles/", form).status_code == 302
    assert [one.role for one in hall.leader.assignments.all()] == ["auditor", "reviewer"]
    entry = Entry.objects.get(action="account.roles")
    assert [one["role"] for one in entry.before["roles"]] == ["leader"]
    assert entry.who == "operator"


def test_nobody_changes_their_own_rights_or_closes_the_last_operator(operator: Client, hall: CityHall) -> None:
    own = f"/accounts/{hall.operator.pk}/"
    assert "<select" not in page(operator, own)
    for path in ("roles/", "disable/"):
        refused = send(operator, own + path, {"role": "planner", "agency": "", "area": ""})
        assert refused.status_code == 422
        assert REFUSED["own"].zh in refused.content.decode()
    second, _ = create_user(username="second", roles=[RoleAt("operator")], acting_user=hall.operator, at=NOW)
    disable_user(hall.operator, acting_user=second, at=NOW)
    with pytest.raises(ForbiddenError):  # a closed account does nothing any more
        disable_user(second, acting_user=User.objects.get(pk=hall.operator.pk), at=NOW)


def test_a_closed_account_is_opened_again(operator: Client, hall: CityHall) -> None:
    path = f"/accounts/{hall.leader.pk}/disable/"
    send(operator, path, {})
    assert not User.objects.get(username="leader").is_active
    assert "已停用" in page(operator, "/accounts/")
    send(operator, path, {"on": "1"})
    assert User.objects.get(username="leader").is_active


def test_the_auditor_looks_and_changes_nothing(anyone: Client, hall: CityHall) -> None:
    enter(anyone, hall.auditor)
    assert page(anyone, "/accounts/").count('class="who-is"') == len(hall.users)
    assert 'method="post" action="/accounts' not in page(anyone, f"/accounts/{hall.leader.pk}/")
    with pytest.raises(ForbiddenError):
        reset_password(hall.leader, acting_user=hall.auditor, at=NOW)


@pytest.mark.parametrize("act", [set_roles, disable_user, enable_user, reset_password, create_user])
@pytest.mark.parametrize("name", ["planner", "department", "leader", "auditor", "public"])
def test_only_the_operator_keeps_accounts(hall: CityHall, act: Any, name: str) -> None:
    given: tuple[Any, ...] = () if act is create_user else (hall.reviewer,)
    more: dict[str, Any] = {"roles": []} if act is set_roles else {"username": "new"} if act is create_user else {}
    with pytest.raises(ForbiddenError):
        act(*given, **more, acting_user=hall.users[name], at=NOW)


@pytest.mark.parametrize(
    ("query", "found"), [("lead", {"leader"}), ("nobody", set()), ("county reviewer", {"county_reviewer"}), ("\x00", None)]
)  # fmt: skip
def test_accounts_are_found(operator: Client, hall: CityHall, query: str, found: set[str] | None) -> None:
    shown = operator.get("/accounts/", {"q": query}).content.decode()
    names = set(re.findall(r'<a href="/accounts/\d+/">([^<]+)</a>', shown))
    assert names == (set(hall.users) if found is None else found)


def test_pages_take_few_queries(operator: Client, hall: CityHall, django_assert_max_num_queries: Any) -> None:
    for n in range(60):
        user = User.objects.create(username=f"user{n}", password="!")
        Assignment.objects.create(user=user, role="county", agency=hall.county_government, area=hall.county)
    who = 3
    for path, queries in (
        ("/accounts/", 5),
        ("/accounts/?q=青&page=2", 5),
        (f"/accounts/{hall.leader.pk}/", 5),
        ("/accounts/add/", 2),
        ("/places/", 2),
        ("/account/", 3),
    ):
        with django_assert_max_num_queries(who + queries):
            assert operator.get(path).status_code == 200, path


def test_hostile_names_stay_text(operator: Client, hall: CityHall) -> None:
    User.objects.update(display_name=HOSTILE[:40])
    Agency.objects.filter(pk=hall.bureau.pk).update(name=HOSTILE)
    Area.objects.update(name=HOSTILE)
    LoginSession.objects.update(browser=HOSTILE, address="1")
    send(operator, "/account/tokens/", {"name": HOSTILE, "scope": "read", "until": tomorrow()})
    paths = ["/accounts/", "/accounts/add/", f"/accounts/{hall.department.pk}/", "/places/", "/account/"]
    for path in [*paths, f"/accounts/?q={HOSTILE}"]:
        body = page(operator, path)
        assert "<script>alert" not in body
        assert "<img" not in body
        assert "&lt;script&gt;" in body, path


def tomorrow() -> str:
    return (timezone.localtime() + timedelta(days=1)).date().isoformat()


def test_a_key_is_made_shown_once_and_revoked(anyone: Client, hall: CityHall) -> None:
    enter(anyone, hall.department)
    made = send(anyone, "/account/tokens/", {"name": "统计平台", "scope": ["read", "file"], "until": tomorrow()})
    key = re.search(r"<code>(lsh_[\w-]+)</code>", made.content.decode())
    assert key
    assert made["Cache-Control"] == "no-store"
    assert check(key[1], at=timezone.now()) is not None
    assert key[1] not in page(anyone, "/account/")
    token = ApiToken.objects.get()
    enter(anyone, hall.operator)
    assert send(anyone, f"/account/tokens/{token.pk}/revoke/", {}).status_code == 404  # nobody else's
    enter(anyone, hall.department)
    assert send(anyone, f"/account/tokens/{token.pk}/revoke/", {}).status_code == 302
    assert check(key[1], at=timezone.now()) is None
    assert "已撤销" in page(anyone, "/account/")


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ({"until": ""}, "token_expiry"),
        ({"until": "9999-12-31"}, "token_expiry"),
        ({"until": "0001-01-01"}, "token_expiry"),
        ({"scope": []}, "token_scope"),
        ({"name": " "}, "token_name"),
    ],
)
def test_a_key_that_may_not_be_is_refused(anyone: Client, hall: CityHall, form: dict[str, Any], code: str) -> None:
    enter(anyone, hall.department)
    given = {"name": "x", "scope": ["read"], "until": tomorrow()}
    refused = send(anyone, "/account/tokens/", {**given, **form})
    assert refused.status_code == 422
    assert SAID[code].zh in refused.content.decode()


STAFF = {"planner", "department", "other_department", "county_filer", "reviewer", "county_reviewer", "leader", "operator", "auditor"}  # fmt: skip
SEEN: dict[Any, set[str]] = {
    **dict.fromkeys((SourceDocument, Plan, Commitment, Finding, Decision, Area, Agency), STAFF),
    ReadingJob: {"planner"},
    User: {"operator", "auditor"},
    Entry: {"planner", "auditor"},
}
CHANGED: dict[Any, set[str]] = {
    **{table: {"planner"} for table in (SourceDocument, Plan, Commitment, Finding, Decision, ReadingJob)},
    **{table: set() for table in (Area, Agency, Entry)},
    User: {"operator"},
}


@pytest.mark.parametrize("table", SEEN, ids=lambda table: table.__name__)
def test_who_sees_and_who_changes_a_table(hall: CityHall, table: Any) -> None:
    rule = access.registered()[table]
    for verb, roles in (("view", SEEN[table]), ("change", CHANGED[table])):
        let_in = {name for name, user in hall.users.items() if rule(access.reach(user), verb) == access.EVERYTHING}
        assert let_in == roles, verb
        assert rule(access.reach(None), verb) == access.NOTHING


@pytest.mark.parametrize("table", [ApiToken, LoginSession])
def test_what_hangs_on_an_account_is_its_own(anyone: Client, hall: CityHall, table: Any) -> None:
    enter(anyone, hall.leader)
    enter(anyone, hall.operator)
    for user in hall.users.values():
        for verb in ("view", "revoke"):
            assert {row.user_id for row in access.rows(user, table.objects.all(), verb)} <= {user.pk}
    assert not access.rows(None, table.objects.all()).exists()
    assert access.rows(hall.leader, LoginSession.objects.all()).count() == 1


def test_a_table_without_a_rule_cannot_be_asked_for(hall: CityHall) -> None:
    from django.contrib.sessions.models import Session

    with pytest.raises(LookupError, match="Session"):
        access.rows(hall.planner, Session.objects.all())
