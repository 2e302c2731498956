"""What was asked of the reader is reached, and the page says what the command measures."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.mark.shared
def test_figures_asked_for_are_reached_and_the_page_is_current(shared: Path) -> None:
    """Fails when the reader got worse, or when it changed: then `make accuracy` renews the page."""
    from tools.accuracy import PAGE, report

    assert (shared / "gold" / "score.py").exists()
    figures, page = report()
    assert [figure for figure in figures if not figure.passes()] == []
    assert PAGE.read_text(encoding="utf-8") == page
