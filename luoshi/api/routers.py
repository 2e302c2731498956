"""The parts of the API. A room that has one adds its line here; `python -m tools.openapi` then renews the description.

("/returns", returns.router)
"""

from __future__ import annotations

from ninja import Router

from luoshi.api import me, returns

ROUTERS: tuple[tuple[str, Router], ...] = (("", me.router), ("", returns.router))
"""Where below /api each part stands."""
