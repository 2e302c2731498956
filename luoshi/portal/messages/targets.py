"""What the pages of targets say."""

from __future__ import annotations

from luoshi.core.text import Text

MESSAGES: dict[str, Text] = {}
