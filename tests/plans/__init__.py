"""Tests of the stored ledger."""
