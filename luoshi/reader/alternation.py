"""A list of names as one regular expression, nested by common beginnings, so that a search costs no walk down the list.

    >>> of_words(["青岚市", "青岚", "云溪"])
    '云溪|青(?:岚(?:市|))'

The longest name wins. Every alternative begins with a literal, which lets the search skip to characters that begin one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby


def of_words(words: Iterable[str]) -> str:
    """The pattern that matches the longest of `words`."""
    return _branch(sorted(set(words) - {""}))


def _branch(words: list[str]) -> str:
    """Sorted `words` by their first character; the empty one, if any, comes last, so that longer ones win."""
    parts = []
    for first, group in groupby((word for word in words if word), key=lambda word: word[0]):
        rest = [word[1:] for word in group]
        inner = _branch(rest)
        parts.append(re.escape(first) + (f"(?:{inner})" if len(rest) > 1 else inner))
    return "|".join([*parts, ""] if parts and not words[0] else parts)
