"""`luoshi user`: the first administrator, and accounts kept from the machine itself."""

from __future__ import annotations

import json
from typing import Any, NoReturn

import click

from luoshi.commands.options import UNUSABLE, as_json, language, open_records
from luoshi.console import Console
from luoshi.core.text import Language, Text

_name = click.argument("name")
_roles = click.option(
    "--role",
    "roles",
    multiple=True,
    metavar="ROLE[:AGENCY][:AREA]",
    help="planner, department, county, reviewer, leader, operator, auditor or public; again for more. / 角色",
)
_display = click.option("--display", default="", metavar="NAME", help="The name that others read. / 姓名")
_ask = click.option("--ask", is_flag=True, help="Ask for the password instead of making one. / 在终端输入密码")


@click.group(epilog="Example / 示例: luoshi user first --name wangfang")
def user() -> None:
    """Accounts. / 账号。"""


@user.command(epilog="Example / 示例: luoshi user first --name wangfang --display 王芳")
@click.option("--name", required=True, help="The account. / 账号")
@_display
@_ask
@as_json
@language
def first(name: str, display: str, ask: bool, as_json: bool, lang: Language) -> None:
    """Make the first administrator; the password is printed once. / 建立首位系统管理员, 密码只显示一次。"""
    say = _open(lang)
    from django.utils import timezone

    from luoshi.people import actions

    chosen = _asked(lang) if ask else None
    try:
        made, password = actions.first_operator(username=name, display_name=display, password=chosen, at=timezone.now())
    except actions.RefusedError as error:
        _refuse(say, error)
    _show(say, made, None if ask else password, as_json)


@user.command(epilog="Example / 示例: luoshi user add liqiang --display 李强 --role department:市水利局")
@_name
@_display
@_roles
@_ask
@as_json
@language
def add(name: str, display: str, roles: tuple[str, ...], ask: bool, as_json: bool, lang: Language) -> None:
    """Make an account; its password is printed once. / 新建账号, 密码只显示一次。"""
    say = _open(lang)
    from django.utils import timezone

    from luoshi.people import actions

    chosen = _asked(lang) if ask else None
    try:
        made, password = actions.create_user(
            username=name,
            display_name=display,
            roles=[_role(text) for text in roles],
            password=chosen,
            acting_user=None,
            at=timezone.now(),
        )
    except actions.RefusedError as error:
        _refuse(say, error)
    _show(say, made, None if ask else password, as_json)


@user.command("list", epilog="Example / 示例: luoshi user list")
@as_json
@language
def list_(as_json: bool, lang: Language) -> None:
    """Every account with its roles. / 列出账号与角色。"""
    _open(lang)
    from luoshi.people.models import ROLE_TEXTS, User

    for one in User.objects.order_by("username").prefetch_related("assignments__agency", "assignments__area"):
        posts = list(one.assignments.all())
        if as_json:
            rows = [
                {"role": post.role, "agency": post.agency and post.agency.name, "area": post.area_id} for post in posts
            ]
            row = {"name": one.username, "display": one.display_name, "active": one.is_active, "roles": rows}
            click.echo(json.dumps(row, ensure_ascii=False))
            continue
        roles = ", ".join(
            " ".join(filter(None, (ROLE_TEXTS[post.role].say(lang), str(post.agency or ""), str(post.area or ""))))
            for post in posts
        )
        closed = "" if one.is_active else Text("  (已停用)", "  (disabled)").say(lang)
        click.echo(f"{one.username}  {one.display_name}  {roles}{closed}")


@user.command(epilog="Example / 示例: luoshi user roles liqiang --role reviewer:市水利局:211300")
@_name
@_roles
@language
def roles(name: str, roles: tuple[str, ...], lang: Language) -> None:
    """Give an account these roles and no others. / 设置账号的角色 (替换原有角色)。"""
    say = _open(lang)
    from django.utils import timezone

    from luoshi.people import actions

    try:
        actions.set_roles(_account(say, name), [_role(text) for text in roles], acting_user=None, at=timezone.now())
    except actions.RefusedError as error:
        _refuse(say, error)


@user.command(epilog="Example / 示例: luoshi user reset liqiang")
@_name
@as_json
@language
def reset(name: str, as_json: bool, lang: Language) -> None:
    """Issue a new password, printed once; sessions end. / 重置密码, 只显示一次。"""
    say = _open(lang)
    from django.utils import timezone

    from luoshi.people import actions

    account = _account(say, name)
    _show(say, account, actions.reset_password(account, acting_user=None, at=timezone.now()), as_json)


@user.command(epilog="Example / 示例: luoshi user disable liqiang")
@_name
@language
def disable(name: str, lang: Language) -> None:
    """Close an account; what it did stays. / 停用账号。"""
    say = _open(lang)
    from django.utils import timezone

    from luoshi.people import actions

    try:
        actions.disable_user(_account(say, name), acting_user=None, at=timezone.now())
    except actions.RefusedError as error:
        _refuse(say, error)


def _open(lang: Language) -> Console:
    say = Console(lang)
    open_records(say)
    return say


def _asked(lang: Language) -> str:
    asked: str = click.prompt(Text("密码", "Password").say(lang), hide_input=True, confirmation_prompt=True, err=True)
    return asked


def _account(say: Console, name: str) -> Any:
    from luoshi.people.models import User

    found = User.objects.filter(username=name).first()
    if found is None:
        say.error(Text(f"没有账号 {name}", f"there is no account {name}"))
        raise SystemExit(UNUSABLE)
    return found


def _role(text: str) -> Any:
    """`reviewer:市水利局:211300` -> the role at that agency, in that area. What is in neither list is refused."""
    from luoshi.people.actions import RefusedError, RoleAt
    from luoshi.people.models import Agency, Area

    role, *places = text.replace("：", ":").split(":")
    agency, area = None, None
    for place in filter(None, places):
        found = Agency.objects.filter(name=place).first()
        if found is not None:
            agency = found.pk
            continue
        areas = list(Area.objects.filter(pk=place) or Area.objects.filter(name=place)[:2])
        if len(areas) != 1:
            raise RefusedError("role_area" if role == "county" else "role_agency")
        area = areas[0].pk
    return RoleAt(role, agency, area)


def _refuse(say: Console, error: Any) -> NoReturn:
    from luoshi.people.refusals import REFUSED

    say.error(REFUSED[error.code])
    raise SystemExit(UNUSABLE)


def _show(say: Console, account: Any, password: str | None, as_json: bool) -> None:
    """The account and, this once, its password."""
    if as_json:
        click.echo(json.dumps({"name": account.username, "password": password}, ensure_ascii=False))
    elif password is not None:
        click.echo(f"{account.username}  {password}")
        say.note(
            Text(
                "密码只显示这一次; 首次登录须修改", "the password is shown this once; it is changed at the first login"
            )
        )
    else:
        click.echo(account.username)
