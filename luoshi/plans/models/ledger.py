"""Tables of the stored ledger. Only `luoshi.plans.actions` and `luoshi.plans.reading` write to them.

A commitment keeps the reader's row as it was read (`payload`) and the corrections that stand (`changes`); the columns
beside them are what counts now, for lists and filters. Several owners, places or years of one row are kept as a barred
list, `|市水利局|市财政局|`, so that one is found by `contains "|市水利局|"`:

>>> barred(["市水利局", "市财政局"])
'|市水利局|市财政局|'
>>> unbarred("|市水利局|市财政局|")
['市水利局', '市财政局']
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models

BAR = "|"


def barred(parts: Iterable[object]) -> str:
    """Parts as a barred list; none gives the empty text. A bar within a part becomes a full-width one."""
    texts = [str(part).replace(BAR, "｜") for part in parts if part not in (None, "")]
    return f"{BAR}{BAR.join(texts)}{BAR}" if texts else ""


def unbarred(text: str) -> list[str]:
    """The parts of a barred list."""
    return text.strip(BAR).split(BAR) if text else []


class Kind(models.TextChoices):
    """What is committed to; the letters stand in row ids too."""

    QUANTITY = "quantity"
    TASK = "task"
    PROJECT = "project"
    SYSTEM = "system"
    DUTY = "duty"


class Verdict(models.TextChoices):
    """What a reviewer decided. `reopened` takes the decision back: the row is undecided again."""

    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    REJECTED = "rejected"
    REOPENED = "reopened"


class SourceDocument(models.Model):
    """A document that was read. `text` is kept only where a user loaded it; the shipped ledger has none.

    `audited` says whether the text was audited: without findings, only then is nothing wrong.
    `digest` is of the ledger and findings as imported: it tells a better shipped ledger from the same one.
    """

    name = models.CharField(max_length=255)
    format = models.CharField(max_length=8)
    sha256 = models.CharField(max_length=64, unique=True)
    digest = models.CharField(max_length=64)
    line_count = models.PositiveIntegerField()
    shipped = models.BooleanField(default=False)
    audited = models.BooleanField(default=True)
    text = models.TextField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("-shipped", "-created_at", "-id")

    def __str__(self) -> str:
        return self.name

    @property
    def lines(self) -> list[str] | None:
        """The text as lines; `lines[0]` is line 1. None where no text was loaded."""
        return None if self.text is None else self.text.split("\n")


class Plan(models.Model):
    """One plan of a document. `outline` is the list of its sections as the reader gives them.

    `rules` are how the plan is judged where an indicator does not say otherwise: thresholds, rule, warning preset
    (`luoshi.core.presets`).
    """

    document = models.ForeignKey(SourceDocument, on_delete=models.CASCADE, related_name="plans")
    number = models.PositiveIntegerField()
    title = models.TextField()
    first = models.PositiveIntegerField()
    last = models.PositiveIntegerField()
    from_year = models.PositiveIntegerField(null=True)
    until_year = models.PositiveIntegerField(null=True)
    base_year = models.PositiveIntegerField(null=True)
    issued = models.DateField(null=True)
    outline = models.JSONField(default=list)
    rules = models.JSONField(default=dict)

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("document", "number"), name="one_plan_per_number"),)

    def __str__(self) -> str:
        return self.title

    def path(self, section: int) -> list[str]:
        """Titles from below the plan down to `section`."""
        titles: list[str] = []
        index: int | None = section
        while index:  # section 0 is the plan itself
            titles.append(heading(self.outline[index]))
            index = self.outline[index]["parent"]
        return titles[::-1]


def heading(section: dict[str, Any]) -> str:
    """A section's mark and title as one line.

    >>> heading({"marker": "第一章", "title": "总体要求"}), heading({"marker": "一、", "title": "总体要求"})
    ('第一章 总体要求', '一、总体要求')
    """
    marker, title = section["marker"] or "", section["title"] or ""
    return f"{marker}{title}" if marker.endswith(("、", ".", ")", "）", ":")) else f"{marker} {title}".strip()


class Commitment(models.Model):
    """One row of the ledger. `ordinal` is its place in the ledger; `row_id` the id that the reader gave it."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="commitments")
    row_id = models.CharField(max_length=40)
    ordinal = models.PositiveIntegerField()
    kind = models.CharField(max_length=8, choices=Kind.choices)
    payload = models.JSONField()
    changes = models.JSONField(default=dict)

    section = models.PositiveIntegerField()
    line = models.PositiveIntegerField()
    name = models.TextField()
    role = models.CharField(max_length=8, blank=True)
    value = models.FloatField(null=True)
    unit = models.TextField(blank=True)
    year = models.PositiveIntegerField(null=True)
    years = models.TextField(blank=True)
    target_kind = models.CharField(max_length=12, blank=True)
    owners = models.TextField(blank=True)
    places = models.TextField(blank=True)
    confidence = models.FloatField()
    verdict = models.CharField(max_length=10, choices=Verdict.choices, blank=True)

    class Meta:
        ordering = ("line", "ordinal")
        constraints = (models.UniqueConstraint(fields=("plan", "row_id"), name="one_commitment_per_row"),)
        indexes = (models.Index(fields=("plan", "line", "ordinal"), name="commitments_in_order"),)

    def __str__(self) -> str:
        return f"{self.row_id} {self.name}"

    @property
    def owner_list(self) -> list[str]:
        """Departments, counties or firms that answer for it."""
        return unbarred(self.owners)

    @property
    def place_list(self) -> list[str]:
        """Places it is about; a quantity's scope stands here too."""
        return unbarred(self.places)


class Finding(models.Model):
    """One finding of the audit: what is wrong in the text, on which lines."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="findings")
    row_id = models.CharField(max_length=40)
    kind = models.CharField(max_length=24)
    severity = models.CharField(max_length=8)
    lines = models.JSONField()
    first_line = models.PositiveIntegerField()
    message_zh = models.TextField()
    message_en = models.TextField()
    arithmetic = models.TextField(null=True)

    class Meta:
        ordering = ("first_line", "id")

    def __str__(self) -> str:
        return f"{self.kind} {self.lines}"


class Decision(models.Model):
    """Who decided what on a commitment, and when. Rows are only ever added; the latest counts.

    `changes` of a correction are `{field: [as read, as corrected]}`.
    """

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="decisions")
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    changes = models.JSONField(default=dict)
    reason = models.TextField(blank=True)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.commitment_id} {self.verdict} {self.by}"


class ReadingJob(models.Model):
    """A document on its way from upload to ledger. The messages are set when it failed or ended with news."""

    class State(models.TextChoices):
        """Where the job is."""

        QUEUED = "queued"
        READING = "reading"
        DONE = "done"
        FAILED = "failed"

    name = models.CharField(max_length=255)
    state = models.CharField(max_length=8, choices=State.choices, default=State.QUEUED)
    stage = models.CharField(max_length=12, default="waiting")
    fraction = models.FloatField(default=0.0)
    message_zh = models.TextField(blank=True)
    message_en = models.TextField(blank=True)
    documents = models.ManyToManyField(SourceDocument, related_name="jobs")
    batch = models.CharField(max_length=32, db_index=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.name} {self.state}"

    @property
    def over(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in (self.State.DONE, self.State.FAILED)
