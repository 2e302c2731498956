"""Coming in: the right password, the wrong one, too many wrong ones; how long it lasts; going out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from luoshi.journal.models import Entry
from luoshi.people import actions
from luoshi.people.models import LoginSession, User
from tests.cityhall import CityHall
from tests.people.conftest import PASSWORD
from tests.portal.conftest import enter, send

LATER = datetime(2030, 1, 1, 8, 0, tzinfo=UTC)


def log_in(client: Client, username: str, password: str = PASSWORD, **more: str) -> Any:
    return send(client, "/login/", {"username": username, "password": password, **more})


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A clock to be set by hand: `clock(hours=3)` is three hours after its start."""

    def at(**after: float) -> None:
        monkeypatch.setattr(timezone, "now", lambda: LATER + timedelta(**after))

    at()
    return at


def test_everything_leads_to_the_login_and_back(anyone: Client, hall: CityHall) -> None:
    asked = anyone.get("/account/?x=1")
    assert asked["Location"] == "/login/?next=/account/%3Fx%3D1"
    part = anyone.get("/account/", headers={"HX-Request": "true"})
    assert (part.status_code, part["HX-Redirect"]) == (204, "/login/")
    form = anyone.get(asked["Location"]).content.decode()
    assert 'name="next" value="/account/?x=1"' in form
    done = log_in(anyone, "planner", next="/account/?x=1")
    assert done["Location"] == "/account/?x=1"
    assert anyone.get("/account/").status_code == 200
    assert Entry.objects.get(action="account.login").who == "planner"


@pytest.mark.parametrize("username", ["planner", "nobody", "", "plan\x00ner", "x" * 500])
def test_a_wrong_password_says_nothing_of_the_account(anyone: Client, hall: CityHall, username: str) -> None:
    refused = log_in(anyone, username, "wrong")
    assert refused.status_code == 422
    assert "账号或密码不对" in refused.content.decode()
    assert "wrong" not in refused.content.decode()
    assert anyone.get("/").status_code == 302


def test_a_disabled_account_is_answered_like_an_unknown_one(anyone: Client, hall: CityHall) -> None:
    User.objects.filter(username="planner").update(is_active=False)
    assert log_in(anyone, "planner").status_code == 422


@pytest.mark.parametrize("username", ["planner", "nobody"])
def test_too_many_wrong_passwords_lock_the_account_at_that_address(
    anyone: Client, hall: CityHall, username: str, settings: Any
) -> None:
    answers = [log_in(anyone, username, f"wrong {n}").status_code for n in range(6)]
    assert answers == [422, 422, 422, 422, 429, 429]
    locked = log_in(anyone, username, PASSWORD)
    assert locked.status_code == 429
    assert "15 分钟" in locked.content.decode()
    entry = Entry.objects.get(action="account.lock")
    assert (entry.thing, entry.after) == (f"login:{username}", {"address": "127.0.0.1"})
    anyone.defaults["REMOTE_ADDR"] = "10.0.0.8"
    assert log_in(anyone, "planner").status_code == 302  # the owner elsewhere is not locked out
    anyone.defaults["REMOTE_ADDR"] = "127.0.0.1"
    settings.AXES_COOLOFF_TIME = timedelta(0)
    if username == "planner":
        send(anyone, "/logout/", {})
        assert log_in(anyone, "planner").status_code == 302


def test_going_out_ends_the_session(anyone: Client, hall: CityHall) -> None:
    log_in(anyone, "planner")
    stolen = anyone.cookies["luoshi_session"].value
    assert anyone.get("/logout/").status_code == 405
    assert send(anyone, "/logout/", {})["Location"] == "/login/"
    assert not LoginSession.objects.exists()
    anyone.cookies["luoshi_session"] = stolen
    assert anyone.get("/").status_code == 302


@pytest.mark.parametrize(
    ("steps_h", "open_"),
    [([1.9], True), ([2], False), ([1.9, 3.7, 5.5], True), ([1.9, 3.8, 5.7, 7.6, 9.5, 11.4, 12.1], False), ([-1], False)],
)  # fmt: skip
def test_a_session_ends_when_idle_or_old_or_the_clock_is_set_back(
    anyone: Client, hall: CityHall, clock: Any, steps_h: list[float], open_: bool
) -> None:
    enter(anyone, hall.planner)
    answers = []
    for hours in steps_h:
        clock(hours=hours)
        answers.append(anyone.get("/account/").status_code)
    assert answers == [200] * (len(steps_h) - 1) + [200 if open_ else 302]
    assert LoginSession.objects.exists() == open_


