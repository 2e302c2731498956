"""Returns (报送): what an agency owes for an area and a period, on its way from draft to locked."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from luoshi.plans.models.figures import Figure
from luoshi.plans.models.ledger import Plan
from luoshi.plans.models.targets import Indicator


class ReturnState(models.TextChoices):
    """Where a return stands. Returned (退回) may be filed again; locked is final."""

    DRAFT = "draft", "填报中"
    FILED = "filed", "已报送"
    CHECKED = "checked", "已审核"
    APPROVED = "approved", "已批准"
    RETURNED = "returned", "已退回"
    LOCKED = "locked", "已锁定"


class Return(models.Model):
    """One agency's figures of one plan for one area and period.

    `version` grows with every change: who sends an older one is told that somebody else was there. The lines are the
    indicators of that plan, owner and frequency.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="returns")
    agency = models.ForeignKey("people.Agency", on_delete=models.PROTECT, related_name="returns")
    area = models.ForeignKey("people.Area", on_delete=models.PROTECT, related_name="returns")
    period = models.CharField(max_length=7)
    last = models.PositiveIntegerField()
    due = models.DateField()
    state = models.CharField(max_length=8, choices=ReturnState.choices, default=ReturnState.DRAFT)
    version = models.PositiveIntegerField(default=1)
    filed_at = models.DateTimeField(null=True)
    filed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("due", "pk")
        constraints = (models.UniqueConstraint(fields=("plan", "agency", "area", "period"), name="one_return_each"),)

    def __str__(self) -> str:
        return f"{self.plan_id} {self.agency_id} {self.area_id} {self.period}"


class ReturnItem(models.Model):
    """One indicator of a return. `filled` tells "not yet typed" from "there is no value" (`value` None, with a note).

    `reason` answers the warnings of the checks (`warnings`, as `luoshi.plans.returns.checks` gives them). `figure` is
    the revision that the last filing made.
    """

    owed = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="items")
    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="+")
    filled = models.BooleanField(default=False)
    value = models.FloatField(null=True)
    unchanged = models.BooleanField(default=False)
    note = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    warnings = models.JSONField(default=list)
    figure = models.ForeignKey(Figure, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("indicator",)
        constraints = (models.UniqueConstraint(fields=("owed", "indicator"), name="one_item_per_indicator"),)

    def __str__(self) -> str:
        return f"{self.owed_id} {self.indicator_id}"


class ReturnStep(models.Model):
    """A move of a return: from, to, who, when, what was said. Rows are only ever added."""

    owed = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="steps")
    before = models.CharField(max_length=8)
    after = models.CharField(max_length=8)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    comment = models.TextField(blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.owed_id} {self.before} {self.after}"


class Notice(models.Model):
    """Something an agency or a user is told once: a return that is due, overdue, sent back; an item chased.

    `key` says what it is about and makes it one: the same key is never told twice.
    """

    key = models.CharField(max_length=120, unique=True)
    agency = models.ForeignKey("people.Agency", on_delete=models.CASCADE, null=True, related_name="notices")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="notices")
    kind = models.CharField(max_length=24)
    thing = models.CharField(max_length=80)
    text_zh = models.TextField()
    text_en = models.TextField()
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return self.key
