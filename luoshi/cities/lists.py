"""Read a city's lists of areas and agencies, strictly: every mistake is told at once, with its file and line.

`areas.csv`: `code,name,level,aliases,parent`; `agencies.csv`: `name,aliases,area`; UTF-8, aliases parted by `|`:

    code,name,level,aliases,parent
    370000,青岚市,2,青岚,
    370021,云溪县,3,云溪|云溪自治县,370000

`plans.csv`, where a city has it: `number,title,lead`, the department that leads each of its plans.

A place without an official code takes one that cannot be mistaken for GB/T 2260: `370000-x01`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from luoshi.reader.gazetteer import Agency, Area, Gazetteer

_AREAS = "areas.csv"
_AGENCIES = "agencies.csv"
_AREA_COLUMNS = ("code", "name", "level", "aliases", "parent")
_AGENCY_COLUMNS = ("name", "aliases", "area")
_PLANS = "plans.csv"
_PLAN_COLUMNS = ("number", "title", "lead")
_CODE = re.compile(r"\d{6}(?:-x\d{2})?|\d{9}")
_LEVELS = ("1", "2", "3", "4")

Row = dict[str, str]


class _Faults:
    """Mistakes found so far, in the order of the files."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def add(self, file: str, line: int, text: str) -> None:
        self.lines.append(f"{file}:{line}: {text}")


def load_gazetteer(folder: Path) -> Gazetteer:
    """The lists in `folder`. Raises ValueError with one line for each mistake (`areas.csv:7: ...`)."""
    faults = _Faults()
    areas = tuple(_areas(folder, faults))
    agencies = tuple(_agencies(folder, {area.code for area in areas}, faults))
    roots = [area for area in areas if area.parent is None]
    if not faults.lines and len(roots) != 1:
        faults.add(_AREAS, 1, f"exactly one area may have no parent: the city itself; here {len(roots)} have none")
    if faults.lines:
        raise ValueError("\n".join(faults.lines))
    return Gazetteer(roots[0].name, areas, agencies)


def load_leads(folder: Path) -> dict[str, str]:
    """Title of a plan -> the department that leads it; empty where the folder has no `plans.csv`.

    Raises ValueError with one line for each mistake. A lead must be a name of `agencies.csv`.
    """
    if not (folder / _PLANS).is_file():
        return {}
    faults = _Faults()
    agencies = {row["name"] for _, row in _rows(folder, _AGENCIES, _AGENCY_COLUMNS, faults)}
    leads: dict[str, str] = {}
    for line, row in _rows(folder, _PLANS, _PLAN_COLUMNS, faults):
        if row["lead"] not in agencies:
            faults.add(_PLANS, line, f"lead {row['lead']!r} is no name of {_AGENCIES}")
        if row["title"] in leads:
            faults.add(_PLANS, line, f"title {row['title']!r} stands twice")
        leads[row["title"]] = row["lead"]
    if faults.lines:
        raise ValueError("\n".join(faults.lines))
    return leads


def _areas(folder: Path, faults: _Faults) -> Iterator[Area]:
    rows = list(_rows(folder, _AREAS, _AREA_COLUMNS, faults))
    codes: dict[str, int] = {}
    levels = {row["code"]: row["level"] for _, row in rows}
    taken: dict[str, str] = {}
    for line, row in rows:
        code, level, parent = row["code"], row["level"], row["parent"]
        if not _CODE.fullmatch(code):
            faults.add(_AREAS, line, f"code {code!r} is neither six or nine digits nor of the form 370000-x01")
        if code in codes:
            faults.add(_AREAS, line, f"code {code!r} stands on line {codes[code]} already")
        codes.setdefault(code, line)
        if level not in _LEVELS:
            faults.add(_AREAS, line, f"level {level!r} must be 1 (province), 2 (city), 3 (county) or 4 (town, zone)")
            continue
        if parent and parent not in levels:
            faults.add(_AREAS, line, f"parent {parent!r} is no code of this file")
        elif parent and levels[parent] >= level:
            faults.add(_AREAS, line, f"parent {parent!r} has level {levels[parent]}, which is not above level {level}")
        yield Area(code, row["name"], int(level), _aliases(_AREAS, line, row, taken, faults), parent or None)


def _agencies(folder: Path, codes: set[str], faults: _Faults) -> Iterator[Agency]:
    taken: dict[str, str] = {}
    for line, row in _rows(folder, _AGENCIES, _AGENCY_COLUMNS, faults):
        area = row["area"]
        if area and area not in codes:
            faults.add(_AGENCIES, line, f"area {area!r} is no code of {_AREAS}")
        yield Agency(row["name"], _aliases(_AGENCIES, line, row, taken, faults), area or None)


def _aliases(file: str, line: int, row: Row, taken: dict[str, str], faults: _Faults) -> tuple[str, ...]:
    """The aliases of a row, after its name and they are found to name nothing else in the file."""
    name = row["name"]
    if not name:
        faults.add(file, line, "the name is empty")
    aliases = tuple(part.strip() for part in row["aliases"].split("|")) if row["aliases"] else ()
    for word in (name, *aliases):
        if word in taken:
            faults.add(file, line, f"{word!r} names {taken[word]!r} already")
        elif word:
            taken[word] = name
        elif aliases:
            faults.add(file, line, "an alias is empty")
    return aliases


def _rows(folder: Path, file: str, columns: tuple[str, ...], faults: _Faults) -> Iterator[tuple[int, Row]]:
    """The rows of a list with their lines; cells trimmed, blank lines left out."""
    try:
        text = (folder / file).read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        faults.add(file, 1, f"the file is missing in {folder}")
        return
    except UnicodeDecodeError:
        faults.add(file, 1, "not UTF-8; save it as CSV UTF-8")
        return
    reader = csv.reader(text.splitlines())
    header = tuple(cell.strip() for cell in next(reader, []))
    unknown = [name for name in header if name not in columns]
    missing = [name for name in columns if name not in header]
    for text, which in (("unknown column", unknown), ("missing column", missing)):
        for name in which:
            faults.add(file, 1, f"{text} {name!r}; the columns are {','.join(columns)}")
    if len(set(header)) != len(header):
        faults.add(file, 1, "a column stands twice")
    if unknown or missing or len(set(header)) != len(header):
        return
    for cells in reader:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            faults.add(file, reader.line_num, f"{len(cells)} cells where the header has {len(header)}")
            continue
        yield reader.line_num, {name: cell.strip() for name, cell in zip(header, cells, strict=True)}
