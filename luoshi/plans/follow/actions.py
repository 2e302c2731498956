"""The only writes that make a plan followed: indicators, targets, projects, undertakings from its ledger.

done = follow(plan, acting_user=planner, at=now)
done.targets, done.differing        # how many are new; ids of rows that were changed since they are followed

Following twice adds what is new and changes nothing that is followed: a target changes by an amendment only.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from luoshi.journal.actions import SYSTEM
from luoshi.journal.actions import record as journal
from luoshi.people import access
from luoshi.people.models import Role, User
from luoshi.plans.actions import RefusedError
from luoshi.plans.follow import store
from luoshi.plans.follow.build import Term, build
from luoshi.plans.follow.names import Directory
from luoshi.plans.follow.rows import quantity
from luoshi.plans.models import Commitment, Kind, Plan, SourceDocument, Verdict
from luoshi.plans.rows import corrected


@dataclass(frozen=True, slots=True)
class Followed:
    """What following a plan added, and which rows no longer say what is followed (they are left as they are)."""

    indicators: int = 0
    targets: int = 0
    projects: int = 0
    undertakings: int = 0
    milestones: int = 0
    rejected: int = 0
    differing: tuple[str, ...] = ()

    @property
    def added(self) -> int:
        """How many rows are new."""
        return self.indicators + self.targets + self.projects + self.undertakings + self.milestones


def follow_document(
    document: SourceDocument, *, acting_user: User | None, at: datetime, numbers: Iterable[int] = ()
) -> dict[int, Followed]:
    """Follow the plans of a document, or those with the given numbers; by number of the plan. A transaction a plan."""
    plans = document.plans.filter(number__in=numbers) if numbers else document.plans.all()
    return {plan.number: follow(plan, acting_user=acting_user, at=at) for plan in plans.defer("outline")}


@transaction.atomic
def follow(plan: Plan, *, acting_user: User | None, at: datetime) -> Followed:
    """Follow every commitment of a plan that nobody rejected, as corrected. Idempotent.

    Raises ForbiddenError unless a planner (or time itself) acts; RefusedError `no_places` where no areas are stored,
    `other_city` where the plan names none of them.
    """
    if acting_user is not None and not access.has_role(acting_user, Role.PLANNER):
        raise access.ForbiddenError("follow", plan)
    plan = Plan.objects.select_for_update(of=("self",)).select_related("document").defer("outline").get(pk=plan.pk)
    directory = _directory(plan)
    rows = list(plan.commitments.order_by("ordinal"))
    wanted = [row for row in rows if row.verdict != Verdict.REJECTED]
    lead = directory.lead(plan.title)
    drafts = build(
        (quantity(_now(row), key=row.pk, place=row.ordinal) for row in wanted if row.kind == Kind.QUANTITY),
        directory.areas,
        Term(plan.from_year, plan.until_year, plan.base_year),
    )
    since = date(plan.from_year, 1, 1) if plan.from_year else plan.issued or at.date()
    indicators, targets, changed = store.targets(plan, drafts, directory, lead, since=since, at=at)
    projects, undertakings, milestones, moved = store.works(
        plan, [(row, _now(row)) for row in wanted if row.kind != Kind.QUANTITY], directory, lead
    )
    ids = {row.pk: row.row_id for row in rows}
    done = Followed(
        indicators, targets, projects, undertakings, milestones,
        rejected=len(rows) - len(wanted), differing=tuple(ids[key] for key in sorted({*changed, *moved})),
    )  # fmt: skip
    if done.added:
        who = acting_user.username if acting_user else SYSTEM
        counts = {name: value for name, value in asdict(done).items() if name != "differing"}
        journal(who=who, action="plan.follow", thing=f"plan:{plan.pk}", at=at, after=counts)
    return done


def _directory(plan: Plan) -> Directory:
    try:
        directory = Directory.load()
    except LookupError:
        raise RefusedError("no_places") from None
    if not directory.areas.known(f"{plan.title} {plan.document.name}"):
        raise RefusedError("other_city")
    return directory


def _now(row: Commitment) -> dict[str, Any]:
    return corrected(row.payload, row.changes)
