"""What may be written to the stored ledger, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from luoshi import cities
from luoshi.plans import actions, export
from luoshi.plans.models import Commitment, Decision, Finding, Plan, ReadingJob, SourceDocument, unbarred
from luoshi.reader.schema import ledger_schema
from tests.plans.conftest import NOW, planner
from tests.plans.ledgers import LINES, small


def row(row_id: str) -> Commitment:
    return Commitment.objects.get(row_id=row_id)


def decide(row_id: str, verdict: str, **more: object) -> Decision:
    given = {"acting_user": planner(), "reason": "", "corrections": None, **more}
    latest = Decision.objects.filter(commitment__row_id=row_id).order_by("-id").first()
    given.setdefault("seen", latest.pk if latest else None)
    return actions.decide(commitment_id=row(row_id).pk, verdict=verdict, at=NOW, **given)


def test_every_row_and_finding_is_stored(document: SourceDocument) -> None:
    ledger, findings, _ = small()
    assert document.line_count == len(LINES)
    assert document.lines == list(LINES)
    assert Commitment.objects.count() == sum(
        len(ledger[table]) for table in ("quantities", "tasks", "projects", "systems", "duties")
    )
    assert Finding.objects.count() == len(findings["findings"])
    plan = Plan.objects.get()
    assert (plan.title, plan.from_year, plan.until_year) == (LINES[0], 2021, 2025)
    assert plan.path(4) == ["第二章 重点任务", "一、智慧水利"]


@pytest.mark.parametrize(
    ("row_id", "column", "value"),
    [
        ("1-q-4-2", "years", "|2023|2024|2025|"),
        ("1-q-4-2", "places", "|全市|"),
        ("1-q-13-1", "value", None),
        ("1-t-8-1", "name", "建设智慧水务平台"),
        ("1-t-8-1", "owners", "|市水利局|"),
        ("1-p-10-1", "years", "|2022|2023|2024|2025|"),
        ("1-p-10-1", "unit", "亿元"),
        ("1-d-12-1", "years", "|2023|2025|"),
        ("1-s-8-1", "years", ""),
    ],
)
def test_columns_follow_from_the_row(document: SourceDocument, row_id: str, column: str, value: object) -> None:
    assert getattr(row(row_id), column) == value


def test_the_same_text_is_stored_once_and_keeps_its_decisions(document: SourceDocument) -> None:
    decide("1-q-4-2", "accepted")
    ledger, findings, _ = small()
    assert actions.import_ledger(ledger, findings, at=NOW) == document
    assert SourceDocument.objects.count() == 1
    assert row("1-q-4-2").verdict == "accepted"


@pytest.mark.django_db
def test_the_text_is_added_to_a_ledger_that_came_without() -> None:
    ledger, findings, lines = small()
    bare = actions.import_ledger(ledger, findings, at=NOW)
    assert bare.lines is None
    assert actions.import_ledger(ledger, findings, lines=lines, at=NOW).lines == list(lines)


def test_import_is_all_or_nothing(db: None) -> None:
    ledger, findings, _ = small()
    findings["findings"].append({**findings["findings"][0], "plan": 99})
    with pytest.raises(KeyError):
        actions.import_ledger(ledger, findings, at=NOW)
    assert not SourceDocument.objects.exists()
    assert not Commitment.objects.exists()


def test_a_correction_counts_in_lists_and_keeps_what_was_read(document: SourceDocument) -> None:
    decision = decide("1-q-4-2", "corrected", corrections={"value": 3.2, "unit": "亿吨", "owner": "市水利局"})
    assert decision.changes == {"value": [3, 3.2], "owner": [None, "市水利局"]}
    stored = row("1-q-4-2")
    assert (stored.value, stored.owner_list, stored.payload["value"]) == (3.2, ["市水利局"], 3)
    decide("1-q-4-2", "reopened")
    stored = row("1-q-4-2")
    assert (stored.value, stored.owners, stored.verdict, stored.changes) == (3, "", "", {})
    assert [one.verdict for one in stored.decisions.all()] == ["corrected", "reopened"]


@pytest.mark.parametrize(
    ("before", "verdict", "more", "code"),
    [
        ([], "reopened", {}, "move"),
        (["accepted"], "accepted", {}, "move"),
        (["accepted"], "rejected", {"reason": "x"}, "move"),
        ([], "rejected", {"reason": " "}, "reason"),
        ([], "corrected", {"corrections": {"value": 3.0}}, "no_change"),
        ([], "corrected", {"corrections": {}}, "no_change"),
        (["accepted"], "reopened", {"seen": None}, "stale"),
        ([], "accepted", {"seen": 12345}, "stale"),
    ],
)
def test_unlawful_decisions_are_refused_and_leave_no_trace(
    document: SourceDocument, before: list[str], verdict: str, more: dict[str, object], code: str
) -> None:
    for one in before:
        decide("1-q-4-2", one)
    with pytest.raises(actions.RefusedError) as refused:
        decide("1-q-4-2", verdict, **more)
    assert refused.value.code == code
    assert Decision.objects.count() == len(before)


def test_the_same_correction_twice_is_refused(document: SourceDocument) -> None:
    decide("1-q-4-2", "corrected", corrections={"value": 4})
    with pytest.raises(actions.RefusedError, match="no_change"):
        decide("1-q-4-2", "corrected", corrections={"value": 4})


def test_an_exported_ledger_is_the_imported_one(document: SourceDocument) -> None:
    ledger, findings, _ = small()
    review = export.review_json(document)
    assert review["ledger"] == ledger
    assert sorted(review["findings"]["findings"], key=lambda one: one["id"]) == sorted(
        findings["findings"], key=lambda one: one["id"]
    )
    assert review["decisions"] == []


def test_an_exported_ledger_carries_corrections_and_still_follows_the_schema(document: SourceDocument) -> None:
    decide("1-q-4-2", "corrected", corrections={"value": 3.2}, reason="表内为3.2")
    decide("1-t-8-1", "rejected", reason="重复")
    review = json.loads(json.dumps(export.review_json(document)))
    jsonschema.Draft202012Validator(ledger_schema()).validate(review["ledger"])
    assert [one["value"] for one in review["ledger"]["quantities"] if one["id"] == "1-q-4-2"] == [3.2]
    assert [(one["id"], one["verdict"], one["by"]) for one in review["decisions"]] == [
        ("1-q-4-2", "corrected", "王芳"),
        ("1-t-8-1", "rejected", "王芳"),
    ]
    tasks = export.decided_ledger(document)["tasks"]
    assert [(one["decision"], one["decided_by"]) for one in tasks] == [("rejected", "王芳")]


def test_export_takes_the_same_queries_however_many_decisions(
    document: SourceDocument, django_assert_num_queries: object
) -> None:
    for row_id in ("1-q-4-1", "1-q-4-2", "1-q-5-1"):
        decide(row_id, "accepted")
    with django_assert_num_queries(4):  # type: ignore[operator]
        export.review_json(document)


@pytest.fixture
def city(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A city that ships the small ledger."""
    ledger, findings, _ = small()
    (tmp_path / "ledger.json").write_text(json.dumps(ledger), encoding="utf-8")
    (tmp_path / "findings.json").write_text(json.dumps(findings), encoding="utf-8")
    monkeypatch.setattr(cities, "names", lambda: ("qinglan",))
    monkeypatch.setattr(cities, "folder", lambda name: tmp_path)
    return tmp_path


