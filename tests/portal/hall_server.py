"""A server of its own with a small city hall and returns to file, and a session for each account, for browser tests.

$ LUOSHI_DATA=/tmp/x python -m tests.portal.hall_server      # prints the sessions as JSON, then the address
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any


def prepare() -> dict[str, str]:
    """Fill the database; the session key of every account."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi.site.settings")
    django.setup()
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.core.management import call_command
    from django.utils import timezone

    from luoshi.plans import actions
    from luoshi.plans.returns import tick_jobs
    from tests.cityhall import city_hall, give, indicator
    from tests.plans.ledgers import small

    call_command("migrate", verbosity=0)
    hall = city_hall()
    ledger, findings, lines = small()
    plan = actions.import_ledger(ledger, findings, lines=lines, at=timezone.now()).plans.get()
    plan.from_year, plan.until_year = 2021, 2023
    plan.save()
    names = (
        ("建成区绿化覆盖率", "%", "level", 38.0), ("城镇新增就业", "万人", "flow", 2.4), ("供水能力", "万吨/日", "level", 62.5),
        ("农村自来水普及率", "%", "level", 91.0), ("水利投资完成额", "亿元", "flow", 12.8),
    )  # fmt: skip
    for place, (name, unit, measure, value) in enumerate(names):
        more: dict[str, Any] = {"low": 0.0, "high": 100.0} if unit == "%" else {}
        one = indicator(
            plan, hall.bureau, name, unit=unit, measure=measure, spread="mean" if place == 0 else "none", **more
        )
        give(one, hall.city, {"2021": value, "2022": value * 1.02} if place < 4 else {"2021": value})
        if place == 0:
            give(one, hall.county, {"2021": 40.0, "2022": 41.5})
    for job in tick_jobs:
        job(timezone.now())
    keys = {}
    for name, user in hall.users.items():
        session = SessionStore()
        session[SESSION_KEY], session[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
        session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
        session.create()
        keys[name] = str(session.session_key)
    return keys


def main() -> None:
    """Prepare and serve."""
    from luoshi.site.datafolder import data_folder, prepare_folder

    prepare_folder(data_folder())
    print(json.dumps(prepare()), flush=True)
    from luoshi.site.serve import serve

    serve(0, language="zh")


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    main()
