"""What is followed: indicators, their targets, and the amendments of these.

An indicator belongs to a plan and says what its figures mean; a target says what is to be reached, where and when. A
target is never overwritten: what counts on a day is the target as first set with the amendments laid over it that took
effect by then and were known by then (`luoshi.plans.targets.effective`). So an old evaluation comes out again.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models

from luoshi.core.periods import Frequency
from luoshi.core.target import TargetKind
from luoshi.plans.models.ledger import Commitment, Plan


class Measure(models.TextChoices):
    """What the figure of a period says."""

    LEVEL = "level", "期末水平"  # where it stands at the end: the latest counts
    FLOW = "flow", "当期发生"  # how much came in the period: they add up
    TO_DATE = "to_date", "年内累计"  # how much since January: the last of each year adds up
    SINCE_START = "since_start", "规划期累计"  # how much since the plan began: the latest counts
    RATE = "rate", "当期增速"  # growth of the period on the year before, in percent


class Spread(models.TextChoices):
    """How the parts make the whole; declared, never guessed."""

    SUM = "sum", "相加"
    MEAN = "mean", "平均"
    NONE = "none", "不汇总"


class Direction(models.TextChoices):
    """Which way is better."""

    UP = "up", "越高越好"
    DOWN = "down", "越低越好"
    NONE = "none", "不论"


class Indicator(models.Model):
    """What figures are made of. `key` is its name in files and addresses, unique in the plan.

    `low` and `high` are what a figure may be at all (refused outside); `jump` is how many times the usual change asks
    for a reason. `due_days` after the end of a period a figure is due; older than `lag_months` it says nothing about now.
    `thresholds` and `rule` override those of the plan (`luoshi.core.judge`).
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="indicators")
    key = models.CharField(max_length=64)
    name = models.TextField()
    unit = models.CharField(max_length=40, blank=True)
    owner = models.ForeignKey("people.Agency", on_delete=models.PROTECT, null=True, related_name="indicators")
    co_owners = models.ManyToManyField("people.Agency", related_name="shared_indicators")
    parent = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="parts")
    frequency = models.CharField(max_length=8, choices=[(one.value, one.label.zh) for one in Frequency])
    measure = models.CharField(max_length=12, choices=Measure.choices)
    spread = models.CharField(max_length=4, choices=Spread.choices, default=Spread.NONE)
    direction = models.CharField(max_length=4, choices=Direction.choices, default=Direction.UP)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    jump = models.FloatField(default=5.0)
    due_days = models.PositiveSmallIntegerField(default=15)
    lag_months = models.PositiveSmallIntegerField(default=6)
    thresholds = models.JSONField(null=True)
    rule = models.CharField(max_length=12, blank=True)
    public = models.BooleanField(default=True)

    class Meta:
        ordering = ("plan", "pk")
        constraints = (models.UniqueConstraint(fields=("plan", "key"), name="one_indicator_per_key"),)

    def __str__(self) -> str:
        return self.name


class Target(models.Model):
    """What is to be reached, as first set. `path` holds yearly targets, `{"2023": 95.0}`.

    `parent` is the target that this one is a share of (a county's or a department's); `parts` says how the shares of
    this one make it. A pending target has neither value nor year until an amendment issues them.
    `since` is the day from which it is followed.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="targets")
    area = models.ForeignKey("people.Area", on_delete=models.PROTECT, related_name="targets")
    agency = models.ForeignKey("people.Agency", on_delete=models.PROTECT, null=True, related_name="targets")
    commitment = models.ForeignKey(Commitment, on_delete=models.SET_NULL, null=True, related_name="targets")
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="shares")
    parts = models.CharField(max_length=4, choices=Spread.choices, default=Spread.NONE)
    kind = models.CharField(max_length=12, choices=[(one.value, one.label.zh) for one in TargetKind])
    op = models.CharField(max_length=12, blank=True)
    bound = models.CharField(max_length=12, blank=True)
    value = models.FloatField(null=True)
    upper = models.FloatField(null=True)
    unit = models.CharField(max_length=40, blank=True)
    year = models.PositiveSmallIntegerField(null=True)
    base_value = models.FloatField(null=True)
    base_year = models.PositiveSmallIntegerField(null=True)
    path = models.JSONField(default=dict)
    binding = models.BooleanField(default=False)
    scope = models.CharField(max_length=80, blank=True)
    line = models.PositiveIntegerField(null=True)
    since = models.DateField()
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("indicator", "pk")
        indexes = (models.Index(fields=("indicator", "area"), name="targets_of_an_area"),)

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.area_id} {self.year}"


class Amendment(models.Model):
    """A change of a target: what, from which day, by which document, why. Rows are only ever added.

    `changes` are `{field: [before, after]}` over the fields of Target that may change (`targets.AMENDABLE`). The issue
    of a pending target is an amendment too.
    """

    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="amendments")
    effective_from = models.DateField()
    document = models.CharField(max_length=200)
    reason = models.TextField()
    changes = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("effective_from", "pk")

    def __str__(self) -> str:
        return f"{self.target_id} {self.effective_from}"
