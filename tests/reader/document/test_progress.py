"""Opening a PDF tells how far it is, page by page; the other formats are quick and tell nothing."""

from __future__ import annotations

from luoshi import samples
from luoshi.reader.document import open_path


def test_every_page_is_told_once() -> None:
    told: list[tuple[int, int]] = []
    open_path(samples.path("qinglan.pdf"), lambda done, total: told.append((done, total)))
    pages = told[-1][1]
    assert told == [(number, pages) for number in range(1, pages + 1)]


def test_a_text_tells_nothing() -> None:
    told: list[tuple[int, int]] = []
    open_path(samples.path("qinglan.txt"), lambda done, total: told.append((done, total)))
    assert told == []
