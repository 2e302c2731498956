"""One account per role in the demo city, with invented names and random passwords that are shown once.

make(at=now, show=print)      # nothing where the accounts are there already
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from luoshi.people.actions import RoleAt, create_user
from luoshi.people.models import Agency, Area, Role, User

PASSWORD_BYTES = 9
"""Twelve characters of the alphabet of `secrets.token_urlsafe`: 72 bits."""
COUNTY_LEVEL = 3


@dataclass(frozen=True, slots=True)
class Post:
    """An account to be made. `agency` is a name, or `city` / `county` for the government of the city or first county."""

    username: str
    display_name: str
    role: Role
    agency: str = ""
    county: bool = False


POSTS = (
    Post("planner", "林晓岚", Role.PLANNER, "市发展改革委"),
    Post("department", "周予安", Role.DEPARTMENT, "市生态环境局"),
    Post("county", "何知远", Role.COUNTY, county=True),
    Post("reviewer", "沈若溪", Role.REVIEWER, "city"),
    Post("leader", "顾言之", Role.LEADER),
    Post("operator", "唐子墨", Role.OPERATOR),
    Post("auditor", "苏明澈", Role.AUDITOR),
    Post("public", "访客", Role.PUBLIC),
)


@dataclass(frozen=True, slots=True)
class Account:
    """An account that was made, with the password that is shown now and never again."""

    username: str
    display_name: str
    role: Role
    where: str
    password: str


@transaction.atomic
def make(*, at: datetime, show: Callable[[list[Account]], None]) -> list[Account]:
    """Make the accounts that are not there and show their passwords.

    They are shown before they are kept: who is stopped in between gets new ones at the next start, and never an account
    whose password nobody has seen.
    """
    known = set(User.objects.filter(username__in=[post.username for post in POSTS]).values_list("username", flat=True))
    city = Area.objects.get(parent=None)
    made = [_make(post, city, at) for post in POSTS if post.username not in known]
    if made:
        show(made)
    return made


def _make(post: Post, city: Area, at: datetime) -> Account:
    area = Area.objects.filter(level=COUNTY_LEVEL).order_by("code").first() if post.county else city
    agency = _agency(post, area or city)
    password = secrets.token_urlsafe(PASSWORD_BYTES)
    bound = post.role not in (Role.OPERATOR, Role.AUDITOR, Role.PUBLIC)
    create_user(
        username=post.username, display_name=post.display_name, password=password, acting_user=None, at=at,
        roles=[RoleAt(post.role, agency.pk if agency else None, (area or city).code if bound else None)],
    )  # fmt: skip
    where = " ".join(filter(None, [agency.name if agency else "", (area or city).name if bound else ""]))
    return Account(post.username, post.display_name, post.role, where, password)


def _agency(post: Post, area: Area) -> Agency | None:
    if post.county:
        return Agency.objects.filter(area=area).order_by("path").first()
    if post.agency == "city":
        return Agency.objects.filter(area=area, parent=None).order_by("name").first()
    return Agency.objects.filter(name=post.agency).first()
