"""Rows of the ledger as people read them: amounts with their bound, years, places in the line.

>>> amount({"value": 95, "upper": None, "unit": "%", "op": ">=", "bound": None, "target_kind": "level"}, "zh")
'≥ 95 %'
>>> amount({"value": 10, "upper": 12, "unit": "亿元", "op": "range", "bound": "about", "target_kind": "range"}, "en")
'about 10–12 亿元'
>>> amount({"value": None, "upper": None, "unit": None, "op": None, "bound": None, "target_kind": "pending"}, "zh")
'待下达'
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from luoshi.core.periods import Period
from luoshi.core.text import Language, Text
from luoshi.plans.models import Commitment, Kind, unbarred
from luoshi.plans.queries import confidence_word as confidence_word
from luoshi.plans.rows import corrected
from luoshi.portal.reasons import ARITHMETIC, REASONS
from luoshi.portal.vocabulary import DUTIES, FIELDS

UPLOAD_MB = 64
UPLOAD_BYTES = UPLOAD_MB * 1024 * 1024
"""What one upload may hold in all; the server refuses more while it arrives (`luoshi.site.asgi`)."""

_PENDING = Text("待下达", "to be issued")
_MARKS: dict[str, Text] = {
    "about": Text("约 ", "about "),
    "more_than": Text("> ", "> "),
    "less_than": Text("< ", "< "),
    "at_least": Text("≥ ", "≥ "),
    "at_most": Text("≤ ", "≤ "),
}
_OPS: dict[str, Text] = {
    ">=": Text("≥ ", "≥ "),
    "<=": Text("≤ ", "≤ "),
    "cumulative": Text("累计 ", "in all "),
    "growth": Text("增长 ", "growth "),
}
_ARITHMETIC_WORD = re.compile("|".join(rf"(?<!\S){re.escape(word)}(?![^\s;,])" for word in ARITHMETIC))


def number(value: float | None) -> str:
    """A number as written by hand: no trailing zeros, no exponent.

    >>> number(12.50), number(3.0), number(None)
    ('12.5', '3', '')
    """
    if value is None:
        return ""
    return f"{value:.10f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def percent(share: float) -> str:
    """A share as whole percent; not rounded up to 100 before all is done.

    >>> percent(0.999), percent(1.0), percent(0.001)
    ('99%', '100%', '1%')
    """
    return f"{1 if 0 < share < 0.01 else int(share * 100)}%"


def amount(row: Mapping[str, Any], lang: Language) -> str:
    """A quantity's value with its bound and unit."""
    if row["value"] is None:
        return _PENDING.say(lang) if row["target_kind"] == "pending" else ""
    mark = _MARKS.get(row["bound"] or "") or _OPS.get(row["op"] or "")
    span = number(row["value"]) + (f"–{number(row['upper'])}" if row["upper"] is not None else "")
    return f"{mark.say(lang) if mark else ''}{span}" + (f" {row['unit']}" if row["unit"] else "")


def effective(commitment: Commitment) -> dict[str, Any]:
    """The row as it counts now."""
    return corrected(commitment.payload, commitment.changes)


def list_amount(commitment: Commitment, lang: Language) -> str:
    """What a list shows in the value column: a quantity's value, a project's investment."""
    if commitment.kind == Kind.QUANTITY:
        return amount(effective(commitment), lang)
    return f"{number(commitment.value)} {commitment.unit}" if commitment.value is not None else ""


def title(commitment: Commitment, lang: Language) -> str:
    """The name of a row; a duty's is its kind and its years."""
    if commitment.kind == Kind.DUTY:
        return " ".join(
            [DUTIES[effective(commitment)["kind"]].say(lang), "、".join(unbarred(commitment.years))]
        ).strip()
    return commitment.name


def row_kind(commitment: Commitment) -> str:
    """`target`, `base`, `task`, ... as people count them."""
    return commitment.role or commitment.kind


def split_line(text: str, span: list[int] | None) -> tuple[str, str, str]:
    """A line as before, within and after the span; without a span all of it is before.

    >>> split_line("到2025年达到95%。", [6, 11])
    ('到2025年', '达到95%', '。')
    """
    if not span or not 0 <= span[0] < span[1] <= len(text):
        return text, "", ""
    return text[: span[0]], text[span[0] : span[1]], text[span[1] :]


def field_label(kind: str, name: str) -> Text:
    """The label of a field of a row."""
    return FIELDS["duty" if (kind, name) == (Kind.DUTY, "kind") else name]


def plain(value: Any) -> str:
    """Any value of a row as text, for the history of corrections.

    >>> plain({"value": 3.5, "unit": "亿元"}), plain({"2023": 95}), plain(["a", "b"]), plain(None)
    ('3.5 亿元', '2023=95', 'a、b', '')
    """
    if value is None:
        return ""
    if isinstance(value, Mapping):
        if value.keys() == {"value", "unit"}:
            return f"{number(value['value'])} {value['unit']}"
        return "; ".join(f"{key}={number(part)}" for key, part in value.items())
    if isinstance(value, list):
        return "、".join(str(part) for part in value)
    return number(value) if isinstance(value, float) else str(value)


def why(rule: str, lang: Language) -> str:
    """The rule a row rests on, which the reader names in English; a part without translation stays as it is.

    >>> why("verb first, a stance", "zh"), why("said of the present; some new rule", "zh")
    ('动词开头的句子; 表态性说法', '说的是现状; some new rule')
    """
    return "; ".join(REASONS.get(part, part) for part in re.split("[,;] ", rule)) if lang == "zh" else rule


def arithmetic(text: str, lang: Language) -> str:
    """The arithmetic of a finding; its few words are the audit's English.

    >>> arithmetic("2 + 1 = 3; stated 4; difference 1", "zh")
    '2 + 1 = 3; 文中为 4; 相差 1'
    """
    return _ARITHMETIC_WORD.sub(lambda found: ARITHMETIC[found[0]], text) if lang == "zh" else text


def period(text: str) -> Text:
    """A period as people read it; what is none stays as it is.

    >>> period("2024-Q4").en, period("all").en
    ('Q4 2024', 'all')
    """
    try:
        return Period.parse(text).label
    except ValueError:
        return Text(text, text)
