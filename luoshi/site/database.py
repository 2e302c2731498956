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

KEEP_S = 600
"""How long a connection to PostgreSQL is kept between requests."""


def database(folder: Path, address: str | None = None) -> dict[str, Any]:
    """Django's settings of the database. `address` is `DATABASE_URL` unless given."""
    address = os.environ.get("DATABASE_URL", "") if address is None else address
    if address:
        return dict(dj_database_url.parse(address, conn_max_age=KEEP_S, conn_health_checks=True))
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": folder / "luoshi.sqlite3",
        "OPTIONS": {
            # IMMEDIATE: a writer waits for the lock at the start of its transaction instead of failing in the middle.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }
