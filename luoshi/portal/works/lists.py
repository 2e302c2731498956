"""Lists of projects and undertakings: filters from the address, order by how grave, pages.

>>> from django.http import QueryDict
>>> chosen = read(QueryDict("plan=3&warning=red&bogus=1&owner=x"))
>>> chosen.plan, chosen.warning, chosen.owner
(3, 'red', None)
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.http import QueryDict

from luoshi.plans.works.stages import BATCH_TEXTS, STAGE_TEXTS
from luoshi.plans.works.status import STATES, Standing

PAGE_ROWS = 50
WARNINGS = ("red", "yellow", "watch", "fine", *(state for state in STATES if state != "judged"))
"""Words of the filter: levels of what was judged (`fine`: none), states of what was not."""
SORTS = ("warning", "behind", "name")
_ORDER = {word: place for place, word in enumerate(("red", "yellow", "watch", "not_reported", "no_data"))}


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a list is narrowed to."""

    plan: int | None = None
    owner: int | None = None
    area: str = ""
    stage: str = ""
    batch: str = ""
    warning: str = ""
    sort: str = "warning"
    q: str = ""
    page: int = 1

    def conditions(self) -> Q:
        """As a condition on rows with plan, owner, area and name."""
        wanted = Q()
        for field in ("plan", "owner", "stage", "batch"):
            if value := getattr(self, field):
                wanted &= Q(**{field: value})
        if self.area:
            wanted &= Q(area__path__contains=f"{self.area}/")
        return wanted & Q(name__icontains=self.q) if self.q else wanted

    def query(self, **changes: Any) -> str:
        """As a query string."""
        fields = asdict(replace(self, **changes))
        usual = asdict(Chosen())
        return urlencode({name: value for name, value in fields.items() if value != usual[name]})


def read(data: QueryDict) -> Chosen:
    """The filters in an address; what is unknown or malformed narrows nothing."""
    return Chosen(
        plan=_number(data.get("plan", "")),
        owner=_number(data.get("owner", "")),
        area=data.get("area", "") if data.get("area", "").replace("-", "").isalnum() else "",
        stage=_one_of(data.get("stage", ""), STAGE_TEXTS),
        batch=_one_of(data.get("batch", ""), BATCH_TEXTS),
        warning=_one_of(data.get("warning", ""), dict.fromkeys(WARNINGS)),
        sort=_one_of(data.get("sort", ""), dict.fromkeys(SORTS)) or "warning",
        q=data.get("q", "").replace("\x00", "").strip()[:200],
        page=max(_number(data.get("page", "")) or 1, 1),
    )


def narrowed(chosen: Chosen) -> Chosen:
    """Without the filters that only projects have."""
    return replace(chosen, stage="", batch="")


def word(one: Standing) -> str:
    """The word of WARNINGS for a standing."""
    if one.state == "judged":
        return "fine" if one.level == "none" else one.level
    return one.state


def counted(standings: Mapping[int, Standing]) -> dict[str, int]:
    """Word of WARNINGS -> how many, those that occur, in the order of the filter."""
    counts = Counter(word(one) for one in standings.values())
    return {name: counts[name] for name in WARNINGS if counts[name]}


def by_owner(standings: Mapping[int, Standing], owners: Mapping[int, str | None]) -> list[tuple[str, dict[str, int]]]:
    """Owner's name (empty: none) with its counts; who has the most in red, then unreported, first."""
    groups: dict[str, dict[int, Standing]] = defaultdict(dict)
    for key, one in standings.items():
        groups[owners[key] or ""][key] = one
    rows = [(owner, counted(group)) for owner, group in groups.items()]
    return sorted(rows, key=lambda row: (-row[1].get("red", 0), -row[1].get("not_reported", 0), row[0]))


def in_order(standings: Mapping[int, Standing], chosen: Chosen, names: Mapping[int, str]) -> list[int]:
    """Ids of what the warning filter lets through, in the order asked for."""
    keys = [key for key, one in standings.items() if chosen.warning in ("", word(one))]
    if chosen.sort == "name":
        return sorted(keys, key=lambda key: (names[key], key))
    behind = {key: (standings[key].planned or 0.0) - (standings[key].done or 0.0) for key in keys}
    if chosen.sort == "behind":
        return sorted(keys, key=lambda key: (-behind[key], key))
    return sorted(keys, key=lambda key: (_ORDER.get(word(standings[key]), len(_ORDER)), -behind[key], key))


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else None


def _one_of(text: str, words: Mapping[str, Any]) -> str:
    return text if text in words else ""
