"""Projects and tasks under way: schedule, reports, milestones."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from luoshi.plans.models.figures import Maker
from luoshi.plans.models.ledger import Commitment, Plan


class Stage(models.TextChoices):
    """The life of a project, in order; `shelved` may follow any."""

    RESERVE = "reserve", "储备"
    APPROVAL = "approval", "前期审批"
    START = "start", "开工"
    BUILD = "build", "在建"
    FINISH = "finish", "竣工"
    SHELVED = "shelved", "搁置"


class Batch(models.TextChoices):
    """The "six batches" by which the plan wants projects managed (line 180)."""

    CLEAR = "clear", "清理压减"
    RESERVE = "reserve", "谋划储备"
    ATTRACT = "attract", "洽谈引进"
    START = "start", "落地开工"
    APPLY = "apply", "向上争取"
    UPGRADE = "upgrade", "赋能提升"


class Project(models.Model):
    """A project of a plan as it is built. Money in 万元 (10^4 yuan). `schedule` is monthly and cumulative:
    `{"2023-06": {"physical": 0.4, "investment": 1200.0}}`, shares 0..1 and 万元 to date.

    `preset` names the warning preset (`luoshi.core.presets`); empty means that of the plan.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="projects")
    commitment = models.ForeignKey(Commitment, on_delete=models.SET_NULL, null=True, related_name="projects")
    name = models.TextField()
    owner = models.ForeignKey("people.Agency", on_delete=models.PROTECT, null=True, related_name="projects")
    area = models.ForeignKey("people.Area", on_delete=models.PROTECT, related_name="projects")
    batch = models.CharField(max_length=8, choices=Batch.choices, blank=True)
    stage = models.CharField(max_length=8, choices=Stage.choices, default=Stage.RESERVE)
    investment = models.FloatField(null=True)
    start = models.DateField(null=True)
    finish = models.DateField(null=True)
    schedule = models.JSONField(default=dict)
    preset = models.CharField(max_length=24, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("plan", "pk")

    def __str__(self) -> str:
        return self.name


class ProjectReport(models.Model):
    """How far a project is at the end of a month: cumulative physical share 0..1, 万元 spent to date, stage.

    Counts once approved; a correction is the next revision.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="reports")
    period = models.CharField(max_length=7)
    last = models.PositiveIntegerField()
    revision = models.PositiveSmallIntegerField(default=1)
    stage = models.CharField(max_length=8, choices=Stage.choices)
    physical = models.FloatField(null=True)
    investment = models.FloatField(null=True)
    started_on = models.DateField(null=True)
    finished_on = models.DateField(null=True)
    note = models.TextField(blank=True)
    maker = models.CharField(max_length=9, choices=Maker.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("last", "revision")
        constraints = (
            models.UniqueConstraint(fields=("project", "period", "revision"), name="one_report_per_revision"),
        )
        indexes = (models.Index(fields=("project", "last", "revision"), name="reports_latest"),)

    def __str__(self) -> str:
        return f"{self.project_id} {self.period} r{self.revision}"


class Undertaking(models.Model):
    """A task, duty or system to build that is followed by milestones. `divisible` counts what is done of it in parts;
    otherwise it is nothing until it is all (METHOD: milestone).
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="undertakings")
    commitment = models.ForeignKey(Commitment, on_delete=models.SET_NULL, null=True, related_name="undertakings")
    name = models.TextField()
    owner = models.ForeignKey("people.Agency", on_delete=models.PROTECT, null=True, related_name="undertakings")
    co_owners = models.ManyToManyField("people.Agency", related_name="shared_undertakings")
    area = models.ForeignKey("people.Area", on_delete=models.PROTECT, related_name="undertakings")
    deadline = models.DateField(null=True)
    divisible = models.BooleanField(default=True)
    preset = models.CharField(max_length=24, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("plan", "pk")

    def __str__(self) -> str:
        return self.name


class Milestone(models.Model):
    """A step of an undertaking with its weight, its due day and the day it was done (None: not yet)."""

    undertaking = models.ForeignKey(Undertaking, on_delete=models.CASCADE, related_name="milestones")
    name = models.TextField()
    weight = models.FloatField(default=1.0)
    due = models.DateField(null=True)
    done_on = models.DateField(null=True)
    maker = models.CharField(max_length=9, choices=Maker.choices, default=Maker.FILED)
    note = models.TextField(blank=True)
    recorded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("due", "pk")

    def __str__(self) -> str:
        return self.name
