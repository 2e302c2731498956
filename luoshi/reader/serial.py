"""Ledger and findings as plain JSON objects (schema `luoshi.ledger/1`, described in docs/ledger-format.md)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from enum import Enum
from typing import Any

from luoshi.reader.model import Finding, Ledger, Plan

SCHEMA = "luoshi.ledger/1"


def ledger_json(ledger: Ledger) -> dict[str, Any]:
    """The ledger as one JSON object: `plans, quantities, tasks, projects, systems, duties`."""
    import hashlib  # an audit does not wait for it

    document = ledger.document
    return {
        "schema": SCHEMA,
        "source": {
            "name": document.name,
            "format": document.format,
            "lines": len(document.lines),
            "sha256": hashlib.sha256("\n".join(document.lines).encode()).hexdigest(),
        },
        "plans": [_plan(plan) for plan in ledger.plans],
        "quantities": [plain(row) for row in ledger.quantities],
        "tasks": [plain(row) for row in ledger.tasks],
        "projects": [plain(row) for row in ledger.projects],
        "systems": [plain(row) for row in ledger.systems],
        "duties": [plain(row) for row in ledger.duties],
    }


def findings_json(findings: Iterable[Finding]) -> dict[str, Any]:
    """Findings as one JSON object; `message` is the Chinese one."""
    rows = []
    for finding in findings:
        row = plain(finding)
        row["message"] = row["message_zh"]
        rows.append(row)
    return {"schema": "luoshi.findings/1", "findings": rows}


def dumps(ledger: dict[str, Any]) -> str:
    """JSON with one row a line, so that two ledgers can be compared line by line."""
    parts = []
    for key, value in ledger.items():
        if isinstance(value, list) and value:
            rows = ",\n".join(json.dumps(row, ensure_ascii=False) for row in value)
            parts.append(f"{json.dumps(key)}: [\n{rows}\n]")
        else:
            parts.append(f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _plan(plan: Plan) -> dict[str, Any]:
    return {
        "number": plan.number,
        "title": plan.title,
        "lines": [plan.first, plan.last],
        "years": [plan.from_year, plan.until_year],
        "base_year": plan.base_year,
        "issued": plain(plan.issued),
        "sections": [plain(section) for section in plan.sections],
    }


def plain(value: Any) -> Any:
    """Dataclasses to dicts, enums to their values, tuples to lists, whole floats to ints; keys as text."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    if value is None or isinstance(value, (str, int)):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (tuple, list, frozenset)):
        return [plain(item) for item in value]
    if hasattr(value, "items"):
        return {str(key): plain(item) for key, item in sorted(value.items())}
    return {part.name: plain(getattr(value, part.name)) for part in fields(value)}
