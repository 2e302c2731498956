"""The clocks of supervised items, in working days by the official calendar.

>>> item_due(date(2024, 2, 1), "ordinary")
datetime.date(2024, 2, 9)
>>> state_due("assigned", date(2024, 2, 1), "ordinary", date(2024, 2, 9))
datetime.date(2024, 2, 2)

An item's own clock runs from its assignment to `Item.due`. Beside it every state has a clock of its own (moves); while
the item lies with its owner the earlier of the two counts. A year without a calendar raises CalendarUnknownError.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from luoshi.core.presets import CLOCKS
from luoshi.core.text import Text
from luoshi.core.workdays import CalendarUnknownError, due_after
from luoshi.plans import acting
from luoshi.plans.models import Item, ItemStep
from luoshi.plans.supervision.moves import LEDGER, WITH_OWNER

RETURN_CLOCK = "feedback"
"""What is sent back has at least this long."""
ASK_ENDS = ("assign", "report", "decline", "return", "grant", "refuse")
"""Steps after which an extension that was asked for waits no more."""
STATE_CLOCKS: dict[str, str] = {move.target: move.clock for move in LEDGER.moves if move.clock}


def item_due(assigned_on: date, clock: str) -> date:
    """The end of an item's own clock."""
    return due_after(assigned_on, CLOCKS[clock])


def state_due(state: str, entered_on: date, clock: str, due: date | None) -> date | None:
    """By when the state is to be left; None where no clock runs."""
    own = STATE_CLOCKS.get(state)
    end = due_after(entered_on, CLOCKS[own]) if own else None
    if state not in WITH_OWNER:
        return end
    if due is None:
        due = item_due(entered_on, clock)  # raises where the calendar is not known: the item's due day is still open
    return due if end is None else min(end, due)


def entered(steps: Iterable[ItemStep]) -> ItemStep | None:
    """The step by which an item came to its state."""
    return next((step for step in reversed(list(steps)) if step.before != step.after), None)


def pending_ask(steps: Iterable[ItemStep]) -> ItemStep | None:
    """The extension that is asked for and not answered since the item came to its owner."""
    last = None
    for step in steps:
        if step.kind in ASK_ENDS:
            last = None
        elif step.kind == "ask":
            last = step
    return last


def shown(item: Item, steps: Iterable[ItemStep]) -> tuple[date | None, Text | None]:
    """The day by which the present state is to be left, or what is said instead of a day."""
    step = entered(steps)
    if step is None:
        return None, None
    try:
        return state_due(item.state, acting.today(step.at), item.clock, item.due), None
    except CalendarUnknownError as error:
        return None, error.text
