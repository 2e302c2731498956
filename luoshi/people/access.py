"""The one door to rows: which rows of a table a user may see or change, as a query.

    access.register(Figure, figure_rule)            # by the engine that owns the table, once
    access.rows(user, Figure.objects.all())         # what the user may see
    access.rows(user, Return.objects.all(), "file") # what the user may file
    access.demand(user, "approve", some_return)     # or ForbiddenError

A rule is `(reach, verb) -> Q`. A table without a rule cannot be asked for: that is a mistake in the program and raises
LookupError, so a forgotten rule shows in the first test instead of leaking rows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, Q, QuerySet

from luoshi.people.models import Role, User

VIEW = "view"
STAFF = (Role.PLANNER, Role.DEPARTMENT, Role.COUNTY, Role.REVIEWER, Role.LEADER, Role.OPERATOR, Role.AUDITOR)
"""Every role of who works for the city: all but the public."""
EVERYTHING = Q()
NOTHING = Q(pk__in=[])

Row = TypeVar("Row", bound=Model)


class ForbiddenError(Exception):
    """The user may not do this to that row."""

    def __init__(self, verb: str, thing: object) -> None:
        super().__init__(f"{verb} {thing}")
        self.verb = verb


@dataclass(frozen=True, slots=True)
class Post:
    """One assignment: a role, and the roots of the subtrees it reaches (None: it is bound to none)."""

    role: str
    agency: int | None
    agency_path: str | None
    area: str | None
    area_path: str | None


@dataclass(frozen=True, slots=True)
class Reach:
    """Who asks: the account (None for a visitor without one) and all its posts."""

    user_id: int | None
    username: str
    posts: tuple[Post, ...]

    def has(self, *roles: str) -> bool:
        """Whether any post has one of `roles`."""
        return any(post.role in roles for post in self.posts)

    def of(self, *roles: str) -> list[Post]:
        """The posts with one of `roles`."""
        return [post for post in self.posts if post.role in roles]

    def below_agency(self, field: str, *roles: str) -> Q:
        """Rows whose agency at `field` is at or below that of a post with one of `roles`."""
        wanted = NOTHING
        for post in self.of(*roles):
            if post.agency_path is not None:
                wanted |= Q(**{f"{field}__path__startswith": post.agency_path})
        return wanted

    def below_area(self, field: str, *roles: str) -> Q:
        """Rows whose area at `field` is at or below that of a post with one of `roles`."""
        wanted = NOTHING
        for post in self.of(*roles):
            if post.area_path is not None:
                wanted |= Q(**{f"{field}__path__startswith": post.area_path})
        return wanted


Rule = Callable[[Reach, str], Q]
_rules: dict[type[Model], Rule] = {}


def register(model: type[Model], rule: Rule) -> None:
    """Say who may see and change the rows of `model`."""
    _rules[model] = rule


def registered() -> dict[type[Model], Rule]:
    """Every table with its rule, for the tests that walk over them."""
    return dict(_rules)


def reach(user: User | AnonymousUser | None) -> Reach:
    """The posts of a user; asked of the database once a request (kept on the user object)."""
    if user is None or not user.is_authenticated or not user.is_active:
        return Reach(None, "", ())
    known: Reach | None = getattr(user, "_reach", None)
    if known is None:
        posts = tuple(
            Post(*row)
            for row in user.assignments.order_by("pk").values_list(
                "role", "agency_id", "agency__path", "area_id", "area__path"
            )
        )
        known = Reach(user.pk, user.username, posts)
        user._reach = known  # type: ignore[attr-defined]
    return known


def rows(user: User | AnonymousUser | None, queryset: QuerySet[Row], verb: str = VIEW) -> QuerySet[Row]:
    """The rows of `queryset` to which the user may do `verb`."""
    try:
        rule = _rules[queryset.model]
    except KeyError:
        raise LookupError(f"{queryset.model.__name__} has no access rule") from None
    wanted = rule(reach(user), verb)
    return queryset.none() if wanted == NOTHING else queryset.filter(wanted)


def may(user: User | AnonymousUser | None, verb: str, row: Model) -> bool:
    """Whether the user may do `verb` to `row`, as it stands in the database."""
    manager: Any = type(row)._default_manager
    return rows(user, manager.filter(pk=row.pk), verb).exists()


def demand(user: User | AnonymousUser | None, verb: str, row: Model) -> None:
    """Raise ForbiddenError unless the user may do `verb` to `row`."""
    if not may(user, verb, row):
        raise ForbiddenError(verb, row)


def demand_role(user: User | AnonymousUser | None, verb: str, thing: object, *roles: Role) -> None:
    """Raise ForbiddenError unless the user has one of `roles`; for what has no row yet."""
    if not has_role(user, *roles):
        raise ForbiddenError(verb, thing)


def has_role(user: User | AnonymousUser | None, *roles: Role) -> bool:
    """Whether the user has one of `roles` anywhere."""
    return reach(user).has(*roles)
