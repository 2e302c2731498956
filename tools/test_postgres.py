"""`make test-postgres`: the tests of every room that keeps records again, on PostgreSQL.

Where no server answers it says so and passes, except in CI, where that is a failure.

    $ LUOSHI_TEST_POSTGRES=postgres://postgres@127.0.0.1:5432/postgres python -m tools.test_postgres [PYTEST OPTIONS]
"""

from __future__ import annotations

import os
import subprocess
import sys

import psycopg

SERVER = os.environ.get("LUOSHI_TEST_POSTGRES", "postgres://postgres@127.0.0.1:5432/postgres")
ROOMS = ("tests/journal", "tests/people", "tests/plans", "tests/portal", "tests/api", "tests/demo")
NAME = "luoshi"


def main() -> int:
    """Probe the server, run the tests."""
    try:
        psycopg.connect(SERVER, connect_timeout=3).close()
    except psycopg.OperationalError as error:
        print(f"not tested on PostgreSQL: no server at LUOSHI_TEST_POSTGRES ({str(error).splitlines()[0]})")
        return 1 if os.environ.get("CI") else 0
    print("\n== the same on PostgreSQL", flush=True)
    environment = {**os.environ, "DATABASE_URL": f"{SERVER.rsplit('/', 1)[0]}/{NAME}"}
    rooms = [room for room in ROOMS if os.path.isdir(room)]
    command = [sys.executable, "-m", "pytest", "-q", *rooms, "-m", "not browser", "--create-db", *sys.argv[1:]]
    return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
