"""Where records are kept: SQLite in the data folder, or what `DATABASE_URL` names.

    DATABASE_URL=postgres://luoshi@127.0.0.1:5432/luoshi luoshi serve

>>> database(Path("/srv/luoshi"), "")["NAME"]
PosixPath('/srv/luoshi/luoshi.sqlite3')
>>> database(Path("/srv/luoshi"), "postgres://luoshi@127.0.0.1:5432/luoshi")["ENGINE"]
'django.db.backends.postgresql'
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import dj_database_url

from luoshi.core.text import Text

POSTGRESQL = "django.db.backends.postgresql"
KEEP_S = 600
"""How long a connection to PostgreSQL is kept between requests."""


class DatabaseAddressError(Exception):
    """`DATABASE_URL` names no database that can be used here."""

    def __init__(self, address: str) -> None:
        super().__init__(address.split("://")[0])
        self.text = Text(
            "DATABASE_URL 应写作 postgres://用户:密码@主机:5432/数据库; 不设则使用数据目录中的 SQLite",
            "DATABASE_URL must read postgres://user:password@host:5432/database; without it SQLite in the data folder "
            "is used",
        )


def database(folder: Path, address: str | None = None) -> dict[str, Any]:
    """Django's settings of the database. `address` is `DATABASE_URL` unless given."""
    address = os.environ.get("DATABASE_URL", "") if address is None else address
    if address:
        try:
            found = dict(dj_database_url.parse(address, conn_max_age=KEEP_S, conn_health_checks=True))
        except ValueError as error:
            raise DatabaseAddressError(address) from error
        if found.get("ENGINE") != POSTGRESQL or not found.get("NAME"):
            raise DatabaseAddressError(address)
        return found
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": folder / "luoshi.sqlite3",
        "OPTIONS": {
            # IMMEDIATE: a writer waits for the lock at the start of its transaction instead of failing in the middle.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # FULL: what was acknowledged survives a power cut (docs/decisions/0006-journal.md).
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        },
    }
