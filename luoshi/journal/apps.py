"""The Django app `journal`."""

from __future__ import annotations

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """The record of changes."""

    name = "luoshi.journal"
    label = "journal"
