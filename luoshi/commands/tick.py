"""`luoshi tick`: do what time brings."""

from __future__ import annotations

import json
from datetime import datetime

import click

from luoshi.commands.options import NOT_PASSED, UNUSABLE, as_json, language, open_records
from luoshi.console import Console
from luoshi.core.text import Language, Text


class _Moment(click.ParamType):  # type: ignore[type-arg]
    """A time as ISO 8601; without an offset it is that of the city."""

    name = "TIME"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """The time."""
        try:
            return datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no time; write 2024-02-01T08:00 / 请写成 2024-02-01T08:00", param, ctx)


@click.command(epilog="Example / 示例: luoshi tick --at 2024-02-01T08:00")
@click.option("--at", type=_Moment(), help="The time to act for, instead of now. / 按此时间处理")
@click.option(
    "--set-back", is_flag=True, help="The clock was wrong before: go on from this time. / 时钟曾有误, 以此时间为准"
)
@as_json
@language
def tick(at: datetime | None, set_back: bool, as_json: bool, lang: Language) -> None:
    """Do what time brings: reminders, lasting warnings, missed deadlines. / 处理到期事项。"""
    say = Console(lang)
    open_records(say)
    from django.utils import timezone

    from luoshi.plans import tick as clock

    moment = timezone.now() if at is None else timezone.make_aware(at) if at.tzinfo is None else at
    try:
        results = clock.tick(moment, set_back=set_back)
    except clock.TickRefusedError as refused:
        say.error(refused.text)
        raise SystemExit(UNUSABLE) from None
    if as_json:
        rows = [
            {"job": one.name, "done": one.done, "error": one.error, "notes": [note.say(lang) for note in one.notes]}
            for one in results
        ]
        click.echo(json.dumps({"at": moment.isoformat(), "jobs": rows}, ensure_ascii=False, indent=1))
    for one in results:
        if not as_json:
            click.echo(f"{one.name}: {one.done}")
        for note in one.notes:
            say.note(note)
        if one.error:
            say.error(
                Text(
                    f"{one.name} 未完成, 其他工作照常: {one.error}",
                    f"{one.name} failed, the others went on: {one.error}",
                )
            )
    raise SystemExit(NOT_PASSED if any(one.error for one in results) else 0)
