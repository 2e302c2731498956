"""Writing areas and agencies.

load_places(city.gazetteer, at=now)
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from luoshi.journal.actions import SYSTEM, record
from luoshi.people.models import Agency, Area
from luoshi.reader.gazetteer import Gazetteer

GOVERNMENT = "人民政府"


@transaction.atomic
def load_places(gazetteer: Gazetteer, *, at: datetime, who: str = SYSTEM) -> None:
    """Store the areas and agencies of a city's lists; what is there already is brought up to date. Idempotent.

    Raises ValueError for lists without an area.
    An agency stands below the government of its area, and that government below the one of the area above.
    """
    changed = 0
    known = {area.code for area in gazetteer.areas}
    paths: dict[str, str] = {}
    for area in sorted(gazetteer.areas, key=lambda area: area.level):
        parent = area.parent if area.parent in known else None
        paths[area.code] = f"{paths[parent] if parent else ''}{area.code}/"
        values = {"name": area.name, "level": area.level, "parent_id": parent, "path": paths[area.code]}
        changed += _keep(Area, {"code": area.code}, values)
    root = min(gazetteer.areas, key=lambda area: area.level).code
    parents: dict[str | None, str | None] = {area.code: area.parent for area in gazetteer.areas}
    agencies = {agency.name: agency.area or root for agency in gazetteer.agencies}
    governments: dict[str | None, str] = {area: name for name, area in agencies.items() if name.endswith(GOVERNMENT)}

    def above(name: str) -> str | None:
        area: str | None = agencies[name]
        if governments.get(area) == name:
            area = parents.get(area)
        while area is not None and area not in governments:
            area = parents.get(area)
        return governments[area] if area is not None else None

    def depth(name: str) -> int:
        parent = above(name)
        return 0 if parent is None else 1 + depth(parent)

    stored: dict[str, Agency] = {}
    for name in sorted(agencies, key=lambda name: (depth(name), name)):
        parent_name = above(name)
        parent_row = stored[parent_name] if parent_name else None
        values = {"area_id": agencies[name], "parent": parent_row}
        changed += _keep(Agency, {"name": name}, values)
        row = Agency.objects.get(name=name)
        path = f"{parent_row.path if parent_row else ''}{row.pk}/"
        if row.path != path:
            row.path = path
            row.save(update_fields=["path"])
        stored[name] = row
    if changed:
        after = {"areas": len(gazetteer.areas), "agencies": len(gazetteer.agencies), "changed": changed}
        record(who=who, action="places.load", thing=f"city:{root}", at=at, after=after)


def _keep(model: type[Area] | type[Agency], key: dict[str, str], values: dict[str, object]) -> int:
    """Create the row, or bring it up to date; 1 if anything changed."""
    row = model.objects.filter(**key).first()
    if row is None:
        model.objects.create(**key, **values)
        return 1
    if all(getattr(row, name) == value for name, value in values.items()):
        return 0
    model.objects.filter(pk=row.pk).update(**values)
    return 1
