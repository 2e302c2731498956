"""The command `luoshi`: read, audit, serve, follow, check.

    $ luoshi read 规划.docx --xlsx 台账.xlsx

Exit codes: 0 done; 1 done, and what was found does not pass (`check`, `audit --fail-on`); 2 the input or the call
is at fault and nothing was written; 130 stopped with Ctrl+C.
"""

from __future__ import annotations

import atexit
import errno
import gc
from pathlib import Path
from typing import Any

import click

from luoshi import __version__, console
from luoshi.commands.backup import backup, restore
from luoshi.commands.draw import draw
from luoshi.commands.journal import journal
from luoshi.commands.options import NOT_PASSED, PASSED, UNUSABLE, Commands, as_json, language, path
from luoshi.commands.people import user
from luoshi.commands.tick import tick
from luoshi.console import Console
from luoshi.core.text import Language, Text

ALLOCATIONS_BETWEEN_SEARCHES = 100_000
SEVERITIES = ("error", "warning", "note")
_city = click.option(
    "--city",
    default="auto",
    show_default=True,
    metavar="NAME|FOLDER",
    help="Areas and agencies to resolve names against: a shipped city, a folder with areas.csv and agencies.csv, "
    "auto (by the title) or none. / 区划与部门名录",
)
_files = click.argument("files", nargs=-1, required=True, type=path())
_output = click.option("-o", "--output", type=path(file=True), help="Write the JSON to a file. / JSON 写入文件")


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="luoshi")
def main() -> None:
    """Read a published plan into commitments tied to their lines, audit it, open it in a browser.

    把公布的规划文本读成逐条对应原文行号的承诺台账, 校核文本, 并在浏览器中查看。
    """


for command in (tick, draw, journal, backup, restore, user):
    main.add_command(command)


@main.command(epilog="Example / 示例: luoshi read 规划.docx --xlsx 台账.xlsx")
@_files
@as_json
@_output
@click.option("--xlsx", type=path(file=True), help="Write a workbook. / 写出 Excel 台账")
@_city
@language
def read(
    files: tuple[Path, ...], as_json: bool, output: Path | None, xlsx: Path | None, city: str, lang: Language
) -> None:
    """Read plans (.txt .docx .html .pdf, a folder, a zip) into a ledger. / 读取规划文本, 形成台账。"""
    _seldom_collect()
    from luoshi.reader.audit import audit as find
    from luoshi.reader.serial import dumps, findings_json, ledger_json

    say = Console(lang)
    _keep_inputs(say, files, output, xlsx)
    ledgers = _read_all(say, files, city)
    objects = [ledger_json(ledger) for ledger in ledgers]
    with _unusable_if_unwritable(say):
        if xlsx:
            from luoshi.reader.workbook import ledger_workbook

            findings = [findings_json(find(ledger)) for ledger in ledgers]
            console.write_whole(xlsx, ledger_workbook(objects, findings, lang))
            say.note(Text(f"台账已写入 {xlsx}", f"workbook written to {xlsx}"))
        if output:
            console.write_whole(output, dumps(_one(objects)).encode())
            say.note(Text(f"JSON 已写入 {output}", f"JSON written to {output}"))
        if as_json:
            click.echo(dumps(_one(objects)), nl=False)
        elif not output:
            for ledger in ledgers:
                click.echo(_headed(ledger, console.summary(ledger, lang), alone=len(ledgers) == 1))


@main.command(epilog="Example / 示例: luoshi audit 规划.txt --fail-on error")
@_files
@as_json
@_output
@click.option("--fail-on", type=click.Choice(SEVERITIES), help="Exit with 1 if a finding is at least this severe.")
@_city
@language
def audit(
    files: tuple[Path, ...], as_json: bool, output: Path | None, fail_on: str | None, city: str, lang: Language
) -> None:
    """List what is wrong in the text: sums, counts, conflicts, units, dates ... / 校核文本中的错漏。"""
    _seldom_collect()
    from luoshi.reader.audit import audit as find
    from luoshi.reader.serial import dumps, findings_json

    say = Console(lang)
    _keep_inputs(say, files, output)
    ledgers = _read_all(say, files, city)
    found = [find(ledger) for ledger in ledgers]
    objects = [
        {"source": ledger.document.name, **findings_json(rows)} for ledger, rows in zip(ledgers, found, strict=True)
    ]
    text = dumps(_one(objects))
    with _unusable_if_unwritable(say):
        if output:
            console.write_whole(output, text.encode())
            say.note(Text(f"JSON 已写入 {output}", f"JSON written to {output}"))
        if as_json:
            click.echo(text, nl=False)
        elif not output:
            for ledger, rows in zip(ledgers, found, strict=True):
                click.echo(_headed(ledger, console.findings(ledger, rows, lang), alone=len(ledgers) == 1))
    if fail_on:
        limit = SEVERITIES.index(fail_on)
        if any(SEVERITIES.index(row.severity) <= limit for rows in found for row in rows):
            raise SystemExit(NOT_PASSED)


