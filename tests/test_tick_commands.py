"""`luoshi tick` and `luoshi draw` as they are called, each in a process of its own; and the clock of the server."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from luoshi.plans import tick as clock
from luoshi.plans.tick import Result, TickRefusedError
from luoshi.site.clock import Clock


def luoshi(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {
        name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "LUOSHI_SECRET_KEY")
    }
    environment |= {"LUOSHI_DATA": str(folder), "LC_ALL": "C.UTF-8"}
    call = [sys.executable, "-m", "luoshi", *words]
    return subprocess.run(call, env=environment, capture_output=True, text=True, timeout=120, cwd=folder)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


def test_tick_again_back_and_on(folder: Path) -> None:
    first = luoshi(folder, "tick", "--at", "2024-02-01T08:00", "--json")
    assert first.returncode == 0, first.stderr
    said = json.loads(first.stdout)
    assert said["at"] == "2024-02-01T08:00:00+08:00"
    assert {row["job"] for row in said["jobs"]} >= {"spells", "items", "deadlines"}
    assert not any(row["error"] for row in said["jobs"])
    again = luoshi(folder, "tick", "--at", "2024-02-01T09:00", "--lang", "zh")
    assert (again.returncode, "spells: 0" in again.stdout) == (0, True)
    back = luoshi(folder, "tick", "--at", "2024-01-31T08:00", "--lang", "zh")
    assert (back.returncode, back.stdout) == (2, "")
    assert "时钟可能被拨回" in back.stderr
    assert "Traceback" not in back.stderr
    assert luoshi(folder, "tick", "--at", "2024-01-31T08:00", "--set-back").returncode == 0
    wrong = luoshi(folder, "tick", "--at", "yesterday")
    assert (wrong.returncode, "2024-02-01T08:00" in wrong.stderr) == (2, True)


def test_draws_that_cannot_be(folder: Path) -> None:
    for words, said in (
        (("draw",), "--seed"),
        (("draw", "--seed", "x", "--period", "2023"), "no approved filed figures"),
        (("draw", "--seed", "x", "--period", "soon"), "no period"),
        (("draw", "--verify", "99"), "no draw 99"),
    ):
        found = luoshi(folder, *words, "--lang", "en")
        assert (found.returncode, found.stdout) == (2, ""), words
        assert said in found.stderr


DRAWN = """
import django
django.setup()
from luoshi.people.models import Area
from luoshi.plans.models import Maker, Plan
from tests.cityhall import city_hall, give, indicator
city = Area.objects.filter(parent=None).first() or city_hall().city
for place in range(8):
    give(indicator(Plan.objects.first(), None, f"i{place}"), city, {"2023": 1.0 + place}, maker=Maker.FILED)
"""


def test_a_draw_is_made_and_verified(folder: Path) -> None:
    root = Path(__file__).resolve().parents[1]
    environment = {
        **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"}, "LUOSHI_DATA": str(folder),
        "DJANGO_SETTINGS_MODULE": "luoshi.site.settings", "PYTHONPATH": str(root),
    }  # fmt: skip
    subprocess.run([sys.executable, "-c", DRAWN], env=environment, check=True, timeout=120)
    made = luoshi(folder, "draw", "--seed", "2024-03-15", "--size", "3", "--period", "2023", "--json")
    assert made.returncode == 0, made.stderr
    said: dict[str, Any] = json.loads(made.stdout)
    assert len(said["figures"]) == 3
    verified = luoshi(folder, "draw", "--verify", str(said["draw"]), "--json")
    assert verified.returncode == 0
    assert json.loads(verified.stdout) == {
        "draw": said["draw"], "same": True, "digest": said["digest"], "figures": said["figures"],
    }  # fmt: skip
    assert luoshi(folder, "draw", "--verify", str(said["draw"]), "--lang", "zh").stdout == "复核一致\n"


def ticking(monkeypatch: pytest.MonkeyPatch, outcome: Any) -> list[datetime]:
    """A server's clock that ticks every moment; the times of its first three ticks."""
    seen: list[datetime] = []
    enough = Event()

    def one(at: datetime) -> list[Result]:
        seen.append(at)
        if len(seen) >= 3:
            enough.set()
        if isinstance(outcome, Exception):
            raise outcome
        return [outcome]

    monkeypatch.setattr(clock, "tick", one)
    thread = Clock(every_s=0.001)
    thread.start()
    assert enough.wait(20)
    thread.stop()
    assert not thread.is_alive()
    return seen


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        (Result("spells", 1), ""),
        (Result("spells", 0, "ValueError: broken"), "the job spells of the tick failed: ValueError: broken"),
        (TickRefusedError(datetime(2024, 1, 1).astimezone(), datetime(2024, 2, 1).astimezone()), "set back"),
        (RuntimeError("no database"), "the tick failed"),
    ],
)
def test_nothing_ends_the_clock_of_the_server(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, outcome: Any, said: str
) -> None:
    times = ticking(monkeypatch, outcome)
    assert times == sorted(times)
    assert said in caplog.text
    assert bool(caplog.records) is bool(said)


def test_a_clock_that_never_ran_is_stopped() -> None:
    Clock().stop()
