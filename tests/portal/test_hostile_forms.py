"""Every form of the site, filled in by a stranger who means harm: a clear answer, never a failure of the program.

The forms are those that the pages really show, with the fields and values that they have there; so a new form is walked
as soon as its page has a row in `tests.portal.routes`.
"""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from luoshi.people.models import User
from luoshi.plans import reading
from luoshi.plans.models import SourceDocument
from tests.cityhall import CityHall
from tests.plans.test_reading import Never
from tests.portal.conftest import CSRF, enter
from tests.portal.routes import ROUTES
from tests.portal.test_routes import address, rows

ROLES = ("planner", "department", "county_filer", "operator")
TOKEN = "csrfmiddlewaretoken"
LONG = 100_000
HOSTILE = {
    "nul": "a\x00b",
    "surrogate": b"\xed\xa0\x80",  # half a pair, as it would stand in UTF-8
    "not utf-8": b"\xff\xfe\xc3(",
    "script": "<script>alert(1)</script>{{ 7*7 }}{0.__class__}%s%(x)d",
    "formula": '=HYPERLINK("http://evil.example","x")\t@SUM(1)',
    "long": "长" * LONG,
    "too large": "1e400",
    "nearly too large": "1e308",
    "no number": "NaN",
    "minus nothing": "-0",
    "whole and long": "9" * 5000,
    "beyond 64 bits": "9" * 19,
    "square": "²",
    "other digits": "٣",
    "last year": "9999-12-31",
    "first year": "0001-01-01",
    "month": "9999-12",
    "no day": "2023-02-30",
    "lines": "2023-01 1e308% 1e308\n9999-12 1% 1\n0000-00 1% 1",
    "no text": "",
    "lines of a header": "a\r\nX-Evil: 1",
    "controls": "\x1b[31m\x7f\u202e\ufffe",
}
QUESTIONS = (
    "q page after before plan owner area stage batch warning sort show state indicator period who action thing since until "
    "kind severity section pane next commitment on known class status"
)
"""Names that the pages ask for in their addresses."""


class Forms(HTMLParser):
    """The forms of a page: action -> its fields with their values."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str]]] = []
        self._fields: dict[str, str] | None = None
        self._by_id: dict[str, dict[str, str]] = {}
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._fields = {}
            if given.get("method", "").lower() == "post":
                self.found.append((given.get("action", ""), self._fields))
            if "id" in given:
                self._by_id[given["id"]] = self._fields
        fields = self._by_id.get(given.get("form", "")) if "form" in given else self._fields
        if fields is None:
            return
        name = given.get("name", "")
        if tag in ("input", "textarea", "button") and name:
            fields.setdefault(name, given.get("value", ""))
        elif tag == "select":
            self._select = name
            fields.setdefault(name, "")
        elif tag == "option" and self._select and (not fields.get(self._select) or "selected" in given):
            fields[self._select] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._fields = None
        elif tag == "select":
            self._select = ""


@pytest.fixture
def stranger(anyone: Client, hall: CityHall, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> Client:
    """A client to which a failure is an answer."""
    settings.DATA = tmp_path
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    monkeypatch.setattr(reading, "_executor", Never())
    anyone.raise_request_exception = False
    return anyone


@pytest.mark.parametrize("role", ROLES)
def test_no_form_fails_whatever_is_typed_into_it(
    stranger: Client, hall: CityHall, document: SourceDocument, role: str
) -> None:
    made = rows(document)
    user = hall.users[role]
    failed: list[str] = []
    seen: set[str] = set()
    for path, fields in list(forms(stranger, user, made)):
        seen.add(path)
        for kind, value in HOSTILE.items():
            for name in fields:
                status = post(stranger, path, {**fields, name: value})
                failed += [f"{path} {name}: {kind}"] * (status >= 500)
    assert len(seen) >= 4, "the forms of the pages were not found"
    assert failed == []


@pytest.mark.parametrize("role", ROLES)
def test_no_address_fails_whatever_is_sent_to_it(
    stranger: Client, hall: CityHall, document: SourceDocument, role: str
) -> None:
    """Every address, also those whose form this role never sees, with every name that any form has."""
    made = rows(document)
    names = {name for _, fields in forms(stranger, hall.planner, made) for name in fields}
    names |= {name for _, fields in forms(stranger, hall.users[role], made) for name in fields}
    enter(stranger, hall.users[role])
    failed = []
    for route in ROUTES:
        for kind, value in HOSTILE.items():
            if kind == "long":  # in every field at once it is over the limit on a request
                continue
            body = {**dict.fromkeys(names, value), **route.data}
            if post(stranger, address(route, made), body) >= 500:
                failed.append(f"{route.name}: {kind}")
    assert len(names) > 20, "the fields of the forms were not found"
    assert failed == []


@pytest.mark.parametrize("role", ["planner", "department"])
def test_no_page_fails_whatever_stands_in_its_address(
    stranger: Client, hall: CityHall, document: SourceDocument, role: str
) -> None:
    made = rows(document)
    enter(stranger, hall.users[role])
    words = QUESTIONS.split()
    failed = []
    for route in ROUTES:
        if route.name.startswith("oidc"):
            continue
        for kind, value in HOSTILE.items():
            for asked in (value[:3000], f"2024-01-01_{value[:3000]!s}"):
                with transaction.atomic():
                    response = stranger.get(address(route, made), dict.fromkeys(words, asked))
                    if response.streaming:
                        b"".join(response)
                    transaction.set_rollback(True)
                if response.status_code >= 500:
                    failed.append(f"{route.name}: {kind} {asked[:20]!r}")
    assert failed == []


def forms(client: Client, user: User, made: dict[str, str | int]) -> Iterator[tuple[str, dict[str, str]]]:
    """Every form that the pages show to a user, once each."""
    known: set[tuple[str, tuple[str, ...]]] = set()
    client.cookies.clear()
    enter(client, user)
    for route in ROUTES:
        path = address(route, made)
        response = client.get(path)
        if response.status_code != 200 or "html" not in response.get("Content-Type", ""):
            continue
        page = Forms()
        page.feed(response.content.decode())
        for action, fields in page.found:
            fields.pop(TOKEN, None)
            if fields and (action or path, tuple(fields)) not in known:
                known.add((action or path, tuple(fields)))
                yield action or path, fields


def post(client: Client, path: str, fields: dict[str, Any]) -> int:
    """The status of the answer; what was done is undone, for who is logged in too."""
    session = client.cookies["luoshi_session"].value
    client.cookies["luoshi_csrf"] = CSRF
    with transaction.atomic():
        files = {"file": SimpleUploadedFile("../\x00=a.xlsx", b"PK\x03\x04" + b"\x00" * 64)} if "file" in fields else {}
        response = client.post(path, {**fields, **files, TOKEN: CSRF})
        if response.streaming:
            b"".join(response)
        transaction.set_rollback(True)
    client.cookies.clear()
    client.cookies["luoshi_session"] = session
    return int(response.status_code)
