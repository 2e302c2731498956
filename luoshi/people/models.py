"""Tables of people. Only `luoshi.people.actions` writes to them.

Areas and agencies are trees. `path` holds the keys from the root to the node, each followed by a slash, so that all
below a node is found by its beginning: `211300/211302/`.
"""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models

from luoshi.core.text import Text


class Role(models.TextChoices):
    """What a person does here; rights follow from it (`luoshi.people.access`)."""

    PLANNER = "planner", "规划主管"
    DEPARTMENT = "department", "部门填报"
    COUNTY = "county", "县区填报"
    REVIEWER = "reviewer", "审核"
    LEADER = "leader", "领导"
    OPERATOR = "operator", "系统管理"
    AUDITOR = "auditor", "审计"
    PUBLIC = "public", "公众"


ROLE_TEXTS: dict[str, Text] = {
    Role.PLANNER: Text("规划主管", "planning bureau"),
    Role.DEPARTMENT: Text("部门填报", "department"),
    Role.COUNTY: Text("县区填报", "county"),
    Role.REVIEWER: Text("审核", "reviewer"),
    Role.LEADER: Text("领导", "leader"),
    Role.OPERATOR: Text("系统管理", "operator"),
    Role.AUDITOR: Text("审计", "auditor"),
    Role.PUBLIC: Text("公众", "public"),
}


class Area(models.Model):
    """An administrative area, by its GB/T 2260 code (or `211300-x01` for a place that has none).

    `level`: 1 province, 2 city, 3 county, 4 town or zone.
    """

    code = models.CharField(max_length=12, primary_key=True)
    name = models.CharField(max_length=60)
    level = models.PositiveSmallIntegerField()
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    path = models.CharField(max_length=120, db_index=True)

    class Meta:
        ordering = ("path",)

    def __str__(self) -> str:
        return self.name


class Agency(models.Model):
    """A department, county government, firm or other body that owns commitments and owes returns."""

    name = models.CharField(max_length=120, unique=True)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="agencies")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    path = models.CharField(max_length=200, db_index=True)

    class Meta:
        ordering = ("path", "name")

    def __str__(self) -> str:
        return self.name


class User(AbstractUser):
    """An account. `display_name` is what others read; `must_change` asks for a new password at the next login."""

    display_name = models.CharField(max_length=40, blank=True)
    must_change = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.display_name or self.username

    @property
    def signature(self) -> str:
        """How what the user decides is signed: the name people know, and the account, which is nobody else's."""
        shown = self.display_name
        return f"{shown} ({self.username})" if shown and shown != self.username else self.username


class LoginSession(models.Model):
    """A browser in which a user is logged in, by the key of its session; gone when it has ended."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="login_sessions")
    key = models.CharField(max_length=40, unique=True)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    address = models.CharField(max_length=45, blank=True)
    browser = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("-seen_at", "-pk")

    def __str__(self) -> str:
        return f"{self.user_id} {self.address}"


class Assignment(models.Model):
    """A user's role at an agency and in an area; it reaches all agencies and areas below them.

    A role that is not bound to an agency or an area (leader, auditor, operator) leaves them empty.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="assignments")
    role = models.CharField(max_length=12, choices=Role.choices)
    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, null=True, related_name="assignments")
    area = models.ForeignKey(Area, on_delete=models.CASCADE, null=True, related_name="assignments")

    class Meta:
        ordering = ("role", "pk")

    def __str__(self) -> str:
        return f"{self.user_id} {self.role}"


class ApiToken(models.Model):
    """A key for a program that acts as a user, within `scopes` only (barred list). Only its digest is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.CharField(max_length=200)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return self.name
