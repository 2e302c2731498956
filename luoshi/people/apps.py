"""The Django app `people`."""

from __future__ import annotations

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Users, agencies, areas, roles."""

    name = "luoshi.people"
    label = "people"
