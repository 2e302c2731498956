"""kill -9 while the demo loads: the next start completes it, and nothing is there twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.db import connection

LOAD = """
import sys
from luoshi.site import serve
serve.prepare()
from django.utils import timezone
from luoshi.demo import actions
actions.load(at=timezone.now(), show=lambda done, total: print(done, flush=True))
"""
COUNT = """
from luoshi.site import serve
serve.prepare()
from django.db.models import Count
from luoshi.journal.models import Entry
from luoshi.plans.models import *
tables = (Indicator, Target, Project, Undertaking, Milestone, Figure, Series, ProjectReport, Amendment)
print([table.objects.count() for table in tables])
print(Entry.objects.count(), Entry.objects.filter(action="demo.load").values("thing").distinct().count())
print(sum(entry.after["figures"] + entry.after["waiting"] for entry in Entry.objects.filter(action="demo.load")))
"""


@pytest.fixture
def environment(tmp_path: Path) -> Iterator[dict[str, str]]:
    """A data folder, and on PostgreSQL a database, of its own."""
    given = {**os.environ, "LUOSHI_DATA": str(tmp_path), "LUOSHI_SECRET_KEY": "x"}
    if connection.vendor == "sqlite":
        yield given | {"DATABASE_URL": ""}
        return
    settings = connection.settings_dict
    server = f"postgres://{settings['USER']}:{settings['PASSWORD']}@{settings['HOST']}:{settings['PORT'] or 5432}"
    name = f"luoshi_killed_{os.getpid()}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as server_connection:
        server_connection.execute(f'CREATE DATABASE "{name}"')
        yield given | {"DATABASE_URL": f"{server}/{name}"}
        server_connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def run(code: str, environment: dict[str, str]) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_killed_load_is_completed_at_the_next_start(environment: dict[str, str]) -> None:
    with subprocess.Popen([sys.executable, "-c", LOAD], env=environment, stdout=subprocess.PIPE, text=True) as loading:
        assert loading.stdout is not None
        for line in loading.stdout:
            if line.strip() == "4":  # the fifth plan, one of the large ones, is under way
                break
        loading.send_signal(signal.SIGKILL)
    assert loading.returncode == -signal.SIGKILL
    counts, journal, _ = run(COUNT, environment).splitlines()
    done = int(journal.split()[1])
    assert 4 <= done < 15
    steps = run(LOAD, environment).split()
    assert steps[-1] == "15"
    counts, journal, stated = run(COUNT, environment).splitlines()
    assert journal.split()[1] == "15"
    assert eval(counts)[5] == int(stated)  # the journal and the tables agree
    run(LOAD, environment)
    again, journal_again, _ = run(COUNT, environment).splitlines()
    assert (again, journal_again) == (counts, journal)
