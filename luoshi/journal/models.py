"""The tables of the journal. Only `luoshi.journal.chain` writes to them; the database itself refuses to change an entry.

An entry's digest is of all its fields and of the digest before it; so a change, a gap or an insertion breaks the chain
at a place that can be named.
"""

from __future__ import annotations

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


class Entry(models.Model):
    """Who did what to which thing, when, why, for what cause, and how it was before and after.

    `number` counts from 1 without gaps. `thing` is `kind:id`, as is `cause` (`return:12`, `warning:3`). `who` is an
    account's name, or `-` for what time itself brings (`luoshi tick`).
    """

    number = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    who = models.CharField(max_length=150)
    action = models.CharField(max_length=60)
    thing = models.CharField(max_length=80)
    why = models.TextField(blank=True)
    cause = models.CharField(max_length=80, blank=True)
    before = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    after = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ("number",)
        indexes = (
            models.Index(fields=("thing", "number"), name="journal_by_thing"),
            models.Index(fields=("who", "number"), name="journal_by_who"),
            models.Index(fields=("action", "number"), name="journal_by_action"),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.action} {self.thing}"


class Head(models.Model):
    """The end of the chain: one row, locked by who appends. A cut-off tail shows against it."""

    number = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.number} {self.digest[:12]}"
