"""Sums inside one sentence: 其中 parts against their whole, 合计 after its summands, shares that make up 100.

>>> from luoshi.reader.audit.draft import Passage
>>> [d.arithmetic for d in in_sentences(Passage(1, 5, 5, "全市有车站19个(其中甲类10个,乙类8个)。"))]
['10 + 8 = 18个; stated 19个; difference 1']
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from luoshi.reader.audit.arithmetic import agrees, equation, off_by, total_of
from luoshi.reader.audit.draft import REACH, Draft, Passage, after, phrase
from luoshi.reader.audit.exact import Measure, between, measures, plain

# Dimensions that are never added up in a sentence.
_NO_SUM = frozenset((
    "", "share", "points", "multiple", "months", "duration", "age", "marks", "temperature", "voltage", "tenths",
    "work_days", "count:层", "count:级", "count:位", "count:次",
))  # fmt: skip
_OF_WHICH = re.compile(r"其中|,(?:包括|包含|分为)")
_SENTENCE_END = re.compile(r"[。|Ø]|\(\d+\)")
_TOTAL_AFTER = re.compile(r"(?:合计|共计|总计|总共|累计共)(?:为|达到?|完成)?$")
_SHARES = re.compile(
    r"(?:结构|比例|比重|产业)[^,。;]{0,14}?"
    r"(\d+(?:\.\d+)?)[:∶](\d+(?:\.\d+)?)[:∶](\d+(?:\.\d+)?)(?![:∶\d])"
)
_AND_OTHERS = re.compile(r"等|另有|其余|其中")
_NUMBER_AND_UNIT = r"\d+(?:\.\d+)?[一-鿿]{1,4}"
_EACH_YEAR = re.compile(
    rf"每年[^,。;\d]{{0,14}}(?P<each>{_NUMBER_AND_UNIT})[^。;\d]{{0,12}}(?<!十)(?:五年|5年)[^,。;\d]{{0,14}}(?P<all>{_NUMBER_AND_UNIT})"
)
_FIVE_YEARS_SHARE = Decimal("0.5")
# A list that goes on (等), or parts of several wholes (分别), says nothing about the sum.
_OPEN_LIST = re.compile(r"等|分别|各(?=\d|一|建|设|新)|其余|另有|新增|每")

# How far parts after 其中 may miss their whole and still be taken for all of its parts.
_MISSING_SHARE = Decimal("-0.06")
_EXCESS_SHARE = Decimal("0.12")
# Things such as 座 or 项 are counted once: more parts than the whole is wrong, up to where another whole is meant.
_EXCESS_COUNT = Decimal("0.34")
# A bracket lists a few parts, not more than this.
_LONG_LIST = 24
# 其中 stands close behind its whole.
_WHOLE_REACH = 36
_BRACKET_SHARE = Decimal("-0.30")
_TOTAL_SHARE = Decimal("0.15")


def in_sentences(passage: Passage) -> Iterator[Draft]:
    """Every sum of a passage that does not add up."""
    text = passage.text
    if "其中" in text or "计" in text or "(" in text or "包" in text:
        found = [m for m in measures(text) if m.dimension not in _NO_SUM and "/" not in m.dimension]
        if len(found) > 2:
            yield from _of_which(passage, found)
            yield from _brackets(passage, found)
            yield from _totals_after(passage, found)
    if "每年" in text and ("五年" in text or "5年" in text):
        yield from _per_year(passage)
    for match in _SHARES.finditer(text):
        yield from _shares(passage, match)


def _of_which(passage: Passage, found: list[Measure]) -> Iterator[Draft]:
    text = passage.text
    marks = [match.start() for match in _OF_WHICH.finditer(text)]
    for k, mark in enumerate(marks):
        end = _region_end(text, mark)
        if k + 1 < len(marks):
            end = min(end, marks[k + 1])
        if _OPEN_LIST.search(text, mark, end):
            continue
        parts_by_unit = _by_unit([m for m in between(found, mark, end) if not _nested(text, mark, m.start)])
        before = between(found, max(after("。Ø", text, max(0, mark - 2)), mark - _WHOLE_REACH), mark)
        for unit, parts in parts_by_unit.items():
            wholes = [m for m in before if m.dimension == unit]
            if len(parts) < 2 or not wholes:
                continue
            missing = _MISSING_SHARE if len(parts) == 2 else 2 * _MISSING_SHARE
            excess = _EXCESS_COUNT if unit.startswith("count:") else _EXCESS_SHARE
            yield from _judge(passage, wholes[-1], parts, missing, excess)


def _brackets(passage: Passage, found: list[Measure]) -> Iterator[Draft]:
    """`19个(甲10个,乙8个)`: a bracket right after a number that lists numbers in its unit."""
    text = passage.text
    for k, whole in enumerate(found):
        if not text.startswith("(", whole.end) or text.startswith("(其中", whole.end):
            continue
        close = text.find(")", whole.end, whole.end + REACH)
        near = found[k + 1 : k + 1 + _LONG_LIST]
        parts = [m for m in near if m.start < close and m.dimension == whole.dimension]
        if len(parts) >= 2 and not _OPEN_LIST.search(text, whole.end, close):
            yield from _judge(passage, whole, parts, _BRACKET_SHARE, -_BRACKET_SHARE)


def _totals_after(passage: Passage, found: list[Measure]) -> Iterator[Draft]:
    """`甲300人、乙200人,合计500人`: the summands stand before their total, in the same sentence."""
    text = passage.text
    for whole in found:
        lead = text[max(0, whole.start - 8) : whole.start]
        if not _TOTAL_AFTER.search(lead):
            continue
        begin = after("。;Ø(", text, whole.start)
        parts = [m for m in between(found, begin, whole.start) if m.dimension == whole.dimension][-_LONG_LIST:]
        if len(parts) < 2 or _AND_OTHERS.search(text, begin, whole.start):
            continue
        runs = [parts[k:] for k in range(len(parts) - 1)]
        if any(m.vague for m in (whole, *parts)) or any(agrees(whole, run) for run in runs):
            continue
        if abs(off_by(whole, parts)) <= _TOTAL_SHARE:
            yield _draft(passage, whole, parts)


def _per_year(passage: Passage) -> Iterator[Draft]:
    """`每年新增2万人,五年累计12万人`: five times the yearly number."""
    for match in _EACH_YEAR.finditer(passage.text):
        each = next(iter(measures(passage.text, match.start("each"), match.end("each"))), None)
        whole = next(iter(measures(passage.text, match.start("all"), match.end("all"))), None)
        if each is None or whole is None or each.dimension != whole.dimension or each.vague or whole.vague:
            continue
        parts = [each] * 5
        if each.dimension and not agrees(whole, parts) and abs(off_by(whole, parts)) <= _FIVE_YEARS_SHARE:
            yield _draft(passage, whole, parts)


def _judge(
    passage: Passage, whole: Measure, parts: list[Measure], missing: Decimal, excess: Decimal
) -> Iterator[Draft]:
    if whole.vague or any(part.vague for part in parts):
        return
    # What follows the parts may be another view of the whole: any leading run that adds up will do.
    if any(agrees(whole, parts[:k]) for k in range(1, len(parts) + 1)):
        return
    runs = [parts[:k] for k in range(2, len(parts) + 1)]
    nearest = min(runs, key=lambda run: (abs(off_by(whole, run)), -len(run)))
    if missing <= off_by(whole, nearest) <= excess:
        yield _draft(passage, whole, nearest)


def _draft(passage: Passage, whole: Measure, parts: list[Measure]) -> Draft:
    added, stated = plain(total_of(parts) / whole.factor) + whole.written, plain(whole.value / whole.factor)
    about = phrase(passage.text, whole.start, whole.end)
    return Draft(
        plan=passage.plan,
        kind="sum",
        lines=tuple(range(passage.first, passage.last + 1)),
        severity="error",
        zh=f"“{about}”与分项不符:分项相加为{added},文中为{stated}{whole.written}。",
        en=f"The parts add up to {added}, but the text states {stated}{whole.written}.",
        arithmetic=equation(whole, parts),
        stated=whole.text,
    )


def _shares(passage: Passage, match: re.Match[str]) -> Iterator[Draft]:
    numbers = [Decimal(text) for text in match.groups()]
    total = sum(numbers, Decimal(0))
    digits = max(len(text.partition(".")[2]) for text in match.groups())
    room = len(numbers) * Decimal(10) ** (-digits) / 2
    if room < abs(total - 100) <= 10:
        terms = " + ".join(plain(number) for number in numbers)
        yield Draft(
            plan=passage.plan,
            kind="sum",
            lines=tuple(range(passage.first, passage.last + 1)),
            severity="error",
            zh=f"构成比例“{match[1]}:{match[2]}:{match[3]}”之和为{plain(total)},不是100。",
            en=f"The shares {match[1]}:{match[2]}:{match[3]} add up to {plain(total)}, not 100.",
            arithmetic=f"{terms} = {plain(total)}; should be 100; difference {plain(abs(total - 100))}",
        )


def _region_end(text: str, mark: int) -> int:
    """Where the parts after 其中 end: at the bracket that it stands in, or at the end of the sentence."""
    limit = min(len(text), mark + REACH)
    if mark and text[mark - 1] == "(":
        return _closing(text, mark - 1, limit)
    end = _SENTENCE_END.search(text, mark, limit)
    return end.start() if end else limit


def _closing(text: str, opening: int, limit: int) -> int:
    """The place of the bracket that closes the one at `opening`."""
    depth = 0
    for position in range(opening, limit):
        if text[position] == "(":
            depth += 1
        elif text[position] == ")":
            depth -= 1
            if depth == 0:
                return position
    return limit


def _nested(text: str, mark: int, position: int) -> bool:
    """Whether `position` stands in a bracket opened after `mark`."""
    return text.count("(", mark, position) > text.count(")", mark, position)


def _by_unit(found: list[Measure]) -> dict[str, list[Measure]]:
    groups: dict[str, list[Measure]] = {}
    for measure in found:
        groups.setdefault(measure.dimension, []).append(measure)
    return groups
