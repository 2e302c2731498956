"""Tools of the project's own making: scores, samples, the shipped ledger. Not part of the product."""
