"""A project as the forms find it, before it is tied to its line.

>>> Draft(name="南岭河治理工程", offset=4, body="", why="item of a box", confidence=0.9).name
'南岭河治理工程'
"""

from __future__ import annotations

from typing import NamedTuple

from luoshi.reader.model import Money


class Draft(NamedTuple):
    """A name at `offset` of its clause, what else the clause says of it (`body`), and facts known already.

    `told` is the whole sentence. `during` tells that the list's own introduction sets the plan's period for it.
    """

    name: str
    offset: int
    body: str
    why: str
    confidence: float
    during: bool = False
    told: str = ""
    content: str | None = None
    investment: Money | None = None
    place: str | None = None
    owner: str | None = None
