"""The list inside a run-on box: bullets, numbers and their nesting, each with the amounts of its head.

>>> top = parse("专栏1 公路 Ø 新建(5公里) (1)甲线2公里。 (2)乙线3公里。 Ø 改建(1公里) (3)丙线1公里。")
>>> [(item.title, [child.number for child in item.children]) for item in top.children]
[('新建', [1, 2]), ('改建', [3])]
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import lru_cache

from luoshi.reader.audit.draft import REACH
from luoshi.reader.audit.exact import Measure, cardinal, measures
from luoshi.reader.scanning import scan

_MARK = re.compile(
    r"(?:(?<=[\s。;:|」”)])|^)(?:(?P<bullet>[Ø●■◆•▪○★])|(?P<comma>\d{1,2})、|(?P<dot>\d{1,2})\.(?=[^\d\s]|\s\D)|\((?P<paren>\d{1,2})\)"
    r"|\((?P<cparen>[一二三四五六七八九十]{1,3})\)|(?P<circle>[①-⑳])|第(?P<nth>[一二三四五六七八九十]{1,3})[^:,。\s第]{1,3}(?=:))\s*"
)
_STARTS = re.compile(r"[Ø●■◆•▪○★\d(①-⑳第](?:(?<=^.)|(?<=[\s。;:|」”)].))")
_HEAD = re.compile(r"[^()。;,]{0,30}\(")
_TITLE_END = re.compile(r"[(。;,:\s]")
_AMOUNTS = tuple(
    re.compile(lead + r"[^\d,。;(]{0,8}$") for lead in (r"总投资", r"(?:计划|估算|预计|规划|项目|概算)投资", r"投资")
)


@dataclass(slots=True)
class Item:
    """One entry: where it begins and ends, its own text (before its first child), and its children."""

    kind: str
    number: int | None
    start: int
    body: int
    end: int
    own_end: int
    title: str = ""
    head: tuple[Measure, ...] = ()
    own: tuple[Measure, ...] = ()
    children: list[Item] = field(default_factory=list)


@lru_cache(maxsize=4)
def parse(text: str) -> Item:
    """The tree of entries in `text` (narrowed); the root is the text itself, its own part is what precedes the list.

    Several rules look at one text in turn: the last trees are kept, so none may change them.
    """
    root = Item("root", None, 0, 0, len(text), len(text))
    stack = [root]
    for match in scan(_MARK, _STARTS, text):
        kind = match.lastgroup or ""
        written = match[kind]
        if any(item.kind == kind for item in stack):
            while stack[-1].kind != kind:
                _close(stack, match.start())
        if stack[-1].kind == kind:
            _close(stack, match.start())
        parent = stack[-1]
        parent.own_end = min(parent.own_end, match.start())
        item = Item(kind, _number(kind, written), match.start(), match.end(), len(text), len(text))
        parent.children.append(item)
        stack.append(item)
    while stack:
        _close(stack, len(text))
    if root.children:
        found = [_money(m, text) for m in measures(text)]
        _fill(text, root, found, [m.start for m in found])
    return root


def amount(text: str, item: Item) -> Measure | None:
    """What an entry costs: its 总投资, else its planned investment; None where it names none."""
    sums = [m for m in item.own if m.dimension == "money"] or list(item.head)
    for lead in _AMOUNTS:
        for measure in sums:
            if measure.dimension == "money" and lead.search(text, max(item.start, measure.start - 16), measure.start):
                return measure
    return next((m for m in item.head if m.dimension == "money"), None)


def _close(stack: list[Item], position: int) -> None:
    item = stack.pop()
    item.end = position
    item.own_end = min(item.own_end, position)


def _number(kind: str, written: str) -> int | None:
    if kind == "bullet":
        return None
    if kind == "circle":
        return ord(written) - ord("①") + 1
    return cardinal(written)


def _fill(text: str, item: Item, found: list[Measure], starts: list[int]) -> None:
    item.own = tuple(found[bisect_left(starts, item.body) : bisect_left(starts, item.own_end)])
    title_end = _TITLE_END.search(text, item.body, item.own_end)
    item.title = text[item.body : title_end.start() if title_end else item.own_end].strip()
    head = _HEAD.match(text, item.body, item.own_end)
    if head and item.kind != "root":
        close = text.find(")", head.end(), min(item.own_end, head.end() + REACH))
        item.head = tuple(m for m in item.own if head.end() <= m.start < close)
    for child in item.children:
        _fill(text, child, found, starts)


def _money(measure: Measure, text: str) -> Measure:
    """`总投资15亿` is money although the 元 is left out."""
    if (
        measure.dimension == ""
        and measure.written in ("亿", "万")
        and "投资" in text[max(0, measure.start - 10) : measure.start]
    ):
        return measure._replace(dimension="money")
    return measure
