"""Write the description of the API, `docs/openapi.json`, from the API itself.

$ python -m tools.openapi
"""

from __future__ import annotations

import json
import os
from pathlib import Path

PATH = Path(__file__).resolve().parents[1] / "docs" / "openapi.json"


def description() -> str:
    """The description as text, the same for the same API."""
    from luoshi.api.application import api

    return json.dumps(api.get_openapi_schema(path_prefix="/api/"), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def main() -> None:
    """Set Django up and write."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi.site.settings")
    import django

    django.setup()
    PATH.write_text(description(), encoding="utf-8")


if __name__ == "__main__":
    main()
