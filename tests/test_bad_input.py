"""What nobody should have to fear: every kind of unusable input ends with code 2 and one message, and writes nothing.

What looks bad but can be read (scripts in a page, ten thousand rows, control characters) gives a ledger.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from luoshi import cli, samples
from luoshi.commands import options
from tests.reader.document.makers import docx, p, package, pdf

PLAN = samples.path("qinglan.txt").read_text(encoding="utf-8")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
LARGE_BYTES = 200 * 1024 * 1024

BAD: dict[str, Callable[[], bytes]] = {
    "encoding.txt": lambda: PLAN.encode("utf-16-be")[1:],
    "encoding_mixed.txt": lambda: PLAN.encode() + bytes(range(128, 256)) * 40,
    "empty.txt": lambda: b"",
    "blank.txt": lambda: " \n\u3000\n\ufeff\t\n".encode(),
    "no_plan.txt": lambda: "今天开会。\n明天休息。\n".encode(),
    "no_plan.html": lambda: "<html><body><p>今天开会。</p></body></html>".encode(),
    "scan.pdf": lambda: pdf([[], []], picture=True),
    "locked.pdf": lambda: pdf([[(90, 700, "目标")]], password="secret"),
    "broken.pdf": lambda: pdf([[(90, 700, "目标")]])[:400],
    "locked.docx": lambda: OLE + "EncryptedPackage".encode("utf-16-le"),
    "broken.docx": lambda: docx(p("目标"))[:-40],
    "old.doc": lambda: OLE,
    "bomb.docx": lambda: docx("<w:p/>" * 12_000_000),
    "bomb.zip": lambda: package([(f"{n}.txt", b"0" * 40_000_000) for n in range(2)]),
    "empty.zip": lambda: package([]),
    "broken.zip": lambda: package([("a.txt", PLAN)])[:-30],
    "picture.png": lambda: b"\x89PNG\r\n\x1a\n" + bytes(100),
    "control.txt": lambda: bytes(range(1, 32)) * 100,
    "zeros.txt": lambda: bytes(10_000),
}


def run(*args: object) -> Result:
    return CliRunner().invoke(cli.main, [*map(str, args), "--lang", "en"])


def refused(result: Result, folder: Path, before: list[str]) -> None:
    """Code 2, one message, no result, and the folder as it was."""
    assert result.exit_code == cli.UNUSABLE, result.output
    assert isinstance(result.exception, SystemExit)
    assert result.stdout == ""
    assert result.stderr.startswith("error: ")
    assert result.stderr.count("\n") == 1
    assert sorted(path.name for path in folder.iterdir()) == before


@pytest.mark.parametrize("name", BAD)
def test_an_unusable_file_is_told_and_nothing_is_written(name: str, tmp_path: Path) -> None:
    source = tmp_path / name
    source.write_bytes(BAD[name]())
    result = run("read", source, "-o", tmp_path / "out.json", "--xlsx", tmp_path / "out.xlsx")
    refused(result, tmp_path, [name])
    assert name in result.stderr


def test_a_file_of_200_mb_is_refused_at_once(tmp_path: Path) -> None:
    source = tmp_path / "large.txt"
    with source.open("wb") as file:
        file.truncate(LARGE_BYTES)
    began = time.process_time()
    refused(run("audit", source, "-o", tmp_path / "out.json"), tmp_path, ["large.txt"])
    assert time.process_time() - began < 1


def test_a_real_process_shows_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04 no")
    done = subprocess.run(
        [sys.executable, "-m", "luoshi", "read", "broken.docx", "-o", "out.json", "--lang", "zh"],
        cwd=tmp_path, capture_output=True, stdin=subprocess.DEVNULL, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (cli.UNUSABLE, b"")
    assert done.stderr.decode().startswith("错误: broken.docx")
    assert os.listdir(tmp_path) == ["broken.docx"]


def test_scripts_of_a_page_are_no_text(tmp_path: Path) -> None:
    page = "".join(f"<p>{line}</p><script>document.write('目标达到99%')</script>" for line in PLAN.splitlines())
    (tmp_path / "page.html").write_text(f"<html><body onload='x()'>{page}</body></html>", encoding="utf-8")
    result = run("read", tmp_path / "page.html", "--json")
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["quantities"]
    assert "document.write" not in result.stdout
    assert "99" not in {str(row["value"]) for row in json.loads(result.stdout)["quantities"]}


def test_ten_thousand_rows_are_read(tmp_path: Path) -> None:
    rows = "".join(f"<tr><td>{n}</td><td>指标{n}</td><td>%</td><td>{n % 97 + 1}</td></tr>" for n in range(10_000))
    head = "<tr><th>序号</th><th>指标</th><th>单位</th><th>2025年</th></tr>"
    page = f"<h1>青岚市“十四五”水务发展规划</h1><h2>第一章 目标</h2><p>主要指标</p><table>{head}{rows}</table>"
    (tmp_path / "table.html").write_text(f"<html><body>{page}</body></html>", encoding="utf-8")
    began = time.process_time()
    result = run("read", tmp_path / "table.html", "--json")
    assert result.exit_code == 0, result.output
    assert len(json.loads(result.stdout)["quantities"]) == 10_000
    assert time.process_time() - began < 30


def test_control_characters_change_nothing(tmp_path: Path) -> None:
    (tmp_path / "clean.txt").write_text(PLAN, encoding="utf-8")
    (tmp_path / "dirty.txt").write_text(PLAN.replace("。", "\x00\x07\x1b\u200b。"), encoding="utf-8")
    counts = []
    for name in ("clean.txt", "dirty.txt"):
        result = run("read", tmp_path / name, "--json")
        assert result.exit_code == 0, result.output
        counts.append({key: len(rows) for key, rows in json.loads(result.stdout).items() if isinstance(rows, list)})
    assert counts[0] == counts[1]


# --- outputs


@pytest.mark.parametrize("option", ["-o", "--xlsx"])
def test_a_plan_is_never_overwritten(option: str, tmp_path: Path) -> None:
    source = tmp_path / "plan.txt"
    source.write_text(PLAN, encoding="utf-8")
    refused(run("read", source, option, source), tmp_path, ["plan.txt"])
    assert source.read_text(encoding="utf-8") == PLAN


def test_two_outputs_need_two_names(tmp_path: Path) -> None:
    same = tmp_path / "out"
    refused(run("read", samples.path("qinglan.txt"), "-o", same, "--xlsx", same), tmp_path, [])


@pytest.mark.parametrize("args", [("read", ""), ("read", "a.txt", "--xlsx", ""), ("check", "")])
def test_an_empty_path_is_not_the_current_folder(args: tuple[str, ...]) -> None:
    result = run(*args)
    assert result.exit_code == cli.UNUSABLE
    assert "the path is empty" in result.stderr


def test_the_message_names_the_file_that_was_asked_for(tmp_path: Path) -> None:
    target = tmp_path / "none" / "out.json"
    assert f"cannot write {target}: " in run("read", samples.path("qinglan.txt"), "-o", target).stderr


def test_a_name_as_long_as_a_name_may_be(tmp_path: Path) -> None:
    target = tmp_path / f"{'账' * 83}.json"
    assert run("read", samples.path("qinglan.txt"), "-o", target).exit_code == 0
    assert target.exists()


def test_several_documents_are_shown_under_their_names(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(PLAN, encoding="utf-8")
    for command in ("read", "audit"):
        shown = run(command, tmp_path).stdout
        assert ("# a.txt\n" in shown, "# b.txt\n" in shown) == (True, True)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
@pytest.mark.parametrize("command", [["read"], ["read", "--json"], ["audit"]])
def test_a_full_standard_output_is_told(command: list[str]) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "luoshi", *command, str(samples.path("qinglan.txt")), "--lang", "en"],
            stdout=full, stderr=subprocess.PIPE, check=False,
        )  # fmt: skip
    assert done.returncode == cli.UNUSABLE
    assert done.stderr.startswith(b"error: cannot write standard output: ")


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_ctrl_c_ends_with_a_code_of_its_own_and_writes_nothing(tmp_path: Path) -> None:
    code = (
        "import sys, time; from luoshi import cli; from luoshi.reader import document;"
        "document.open_path = lambda *_: (print('begun', flush=True), time.sleep(60));"
        "cli.main(['read', 'a.txt', '-o', 'out.json'])"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"begun\n"
        process.send_signal(signal.SIGINT)
        _, message = process.communicate(timeout=20)
    assert process.returncode == options.STOPPED
    assert b"stopped" in message
    assert b"Traceback" not in message
    assert list(tmp_path.iterdir()) == []


def test_lists_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    (tmp_path / "areas.csv").mkdir()
    result = run("read", samples.path("qinglan.txt"), "--city", tmp_path)
    assert result.exit_code == cli.UNUSABLE
    assert "areas.csv: cannot be read: " in result.stderr


# --- check


@pytest.mark.parametrize("content", ["[" * 100_000, "[[[[", "[]", '{"plans": 5}', json.dumps(["很长" * 9000])])
def test_check_names_what_is_no_ledger(content: str, tmp_path: Path) -> None:
    (tmp_path / "ledger.json").write_text(content, encoding="utf-8")
    result = run("check", tmp_path / "ledger.json")
    assert result.exit_code == cli.NOT_PASSED
    assert isinstance(result.exception, SystemExit)
    assert "ledger.json" in result.stdout
    assert max(map(len, result.stdout.splitlines())) < 600


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_check_does_not_wait_for_a_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.json")
    assert run("check", tmp_path / "pipe.json").exit_code == cli.UNUSABLE
