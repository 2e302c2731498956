"""Every sentence and label of the pages that is not a word of the ledger (those are in `vocabulary`).

A module for each group of pages; a key stands in one of them only.

>>> MESSAGES["rows_shown"].en.format(n=3)
'3 rows'
"""

from __future__ import annotations

from luoshi.core.text import Text
from luoshi.portal.messages import journal, ledger, people, returns, supervision, targets, works

_PARTS = (ledger, journal, people, targets, returns, works, supervision)

MESSAGES: dict[str, Text] = {key: text for part in _PARTS for key, text in part.MESSAGES.items()}
