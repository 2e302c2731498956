"""A short plan of our own writing about an invented city, in the four formats, and the lists of that city.

    >>> path("qinglan.docx").name
    'qinglan.docx'

The four files say the same; `tools/make_samples.py` makes them from one source. Five mistakes are in the text on
purpose, for the audit to find: the sewage works of three counties add up to 5 and not to the 4 announced; 4 projects
are announced and 5 listed; the target for green cover is below its base; park space per head has no unit in the table;
and the length of new greenways is left as XX. 青岚市 does not exist: its codes begin with 99, which GB/T 2260 never uses.
"""

from __future__ import annotations

from pathlib import Path

_HOME = Path(__file__).parent

NAMES = ("qinglan.docx", "qinglan.html", "qinglan.pdf", "qinglan.txt")
"""The sample plan in each format."""


def path(name: str) -> Path:
    """The path of a sample file; LookupError if there is none of that name."""
    found = _HOME / name
    if not found.is_file() or found.parent != _HOME:
        raise LookupError(f"no sample is called {name!r}; there are: {', '.join(NAMES)}")
    return found
