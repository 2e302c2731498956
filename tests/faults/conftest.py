"""Real processes on real databases: SQLite in a folder, and PostgreSQL where one answers."""

from __future__ import annotations

import os
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

POSTGRES = os.environ.get("LUOSHI_TEST_POSTGRES", "postgres://postgres@127.0.0.1:5432/postgres")
"""A server on which the tests may make databases of their own."""

Environment = dict[str, str]
Maker = Callable[[str], Environment]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Maker]:
    """`make("sqlite")`, `make("postgresql")`: the environment of a new installation."""
    made: list[str] = []

    def one(vendor: str) -> Environment:
        folder = tmp_path / uuid.uuid4().hex[:8]
        environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        environment |= {"LUOSHI_DATA": str(folder), "LUOSHI_LANG": "en", "LANG": "C.UTF-8"}
        if vendor == "postgresql":
            name = f"luoshi_{uuid.uuid4().hex[:12]}"
            _serve(f"CREATE DATABASE {name}")
            made.append(name)
            environment["DATABASE_URL"] = POSTGRES.rsplit("/", 1)[0] + f"/{name}"
        return environment

    yield one
    for name in made:
        _serve(f"DROP DATABASE {name} WITH (FORCE)")


def _serve(statement: str) -> None:
    try:
        with psycopg.connect(POSTGRES, autocommit=True, connect_timeout=3) as connection:
            connection.execute(statement)  # type: ignore[call-overload]
    except psycopg.OperationalError as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"no PostgreSQL for the tests (LUOSHI_TEST_POSTGRES): {error}")


def luoshi(environment: Environment, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the command `luoshi` to its end."""
    return subprocess.run(
        [sys.executable, "-m", "luoshi", *map(str, arguments)], env=environment, capture_output=True, text=True,
        timeout=120, check=False,
    )  # fmt: skip


def python(environment: Environment, code: str) -> subprocess.Popen[str]:
    """Start Python in the installation: Django is set up, the tables are there."""
    begin = "from luoshi.site import serve; serve.prepare()\n"
    return subprocess.Popen(
        [sys.executable, "-u", "-c", begin + code], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True,
    )  # fmt: skip
