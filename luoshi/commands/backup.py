"""`luoshi backup` and `luoshi restore`."""

from __future__ import annotations

from pathlib import Path

import click

from luoshi.commands.options import NOT_PASSED, PASSED, UNUSABLE, language, open_records, path
from luoshi.console import Console
from luoshi.core.text import Language, Text


@click.command(epilog="Example / 示例: luoshi backup luoshi-2026-03-01.zip")
@click.argument("file", type=path(file=True))
@language
def backup(file: Path, lang: Language) -> None:
    """Write all records into one file, while the server runs. / 备份全部数据, 无需停机。"""
    say = Console(lang)
    open_records(say)
    from luoshi.site import backup as site

    try:
        with say.progress() as progress:
            manifest = site.backup(file, progress)
    except OSError as error:
        say.error(Text(f"无法写入 {file}: {error.strerror}", f"cannot write {file}: {error.strerror}"))
        raise SystemExit(UNUSABLE) from None
    rows = sum(table["rows"] for table in manifest["tables"])
    say.note(Text(f"已备份 {rows} 行到 {file}", f"rows backed up to {file}: {rows}"))


@click.command(epilog="Example / 示例: luoshi restore luoshi-2026-03-01.zip")
@click.argument("file", type=path(file=True))
@click.option("--replace", is_flag=True, help="Throw away what is there. / 覆盖现有数据")
@click.option("--yes", is_flag=True, help="Do not ask. / 不再询问")
@language
def restore(file: Path, replace: bool, yes: bool, lang: Language) -> None:
    """Take all records from a backup: whole or not at all. / 从备份恢复, 要么全部成功, 要么不变。"""
    say = Console(lang)
    from luoshi.site import backup as site
    from luoshi.site import serve

    if replace and not yes:
        click.confirm(Text("现有数据将被覆盖, 继续吗?", "What is there will be replaced. Go on?").say(lang), abort=True)
    try:
        serve.set_up()
        from django.db import DatabaseError
    except serve.ServeError as error:
        say.error(error.text)
        raise SystemExit(UNUSABLE) from None
    try:
        with say.progress() as progress:
            manifest = site.restore(file, progress, replace=replace)
    except site.BackupError as error:
        say.error(error.text, str(file))
        raise SystemExit(UNUSABLE) from None
    except DatabaseError as error:
        say.error(serve.DatabaseUnusableError(error).text)
        raise SystemExit(UNUSABLE) from None
    except OSError as error:
        say.error(Text(f"无法读取: {error.strerror}", f"cannot be read: {error.strerror}"), str(file))
        raise SystemExit(UNUSABLE) from None
    from luoshi.journal.verify import verify

    faults = list(verify())
    rows = sum(table["rows"] for table in manifest["tables"])
    say.note(Text(f"已恢复 {rows} 行", f"rows restored: {rows}"))
    for fault in faults:
        say.error(fault.text)
    raise SystemExit(NOT_PASSED if faults else PASSED)
