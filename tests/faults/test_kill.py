"""A process that is killed while it writes: what it acknowledged is there, and journal and counts agree."""

from __future__ import annotations

import os
import random

import pytest

from tests.faults.conftest import Maker, python
from tests.faults.test_backup import VENDORS, WRITE, run

ROUNDS = 20 if os.environ.get("LUOSHI_SOAK") else 2


@pytest.mark.parametrize("vendor", VENDORS)
def test_nothing_acknowledged_is_lost(make: Maker, vendor: str) -> None:
    installation = make(vendor)
    chance = random.Random(vendor)
    acknowledged: list[int] = []
    for _ in range(ROUNDS):
        writer = python(installation, WRITE)
        assert writer.stdout is not None
        acknowledged += [int(writer.stdout.readline()) for _ in range(chance.randint(1, 40))]
        writer.kill()
        rest, _ = writer.communicate()
        acknowledged += [int(line) for line in rest.split("\n")[:-1]]
    run(
        installation,
        "from tests.faults.writer import agree\nfrom luoshi.plans.models import Figure\n"
        f"agree(); assert set({acknowledged}) <= set(Figure.objects.values_list('pk', flat=True))",
    )
