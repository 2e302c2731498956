"""Targets: made from the ledger, amended, split, and their parts checked against the whole."""
