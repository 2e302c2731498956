"""The bar at the head of every page: where each role can go. A group of pages adds its line here.

>>> [place.page for place in PLACES][:1]
['home']
"""

from __future__ import annotations

from typing import NamedTuple

from luoshi.people.access import Reach
from luoshi.people.models import Role

STAFF = (Role.PLANNER, Role.DEPARTMENT, Role.COUNTY, Role.REVIEWER, Role.LEADER, Role.AUDITOR, Role.OPERATOR)


class Place(NamedTuple):
    """A page by its name in `urls`, the message that labels it, and who is shown the way there."""

    page: str
    label: str
    roles: tuple[str, ...] = STAFF


PLACES: tuple[Place, ...] = (
    Place("home", "plans"),
    Place("status", "status", (*STAFF, Role.PUBLIC)),
)


def places(reach: Reach) -> list[Place]:
    """The places that a user may go to."""
    return [place for place in PLACES if reach.has(*place.roles)]
