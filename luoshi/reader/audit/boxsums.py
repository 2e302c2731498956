"""Sums over the list in a box: group heads against their entries, the sentence above against the box.

>>> from luoshi.reader.audit.draft import Passage
>>> box = Passage(1, 8, 8, "专栏1 公路 Ø 新建(60公里) (1)甲线20公里。 (2)乙线30公里。")
>>> [d.arithmetic for d in in_box(box, None)]
['20 + 30 = 50公里; stated 60公里; difference 10']
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from luoshi.reader.audit.arithmetic import agrees, equation, off_by, total_of
from luoshi.reader.audit.draft import Draft, Passage, phrase
from luoshi.reader.audit.exact import Measure, measures, plain
from luoshi.reader.audit.items import Item, amount, parse

_ADDABLE = frozenset(["money", "length", "area", "area:亩", "mass", "power"])
_TOTAL_LEAD = re.compile(r"(?:共|总|合计|规划|计划|里程|投资|项目)[^,。;]{0,14}$")
_TOTAL_WORD = re.compile(r"(?:共计?|总投资|合计|总计|总里程|总长)[^\d,。;]{0,4}$")
_STATED = re.compile(
    r"(?:共|总)[^。;]{0,30}?(?:总投资|投资)[^\d,。;]{0,6}$"
    r"|(?:计划|规划|估算|概算)(?:总)?投资[^\d,。;]{0,6}$"
)

# How far a stated total may lie from the sum of a list and still be meant as its total.
_NEAR = Decimal("0.02")
_TOTAL_NEAR = Decimal("0.1")
_LONG_LIST = 24
_HEAD_NEAR = Decimal("0.25")
_MONEY_NEAR = Decimal("0.5")
_SLIPS = (Decimal(10) ** 4, Decimal(10) ** 8)


def in_box(box: Passage, above: Passage | None) -> Iterator[Draft]:
    """Every sum of a box, and of the sentence above it, that does not add up."""
    root = parse(box.text)
    if not root.children:
        return
    if len(root.children) < 2 and not any(child.children for child in root.children):
        return
    yield from _groups(box, root)
    if above is not None and len(root.children) > 1:
        yield from _above(box, root, above)


def _groups(box: Passage, item: Item) -> Iterator[Draft]:
    for child in item.children:
        if len(child.children) > 1:
            yield from _group(box, child)
        yield from _groups(box, child)


def _group(box: Passage, group: Item) -> Iterator[Draft]:
    for whole in group.head:
        if whole.dimension not in _ADDABLE or whole.vague:
            continue
        parts = [_part(box.text, child, whole.dimension) for child in group.children]
        known = [part for part in parts if part is not None]
        if len(known) < len(parts) or any(part.vague for part in known):
            continue
        yield from _judge(box, whole, known, _MONEY_NEAR if whole.dimension == "money" else _HEAD_NEAR, box)
    if any(m.dimension == "money" for m in group.head):
        return
    for whole in group.own:
        if whole.dimension == "money" and not whole.vague and _STATED.search(box.text, group.body, whole.start):
            amounts = [amount(box.text, child) for child in group.children]
            known = [part for part in amounts if part is not None]
            complete = len(known) == len(amounts)
            if len(known) > 1 and (complete or total_of(known) > whole.value):
                yield from _judge(box, whole, known, _MONEY_NEAR, box)
            return


def _part(text: str, item: Item, unit: str) -> Measure | None:
    """What an entry adds to its group in `unit`: from its bracket, else the first such number it names."""
    for measure in item.head:
        if measure.dimension == unit:
            return measure
    if unit == "money":
        return amount(text, item)
    return next((m for m in item.own if m.dimension == unit), None)


def _above(box: Passage, root: Item, above: Passage) -> Iterator[Draft]:
    """Totals of the sentence above the box against the heads of its groups and against the list of its first words."""
    lists = _candidates(box.text, root)
    for whole in measures(above.text):
        if whole.dimension not in _ADDABLE or whole.vague or not _TOTAL_LEAD.search(above.text, 0, whole.start):
            continue
        fitting = [parts for parts in lists if parts[0].dimension == whole.dimension]
        if not fitting or any(agrees(whole, parts) for parts in fitting):
            continue
        if any(abs(part.value - whole.value) <= whole.half for parts in fitting for part in parts):
            continue
        nearest = min(fitting, key=lambda parts: abs(off_by(whole, parts)))
        all_of_it = len(nearest) == len(root.children) and _TOTAL_WORD.search(above.text, 0, whole.start)
        if len(nearest) > 1:
            yield from _judge(above, whole, nearest, _TOTAL_NEAR if all_of_it else _NEAR, box)


def _candidates(text: str, root: Item) -> list[list[Measure]]:
    """Lists of numbers that a total above may sum up: runs of group heads, and runs in the box's first words."""
    lists: list[list[Measure]] = []
    for unit in sorted(_ADDABLE):
        heads = [_corrected(text, child, unit) for child in root.children]
        known = [head for head in heads if head is not None and not head.vague]
        if len(known) == len(heads):
            lists += _runs(known)
        intro = [m for m in root.own if m.dimension == unit and not m.vague]
        lists += _runs(intro)
    return lists


