"""What time brings: one list of jobs, run by `luoshi tick` and hourly by `luoshi serve`.

    for result in tick(timezone.now()):
        print(result.name, result.done, result.error)

Every job may run again for the same time and at the same time as another: it finds done what is done, by row locks and
unique columns, in small transactions. So a tick that was killed is completed by the next. A job that fails fails alone.
All jobs go by the day: a time on an earlier day than the last tick means that the clock was set back, and is refused.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import Max

from luoshi.core.text import Text
from luoshi.plans import acting, returns
from luoshi.plans.models import TickJob
from luoshi.plans.status import read as targets
from luoshi.plans.supervision.actions import overdue, spells
from luoshi.plans.supervision.actions.spells import Source
from luoshi.plans.works import status as works

log = logging.getLogger(__name__)

WARNING_SOURCES: tuple[Source, ...] = (
    Source(("target",), targets.warnings),
    Source(("project", "undertaking"), works.warnings),
)
"""Who knows of warnings; each kind of thing has one source."""

Run = Callable[[datetime], int | tuple[int, list[Text]]]


class Job(NamedTuple):
    """A job: its name, and a function of the time that says how much it did (and what must be said)."""

    name: str
    run: Run


JOBS: tuple[Job, ...] = (
    *(Job(job.__name__, job) for job in returns.tick_jobs),
    Job("spells", lambda at: spells.follow(at, WARNING_SOURCES)),
    Job("items", spells.open_items),
    Job("deadlines", overdue.watch),
)
"""In this order: what one job brings the next one sees."""


class Result(NamedTuple):
    """What came of a job."""

    name: str
    done: int
    error: str = ""
    notes: tuple[Text, ...] = ()


class TickRefusedError(Exception):
    """The clock was set back: `last` is later than the time given."""

    def __init__(self, at: datetime, last: datetime) -> None:
        day, then = acting.today(at).isoformat(), acting.today(last).isoformat()
        super().__init__(f"{day} is before {then}")
        self.text = Text(
            f"{day} 早于上次运行的 {then}: 时钟可能被拨回, 未作任何处理; 确认时钟正确后请加 --set-back",
            f"{day} is before the last tick on {then}: the clock may have been set back, and nothing was done; "
            "if it is right now, add --set-back",
        )


def tick(at: datetime, *, jobs: Sequence[Job] | None = None, set_back: bool = False) -> list[Result]:
    """Run every job for the time `at`. `set_back`: the last time was wrong, go on from this one.

    Raises TickRefusedError before anything is done.
    """
    last = TickJob.objects.aggregate(last=Max("at"))["last"]
    if last is not None and acting.today(at) < acting.today(last):
        if not set_back:
            raise TickRefusedError(at, last)
        TickJob.objects.update(at=at)
    return [_run(job, at) for job in (JOBS if jobs is None else jobs)]


def _run(job: Job, at: datetime) -> Result:
    try:
        told = job.run(at)
    except Exception as error:
        log.debug("the job %s failed", job.name, exc_info=True)  # the one who called for the tick says so
        result = Result(job.name, 0, f"{type(error).__name__}: {error}")
    else:
        count, notes = (told, []) if isinstance(told, int) else told
        result = Result(job.name, count, notes=tuple(notes))
    _keep(result, at)
    return result


@transaction.atomic
def _keep(result: Result, at: datetime) -> None:
    """When a job last ran to its end, and what it said."""
    TickJob.objects.get_or_create(pk=result.name)
    row = TickJob.objects.select_for_update().get(pk=result.name)
    row.error, row.count = result.error, result.done
    if not result.error:
        row.at = max(filter(None, (row.at, at)))
    row.save()
