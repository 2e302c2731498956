"""The only writes to the stored ledger. Each is one transaction; time and names are passed in.

document = import_ledger(ledger, findings, at=timezone.now())
decide(commitment_id=7, verdict=Verdict.ACCEPTED, acting_user=wang, at=timezone.now(), seen=None)
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from luoshi import cities
from luoshi.journal.actions import record
from luoshi.people import access
from luoshi.people.models import User
from luoshi.plans.models import (
    Commitment,
    Decision,
    Finding,
    Kind,
    Plan,
    ReadingJob,
    SourceDocument,
    Verdict,
)
from luoshi.plans.rows import TABLES, columns, corrected

BATCH_ROWS = 500
NAME_CHARS = 255

UNDECIDED = ("", Verdict.REOPENED)
MOVES: dict[str, tuple[str, ...]] = {
    Verdict.ACCEPTED: UNDECIDED,
    Verdict.REJECTED: UNDECIDED,
    Verdict.CORRECTED: (*UNDECIDED, Verdict.ACCEPTED, Verdict.CORRECTED),
    Verdict.REOPENED: (Verdict.ACCEPTED, Verdict.CORRECTED, Verdict.REJECTED),
}
"""Verdict -> the states from which it may be given. To accept what was corrected or rejected, reopen it first."""


class RefusedError(Exception):
    """A write that is not lawful now. `code`: `stale` (someone decided meanwhile), `move`, `no_change`, `reason`,
    `shipped`, `followed` (indicators, projects or returns hang on the plan); of following, `no_places` and
    `other_city`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def import_ledger(
    ledger: Mapping[str, Any],
    findings: Mapping[str, Any] | None,
    *,
    at: datetime,
    lines: Sequence[str] | None = None,
    name: str | None = None,
    shipped: bool = False,
) -> SourceDocument:
    """Store what `reader.serial.ledger_json` and `findings_json` give; `lines` keeps the text beside it.

    `findings` are None where the text was not audited.

    A document with the same text (sha256) that is stored already is returned as it is, with its decisions; the text is
    added where it was missing.
    """
    source = ledger["source"]
    stored = SourceDocument.objects.filter(sha256=source["sha256"]).first()
    if stored is not None:
        if lines is not None and stored.text is None:
            add_text(stored, lines)
        return stored
    document = SourceDocument.objects.create(
        name=(name or source["name"])[:NAME_CHARS],
        format=source["format"],
        sha256=source["sha256"],
        digest=ledger_digest(ledger, findings),
        line_count=source["lines"],
        shipped=shipped,
        audited=findings is not None,
        text=None if lines is None else "\n".join(lines),
        created_at=at,
    )
    plans = {row["number"]: plan for row, plan in zip(ledger["plans"], _store_plans(document, ledger), strict=True)}
    Commitment.objects.bulk_create(_commitments(plans, ledger), batch_size=BATCH_ROWS)
    if findings is not None:
        _store_findings(plans, findings)
    return document


def ledger_digest(ledger: Mapping[str, Any], findings: Mapping[str, Any] | None) -> str:
    """A digest that is the same for the same ledger and findings only."""
    return hashlib.sha256(json.dumps([ledger, findings], sort_keys=True).encode()).hexdigest()


def load_shipped(*, at: datetime) -> list[SourceDocument]:
    """Store the ledger of every shipped city; returns what is new.

    Idempotent. When a newer release ships a better ledger of the same text it takes the place of the old one, unless
    people have decided on rows of the old one, loaded its text, or follow a plan of it: their work stays.
    """
    loaded = []
    for city in cities.names():
        folder = cities.folder(city)
        if not (folder / "ledger.json").is_file():
            continue
        ledger = json.loads((folder / "ledger.json").read_text(encoding="utf-8"))
        findings = None  # they quote the text, so a city ships them only if its text is free to ship
        if (folder / "findings.json").is_file():
            findings = json.loads((folder / "findings.json").read_text(encoding="utf-8"))
        with transaction.atomic():
            stored = SourceDocument.objects.filter(sha256=ledger["source"]["sha256"]).first()
            if stored is not None:
                if stored.digest == ledger_digest(ledger, findings) or not stored.shipped or _has_work(stored):
                    continue
                stored.delete()
            loaded.append(import_ledger(ledger, findings, at=at, shipped=True))
    return loaded


def _has_work(document: SourceDocument) -> bool:
    decided = Decision.objects.filter(commitment__plan__document=document)
    return document.text is not None or decided.exists() or is_followed(document)


def is_followed(document: SourceDocument) -> bool:
    """Whether a plan of the document is followed: what hangs on it must not lose it."""
    followed = Q(indicators__isnull=False) | Q(projects__isnull=False) | Q(undertakings__isnull=False)
    return document.plans.filter(followed | Q(returns__isnull=False)).exists()


