"""The moves of a return: every state x every move x every role, and what each move leaves behind."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from luoshi.journal.models import Entry as JournalEntry
from luoshi.people.access import ForbiddenError
from luoshi.people.models import Assignment, Role, User
from luoshi.plans.figures.series import unpack
from luoshi.plans.models import Figure, Indicator, Notice, Plan, Return, Series
from luoshi.plans.returns import actions
from luoshi.plans.returns.filling import Entry, put, repeat_last
from luoshi.plans.returns.refusals import RefusedReturnError
from tests.cityhall import NOW, CityHall, indicator
from tests.plans.returns.conftest import bring, fill, owed_return

STATES = ("draft", "filed", "checked", "approved", "returned", "locked")
ROLES = (
    "planner", "department", "other_department", "county_filer", "reviewer", "county_reviewer", "leader", "operator",
    "auditor", "public",
)  # fmt: skip
MOVES: dict[str, Any] = {
    "put": lambda pk, **more: put(pk, [], **more),
    "file": actions.file,
    "check": actions.check,
    "approve": actions.approve,
    "send_back": lambda pk, **more: actions.send_back(pk, comment="核对来源", **more),
    "lock": actions.lock,
    "reopen": lambda pk, **more: actions.reopen(pk, comment="更正", **more),
    "excuse": lambda pk, **more: actions.excuse(pk, comment="机构撤并", **more),
}
WHO = {
    "put": {"department"}, "file": {"department"}, "check": {"reviewer"}, "approve": {"planner"}, "lock": {"planner"},
    "reopen": {"planner"}, "excuse": {"planner"},
}  # fmt: skip
"""Who has the right at all; sending back depends on the state."""
FROM = {
    "put": {"draft", "returned"}, "file": {"draft", "returned"}, "check": {"filed"}, "approve": {"checked"},
    "lock": {"approved"}, "reopen": {"locked"}, "excuse": {"draft", "returned", "filed", "checked"},
    "send_back": {"filed", "checked", "approved"},
}  # fmt: skip


def expected(state: str, move: str, role: str) -> str:
    """`ok`, `forbidden`, or the code of the refusal."""
    who = WHO.get(move) or ({"planner", "reviewer"} if state == "filed" else {"planner"})
    if role not in who:
        return "forbidden"
    if state in FROM[move]:
        return "ok"
    return "locked" if state == "locked" else "state"


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("state", STATES)
def test_every_move_from_every_state_by_every_role(hall: CityHall, owed: Return, state: str, role: str) -> None:
    bring(owed, state, hall)
    for move, action in MOVES.items():
        try:
            with transaction.atomic():
                action(owed.pk, version=owed.version, acting_user=hall.users[role], at=NOW)
                transaction.set_rollback(True)
            got = "ok"
        except ForbiddenError:
            got = "forbidden"
        except RefusedReturnError as refused:
            got = refused.code
        assert got == expected(state, move, role), move


def test_the_whole_way_leaves_steps_journal_and_official_figures(hall: CityHall, owed: Return) -> None:
    bring(owed, "filed", hall)
    figure = Figure.objects.get(period="2023")
    assert (figure.value, figure.maker, figure.approved_at, figure.revision) == (94.0, "filed", None, 1)
    assert JournalEntry.objects.get(action="figure.record").cause == f"return:{owed.pk}"
    assert unpack(Series.objects.get().values).shape == (13,)  # 2021-12 .. 2022-12: nothing of 2023 yet
    owed = bring_on(owed, hall)
    assert unpack(Series.objects.get().values)[-1] == 94.0
    assert [(step.before, step.after) for step in owed.steps.all()] == [
        ("draft", "filed"), ("filed", "checked"), ("checked", "approved"), ("approved", "locked"),
    ]  # fmt: skip
    assert list(JournalEntry.objects.filter(thing=f"return:{owed.pk}").values_list("action", flat=True)) == [
        "return.fill", "return.file", "return.check", "return.approve", "return.lock",
    ]  # fmt: skip


def bring_on(owed: Return, hall: CityHall) -> Return:
    """From filed to locked."""
    for action, user in ((actions.check, hall.reviewer), (actions.approve, hall.planner), (actions.lock, hall.planner)):
        owed = action(owed.pk, version=owed.version, acting_user=user, at=NOW)
    return owed


def test_only_changed_values_become_revisions(hall: CityHall, plan: Plan, green: Indicator) -> None:
    other = indicator(plan, hall.bureau, "供水能力", unit="万吨")
    owed = fill(owed_return(plan, hall.bureau, green, other), 94.0, hall.department)
    bring(owed, "returned", hall)
    item = owed.items.get(indicator=green)
    put(owed.pk, [Entry(item.pk, filled=True, value=94.5)], version=owed.version, acting_user=hall.department, at=NOW)
    owed.refresh_from_db()
    bring(owed, "approved", hall)
    made = Figure.objects.filter(period="2023").order_by("indicator", "revision")
    assert [(one.indicator_id, one.revision, one.value) for one in made] == [
        (green.pk, 1, 94.0), (green.pk, 2, 94.5), (other.pk, 1, 94.0),
    ]  # fmt: skip
    assert [one.approved_at is not None for one in made] == [False, True, True]


@pytest.mark.parametrize("move", ["file", "check", "approve", "send_back", "lock", "reopen", "excuse", "put"])
def test_who_saw_an_older_version_is_refused(hall: CityHall, owed: Return, move: str) -> None:
    state = {"file": "draft", "put": "draft", "excuse": "draft", "send_back": "filed", "check": "filed"}.get(
        move, {"approve": "checked", "lock": "approved", "reopen": "locked"}.get(move, "")
    )
    bring(owed, state, hall)
    user = hall.users[sorted(WHO.get(move, {"planner"}))[0]]
    with pytest.raises(RefusedReturnError) as refused:
        MOVES[move](owed.pk, version=owed.version - 1, acting_user=user, at=NOW)
    assert refused.value.code == "stale"


def test_a_double_submission_files_once(hall: CityHall, owed: Return) -> None:
    actions.file(owed.pk, version=owed.version, acting_user=hall.department, at=NOW)
    with pytest.raises(RefusedReturnError, match="stale"):
        actions.file(owed.pk, version=owed.version, acting_user=hall.department, at=NOW)
    assert (owed.steps.count(), Figure.objects.filter(period="2023").count()) == (1, 1)


def test_who_filed_neither_checks_nor_approves(hall: CityHall, owed: Return) -> None:
    Assignment.objects.create(user=hall.department, role=Role.REVIEWER, agency=hall.bureau, area=hall.city)
    Assignment.objects.create(user=hall.department, role=Role.PLANNER, agency=hall.government, area=hall.city)
    hall.users["department"] = User.objects.get(pk=hall.department.pk)  # its posts are asked for once a request
    bring(owed, "filed", hall)
    with pytest.raises(RefusedReturnError, match="four_eyes"):
        actions.check(owed.pk, version=owed.version, acting_user=hall.department, at=NOW)
    actions.check(owed.pk, version=owed.version, acting_user=hall.reviewer, at=NOW)
    with pytest.raises(RefusedReturnError, match="four_eyes"):
        actions.approve(owed.pk, version=owed.version + 1, acting_user=hall.department, at=NOW)


def test_a_reviewer_needs_agency_and_area_in_one_post(hall: CityHall, owed: Return) -> None:
    """Two posts that each hold one half do not add up."""
    Assignment.objects.create(user=hall.leader, role=Role.REVIEWER, agency=hall.bureau, area=hall.county)
    Assignment.objects.create(user=hall.leader, role=Role.REVIEWER, agency=hall.other_bureau, area=hall.city)
    bring(owed, "filed", hall)
    with pytest.raises(ForbiddenError):
        actions.check(owed.pk, version=owed.version, acting_user=hall.leader, at=NOW)


@pytest.mark.parametrize(
    ("value", "fields", "code", "said"),
    [
        (None, {}, "missing", "没有数据时必须在说明中写明原因"),
        (None, {"note": "尚未普查"}, "", ""),
        (101.0, {}, "rule", "101 高于允许的上限 100"),
        (101.0, {"reason": "真的"}, "rule", "上限"),
        (0.94, {}, "reason", "的 1/98, 像是单位错了"),
        (0.94, {"reason": "口径改为小数"}, "", ""),
        (94.0, {}, "", ""),
        (0.0, {}, "", ""),
    ],
)
def test_what_filing_asks_for(
    hall: CityHall, plan: Plan, green: Indicator, value: float | None, fields: dict[str, str], code: str, said: str
) -> None:
    owed = fill(owed_return(plan, hall.bureau, green), value, hall.department, **fields)
    if not code:
        assert actions.file(owed.pk, version=owed.version, acting_user=hall.department, at=NOW).state == "filed"
        return
    with pytest.raises(RefusedReturnError) as refused:
        actions.file(owed.pk, version=owed.version, acting_user=hall.department, at=NOW)
    assert refused.value.code == code
    assert said in refused.value.details[0].zh
    assert refused.value.details[0].zh.startswith("绿化覆盖率: ")
    assert not Figure.objects.filter(period="2023").exists()


def test_blank_is_refused_and_every_line_is_listed(hall: CityHall, plan: Plan, green: Indicator) -> None:
    owed = owed_return(plan, hall.bureau, green, indicator(plan, hall.bureau, "供水能力"))
    with pytest.raises(RefusedReturnError) as refused:
        actions.file(owed.pk, version=1, acting_user=hall.department, at=NOW)
    assert [detail.zh.split(":")[0] for detail in refused.value.details] == ["绿化覆盖率", "供水能力"]
    assert "2" in refused.value.text.zh


@pytest.fixture
def county_owed(hall: CityHall, plan: Plan, green: Indicator) -> Return:
    return fill(owed_return(plan, hall.county_government, green), 95.0, hall.county_filer)


def test_the_lower_level_comes_first(hall: CityHall, owed: Return, county_owed: Return) -> None:
    bring(owed, "checked", hall)
    with pytest.raises(RefusedReturnError) as refused:
        actions.approve(owed.pk, version=owed.version, acting_user=hall.planner, at=NOW)
    assert refused.value.code == "lower"
    assert hall.county.name in refused.value.details[0].zh
    bring(county_owed, "approved", hall, hall.county_filer, hall.county_reviewer)
    assert actions.approve(owed.pk, version=owed.version, acting_user=hall.planner, at=NOW).state == "approved"


def test_a_planner_may_excuse_one_with_a_reason_that_is_kept(hall: CityHall, owed: Return, county_owed: Return) -> None:
    bring(owed, "checked", hall)
    with pytest.raises(RefusedReturnError, match="comment"):
        actions.excuse(county_owed.pk, version=county_owed.version, comment=" ", acting_user=hall.planner, at=NOW)
    actions.excuse(county_owed.pk, version=county_owed.version, comment="区划调整", acting_user=hall.planner, at=NOW)
    assert actions.approve(owed.pk, version=owed.version, acting_user=hall.planner, at=NOW).state == "approved"
    step = county_owed.steps.get(after="excused")
    assert (step.comment, step.by) == ("区划调整", hall.planner)
    county_owed.refresh_from_db()
    assert county_owed.state == "draft"
    assert JournalEntry.objects.get(action="return.excuse").why == "区划调整"


def test_a_county_of_other_indicators_or_periods_does_not_hold_up(hall: CityHall, plan: Plan, owed: Return) -> None:
    owed_return(plan, hall.county_government, indicator(plan, hall.bureau, "供水能力"))
    owed_return(plan, hall.county_government, owed.items.get().indicator, period="2022")
    bring(owed, "approved", hall)


def test_a_planner_of_the_county_does_not_approve_the_county(hall: CityHall, county_owed: Return) -> None:
    Assignment.objects.create(user=hall.leader, role=Role.PLANNER, agency=hall.county_government, area=hall.county)
    bring(county_owed, "checked", hall, hall.county_filer, hall.county_reviewer)
    with pytest.raises(ForbiddenError):
        actions.approve(county_owed.pk, version=county_owed.version, acting_user=hall.leader, at=NOW)


def test_sent_back_tells_the_agency_why(hall: CityHall, owed: Return) -> None:
    bring(owed, "filed", hall)
    with pytest.raises(RefusedReturnError, match="comment"):
        actions.send_back(owed.pk, version=owed.version, comment="", acting_user=hall.reviewer, at=NOW)
    actions.send_back(owed.pk, version=owed.version, comment="与年鉴不符", acting_user=hall.reviewer, at=NOW)
    notice = Notice.objects.get()
    assert (notice.agency, notice.kind) == (hall.bureau, "return_returned")
    assert "与年鉴不符" in notice.text_zh


def test_locked_is_refused_in_clear_words_and_reopened_for_a_reason(hall: CityHall, owed: Return) -> None:
    bring(owed, "locked", hall)
    with pytest.raises(RefusedReturnError) as refused:
        actions.send_back(owed.pk, version=owed.version, comment="改", acting_user=hall.planner, at=NOW)
    assert "已锁定" in refused.value.text.zh
    with pytest.raises(RefusedReturnError, match="comment"):
        actions.reopen(owed.pk, version=owed.version, comment="", acting_user=hall.planner, at=NOW)
    actions.reopen(owed.pk, version=owed.version, comment="统计年鉴修订", acting_user=hall.planner, at=NOW)
    owed.refresh_from_db()
    assert owed.state == "returned"
    assert unpack(Series.objects.get().values)[-1] == 94.0, "official until it is corrected"


def test_a_clock_set_back_changes_nothing(hall: CityHall, owed: Return) -> None:
    bring(owed, "filed", hall)
    early = NOW - timedelta(days=400)
    actions.check(owed.pk, version=owed.version, acting_user=hall.reviewer, at=early)
    actions.approve(owed.pk, version=owed.version + 1, acting_user=hall.planner, at=NOW - timedelta(days=200))
    steps = list(owed.steps.all())
    assert [step.after for step in steps] == ["filed", "checked", "approved"], "ordered by number"
    assert steps[1].at == early, "the time is kept as it was given"
    assert unpack(Series.objects.get().values)[-1] == 94.0


def test_no_change_repeats_the_last_official_value(hall: CityHall, plan: Plan, green: Indicator) -> None:
    fresh = indicator(plan, hall.bureau, "供水能力")
    owed = owed_return(plan, hall.bureau, green, fresh)
    repeat_last(owed.pk, version=1, acting_user=hall.department, at=NOW)
    values = {item.indicator_id: (item.filled, item.value, item.unchanged) for item in owed.items.all()}
    assert values == {green.pk: (True, 93.0, True), fresh.pk: (False, None, False)}
    one = owed.items.get(indicator=fresh).pk
    with pytest.raises(RefusedReturnError, match="no_last"):
        repeat_last(owed.pk, version=2, acting_user=hall.department, at=NOW, items=[one])


def test_nothing_changes_without_a_change(hall: CityHall, owed: Return) -> None:
    before = JournalEntry.objects.count()
    assert fill(owed, 94.0, hall.department).version == 2
    assert JournalEntry.objects.count() == before
