"""The pages that people open: plans, commitments, findings, the text, uploads."""
