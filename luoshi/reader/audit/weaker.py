"""Targets that ask for less than has been reached.

>>> from luoshi.reader.audit.draft import Passage
>>> past = Passage(1, 3, 3, "“十三五”期间,道路事故起数累计下降18%。")
>>> plan = Passage(1, 8, 8, "“十四五”规划指标:道路事故起数下降15%。")
>>> [d.arithmetic for d in smaller_declines([past, plan])]
['道路事故起数: 18% -> 15%']
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal

from luoshi.core.target import Op, Role, TargetKind
from luoshi.reader.audit.draft import Desk, Draft, Passage, short
from luoshi.reader.audit.exact import as_written, plain
from luoshi.reader.audit.names import direction, everywhere, key
from luoshi.reader.model import Quantity

_LEVELS = frozenset([TargetKind.LEVEL, TargetKind.HOLD, TargetKind.CEILING, None])
_DECLINE = re.compile(
    r"(?P<name>[一-鿿]{4,30}?)(?:比例)?(?:累计|总体)?(?:下降|降低|减少)(?:比例)?(?P<value>\d+(?:\.\d+)?)%"
)
_PAST = re.compile(r"十三五|十二五|以来|累计下降|与201\d年相比|比201\d年")
_FUTURE = re.compile(r"十四五|十五五|2025年|2030年|规划指标|规划目标|到202[3-9]年")
_PER = re.compile(r"^(?:亿元|万元|单位|每万元|每单位|全市|其中)")
_SHOWN = 4


def find(desk: Desk) -> Iterator[Draft]:
    """Every target of a plan that is worse than its base, than its own years, or than the last period's progress."""
    yield from _below_base(desk)
    yield from _against_years(desk)
    yield from smaller_declines(desk.passages)


def _below_base(desk: Desk) -> Iterator[Draft]:
    bases: dict[tuple[str, str], list[Quantity]] = defaultdict(list)
    for quantity in desk.quantities:
        if quantity.role is Role.BASE and quantity.value is not None and everywhere(quantity.scope):
            bases[key(quantity.name), quantity.unit or ""].append(quantity)
    for target in desk.quantities:
        if target.role is not Role.TARGET or target.value is None or target.target_kind not in _LEVELS:
            continue
        if target.op in (Op.CUMULATIVE, Op.GROWTH) or not everywhere(target.scope):
            continue
        better = "down" if target.op is Op.AT_MOST else direction(target.name)
        name = key(target.name)
        if better is None or len(name) < 3:
            continue
        for base in bases.get((name, target.unit or ""), ()):
            if base.value is None or (base.year and target.year and base.year > target.year):
                continue
            worse = target.value < base.value if better == "up" else target.value > base.value
            if worse:
                yield _draft(desk.plan.number, base, target)
                break


def _against_years(desk: Desk) -> Iterator[Draft]:
    """Targets that are worse than one of their own yearly values (how years lead to a target: see gridsums)."""
    for target in desk.quantities:
        if not target.annual or target.value is None or target.role is not Role.TARGET or target.year is None:
            continue
        if target.op is Op.CUMULATIVE or target.target_kind is TargetKind.CUMULATIVE:
            continue
        better = "down" if target.op is Op.AT_MOST else direction(target.name)
        best = max(target.annual.values()) if better == "up" else min(target.annual.values())
        worse = better is not None and (target.value < best if better == "up" else target.value > best)
        if worse:
            years = ", ".join(f"{year}: {as_written(each, None)}" for year, each in sorted(target.annual.items()))
            value = as_written(target.value, None)
            yield Draft(
                plan=desk.plan.number,
                kind="weaker_than_base",
                lines=(target.line,),
                severity="warning",
                zh=f"“{short(target.name)}”的最终目标{value}{target.unit or ''}不如年度目标。",
                en=f"The final target {value} of {short(target.name)} is worse than a yearly one.",
                arithmetic=f"{years}; {target.year}: {value}",
            )


def smaller_declines(passages: Iterable[Passage]) -> Iterator[Draft]:
    """Declines promised that are smaller than the decline of the last period, one finding for two passages."""
    past: dict[str, tuple[int, Decimal]] = {}
    future: list[tuple[str, int, int, Decimal]] = []
    for passage in passages:
        if "%" not in passage.text or not re.search("下降|降低|减少", passage.text):
            continue
        ahead = bool(_FUTURE.search(passage.text))
        behind = bool(_PAST.search(passage.text))
        if ahead == behind:
            continue
        for match in _DECLINE.finditer(passage.text):
            name = _PER.sub("", key(match["name"]))
            if behind:
                past.setdefault(name, (passage.first, Decimal(match["value"])))
            else:
                future.append((name, passage.plan, passage.first, Decimal(match["value"])))
    pairs: dict[tuple[int, int, int], list[tuple[str, Decimal, Decimal]]] = defaultdict(list)
    for name, plan, line, promised in future:
        if name in past and promised < past[name][1]:
            pairs[plan, past[name][0], line].append((name, past[name][1], promised))
    for (plan, before, line), found in pairs.items():
        told = "、".join(f"{name}上期下降{plain(was)}%,本期{plain(now)}%" for name, was, now in found[:_SHOWN])
        yield Draft(
            plan=plan,
            kind="weaker_than_base",
            lines=(before, line),
            severity="note",
            zh=f"目标降幅小于上一时期已实现的降幅:{told}。",
            en=f"{len(found)} declines promised are smaller than those of the last period.",
            arithmetic="; ".join(f"{name}: {plain(was)}% -> {plain(now)}%" for name, was, now in found),
        )


def _draft(plan: int, base: Quantity, target: Quantity) -> Draft:
    was, now = (as_written(q.value, q.unit) for q in (base, target))
    return Draft(
        plan=plan,
        kind="weaker_than_base",
        lines=tuple(sorted({base.line, target.line})),
        severity="note" if target.op is Op.AT_MOST else "warning",  # a ceiling is often set above the present value
        zh=f"“{short(target.name)}”的目标{now}比已达到的{was}还差。",
        en=f"The target {now} of {short(target.name)} is worse than the {was} already reached.",
        arithmetic=f"{was} -> {now}",
    )
