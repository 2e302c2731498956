"""What `luoshi serve --demo` does before it serves: load the demo city and show the accounts once.

load("zh")
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from luoshi.core.text import Language, Text

if TYPE_CHECKING:
    from luoshi.demo.accounts import Account

LOADED = Text(
    "演示数据: {figures} 个模拟数据, {reports} 份模拟项目进展, {milestones} 个模拟节点, 全部标明“模拟”。",
    "Demo: {figures} simulated figures, {reports} project reports and {milestones} milestones, all marked simulated.",
)
ACCOUNTS = Text(
    "演示账号 (密码只显示这一次, 请记下):",
    "Demo accounts (the passwords are shown this once; write them down):",
)
LOADING = Text("载入演示数据", "loading the demo city")


def load(language: Language) -> None:
    """Follow what ships, simulate what is missing, make the accounts. After `luoshi.site.serve.prepare`."""
    from django.utils import timezone

    from luoshi.demo import accounts, actions, days

    at = timezone.now()
    made = actions.load(at=at, show=lambda done, total: _progress(done, total, language))
    if made.plans:
        text = LOADED.say(language)
        print(text.format(figures=made.figures, reports=made.reports, milestones=made.milestones), flush=True)
    accounts.make(at=at, show=lambda made: print(table(made, language), flush=True))
    days.live(at=at)


def table(made: Sequence[Account], language: Language) -> str:
    """The accounts as lines: user, password, role, name, where."""
    from luoshi.people.models import ROLE_TEXTS

    rows = [
        f"  {one.username:<12}{one.password:<16}{ROLE_TEXTS[one.role].say(language)}  {one.display_name}  {one.where}".rstrip()
        for one in made
    ]
    return "\n".join([ACCOUNTS.say(language), *rows])


def _progress(done: int, total: int, language: Language) -> None:
    """One line that is written over on a terminal; elsewhere nothing."""
    if sys.stderr.isatty():
        print(
            f"\r{LOADING.say(language)} {done}/{total}", end="\n" if done == total else "", file=sys.stderr, flush=True
        )
