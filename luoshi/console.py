"""What the command line shows: summaries, messages on standard error, progress, whole files.

>>> Console("en").language
'en'
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from luoshi.core.target import Role
from luoshi.core.text import Language, Text
from luoshi.reader.model import Finding, Ledger

QUIET_S = 1.0
"""Work shorter than this shows no progress bar."""
BAR_CELLS = 30
NAME_CHARS = 40
"""Of a file's name in that of the temporary file beside it: a name near the limit of 255 bytes must still fit."""


class Console:
    """Messages in one language; all of them go to standard error, so that standard output is only the result."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def note(self, text: Text) -> None:
        """Say something in passing."""
        click.echo(text.say(self.language), err=True)

    def error(self, text: Text, source: str | None = None) -> None:
        """Say what was wrong, and in which file."""
        label = Text("错误", "error").say(self.language)
        where = f"{source}: " if source else ""
        click.echo(f"{label}: {where}{text.say(self.language)}", err=True)

    @contextlib.contextmanager
    def progress(self) -> Iterator[Callable[[int, int], None]]:
        """A function (done, total) that draws a bar on a terminal once the work takes over a second."""
        began = time.monotonic()
        terminal = sys.stderr.isatty()
        drawn = False

        def show(done: int, total: int) -> None:
            nonlocal drawn
            if not terminal or time.monotonic() - began < QUIET_S:
                return
            full = BAR_CELLS * done // max(total, 1)
            drawn = True
            bar = "#" * full + "-" * (BAR_CELLS - full)
            click.echo(f"\r{Text('读取', 'reading').say(self.language)} [{bar}] {done}/{total}", err=True, nl=False)

        try:
            yield show
        finally:
            if drawn:
                click.echo(err=True)


def summary(ledger: Ledger, language: Language) -> str:
    """A table of counts, a row a plan."""
    heads = {
        "zh": ("序号", "规划", "行", "目标", "现状", "任务", "项目", "系统", "实施职责"),
        "en": ("no", "plan", "lines", "targets", "bases", "tasks", "projects", "systems", "duties"),
    }[language]
    roles = Counter((row.plan, row.role) for row in ledger.quantities)
    counts = [
        Counter(row.plan for row in rows) for rows in (ledger.tasks, ledger.projects, ledger.systems, ledger.duties)
    ]
    rows: list[tuple[str, ...]] = [heads]
    for plan in ledger.plans:
        number = plan.number
        figures = [
            roles[number, Role.TARGET] + roles[number, Role.PENDING],
            roles[number, Role.BASE],
            *(count[number] for count in counts),
        ]
        rows.append((str(number), plan.title, f"{plan.first}-{plan.last}", *map(str, figures)))
    figures = [sum(int(row[column]) for row in rows[1:]) for column in range(3, len(heads))]
    rows.append(("", Text("合计", "in all").say(language), "", *map(str, figures)))
    return _aligned(rows)


def followed(rows: Iterable[tuple[int, str, Any]], language: Language) -> str:
    """What following added, a row a plan; then the rows that were changed since they are followed."""
    heads = {
        "zh": ("序号", "规划", "指标", "目标", "项目", "任务", "节点", "不采纳"),
        "en": ("no", "plan", "indicators", "targets", "projects", "tasks", "milestones", "rejected"),
    }[language]
    table: list[tuple[str, ...]] = [heads]
    changed: list[str] = []
    for number, title, done in rows:
        counts = (done.indicators, done.targets, done.projects, done.undertakings, done.milestones, done.rejected)
        table.append((str(number), title, *map(str, counts)))
        changed.extend(done.differing)
    if not changed:
        return _aligned(table)
    note = Text(
        "以下条目在转入跟踪后又有改动, 跟踪中的目标未变, 如需变更请走目标调整: {}",
        "These rows were changed since they are followed; what is followed stays. To change a target, amend it: {}",
    )
    return f"{_aligned(table)}\n{note.say(language).format(', '.join(changed))}"


def findings(ledger: Ledger, rows: Iterable[Finding], language: Language) -> str:
    """Findings by plan: severity, lines, message, arithmetic."""
    titles = {plan.number: plan.title for plan in ledger.plans}
    marks = {"error": Text("错误", "error"), "warning": Text("警告", "warning"), "note": Text("提示", "note")}
    out: list[str] = []
    plan = None
    tally: Counter[str] = Counter()
    for row in rows:
        if row.plan != plan:
            plan = row.plan
            out.append(f"\n{titles.get(plan, ledger.document.name)}")
        lines = Text("第{}行", "line {}").say(language).format(", ".join(map(str, row.lines)))
        message = row.message_zh if language == "zh" else row.message_en
        out.append(f"  [{marks[row.severity].say(language)}] {lines}: {message}")
        if row.arithmetic:
            out.append(f"      {row.arithmetic}")
        tally[row.severity] += 1
    parts = ", ".join(f"{marks[severity].say(language)} {tally[severity]}" for severity in marks)
    out.append(f"\n{Text('合计', 'in all').say(language)}: {parts}")
    return "\n".join(out).lstrip("\n")


def write_whole(path: Path, content: bytes) -> None:
    """Write `path` whole or not at all: a temporary file beside it takes its place when it is complete.

    Raises OSError, which names `path` and not the temporary file.
    """
    try:
        _write_beside(path, content)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


def _write_beside(path: Path, content: bytes) -> None:
    import tempfile  # only who writes a file waits for it

    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:NAME_CHARS]}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(name, 0o666 & ~mask)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _width(text: str) -> int:
    """Columns on a terminal: a wide character takes two."""
    import unicodedata

    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _aligned(rows: list[tuple[str, ...]]) -> str:
    """Columns side by side: figures to the right, the two leading texts to the left."""
    widths = [max(_width(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = []
        for column, cell in enumerate(row):
            gap = " " * (widths[column] - _width(cell))
            cells.append(cell + gap if column < 2 else gap + cell)
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)
