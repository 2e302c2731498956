"""Errors of the reader: what was wrong, where, and what to do, in both languages."""

from __future__ import annotations

from luoshi.core.text import Text


class ReaderError(Exception):
    """A document that cannot be read. `code` is stable (`encrypted`, `empty`, ...); `text` is what a user is told."""

    def __init__(self, code: str, text: Text, source: str | None = None) -> None:
        super().__init__(text.en)
        self.code = code
        self.text = text
        self.source = source
