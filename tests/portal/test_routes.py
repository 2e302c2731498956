"""Every route x every role x nobody: who may open an address does, and nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from luoshi.people.models import User
from luoshi.plans import evidence, reading
from luoshi.plans.models import (
    Commitment,
    Draw,
    Indicator,
    Item,
    Milestone,
    Notice,
    Plan,
    Project,
    ProjectReport,
    ReadingJob,
    SourceDocument,
    Undertaking,
    Verification,
)
from tests.cityhall import NOW, CityHall, give, indicator, target
from tests.plans.returns.conftest import owed_return
from tests.plans.test_reading import Never
from tests.portal.conftest import enter, send
from tests.portal.routes import ROUTES, Route

REFUSED = (401, 403, 404, 405)


def names(patterns: list[URLPattern | URLResolver], space: str = "") -> Iterator[str]:
    """Every address of the site by its name; one without a name stands under its pattern."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        else:
            yield f"{space}{pattern.name or pattern.pattern}"


def rows(document: SourceDocument) -> dict[str, str | int]:
    """What the arguments of addresses stand for; a room adds its rows here."""
    ReadingJob.objects.get_or_create(batch="b" * 32, defaults={"name": "x.txt", "created_at": NOW})
    plan = Plan.objects.get()
    return {
        "document": document.pk,
        "plan": plan.pk,
        "commitment": Commitment.objects.order_by("pk")[0].pk,
        "batch": "b" * 32,
        **of_a_return(plan),
        **of_works(plan),
        "account": bare().pk,
    }


def of_a_return(plan: Plan) -> dict[str, str | int]:
    """The bureau's draft with a line, a file to show for it, and a notice."""
    bureau = User.objects.get(username="department").assignments.get().agency
    assert bureau is not None
    owed = owed_return(plan, bureau, indicator(plan, bureau))
    item = owed.items.get()
    department = User.objects.get(username="department")
    file = evidence.store(thing=f"return_item:{item.pk}", name="a.txt", content=b"x", acting_user=department, at=NOW)
    notice = Notice.objects.create(
        key="k", agency=bureau, kind="due", thing=f"return:{owed.pk}", text_zh="到期", text_en="due", at=NOW
    )
    return {"return": owed.pk, "item": item.pk, "evidence": file.pk, "notice": notice.pk}


def of_works(plan: Plan) -> dict[str, str | int]:
    """The bureau's project with a report that waits, its undertaking with a step, a supervised item, a drawn figure."""
    bureau = User.objects.get(username="department").assignments.get().agency
    assert bureau is not None
    project = Project.objects.create(plan=plan, name="水厂", owner=bureau, area=bureau.area, stage="build")
    report = ProjectReport.objects.create(
        project=project, period="2023-06", last=2023 * 12 + 5, stage="build", physical=0.5, maker="filed", at=NOW
    )
    undertaking = Undertaking.objects.create(plan=plan, name="普查", owner=bureau, area=bureau.area)
    step = Milestone.objects.create(undertaking=undertaking, name="完成", done_on=NOW.date())
    item = Item.objects.create(number="督〔2024〕9号", title="滞后", owner=bureau, clock="ordinary", opened_at=NOW)
    one = Indicator.objects.get()
    aim = target(one, bureau.area)
    give(one, bureau.area, {"2022": 92.0})
    draw = Draw.objects.create(
        seed="s", size=1, population={"period": "2022", "plan": None, "figures": 1}, digest="0" * 64, at=NOW
    )
    drawn = Verification.objects.create(draw=draw, figure=one.figures.get(), place=1)
    return {
        "project": project.pk, "report": report.pk, "undertaking": undertaking.pk, "milestone": step.pk,
        "supervised": item.pk, "draw": draw.pk, "verification": drawn.pk, "indicator": one.pk, "target": aim.pk,
    }  # fmt: skip


def address(route: Route, made: dict[str, str | int]) -> str:
    return reverse(route.name, kwargs={key: made.get(str(value), value) for key, value in route.args.items()})


def test_the_table_holds_every_route() -> None:
    found = list(names(get_resolver().url_patterns))
    listed = [route.name for route in ROUTES]
    assert set(found) - set(listed) == set(), "give these addresses their rows in tests/portal/routes.py"
    assert set(listed) - set(found) == set(), "these addresses are gone; take them out of tests/portal/routes.py"


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_a_route_opens_to_its_roles_and_to_nobody_else(
    anyone: Client,
    hall: CityHall,
    document: SourceDocument,
    route: Route,
    monkeypatch: pytest.MonkeyPatch,
    settings: Any,
    tmp_path: Path,
) -> None:
    settings.DATA = tmp_path
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    monkeypatch.setattr(reading, "_executor", Never())
    made = rows(document)
    path = address(route, made)
    for method, allowed in (("get", route.get), ("post", route.post)):
        for role, user in [*hall.users.items(), ("no role", bare()), ("anonymous", None)]:
            with transaction.atomic():
                status, place = ask(anyone, user, method, path, route.data)
                transaction.set_rollback(True)
            case = f"{method} {path} as {role}: {status} {place}"
            if role == "anonymous":
                if route.anonymous:
                    assert status not in REFUSED or not allowed, case
                else:
                    assert status == 401 or place.startswith("/login/") or status == 405, case
            elif role == "no role":
                assert status in REFUSED or "public" in allowed, case
            else:
                assert (status not in REFUSED) == (role in allowed), case
                assert role not in allowed or status < 500, case


def ask(client: Client, user: User | None, method: str, path: str, data: dict[str, str]) -> tuple[int, str]:
    client.cookies.clear()
    if user is not None:
        enter(client, user)
    response = client.get(path) if method == "get" else send(client, path, dict(data))
    if response.streaming:  # type: ignore[attr-defined]
        b"".join(response)  # type: ignore[call-overload]
    return response.status_code, response.get("Location", "")  # type: ignore[attr-defined]


def bare() -> User:
    """An account to which no role was given."""
    return User.objects.get_or_create(username="newcomer", defaults={"password": "!"})[0]
