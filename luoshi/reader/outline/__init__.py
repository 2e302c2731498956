"""Document -> plans with sections, clauses and tables.

>>> plans = read_plans(Document("a.txt", "txt", ("青岚市“十四五”水利规划", "一、目标", "到2025年建成水库3座。")))
>>> [(plan.title, plan.from_year, [section.title for section in plan.sections]) for plan in plans]
[('青岚市“十四五”水利规划', 2021, ['青岚市“十四五”水利规划', '目标'])]
"""

from __future__ import annotations

from datetime import date

from luoshi.core.text import Text
from luoshi.reader.errors import ReaderError
from luoshi.reader.model import Document, Plan
from luoshi.reader.outline.headings import build
from luoshi.reader.outline.ornaments import ornaments
from luoshi.reader.outline.split import Stretch, stretches
from luoshi.reader.outline.years import base_year, day, period
from luoshi.reader.tables import layout, titled


def read_plans(document: Document) -> tuple[Plan, ...]:
    """Split `document` into its plans, each with its outline.

    Raises ReaderError (`no_plan`) when there is none in it.
    """
    silent = ornaments(document.lines)
    found = stretches([("" if number in silent else line) for number, line in enumerate(document.lines, 1)])
    if not found:
        raise ReaderError(
            "no_plan",
            Text(
                "文中没有找到规划:没有“…规划”“…纲要”之类的标题,也没有成章节的提纲。请检查文件是否选对。",
                "No plan found: neither a title such as “…规划” nor an outline of chapters. Is it the right file?",
            ),
            document.name,
        )
    letter = [when for line in document.lines[: found[0].first - 1] if (when := day(line))]
    return tuple(_plan(document, stretch, letter[-1] if letter else None, silent) for stretch in found)


def _plan(document: Document, stretch: Stretch, issued: date | None, silent: frozenset[int]) -> Plan:
    first, body, last = stretch.first, stretch.body, stretch.last
    title = stretch.title or document.name.rsplit(".", 1)[0]
    lines = {number: document.line(number) for number in range(body, last + 1) if number not in silent}
    # The title again is the head of a page.
    lines = {number: line for number, line in lines.items() if line.strip() != title}
    areas, grids = layout(lines, [grid for grid in document.grids if body <= grid.first <= last])
    sections, clauses = build(title, first, last, lines, document, areas)
    texts = tuple(lines.values())
    from_year, until_year = period(title, texts)
    issued = issued or next((when for line in texts if (when := day(line))), None)
    return Plan(
        stretch.number, title, first, last, sections, clauses, titled(grids, sections, lines),
        from_year, until_year, base_year(texts), issued,
    )  # fmt: skip
