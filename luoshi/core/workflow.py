"""Moves as data: states, who may take what from where to where, what it needs; and a check that finds broken tables.

    >>> door = Workflow(("open", "shut"), "open", ("shut",), (Move("close", ("open",), "shut", "owner"),))
    >>> faults(door)
    []
    >>> [move.name for move in door.moves_from("open")], door.find("close", "shut") is None
    (['close'], True)

A move with an empty target leaves the state as it is (a chase, an extension).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

NEEDS = ("comment", "date", "owner")
"""What a move can need beside the right to make it."""


@dataclass(frozen=True, slots=True)
class Move:
    """One row of the table: `side` makes the move `name` from any of `sources` to `target`, giving what it `needs`.

    `clock` names the clock that starts to run when the target is reached.
    """

    name: str
    sources: tuple[str, ...]
    target: str
    side: str
    needs: tuple[str, ...] = ()
    clock: str = ""

    def after(self, state: str) -> str:
        """The state after the move from `state`."""
        return self.target or state


@dataclass(frozen=True, slots=True)
class Workflow:
    """States in order, the first one, those at which it may end, and the moves between them."""

    states: tuple[str, ...]
    initial: str
    finals: tuple[str, ...]
    moves: tuple[Move, ...]

    def find(self, name: str, state: str) -> Move | None:
        """The move called `name` from `state`; None where there is none."""
        return next((move for move in self.moves if move.name == name and state in move.sources), None)

    def moves_from(self, state: str, sides: Sequence[str] | None = None) -> list[Move]:
        """What may be done in `state`, by any side or by one of `sides`."""
        return [move for move in self.moves if state in move.sources and (sides is None or move.side in sides)]

    def reached_from(self, state: str) -> set[str]:
        """All states to which moves lead from `state`, itself included."""
        found, fresh = {state}, [state]
        while fresh:
            here = fresh.pop()
            for move in self.moves_from(here):
                if (there := move.after(here)) not in found:
                    found.add(there)
                    fresh.append(there)
        return found


def faults(flow: Workflow) -> list[str]:
    """What is wrong with a table of moves; all of it at once.

    >>> faults(Workflow(("a", "b", "c"), "a", ("b",), (Move("go", ("a",), "x", "me"),)))
    ['go: x is no state', 'b is never reached', 'c is never reached', 'a: no way to an end']
    """
    return list(_faults(flow))


def _faults(flow: Workflow) -> Iterator[str]:
    known = set(flow.states)
    for state in (flow.initial, *flow.finals):
        if state not in known:
            yield f"{state} is no state"
    seen: set[tuple[str, str]] = set()
    for move in flow.moves:
        for state in (*move.sources, *filter(None, [move.target])):
            if state not in known:
                yield f"{move.name}: {state} is no state"
        for need in move.needs:
            if need not in NEEDS:
                yield f"{move.name}: {need} cannot be needed"
        for state in move.sources:
            if (move.name, state) in seen:
                yield f"{move.name}: twice from {state}"
            seen.add((move.name, state))
    reached = flow.reached_from(flow.initial)
    yield from (f"{state} is never reached" for state in flow.states if state not in reached)
    for state in flow.states:
        if state in reached and not flow.reached_from(state) & set(flow.finals):
            yield f"{state}: no way to an end"
