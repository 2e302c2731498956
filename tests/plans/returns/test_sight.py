"""Who sees figures and evidence: unapproved ones stay with their side."""

from __future__ import annotations

import pytest

from luoshi.people import access
from luoshi.people.models import User
from luoshi.plans import evidence
from luoshi.plans.models import Evidence, Figure, Indicator, Plan, Return, ReturnItem, ReturnStep
from luoshi.plans.returns.filling import add_evidence
from tests.cityhall import NOW, CityHall
from tests.plans.returns.conftest import bring, fill, owed_return

CITY_SIDE = {"planner", "auditor", "department", "reviewer"}
COUNTY_SIDE = {"planner", "auditor", "county_filer", "county_reviewer"}
STAFF = {
    "planner", "auditor", "department", "other_department", "county_filer", "reviewer", "county_reviewer", "leader", "operator",
}  # fmt: skip


def seeing(hall: CityHall, row: Figure | Evidence | ReturnItem | ReturnStep) -> set[str]:
    users = {name: User.objects.get(pk=user.pk) for name, user in hall.users.items()}
    return {name for name, user in users.items() if access.may(user, "view", row)}


@pytest.fixture
def county_owed(hall: CityHall, plan: Plan, green: Indicator) -> Return:
    return fill(owed_return(plan, hall.county_government, green), 95.0, hall.county_filer)


def test_figures_of_the_city(hall: CityHall, owed: Return) -> None:
    bring(owed, "filed", hall)
    figure = Figure.objects.get(period="2023")
    assert seeing(hall, figure) == CITY_SIDE
    bring_approved(owed, hall)
    assert seeing(hall, figure) == STAFF | {"public"}
    figure.indicator.public = False
    figure.indicator.save()
    assert seeing(hall, figure) == STAFF
    assert not access.rows(None, Figure.objects.all()).exists()


def bring_approved(owed: Return, hall: CityHall) -> None:
    from luoshi.plans.returns import actions

    actions.check(owed.pk, version=owed.version, acting_user=hall.reviewer, at=NOW)
    actions.approve(owed.pk, version=owed.version + 1, acting_user=hall.planner, at=NOW)


def test_figures_of_a_county(hall: CityHall, county_owed: Return) -> None:
    bring(county_owed, "filed", hall, hall.county_filer, hall.county_reviewer)
    assert seeing(hall, Figure.objects.get(period="2023")) == COUNTY_SIDE


def test_lines_steps_and_files_go_with_their_return(hall: CityHall, county_owed: Return) -> None:
    item = county_owed.items.get()
    row = add_evidence(item, name="a.txt", content="说明".encode(), acting_user=hall.county_filer, at=NOW)
    bring(county_owed, "filed", hall, hall.county_filer, hall.county_reviewer)
    for thing in (item, county_owed.steps.get(), row):
        assert seeing(hall, thing) == COUNTY_SIDE
    bring(county_owed, "draft", hall)
    county_owed.refresh_from_db()


def test_the_same_file_is_kept_once_and_a_line_has_a_quota(
    hall: CityHall, owed: Return, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = owed.items.get()
    first = add_evidence(item, name="a.txt", content=b"one", acting_user=hall.department, at=NOW)
    assert add_evidence(item, name="b.txt", content=b"one", acting_user=hall.department, at=NOW) == first
    assert evidence.content(first) == b"one"
    assert [path.name for path in evidence.path_of(first.sha256).parent.iterdir()] == [first.sha256]
    monkeypatch.setattr(evidence, "QUOTA_BYTES", 4)
    with pytest.raises(evidence.RefusedFileError, match="file_quota"):
        add_evidence(item, name="c.txt", content=b"two", acting_user=hall.department, at=NOW)


def test_a_file_with_macros_is_no_evidence() -> None:
    import io
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("word/document.xml", "<x/>")
    assert evidence.suffix_of(out.getvalue()) == ".docx"
    with zipfile.ZipFile(out, "a") as package:
        package.writestr("word/vbaProject.bin", "x")
    with pytest.raises(evidence.RefusedFileError, match="file_type"):
        evidence.suffix_of(out.getvalue())


def test_who_may_not_file_adds_nothing(hall: CityHall, owed: Return) -> None:
    for name in ("planner", "reviewer", "other_department", "leader", "auditor"):
        with pytest.raises(access.ForbiddenError):
            add_evidence(owed.items.get(), name="a.txt", content=b"x", acting_user=hall.users[name], at=NOW)
