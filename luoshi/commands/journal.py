"""`luoshi journal`: verify the chain, print its end, list entries."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import click

from luoshi.commands.options import NOT_PASSED, UNUSABLE, as_json, language, open_records
from luoshi.console import Console
from luoshi.core.text import Language, Text

LIST_ROWS = 50


@click.group(epilog="Example / 示例: luoshi journal verify")
def journal() -> None:
    """The record of every change. / 变更日志。"""


@journal.command(epilog="Example / 示例: luoshi journal verify --against 120:9f2c...")
@click.option("--against", metavar="NUMBER:DIGEST", help="An anchor kept elsewhere. / 另存的校验值")
@as_json
@language
def verify(against: str | None, as_json: bool, lang: Language) -> None:
    """Name every entry that was changed, removed or inserted. / 校验日志是否被改动。"""
    say = Console(lang)
    open_records(say)
    from django.db import transaction

    from luoshi.journal import verify as chain

    try:
        kept = chain.anchor(against) if against else None
    except ValueError:
        say.error(Text(f"{against} 不是校验值 (编号:64位十六进制)", f"{against} is no anchor (number:64 hex digits)"))
        raise SystemExit(UNUSABLE) from None
    with transaction.atomic():
        end = chain.head()
        faults = list(chain.verify(kept))
    if as_json:
        rows = [{"kind": fault.kind, "first": fault.first, "last": fault.last} for fault in faults]
        click.echo(json.dumps({"head": end, "faults": rows}, ensure_ascii=False, indent=1))
    else:
        for fault in faults:
            click.echo(fault.text.say(lang))
        number = end.split(":")[0]
        say.note(Text(f"日志共 {number} 条, 异常 {len(faults)} 处", f"entries: {number}, faults: {len(faults)}"))
    raise SystemExit(NOT_PASSED if faults else 0)


@journal.command(epilog="Example / 示例: luoshi journal head > anchor.txt")
@language
def head(lang: Language) -> None:
    """Print the end of the chain, to be kept elsewhere. / 输出链尾校验值, 供另存。"""
    open_records(Console(lang))
    from luoshi.journal.verify import head as end

    click.echo(end())


@journal.command("list", epilog="Example / 示例: luoshi journal list --thing target:7")
@click.option("--thing", help="Only of this thing, as kind:id. / 只看某一对象")
@click.option("--who", help="Only by this account. / 只看某一账号")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="From this day on. / 自某日起")
@click.option("--rows", default=LIST_ROWS, show_default=True, type=click.IntRange(1), help="How many. / 条数")
@as_json
@language
def list_(thing: str | None, who: str | None, since: datetime | None, rows: int, as_json: bool, lang: Language) -> None:
    """The latest entries. / 列出最近的变更。"""
    open_records(Console(lang))
    from django.utils import timezone

    from luoshi.journal.models import Entry

    found = Entry.objects.order_by("-number")
    if thing:
        found = found.filter(thing=thing)
    if who:
        found = found.filter(who=who)
    if since:
        found = found.filter(at__gte=timezone.make_aware(since))
    for entry in reversed(found[:rows]):
        if as_json:
            click.echo(json.dumps(_plain(entry), ensure_ascii=False))
        else:
            at = timezone.localtime(entry.at).strftime("%Y-%m-%d %H:%M:%S")
            click.echo(f"{entry.number}  {at}  {entry.who}  {entry.action}  {entry.thing}  {entry.why}".rstrip())


def _plain(entry: Any) -> dict[str, Any]:
    names = ("number", "who", "action", "thing", "why", "cause", "before", "after", "digest")
    return {**{name: getattr(entry, name) for name in names}, "at": entry.at.isoformat()}
