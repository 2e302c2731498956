"""`luoshi draw`: draw filed figures to be checked on site, and draw again to see that it was honest."""

from __future__ import annotations

import json
from typing import Any

import click

from luoshi.commands.options import NOT_PASSED, UNUSABLE, as_json, language, open_records
from luoshi.console import Console
from luoshi.core.text import Language, Text


@click.command(epilog="Example / 示例: luoshi draw --seed 20240315 --size 20 --period 2023")
@click.option("--seed", metavar="TEXT", help="A published number or sentence. / 公开的种子")
@click.option("--size", type=click.IntRange(1, 10_000), default=20, show_default=True, help="How many. / 抽取数量")
@click.option("--period", metavar="PERIOD", help="2023, 2023-Q2 or 2023-05. / 报告期")
@click.option("--plan", type=int, metavar="ID", help="Of one plan only. / 只抽一部规划")
@click.option("--by-owner", is_flag=True, help="Every owner once before any twice. / 各责任单位轮流抽取")
@click.option("--verify", type=int, metavar="DRAW", help="Draw again and compare with a stored draw. / 复核已有的抽取")
@as_json
@language
def draw(
    seed: str | None,
    size: int,
    period: str | None,
    plan: int | None,
    by_owner: bool,
    verify: int | None,
    as_json: bool,
    lang: Language,
) -> None:
    """Draw approved filed figures at random, reproducibly. / 可复现地随机抽取已批准的报送数据。"""
    say = Console(lang)
    if verify is None and not (seed and period):
        say.error(Text("请给出 --seed 和 --period, 或 --verify", "give --seed and --period, or --verify"))
        raise SystemExit(UNUSABLE)
    open_records(say)
    if verify is not None:
        _verify(say, verify, as_json=as_json)
        return
    from django.utils import timezone

    from luoshi.plans.supervision.actions.draws import make_draw
    from luoshi.plans.supervision.refusals import RefusedItemError

    try:
        made = make_draw(
            seed=str(seed), size=size, period=str(period), plan=plan, by_owner=by_owner, acting_user=None,
            at=timezone.now(),
        )  # fmt: skip
    except RefusedItemError as refused:
        say.error(refused.text)
        raise SystemExit(UNUSABLE) from None
    figures = list(made.verifications.order_by("place").values_list("figure", flat=True))
    if as_json:
        click.echo(_json({"draw": made.pk, "seed": made.seed, "digest": made.digest, "figures": figures}))
        return
    people = made.population["figures"]
    say.note(
        Text(
            f"抽取 {made.pk}: 从 {people} 个数据中抽取 {len(figures)} 个", f"draw {made.pk}: {len(figures)} of {people}"
        )
    )
    say.note(Text(f"总体摘要 {made.digest}", f"digest of the population {made.digest}"))
    click.echo("\n".join(map(str, figures)))


def _verify(say: Console, key: int, *, as_json: bool) -> None:
    from luoshi.plans.models import Draw
    from luoshi.plans.supervision.draws import again

    draw = Draw.objects.filter(pk=key).first()
    if draw is None:
        say.error(Text(f"没有编号为 {key} 的抽取", f"there is no draw {key}"))
        raise SystemExit(UNUSABLE)
    found = again(draw)
    if as_json:
        click.echo(_json({"draw": key, "same": found.same, "digest": found.digest, "figures": found.drawn}))
    elif found.same:
        click.echo(Text("复核一致", "the same").say(say.language))
    else:
        click.echo(Text("复核不一致", "not the same").say(say.language))
        click.echo(f"{draw.digest} {found.digest}")
        click.echo(f"{found.kept}\n{found.drawn}")
    if not found.same:
        raise SystemExit(NOT_PASSED)


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)
