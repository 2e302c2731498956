"""`luoshi user`: the first administrator, and accounts from the machine itself."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from luoshi.cli import main
from luoshi.people.models import User
from luoshi.people.refusals import REFUSED
from tests.cityhall import city_hall


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, db: None, settings: pytest.FixtureRequest) -> object:
    """Runs a command of `luoshi user` on the test's database: code, what it printed, what it said."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # type: ignore[attr-defined]
    monkeypatch.setattr("luoshi.site.serve.prepare", lambda: None)

    def call(*words: str, typed: str = "") -> tuple[int, str, str]:
        done = CliRunner().invoke(main, ["user", *words, "--lang", "zh"], input=typed)
        return done.exit_code, done.stdout, done.stderr

    return call


def test_the_first_administrator_is_made_once(run) -> None:  # type: ignore[no-untyped-def]
    code, printed, said = run("first", "--name", "wangfang", "--display", "王芳")
    name, password = printed.split()
    user = User.objects.get()
    assert (code, name, len(password), user.must_change) == (0, "wangfang", 16, True)
    assert user.check_password(password)
    assert [one.role for one in user.assignments.all()] == ["operator"]
    assert "只显示这一次" in said
    code, printed, said = run("first", "--name", "other")
    assert (code, printed, User.objects.count()) == (2, "", 1)
    assert REFUSED["operator_exists"].zh in said


def test_a_chosen_password_is_asked_for_and_not_printed(run) -> None:  # type: ignore[no-untyped-def]
    chosen = "jade-heron-over-water"
    code, printed, _ = run("first", "--name", "wangfang", "--ask", "--json", typed=f"{chosen}\n{chosen}\n")
    assert (code, json.loads(printed)) == (0, {"name": "wangfang", "password": None})
    assert User.objects.get().check_password(chosen)
    assert not User.objects.get().must_change
    assert run("add", "other", "--ask", typed="short\nshort\n")[0] == 2


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("first", "--name", "王 芳"), "username"),
        (("first", "--name", "x"), "username"),
        (("add", "PLANNER"), "username_taken"),
        (("add", "new", "--display", "x" * 41), "display_name"),
        (("add", "new", "--role", "emperor"), "role"),
        (("add", "new", "--role", "department"), "role_agency"),
        (("add", "new", "--role", "county"), "role_area"),
        (("add", "new", "--role", "county:乌有县"), "role_area"),
        (("roles", "operator", "--role", "planner"), "last_operator"),
        (("disable", "operator"), "last_operator"),
    ],
)
def test_what_is_not_lawful_is_refused_with_the_reason(run, words: tuple[str, ...], code: str) -> None:  # type: ignore[no-untyped-def]
    if words[0] != "first":
        city_hall()
    count = User.objects.count()
    assert run(*words) == (2, "", f"错误: {REFUSED[code].zh}\n")
    assert User.objects.count() == count


def test_accounts_are_kept(run) -> None:  # type: ignore[no-untyped-def]
    hall = city_hall()
    at = f"reviewer:{hall.bureau}:{hall.county.code}"
    _, printed, _ = run("add", "liqiang", "--display", "李强", "--role", f"department:{hall.bureau}", "--role", at)
    old = printed.split()[1]
    listed = [json.loads(line) for line in run("list", "--json")[1].splitlines()]
    (row,) = [one for one in listed if one["name"] == "liqiang"]
    assert row["roles"] == [
        {"role": "department", "agency": hall.bureau.name, "area": None},
        {"role": "reviewer", "agency": hall.bureau.name, "area": hall.county.code},
    ]
    assert run("roles", "liqiang", "--role", f"county:{hall.county.name}")[0] == 0
    new = json.loads(run("reset", "liqiang", "--json")[1])["password"]
    user = User.objects.get(username="liqiang")
    assert user.check_password(new)
    assert not user.check_password(old)
    assert [(one.role, one.area) for one in user.assignments.all()] == [("county", hall.county)]
    assert run("disable", "liqiang")[0] == 0
    assert "李强" in run("list")[1]
    assert "(已停用)" in run("list")[1]
    assert run("reset", "nobody")[0] == 2
