"""How things go in the demo city: the fate of each indicator, project and milestone, drawn with a seed. Pure.

The shares are chosen so that every status of the method appears on the pages.

>>> fate_of(generator(1, "plan", "q-9-2")) == fate_of(generator(1, "plan", "q-9-2"))
True
"""

from __future__ import annotations

import hashlib
from enum import StrEnum
from typing import TypeVar

import numpy as np

SEED = 20210101
"""The seed of the demo city that ships."""


class Fate(StrEnum):
    """How an indicator goes."""

    REACH = "reach"  # about on schedule, reached in the end
    AHEAD = "ahead"  # early
    BEHIND = "behind"  # on its way, but too slow
    FAR_BEHIND = "far_behind"  # hardly moves, or the wrong way
    MISSING = "missing"  # figures stop half-way
    SILENT = "silent"  # never reported


FATES: dict[Fate, float] = {
    Fate.REACH: 0.55,
    Fate.AHEAD: 0.15,
    Fate.BEHIND: 0.15,
    Fate.FAR_BEHIND: 0.05,
    Fate.MISSING: 0.05,
    Fate.SILENT: 0.05,
}


class Course(StrEnum):
    """How a project or an undertaking goes."""

    ON_TIME = "on_time"
    LATE_START = "late_start"
    SLOW = "slow"
    STALLED = "stalled"
    SHELVED = "shelved"
    SILENT = "silent"


COURSES: dict[Course, float] = {
    Course.ON_TIME: 0.60,
    Course.LATE_START: 0.12,
    Course.SLOW: 0.12,
    Course.STALLED: 0.08,
    Course.SHELVED: 0.04,
    Course.SILENT: 0.04,
}

Choice = TypeVar("Choice")


def generator(seed: int, *names: str) -> np.random.Generator:
    """A generator for one thing: the same names give the same digits, whatever else is simulated before."""
    digest = hashlib.sha256("\x1f".join(names).encode()).digest()
    return np.random.Generator(np.random.PCG64([seed, int.from_bytes(digest[:8], "big")]))


def drawn(shares: dict[Choice, float], rng: np.random.Generator) -> Choice:
    """One of the keys, by its share."""
    mark, passed = rng.random() * sum(shares.values()), 0.0
    for choice, share in shares.items():
        passed += share
        if mark < passed:
            return choice
    return next(reversed(shares))


def fate_of(rng: np.random.Generator) -> Fate:
    """The fate of an indicator."""
    return drawn(FATES, rng)


def course_of(rng: np.random.Generator) -> Course:
    """The course of a project or an undertaking."""
    return drawn(COURSES, rng)
