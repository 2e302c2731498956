"""Every page answers, in both languages, with few queries, and shows what it should."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest
from django.test import Client

from luoshi.journal.models import Entry
from luoshi.plans.actions import RefusedError, delete_document
from luoshi.plans.models import Commitment, Decision, Finding, Plan, SourceDocument
from tests.cityhall import NOW, CityHall, indicator
from tests.portal.conftest import enter, send

WHO = 3
"""Queries that say who asks: the session, the account, its roles."""


def page(client: Client, path: str, status: int = 200, **headers: str) -> str:
    response = client.get(path, headers=headers)
    assert response.status_code == status, response.content.decode()[:500]
    return response.content.decode()


def pk(row_id: str) -> int:
    return Commitment.objects.get(row_id=row_id).pk


def paths() -> dict[str, int]:
    """Every page that can be opened, and the queries it may take."""
    plan, row, document = Plan.objects.get().pk, pk("1-q-4-2"), SourceDocument.objects.get().pk
    return {
        "/": 5,
        f"/plans/{plan}/": 7,
        f"/plans/{plan}/?kind=target&year=2025&section=1&q=%E4%BE%9B": 6,
        f"/plans/{plan}/decided/": 2,
        f"/plans/{plan}/findings/": 2,
        f"/plans/{plan}/text/": 3,
        f"/commitments/{row}/": 5,
        f"/commitments/{row}/row/": 1,
        f"/documents/{document}/ledger.json": 6,
        f"/documents/{document}/ledger.xlsx": 6,
        f"/documents/{document}/delete/": 3,
        "/account/": 3,
        "/account/password/": 0,
    }


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_page_opens_with_few_queries(
    client: Client, document: SourceDocument, lang: str, django_assert_max_num_queries: Any
) -> None:
    send(client, "/language/", {"lang": lang})
    for path, queries in paths().items():
        with django_assert_max_num_queries(queries + WHO):
            response = client.get(path)
        assert response.status_code == 200, path
        assert response["Content-Language"] == ("zh-CN" if lang == "zh" else "en")


@pytest.mark.django_db
def test_without_documents_the_first_page_says_what_to_do(client: Client) -> None:
    assert "上传规划文件" in page(client, "/")


def test_the_list_shows_counts_and_links(client: Client, document: SourceDocument) -> None:
    shown = page(client, "/")
    plan = Plan.objects.get()
    assert f'<a href="/plans/{plan.pk}/?kind=target">3</a>' in shown
    assert "错误 1" in shown


@pytest.mark.parametrize(
    ("query", "present", "absent"),
    [
        ("kind=target", "农村自来水普及率", "云溪水库工程"),
        ("owner=市水利局", "智慧水务平台", "农村自来水普及率"),
        ("year=2023", "云溪水库工程", "农村自来水普及率"),
        ("confidence=low", "万元产值用水量降幅", "农村自来水普及率"),
        ("section=5", "云溪水库工程", "农村自来水普及率"),
        ("section=999", "农村自来水普及率", "zzz"),
        ("kind=bogus&year=x&page=999", "农村自来水普及率", "zzz"),
    ],
)
def test_filters_in_the_address(
    client: Client, document: SourceDocument, query: str, present: str, absent: str
) -> None:
    part = {"HX-Request": "true", "HX-Target": "rows"}
    shown = page(client, f"/plans/{Plan.objects.get().pk}/?{query}", **part)
    assert present in shown
    assert absent not in shown
    assert "<html" not in shown


def test_a_part_tells_the_browser_its_address(client: Client, document: SourceDocument) -> None:
    plan = Plan.objects.get().pk
    response = client.get(f"/plans/{plan}/?kind=target&owner=&q=", headers={"HX-Request": "true", "HX-Target": "rows"})
    assert response["HX-Push-Url"] == f"/plans/{plan}/?kind=target"
    assert response["Cache-Control"] == "no-store"
    assert "HX-Request" in response["Vary"]


def test_a_commitment_shows_its_line_with_the_span_marked(client: Client, document: SourceDocument) -> None:
    shown = page(client, f"/commitments/{pk('1-q-4-2')}/?kind=target")
    assert "到2025年<mark>达到3亿吨以上</mark>。" in shown
    assert "≥ 3 亿吨" in shown
    assert "2.8" in shown  # a yearly value
    assert f"/commitments/{pk('1-q-5-1')}/?kind=target" in shown  # the next one under the same filter


def test_without_the_text_the_page_says_how_to_load_it(client: Client, document: SourceDocument) -> None:
    SourceDocument.objects.update(text=None)
    assert "原文未载入" in page(client, f"/commitments/{pk('1-q-4-2')}/")
    assert "上传同一份文本" in page(client, f"/plans/{Plan.objects.get().pk}/text/")


def test_the_text_has_an_anchor_for_every_line(client: Client, document: SourceDocument) -> None:
    shown = page(client, f"/plans/{Plan.objects.get().pk}/text/")
    for line in range(1, 14):
        assert f'id="L{line}"' in shown
    assert "承诺 2" in shown


def test_a_text_that_was_not_audited_is_not_said_to_be_right(client: Client, document: SourceDocument) -> None:
    Finding.objects.all().delete()
    path = f"/plans/{Plan.objects.get().pk}/"
    assert "没有发现问题" in page(client, path)
    SourceDocument.objects.update(audited=False, text=None)
    for one in (path, f"{path}findings/"):
        shown = page(client, one)
        assert "尚未校核" in shown
        assert "没有发现问题" not in shown


def test_findings_in_the_chosen_language(client: Client, document: SourceDocument) -> None:
    path = f"/plans/{Plan.objects.get().pk}/findings/"
    assert "增速与数值不符。" in page(client, path)
    send(client, "/language/", {"lang": "en"})
    shown = page(client, path + "?severity=error")
    assert "The growth does not fit the values." in shown
    assert "not been issued" not in shown


def test_a_decision_is_signed_with_the_account(client: Client, document: SourceDocument) -> None:
    row = pk("1-q-4-2")
    done = send(client, f"/commitments/{row}/decide/?kind=target", {"verdict": "accepted", "seen": "", "by": "李强"})
    assert (done.status_code, done["Location"]) == (302, f"/commitments/{row}/?kind=target")
    assert Decision.objects.get().by == "王芳 (wangfang)"
    entry = Entry.objects.get(action="commitment.accepted")
    assert (entry.who, entry.thing) == ("wangfang", f"commitment:{row}")


def test_who_does_not_plan_sees_the_ledger_and_may_not_change_it(
    anyone: Client, hall: CityHall, document: SourceDocument
) -> None:
    row, path = pk("1-q-4-2"), f"/documents/{document.pk}/delete/"
    for name in ("department", "county_filer", "reviewer", "leader", "operator", "auditor"):
        enter(anyone, hall.users[name])
        assert "verdict" not in re.findall(r'name="(\w+)"', page(anyone, f"/commitments/{row}/"))
        home = page(anyone, "/")
        assert 'type="file"' not in home
        assert path not in home
        page(anyone, path, 403)
        for address in (f"/commitments/{row}/decide/", path, "/upload/", "/sample/"):
            assert send(anyone, address, {"verdict": "accepted", "seen": ""}).status_code == 403, (name, address)
    enter(anyone, hall.public)
    assert "还没有您可以查看的规划" in page(anyone, "/")
    assert send(anyone, f"/commitments/{row}/decide/", {"verdict": "accepted", "seen": ""}).status_code == 404
    assert not Decision.objects.exists()
    assert SourceDocument.objects.exists()


def test_a_correction_is_checked_field_by_field_and_keeps_what_was_typed(reviewer: Client) -> None:
    row = pk("1-q-4-2")
    typed = {"verdict": "corrected", "seen": "", "name": "", "value": "三亿", "unit": "亿吨", "role": "target"}
    refused = send(reviewer, f"/commitments/{row}/decide/", typed)
    assert refused.status_code == 422
    shown = refused.content.decode()
    assert "不能为空" in shown
    assert "请填数字" in shown
    assert 'value="三亿"' in shown
    send(reviewer, f"/commitments/{row}/decide/", {**typed, "name": "城乡供水能力", "value": "3.2", "reason": "表1"})
    assert Decision.objects.get().changes == {"name": ["供水能力", "城乡供水能力"], "value": [3, 3.2]}
    shown = page(reviewer, f"/commitments/{row}/")
    assert "<del>3</del> → <ins>3.2</ins>" in shown
    assert "表1" in shown


def test_a_rejection_needs_a_reason_and_can_be_taken_back(reviewer: Client) -> None:
    path = f"/commitments/{pk('1-t-8-1')}/decide/"
    assert send(reviewer, path, {"verdict": "rejected", "seen": "", "reason": " "}).status_code == 422
    send(reviewer, path, {"verdict": "rejected", "seen": "", "reason": "不是承诺"})
    send(reviewer, path, {"verdict": "reopened", "seen": Decision.objects.get().pk})
    assert [one.verdict for one in Decision.objects.all()] == ["rejected", "reopened"]
    assert Commitment.objects.get(row_id="1-t-8-1").verdict == ""


def test_a_decision_on_what_changed_meanwhile_is_refused(reviewer: Client) -> None:
    path = f"/commitments/{pk('1-t-8-1')}/decide/"
    send(reviewer, path, {"verdict": "accepted", "seen": ""})
    refused = send(reviewer, path, {"verdict": "corrected", "seen": "", "verb": "新建", "object": "平台"})
    assert refused.status_code == 422
    assert "本次未保存" in refused.content.decode()
    assert Decision.objects.count() == 1


def test_with_htmx_a_decision_answers_with_the_panel_and_an_event(reviewer: Client) -> None:
    row = pk("1-t-8-1")
    done = send(reviewer, f"/commitments/{row}/decide/", {"verdict": "accepted", "seen": ""}, **{"HX-Request": "true"})
    assert done.status_code == 200
    assert json.loads(done["HX-Trigger"]) == {"decided": {}, f"decided-{row}": {}}
    assert "已采纳" in done.content.decode()


@pytest.mark.parametrize("verdict", ["", "bogus"])
def test_an_unknown_verdict_is_refused(reviewer: Client, verdict: str) -> None:
    refused = send(reviewer, f"/commitments/{pk('1-t-8-1')}/decide/", {"verdict": verdict, "seen": ""})
    assert refused.status_code == 422
    assert not Decision.objects.exists()


def test_downloads(reviewer: Client, document: SourceDocument) -> None:
    send(reviewer, f"/commitments/{pk('1-t-8-1')}/decide/", {"verdict": "accepted", "seen": ""})
    response = reviewer.get(f"/documents/{document.pk}/ledger.json")
    assert json.loads(response.content)["decisions"][0]["by"] == "王芳 (wangfang)"
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''%E9%9D%92")
    assert reviewer.get(f"/documents/{document.pk}/ledger.xlsx").content[:2] == b"PK"


def test_the_name_of_a_download_fits_a_file_system(client: Client, document: SourceDocument) -> None:
    SourceDocument.objects.update(name="规划" * 120 + ".txt")
    name = client.get(f"/documents/{document.pk}/ledger.json")["Content-Disposition"].partition("''")[2]
    assert len(unquote_to_bytes(name)) < 255
    assert name.endswith(".json")


def test_only_an_uploaded_document_can_be_deleted(client: Client, document: SourceDocument) -> None:
    path = f"/documents/{document.pk}/delete/"
    SourceDocument.objects.update(shipped=True)
    assert send(client, path, {}).status_code == 404
    SourceDocument.objects.update(shipped=False)
    assert "不能恢复" in page(client, path)
    assert send(client, path, {}).status_code == 302
    assert not SourceDocument.objects.exists()


@pytest.mark.parametrize(
    "back",
    [
        "https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example", "javascript:alert(1)",
        "http://127.0.0.1:8000//elsewhere.example/", "http://127.0.0.1:8000/\\elsewhere.example",
    ],
)  # fmt: skip
def test_no_form_sends_a_visitor_elsewhere(client: Client, document: SourceDocument, back: str) -> None:
    assert client.get("/login/", {"next": back})["Location"] == "/"
    assert send(client, "/language/", {"lang": "en"}, referer=back)["Location"] == "/"


def test_the_language_switch_returns_to_the_page(client: Client, document: SourceDocument) -> None:
    response = send(client, "/language/", {"lang": "en"}, referer="http://127.0.0.1:8000/plans/1/?kind=target")
    assert response["Location"] == "/plans/1/?kind=target"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_is_read_aloud_holds_what_is_seen(client: Client, document: SourceDocument, lang: str) -> None:
    """Who speaks to the page says the words on a link; a label in other words would not be found."""
    send(client, "/language/", {"lang": lang})
    for path in ("/", f"/plans/{document.plans.get().pk}/", f"/commitments/{pk('1-q-5-1')}/"):
        links = re.findall(r"<(?:a|button)\b([^>]*)>(.*?)</(?:a|button)>", page(client, path), re.S)
        assert any('class="brand"' in attributes for attributes, _ in links)
        for attributes, inner in links:
            label = re.search(r'aria-label="([^"]*)"', attributes)
            assert label is None or " ".join(re.sub(r"<[^>]*>", "", inner).split()) in label[1]


def test_a_plan_that_is_followed_is_not_deleted(client: Client, document: SourceDocument, hall: CityHall) -> None:
    indicator(Plan.objects.get(), hall.bureau)
    path = f"/documents/{document.pk}/delete/"
    assert "已经进入跟踪" in page(client, path)
    assert send(client, path, {}).status_code == 409
    with pytest.raises(RefusedError, match="followed"):
        delete_document(document, acting_user=hall.planner, at=NOW)
    assert SourceDocument.objects.exists()
