"""The areas and agencies of a city, as the reader needs them: names and aliases to find in the text.

>>> city = Gazetteer("青岚市", (Area("370000", "青岚市", 2),), (Agency("市住建局", ("住建局",)),))
>>> city.agencies[0].name
'市住建局'
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Area(NamedTuple):
    """An administrative area. `code` follows GB/T 2260; `level` is 1 province, 2 city, 3 county, 4 town."""

    code: str
    name: str
    level: int
    aliases: tuple[str, ...] = ()
    parent: str | None = None


class Agency(NamedTuple):
    """A department, bureau, firm or other body that may own a commitment."""

    name: str
    aliases: tuple[str, ...] = ()
    area: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Gazetteer:
    """What is known of one city. An empty one is lawful: the reader then finds owners and places by form only.

    Compared by identity: it is the key under which compiled patterns are kept, looked up once a clause.
    """

    city: str | None
    areas: tuple[Area, ...] = ()
    agencies: tuple[Agency, ...] = ()


NOWHERE = Gazetteer(None)
