"""The page of the journal: for those who audit and plan; filters, pages by key, a file without formulas."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client

from luoshi import __file__ as package
from luoshi.journal.actions import Line, record_all
from luoshi.portal import journal_words
from tests.cityhall import CityHall, city_hall

NOW = datetime(2024, 2, 1, 8, 0, tzinfo=UTC)
HOSTILE = "=HYPERLINK(1)<script>alert(1)</script>"


@pytest.fixture
def hall(db: None) -> CityHall:
    hall = city_hall()
    lines = [Line("target.amend", f"target:{n}", before={"value": n}, after={"value": HOSTILE}) for n in range(120)]
    record_all(lines, who="wangfang", at=NOW)
    return hall


def test_pages_go_by_key_and_filters_hold(client: Client, hall: CityHall) -> None:
    client.force_login(hall.auditor)
    first = client.get("/journal/?who=wangfang").content.decode()
    assert first.count("<code>target.amend</code>") == 50
    assert "&lt;script&gt;alert" in first
    assert "<script>alert" not in first
    older = client.get("/journal/?who=wangfang&before=23").content.decode()
    assert 0 < older.count("<code>target.amend</code>") < 50
    one = client.get("/journal/?thing=target:7").content.decode()
    assert one.count("<code>target.amend</code>") == 1
    for strange in ("before=%00", "since=9999-99-99", "until=2024-02-01", "thing=%00", "before=" + "9" * 40):
        assert client.get(f"/journal/?{strange}").status_code == 200, strange


def test_the_file_holds_everything_and_no_formula(client: Client, hall: CityHall) -> None:
    client.force_login(hall.planner)
    text = b"".join(client.get("/journal/entries.csv?who=wangfang").streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert text.count("target.amend") == 120
    assert not any(cell.startswith(("=", "+", "@")) for line in text.splitlines() for cell in line.split(","))


@pytest.mark.parametrize("name", ["leader", "department", "county_filer", "reviewer", "operator", "public"])
def test_others_are_refused(client: Client, hall: CityHall, name: str) -> None:
    client.force_login(hall.users[name])
    assert client.get("/journal/").status_code == 403
    assert client.get("/journal/entries.csv").status_code == 403


def test_a_page_takes_few_queries(client: Client, hall: CityHall, django_assert_max_num_queries: object) -> None:
    client.force_login(hall.auditor)
    client.get("/account/")  # the first page of a session also enters it in the list
    with django_assert_max_num_queries(5):  # type: ignore[operator]
        client.get("/journal/")


NOTED = re.compile(
    r"""\b(?:action=|Line\(\s*|_kept\(project, |_move\(owed, [\w.]+, |_note\(\w+, |maker, )"([a-z]+\.[a-z_]+)\""""
)


def test_every_action_and_thing_has_words() -> None:
    sources = [path.read_text("utf-8") for path in Path(package).parent.rglob("*.py") if "reader" not in path.parts]
    actions = {name for source in sources for name in NOTED.findall(source)}
    things = {name for source in sources for name in re.findall(r'thing=f?"([a-z_]+):', source)}
    assert len(actions) > 40
    assert actions <= journal_words.ACTIONS.keys()
    assert len(things) > 10
    assert things <= journal_words.THINGS.keys()
