"""A board of targets as the pages show it: the rows of a list, and one target with its two judgements.

>>> share(0.7), share(None), share(-0.02)
('70 %', '', '-2 %')
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from luoshi.core.forecast import WHYS, Why
from luoshi.core.judge import REASONS, STATUSES, TRENDS, Reason, Status, Trend
from luoshi.core.judge.words import arithmetic
from luoshi.core.periods import Frequency, Period
from luoshi.core.text import Language, Text
from luoshi.plans.figures.series import MAKERS
from luoshi.plans.models import Maker, Series
from luoshi.plans.status.read import Board
from luoshi.plans.status.rows import IndicatorRow, TargetRow
from luoshi.portal.present import amount, number

MARKS: dict[Status, str] = {
    Status.DONE: "✓",
    Status.EARLY: "✓",
    Status.AHEAD: "▲",
    Status.ON_TRACK: "●",
    Status.BEHIND: "▼",
    Status.FAR_BEHIND: "▼▼",
    Status.NOT_DONE: "✕",
    Status.NOT_REPORTED: "□",
    Status.UNKNOWN: "?",
    Status.NOT_DUE: "○",
    Status.NOT_ISSUED: "…",
}
"""Colour is never the only sign."""
WORST_FIRST = (
    Status.NOT_DONE, Status.FAR_BEHIND, Status.BEHIND, Status.NOT_REPORTED, Status.UNKNOWN, Status.ON_TRACK, Status.AHEAD,
    Status.EARLY, Status.DONE, Status.NOT_DUE, Status.NOT_ISSUED,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Standing:
    """One target: what counts, the two judgements, and the sum behind the first."""

    target: TargetRow
    indicator: IndicatorRow
    owner: int | None
    status: Status
    reason: Reason
    overdue: bool
    progress: float | None
    expected: float | None
    current: float | None
    period: Text | None
    arithmetic: Text
    trend: Trend
    why: Why
    forecast: float | None
    low: float | None
    high: float | None
    ratio: float | None
    ended: bool


def standing(board: Board, place: int, *, with_sum: bool = True) -> Standing:
    """The target at `place` of a board."""
    row = board.targets.row(place)
    of = board.indicators[row.indicator]
    judged, outlook = board.judged, board.outlook
    month = int(judged.month[place])
    period = Period.of(date(month // 12, month % 12 + 1, 1), Frequency(of.frequency)).label if month else None
    status = STATUSES[board.status[place]]
    return Standing(
        target=row,
        indicator=of,
        owner=row.agency or of.owner,
        status=status,
        reason=REASONS[judged.reason[place]],
        overdue=bool(board.overdue[place]),
        progress=_known(judged.progress[place]),
        expected=_known(judged.expected[place]),
        current=_known(judged.current[place]),
        period=period,
        arithmetic=arithmetic(board.goals, board.seen, judged, place) if with_sum else Text("", ""),
        trend=TRENDS[outlook.trend[place]],
        why=WHYS[outlook.why[place]],
        forecast=_known(outlook.value[place]),
        low=_known(outlook.lower[place]),
        high=_known(outlook.upper[place]),
        ratio=_known(outlook.ratio[place]),
        ended=status in (Status.DONE, Status.NOT_DONE),
    )


def simulated(pairs: Iterable[tuple[int, str]]) -> set[tuple[int, str]]:
    """Of these (indicator, area) those with a made-up figure among the official ones; they are marked where shown."""
    wanted = set(pairs)
    rows = Series.objects.filter(indicator__in={key for key, _ in wanted}, area__in={area for _, area in wanted})
    mark = MAKERS[Maker.SIMULATED]
    made_up = {
        (key, area) for key, area, makers in rows.values_list("indicator", "area", "makers") if mark in bytes(makers)
    }
    return made_up & wanted


def worst_first(board: Board, places: Sequence[int]) -> list[int]:
    """Places of a board, the gravest first."""
    order = [WORST_FIRST.index(status) for status in STATUSES]
    codes = board.status.tolist()
    return sorted(places, key=lambda place: (order[codes[place]], place))


def aim(row: TargetRow | Mapping[str, Any], lang: Language) -> str:
    """What is to be reached, as the plan says it.

    >>> aim({"value": 95.0, "upper": None, "unit": "%", "op": ">=", "bound": "", "kind": "level"}, "zh")
    '≥ 95 %'
    """
    fields = row if isinstance(row, Mapping) else row._asdict()
    return amount({**fields, "target_kind": fields["kind"]}, lang)


def path(row: TargetRow) -> list[tuple[str, float]]:
    """The yearly targets in order."""
    return sorted(json.loads(row.path or "{}").items())


def shown(value: Any) -> str:
    """A field of a target as an amendment tells it.

    >>> shown(93.0), shown({"2023": 91.5}), shown(None), shown(True)
    ('93', '2023=91.5', '—', '✓')
    """
    if value is None or value in ("", {}):
        return "—"
    if isinstance(value, bool):
        return "✓" if value else "✕"
    if isinstance(value, dict):
        return ", ".join(f"{year}={number(one)}" for year, one in sorted(value.items()))
    return number(value) if isinstance(value, int | float) else str(value)


def share(value: float | None) -> str:
    """A share as percent."""
    return "" if value is None else f"{value * 100:.0f} %"


def rounded(value: float | None) -> str:
    """A computed number, no longer than it is worth.

    >>> rounded(12345.678), rounded(0.12345), rounded(None)
    ('12345.7', '0.1235', '')
    """
    if value is None:
        return ""
    places = max(1, 3 - math.floor(math.log10(abs(value)))) if value else 0
    text = f"{value:.{min(places, 6)}f}".rstrip("0").rstrip(".")
    return "0" if text in ("", "-0") else text


def _known(value: float) -> float | None:
    return None if math.isnan(value) else float(value)
