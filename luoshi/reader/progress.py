"""How a long stage tells how far it is: a function of (done, total), in whatever unit the stage counts.

>>> no_progress(3, 10)
"""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int, int], None]


def no_progress(_done: int, _total: int) -> None:
    """The progress of a caller that does not look."""
