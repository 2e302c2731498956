"""Warnings that last, the supervision ledger (督查督办), and the random verification of filed figures."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from luoshi.plans.models.figures import Figure
from luoshi.plans.models.ledger import Plan


class Spell(models.Model):
    """A stretch of time in which a thing (`target:7`, `project:3`, `undertaking:9`) was in warning.

    `luoshi tick` opens one when a warning appears and ends it when it is gone; `level` is the last seen, and
    `level_since` the day since which it has been at least as grave.
    """

    thing = models.CharField(max_length=80)
    level = models.CharField(max_length=12)
    level_since = models.DateField()
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        ordering = ("since", "pk")
        constraints = (
            models.UniqueConstraint(fields=("thing",), condition=models.Q(until=None), name="one_open_spell_each"),
        )

    def __str__(self) -> str:
        return f"{self.thing} {self.level} {self.since}"


class ItemState(models.TextChoices):
    """The eight steps of the supervision ledger, in order."""

    REGISTERED = "registered", "立项"
    ASSIGNED = "assigned", "交办"
    SIGNED = "signed", "签收"
    HANDLING = "handling", "办理"
    REPORTED = "reported", "反馈"
    REVIEWED = "reviewed", "审核"
    CLOSED = "closed", "办结"
    ARCHIVED = "archived", "归档"


class Item(models.Model):
    """A supervised item. `cause` says what opened it (`spell:12`, or empty for one entered by hand) and is unique, so
    the same warning never opens two. `clock` names the deadline preset of the handling (METHOD, task clock).
    """

    number = models.CharField(max_length=20, unique=True)
    title = models.TextField()
    demand = models.TextField(blank=True)
    plan = models.ForeignKey(Plan, on_delete=models.SET_NULL, null=True, related_name="items")
    thing = models.CharField(max_length=80, blank=True)
    cause = models.CharField(max_length=80, null=True, unique=True)
    owner = models.ForeignKey("people.Agency", on_delete=models.PROTECT, null=True, related_name="items")
    co_owners = models.ManyToManyField("people.Agency", related_name="shared_items")
    state = models.CharField(max_length=10, choices=ItemState.choices, default=ItemState.REGISTERED)
    clock = models.CharField(max_length=12)
    due = models.DateField(null=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-opened_at", "-pk")

    def __str__(self) -> str:
        return self.number


class ItemStep(models.Model):
    """What happened to an item: a move, a chase (催办), an extension asked, granted or refused, a return (退回), a
    missed deadline. Rows are only ever added. `due_before` and `due_after` tell a deadline that moved.
    """

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=12)
    before = models.CharField(max_length=10)
    after = models.CharField(max_length=10)
    due_before = models.DateField(null=True)
    due_after = models.DateField(null=True)
    comment = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.item_id} {self.kind}"


class Draw(models.Model):
    """A random sample of filed figures to be checked on site; anybody can draw it again from `seed` and the population.

    `population` is what was drawn from (period, plan, rule of order); `digest` is of the ordered ids.
    """

    seed = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    population = models.JSONField()
    digest = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.seed} {self.size}"


class Verification(models.Model):
    """One drawn figure: what was found on site. `result` is empty until somebody was there."""

    class Result(models.TextChoices):
        """What was found."""

        CONFIRMED = "confirmed", "属实"
        DIFFERS = "differs", "不符"
        NO_PROOF = "no_proof", "无据"

    draw = models.ForeignKey(Draw, on_delete=models.CASCADE, related_name="verifications")
    figure = models.ForeignKey(Figure, on_delete=models.PROTECT, related_name="verifications")
    place = models.PositiveIntegerField()
    result = models.CharField(max_length=9, choices=Result.choices, blank=True)
    found = models.FloatField(null=True)
    note = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("place",)
        constraints = (models.UniqueConstraint(fields=("draw", "figure"), name="one_verification_each"),)

    def __str__(self) -> str:
        return f"{self.draw_id} {self.figure_id}"


class TickJob(models.Model):
    """A job of `luoshi tick`: the time for which it last ran to its end, and what it said. Its row is the job's lock."""

    name = models.CharField(max_length=24, primary_key=True)
    at = models.DateTimeField(null=True)
    count = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name
