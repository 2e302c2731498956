"""The stages of a project and which may follow which, as a table of moves named by where they lead.

>>> [move.name for move in STAGES.moves_from("build")]
['finish', 'start', 'shelved']
>>> forward("approval", "build"), forward("build", "approval")
(True, False)
"""

from __future__ import annotations

from luoshi.core.text import Text
from luoshi.core.workflow import Move, Workflow
from luoshi.plans.models import Batch, Stage

RESERVE, APPROVAL, START, BUILD, FINISH, SHELVED = Stage.values
STAGE_TEXTS: dict[str, Text] = {
    RESERVE: Text("储备", "reserve"),
    APPROVAL: Text("前期审批", "approval"),
    START: Text("开工", "start"),
    BUILD: Text("在建", "building"),
    FINISH: Text("竣工", "finished"),
    SHELVED: Text("搁置", "shelved"),
}
BATCH_TEXTS: dict[str, Text] = {
    Batch.CLEAR: Text("清理压减", "clear and cut"),
    Batch.RESERVE: Text("谋划储备", "plan and reserve"),
    Batch.ATTRACT: Text("洽谈引进", "negotiate and attract"),
    Batch.START: Text("落地开工", "land and start"),
    Batch.APPLY: Text("向上争取", "apply upwards"),
    Batch.UPGRADE: Text("赋能提升", "empower and upgrade"),
}
"""The six batches (六个一批)."""
IN_ORDER = (RESERVE, APPROVAL, START, BUILD, FINISH)
WORKED_ON = (START, BUILD, FINISH)
"""Stages in which ground has been broken."""

STAGES = Workflow(
    states=tuple(Stage.values),
    initial=RESERVE,
    finals=(FINISH, SHELVED),
    moves=(
        Move(APPROVAL, (RESERVE,), APPROVAL, "planner"),
        Move(START, (APPROVAL,), START, "planner"),
        Move(BUILD, (START,), BUILD, "planner"),
        Move(FINISH, (BUILD,), FINISH, "planner"),
        Move(RESERVE, (APPROVAL, SHELVED), RESERVE, "planner", ("comment",)),
        Move(APPROVAL, (START, SHELVED), APPROVAL, "planner", ("comment",)),
        Move(START, (BUILD,), START, "planner", ("comment",)),
        Move(BUILD, (FINISH, SHELVED), BUILD, "planner", ("comment",)),
        Move(SHELVED, (RESERVE, APPROVAL, START, BUILD), SHELVED, "planner", ("comment",)),
    ),
)


def forward(here: str, there: str) -> bool:
    """Whether `there` is `here` or a later stage. An approved report may pass over stages that were not reported."""
    return here in IN_ORDER and there in IN_ORDER and IN_ORDER.index(there) >= IN_ORDER.index(here)
