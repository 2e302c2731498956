"""Official numbers: figure, evidence, and the packed series that status is read from.

A figure is never overwritten: a correction is the next revision. It counts once it is approved; the latest approved
revision is the official one. `Series` repeats the official values of one indicator and area as packed numbers, so that
status over everything is one short read; `luoshi.plans.figures.series` makes it and can make it again from the figures.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models

from luoshi.plans.models.targets import Indicator


class Maker(models.TextChoices):
    """Where a figure comes from; shown wherever it is shown."""

    FILED = "filed", "报送"
    COMPUTED = "computed", "计算"
    IMPORTED = "imported", "导入"
    SIMULATED = "simulated", "模拟"


class Figure(models.Model):
    """The number of an indicator in an area for a period. `value` None says that there is none, with the note why.

    `period` as `luoshi.core.periods` writes it, `last` its place on the axis of months. `inputs` of a computed figure
    name what it was computed from; `return_item` that of a filed one leads to the return.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="figures")
    area = models.ForeignKey("people.Area", on_delete=models.PROTECT, related_name="+")
    period = models.CharField(max_length=7)
    last = models.PositiveIntegerField()
    revision = models.PositiveSmallIntegerField(default=1)
    value = models.FloatField(null=True)
    maker = models.CharField(max_length=9, choices=Maker.choices)
    note = models.TextField(blank=True)
    inputs = models.JSONField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("last", "revision")
        constraints = (
            models.UniqueConstraint(fields=("indicator", "area", "period", "revision"), name="one_figure_per_revision"),
        )
        indexes = (
            models.Index(  # what was reported but stands in no series: few rows, asked for by every status
                fields=("indicator", "area", "last"),
                condition=models.Q(approved_at=None) | models.Q(value=None),
                name="figures_in_no_series",
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.area_id} {self.period} r{self.revision}"


class Series(models.Model):
    """The official values of an indicator in an area: one 8-byte float a month from month `first`, NaN where none is.

    A quarter's, half year's or year's value stands at its last month. `makers` has one byte a month: the place of the
    maker in `Maker.values` plus one, 0 where none is.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="series")
    area = models.ForeignKey("people.Area", on_delete=models.PROTECT, related_name="+")
    first = models.PositiveIntegerField()
    values = models.BinaryField()
    makers = models.BinaryField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("indicator", "area"), name="one_series_each"),)

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.area_id}"


class Evidence(models.Model):
    """A file that shows why something is so. `thing` is what it belongs to, `return_item:7` or `milestone:3`.

    The bytes lie in the data folder under their SHA-256.
    """

    thing = models.CharField(max_length=80, db_index=True)
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name
