"""Backup and restore: one moment, either database, whole or not at all."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from tests.faults.conftest import Environment, Maker, luoshi, python

VENDORS = ("sqlite", "postgresql")
FILL = """
from tests.faults.writer import fill
fill(3)
"""
WRITE = """
from tests.faults.writer import write
write()
"""


def journal(environment: Environment) -> list[str]:
    return luoshi(environment, "journal", "list", "--rows", "1000", "--json").stdout.splitlines()


def run(environment: Environment, code: str) -> None:
    process = python(environment, code)
    _, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors


@pytest.mark.parametrize("source", VENDORS)
@pytest.mark.parametrize("goal", VENDORS)
def test_what_one_database_wrote_another_takes(make: Maker, source: str, goal: str, tmp_path: Path) -> None:
    old, new = make(source), make(goal)
    run(old, FILL)
    first, second = tmp_path / "first.zip", tmp_path / "second.zip"
    assert luoshi(old, "backup", first).returncode == 0
    restored = luoshi(new, "restore", first)
    assert (restored.returncode, restored.stdout) == (0, ""), restored.stderr
    assert luoshi(new, "backup", second).returncode == 0
    with zipfile.ZipFile(first) as one, zipfile.ZipFile(second) as two:
        before, after = json.loads(one.read("manifest.json")), json.loads(two.read("manifest.json"))
    assert before["tables"] == after["tables"]  # to the row and the digest
    assert before["journal"] == after["journal"]
    assert luoshi(new, "journal", "verify").returncode == 0
    run(new, FILL)  # keys go on where they were
    assert luoshi(new, "journal", "verify").returncode == 0


STORE = """
from luoshi.plans.evidence import _write, path_of
from hashlib import sha256
for data in (b"one", b"two" * 100000):
    _write(path_of(sha256(data).hexdigest()), data)
"""
FOUND = """
from luoshi.plans.evidence import path_of
from hashlib import sha256
for data in (b"one", b"two" * 100000):
    assert path_of(sha256(data).hexdigest()).read_bytes() == data
"""


def test_evidence_comes_back_to_where_it_is_looked_for(make: Maker, tmp_path: Path) -> None:
    old, new = make("sqlite"), make("sqlite")
    run(old, FILL)
    run(old, STORE)
    assert luoshi(old, "backup", tmp_path / "b.zip").returncode == 0
    restored = luoshi(new, "restore", tmp_path / "b.zip")
    assert restored.returncode == 0, restored.stderr
    run(new, FOUND)


@pytest.mark.parametrize("vendor", VENDORS)
def test_a_backup_while_others_write_is_of_one_moment(make: Maker, vendor: str, tmp_path: Path) -> None:
    installation, other = make(vendor), make("sqlite")
    writer = python(installation, WRITE)
    assert writer.stdout is not None
    for _ in range(5):
        assert writer.stdout.readline()
    try:
        assert luoshi(installation, "backup", tmp_path / "b.zip").returncode == 0
        assert writer.poll() is None  # nobody was stopped for it
    finally:
        writer.kill()
        writer.communicate()
    assert luoshi(other, "restore", tmp_path / "b.zip").returncode == 0
    run(other, "from tests.faults.writer import agree\nassert agree() >= 5")


def test_a_database_with_rows_is_replaced_only_on_demand(make: Maker, tmp_path: Path) -> None:
    one, two = make("sqlite"), make("sqlite")
    run(one, FILL)
    run(two, FILL * 2)
    luoshi(one, "backup", tmp_path / "b.zip")
    kept = journal(two)
    refused = luoshi(two, "restore", tmp_path / "b.zip")
    assert refused.returncode == 2
    assert "--replace" in refused.stderr
    assert journal(two) == kept
    assert luoshi(two, "restore", tmp_path / "b.zip", "--replace", "--yes").returncode == 0
    assert journal(two) == journal(one)


def broken(kind: str, path: Path) -> None:
    """Break the backup at `path`."""
    content = path.read_bytes()
    if kind == "cut":
        path.write_bytes(content[: len(content) // 2])
    elif kind == "text":
        path.write_text("no zip")
    else:
        with zipfile.ZipFile(path) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
        manifest = json.loads(members["manifest.json"])
        if kind == "row":
            members["tables/people_area.jsonl"] += b"[1]\n"
        elif kind == "newer":
            manifest["schema"].append(["plans", "9999_of_tomorrow"])
        elif kind == "format":
            manifest["format"] = "other/1"
        elif kind == "gone":
            del members["tables/people_area.jsonl"]
        elif kind == "outside":
            manifest["files"] = ["../../evil"]
            members["evidence/../../evil"] = b"x"
        members["manifest.json"] = json.dumps(manifest).encode()
        with zipfile.ZipFile(path, "w") as archive:
            for name, data in members.items():
                archive.writestr(name, data)


def test_a_bad_backup_changes_nothing(make: Maker, tmp_path: Path) -> None:
    one, two = make("sqlite"), make("sqlite")
    run(one, FILL)
    run(two, FILL * 2)
    kept = journal(two)
    luoshi(one, "backup", tmp_path / "whole.zip")
    for kind in ("cut", "text", "row", "newer", "format", "gone", "outside"):
        file = tmp_path / f"{kind}.zip"
        file.write_bytes((tmp_path / "whole.zip").read_bytes())
        broken(kind, file)
        refused = luoshi(two, "restore", file, "--replace", "--yes")
        assert refused.returncode == 2, kind
        assert "Traceback" not in refused.stderr, kind
    assert journal(two) == kept
    assert not (tmp_path.parent / "evil").exists()


def test_an_unwritable_place_is_told(make: Maker, tmp_path: Path) -> None:
    installation = make("sqlite")
    result = luoshi(installation, "backup", tmp_path / "none" / "b.zip")
    assert result.returncode == 2
    assert "Traceback" not in result.stderr