@pytest.mark.django_db
def test_the_shipped_ledger_is_loaded_once(city: Path) -> None:
    assert [one.shipped for one in actions.load_shipped(at=NOW)] == [True]
    assert actions.load_shipped(at=NOW) == []
    assert Finding.objects.count() == 2
    with pytest.raises(actions.RefusedError, match="shipped"):
        actions.delete_document(SourceDocument.objects.get(), acting_user=planner(), at=NOW)


@pytest.mark.django_db
@pytest.mark.parametrize("decided", [False, True])
def test_a_better_shipped_ledger_replaces_the_old_one_unless_people_worked_on_it(city: Path, decided: bool) -> None:
    actions.load_shipped(at=NOW)
    if decided:
        decide("1-q-4-2", "accepted")
    ledger = json.loads((city / "ledger.json").read_text(encoding="utf-8"))
    ledger["quantities"][1]["value"] = 3.5
    (city / "ledger.json").write_text(json.dumps(ledger), encoding="utf-8")
    assert len(actions.load_shipped(at=NOW)) == (0 if decided else 1)
    assert row("1-q-4-2").value == (3 if decided else 3.5)
    assert SourceDocument.objects.count() == 1


def test_deleting_a_document_deletes_all_of_it(document: SourceDocument) -> None:
    decide("1-q-4-2", "accepted")
    actions.delete_document(document, acting_user=planner(), at=NOW)
    for table in (SourceDocument, Plan, Commitment, Finding, Decision):
        assert not table.objects.exists()


@pytest.mark.django_db
def test_jobs_left_by_a_stopped_server_are_failed_with_advice() -> None:
    states = ("queued", "reading", "done", "failed")
    for state in states:
        ReadingJob.objects.create(name=state, state=state, batch="b", created_at=NOW)
    assert actions.fail_left_jobs() == 2
    assert {one.name: one.state for one in ReadingJob.objects.all()} == {
        "queued": "failed",
        "reading": "failed",
        "done": "done",
        "failed": "failed",
    }
    assert "重新上传" in ReadingJob.objects.get(name="queued").message_zh


def test_a_barred_list_never_breaks_on_a_bar_in_a_name() -> None:
    from luoshi.plans.models import barred

    assert unbarred(barred(["a|b", "", None, "c"])) == ["a｜b", "c"]
    assert unbarred(barred([])) == []
