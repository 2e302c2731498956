"""What is doubtful about a monthly report: each doubt asks for a reason in the note, or only warns.

>>> [one.code for one in doubts(stage="build", physical=0.3, investment=None, total=1000.0, before=(0.4, None))]
['physical_fell']
>>> [(one.code, one.asks) for one in doubts(stage="build", physical=None, investment=1200.0, total=1000.0, before=None)]
[('over_total', False)]
"""

from __future__ import annotations

from typing import NamedTuple

from luoshi.core.text import Text
from luoshi.plans.works.stages import WORKED_ON

SLIP_TIMES = 100.0
"""Money this many times the total is rather yuan typed for 万元."""


class Doubt(NamedTuple):
    """One doubt; `asks`: the report is not taken without a note that says why."""

    code: str
    asks: bool
    text: Text


def doubts(
    *,
    stage: str,
    physical: float | None,
    investment: float | None,
    total: float | None,
    before: tuple[float | None, float | None] | None,
) -> list[Doubt]:
    """All doubts. `before`: (physical, investment) of the report before it. Money in 万元, shares 0..1."""
    found: list[Doubt] = []
    last_physical, last_investment = before or (None, None)
    if physical is not None and last_physical is not None and physical < last_physical:
        sums = f"{_percent(last_physical)} -> {_percent(physical)}"
        found.append(Doubt("physical_fell", True, Text(f"形象进度下降 {sums}", f"physical progress falls {sums}")))
    if investment is not None and last_investment is not None and investment < last_investment:
        sums = f"{last_investment:g} -> {investment:g} 万元"
        found.append(Doubt("investment_fell", True, Text(f"累计投资下降 {sums}", f"investment to date falls {sums}")))
    if investment is not None and total and investment > total:
        slip = investment >= total * SLIP_TIMES
        sums = f"{investment:g} > {total:g} 万元"
        text = Text(f"累计投资超过总投资 {sums}", f"investment to date exceeds the total {sums}")
        if slip:
            text = Text(f"{text.zh}, 是否把元当成了万元", f"{text.en}; were these yuan, not 万元?")
        found.append(Doubt("unit_slip" if slip else "over_total", slip, text))
    if stage == "finish" and physical is not None and physical < 1:
        text = Text(f"竣工但形象进度为 {_percent(physical)}", f"finished at {_percent(physical)} of physical progress")
        found.append(Doubt("finished_early", True, text))
    if stage not in WORKED_ON and stage != "shelved" and physical:
        text = Text("尚未开工却有形象进度", "physical progress before the start")
        found.append(Doubt("progress_early", True, text))
    return found


def _percent(share: float) -> str:
    return f"{round(share * 100, 1):g}%"
