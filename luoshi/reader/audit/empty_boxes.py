"""Boxes and tables that have a head and nothing in it, headings with nothing under them.

>>> from luoshi.reader.model import Section
>>> holds_nothing(Section("box", 3, "专栏2", 2, "重点项目", 8, 8, 0), 4)
True
"""

from __future__ import annotations

from collections.abc import Iterator

from luoshi.reader.audit.draft import Desk, Draft, short
from luoshi.reader.model import Section

_RUN_ON = 40


def find(desk: Desk) -> Iterator[Draft]:
    """Every box or table head without content."""
    titles = {
        line for section in desk.plan.sections if section.kind not in ("box", "table") for line in (section.first,)
    }
    for section in desk.plan.sections:
        if section.kind not in ("box", "table"):
            continue
        lines = range(section.first, section.last + 1)
        text = "".join(desk.document.line(n).strip(" |\t") for n in lines)
        following = section.last + 1
        closed = section.last > section.first or following > desk.plan.last or following in titles
        inside = any(section.first <= grid.last and grid.first <= section.last for grid in desk.plan.grids)
        if holds_nothing(section, len(text) - len(section.title)) and closed and not inside:
            marker = section.marker or ""
            yield Draft(
                plan=desk.plan.number,
                kind="empty_box",
                lines=(section.first,),
                severity="error",
                zh=f"“{marker} {short(section.title, 24)}”只有标题,没有内容。",
                en=f"{marker} has a title and nothing in it.",
            )


def holds_nothing(section: Section, rest: int) -> bool:
    """Whether a section is its title only; `rest` is how many characters stand beside the title."""
    return section.last - section.first <= 1 and rest < len(section.marker or "") + 6 and len(section.title) < _RUN_ON
