"""What must not happen: text run as markup, forms without a token, other hosts, inline scripts."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver

from luoshi.plans import actions
from luoshi.plans.models import Commitment, Decision, SourceDocument
from luoshi.reader.model import Duty, Money, Project, System, Task
from tests.plans.conftest import NOW
from tests.plans.ledgers import FINDINGS, LINES, ledger, plan, quantity
from tests.portal.conftest import send

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{7*1111111}}</textarea></title>"


@pytest.fixture
def hostile(db: None) -> SourceDocument:
    """A document in which every text is an attack."""
    from luoshi.reader.serial import findings_json, ledger_json

    place: dict[str, Any] = {"plan": 1, "section": 1, "confidence": 0.5, "why": HOSTILE}
    sections = tuple(replace(one, title=HOSTILE, marker=HOSTILE) for one in plan().sections)
    made = ledger(
        plans=(replace(plan(HOSTILE), sections=sections),),
        quantities=(
            quantity(
                "1-q-1-1", 1, HOSTILE, unit=HOSTILE, scope=HOSTILE, owner=HOSTILE, part_of=HOSTILE, kind=HOSTILE,
                why=HOSTILE, span=(1, 9), annual={2023: 1.0},
            ),
        ),
        tasks=(Task(id="t", line=2, verb=HOSTILE, object=HOSTILE, span=(0, 5), owners=(HOSTILE,), places=(HOSTILE,),
                    **place),),
        projects=(Project(id="p", line=3, name=HOSTILE, content=HOSTILE, investment=Money(value=1.0, unit=HOSTILE),
                          place=HOSTILE, owner=HOSTILE, **place),),
        systems=(System(id="s", line=4, name=HOSTILE, verb=HOSTILE, owner=HOSTILE, span=(0, 5), **place),),
        duties=(Duty(id="d", line=5, kind="lead", owners=(HOSTILE,), span=(0, 5), **place),),
    )  # fmt: skip
    findings = [replace(one, message_zh=HOSTILE, message_en=HOSTILE, arithmetic=HOSTILE) for one in FINDINGS]
    return actions.import_ledger(
        ledger_json(made), findings_json(findings), lines=[HOSTILE] * len(LINES), name=HOSTILE, at=NOW
    )


def pages(document: SourceDocument) -> list[str]:
    """Every page that shows stored text."""
    one = document.plans.get().pk
    rows = [f"/commitments/{row.pk}/" for row in Commitment.objects.all()]
    return [
        "/",
        f"/plans/{one}/",
        f"/plans/{one}/?owner={HOSTILE}&place={HOSTILE}&q={HOSTILE}&section=1",
        f"/plans/{one}/findings/",
        f"/plans/{one}/text/",
        f"/documents/{document.pk}/delete/",
        *rows,
        *(f"{row}row/?q={HOSTILE}" for row in rows),
        "/reviewer/",
    ]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_stored_text_becomes_markup(client: Client, hostile: SourceDocument, lang: str) -> None:
    send(client, "/language/", {"lang": lang})
    send(client, "/reviewer/", {"name": HOSTILE})
    for row in Commitment.objects.all():
        send(client, f"/commitments/{row.pk}/decide/", {"verdict": "rejected", "seen": "", "reason": HOSTILE})
    assert Decision.objects.count() == 5
    seen = 0
    for path in pages(hostile):
        body = client.get(path).content.decode()
        assert "<script>alert" not in body, path
        assert "<img" not in body, path
        assert "7777777" not in body, path
        seen += body.count("&lt;script&gt;alert(1)")
    assert seen > 50  # the attacks did reach the pages, as text


def test_a_refused_form_gives_back_what_was_typed_as_text(client: Client, hostile: SourceDocument) -> None:
    row = Commitment.objects.get(kind="quantity")
    typed = {"verdict": "corrected", "seen": "", "name": HOSTILE, "value": HOSTILE, "unit": HOSTILE, "reason": HOSTILE}
    body = send(client, f"/commitments/{row.pk}/decide/", {**typed, "by": HOSTILE}).content.decode()
    assert "<script>alert" not in body
    assert "&lt;script&gt;" in body


def test_pages_hold_no_inline_script_style_or_foreign_address(client: Client, hostile: SourceDocument) -> None:
    for path in pages(hostile):
        body = client.get(path).content.decode()
        assert not re.search(r"<script(?![^>]* src=)", body), path
        assert not re.search(r"<[^>]* (style|on\w+|hx-on\S*|hx-vals)=", re.sub(r'"[^"]*"', '""', body)), path
        assert not re.search(r"""(?:src|href|action)=["'](?:https?:)?//""", body), path


