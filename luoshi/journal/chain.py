"""The chain, pure: what an entry's digest is made of.

>>> fields = {"number": 1, "at": "2026-03-01T00:00:00+00:00", "who": "-", "action": "tick", "thing": "clock:1",
...           "why": "", "cause": "", "before": None, "after": None}
>>> digest_of(fields, GENESIS) == digest_of({**fields, "who": "x"}, GENESIS)
False
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

GENESIS = "0" * 64
"""What stands before the first entry."""
UNREADABLE = "\ufffd"
_UNKEPT = re.compile("[\x00\ud800-\udfff]")
FIELDS = ("number", "at", "who", "action", "thing", "why", "cause", "before", "after")


def digest_of(fields: Mapping[str, Any], previous: str) -> str:
    """The digest of an entry: SHA-256 over its fields as canonical JSON, and over the digest before it."""
    row = [*(fields[name] for name in FIELDS), previous]
    text = json.dumps(row, ensure_ascii=False, separators=(",", ":"), sort_keys=True)  # a database keeps no order
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def at_text(at: datetime) -> str:
    """A time as it enters a digest: UTC, to the microsecond, the same from every database."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def plain(value: Any) -> Any:
    """A value as it comes back from any database: dates as text, keys sorted, numbers that JSON lacks as text."""
    text = json.dumps(value, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False)
    return json.loads(readable(text.replace("\\u0000", UNREADABLE)), parse_constant=str, parse_float=_number)


def _number(text: str) -> int | float:
    """Whole numbers as such: PostgreSQL gives 1e22 back without its exponent."""
    number = float(text)
    return int(number) if number.is_integer() else number


def readable(text: str) -> str:
    """Text without what PostgreSQL cannot keep: NUL and half surrogate pairs become the sign for an unreadable one.

    >>> readable("a" + chr(0) + "b") == "a" + UNREADABLE + "b"
    True
    """
    return _UNKEPT.sub(UNREADABLE, text)
