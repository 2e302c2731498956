"""A random sample that anybody can draw again: no generator, only SHA-256 and sorting.

    >>> draw([3, 1, 2], seed="2024-03-15 公证", size=2) == draw([1, 2, 3], seed="2024-03-15 公证", size=2)
    True

The rule, so that it can be repeated with any tool. The order number of an id is the SHA-256, in hexadecimal, of the
UTF-8 text `seed`, a vertical bar, and the id in decimal: `sha256("2024-03-15 公证|17")`. The sample are the `size` ids
with the smallest order numbers, in that order. In a sample by strata the ids are first ordered within each stratum;
then the strata are served in turn (in the order of the smallest order number they have, the first ids of all, then the
second ids of all ...) until `size` are drawn: each owner is visited before any is visited twice.

With the seed made known only after the figures were filed, and the digest of the population made known before, nobody
can choose what is drawn.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping

RULE = "sha256(seed|id)/1"
"""Name of the rule of order; kept with a draw."""


def order_number(seed: str, key: int) -> str:
    """The place of an id in the order of `seed`: 64 hexadecimal digits.

    >>> order_number("a", 1)[:16]
    'df4504ce92500fe8'
    """
    return hashlib.sha256(f"{seed}|{key}".encode()).hexdigest()


def digest(population: Iterable[int]) -> str:
    """The SHA-256 of a population: its ids in ascending order, in decimal, a line each.

    >>> digest([2, 1]) == digest([1, 2, 2])
    True
    """
    return hashlib.sha256("".join(f"{key}\n" for key in sorted(set(population))).encode()).hexdigest()


def draw(population: Iterable[int], *, seed: str, size: int, strata: Mapping[int, Hashable] | None = None) -> list[int]:
    """The sample, in the order of drawing; the whole population where it is smaller than `size`.

    `strata` says of each id to which stratum it belongs. Raises ValueError for an empty seed or a size below 1.
    """
    if not seed.strip() or size < 1:
        raise ValueError("a draw needs a seed and a size of at least 1")
    ordered = sorted(set(population), key=lambda key: order_number(seed, key))
    if strata is not None:
        rounds: dict[Hashable, int] = defaultdict(int)
        turn: dict[int, int] = {}
        for key in ordered:
            turn[key] = rounds[strata[key]]
            rounds[strata[key]] += 1
        ordered.sort(key=lambda key: turn[key])  # stable: within a round the order of the seed stays
    return ordered[:size]
