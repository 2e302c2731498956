"""The cities that ship with the product, each a folder of facts: areas, agencies, the ledger of its plans.

    >>> load("chaoyang").code
    '211300'

A folder holds `city.json` (`name_zh`, `name_en`, `code`), the two lists `areas.csv` and `agencies.csv` (see
`lists.py`), `plans.csv` (who leads which plan) and, once made, `ledger.json`. A user's own folder of lists needs the two lists only.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from luoshi.cities.lists import load_gazetteer, load_leads
from luoshi.core.text import Text
from luoshi.reader.gazetteer import Gazetteer

__all__ = ["City", "folder", "load", "load_gazetteer", "load_leads", "names"]

_HOME = Path(__file__).parent
_CARD = "city.json"


@dataclass(frozen=True, slots=True)
class City:
    """A city that ships. `code` follows GB/T 2260; `ledger` is None until a ledger of its plans ships too."""

    id: str
    name: Text
    code: str
    gazetteer: Gazetteer
    folder: Path
    ledger: Path | None


def names() -> tuple[str, ...]:
    """The ids of the cities that ship, sorted."""
    return tuple(sorted(card.parent.name for card in _HOME.glob(f"*/{_CARD}")))


def folder(name: str) -> Path:
    """The folder of the shipped city `name`; LookupError if there is none."""
    if name not in names():
        raise LookupError(f"no city {name!r} ships; there are: {', '.join(names())}")
    return _HOME / name


@cache
def load(name: str) -> City:
    """The shipped city `name`; LookupError if there is none, ValueError if its lists have mistakes."""
    home = folder(name)
    card = json.loads((home / _CARD).read_text(encoding="utf-8"))
    ledger = home / "ledger.json"
    return City(
        id=name,
        name=Text(card["name_zh"], card["name_en"]),
        code=card["code"],
        gazetteer=load_gazetteer(home),
        folder=home,
        ledger=ledger if ledger.is_file() else None,
    )
