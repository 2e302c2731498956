"""Random verification: what is drawn from, the same draw again, results by owner."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from luoshi.core.periods import Period
from luoshi.core.sampling import digest
from luoshi.people import access
from luoshi.people.access import ForbiddenError
from luoshi.plans.figures.actions import approve, record
from luoshi.plans.models import Draw, Figure, Maker, Plan, Verification
from luoshi.plans.supervision.actions.draws import make_draw, put_result
from luoshi.plans.supervision.draws import again, by_owner
from luoshi.plans.supervision.refusals import RefusedItemError
from tests.cityhall import NOW, CityHall, give, indicator

LATER = NOW + timedelta(days=3)


def refused(code: str) -> Any:
    return pytest.raises(RefusedItemError, check=lambda error: error.code == code)


@pytest.fixture
def filed(hall: CityHall, plan: Plan) -> list[Figure]:
    """Twelve filed figures of two owners, and others that are not drawn from."""
    for place in range(6):
        for owner in (hall.bureau, hall.other_bureau):
            one = indicator(plan, owner, f"指标{place}{owner.pk}")
            give(one, hall.city, {"2022": 1.0 + place, "2023": 2.0 + place}, maker=Maker.FILED)
    give(indicator(plan, hall.bureau, "导入"), hall.city, {"2023": 5.0})
    give(indicator(plan, hall.bureau, "无值"), hall.city, {"2023": None}, maker=Maker.FILED)
    record(
        indicator=indicator(plan, hall.bureau, "未批准"), area=hall.city, period=Period.parse("2023"), value=1.0,
        maker=Maker.FILED, acting_user=None, at=NOW,
    )  # fmt: skip
    return list(Figure.objects.filter(period="2023", maker=Maker.FILED, approved_at__isnull=False, value__isnull=False))


def drawn(hall: CityHall, **values: Any) -> Draw:
    standard = {"seed": "2024-03-15 公证 472", "size": 5, "period": "2023", "acting_user": hall.planner, "at": LATER}
    return make_draw(**{**standard, **values})


def test_approved_filed_figures_are_drawn_from(hall: CityHall, filed: list[Figure]) -> None:
    one = drawn(hall, size=100)
    assert {row.figure_id for row in one.verifications.all()} == {figure.pk for figure in filed}
    assert one.digest == digest(figure.pk for figure in filed)
    assert one.population["figures"] == 12


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"seed": "  "}, "seed"),
        ({"seed": "x" * 81}, "seed"),
        ({"size": 0}, "size"),
        ({"size": 10_001}, "size"),
        ({"period": "2023-13"}, "period"),
        ({"period": "2019"}, "empty"),
        ({"plan": 99999}, "empty"),
    ],
)
def test_draws_that_are_refused(hall: CityHall, filed: list[Figure], values: dict[str, Any], code: str) -> None:
    with refused(code):
        drawn(hall, **values)
    assert not Draw.objects.exists()


def test_a_draw_comes_out_again_after_corrections(hall: CityHall, filed: list[Figure]) -> None:
    one = drawn(hall, by_owner=True)
    assert again(one).same
    old = filed[0]
    newer = record(
        indicator=old.indicator, area=old.area, period=Period.parse("2023"), value=9.0, maker=Maker.FILED,
        acting_user=None, at=LATER,
    )  # fmt: skip
    approve([newer], acting_user=None, at=LATER + timedelta(days=1))
    assert again(one).same
    assert again(drawn(hall, at=LATER + timedelta(days=2), size=12)).drawn != again(one).drawn


def test_a_draw_that_was_meddled_with_does_not_come_out(hall: CityHall, filed: list[Figure]) -> None:
    one = drawn(hall)
    spared = one.verifications.get(place=1)
    other = next(figure for figure in filed if figure.pk not in one.verifications.values_list("figure", flat=True))
    Verification.objects.filter(pk=spared.pk).update(figure=other)
    assert not again(one).same
    Verification.objects.filter(pk=spared.pk).update(figure=spared.figure)
    assert again(one).same
    Draw.objects.update(seed="2024-03-15 公证 473")
    assert not again(Draw.objects.get()).same


def test_every_owner_is_visited_before_any_twice(hall: CityHall, filed: list[Figure]) -> None:
    one = drawn(hall, size=4, by_owner=True)
    owners = [row.figure.indicator.owner for row in one.verifications.select_related("figure__indicator__owner")]
    assert sorted(owner.pk for owner in owners) == sorted([hall.bureau.pk] * 2 + [hall.other_bureau.pk] * 2)


def test_results_are_kept_once_and_counted_by_owner(hall: CityHall, filed: list[Figure]) -> None:
    one = drawn(hall, size=6, by_owner=True)
    rows = {
        owner.pk: list(one.verifications.filter(figure__indicator__owner=owner))
        for owner in (hall.bureau, hall.other_bureau)
    }
    call: dict[str, Any] = {"acting_user": hall.planner, "at": LATER}
    first, second, third = rows[hall.bureau.pk]
    with refused("result"):
        put_result(first.pk, result="fine", found=None, note="查阅台账", **call)
    with refused("note"):
        put_result(first.pk, result="confirmed", found=None, note=" ", **call)
    with refused("found"):
        put_result(first.pk, result="differs", found=None, note="查阅台账", **call)
    with refused("same"):
        put_result(first.pk, result="differs", found=first.figure.value, note="查阅台账", **call)
    put_result(first.pk, result="confirmed", found=None, note="查阅台账", **call)
    with refused("checked"):
        put_result(first.pk, result="no_proof", found=None, note="查阅台账", **call)
    put_result(second.pk, result="differs", found=1.5, note="现场清点", **call)
    put_result(third.pk, result="no_proof", found=None, note="无原始记录", **call)
    tallies = by_owner(one.verifications.select_related("figure__indicator__owner"))
    mine, other = tallies[hall.bureau.name], tallies[hall.other_bureau.name]
    assert (mine.drawn, mine.confirmed, mine.differs, mine.no_proof, mine.coverage) == (3, 1, 1, 1, 1.0)
    assert mine.share == pytest.approx(1 / 3)
    assert (other.share, other.coverage) == (None, 0.0)


def test_only_the_planning_bureau_draws_and_keeps_results(hall: CityHall, filed: list[Figure]) -> None:
    one = drawn(hall)
    row = one.verifications.first()
    for role, user in hall.users.items():
        if role == "planner":
            continue
        with pytest.raises(ForbiddenError):
            drawn(hall, acting_user=user)
        with pytest.raises(ForbiddenError):
            put_result(row.pk, result="confirmed", found=None, note="查", acting_user=user, at=LATER)
    assert Draw.objects.count() == 1


def test_results_are_seen_by_the_owners_side(hall: CityHall, filed: list[Figure]) -> None:
    drawn(hall, size=12)
    seen = {role: access.rows(user, Verification.objects.all()).count() for role, user in hall.users.items()}
    assert seen == {
        "planner": 12, "leader": 12, "auditor": 12, "department": 6, "other_department": 6, "reviewer": 6,
        "county_filer": 0, "county_reviewer": 0, "operator": 0, "public": 0,
    }  # fmt: skip
