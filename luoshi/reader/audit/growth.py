"""Growth that the text works out itself: 由a增长到b,增长c倍 must follow from a and b.

>>> from luoshi.reader.audit.draft import Passage
>>> [d.arithmetic for d in in_passage(Passage(1, 2, 2, "企业由20家增长到60家,增长了5倍。"))]
['(60 - 20) / 20 = 2; stated 5']
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from luoshi.reader.audit.columns import body, columns
from luoshi.reader.audit.draft import Desk, Draft, Passage, short
from luoshi.reader.audit.exact import Measure, measures, plain
from luoshi.reader.widths import narrow

_UP = "增加|增长|提高|提升|扩大|上升|增|升|发展|壮大|拓展"
_DOWN = "下降|减少|降低|压减|缩减|压缩|降|减"
_STEP = re.compile(rf"(?:{_UP}|{_DOWN})?(?:到了|至了|到|至)(?:\D?20\d\d年(?:末|底)?的?)?[^\d,。;]{{0,3}}$")
_CHANGE = re.compile(
    rf",?(?:[比较][^,。;\d]{{0,6}}(?:20\d\d年)?(?:末|底)?)?(?:年均|年平均|平均每年|累计|共计|总计|总体|实际|整体)?(?P<dir>{_UP}|{_DOWN})(?:幅度)?了?(?:为|达到?)?"
    r"(?P<near>近|约|大约|超过?|逾)?"
)
# Growth of these is told at constant prices, while the values stand at current ones: prices may explain a part.
_PRICES = Decimal("0.4")
_REAL_TERMS = re.compile(r"生产总值|GDP|增加值|总?产值|可支配收入|消费支出|零售总?额")
# A number in such brackets is the change over all years, not the average of one.
_OVER_ALL_YEARS = re.compile(r"[\[［〔【]")
_CALENDAR_YEAR = re.compile(r"(?:19|20)\d\d年")
_HUNDRED = Decimal(100)
# 近 and 约 still hold when the true figure lies this far from the stated one.
_NEAR = Decimal("0.1")


def in_tables(desk: Desk) -> Iterator[Draft]:
    """Rows of a table whose 年均增长 column does not follow from their first and last year."""
    for grid in desk.plan.grids:
        places = columns(grid)
        if places is None or places.rate is None or len(places.years) < 2:
            continue
        first, last = (f(places.years, key=lambda k: places.years[k]) for f in (min, max))
        years = places.years[last] - places.years[first]
        for row in body(grid):
            a, b, rate = (_one(row[k].text) for k in (first, last, places.rate))
            name = row[places.name].text.strip() if places.name is not None else ""
            unit = row[places.unit].text if places.unit is not None else ""
            if a is None or b is None or rate is None or years < 2 or "%" in name + unit or _REAL_TERMS.search(name):
                continue
            if not 0 < a.value < b.value or rate.value <= 0 or _OVER_ALL_YEARS.search(row[places.rate].text):
                continue
            average = average_growth(a.value, b.value, years)
            if abs(average - rate.value) <= max(rate.half, rate.value * _NEAR / 2):
                continue
            yield Draft(
                plan=desk.plan.number,
                kind="growth",
                lines=(row[places.rate].line,),
                severity="warning",
                zh=f"“{short(name)}”由{a.text}到{b.text},年均增长应为{average:.2f}%,表中为{rate.text}。",
                en=f"{short(name)} grows by {average:.2f} % a year from {a.text} to {b.text}; the table says {rate.text}.",
                arithmetic=f"({plain(b.value)} / {plain(a.value)})^(1/{years}) - 1 = {average:.2f}%; stated {rate.text}",
            )


def _one(cell: str) -> Measure | None:
    found = measures(narrow(cell).strip())
    return found[0] if len(found) == 1 and not found[0].vague else None


def in_passage(passage: Passage) -> Iterator[Draft]:
    """Every stated growth of a passage that its own two values contradict."""
    text = passage.text
    if "到" not in text and "至" not in text:
        return
    found = [m for m in measures(text) if not _CALENDAR_YEAR.match(m.text)]
    for first, last, change in zip(found, found[1:], found[2:], strict=False):
        change_lead = _CHANGE.fullmatch(text, last.end, change.start)
        if not change_lead or not first.value or first.dimension != last.dimension:
            continue
        if text[max(0, first.start - 1) : first.start] == "第":  # ranks rise by falling
            continue
        between = text[first.end : last.start]
        if change.dimension == "share" and _REAL_TERMS.search(text, max(0, first.start - 30), first.start):
            change = change._replace(half=max(change.half, change.value * _PRICES))
        if len(between) <= 30 and not any(mark in between for mark in "。;") and _STEP.search(between):
            if "均" in change_lead[0]:
                yield from _judge_average(passage, first, last, change)
            else:
                yield from _judge(passage, first, last, change, change_lead)


def _judge_average(passage: Passage, a: Measure, b: Measure, change: Measure) -> Iterator[Draft]:
    """`由2020年的50亿元增加到2025年的80亿元,年均增长8%`: compound growth, or a plain mean, over the years named."""
    before = re.findall(r"(20\d\d)年", passage.text[max(0, a.start - 12) : a.start])
    between = re.findall(r"(20\d\d)年", passage.text[a.end : b.start])
    if change.dimension != "share" or not before or not between or change.vague:
        return
    years = int(between[-1]) - int(before[-1])
    if years < 2 or a.dimension == "share" or a.value <= 0 or b.value <= a.value:
        return
    average = average_growth(a.value, b.value, years)
    mean = (b.value / a.value - 1) / years * _HUNDRED
    slack = max(change.half, change.value * _NEAR / 2)
    if min(abs(average - change.value), abs(mean - change.value)) <= slack:
        return
    first, last = plain(a.value / a.factor), plain(b.value / b.factor)
    about = short(passage.text[a.start : change.end], 40)
    yield Draft(
        plan=passage.plan,
        kind="growth",
        lines=tuple(range(passage.first, passage.last + 1)),
        severity="warning",
        zh=f"“{about}”算得不对:{years}年由{a.text}到{b.text},年均为{average:.2f}%,文中称{change.text}。",
        en=f"From {a.text} to {b.text} in {years} years is {average:.2f} % a year; the text says {change.text}.",
        arithmetic=f"({last} / {first})^(1/{years}) - 1 = {average:.2f}%; stated {change.text}",
    )


def average_growth(first: Decimal, last: Decimal, years: int) -> Decimal:
    """Compound growth a year in per cent.

    >>> round(average_growth(Decimal(50), Decimal(80), 5), 2)
    Decimal('9.86')
    """
    return ((last / first) ** (1 / Decimal(years)) - 1) * _HUNDRED


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
