"""Growth that the text works out itself: 由a增长到b,增长c倍 must follow from a and b.

>>> from luoshi.reader.audit.draft import Passage
>>> [d.arithmetic for d in in_passage(Passage(1, 2, 2, "企业由20家增长到60家,增长了5倍。"))]
['(60 - 20) / 20 = 2; stated 5']
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from luoshi.reader.audit.draft import Draft, Passage, short
from luoshi.reader.audit.exact import Measure, measures, plain

_UP = "增加|增长|提高|提升|扩大|上升|增|升|发展|壮大|拓展"
_DOWN = "下降|减少|降低|压减|缩减|压缩|降|减"
_STEP = re.compile(rf"(?:{_UP}|{_DOWN})?(?:到了|至了|到|至)(?:\D?20\d\d年(?:末|底)?的?)?[^\d,。;]{{0,3}}$")
_CHANGE = re.compile(
    rf",?(?:累计|共计|总计|总体|实际|整体)?(?P<dir>{_UP}|{_DOWN})(?:幅度)?了?(?:为|达到?)?"
    r"(?P<near>近|约|大约|超过?|逾)?"
)
_HUNDRED = Decimal(100)
# 近 and 约 still hold when the true figure lies this far from the stated one.
_NEAR = Decimal("0.1")


def in_passage(passage: Passage) -> Iterator[Draft]:
    """Every stated growth of a passage that its own two values contradict."""
    text = passage.text
    if "到" not in text and "至" not in text:
        return
    found = measures(text)
    for k in range(1, len(found) - 1):
        last, change = found[k], found[k + 1]
        change_lead = _CHANGE.fullmatch(text, last.end, change.start)
        first = next((m for m in reversed(found[max(0, k - 2) : k]) if m.dimension != "months"), None)
        if not change_lead or first is None or not first.value or first.dimension != last.dimension:
            continue
        between = text[first.end : last.start]
        if len(between) <= 30 and not any(mark in between for mark in "。;") and _STEP.search(between):
            yield from _judge(passage, first, last, change, change_lead)


def _judge(passage: Passage, a: Measure, b: Measure, change: Measure, lead: re.Match[str]) -> Iterator[Draft]:
    if a.dimension in ("", "months"):
        return
    sign = -1 if re.fullmatch(_DOWN, lead["dir"]) else 1
    low, high, true, formula = _true_change(a, b, change.dimension, sign)
    if formula is None:
        return
    stated = change.value
    slack = change.half
    if change.dimension == "multiple" and change.value == change.value.to_integral_value():
        slack = Decimal(1)  # 5.9 times is often told as 5
    vague = bool(lead["near"]) or change.vague
    if lead["near"] in ("超", "超过", "逾") or (change.vague and not lead["near"]):
        right = high + slack >= stated and low <= stated * 2
    elif vague:
        right = low <= stated * (1 + _NEAR / 5) and high >= stated * (1 - _NEAR)
    else:
        right = low - slack < stated <= high + change.half
    if right:
        return
    told = (lead["near"] or "") + change.text
    about = short(passage.text[a.start : change.end], 40)
    value = f"{true:.2f}".rstrip("0").rstrip(".")
    unit = "个百分点" if change.dimension == "points" else change.written
    yield Draft(
        plan=passage.plan,
        kind="growth",
        lines=tuple(range(passage.first, passage.last + 1)),
        severity="warning",
        zh=f"“{about}”算得不对:由{a.text}到{b.text}为{value}{unit},文中称{told}。",
        en=f"From {a.text} to {b.text} is {value}{unit}; the text says {told}.",
        arithmetic=f"{formula} = {value}; stated {plain(stated / change.factor)}",
    )


def _true_change(a: Measure, b: Measure, unit: str, sign: int) -> tuple[Decimal, Decimal, Decimal, str | None]:
    """The change from a to b in `unit`: at least, at most, as computed, and the formula (None: not comparable)."""
    first, last = plain(a.value / a.factor), plain(b.value / b.factor)
    zero = Decimal(0)
    if unit in ("multiple", "share") and a.dimension != "share":
        factor = Decimal(1) if unit == "multiple" else _HUNDRED
        if a.value <= a.half:
            return zero, zero, zero, None
        ratios = sorted(
            sign * ((b.value + eb) / (a.value + ea) - 1) * factor
            for ea in (-a.half, a.half)
            for eb in (-b.half, b.half)
        )
        true = sign * (b.value / a.value - 1) * factor
        tail = "" if unit == "multiple" else " x 100%"
        terms = f"({last} - {first}) / {first}" if sign > 0 else f"({first} - {last}) / {first}"
        return ratios[0], ratios[-1], true, terms + tail
    same = unit == a.dimension or (unit == "points" and a.dimension == "share")
    if not same or unit == "share":
        return zero, zero, zero, None
    true = sign * (b.value - a.value)
    room = a.half + b.half
    terms = f"{last} - {first}" if sign > 0 else f"{first} - {last}"
    return true - room, true + room, true, terms
