"""Ledger -> findings: what a careful clerk would mark in the text."""

from __future__ import annotations

from luoshi.reader.model import Finding, Ledger


def audit(ledger: Ledger) -> tuple[Finding, ...]:
    """Every finding, in order of place."""
    return ()
