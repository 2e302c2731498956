"""The published text of a plan -> a ledger of commitments, each tied to its line, and what is wrong in it.

Data goes one way: `document` (bytes to numbered lines) -> `outline` (plans, sections, clauses) -> `tables`
(grids) -> `quantities`, `tasks`, `projects`, `systems`, `duties` -> `ledger` -> `audit`. Everything here is
pure: the same text gives the same ledger, byte for byte.
"""