def test_an_account_is_logged_in_five_times_at_most(hall: CityHall, clock: Any) -> None:
    clients = [Client(headers={"host": "127.0.0.1"}) for _ in range(7)]
    for n, client in enumerate(clients):
        clock(minutes=n)
        enter(client, hall.planner)
    clock(minutes=8)
    assert [client.get("/account/").status_code for client in clients] == [302, 302, *[200] * 5]
    assert LoginSession.objects.count() == Session.objects.count() == 5


def test_the_others_can_be_ended(hall: CityHall) -> None:
    here, there, stranger = (Client(headers={"host": "127.0.0.1"}) for _ in range(3))
    for client, user in ((here, hall.planner), (there, hall.planner), (stranger, hall.leader)):
        enter(client, user)
    assert here.get("/account/").content.decode().count("<small") == 2
    send(here, "/account/sessions/end/", {})
    assert [client.get("/account/").status_code for client in (here, there, stranger)] == [200, 302, 200]


def change(client: Client, old: str = PASSWORD, new: str = "jade-heron-over-water", again: str | None = None) -> Any:
    return send(client, "/account/password/", {"old": old, "new": new, "again": new if again is None else again})


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"old": "wrong"}, "原密码不对"),
        ({"again": "other"}, "不一致"),
        ({"new": PASSWORD}, "不能与原密码相同"),
        ({"new": "short"}, "至少 10 个字符"),
        ({"new": "8465736251947362"}, "不能全是数字"),
        ({"new": "password1234"}, "太常见"),
        ({"new": "planner-12"}, "太相近"),
        ({"new": "x" * 300}, "太长"),
    ],
)
def test_a_poor_password_is_refused_with_the_reason(
    anyone: Client, hall: CityHall, typed: dict[str, str], words: str
) -> None:
    enter(anyone, hall.planner)
    refused = change(anyone, **typed)
    assert refused.status_code == 422
    assert words in refused.content.decode()
    assert User.objects.get(username="planner").check_password(PASSWORD)


def test_a_new_password_ends_every_other_session(anyone: Client, hall: CityHall) -> None:
    other = enter(Client(headers={"host": "127.0.0.1"}), hall.planner)
    enter(anyone, hall.planner)
    before = anyone.cookies["luoshi_session"].value
    assert change(anyone).status_code == 302
    assert anyone.get("/account/").status_code == 200
    assert anyone.cookies["luoshi_session"].value != before
    assert other.get("/account/").status_code == 302
    assert LoginSession.objects.count() == 1
    send(anyone, "/logout/", {})
    assert log_in(anyone, "planner", "jade-heron-over-water").status_code == 302


def test_an_issued_password_must_be_changed_first(anyone: Client, hall: CityHall) -> None:
    password = actions.reset_password(hall.planner, acting_user=hall.operator, at=LATER)
    assert log_in(anyone, "planner", password).status_code == 302
    assert anyone.get("/account/")["Location"] == "/account/password/"
    assert send(anyone, "/upload/", {})["Location"] == "/account/password/"
    assert "别人发给您的" in anyone.get("/account/password/").content.decode()
    assert change(anyone, old=password).status_code == 302
    assert anyone.get("/account/").status_code == 200


def test_a_disabled_account_is_out_at_once(anyone: Client, hall: CityHall) -> None:
    enter(anyone, hall.planner)
    actions.disable_user(hall.planner, acting_user=hall.operator, at=LATER)
    assert anyone.get("/account/").status_code == 302


def test_no_secret_stands_in_the_journal(anyone: Client, hall: CityHall) -> None:
    _, first = actions.create_user(username="liqiang", acting_user=hall.operator, at=LATER)
    second = actions.reset_password(hall.planner, acting_user=hall.operator, at=LATER)
    enter(anyone, hall.leader)
    change(anyone)
    assert Entry.objects.filter(action="account.change_password").exists()
    written = repr(list(Entry.objects.values_list("before", "after", "thing", "why", "cause")))
    for secret in (first, second, "jade-heron-over-water", PASSWORD, "md5$"):
        assert secret not in written