@transaction.atomic
def decide(
    *,
    commitment_id: int,
    verdict: str,
    acting_user: User,
    at: datetime,
    seen: int | None,
    corrections: Mapping[str, Any] | None = None,
    reason: str = "",
) -> Decision:
    """Record a decision. `seen` is the id of the latest decision that the reviewer was looking at (None: none).

    `corrections` are field -> corrected value; only what differs from the row as read is kept. A rejection needs a
    reason. Raises RefusedError, and ForbiddenError for who may not decide.
    """
    commitment = Commitment.objects.select_for_update().get(pk=commitment_id)
    access.demand(acting_user, "decide", commitment)
    latest = commitment.decisions.order_by("-id").first()
    if (latest.pk if latest else None) != seen:
        raise RefusedError("stale")
    if commitment.verdict not in MOVES[verdict]:
        raise RefusedError("move")
    if verdict == Verdict.REJECTED and not reason.strip():
        raise RefusedError("reason")
    changes: dict[str, list[Any]] = {}
    if verdict == Verdict.CORRECTED:
        read = commitment.payload
        changes = {field: [read[field], value] for field, value in (corrections or {}).items() if read[field] != value}
        if not changes or (latest and latest.verdict == Verdict.CORRECTED and latest.changes == changes):
            raise RefusedError("no_change")
    decision = Decision.objects.create(
        commitment=commitment,
        verdict=verdict,
        changes=changes,
        reason=reason.strip(),
        by=acting_user.signature,
        at=at,
    )
    before = {"verdict": commitment.verdict, "changes": commitment.changes}
    for column, value in columns(commitment.kind, corrected(commitment.payload, changes)).items():
        setattr(commitment, column, value)
    commitment.changes = changes
    commitment.verdict = "" if verdict == Verdict.REOPENED else verdict
    commitment.save()
    record(
        who=acting_user.username,
        action=f"commitment.{verdict}",
        thing=f"commitment:{commitment.pk}",
        at=at,
        before=before,
        after={"verdict": commitment.verdict, "changes": changes},
        why=decision.reason,
    )
    return decision


@transaction.atomic
def delete_document(document: SourceDocument, *, acting_user: User, at: datetime) -> None:
    """Forget an uploaded document, its ledger and its decisions. What ships stays, and what is followed."""
    access.demand(acting_user, "delete", document)
    if document.shipped:
        raise RefusedError("shipped")
    if is_followed(document):
        raise RefusedError("followed")
    before = {"name": document.name, "sha256": document.sha256, "plans": document.plans.count()}
    record(who=acting_user.username, action="document.delete", thing=f"document:{document.pk}", at=at, before=before)
    document.delete()


@transaction.atomic
def add_text(document: SourceDocument, lines: Sequence[str], findings: Mapping[str, Any] | None = None) -> None:
    """Keep the text of a document whose ledger is stored already, and what the audit found in it."""
    if findings is not None and not document.audited:
        _store_findings({plan.number: plan for plan in document.plans.defer("outline")}, findings)
        document.audited = True
    document.text = "\n".join(lines)
    document.save(update_fields=["text", "audited"])


def fail_left_jobs() -> int:
    """Mark jobs that a stopped server left unfinished; returns how many. Called once, before the server starts."""
    left = ReadingJob.objects.filter(state__in=(ReadingJob.State.QUEUED, ReadingJob.State.READING))
    return left.update(
        state=ReadingJob.State.FAILED,
        message_zh="服务在读取途中停止, 请重新上传这个文件。",
        message_en="The server stopped while reading. Please upload the file again.",
    )


def _store_plans(document: SourceDocument, ledger: Mapping[str, Any]) -> list[Plan]:
    plans = [
        Plan(
            document=document,
            number=row["number"],
            title=row["title"],
            first=row["lines"][0],
            last=row["lines"][1],
            from_year=row["years"][0],
            until_year=row["years"][1],
            base_year=row["base_year"],
            issued=date.fromisoformat(row["issued"]) if row["issued"] else None,
            outline=row["sections"],
        )
        for row in ledger["plans"]
    ]
    return Plan.objects.bulk_create(plans)


def _store_findings(plans: Mapping[int, Plan], findings: Mapping[str, Any]) -> None:
    rows = (
        Finding(
            plan=plans[row["plan"]],
            row_id=row["id"],
            kind=row["kind"],
            severity=row["severity"],
            lines=row["lines"],
            first_line=min(row["lines"]),
            message_zh=row["message_zh"],
            message_en=row["message_en"],
            arithmetic=row["arithmetic"],
        )
        for row in findings["findings"]
    )
    Finding.objects.bulk_create(rows, batch_size=BATCH_ROWS)


def _commitments(plans: Mapping[int, Plan], ledger: Mapping[str, Any]) -> Iterator[Commitment]:
    ordinal = 0
    for table, kind in TABLES.items():
        for row in ledger[table]:
            ordinal += 1
            yield Commitment(
                plan=plans[row["plan"]],
                row_id=row["id"],
                ordinal=ordinal,
                kind=Kind(kind),
                payload=row,
                **columns(kind, row),
            )
