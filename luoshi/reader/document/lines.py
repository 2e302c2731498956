"""Characters that are not text: what is dropped, what becomes a space. The same for every format.

>>> clean("　　发展\\x07目标\\u200b ")
'发展目标'
"""

from __future__ import annotations

import re

_KEPT = {0x09}
_DROPPED = (
    *(code for code in range(0x20) if code not in _KEPT),
    *range(0x7F, 0xA0),
    0xAD,  # soft hyphen
    *range(0x200B, 0x2010),  # zero width, directions
    *range(0x2028, 0x202F),  # line and paragraph separators, embeddings
    *range(0x2060, 0x2070),
    0xFEFF,
    *range(0xFFF9, 0xFFFC),
    *range(0xD800, 0xE000),
)
_TABLE: dict[int, str | None] = {**dict.fromkeys(_DROPPED), 0x0B: " ", 0x0C: " ", 0x2028: " ", 0x2029: " ", 0xA0: " "}
_NO_TEXT = re.compile("[" + "".join(re.escape(chr(code)) for code in _TABLE) + "]")
_BLANK = " \u3000\u2002\u2003\u2009\u202f"
_RUNS = re.compile(r"[ \t\r\n\f\v\u00a0\u3000]+")


def clean(text: str) -> str:
    """`text` without control and invisible characters and without blanks at its ends; tabs stay."""
    return _text_only(text).strip(_BLANK)


def squeeze(text: str) -> str:
    """`text` cleaned, each run of blanks one space: for formats in which blanks are layout (a page, a cell)."""
    return _text_only(_RUNS.sub(" ", text)).strip()


def _text_only(text: str) -> str:
    """Nearly every line is clean, and to search one is far quicker than to translate it."""
    return text.translate(_TABLE) if _NO_TEXT.search(text) else text
