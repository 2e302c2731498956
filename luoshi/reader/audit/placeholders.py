"""Blanks that were to be filled before publication: XX, ××, 数据暂无, 待补充.

>>> from luoshi.reader.audit.draft import Passage
>>> [d.lines for d in in_passage(Passage(1, 7, 7, "占比提升至XX%。"))]
[(7,)]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from luoshi.reader.audit.draft import Draft, Passage, short

# A pair of X between letters is a model number, and `XX+XX` or `“XX”` in quotes is a pattern that the text talks about.
_BLANK = re.compile(
    r"(?<![A-Za-z0-9+×“])(?:[Xx]{2,}|×{2,}|\*{2,}|○{2,}|_{3,}|\?{2,}|▁{2,}|□{2,})(?![A-Za-z0-9+×”])"
    r"|20[Xx×]{2}(?=年)|(?<![A-Za-z0-9“])[Xx×](?:\.[Xx])?(?=[个座条家项亩%月日]|公里|万元|亿元)"
    r"|数据暂无|暂无数据|数据待|待补充|待填|待核实|待定|\(空\)|\[空\]|\[待[^\]]{0,6}\]|TBD"
)
_HINT = re.compile(r"[Xx×*○_?▁□T]|待[补填核定]|数据|\(空|\[")
_PENDING = re.compile(r"待定(?:向|点|岗|额)")


def in_passage(passage: Passage) -> Iterator[Draft]:
    """One finding for a passage that still holds blanks."""
    if not _HINT.search(passage.text):
        return
    blanks = [m for m in _BLANK.finditer(passage.text) if not _PENDING.match(passage.text, m.start())]
    if not blanks:
        return
    first = blanks[0]
    about = short(passage.text[max(0, first.start() - 16) : first.end() + 8], 32)
    yield Draft(
        plan=passage.plan,
        kind="placeholder",
        lines=tuple(range(passage.first, passage.last + 1)),
        severity="error",
        zh=f"留有未填的占位符“{first[0]}”:“{about}”。",
        en=f"A blank was left unfilled: {first[0]}.",
    )
