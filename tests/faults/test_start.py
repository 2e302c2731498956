"""Starting on a database that cannot be used: a message that says what to do, no traceback, no password."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.conftest import POSTGRES, Maker, luoshi

SERVER = POSTGRES.rsplit("/", 1)[0]


@pytest.mark.parametrize("command", [("journal", "head"), ("restore", "FILE")])
@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("postgres://luoshi:geheim@127.0.0.1:1/luoshi", "127.0.0.1:1/luoshi"),
        (f"{SERVER}/no_such_database", "no_such_database"),
        ("mysql-ish://x", "DATABASE_URL"),
        ("postgres://", "DATABASE_URL"),
    ],
)
def test_a_database_that_cannot_be_used_is_told(
    make: Maker, tmp_path: Path, address: str, said: str, command: tuple[str, ...]
) -> None:
    installation = {**make("sqlite"), "DATABASE_URL": address}
    backup = tmp_path / "b.zip"
    luoshi(make("sqlite"), "backup", backup)
    result = luoshi(installation, *(word if word != "FILE" else str(backup) for word in command))
    assert result.returncode == 2, result.stderr
    assert said in result.stderr
    assert "Traceback" not in result.stderr
    assert "geheim" not in result.stderr
