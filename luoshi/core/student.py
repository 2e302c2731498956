"""Quantiles of Student's t for whole degrees of freedom, from the closed form of its distribution.

>>> round(quantile(0.90, 1), 3), round(quantile(0.975, 4), 3)
(3.078, 2.776)
"""

from __future__ import annotations

import math
from functools import lru_cache

STEPS = 200


def distribution(t: float, freedom: int) -> float:
    """P(T <= t) for `freedom` >= 1 degrees of freedom (Abramowitz and Stegun 26.7.3 and 26.7.4: finite series)."""
    angle = math.atan(t / math.sqrt(freedom))
    sine, cosine = math.sin(angle), math.cos(angle)
    if freedom % 2:
        total, term = 0.0, cosine
        for index in range(1, (freedom - 1) // 2 + 1):
            total += term
            term *= cosine * cosine * (2 * index) / (2 * index + 1)
        inside = 2 / math.pi * (angle + sine * total)
    else:
        total, term = 0.0, 1.0
        for index in range(1, freedom // 2 + 1):
            total += term
            term *= cosine * cosine * (2 * index - 1) / (2 * index)
        inside = sine * total
    return (1 + inside) / 2


@lru_cache(maxsize=256)
def quantile(share: float, freedom: int) -> float:
    """The t below which `share` (0.5 to 1) of the distribution lies. Raises ValueError."""
    if not 0.5 <= share < 1 or freedom < 1:
        raise ValueError(f"no quantile {share} of t with {freedom} degrees of freedom")
    low, high = 0.0, 1.0
    while distribution(high, freedom) < share:
        high *= 2
    for _ in range(STEPS):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        low, high = (middle, high) if distribution(middle, freedom) < share else (low, middle)
    return (low + high) / 2
