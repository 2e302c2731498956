"""The cells of a return's form: `value-7`, `note-7`, `reason-7` of line 7 -> entries, and what is wrong with them.

read = read(request.POST, items)
read.entries, read.problems
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from luoshi.core.entry import EntryError, read_number, says_none, whole
from luoshi.core.text import Text
from luoshi.plans.models import ReturnItem
from luoshi.plans.returns.filling import KEEP, Entry

COMMENT_CHARS = 2000
VALUE_CHARS = 60
NONE = Text("无", "none")


@dataclass(frozen=True, slots=True)
class Problem:
    """A cell that is no number: what was typed, what is expected, and for a list the name of its line."""

    typed: str
    text: Text
    named: Text


@dataclass(slots=True)
class Read:
    """What a form sent."""

    entries: list[Entry] = field(default_factory=list)
    problems: dict[int, Problem] = field(default_factory=dict)


def read(form: Mapping[str, str], items: Mapping[int, ReturnItem]) -> Read:
    """Entries for the cells that were sent; what is wrong is kept aside and changes nothing."""
    found = Read()
    for pk, item in items.items():
        value = form.get(f"value-{pk}")
        note, reason = form.get(f"note-{pk}", KEEP), form.get(f"reason-{pk}", KEEP)
        filled: object = KEEP
        number: object = KEEP
        if value is not None and value.strip() != shown(item):
            try:
                filled, number = entered(value, item.indicator.unit)
            except EntryError as error:
                name = item.indicator.name
                named = Text(f"{name}: {error.text.zh}", f"{name}: {error.text.en}")
                found.problems[pk] = Problem(value[:VALUE_CHARS], error.text, named)
        if not all(part is KEEP for part in (filled, note, reason)):
            found.entries.append(Entry(pk, filled=filled, value=number, note=note, reason=reason))  # type: ignore[arg-type]
    return found


def entered(text: str, unit: str) -> tuple[bool, float | None]:
    """(filled, value) of a cell: blank is not filled, a word of none is filled without value. Raises EntryError.

    >>> entered("", "%"), entered("无", "%"), entered("0", "%")
    ((False, None), (True, None), (True, 0.0))
    """
    if not text.strip():
        return False, None
    if says_none(text):
        return True, None
    return True, read_number(text, unit)


def shown(item: ReturnItem) -> str:
    """The value of a line as its cell shows it: every digit, so that what is sent back unchanged is unchanged."""
    if not item.filled:
        return ""
    return NONE.zh if item.value is None else exact(item.value)


def exact(value: float) -> str:
    """A number with every digit and no more.

    >>> exact(95.0), exact(0.1), exact(1e-07)
    ('95', '0.1', '1e-07')
    """
    return repr(value).removesuffix(".0")


def line_of(name: str) -> str:
    """The line that a cell belongs to.

    >>> line_of("value-7"), line_of("version")
    ('7', '')
    """
    kind, _, key = name.partition("-")
    return key if kind in ("value", "note", "reason") and whole(key) is not None else ""
