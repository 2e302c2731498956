"""Uploads read in the background: one file at a time, each a row in the database that a page can watch.

    batch = submit([("规划.docx", data)], acting_user=planner, at=timezone.now())
    ReadingJob.objects.filter(batch=batch)

The bytes are held in memory only. A server that stops loses them, and `actions.fail_left_jobs` says so at next start.
"""

from __future__ import annotations

import hashlib
import logging
import secrets
from collections.abc import Iterable
from concurrent.futures import Executor, ThreadPoolExecutor
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from luoshi.cities.choose import choose
from luoshi.core.text import Text
from luoshi.journal.actions import record
from luoshi.people import access
from luoshi.people.models import Role, User
from luoshi.plans import actions
from luoshi.plans.models import ReadingJob, SourceDocument
from luoshi.reader import document as documents
from luoshi.reader.audit import audit
from luoshi.reader.errors import ReaderError
from luoshi.reader.ledger import read_ledger
from luoshi.reader.model import Document
from luoshi.reader.serial import findings_json, ledger_json

log = logging.getLogger(__name__)

MAX_WAITING = 50
"""Files that may wait at once; their bytes are in memory."""

# Share of the bar that is full when a stage begins.
OPENED, READ, AUDITED = 0.2, 0.75, 0.85

ALREADY_STORED = Text(
    "这份文本此前已经读入, 已打开原有台账, 核对结果不变。",
    "This text had been read before; its existing ledger is opened, with the decisions made on it.",
)
TEXT_ADDED = Text(
    "台账原已存在, 现已补上原文并完成校核, 每条承诺都能看到原句。",
    "The ledger was there already; now its text is loaded and audited, and every commitment shows its sentence.",
)
UNEXPECTED = Text(
    "读取这个文件时程序出错, 未保存任何内容。请把文件另存为 .txt 或 .docx 后再试; 详情见服务日志。",
    "The program failed on this file and kept nothing of it. Save it as .txt or .docx and try again; "
    "details are in the server log.",
)


class TooManyWaitingError(Exception):
    """More files are waiting than the server takes."""


_executor: Executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="reading")


def submit(files: Iterable[tuple[str, bytes]], *, acting_user: User, at: datetime, city: str = "auto") -> str:
    """Queue files for reading; returns the id of the batch. Raises TooManyWaitingError, and then takes none.

    Raises ForbiddenError for who may not upload.

    `city` says whose areas and agencies names are resolved against, as `cities.choose.choose` takes it.
    """
    access.demand_role(acting_user, "upload", "document", Role.PLANNER)
    files = list(files)
    batch = secrets.token_hex(16)
    with transaction.atomic():
        waiting = ReadingJob.objects.filter(state__in=(ReadingJob.State.QUEUED, ReadingJob.State.READING)).count()
        if waiting + len(files) > MAX_WAITING:
            raise TooManyWaitingError
        jobs = [
            ReadingJob.objects.create(name=name[: actions.NAME_CHARS], batch=batch, created_at=at) for name, _ in files
        ]
        record(
            who=acting_user.username,
            action="document.upload",
            thing=f"upload:{batch}",
            at=at,
            after={"files": [job.name for job in jobs]},
        )
    for job, (name, data) in zip(jobs, files, strict=True):
        _executor.submit(_run_alone, job.pk, name, data, city)
    return batch


def stop() -> None:
    """Finish the file that is being read and drop those that wait; the next start says so to those who sent them."""
    _executor.shutdown(wait=True, cancel_futures=True)


def _run_alone(job_id: int, name: str, data: bytes, city: str) -> None:
    """`run` on a thread of its own, which gives its database connection back."""
    try:
        run(job_id, name, data, city)
    finally:
        connection.close()


def run(job_id: int, name: str, data: bytes, city: str) -> None:
    """Read one file and store its ledger; whatever happens is told in the job's row."""
    job = ReadingJob.objects.get(pk=job_id)
    try:
        _step(job, "opening", 0.02)
        opened = list(
            documents.open_bytes(name, data, lambda done, total: _step(job, "opening", OPENED * done / total))
        )
        notes = [_read(job, index, len(opened), one, city) for index, one in enumerate(opened)]
    except ReaderError as error:
        _end(job, ReadingJob.State.FAILED, error.text)
    except Exception:
        # The one broad except of the product: this thread has no caller, so what is not told here is never told.
        log.exception("reading %r failed", name)
        _end(job, ReadingJob.State.FAILED, UNEXPECTED)
    else:
        news = [note for note in notes if note is not None]
        _end(job, ReadingJob.State.DONE, news[0] if news else None)


def _read(job: ReadingJob, index: int, number: int, document: Document, city: str) -> Text | None:
    """Read, audit and store one document of the job; what the user should know of it beside its ledger."""

    def share(within: float) -> float:
        return (index + within) / number

    def progress(done: int, total: int) -> None:
        _step(job, "reading", share(OPENED + (READ - OPENED) * done / max(total, 1)))

    _step(job, "reading", share(OPENED))
    stored = SourceDocument.objects.filter(sha256=_sha256(document)).first()
    if stored is not None and stored.text is not None:
        job.documents.add(stored)
        return ALREADY_STORED
    ledger = read_ledger(document, choose(document, city), progress)
    _step(job, "auditing", share(READ))
    findings = findings_json(audit(ledger))
    _step(job, "storing", share(AUDITED))
    if stored is not None:
        actions.add_text(stored, document.lines, findings)
        job.documents.add(stored)
        return TEXT_ADDED
    job.documents.add(actions.import_ledger(ledger_json(ledger), findings, lines=document.lines, at=timezone.now()))
    return None


def _sha256(document: Document) -> str:
    """As `reader.serial.ledger_json` gives it."""
    return hashlib.sha256("\n".join(document.lines).encode()).hexdigest()


def _step(job: ReadingJob, stage: str, fraction: float) -> None:
    job.state, job.stage, job.fraction = ReadingJob.State.READING, stage, round(min(fraction, 1.0), 3)
    job.save(update_fields=["state", "stage", "fraction"])


def _end(job: ReadingJob, state: str, text: Text | None) -> None:
    job.state, job.stage = state, "done"
    job.fraction = 1.0 if state == ReadingJob.State.DONE else job.fraction
    job.message_zh, job.message_en = (text.zh, text.en) if text else ("", "")
    job.save()
