"""What the commands share: exit codes, options, and the way to the records.

Exit codes: 0 done; 1 done, and what was found does not pass; 2 the input or the call is at fault and nothing was
written; 130 stopped with Ctrl+C.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, cast

import click

from luoshi.console import Console
from luoshi.core.text import Language

PASSED, NOT_PASSED, UNUSABLE, STOPPED = 0, 1, 2, 130


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


class Commands(click.Group):
    """The commands; each that is stopped with Ctrl+C ends with a code of its own."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo("\n已停止 / stopped", err=True)
            raise SystemExit(STOPPED) from None


language = click.option(
    "--lang",
    type=click.Choice(["zh", "en"]),
    callback=_language,
    help="Language of messages / 提示语言. Default: from LANG.",
)
as_json = click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output. / 输出 JSON")


def path(*, file: bool = False) -> click.Path:
    """A parameter that is a path; of a file where `file` says so."""
    return _Path(path_type=Path, dir_okay=not file)


def open_records(say: Console) -> None:
    """Bring up the database; a message and exit code 2 where it cannot be used."""
    from luoshi.site import serve

    try:
        serve.prepare()
    except serve.ServeError as error:
        say.error(error.text)
        raise SystemExit(UNUSABLE) from None
