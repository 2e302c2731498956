"""Tables of plans: the stored ledger, what is followed, figures, returns, works, supervision."""

from __future__ import annotations

from luoshi.plans.models.figures import Evidence, Figure, Maker, Series
from luoshi.plans.models.ledger import (
    BAR,
    Commitment,
    Decision,
    Finding,
    Kind,
    Plan,
    ReadingJob,
    SourceDocument,
    Verdict,
    barred,
    heading,
    unbarred,
)
from luoshi.plans.models.returns import Notice, Return, ReturnItem, ReturnState, ReturnStep
from luoshi.plans.models.supervision import Draw, Item, ItemState, ItemStep, Spell, TickJob, Verification
from luoshi.plans.models.targets import Amendment, Direction, Indicator, Measure, Spread, Target
from luoshi.plans.models.works import Batch, Milestone, Project, ProjectReport, Stage, Undertaking

__all__ = [
    "BAR",
    "Amendment",
    "Batch",
    "Commitment",
    "Decision",
    "Direction",
    "Draw",
    "Evidence",
    "Figure",
    "Finding",
    "Indicator",
    "Item",
    "ItemState",
    "ItemStep",
    "Kind",
    "Maker",
    "Measure",
    "Milestone",
    "Notice",
    "Plan",
    "Project",
    "ProjectReport",
    "ReadingJob",
    "Return",
    "ReturnItem",
    "ReturnState",
    "ReturnStep",
    "Series",
    "SourceDocument",
    "Spell",
    "Spread",
    "Stage",
    "Target",
    "TickJob",
    "Undertaking",
    "Verdict",
    "Verification",
    "barred",
    "heading",
    "unbarred",
]
