"""Warnings that last, the supervision ledger, random verification."""
