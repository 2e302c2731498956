"""The stored ledger: documents, their plans and commitments, the findings of the audit, and people's decisions."""
