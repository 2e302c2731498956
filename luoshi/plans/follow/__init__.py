"""From the ledger to what is followed: rows become indicators and targets, projects, undertakings (docs/follow.md)."""
