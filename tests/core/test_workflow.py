"""Tables of moves are checked, and the ones in use hold."""

from __future__ import annotations

import pytest

from luoshi.core.workflow import Move, Workflow, faults
from luoshi.plans.supervision.moves import LEDGER, MOVE_TEXTS, STATE_TEXTS
from luoshi.plans.works.stages import STAGES


def flow(*moves: Move, states: tuple[str, ...] = ("a", "b"), finals: tuple[str, ...] = ("b",)) -> Workflow:
    return Workflow(states, "a", finals, moves)


@pytest.mark.parametrize(
    ("broken", "fault"),
    [
        (flow(), "b is never reached"),
        (flow(Move("go", ("a",), "x", "me")), "go: x is no state"),
        (flow(Move("go", ("x",), "b", "me"), Move("on", ("a",), "b", "me")), "go: x is no state"),
        (flow(Move("go", ("a",), "b", "me"), Move("go", ("a",), "a", "me")), "go: twice from a"),
        (flow(Move("go", ("a",), "b", "me", ("money",))), "go: money cannot be needed"),
        (flow(Move("go", ("a",), "b", "me"), finals=("z",)), "z is no state"),
        (flow(Move("go", ("a",), "b", "me"), finals=("a",)), "b: no way to an end"),
        (flow(Move("stay", ("a",), "", "me")), "a: no way to an end"),
    ],
)
def test_a_broken_table_is_named(broken: Workflow, fault: str) -> None:
    assert fault in faults(broken)


@pytest.mark.parametrize("table", [LEDGER, STAGES], ids=["supervision", "stages"])
def test_the_tables_in_use_are_whole(table: Workflow) -> None:
    assert faults(table) == []


def test_every_move_and_state_of_supervision_has_its_words() -> None:
    assert {move.name for move in LEDGER.moves} | {"register", "overdue", "due"} == set(MOVE_TEXTS)
    assert set(LEDGER.states) == set(STATE_TEXTS)
    assert all(len(name) <= 12 for name in MOVE_TEXTS)


def test_a_move_that_stays_leaves_the_state() -> None:
    assert Move("chase", ("a",), "", "me").after("a") == "a"
    assert flow(Move("go", ("a",), "b", "me")).moves_from("a", ("you",)) == []