@main.command(epilog="Example / 示例: luoshi serve --port 8000")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on. / 端口"
)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Address to listen on; beyond this computer LUOSHI_HOSTS names who is answered. / 监听地址",
)
@click.option(
    "--demo", is_flag=True, help="Load the demo city with simulated figures first. / 先载入带模拟数据的演示城市"
)
@language
def serve(port: int, host: str, demo: bool, lang: Language) -> None:
    """Answer to the browser of this computer, or of the network. / 在本机或内网浏览器中使用。"""
    from luoshi.site import serve as site

    say = Console(lang)
    try:
        site.serve(port, host=host, language=lang, demo=demo)
    except site.ServeError as error:
        say.error(error.text)
        raise SystemExit(UNUSABLE) from None


@main.command(epilog="Example / 示例: luoshi follow --plan 7")
@click.option(
    "--plan", "numbers", type=click.IntRange(1), multiple=True, help="Only the plan of this number. / 规划序号"
)
@click.option(
    "--document", type=click.IntRange(1), help="An uploaded document, by the number in its address. / 文件编号"
)
@language
def follow(numbers: tuple[int, ...], document: int | None, lang: Language) -> None:
    """Follow plans: their commitments become indicators, targets, projects, tasks. / 将台账承诺转入跟踪。"""
    from luoshi.site import follow as site
    from luoshi.site.serve import ServeError

    say = Console(lang)
    try:
        click.echo(console.followed(site.follow(document, numbers), lang))
    except (ServeError, site.NotFollowedError) as error:
        say.error(error.text)
        raise SystemExit(UNUSABLE) from None


@main.command(epilog="Example / 示例: luoshi check cities/mycity 台账.json")
@click.argument("paths", nargs=-1, type=path())
@as_json
@language
def check(paths: tuple[Path, ...], as_json: bool, lang: Language) -> None:
    """Check city folders and ledger files; without PATHS the shipped cities. / 检查城市名录与台账文件。"""
    from luoshi.cities.check import check_all

    say = Console(lang)
    try:
        faults = check_all(paths)
    except FileNotFoundError as error:
        say.error(Text(f"找不到 {error.filename}", f"{error.filename} does not exist"))
        raise SystemExit(UNUSABLE) from None
    if as_json:
        from luoshi.reader.serial import dumps

        click.echo(dumps({"faults": [{"place": fault.place, "message": fault.text.en} for fault in faults]}), nl=False)
    else:
        for fault in faults:
            click.echo(f"{fault.place}: {fault.text.say(lang)}")
        say.note(Text(f"检查完毕, {len(faults)} 处问题", f"checked, {len(faults)} fault(s)"))
    raise SystemExit(NOT_PASSED if faults else PASSED)


def _read_all(say: Console, files: tuple[Path, ...], city: str) -> list[Any]:
    """Every ledger in `files`; on an unusable input one message and exit code 2, before anything is written."""
    from luoshi.cities.choose import choose
    from luoshi.reader import document, ledger
    from luoshi.reader.errors import ReaderError

    ledgers = []
    try:
        with say.progress() as progress:
            for path in files:
                for opened in document.open_path(path, progress):
                    ledgers.append(ledger.read_ledger(opened, choose(opened, city), progress))  # noqa: PERF401
    except ReaderError as error:
        say.error(error.text, error.source)
    except LookupError as error:
        say.error(Text(f"没有名为 {error} 的城市或目录", f"no shipped city and no folder is called {error}"))
    except ValueError as error:
        say.error(Text(f"名录有误:\n{error}", f"the lists have mistakes:\n{error}"))
    except OSError as error:
        say.error(Text(f"无法读取: {error.strerror}", f"cannot be read: {error.strerror}"), error.filename)
    else:
        return ledgers
    raise SystemExit(UNUSABLE)


def _seldom_collect() -> None:
    """Look for garbage in cycles seldom while plans are read, and not once more at the end.

    A ledger is many objects and no cycles: what is dropped is freed at once without the search, which costs a twentieth
    of the time.
    """
    gc.set_threshold(ALLOCATIONS_BETWEEN_SEARCHES)
    atexit.register(gc.freeze)


def _keep_inputs(say: Console, files: tuple[Path, ...], *outputs: Path | None) -> None:
    """Refuse an output that would take the place of a plan that is read, or of the other output."""
    taken = [file.resolve() for file in files]
    for output in filter(None, outputs):
        if output.resolve() in taken:
            say.error(
                Text(
                    f"{output} 已是输入或另一输出, 请另起文件名",
                    f"{output} is an input or the other output; name another",
                )
            )
            raise SystemExit(UNUSABLE)
        taken.append(output.resolve())


def _headed(ledger: Any, text: str, *, alone: bool) -> str:
    """What is said of a document, under its name where there are several."""
    return text if alone else f"# {ledger.document.name}\n{text}\n"


def _one(objects: list[dict[str, Any]]) -> dict[str, Any]:
    """One document gives its own object; several stand side by side under `documents`."""
    return objects[0] if len(objects) == 1 else {"documents": objects}


class _unusable_if_unwritable:  # noqa: N801 - reads as a clause of the with statement
    """Turns a failed write into a message and exit code 2."""

    def __init__(self, say: Console) -> None:
        self._say = say

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        # A reader that goes away, as `head` does, is no fault: Click ends quietly then.
        if isinstance(error, OSError) and error.errno != errno.EPIPE:
            place, why = error.filename or Text("标准输出", "standard output").say(self._say.language), error.strerror
            self._say.error(Text(f"无法写入 {place}: {why}", f"cannot write {place}: {why}"))
            raise SystemExit(UNUSABLE) from None
