"""The command line as a user meets it: a real process where it matters, exit codes, whole files, two languages."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from luoshi import cli, console, samples
from luoshi.reader.schema import ledger_schema

SAMPLE = samples.path("qinglan.txt")


def run(*args: object, lang: str = "en") -> Result:
    return CliRunner().invoke(cli.main, [str(arg) for arg in args], env={"LANG": "C", "LC_ALL": lang})


def test_read_shows_counts_by_plan() -> None:
    result = run("read", SAMPLE)
    assert result.exit_code == 0
    assert "targets" in result.stdout
    assert "青岚市" in result.stdout


def test_read_json_fits_its_schema() -> None:
    result = run("read", SAMPLE, "--json")
    ledger = json.loads(result.stdout)
    assert list(Draft202012Validator(ledger_schema()).iter_errors(ledger)) == []
    assert ledger["quantities"]


def test_same_text_same_ledger_in_another_process() -> None:
    """Byte for byte, whatever the hash seed."""
    outputs = {
        subprocess.run(
            [sys.executable, "-m", "luoshi", "read", str(SAMPLE), "--json"],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1


def test_several_documents_stand_side_by_side(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_bytes(SAMPLE.read_bytes())
    documents = json.loads(run("read", tmp_path, "--json").stdout)["documents"]
    assert [document["source"]["name"] for document in documents] == ["a.txt", "b.txt"]


def test_audit_finds_and_passes_by_default() -> None:
    result = run("audit", SAMPLE, "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["findings"]


def test_audit_fails_on_request() -> None:
    assert run("audit", SAMPLE, "--fail-on", "note").exit_code == cli.NOT_PASSED


@pytest.mark.parametrize(("lang", "word"), [("zh_CN.UTF-8", "错误"), ("en_US.UTF-8", "error")])
def test_messages_follow_the_locale(lang: str, word: str, tmp_path: Path) -> None:
    result = run("read", tmp_path / "none.txt", lang=lang)
    assert result.exit_code == cli.UNUSABLE
    assert result.stderr.startswith(word)


def test_lang_beats_the_locale(tmp_path: Path) -> None:
    assert run("read", tmp_path / "none.txt", "--lang", "zh", lang="en_US").stderr.startswith("错误")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.txt", b""),
        ("odd.txt", b"\xff\xfe\xfa" * 9),
        ("broken.docx", b"PK\x03\x04 no"),
        ("no_plan.txt", b"hello\n"),
    ],
)
@pytest.mark.parametrize("command", ["read", "audit"])
def test_unusable_input_writes_nothing(command: str, name: str, content: bytes, tmp_path: Path) -> None:
    source, output = tmp_path / name, tmp_path / "out.json"
    source.write_bytes(content)
    result = run(command, source, "-o", output)
    assert result.exit_code == cli.UNUSABLE
    assert result.stderr.startswith("error")
    assert "Traceback" not in result.stderr
    assert result.stdout == ""
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_one_bad_file_among_good_ones_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(b"")
    output = tmp_path / "out.json"
    assert run("read", SAMPLE, tmp_path / "bad.txt", "-o", output).exit_code == cli.UNUSABLE
    assert not output.exists()


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    result = run("read", SAMPLE, "-o", tmp_path / "no" / "out.json")
    assert result.exit_code == cli.UNUSABLE
    assert "cannot write" in result.stderr


def test_a_city_that_does_not_exist_is_said() -> None:
    result = run("read", SAMPLE, "--city", "atlantis")
    assert result.exit_code == cli.UNUSABLE
    assert "atlantis" in result.stderr


def test_write_whole_leaves_the_old_file_on_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "ledger.json"
    target.write_bytes(b"old")

    def fail(_handle: int) -> None:
        raise OSError(28, "disk full")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="disk full"):
        console.write_whole(target, b"new")
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["ledger.json"]


def test_output_is_the_json_of_standard_output(tmp_path: Path) -> None:
    output = tmp_path / "ledger.json"
    run("read", SAMPLE, "-o", output)
    assert output.read_text(encoding="utf-8") == run("read", SAMPLE, "--json").stdout


def test_check_passes_what_ships_and_names_what_is_wrong(tmp_path: Path) -> None:
    assert run("check").exit_code == 0
    ledger = tmp_path / "ledger.json"
    run("read", SAMPLE, "-o", ledger)
    assert run("check", ledger).exit_code == 0
    broken = json.loads(ledger.read_text(encoding="utf-8"))
    broken["quantities"][0]["line"] = 99999
    broken["quantities"][1]["colour"] = "red"
    ledger.write_text(json.dumps(broken), encoding="utf-8")
    result = run("check", ledger)
    assert result.exit_code == cli.NOT_PASSED
    assert "quantities[1]" in result.stdout


@pytest.mark.parametrize("wrap", [lambda ledger: {"documents": [ledger, ledger]}, lambda ledger: {"ledger": ledger}])
def test_check_looks_into_several_and_reviewed_ledgers(wrap: Any, tmp_path: Path) -> None:
    ledger = json.loads(run("read", SAMPLE, "--json").stdout)
    path = tmp_path / "ledger.json"
    path.write_text(json.dumps(wrap(ledger)), encoding="utf-8")
    assert run("check", path).exit_code == 0
    ledger["plans"] = None
    path.write_text(json.dumps(wrap(ledger)), encoding="utf-8")
    assert run("check", path).exit_code == cli.NOT_PASSED


def test_check_names_rows_that_point_nowhere(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.json"
    run("read", SAMPLE, "-o", ledger)
    broken = json.loads(ledger.read_text(encoding="utf-8"))
    first, second = broken["quantities"][:2]
    first["line"], second["plan"] = 99999, 77
    ledger.write_text(json.dumps(broken), encoding="utf-8")
    faults = json.loads(run("check", ledger, "--json").stdout)["faults"]
    assert [fault["message"] for fault in faults] == ["line 99999 lies outside its plan", "plan 77 does not exist"]


def test_a_busy_port_is_said() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        result = run("serve", "--port", other.getsockname()[1])
    assert result.exit_code == cli.UNUSABLE
    assert str(other) not in result.stderr


@pytest.mark.parametrize("command", sorted(cli.main.commands))
def test_help_shows_an_example(command: str) -> None:
    assert "Example" in run(command, "--help").stdout


def test_reading_text_loads_no_heavy_library() -> None:
    code = (
        "import sys; from luoshi.cli import main; main(['audit', sys.argv[1], '--json'], standalone_mode=False);"
        "heavy = {'django', 'lxml', 'docx', 'pdfplumber', 'openpyxl', 'jsonschema', 'jinja2'} & set(sys.modules);"
        "sys.exit(', '.join(sorted(heavy)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(SAMPLE)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
