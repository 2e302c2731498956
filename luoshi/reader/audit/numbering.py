"""Headings and list marks that skip or repeat a number under the same parent.

>>> [(kind, n) for kind, n, _, _ in breaks([(1, 10), (2, 12), (2, 15), (5, 20)])]
[('repeated', 2), ('skipped', 5)]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from luoshi.reader.audit.draft import Desk, Draft, Passage
from luoshi.reader.audit.exact import cardinal
from luoshi.reader.audit.items import Item, parse
from luoshi.reader.widths import narrow

_DIGITS = re.compile(r"\d+|[一二三四五六七八九十百零]+")
# 2.1 and 3.1 belong to different lists: only the last number counts on.
_LAST_NUMBER = re.compile(rf"(?:{_DIGITS.pattern})(?!.*(?:{_DIGITS.pattern}))")
_ORDINAL = re.compile(r"\s*(?P<n>[一二三四五六七八九十]{1,2})是")
_INLINE_ORDINAL = re.compile(r"(?:^|(?<=[,。;:\s]))(?P<n>[一二三四五六七八九十]{1,2})是(?!否)")
_WORDS = {"repeated": ("重复", "is repeated"), "skipped": ("跳号", "skips a number"), "back": ("倒退", "goes back")}


def find(desk: Desk) -> Iterator[Draft]:
    """Every break in the numbering of a plan."""
    yield from _headings(desk)
    yield from _ordinals(desk)


def breaks(
    sequence: Sequence[tuple[int, int]], *, once: bool = False
) -> Iterator[tuple[str, int, int, tuple[int, int]]]:
    """Breaks of `(number, line)` pairs: how, the number, the one before it, the two lines.

    A new 1 begins anew, but right after a 1 only where lists are many (not `once`).
    """
    for (before, line), (number, at) in pairwise(sequence):
        if number == before + 1 or (number == 1 and not (once and before == 1)):
            continue
        kind = "repeated" if number == before else ("skipped" if number > before else "back")
        yield kind, number, before, (line, at)


def _headings(desk: Desk) -> Iterator[Draft]:
    rows: dict[tuple[object, ...], list[tuple[int, int, str]]] = {}
    for section in desk.plan.sections:
        if section.number is None or section.marker is None:
            continue
        style = _LAST_NUMBER.sub("#", narrow(section.marker).strip(" :"), count=1)
        # Boxes, tables and chapters count through the plan; other headings begin anew under each parent.
        scope = None if section.kind in ("box", "table", "part") else section.parent
        rows.setdefault((section.kind, style, scope), []).append((section.number, section.first, section.marker))
    for (of, *_), entries in rows.items():
        markers = {line: marker for _, line, marker in entries}
        once = of in ("chapter", "section")
        for kind, number, before, (line, at) in breaks([(n, line) for n, line, _ in entries], once=once):
            # A number that does stand there, or a list that begins anew with 1, was missed by the outline, not the author.
            wanted = before + 1 if kind == "skipped" else 1
            if number > 1 and _stands_between(desk, markers[at], wanted, line, at):
                continue
            yield _draft(desk.plan.number, (line, at), kind, markers[line], markers[at])


def _stands_between(desk: Desk, marker: str, wanted: int, line: int, at: int) -> bool:
    """Whether a mark like `marker` with the number `wanted` stands between the two lines."""
    marker = narrow(marker)
    written = _LAST_NUMBER.search(marker)
    if written is None or wanted > 99:
        return True
    text = narrow("\n".join(desk.document.lines[line - 1 : at]))
    number = str(wanted) if written[0].isdigit() else _chinese(wanted)
    missing = marker[: written.start()] + number + marker[written.end() :]
    if wanted == 1 and text.startswith(missing):  # the first of the two is itself a 1
        text = text[len(missing) :]
    return re.search(rf"(?:^|[\s。;:,|]){re.escape(missing)}(?!\d)", text) is not None


def _chinese(number: int) -> str:
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    lead = ("" if tens == 1 else digits[tens]) + "十" if tens else ""
    return lead + (digits[ones] if ones or not tens else "")


def _ordinals(desk: Desk) -> Iterator[Draft]:
    """一是 ... 二是 ... that open the clauses of one section."""
    rows: dict[int, list[tuple[int, int]]] = {}
    for clause in desk.plan.clauses:
        match = _ORDINAL.match(narrow(clause.marker or "") or narrow(clause.text[:4]))
        number = cardinal(match["n"]) if match else None
        if number is not None:
            rows.setdefault(clause.section, []).append((number, clause.first))
            inside = [cardinal(m["n"]) for m in _INLINE_ORDINAL.finditer(narrow(clause.text))]
            if len(inside) > 1:  # a whole list in one clause is judged by itself
                rows[clause.section].pop()
    for sequence in rows.values():
        for kind, number, before, lines in breaks(sequence):
            between = narrow("".join(desk.document.lines[lines[0] - 1 : lines[1]]))
            wanted = before + 1 if kind == "skipped" else 1
            if kind != "back" and f"{_chinese(wanted)}是" not in between:
                yield _draft(desk.plan.number, lines, kind, f"{_chinese(before)}是", f"{_chinese(number)}是")


def in_passage(passage: Passage) -> Iterator[Draft]:
    """Lists inside one paragraph or box: 一是 二是 四是, (1)(2)(4)."""
    if "二是" in passage.text:
        found = [(cardinal(m["n"]) or 0, passage.first) for m in _INLINE_ORDINAL.finditer(passage.text)]
        for kind, number, before, lines in breaks(found):
            yield _draft(passage.plan, lines, kind, f"{_chinese(before)}是", f"{_chinese(number)}是")
    if "2" in passage.text:
        yield from _items(passage, parse(passage.text))


def _items(passage: Passage, item: Item) -> Iterator[Draft]:
    found = [(child.number, passage.first) for child in item.children if child.number is not None]
    if len(found) > 2 and found[0][0] == 1:
        for kind, number, before, lines in breaks(found):
            if kind != "back":
                yield _draft(passage.plan, lines, kind, str(before), str(number))
    for child in item.children:
        yield from _items(passage, child)


def _draft(plan: int, lines: tuple[int, int], kind: str, before: str, marker: str) -> Draft:
    zh, en = _WORDS[kind]
    return Draft(
        plan=plan,
        kind="numbering",
        lines=tuple(sorted(set(lines))),
        severity="warning",
        zh=f"编号{zh}:“{before}”之后是“{marker}”。",
        en=f"The numbering {en}: {marker} follows {before}.",
        arithmetic=f"{before} -> {marker}",
    )
