"""The projects of a plan: every form read where it stands, each piece of work kept once.

A project that a box or a table describes and running text mentions is one row: the one that says more.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate

from luoshi.reader.gazetteer import Gazetteer
from luoshi.reader.model import Clause, Document, Plan, Project, Section, Span
from luoshi.reader.projects import facts
from luoshi.reader.projects.draft import Draft
from luoshi.reader.projects.grids import read_grid
from luoshi.reader.projects.items import items, read_items
from luoshi.reader.projects.names import clean, cut, is_name
from luoshi.reader.projects.prose import read_prose
from luoshi.reader.projects.same import Known
from luoshi.reader.projects.words import (
    LEADING_MARK,
    PLACE_HEAD,
    PROJECT_LIST_TITLE,
    REVIEW_TITLE,
    STILL_RUNNING,
    STRONG_HEAD,
    VERB,
)
from luoshi.reader.widths import narrow

_BY_HEADING = "heading that names work"
_BOX = re.compile(r"^\s*专栏\s*\d*")
_VERB_AHEAD = re.compile(
    r"^(?:实施|推进|推动|开展|加快|启动|抓好|加强|做好|深入|大力|全面|积极|扎实|持续|组织|继续|着力|提升|坚持|提高|培育|创新)+"
)

_COUNTED = re.compile(r"[一二三四五六七八九十百\d]+(?:大|项|个)")
_NEARBY = 40
"""Characters around the place of a name within which its very words are looked for."""
_ACTING = re.compile(r"发展|开拓|推广|增强|扩大|引导|构筑|探索|促进")
_LAST_BRACKET = re.compile(r"(?:\([^()]*\))+$")
_TITLE = 30
"""Characters of the longest sentence that is taken for the title of its paragraph."""
_SITE = 8
"""Characters of the shortest heading that is taken for the name of a site."""
_HEADING_LENGTH = 60
"""A line up to this long that gave a project as a heading gives none as running text."""


def gather(plan: Plan, document: Document, gazetteer: Gazetteer) -> Iterator[Project]:
    """Yield the projects of `plan` in the order of the text."""
    reading = _Reading(plan, document, gazetteer)
    structured = [*reading.tables(), *reading.boxes(), *reading.headings(), *reading.lists()]
    known = Known(structured)
    told = sorted(reading.prose(), key=lambda row: -row.confidence)
    prose = [row for row in told if known.is_new(row)]
    yield from sorted([*structured, *prose], key=lambda row: (row.line, row.span or (0, 0)))


class _Reading:
    """One pass over a plan; `taken` holds the lines that a table or box has already given."""

    def __init__(self, plan: Plan, document: Document, gazetteer: Gazetteer) -> None:
        self.plan, self.document, self.gazetteer = plan, document, gazetteer
        self.taken: set[int] = set()
        self.section_of = self._sections()
        self.review = self._marked(REVIEW_TITLE)
        self.about_projects = self._marked(PROJECT_LIST_TITLE)
        self.listed: set[int] = set()
        self.texts = [(clause, narrow(clause.text)) for clause in plan.clauses]

    def _sections(self) -> dict[int, int]:
        """Innermost section of each line: sections stand in the order of the text, so the last to claim a line."""
        return {
            line: index
            for index, section in enumerate(self.plan.sections)
            for line in range(section.first, section.last + 1)
        }

    def _marked(self, title: re.Pattern[str]) -> list[bool]:
        """Whether a section or one above it (but the plan itself) has such a title."""
        marks: list[bool] = []
        for section in self.plan.sections:
            above = section.parent is not None and section.parent > 0 and marks[section.parent]
            marks.append(section.parent is not None and (above or bool(title.search(section.title))))
        return marks

    def tables(self) -> Iterator[Project]:
        """Rows of the tables of projects."""
        for grid in self.plan.grids:
            self.taken.update(range(grid.first, grid.last + 1))
            for row in read_grid(grid):
                text = self.document.line(row.line)
                at = text.find(row.draft.name)
                made = self._project(row.draft, row.line, at if at >= 0 else None, place=row.place, owner=row.owner)
                yield replace(made, start=row.start, end=row.end)

    def boxes(self) -> Iterator[Project]:
        """Items of boxes, and boxes that are about one project."""
        for section in self.plan.sections:
            if section.kind == "box" and not self._inside_box(section):
                yield from self._box(section.first, section.last, section.title)
        for clause in self.plan.clauses:
            if clause.first not in self.taken and _BOX.match(clause.text):
                yield from self._box(clause.first, clause.last, "")

    def _inside_box(self, section: Section) -> bool:
        return section.parent is not None and self.plan.sections[section.parent].kind == "box"

    def _box(self, first: int, last: int, title: str) -> Iterator[Project]:
        numbers = [n for n in range(first, last + 1) if n not in self.taken]
        self.taken.update(numbers)
        lines = [narrow(self.document.line(n)).replace("|", " ") for n in numbers]
        starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
        for draft in read_items("\n".join(lines), boxed=True, title=narrow(title)):
            at = bisect_right(starts, draft.offset) - 1
            yield self._project(draft, numbers[at], draft.offset - starts[at])

    def headings(self) -> Iterator[Project]:
        """Headings that name a piece of work; what stands under them is what is said of it."""
        bodies: dict[int, str] = {}
        for clause in self.plan.clauses:
            bodies.setdefault(clause.section, clause.text)
        for index, section in enumerate(self.plan.sections):
            if section.kind in ("plan", "box", "table") or section.first in self.taken:
                continue
            listed = section.parent is not None and self.about_projects[section.parent]
            draft = _heading(narrow(section.title), narrow(bodies.get(index, "")), listed=listed)
            if draft and not self._has_parts(index):
                self.listed.add(section.first)
                at = self.document.line(section.first).find(section.title[:8])
                yield self._project(draft, section.first, max(at, 0) + draft.offset, section=index)

    def _has_parts(self, index: int) -> bool:
        following = self.plan.sections[index + 1 : index + 2]
        return bool(following) and following[0].parent == index and following[0].kind != "box"

    def lists(self) -> Iterator[Project]:
        """Marked items of running text that end as names do."""
        for clause, text in self._free():
            if len(items(text)) > 1:
                found = list(read_items(text, boxed=False))
                if found:
                    self.taken.update(range(clause.first, clause.last + 1))
                    yield from (self._of_clause(draft, clause) for draft in found)
            elif LEADING_MARK.match(text) or self._is_titled(clause, text):
                line, _ = cut(text, "。:;")
                draft = _heading(line, text[len(line) :], listed=self.about_projects[clause.section])
                if draft:
                    self.listed.add(clause.first)
                    yield self._of_clause(draft, clause)

    def _is_titled(self, clause: Clause, text: str) -> bool:
        """Whether a paragraph in a chapter of projects opens with the bare name of one."""
        if not self.about_projects[clause.section]:
            return False
        title, length = cut(text, "。,:;")
        return length <= _TITLE and text[length : length + 1] in "。:" and not VERB.match(_VERB_AHEAD.sub("", title))

    def prose(self) -> Iterator[Project]:
        """Objects of verbs of work in running text; reviews of past years give only what money is named for."""
        for clause, text in self._free():
            if clause.first in self.listed and clause.start == 0 and len(text) <= _HEADING_LENGTH:
                continue
            review = self.review[clause.section]
            trusted = self.about_projects[clause.section]
            for draft in read_prose(text, trusted=trusted):
                if not review:
                    yield self._of_clause(draft, clause)
                elif draft.owner or STILL_RUNNING.search(draft.told):
                    yield self._of_clause(draft._replace(confidence=round(draft.confidence / 2, 2)), clause)

    def _free(self) -> Iterator[tuple[Clause, str]]:
        return ((clause, text) for clause, text in self.texts if clause.first not in self.taken)

    def _of_clause(self, draft: Draft, clause: Clause) -> Project:
        if clause.first == clause.last:
            return self._project(draft, clause.first, clause.start + draft.offset, section=clause.section)
        left = draft.offset + clause.start
        for number in range(clause.first, clause.last + 1):
            line = self.document.line(number)
            if left < len(line.strip()) or number == clause.last:
                return self._project(draft, number, line.find(line.strip()) + left, section=clause.section)
            left -= len(line.strip())
        return self._project(draft, clause.first, None, section=clause.section)

    def _project(
        self,
        draft: Draft,
        line: int,
        at: int | None,
        *,
        section: int | None = None,
        place: str | None = None,
        owner: str | None = None,
    ) -> Project:
        plan = self.plan
        start, end = facts.years(draft.body, plan.from_year, plan.until_year)
        if draft.during and start is None and end is None:
            start, end = plan.from_year, plan.until_year
        name, span = _as_written(self.document.line(line), at, draft)
        return Project(
            id="",
            plan=plan.number,
            line=line,
            section=self.section_of.get(line, 0) if section is None else section,
            name=name,
            content=draft.content or facts.content(draft.body),
            investment=draft.investment or facts.money(draft.body),
            place=place or draft.place or facts.place(draft.name, draft.body, self.gazetteer),
            start=start,
            end=end,
            owner=owner or draft.owner or facts.owner(draft.name, draft.body),
            span=span,
            confidence=draft.confidence,
            why=draft.why,
        )


def _as_written(line: str, at: int | None, draft: Draft) -> tuple[str, Span | None]:
    """The name in the signs of its line, and where it stands there; an area taken into the name stands elsewhere."""
    if at is None:
        return draft.name, None
    first = max(0, at - _NEARBY)
    text = narrow(line[first : at + len(draft.name) + _NEARBY])
    name = draft.name
    if draft.place and name not in text:
        return name, _span_of_part(text, first, at, name, draft.place)
    if not text[at - first :].startswith(name):
        at = text.find(name) + first
    if at < first:
        return name, None
    end = at + len(name)
    return line[at:end], (at, end)


def _span_of_part(text: str, first: int, at: int, name: str, area: str) -> Span | None:
    """Where one of the two words stands that a name was put together from: the area, or what is built there."""
    for words in (area, name.removeprefix(area)):
        if text[at - first :].startswith(words):
            return at, at + len(words)
    found = text.find(name.removeprefix(area))
    return (first + found, first + found + len(name) - len(area)) if found >= 0 else None


def _heading(title: str, body: str, *, listed: bool) -> Draft | None:
    """The project that a heading names: the heading itself, or what it says is to be done."""
    first, length = cut(title, ",;")
    body = f"{title[length:]}{body}"
    name = clean(_VERB_AHEAD.sub("", clean(first)))
    plain = _LAST_BRACKET.sub("", name)
    if is_name(name) and (_is_title(plain) or _is_site(plain)):
        return Draft(name=name, offset=max(0, title.find(name)), body=body, why=_BY_HEADING, confidence=0.85)
    if named := next(read_prose(title), None):
        return named._replace(body=body, why=_BY_HEADING, confidence=0.8)
    if listed and is_name(name) and first == title.rstrip(" 。"):
        return Draft(name=name, offset=max(0, title.find(name)), body=body, why=_BY_HEADING, confidence=0.6)
    return None


def _is_title(name: str) -> bool:
    return (bool(STRONG_HEAD.search(name)) and (len(name) > _SITE or "“" in name)) and not _COUNTED.match(name)


def _is_site(name: str) -> bool:
    """Whether a heading is just the name of a place to be built, such as a park or a resort."""
    return bool(PLACE_HEAD.search(name)) and len(name) >= _SITE and not VERB.search(name) and not _ACTING.search(name)
