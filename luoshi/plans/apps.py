"""The Django app `plans`."""

from __future__ import annotations

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """The stored ledger."""

    name = "luoshi.plans"
    label = "plans"
