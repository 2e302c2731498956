"""The Django app `plans`."""

from __future__ import annotations

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """The stored ledger."""

    name = "luoshi.plans"
    label = "plans"

    def ready(self) -> None:
        """Say who may see and change what: each room registers its rules as it is imported."""
        import luoshi.plans.evidence
        import luoshi.plans.ledger_access
        import luoshi.plans.returns.access
        import luoshi.plans.returns.filling
        import luoshi.plans.supervision.access
        import luoshi.plans.targets.access
        import luoshi.plans.works.access  # noqa: F401 - the imports register
