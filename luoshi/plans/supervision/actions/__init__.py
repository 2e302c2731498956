"""The only writes to supervision: `items` (the ledger), `spells` (warnings that last), `overdue`, `draws`."""
