"""A few simulated amendments of a plan's targets: one that is eased, one that is raised, a pending one that is issued.

amend(plan, SEED, at=now)   ->   how many
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from luoshi.core.target import Op, TargetKind
from luoshi.demo.fates import generator
from luoshi.journal.actions import SYSTEM, record
from luoshi.plans.models import Amendment, Plan, Target

DOCUMENT = "模拟文件"
EASED, RAISED = 0.95, 1.05
MIN_VALUE = 20
"""Small counts are not amended: a twentieth of them is no whole thing."""
ISSUED = 10.0
"""The value of a simulated issue, in the target's unit."""


def amend(plan: Plan, seed: int, *, at: datetime) -> int:
    """Amend one or two targets of a plan, and issue its first pending one. Part of the caller's transaction."""
    rng = generator(seed, str(plan.number), "amendments")
    year = (plan.from_year or 2021) + 2
    open_ = Target.objects.filter(indicator__plan=plan, amendments=None).order_by("line", "pk")
    levels = list(open_.filter(kind=TargetKind.CUMULATIVE, value__gte=MIN_VALUE, path={}, area__parent=None))
    changes: list[tuple[Target, dict[str, Any], str]] = []
    if levels:
        target = levels[int(rng.random() * len(levels))]
        factor = EASED if rng.random() < 0.5 else RAISED
        changes.append(
            (target, {"value": [target.value, float(round((target.value or 0) * factor))]}, "中期评估后调整")
        )
    pending = open_.filter(kind=TargetKind.PENDING).first()
    if pending is not None:
        issue = {"kind": [pending.kind, TargetKind.LEVEL.value], "value": [None, ISSUED], "year": [None, plan.until_year],
                 "op": [pending.op, Op.AT_LEAST.value]}  # fmt: skip
        changes.append((pending, issue, "上级下达"))
    for place, (target, change, reason) in enumerate(changes):
        _record(target, change, reason, date(year, 7 - 3 * place, 1), at)
    return len(changes)


def _record(target: Target, changes: dict[str, Any], reason: str, day: date, at: datetime) -> None:
    """One amendment with its journal line. Where `luoshi.plans.targets.actions` can amend, it belongs there."""
    one = Amendment.objects.create(
        target=target, effective_from=day, document=DOCUMENT, reason=f"模拟: {reason}", changes=changes, at=at
    )
    after = {"effective_from": day, "document": DOCUMENT, "changes": changes}
    record(who=SYSTEM, action="target.amend", thing=f"target:{target.pk}", at=at, why=one.reason, after=after)
