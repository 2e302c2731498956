"""The Django app `people`."""

from __future__ import annotations

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Users, agencies, areas, roles."""

    name = "luoshi.people"
    label = "people"

    def ready(self) -> None:
        """Register the access rules."""
        from luoshi.people import rules  # noqa: F401 - registering is what importing it does
