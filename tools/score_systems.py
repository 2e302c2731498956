"""Score the systems read against a list of the systems that a plan calls for, with their lines.

    $ python -m tools.score_systems ../shared/systems.tsv ../shared/plans/chaoyang-2022.txt

A row of the list is found when a system is read within two lines of one of its lines. Rows whose own words name no
information system are counted apart: the list also holds works (a supervision, a list, a duty) that a system would
serve, while the text there names no platform, system or data base.
"""

from __future__ import annotations

import csv
import re
import sys
from pathlib import Path
from typing import NamedTuple

from luoshi.cities.choose import choose
from luoshi.reader import systems
from luoshi.reader.model import Document, System
from luoshi.reader.outline import read_plans

NEAR_LINES = 2
_NAMES = re.compile(
    "平台|(?<!生态)系统(?!性|化)|数据库|信息库|大脑|一张图|专网|热线|APP|小程序|公众号|一卡通|一网|智慧|大数据|(?:指挥|数据|信息|管控)中心"
)


class Row(NamedTuple):
    """A system of the list: id, what it is called there, the lines where the text asks for it."""

    id: str
    name: str
    lines: frozenset[int]


def rows(path: Path) -> list[Row]:
    """The rows of the list that stand on lines of their own (the spine spans whole plans)."""
    found = []
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            lines = numbers(row["lines"])
            if len(lines) < 200:
                found.append(Row(row["id"], row["system"], lines))
    return found


def numbers(text: str) -> frozenset[int]:
    """`5-7,12` as the set of its lines."""
    found: set[int] = set()
    for part in text.split(","):
        first, _, last = part.strip().partition("-")
        found.update(range(int(first), int(last or first) + 1))
    return frozenset(found)


def names_a_system(row: Row, lines: tuple[str, ...]) -> bool:
    """Whether the text on the row's own lines names a platform, a system, a data base."""
    return _NAMES.search(" ".join(lines[number - 1] for number in sorted(row.lines))) is not None


def near(row: Row, read: list[System]) -> list[System]:
    """The systems read within two lines of the row."""
    return [system for system in read if any(abs(system.line - line) <= NEAR_LINES for line in row.lines)]


def main() -> None:
    """Print what is found and what is missed."""
    table, text = Path(sys.argv[1]), Path(sys.argv[2])
    floor = float(sys.argv[3]) if len(sys.argv) > 3 else 0.0
    lines = tuple(text.read_text(encoding="utf-8-sig").splitlines())
    document = Document(text.name, "txt", lines)
    gazetteer = choose(document, "auto")
    read = (system for plan in read_plans(document) for system in systems.read(plan, document, gazetteer))
    found = [system for system in read if system.confidence >= floor]
    listed = rows(table)
    named = [row for row in listed if names_a_system(row, lines)]
    unnamed = [row for row in listed if not names_a_system(row, lines)]
    missed = [row for row in named if not near(row, found)]
    beside = sum(1 for row in unnamed if near(row, found))
    print(f"{len(found)} systems read")
    print(
        f"rows whose lines name a system: {len(named)}, found {len(named) - len(missed)}"
        f" ({(len(named) - len(missed)) / len(named):.0%}); other rows: {len(unnamed)}, found {beside}"
    )
    for row in missed:
        print("missed", row.id, row.name, ",".join(map(str, sorted(row.lines))))


if __name__ == "__main__":
    main()