def _runs(found: list[Measure]) -> list[list[Measure]]:
    """Every run of neighbours; of a long list only the whole of it."""
    if len(found) > _LONG_LIST:
        return [found]
    return [found[i:j] for i in range(len(found)) for j in range(i + 1, len(found) + 1)]


def _corrected(text: str, item: Item, unit: str) -> Measure | None:
    """The head of an entry; where its unit slipped (元 for 万元), what its own entries add up to."""
    whole = amount(text, item) if unit == "money" else next((m for m in item.head if m.dimension == unit), None)
    parts = [_part(text, child, unit) for child in item.children]
    known = [part for part in parts if part is not None]
    if whole is None or not parts or len(known) < len(parts) or _slip(whole, total_of(known)) is None:
        return whole
    return whole._replace(value=total_of(known), half=known[0].half, factor=known[0].factor, written=known[0].written)


def _slip(whole: Measure, added: Decimal) -> Decimal | None:
    """The power of ten that the unit of `whole` is wrong by, if nothing else is."""
    return next((slip for slip in _SLIPS if abs(whole.value * slip - added) <= whole.half * slip), None)


def _judge(place: Passage, whole: Measure, parts: Sequence[Measure], near: Decimal, box: Passage) -> Iterator[Draft]:
    """Compare a total stated in `place` with the entries of `box`."""
    if agrees(whole, parts) or not whole.value:
        return
    lines = tuple(sorted({place.at(whole.start), *(box.at(part.start) for part in parts)}))
    about = phrase(place.text, whole.start, whole.end)
    stated, added = plain(whole.value / whole.factor) + whole.written, total_of(parts)
    if _slip(whole, added) is not None:
        shown = plain(added / parts[0].factor) + parts[0].written
        yield Draft(
            plan=place.plan,
            kind="unit",
            lines=lines,
            severity="error",
            zh=f"“{about}”的单位有误:分项相加为{shown},文中写作{stated}。",
            en=f"The unit of {stated} is wrong: the entries add up to {shown}.",
            arithmetic=equation(whole, parts),
            stated=whole.text,
        )
    elif abs(off_by(whole, parts)) <= near:
        in_unit = plain(added / whole.factor) + whole.written
        yield Draft(
            plan=place.plan,
            kind="sum",
            lines=lines,
            severity="error",
            zh=f"“{about}”与所列各项不符:各项相加为{in_unit},文中为{stated}。",
            en=f"The entries listed add up to {in_unit}, but the text states {stated}.",
            arithmetic=equation(whole, parts),
            stated=whole.text,
        )
