"""The JSON API of returns: the same rights and refusals as the pages, scopes of tokens, import, figures."""

from __future__ import annotations

import io
import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from luoshi.api.application import api
from luoshi.people.actions import create_token
from luoshi.people.models import User
from luoshi.plans.models import Indicator, Plan, Return
from luoshi.plans.returns.workbook import template
from tests.cityhall import CityHall
from tests.plans.returns.conftest import _data as _data
from tests.plans.returns.conftest import bring, owed_return
from tests.plans.returns.conftest import document as document
from tests.plans.returns.conftest import green as green
from tests.plans.returns.conftest import hall as hall
from tests.plans.returns.conftest import owed as owed
from tests.plans.returns.conftest import plan as plan


@pytest.fixture
def client() -> Client:
    return Client(headers={"host": "127.0.0.1:8000"})


def call(client: Client, user: User, method: str, path: str, body: Any = None) -> tuple[int, Any]:
    client.force_login(User.objects.get(pk=user.pk))
    answer = getattr(client, method)(
        f"/api{path}", json.dumps(body) if body is not None else None, content_type="application/json"
    )
    return answer.status_code, json.loads(answer.content)


def test_filled_in_filed_checked_and_approved(client: Client, hall: CityHall, plan: Plan, green: Indicator) -> None:
    owed = owed_return(plan, hall.bureau, green)
    status, detail = call(client, hall.department, "get", f"/returns/{owed.pk}")
    assert (status, detail["lines"][0]["last"], detail["lines"][0]["filled"]) == (200, 93.0, False)
    line = detail["lines"][0]["line"]
    status, refused = call(client, hall.department, "post", f"/returns/{owed.pk}/file", {"version": 1})
    assert (status, refused["code"], refused["details"][0]["zh"][:6]) == (422, "missing", "绿化覆盖率:")
    put = {"version": 1, "values": [{"line": line, "value": 0.94}]}
    assert call(client, hall.department, "put", f"/returns/{owed.pk}/values", put)[1]["version"] == 2
    assert call(client, hall.department, "put", f"/returns/{owed.pk}/values", put)[1]["code"] == "stale", (
        "sent twice, done once"
    )
    _, detail = call(client, hall.department, "get", f"/returns/{owed.pk}")
    assert [doubt["check"] for doubt in detail["lines"][0]["doubts"]] == ["unit"]
    put = {"version": 2, "values": [{"line": line, "value": 94, "note": "年报"}]}
    call(client, hall.department, "put", f"/returns/{owed.pk}/values", put)
    for user, move, version in (
        (hall.department, "file", 3),
        (hall.reviewer, "check", 4),
        (hall.planner, "approve", 5),
    ):
        status, moved = call(client, user, "post", f"/returns/{owed.pk}/{move}", {"version": version})
        assert (status, moved["version"]) == (200, version + 1)
    status, figures = call(client, hall.leader, "get", "/figures?period=2023")
    assert [(row["value"], row["maker"]) for row in figures["figures"]] == [(94.0, "filed")]


@pytest.mark.parametrize(
    ("sent", "filled", "value"),
    [
        ({"value": 0}, True, 0.0),
        ({"filled": True, "note": "停产"}, True, None),
        ({"filled": False}, False, None),
        ({"value": None}, False, None),
        ({"note": "只改说明"}, True, 94.0),
    ],
)
def test_none_blank_and_zero(
    client: Client, hall: CityHall, owed: Return, sent: dict[str, Any], filled: bool, value: float | None
) -> None:
    item = owed.items.get()
    body = {"version": owed.version, "values": [{"line": item.pk, **sent}]}
    assert call(client, hall.department, "put", f"/returns/{owed.pk}/values", body)[0] == 200
    item.refresh_from_db()
    assert (item.filled, item.value) == (filled, value)


def test_rights_are_those_of_the_pages(client: Client, hall: CityHall, owed: Return) -> None:
    bring(owed, "filed", hall)
    seen = {"planner", "department", "reviewer", "auditor"}
    for name, user in hall.users.items():
        wanted = 200 if name in seen else 404
        assert call(client, user, "get", f"/returns/{owed.pk}")[0] == wanted, name
        _, figures = call(client, user, "get", "/figures?period=2023")
        assert len(figures["figures"]) == (name in seen), name
        _, rows = call(client, user, "get", "/returns")
        assert len(rows["returns"]) == (name in seen), name
        status, body = call(client, user, "post", f"/returns/{owed.pk}/lock", {"version": owed.version})
        assert status == (409 if name == "planner" else 403 if name in seen else 404), name
        assert name == "planner" or body["code"] in ("forbidden", "absent")


def test_a_token_acts_within_its_scopes_only(client: Client, hall: CityHall, owed: Return) -> None:
    now = timezone.now()
    item, body = owed.items.get(), {"version": owed.version, "values": []}
    for scopes, read, file in ((["read"], 200, 403), (["read", "file"], 200, 200), (["review"], 403, 403)):
        name = "、".join(scopes)
        _, key = create_token(
            name=name, scopes=scopes, expires_at=now + timedelta(9), acting_user=hall.department, at=now
        )
        headers = {"authorization": f"Bearer {key}"}
        assert client.get(f"/api/returns/{owed.pk}", headers=headers).status_code == read
        put = client.put(
            f"/api/returns/{owed.pk}/values", json.dumps(body), content_type="application/json", headers=headers
        )
        assert put.status_code == file, item
    assert client.get("/api/returns").status_code == 401


