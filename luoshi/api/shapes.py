"""What the API of returns takes and gives. Field descriptions are those of its OpenAPI document.

>>> ReturnOut.model_fields["version"].description[:31]
'Send it back with every change;'
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from ninja import Field, Schema


class DoubtOut(Schema):
    """What a check found about a value."""

    check: str = Field(description="range, jump, falls, unit, parts or missing")
    zh: str
    en: str
    refuses: bool = Field(
        description="True: against a rule of the scheme, no reason helps. False: a reason is asked for"
    )


class LineOut(Schema):
    """One indicator of a return."""

    line: int = Field(description="Key of the line")
    indicator: str = Field(description="Key of the indicator within its plan")
    name: str
    unit: str
    filled: bool = Field(description="False: nothing typed yet. True with value null: there is none, the note says why")
    value: float | None
    last: float | None = Field(description="The last official value before the period")
    unchanged: bool
    note: str
    reason: str
    doubts: list[DoubtOut]


class ReturnOut(Schema):
    """A return."""

    id: int
    plan: int
    agency: str
    area: str = Field(description="Code of the area (GB/T 2260)")
    period: str = Field(description="2023, 2023-H1, 2023-Q2 or 2023-05", examples=["2023-Q2"])
    due: date
    state: str = Field(description="draft, filed, checked, approved, returned or locked")
    version: int = Field(description="Send it back with every change; an older one is refused (409, stale)")


class StepOut(Schema):
    """A move that was made."""

    before: str
    after: str
    by: str | None
    at: datetime
    comment: str


class ReturnDetail(ReturnOut):
    """A return with its lines and its history."""

    lines: list[LineOut]
    steps: list[StepOut]


class ReturnPage(Schema):
    """A page of returns, by due day."""

    returns: list[ReturnOut]
    after: str | None = Field(description="Ask for the next page with this; null: there is none")


class ValueIn(Schema):
    """What to put into one line. A field that is left out stays as it is."""

    line: int
    value: float | None = Field(None, description="null with filled true: there is none")
    filled: bool | None = Field(None, description="false empties the line; true without value says there is none")
    note: str | None = None
    reason: str | None = None


class ValuesIn(Schema):
    """Values to keep: all of them or, where one is refused, none."""

    version: int
    values: list[ValueIn]


class MoveIn(Schema):
    """A move."""

    version: int
    comment: str = Field("", description="Needed to send back, reopen and excuse", max_length=2000)


class FigureOut(Schema):
    """A figure."""

    id: int
    plan: int
    indicator: str
    area: str
    period: str
    revision: int
    value: float | None
    maker: str = Field(description="filed, computed, imported or simulated")
    approved_at: datetime | None = Field(description="null: not official; shown to its own side only")


class FigurePage(Schema):
    """A page of figures, by key."""

    figures: list[FigureOut]
    after: int | None


class ImportOut(Schema):
    """What an import changed, or would change (dry run)."""

    written: bool
    changes: int
    returns: list[int]
    errors: list[dict[str, Any]] = Field(description="place (Sheet!D7), zh, en; with one error nothing is written")
