"""The types that pass between the stages of the reader.

Lines are counted from 1, as an editor shows them. A `span` is a half-open range of characters within the line.
What the text does not say is None, never a guess.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from luoshi.core.target import Bound, Op, Role, TargetKind

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table: its text, the line it starts on, how many rows and columns it covers."""

    text: str
    line: int
    rows: int = 1
    cols: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with its layout: a merged cell stands once, at its upper left place.

    `rows` are dense: every row lists `width` cells and a place covered by a merged cell repeats that very cell.
    The first `header` rows are column heads. `title` is the caption, as far as one stands above the table.
    """

    first: int
    last: int
    rows: tuple[tuple[Cell, ...], ...]
    header: int = 0
    title: str | None = None
    unit: str | None = None

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.rows[0]) if self.rows else 0


@dataclass(frozen=True, slots=True)
class Document:
    """A document as numbered lines. `lines[0]` is line 1.

    `levels` gives the heading level (1 is the highest) of lines that the format itself marks as headings;
    `notes` the lines that are footnotes; `grids` the tables whose layout the format kept. The lines of such
    a table are its rows, cells parted by a tab.
    """

    name: str
    format: Literal["txt", "docx", "html", "pdf"]
    lines: tuple[str, ...]
    levels: Mapping[int, int] = field(default_factory=dict)
    notes: frozenset[int] = frozenset()
    grids: tuple[Grid, ...] = ()

    def line(self, number: int) -> str:
        """The text of line `number` (from 1)."""
        return self.lines[number - 1]


SectionKind = Literal["plan", "part", "chapter", "section", "item", "box", "table", "annex"]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it.

    `marker` is the number as written (`第一章`, `(二)`, `3.`, `专栏4`), `number` its value, `parent` the index of the
    section above in `Plan.sections` (None for the plan itself, always section 0).
    """

    kind: SectionKind
    level: int
    marker: str | None
    number: int | None
    title: str
    first: int
    last: int
    parent: int | None


@dataclass(frozen=True, slots=True)
class Clause:
    """A paragraph of running text and its place in the outline.

    `marker` is the list mark that opens it (`——`, `①`, `一是`), None for a plain paragraph. `start` is the offset in
    line `first` where the clause begins: a run-in heading (`1.发展基础。全市...`) is a section and a clause on one line.
    """

    section: int
    first: int
    last: int
    start: int
    marker: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Plan:
    """One plan of a document: its outline, its clauses and its tables, and the years it speaks of."""

    number: int
    title: str
    first: int
    last: int
    sections: tuple[Section, ...]
    clauses: tuple[Clause, ...]
    grids: tuple[Grid, ...]
    from_year: int | None
    until_year: int | None
    base_year: int | None
    issued: date | None

    def path(self, section: int) -> tuple[str, ...]:
        """Titles from the plan down to `section`."""
        titles: list[str] = []
        index: int | None = section
        while index is not None:
            titles.append(self.sections[index].title)
            index = self.sections[index].parent
        return tuple(reversed(titles))


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number the plan commits to (target), or reports as the state it starts from (base).

    `value` is in `unit` as written (12.5 and `万人`, not 125000); a range keeps its lower end in `value` and its
    upper end in `upper`. Where the target is still to be issued, `role` is pending and `value` None.
    `kind` is the plan's own word: 约束性, 预期性, 非约束性. `annual` holds targets year by year. `part_of` names the
    indicator that this one is a part of (其中). `confidence` is in 0..1 and `why` says what it rests on.
    """

    id: str
    plan: int
    line: int
    name: str
    role: Role
    value: float | None
    upper: float | None = None
    unit: str | None
    year: int | None
    base_year: int | None = None
    op: Op | None
    kind: str | None = None
    annual: Mapping[int, float] | None = None
    source: Literal["table", "prose"]
    scope: str | None = None
    bound: Bound | None = None
    target_kind: TargetKind | None = None
    part_of: str | None = None
    section: int
    span: Span | None = None
    owner: str | None = None
    confidence: float
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """An amount as written: 3.35 and `亿元`."""

    value: float
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Something to be done: the verb and its object, with deadline, owner and places where the text names them."""

    id: str
    plan: int
    line: int
    section: int
    verb: str
    object: str
    span: Span
    deadline: int | None = None
    owners: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    confidence: float
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A named piece of work: name, content, investment, place, years, owner; `line` is where its name stands."""

    id: str
    plan: int
    line: int
    section: int
    name: str
    content: str | None = None
    investment: Money | None = None
    place: str | None = None
    start: int | None = None
    end: int | None = None
    owner: str | None = None
    span: Span | None = None
    confidence: float
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """An information system that the plan wants: its name and what is to be done with it (建设, 完善, 接入...)."""

    id: str
    plan: int
    line: int
    section: int
    name: str
    verb: str | None
    span: Span
    owner: str | None = None
    confidence: float
    why: str


DutyKind = Literal["evaluate", "publish", "report", "assess", "adjust", "annual_plan", "fund", "lead"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """A duty of implementation: to evaluate, publish, report, assess, adjust, plan by year, with years if said."""

    id: str
    plan: int
    line: int
    section: int
    kind: DutyKind
    years: tuple[int, ...] = ()
    owners: tuple[str, ...] = ()
    span: Span
    confidence: float
    why: str


FindingKind = Literal[
    "sum",
    "count",
    "conflict",
    "weaker_than_base",
    "growth",
    "unit",
    "missing_base",
    "missing_owner",
    "pending",
    "placeholder",
    "numbering",
    "duplicate",
    "date",
    "empty_box",
]
Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What is wrong in the text: where, how bad, why in both languages, and the arithmetic in numbers."""

    id: str
    plan: int
    kind: FindingKind
    lines: tuple[int, ...]
    severity: Severity
    message_zh: str
    message_en: str
    arithmetic: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """Everything read from one document."""

    document: Document
    plans: tuple[Plan, ...]
    quantities: tuple[Quantity, ...]
    tasks: tuple[Task, ...]
    projects: tuple[Project, ...]
    systems: tuple[System, ...]
    duties: tuple[Duty, ...]
