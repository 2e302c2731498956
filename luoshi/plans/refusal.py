"""A write that is not lawful now, with the sentence that teaches: a code for programs, a text for people.

class RefusedWorkError(SaidError): table = REFUSALS
raise RefusedWorkError("stage", here=Text("在建", "building"))
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from luoshi.core.text import Text
from luoshi.plans.actions import RefusedError


class SaidError(RefusedError):
    """A refusal that says why; subclasses name their `table` of texts."""

    table: ClassVar[Mapping[str, Text]] = {}

    def __init__(self, code: str, **values: Text | object) -> None:
        super().__init__(code)
        said = self.table[code]
        self.text = Text(said.zh.format(**_said(values, 0)), said.en.format(**_said(values, 1)))


def _said(values: Mapping[str, Text | object], place: int) -> dict[str, object]:
    return {name: value[place] if isinstance(value, Text) else value for name, value in values.items()}
