"""The parts of the API. A room that has one adds its line here; `python -m tools.openapi` then renews the description.

("/returns", returns.router)
"""

from __future__ import annotations

from ninja import Router

from luoshi.api import me

ROUTERS: tuple[tuple[str, Router], ...] = (("", me.router),)
"""Where below /api each part stands."""
