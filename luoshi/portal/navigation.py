"""The bar at the head of every page: where each role can go. A group of pages adds its line here.

>>> [place.page for place in PLACES][:1]
['desk']
"""

from __future__ import annotations

from typing import NamedTuple

from luoshi.people.access import STAFF, Reach
from luoshi.people.models import Role


class Place(NamedTuple):
    """A page by its name in `urls`, the message that labels it, and who is shown the way there."""

    page: str
    label: str
    roles: tuple[str, ...] = STAFF


ENGINE = (Role.PLANNER, Role.DEPARTMENT, Role.COUNTY, Role.REVIEWER, Role.LEADER, Role.AUDITOR)
BUSY = (Role.PLANNER, Role.DEPARTMENT, Role.COUNTY, Role.REVIEWER)
"""For whom work waits."""

PLACES: tuple[Place, ...] = (
    Place("desk", "desk", BUSY),
    Place("home", "plans"),
    Place("status", "status", (*STAFF, Role.PUBLIC)),
    Place("returns", "returns", ENGINE),
    Place("projects", "w_projects"),
    Place("undertakings", "w_undertakings"),
    Place("supervision", "s_supervision", ENGINE),
    Place("draws", "d_draws", ENGINE),
    Place("accounts", "accounts", (Role.OPERATOR, Role.AUDITOR)),
    Place("places", "places_label", (Role.OPERATOR, Role.AUDITOR, Role.PLANNER)),
    Place("journal", "journal", (Role.AUDITOR, Role.PLANNER)),
)


def places(reach: Reach) -> list[Place]:
    """The places that a user may go to."""
    return [place for place in PLACES if reach.has(*place.roles)]
