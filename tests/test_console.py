"""The progress bar: on a terminal only, after a second only, and it ends its line."""

from __future__ import annotations

import io
import sys
import time

import pytest

from luoshi.console import QUIET_S, Console


class Terminal(io.StringIO):
    """A standard error that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "passed_s", "drawn"),
    [(Terminal(), QUIET_S * 2, True), (Terminal(), QUIET_S / 2, False), (io.StringIO(), QUIET_S * 2, False)],
    ids=["long work on a terminal", "short work", "no terminal"],
)
def test_progress(monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, passed_s: float, drawn: bool) -> None:
    monkeypatch.setattr(sys, "stderr", stream)
    clock = iter([0.0, passed_s])
    monkeypatch.setattr(time, "monotonic", lambda: next(clock))
    with Console("en").progress() as show:
        show(3, 4)
    told = stream.getvalue()
    assert ("[######################--------] 3/4" in told) is drawn
    assert told.endswith("\n") or not drawn
