"""Dates that cannot be: deadlines before the plan was issued, ends before beginnings, days no calendar has.

>>> from luoshi.reader.audit.draft import Passage
>>> [d.arithmetic for d in in_passage(Passage(1, 3, 3, "2021年6月底前完成改造。"), date(2022, 3, 1), 2021)]
['2021-06-30 < 2022-03-01']
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from luoshi.reader.audit.draft import Desk, Draft, Passage, after, short
from luoshi.reader.widths import narrow

_WHEN = r"(?P<y>20\d\d)年(?:(?P<m>\d{1,2})月)?(?:(?P<d>\d{1,2})日)?(?:年?(?:底|末|中)|份)?"
_BY = re.compile(rf"{_WHEN}(?:之|以)?前")
_PLANNED = re.compile(
    rf"(?:计划|预计|力争|拟)(?:于|在|到)?{_WHEN}[^,。;、\d]{{0,8}}(?:建成|竣工|投入|投用|通车|投产|启动|开工|完工|交付)"
)
_PROMISE = re.compile(r"力争|确保|计划|要在|将于|争取|必须")
_HISTORY = re.compile(r"十[二三]五|已|以来|完成了|先后|截至|回顾|累计")
_PERIOD = re.compile(r"(?<!\d)(?P<a>20\d\d)年?\s?(?:[-—~–]{1,2}|至|到)\s?(?P<b>20\d\d)年")
_BUILT = re.compile(
    r"(?P<a>20\d\d)年[^。;,\d]{0,10}(?:开工|启动|动工)[^。;\d]{0,16}(?P<b>20\d\d)年[^。;,\d]{0,8}(?:建成|竣工|完工|完成|投入|投用)"
)
_DAY = re.compile(r"(?P<y>(?:19|20)\d\d)年(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})日)?")
_ISSUED = re.compile(r"\s*(20\d\d)年(\d{1,2})月(\d{1,2})日\s*")
_FRONT_MATTER = 60


def find(desk: Desk) -> Iterator[Draft]:
    """Every impossible date of a plan."""
    yield from _projects(desk)
    issued = desk.plan.issued or _front_date(desk)
    for passage in desk.passages:
        if "20" in passage.text:
            yield from in_passage(passage, issued, desk.plan.from_year)


def _projects(desk: Desk) -> Iterator[Draft]:
    """Projects that end before they begin."""
    for project in desk.projects:
        if project.start is not None and project.end is not None and project.start > project.end:
            yield Draft(
                plan=desk.plan.number,
                kind="date",
                lines=(project.line,),
                severity="error",
                zh=f"项目“{short(project.name)}”的开工年份{project.start}晚于完工年份{project.end}。",
                en=f"The project {short(project.name)} begins in {project.start} and ends in {project.end}.",
                arithmetic=f"{project.start} > {project.end}",
            )


def in_passage(passage: Passage, issued: date | None, from_year: int | None) -> Iterator[Draft]:
    """The impossible dates of one passage; deadlines that were over when the plan came out make one finding."""
    text = passage.text
    lines = tuple(range(passage.first, passage.last + 1))
    yield from _backwards(passage, lines)
    for match in _DAY.finditer(text):
        if not _exists(int(match["y"]), int(match["m"]), int(match["d"] or 1)):
            yield Draft(
                plan=passage.plan,
                kind="date",
                lines=lines,
                severity="error",
                zh=f"“{match[0]}”不是有效日期。",
                en=f"{match[0]} is no date.",
            )
    start = issued or (date(from_year, 1, 1) if from_year else None)
    if start is None:
        return
    since = from_year or start.year - 1
    past = [
        (match[0], due)
        for pattern in (_BY, _PLANNED)
        for match in pattern.finditer(text)
        if (due := _end(match)) is not None and due < start and (int(match["y"]) >= since or _promised(text, match))
    ]
    if past:
        told, due = past[0]
        more = f"等{len(past)}处" if len(past) > 1 else ""
        what, when = ("印发日期", "was issued on") if issued else ("规划期起点", "begins on")
        yield Draft(
            plan=passage.plan,
            kind="date",
            lines=lines,
            severity="warning",
            zh=f"期限“{told}”{more}早于{what}{start.isoformat()}。",
            en=f"The deadline {due.isoformat()} lies before the plan {when} {start.isoformat()}.",
            arithmetic=f"{due.isoformat()} < {start.isoformat()}",
        )


def _promised(text: str, match: re.Match[str]) -> bool:
    """Whether a date before the plan's own years is promised and not told as history."""
    lead = text[after("。;", text, match.start()) : match.start()]
    return bool(_PROMISE.search(lead)) and not _HISTORY.search(text)


def _backwards(passage: Passage, lines: tuple[int, ...]) -> Iterator[Draft]:
    for pattern in (_PERIOD, _BUILT):
        for match in pattern.finditer(passage.text):
            if int(match["a"]) > int(match["b"]):
                yield Draft(
                    plan=passage.plan,
                    kind="date",
                    lines=lines,
                    severity="error",
                    zh=f"“{match[0]}”:开始年份{match['a']}晚于结束年份{match['b']}。",
                    en=f"It begins in {match['a']} and ends in {match['b']}.",
                    arithmetic=f"{match['a']} > {match['b']}",
                )


def _end(match: re.Match[str]) -> date | None:
    """The last day of what the text names: a year, a month, a day."""
    year, month = int(match["y"]), int(match["m"] or 12)
    if not 1 <= month <= 12:
        return None
    last = monthrange(year, month)[1]
    return date(year, month, min(int(match["d"] or last), last))


def _exists(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def _front_date(desk: Desk) -> date | None:
    """A date that stands alone on a line before the first plan, if there is only one."""
    lines = desk.document.lines[: min(_FRONT_MATTER, len(desk.document.lines))]
    found = {match.groups() for line in lines if (match := _ISSUED.fullmatch(narrow(line)))}
    if len(found) != 1:
        return None
    year, month, day = (int(part) for part in found.pop())
    return date(year, month, day) if _exists(year, month, day) else None
