"""Owners and places of a text -> stored agencies and areas of this installation.

directory = Directory.load()
directory.agency("市水务局"), directory.areas.of_place("云溪")
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from luoshi import cities
from luoshi.people.models import Agency, Area
from luoshi.plans.follow.places import AreaMap


@dataclass(frozen=True, slots=True)
class Directory:
    """Areas and agencies by every name that a text gives them, and the lead departments of shipped plans by title."""

    areas: AreaMap
    agencies: dict[str, int]
    leads: dict[str, str]

    @classmethod
    def load(cls) -> Directory:
        """From the tables, with the aliases and leads of the shipped city that this installation is. Raises LookupError
        where no areas are stored yet.
        """
        rows = list(Area.objects.order_by("level", "code").values_list("code", "name", "level"))
        if not rows:
            raise LookupError("no areas")
        city = next((one for one in map(cities.load, cities.names()) if one.code == rows[0][0]), None)
        stored = dict(Agency.objects.values_list("name", "pk"))
        agencies = dict(stored)
        if city is None:
            return cls(AreaMap(rows), agencies, {})
        for agency in city.gazetteer.agencies:
            if agency.name in stored:
                agencies |= {alias: stored[agency.name] for alias in agency.aliases if alias not in agencies}
        aliases = {alias: area.name for area in city.gazetteer.areas for alias in area.aliases}
        return cls(AreaMap(rows, aliases), agencies, cities.load_leads(city.folder))

    def agency(self, name: str) -> int | None:
        """The agency of that name or alias."""
        return self.agencies.get(name)

    def owners(self, names: Iterable[str], lead: int | None) -> tuple[int | None, list[int]]:
        """Owner and co-owners: the agencies named in the text, else the department that leads the plan."""
        found = list(dict.fromkeys(pk for pk in map(self.agency, names) if pk is not None))
        return (found[0], found[1:]) if found else (lead, [])

    def lead(self, title: str) -> int | None:
        """The department that leads the plan of this title."""
        return self.agency(self.leads.get(title, ""))
