"""Score projects read from plans against hand-checked ones.

    $ python -m tools.score_projects ledger.json plan01.json plan03.json --show 10

A gold project is found when a read one stands within two lines and the names agree: equal once brackets, numbering
and quotes are put aside, or one inside the other without being a mere fragment, or sharing most character pairs.
Pairing is one to one, best name first. Of the found ones: how often investment, start and end agree, counted over
those where either side states one. Read rows outside a gold file's `lines` are left aside for that file.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

REACH = 2
"""Lines between the two names, at most."""
FRAGMENT = 0.5
"""A name inside another one must be at least this much of it."""
ALIKE = 0.6
"""Least share of character pairs (Dice) of names that are worded differently."""

_NARROW = str.maketrans({code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)})
_NUMBERING = re.compile(r"^(?:\(?[\d一二三四五六七八九十]{1,3}[)、.]\s*)+|^[①-⑳◆●■Ø—\-·\s]+")
_BRACKETED = re.compile(r"[(\[〔【][^()\]〕】]*[)\]〕】]")
_NOISE = re.compile(r"[\W_]")
_MONEY = re.compile(r"(\d+(?:\.\d+)?)\s*(亿|万)?元?")
_SCALE = {"亿": 1e8, "万": 1e4, "": 1.0}

Row = Mapping[str, Any]


def spellings(name: str) -> tuple[str, ...]:
    """The name without numbering and signs, with and without what stands in brackets."""
    bare = _NUMBERING.sub("", name.strip().translate(_NARROW))
    return tuple(
        dict.fromkeys(text for text in (_NOISE.sub("", bare), _NOISE.sub("", _BRACKETED.sub("", bare))) if text)
    )


def likeness(one: str, other: str) -> float:
    """1 for equal names, less for names that agree otherwise, 0 for names that do not."""
    return max((_likeness(a, b) for a in spellings(one) for b in spellings(other)), default=0.0)


def _likeness(a: str, b: str) -> float:
    if a == b:
        return 1.0
    short, long = sorted((a, b), key=len)
    dice = _dice(a, b)
    if (short in long and len(short) >= FRAGMENT * len(long)) or dice >= ALIKE:
        return dice
    return 0.0


def _dice(a: str, b: str) -> float:
    one, other = (Counter(pairwise(text)) for text in (a, b))
    whole = one.total() + other.total()
    return 2 * (one & other).total() / whole if whole else 0.0


def match(read: Sequence[Row], gold: Sequence[Row]) -> dict[int, int]:
    """Pair gold rows with read ones, one to one: {index in gold: index in read}."""
    by_line: dict[int, list[int]] = {}
    for j, row in enumerate(read):
        by_line.setdefault(row["line"], []).append(j)
    candidates = []
    for i, answer in enumerate(gold):
        for line in range(answer["line"] - REACH, answer["line"] + REACH + 1):
            for j in by_line.get(line, ()):
                score = likeness(answer["name"], read[j]["name"])
                if score:
                    candidates.append((-score, abs(line - answer["line"]), i, j))
    pairs: dict[int, int] = {}
    used: set[int] = set()
    for _, _, i, j in sorted(candidates):
        if i not in pairs and j not in used:
            pairs[i] = j
            used.add(j)
    return pairs


def yuan(money: object) -> float | None:
    """An amount in yuan, from `{"value": 3.35, "unit": "亿元"}` or from text; the first amount of a text counts."""
    if isinstance(money, Mapping):
        money = f"{money['value']}{money['unit']}"
    found = _MONEY.search(money) if isinstance(money, str) else None
    return round(float(found[1]) * _SCALE[found[2] or ""], 2) if found else None


class Tally(NamedTuple):
    """Counts of one plan; each field pair is (agreeing, stated by either side) among the found."""

    gold: int = 0
    read: int = 0
    found: int = 0
    investment: tuple[int, int] = (0, 0)
    start: tuple[int, int] = (0, 0)
    end: tuple[int, int] = (0, 0)

    def plus(self, other: Tally) -> Tally:
        """Both counts together."""
        return Tally(
            self.gold + other.gold,
            self.read + other.read,
            self.found + other.found,
            _sum(self.investment, other.investment),
            _sum(self.start, other.start),
            _sum(self.end, other.end),
        )

    @property
    def recall(self) -> float:
        """Share of gold names found."""
        return self.found / self.gold if self.gold else 0.0

    @property
    def precision(self) -> float:
        """Share of read rows that a gold name answers to."""
        return self.found / self.read if self.read else 0.0


def _sum(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    return one[0] + other[0], one[1] + other[1]


def agreement(pairs: Iterable[tuple[object, object]]) -> tuple[int, int]:
    """(agreeing, stated by either side)."""
    stated = [(a, b) for a, b in pairs if a is not None or b is not None]
    return sum(a == b for a, b in stated), len(stated)


def tally(read: Sequence[Row], gold: Sequence[Row]) -> Tally:
    """Score the rows of one plan."""
    pairs = [(read[j], gold[i]) for i, j in match(read, gold).items()]
    return Tally(
        len(gold),
        len(read),
        len(pairs),
        agreement((yuan(p.get("investment")), yuan(g.get("investment"))) for p, g in pairs),
        agreement((p.get("start"), g.get("start")) for p, g in pairs),
        agreement((p.get("end"), g.get("end")) for p, g in pairs),
    )


def within(rows: Iterable[Row], lines: Sequence[int]) -> list[Row]:
    """The rows that stand in a range of lines."""
    return [row for row in rows if lines[0] <= row["line"] <= lines[1]]


def printed(title: str, score: Tally) -> str:
    """A line of the table."""
    fields = "".join(f"{a:>8}/{b:<4}" for a, b in (score.investment, score.start, score.end))
    return f"{title:10}{score.gold:6}{score.read:6}{score.found:6}{score.recall:8.3f}{score.precision:8.3f}{fields}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table: a row a plan, and all together."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("predicted", type=Path)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--show", type=int, default=0, help="name up to N missed and N surplus rows a plan")
    args = parser.parse_args(arguments)
    read = json.loads(args.predicted.read_text(encoding="utf-8"))["projects"]
    print(
        f"{'plan':10}{'gold':>6}{'read':>6}{'found':>6}{'recall':>8}{'prec.':>8}{'invest.':>10}{'start':>13}{'end':>13}"
    )
    total = Tally()
    for path in args.gold:
        answers = json.loads(path.read_text(encoding="utf-8"))
        rows, gold = within(read, answers["lines"]), answers["projects"]
        score = tally(rows, gold)
        total = total.plus(score)
        print(printed(path.stem, score))
        if args.show:
            pairs = match(rows, gold)
            missed = [row for i, row in enumerate(gold) if i not in pairs]
            used = set(pairs.values())
            surplus = [row for j, row in enumerate(rows) if j not in used]
            for row in missed[: args.show]:
                print("  missed ", row["line"], row["name"])
            for row in surplus[: args.show]:
                print("  surplus", row["line"], row["name"], f"[{row.get('why')}]")
    print(printed("all", total))


if __name__ == "__main__":
    main()
