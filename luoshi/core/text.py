"""A message in the two languages of the product.

>>> Text("未找到规划", "no plan found").say("zh")
'未找到规划'
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Language = Literal["zh", "en"]


class Text(NamedTuple):
    """One message, Chinese first."""

    zh: str
    en: str

    def say(self, language: Language) -> str:
        """The message in `language`."""
        return self.zh if language == "zh" else self.en
