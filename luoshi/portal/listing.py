"""The filters of a list as they stand in an address.

>>> from django.http import QueryDict
>>> filters = read_filters(QueryDict("kind=target&year=2025&owner=&bogus=1"))
>>> filters.kind, filters.year
('target', 2025)
>>> query(filters, page=2)
'kind=target&year=2025&page=2'
"""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from luoshi.core.target import TargetKind
from luoshi.plans.models import Verdict
from luoshi.plans.queries import CONFIDENCE, ROW_KINDS, Filters

PAGE_ROWS = 50
MAX_TEXT_CHARS = 200
MAX_NUMBER = 10_000_000

_CHOICES: dict[str, tuple[str, ...]] = {
    "kind": ROW_KINDS,
    "target_kind": tuple(TargetKind),
    "confidence": tuple(CONFIDENCE),
    "verdict": ("open", Verdict.ACCEPTED.value, Verdict.CORRECTED.value, Verdict.REJECTED.value),
}


def read_filters(data: QueryDict) -> Filters:
    """The filters in an address; what is unknown or malformed narrows nothing."""
    chosen = {name: data.get(name, "") for name in _CHOICES}
    return Filters(
        **{name: value if value in _CHOICES[name] else "" for name, value in chosen.items()},
        section=_number(data, "section"),
        year=_number(data, "year"),
        line=_number(data, "line"),
        owner=_text(data, "owner"),
        place=_text(data, "place"),
        q=_text(data, "q"),
    )


def read_page(data: QueryDict) -> int:
    """The page asked for, from 1."""
    return max(_number(data, "page") or 1, 1)


def query(filters: Filters, *, page: int = 1, **changes: Any) -> str:
    """The filters as a query string, with `changes` made to them."""
    fields = asdict(replace(filters, **changes))
    pairs = {name: value for name, value in fields.items() if value not in ("", None)}
    if page > 1:
        pairs["page"] = page
    return urlencode(pairs)


def address(path: str, filters: Filters, *, page: int = 1, **changes: Any) -> str:
    """`path` with the filters behind it."""
    text = query(filters, page=page, **changes)
    return f"{path}?{text}" if text else path


def _text(data: QueryDict, name: str) -> str:
    return data.get(name, "").replace("\x00", "").strip()[:MAX_TEXT_CHARS]


def _number(data: QueryDict, name: str) -> int | None:
    text = data.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 8 and int(text) <= MAX_NUMBER else None
