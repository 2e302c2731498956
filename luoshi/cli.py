"""The command `luoshi`: read, audit, serve, check.

    $ luoshi read 规划.docx --xlsx 台账.xlsx

Exit codes: 0 done; 1 done, and what was found does not pass (`check`, `audit --fail-on`); 2 the input or the call
is at fault and nothing was written; 130 stopped with Ctrl+C.
"""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any, cast

import click

from luoshi import __version__, console
from luoshi.commands.draw import draw
from luoshi.commands.tick import tick
from luoshi.console import Console
from luoshi.core.text import Language, Text

PASSED, NOT_PASSED, UNUSABLE, STOPPED = 0, 1, 2, 130
SEVERITIES = ("error", "warning", "note")


def _language(_context: click.Context, _option: click.Parameter, chosen: str | None) -> Language:
    if chosen:
        return cast(Language, chosen)
    spoken = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "zh" if spoken.startswith("zh") else "en"


class _Path(click.Path):
    """A path; an empty one is refused, where Python would take it for the folder the command is started in."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path as given."""
        if not os.fspath(value):
            self.fail("the path is empty / 路径为空", param, ctx)
        return super().convert(value, param, ctx)


class _Commands(click.Group):
    """The commands; each that is stopped with Ctrl+C ends with a code of its own."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo("\n已停止 / stopped", err=True)
            raise SystemExit(STOPPED) from None


_lang = click.option(
    "--lang",
    type=click.Choice(["zh", "en"]),
    callback=_language,
    help="Language of messages / 提示语言. Default: from LANG.",
)
_city = click.option(
    "--city",
    default="auto",
    show_default=True,
    metavar="NAME|FOLDER",
    help="Areas and agencies to resolve names against: a shipped city, a folder with areas.csv and agencies.csv, "
    "auto (by the title) or none. / 区划与部门名录",
)
_files = click.argument("files", nargs=-1, required=True, type=_Path(path_type=Path))
_as_json = click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output. / 输出 JSON")
_output = click.option(
    "-o", "--output", type=_Path(path_type=Path, dir_okay=False), help="Write the JSON to a file. / JSON 写入文件"
)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="luoshi")
def main() -> None:
    """Read a published plan into commitments tied to their lines, audit it, open it in a browser.

    把公布的规划文本读成逐条对应原文行号的承诺台账, 校核文本, 并在浏览器中查看。
    """


for command in (tick, draw):
    main.add_command(command)


@main.command(epilog="Example / 示例: luoshi read 规划.docx --xlsx 台账.xlsx")
@_files
@_as_json
@_output
@click.option("--xlsx", type=_Path(path_type=Path, dir_okay=False), help="Write a workbook. / 写出 Excel 台账")
@_city
@_lang
def read(
    files: tuple[Path, ...], as_json: bool, output: Path | None, xlsx: Path | None, city: str, lang: Language
) -> None:
    """Read plans (.txt .docx .html .pdf, a folder, a zip) into a ledger. / 读取规划文本, 形成台账。"""
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
@_as_json
@_output
@click.option("--fail-on", type=click.Choice(SEVERITIES), help="Exit with 1 if a finding is at least this severe.")
@_city
@_lang
def audit(
    files: tuple[Path, ...], as_json: bool, output: Path | None, fail_on: str | None, city: str, lang: Language
) -> None:
    """List what is wrong in the text: sums, counts, conflicts, units, dates ... / 校核文本中的错漏。"""
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
    "--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port on 127.0.0.1. / 端口"
)
@_lang
def serve(port: int, lang: Language) -> None:
    """Show the ledger in the browser of this computer. / 在本机浏览器中查看台账。"""
    from luoshi.site import serve as site

    say = Console(lang)
    try:
        site.serve(port, language=lang)
    except site.ServeError as error:
        say.error(error.text)
        raise SystemExit(UNUSABLE) from None


@main.command(epilog="Example / 示例: luoshi check cities/mycity 台账.json")
@click.argument("paths", nargs=-1, type=_Path(path_type=Path))
@_as_json
@_lang
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
