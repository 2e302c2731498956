"""The documentation says what is there: links, commands, options, fields, settings."""

from __future__ import annotations

import re
import shlex
from dataclasses import fields
from pathlib import Path
from typing import Any, get_args

import click
import pytest
from click.testing import CliRunner

from luoshi import samples
from luoshi.cli import main
from luoshi.reader import model
from luoshi.reader.schema import ROWS

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("tests/gold/*.md")])
LINK = re.compile(r"\]\(([^)#\s]+)(#[^)\s]*)?\)")


def name(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    dead = [link for link, _anchor in LINK.findall(text) if "://" not in link and not (page.parent / link).exists()]
    assert not dead


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_commands_shown_exist_with_their_options(page: Path) -> None:
    for call in re.findall(r"^\$? ?(?:\.venv/bin/)?luoshi +(.*)$", page.read_text(encoding="utf-8"), re.M):
        words = call.split("#")[0].split()
        if words[0].startswith("-"):
            continue
        command = main.commands[words[0]]
        if isinstance(command, click.Group):
            command, words = command.commands[words[1]], words[1:]
        known = {option for parameter in command.params for option in parameter.opts} | {"--help"}
        unknown = [word for word in words[1:] if word.startswith("-") and word.split("=")[0] not in known]
        assert not unknown, call


def test_output_shown_in_the_readme_is_real(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = re.search(r"```console\n(\$ luoshi read .*?)\n```", text, re.S)
    assert shown
    (tmp_path / "luoshi").symlink_to(ROOT / "luoshi")
    monkeypatch.chdir(tmp_path)
    real = []
    for call in re.findall(r"^\$ luoshi (.*)$", shown[1], re.M):
        result = CliRunner().invoke(main, shlex.split(call), env={"LC_ALL": "C.UTF-8"})
        real.append(f"$ luoshi {call}\n{result.output.rstrip()}")
    assert "\n".join(real) == shown[1]


def test_python_shown_in_the_readme_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = re.search(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.S)
    assert shown
    (tmp_path / "plan.docx").write_bytes(samples.path("qinglan.docx").read_bytes())
    monkeypatch.chdir(tmp_path)
    space: dict[str, Any] = {}
    exec(shown[1], space)
    assert len(capsys.readouterr().out.splitlines()) == len(space["ledger"].quantities) > 0
    assert space["findings"]


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_make_targets_shown_exist(page: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.M))
    shown = set(re.findall(r"\bmake ([a-z]+)\b(?=`|\s+#|$)", page.read_text(encoding="utf-8"), re.M))
    assert shown <= targets


def commands() -> list[tuple[str, click.Command]]:
    """Every command by its full name, those of groups included."""
    found = []
    for name, command in main.commands.items():
        if isinstance(command, click.Group):
            found += [(f"{name} {below}", inner) for below, inner in command.commands.items()]
        else:
            found.append((name, command))
    return found


def test_every_command_and_option_is_documented() -> None:
    parts = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8").split("\n## luoshi ")
    sections = {part.split("\n", 1)[0]: part for part in parts[1:]}
    for name, command in main.commands.items():
        for each in command.commands.values() if isinstance(command, click.Group) else [command]:
            assert each is command or f"luoshi {name} {each.name}" in sections[name]
            for parameter in each.params:
                if isinstance(parameter, click.Option):
                    assert any(f"`{option}" in sections[name] for option in parameter.opts), (name, parameter.opts)


def test_every_command_shows_an_example() -> None:
    for name, command in commands():
        assert command.epilog is not None
        assert f"luoshi {name}" in command.epilog


def test_every_field_of_the_ledger_is_documented() -> None:
    parts = (ROOT / "docs" / "ledger-format.md").read_text(encoding="utf-8").split("\n## ")
    by_table = {part.split("\n", 1)[0]: part for part in parts}
    for table, row in ROWS.items():
        missing = [field.name for field in fields(row) if f"`{field.name}`" not in by_table[table]]
        assert not missing, table
    findings = by_table["duties"].split("# Findings")[1]
    assert [kind for kind in get_args(model.FindingKind) if f"`{kind}`" not in findings] == []


def test_no_page_names_a_path_of_some_machine() -> None:
    for page in PAGES:
        assert not re.search(r"(?<![.\w])/(?:work|root|home)/", page.read_text(encoding="utf-8")), page
