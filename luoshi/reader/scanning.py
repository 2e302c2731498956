"""A search that tries a pattern only where it can begin.

    >>> number = re.compile(r"第\\d+|(?:约|近)?\\d+")
    >>> [match[0] for match in scan(number, re.compile("[第约近0-9]"), "到2025年,约30家")]
    ['2025', '约30']

`re` itself skips ahead only if every alternative of a pattern begins with a letter; where they begin with classes,
options or a look behind, it tries them all at every character of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator


def scan(
    pattern: re.Pattern[str], starts: re.Pattern[str], text: str, start: int = 0, end: int | None = None
) -> Iterator[re.Match[str]]:
    """What `pattern.finditer` finds; `starts` matches wherever `pattern` can, and is quick. No match may be empty."""
    stop = len(text) if end is None else end
    match, search = pattern.match, starts.search
    while near := search(text, start, stop):
        start = near.start()
        if found := match(text, start, stop):
            yield found
            start = found.end()
        else:
            start += 1
