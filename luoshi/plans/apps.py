"""The Django app `plans`."""

from __future__ import annotations

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """The stored ledger."""

    name = "luoshi.plans"
    label = "plans"

    def ready(self) -> None:
        """Register the access rules of every room."""
        from luoshi.plans import ledger_access  # noqa: F401