@pytest.mark.parametrize("path", ["/", "/static/luoshi.css", "/static/htmx.min.js", "/nowhere/", "/static/nowhere"])
def test_headers(client: Client, document: SourceDocument, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Frame-Options"] == "DENY"
    assert "Access-Control-Allow-Origin" not in headers


def test_cookies_are_closed_to_scripts_and_to_other_sites(client: Client, document: SourceDocument) -> None:
    send(client, "/reviewer/", {"name": "王芳"})
    for name in ("luoshi_session", "luoshi_csrf"):
        assert client.cookies[name]["httponly"]
        assert client.cookies[name]["samesite"] in ("Lax", "Strict")


def test_every_form_needs_its_token(client: Client, document: SourceDocument) -> None:
    client.get("/reviewer/")
    row, doc = Commitment.objects.first(), document.pk
    posts = {
        "upload": "/upload/",
        "sample": "/sample/",
        "language": "/language/",
        "reviewer": "/reviewer/",
        "decide": f"/commitments/{row.pk}/decide/",  # type: ignore[union-attr]
        "delete": f"/documents/{doc}/delete/",
        "amend": "/targets/1/amend/",
        "plan_judging": "/plans/1/judging/",
        "indicator_judging": "/indicators/1/judging/",
    }
    for path in posts.values():
        assert client.post(path, {"verdict": "accepted", "by": "x", "seen": "", "name": "x"}).status_code == 403, path
    assert not Decision.objects.exists()
    assert SourceDocument.objects.exists()
    reading = {
        "home",
        "plan",
        "decided",
        "findings",
        "text",
        "commitment",
        "row",
        "reading",
        "download_json",
        "download_xlsx",
        *("status", "indicator"),
    }
    names = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    assert names == reading | set(posts)  # a new address must be put on one of the two lists
    for name in reading - {"reading"}:
        path = {"home": "/", "plan": f"/plans/{document.plans.get().pk}/"}.get(name)
        if path:
            assert send(client, path, {}).status_code == 405


@pytest.mark.parametrize("host", ["elsewhere.example", "192.168.1.5:8000", "127.0.0.1.elsewhere.example"])
def test_only_this_computer_is_answered(client: Client, document: SourceDocument, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 400


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/nowhere/", 404),
        ("/plans/999999/", 404),
        ("/commitments/999999/", 404),
        ("/reading/nothing/", 404),
        ("/plans/99999999999999999999999/", 404),
        ("/documents/1/ledger.csv", 404),
        ("/static/../settings.py", 404),
        ("/static/%2e%2e/%2e%2e/site/settings.py", 404),
        ("/plans/1/?q=%00&owner=%00&page=-1&year=99999999999999", (200, 404)),
    ],
)
def test_strange_addresses(client: Client, document: SourceDocument, path: str, status: Any) -> None:
    assert client.get(path).status_code in ((status,) if isinstance(status, int) else status)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("status", [400, 403, 404, 500])
def test_error_pages_speak_both_languages(
    client: Client, document: SourceDocument, lang: str, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    from luoshi.portal.messages import MESSAGES

    send(client, "/language/", {"lang": lang})
    if status == 400:
        response = client.get("/", headers={"host": "elsewhere.example"})
        lang = "zh"  # the host is refused before the session is read
    elif status == 403:
        response = client.post("/reviewer/", {"name": "x"})
    elif status == 404:
        response = client.get("/nowhere/")
    else:

        def fail() -> None:
            raise RuntimeError("tables are gone")

        monkeypatch.setattr("luoshi.plans.queries.documents_with_plans", fail)
        client.raise_request_exception = False
        response = client.get("/")
    assert response.status_code == status
    assert MESSAGES[f"error_{status}"].say(lang) in response.content.decode()  # type: ignore[arg-type]
    assert "Traceback" not in response.content.decode()
