"""What must be true of everything that the shipped ledger becomes."""

from __future__ import annotations

from collections import Counter

from luoshi import cities
from luoshi.core.units import parse_unit
from luoshi.demo.actions import Loaded
from luoshi.people.models import Agency
from luoshi.plans.follow.names import Directory
from luoshi.plans.models import Commitment, Indicator, Kind, Milestone, Project, Target, Undertaking, Verdict

FREE_UNITS = {"大类", "级", "届/年", "届/四年", "项/季度", "场", "平方米/个", "小时/天", "%/年", "万元/年", "元/人"}


def wanted() -> dict[int, Commitment]:
    rows = Commitment.objects.filter(kind=Kind.QUANTITY, role="target").exclude(verdict=Verdict.REJECTED)
    return {row.pk: row for row in rows}


def test_every_target_of_the_ledger_is_followed_exactly_once(demo_city: Loaded) -> None:
    """A row that repeats another is followed with it: same indicator, year and value."""
    rows = wanted()
    leads = {key for key in Target.objects.values_list("commitment", flat=True) if key is not None}
    assert len(rows) == 552
    assert leads <= set(rows)
    repeated = [row for key, row in rows.items() if key not in leads]
    assert len(repeated) <= 10
    for row in repeated:
        same = Target.objects.filter(indicator__plan=row.plan, indicator__name=row.name, value=row.value)
        assert len({target.indicator_id for target in same}) == 1, row.row_id
    again = Counter(Target.objects.values_list("commitment", "area"))
    assert max(again.values()) == 1
    homes = set(Target.objects.values_list("commitment", "indicator"))
    assert len(homes) == len(leads)


def test_everything_else_of_the_ledger_is_followed(demo_city: Loaded) -> None:
    count = Counter(Commitment.objects.exclude(verdict=Verdict.REJECTED).values_list("kind", flat=True))
    assert Project.objects.count() == count[Kind.PROJECT]
    assert Undertaking.objects.count() == count[Kind.TASK] + count[Kind.SYSTEM] + count[Kind.DUTY]
    assert not Undertaking.objects.filter(milestones=None).exists()


def test_no_target_leaves_its_plan(demo_city: Loaded) -> None:
    for target in Target.objects.select_related("indicator__plan"):
        plan = target.indicator.plan
        years = [int(year) for year in target.path]
        assert all(plan.from_year <= year <= plan.until_year for year in years), target
        assert target.area_id
        assert (target.value is None) == (target.kind == "pending")
        assert (target.year is None) == (target.kind == "pending")
        assert target.base_year is None or target.base_year <= plan.from_year
        assert target.since.year == plan.from_year


def test_units_are_known_or_kept_as_text(demo_city: Loaded) -> None:
    ledger = {row.unit for row in wanted().values()}
    units = set(Indicator.objects.values_list("unit", flat=True))
    assert units <= ledger
    unknown = {unit for unit in units if unit and parse_unit(unit) is None}
    assert len(unknown) <= len(FREE_UNITS)


def test_dates_are_years_of_the_text(demo_city: Loaded) -> None:
    for project in Project.objects.select_related("commitment"):
        assert project.commitment is not None
        read = project.commitment.payload
        assert (project.start and project.start.year) in (None, read["start"])
        assert (project.finish and project.finish.year) in (None, read["end"])
        assert (project.start is None) == (read["start"] is None)
    for step in Milestone.objects.filter(due__isnull=False).select_related("undertaking__commitment"):
        assert step.undertaking.commitment is not None
        assert str(step.due.year) in step.undertaking.commitment.years


def test_all_frequencies_measures_and_spreads_occur(demo_city: Loaded) -> None:
    for field, number in (("frequency", 4), ("measure", 5), ("spread", 3), ("direction", 3)):
        assert len(set(Indicator.objects.values_list(field, flat=True))) == number, field


def test_every_plan_has_a_lead_and_every_indicator_an_owner(demo_city: Loaded) -> None:
    assert len(Directory.load().leads) == 15
    assert set(cities.load_leads(cities.folder("chaoyang")).values()) <= set(
        Agency.objects.values_list("name", flat=True)
    )
    for table in (Indicator, Project, Undertaking):
        assert not table.objects.filter(owner=None).exists()


def test_keys_say_where_in_the_text(demo_city: Loaded) -> None:
    for one in Indicator.objects.prefetch_related("targets"):
        assert one.key.startswith(f"q-{min(target.line for target in one.targets.all())}-")