@pytest.mark.parametrize(
    "body", [b"{", b'{"version": "x", "values": []}', b'{"version": 2, "values": [{"line": 1, "value": 1e999}]}']
)
def test_what_is_no_request_is_no_crash(client: Client, hall: CityHall, owed: Return, body: bytes) -> None:
    client.force_login(hall.department)
    answer = client.put(f"/api/returns/{owed.pk}/values", body, content_type="application/json")
    assert 400 <= answer.status_code < 500


def test_import_looks_first(client: Client, hall: CityHall, plan: Plan, green: Indicator) -> None:
    owed = owed_return(plan, hall.bureau, green)
    book = load_workbook(io.BytesIO(template([owed])))
    client.force_login(hall.department)

    def send(value: object, query: str = "") -> tuple[int, Any]:
        book.worksheets[1]["D5"] = value
        file = io.BytesIO()
        book.save(file)
        file.seek(0)
        file.name = "a.xlsx"
        answer = client.post(f"/api/returns/import{query}", {"file": file})
        return answer.status_code, json.loads(answer.content)

    status, body = send("12%", "?dry_run=false")
    assert (status, body["written"], body["errors"][0]["place"]) == (422, False, f"{book.worksheets[1].title}!D5")
    assert send(94)[1] == {"written": False, "changes": 1, "returns": [owed.pk], "errors": []}
    assert send(94, "?dry_run=false")[1]["written"]
    assert owed.items.get().value == 94.0
    assert send(95, "?dry_run=false")[1]["code"] == "stale", "the return is newer than the template"
    broken = io.BytesIO(b"%PDF-1.7")
    broken.name = "a.xlsx"
    assert client.post("/api/returns/import", {"file": broken}).status_code == 422


def test_the_description_says_what_each_address_does() -> None:
    described = json.loads(json.dumps(api.get_openapi_schema(), default=str))
    paths = [path for path in described["paths"] if "/returns" in path or "/figures" in path]
    assert len(paths) == 12
    for path in paths:
        for operation in described["paths"][path].values():
            assert operation["summary"]
            assert operation["description"]


HOSTILE_NUMBERS = (
    "1e400",
    "-1e400",
    "1e308",
    "NaN",
    "Infinity",
    "1" + "0" * 400,
    "9" * 5000,
    "true",
    '"1"',
    "[]",
    "{}",
)
HOSTILE_TEXTS = ('"a\\u0000b"', '"\\ud800"', '"' + "x" * 100_000 + '"', "7", "null", '"<script>"')


def raw(client: Client, user: User, method: str, path: str, body: str) -> int:
    client.force_login(User.objects.get(pk=user.pk))
    client.raise_request_exception = False
    return int(getattr(client, method)(f"/api{path}", body, content_type="application/json").status_code)


def test_no_json_makes_the_program_fail(client: Client, hall: CityHall, plan: Plan, green: Indicator) -> None:
    owed = owed_return(plan, hall.bureau, green)
    line = owed.items.get().pk
    failed = []
    for number in HOSTILE_NUMBERS:
        values = [
            f'{{"version": {number}, "values": []}}',
            f'{{"version": 1, "values": [{{"line": {number}, "value": 1}}]}}',
            f'{{"version": 1, "values": [{{"line": {line}, "value": {number}}}]}}',
        ]
        failed += [
            body for body in values if raw(client, hall.department, "put", f"/returns/{owed.pk}/values", body) >= 500
        ]
    for text in HOSTILE_TEXTS:
        version = Return.objects.get(pk=owed.pk).version
        body = f'{{"version": {version}, "values": [{{"line": {line}, "note": {text}, "reason": {text}}}]}}'
        failed += [body] * (raw(client, hall.department, "put", f"/returns/{owed.pk}/values", body) >= 500)
        for name, who in (("excuse", hall.planner), ("file", hall.department), ("send_back", hall.planner)):
            version = Return.objects.get(pk=owed.pk).version
            body = f'{{"version": {version}, "comment": {text}}}'
            failed += [f"{name} {body}"] * (raw(client, who, "post", f"/returns/{owed.pk}/{name}", body) >= 500)
    assert [body[:80] for body in failed] == []


@pytest.mark.parametrize(
    "asked", ["\x00", "²", "9" * 5000, "9" * 19, "-1", "1e400", "2024-01-01_²", f"2024-01-01_{'9' * 19}"]
)
def test_no_question_makes_the_program_fail(client: Client, hall: CityHall, owed: Return, asked: str) -> None:
    client.force_login(hall.planner)
    client.raise_request_exception = False
    for path, names in (("returns", "state after mine"), ("figures", "plan indicator area period after")):
        for name in names.split():
            assert client.get(f"/api/{path}", {name: asked}).status_code < 500, (path, name)
