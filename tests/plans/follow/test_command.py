"""`luoshi follow`: what it says, and what it refuses."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from luoshi.cli import main
from luoshi.plans import actions
from luoshi.plans.models import Indicator, SourceDocument
from luoshi.site import follow
from tests.cityhall import city_hall
from tests.plans.conftest import NOW
from tests.plans.ledgers import small

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _prepared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(follow, "prepare", lambda: None)  # the test runner has prepared its own database


@pytest.fixture
def document() -> SourceDocument:
    ledger, findings, lines = small()
    return actions.import_ledger(ledger, findings, lines=lines, at=NOW)


def call(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["follow", "--lang", "en", *words])
    return result.exit_code, result.output


def test_it_tells_what_was_added_and_what_differs(document: SourceDocument) -> None:
    planner = city_hall().planner
    code, output = call("--document", str(document.pk))
    assert code == 0
    assert output.split("\n")[1].split()[-6:] == ["3", "3", "1", "3", "6", "0"]
    row = Indicator.objects.get(name="供水能力").targets.get().commitment
    assert row is not None
    actions.decide(
        commitment_id=row.pk, verdict="corrected", acting_user=planner, at=NOW, seen=None, corrections={"value": 3.5}
    )
    code, output = call("--document", str(document.pk), "--plan", "1")
    assert code == 0
    assert "1-q-4-2" in output
    assert output.split("\n")[1].split()[-6:] == ["0"] * 6


@pytest.mark.parametrize("words", [["--plan", "99"], ["--document", "99"], []])
def test_there_is_no_such_plan(words: list[str]) -> None:
    assert call(*words) == (2, "error: There is no such plan.\n")


def test_without_areas_it_says_why(document: SourceDocument) -> None:
    code, output = call("--document", str(document.pk))
    assert code == 2
    assert "No areas are stored" in output
