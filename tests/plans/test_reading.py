"""Uploads on their way from bytes to ledger."""

from __future__ import annotations

from concurrent.futures import Executor, Future
from typing import Any

import pytest
from django.test import Client

from luoshi.core.text import Text
from luoshi.plans import actions, reading
from luoshi.plans.models import Commitment, Finding, ReadingJob, SourceDocument
from luoshi.reader import document as documents
from luoshi.reader.errors import ReaderError
from tests.plans.conftest import NOW, planner
from tests.plans.ledgers import LINES, small

TEXT = "\n".join(LINES)


class AtOnce(Executor):
    """Does the work in the calling thread."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        done: Future[Any] = Future()
        done.set_result(fn(*args, **kwargs))
        return done


class Never(Executor):
    """Leaves the work undone, as a server that stops."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        return Future()


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Uploads are read before `submit` returns."""
    monkeypatch.setattr(reading, "_executor", AtOnce())
    monkeypatch.setattr(reading, "_run_alone", reading.run)


def job_of(batch: str) -> ReadingJob:
    return ReadingJob.objects.get(batch=batch)


@pytest.mark.django_db
def test_a_text_becomes_a_ledger_with_its_text(at_once: None) -> None:
    job = job_of(reading.submit([("规划.txt", TEXT.encode())], acting_user=planner(), at=NOW))
    assert (job.state, job.fraction, job.message_zh) == ("done", 1.0, "")
    document = job.documents.get()
    assert (document.name, document.line_count) == ("规划.txt", len(LINES))
    assert document.lines == list(LINES)
    assert Commitment.objects.filter(kind="quantity").exists()


@pytest.mark.django_db
def test_the_same_text_again_opens_the_ledger_that_is_there(at_once: None) -> None:
    first = job_of(reading.submit([("规划.txt", TEXT.encode())], acting_user=planner(), at=NOW))
    again = job_of(reading.submit([("另存.txt", TEXT.encode())], acting_user=planner(), at=NOW))
    assert again.documents.get() == first.documents.get()
    assert again.message_en == reading.ALREADY_STORED.en
    assert SourceDocument.objects.count() == 1


@pytest.mark.django_db
def test_the_text_of_the_shipped_ledger_is_joined_to_it(at_once: None) -> None:
    ledger, _, _ = small()
    shipped = actions.import_ledger(ledger, None, at=NOW, shipped=True)
    assert not shipped.audited
    job = job_of(reading.submit([("规划.txt", TEXT.encode())], acting_user=planner(), at=NOW))
    assert job.documents.get() == shipped
    assert job.message_zh == reading.TEXT_ADDED.zh
    shipped.refresh_from_db()
    assert shipped.lines == list(LINES)
    assert shipped.audited
    assert Finding.objects.exists()


@pytest.mark.django_db
def test_what_the_reader_refuses_is_told_in_its_words(at_once: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(name: str, data: bytes, _progress: object) -> Any:
        raise ReaderError("encrypted", Text("文件已加密", "the file is encrypted"), name)

    monkeypatch.setattr(documents, "open_bytes", refuse)
    job = job_of(reading.submit([("规划.docx", b"x")], acting_user=planner(), at=NOW))
    assert (job.state, job.message_zh, job.message_en) == ("failed", "文件已加密", "the file is encrypted")


@pytest.mark.django_db
def test_a_fault_of_the_program_is_told_and_logged(
    at_once: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(name: str, data: bytes, _progress: object) -> Any:
        raise RuntimeError("bug")

    monkeypatch.setattr(documents, "open_bytes", fail)
    job = job_of(reading.submit([("规划.docx", b"x")], acting_user=planner(), at=NOW))
    assert (job.state, job.message_en) == ("failed", reading.UNEXPECTED.en)
    assert "bug" in caplog.text
    assert not SourceDocument.objects.exists()


@pytest.mark.django_db
def test_too_many_waiting_files_are_refused_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_executor", Never())
    reading.submit([("a.txt", b"x")] * (reading.MAX_WAITING - 1), acting_user=planner(), at=NOW)
    with pytest.raises(reading.TooManyWaitingError):
        reading.submit([("b.txt", b"x")] * 2, acting_user=planner(), at=NOW)
    assert not ReadingJob.objects.filter(name="b.txt").exists()


@pytest.mark.django_db
def test_progress_never_goes_back(at_once: None, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[float] = []
    save = ReadingJob.save

    def watch(self: ReadingJob, **options: Any) -> None:
        seen.append(self.fraction)
        save(self, **options)

    monkeypatch.setattr(ReadingJob, "save", watch)
    reading.submit([("规划.txt", TEXT.encode())], acting_user=planner(), at=NOW)
    assert seen == sorted(seen)
    assert seen[-1] == 1.0


@pytest.mark.django_db(transaction=True)
def test_the_worker_thread_reads_on_its_own() -> None:
    batch = reading.submit([("规划.txt", TEXT.encode())], acting_user=planner(), at=NOW)
    reading._executor.submit(int).result(timeout=30)  # one worker: this comes after the upload
    assert job_of(batch).state == "done"


@pytest.mark.django_db
def test_without_scripts_the_page_reloads_itself_until_all_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_executor", Never())
    batch = reading.submit([("规划.txt", TEXT.encode())], acting_user=planner(), at=NOW)
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(planner(), backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(f"/reading/{batch}/").content.decode()
    assert 'http-equiv="refresh"' in page
    assert 'hx-trigger="load delay' in page
    actions.fail_left_jobs()
    page = client.get(f"/reading/{batch}/").content.decode()
    assert 'http-equiv="refresh"' not in page
    assert "hx-trigger" not in page
    assert "请重新上传" in page
