"""A stored document back as JSON: the ledger with corrections applied, the findings, and the decisions.

    review = review_json(document)
    review["ledger"]["quantities"][0]["value"]

`ledger` follows the schema of `luoshi read --json`; `decisions` name their row by id.
"""

from __future__ import annotations

from typing import Any

from luoshi.plans.models import Commitment, Decision, Finding, SourceDocument, Verdict
from luoshi.plans.rows import TABLES, corrected
from luoshi.reader.serial import SCHEMA

REVIEW_SCHEMA = "luoshi.review/1"


def review_json(document: SourceDocument) -> dict[str, Any]:
    """Ledger, findings and every decision of a document; five queries."""
    decisions = Decision.objects.filter(commitment__plan__document=document).order_by("id")
    return {
        "schema": REVIEW_SCHEMA,
        "ledger": _ledger(document, {}),
        "findings": findings_of(document),
        "decisions": [
            {"id": decision.commitment.row_id, **_decision(decision)}
            for decision in decisions.select_related("commitment").defer("commitment__payload")
        ],
    }


def decided_ledger(document: SourceDocument) -> dict[str, Any]:
    """The ledger; decided rows also carry `decision`, `decided_by` and `decided_at`, which the workbook shows."""
    latest = {
        decision.commitment_id: decision
        for decision in Decision.objects.filter(commitment__plan__document=document).order_by("id")
    }
    return _ledger(document, latest)


def findings_of(document: SourceDocument) -> dict[str, Any]:
    """The findings as `reader.serial.findings_json` gives them."""
    rows = Finding.objects.filter(plan__document=document).select_related("plan").order_by("id").defer("plan__outline")
    return {
        "schema": "luoshi.findings/1",
        "findings": [
            {
                "id": row.row_id,
                "plan": row.plan.number,
                "kind": row.kind,
                "lines": row.lines,
                "severity": row.severity,
                "message_zh": row.message_zh,
                "message_en": row.message_en,
                "arithmetic": row.arithmetic,
                "message": row.message_zh,
            }
            for row in rows
        ],
    }


def _ledger(document: SourceDocument, latest: dict[int, Decision]) -> dict[str, Any]:
    plans = [
        {
            "number": plan.number,
            "title": plan.title,
            "lines": [plan.first, plan.last],
            "years": [plan.from_year, plan.until_year],
            "base_year": plan.base_year,
            "issued": plan.issued.isoformat() if plan.issued else None,
            "sections": plan.outline,
        }
        for plan in document.plans.all()
    ]
    tables: dict[str, list[dict[str, Any]]] = {table: [] for table in TABLES}
    table_of = {kind.value: table for table, kind in TABLES.items()}
    for commitment in Commitment.objects.filter(plan__document=document).order_by("ordinal").iterator(chunk_size=1000):
        row = corrected(commitment.payload, commitment.changes)
        decision = latest.get(commitment.pk)
        if decision is not None and decision.verdict != Verdict.REOPENED:
            row |= {"decision": decision.verdict, "decided_by": decision.by, "decided_at": decision.at.isoformat()}
        tables[table_of[commitment.kind]].append(row)
    source = {
        "name": document.name,
        "format": document.format,
        "lines": document.line_count,
        "sha256": document.sha256,
    }
    return {"schema": SCHEMA, "source": source, "plans": plans, **tables}


def _decision(decision: Decision) -> dict[str, Any]:
    return {
        "verdict": decision.verdict,
        "changes": decision.changes,
        "reason": decision.reason,
        "by": decision.by,
        "at": decision.at.isoformat(),
    }
