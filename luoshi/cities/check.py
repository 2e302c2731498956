"""Check what a city ships or an engineer writes: lists of areas and agencies, and ledgers.

>>> check_all(())
[]
"""

from __future__ import annotations

import errno
import json
import os
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from luoshi import cities
from luoshi.core.text import Text
from luoshi.reader.schema import ROWS, ledger_schema

MESSAGE_CHARS = 300


class Fault(NamedTuple):
    """What is wrong and where (`file`, or `file:line`, or `file: path into the JSON`)."""

    place: str
    text: Text


def check_all(paths: Sequence[Path]) -> list[Fault]:
    """Every fault of the given city folders and ledger files, or of the shipped cities when none is given.

    Raises FileNotFoundError for a path that is neither a folder nor an ordinary file.
    """
    roots = list(paths) or [cities.folder(name) for name in cities.names()]
    faults: list[Fault] = []
    for root in roots:
        if not (root.is_dir() or root.is_file()):
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(root))
        faults.extend(_city(root) if root.is_dir() else _ledger(root))
    return faults


def _city(folder: Path) -> Iterator[Fault]:
    try:
        cities.load_gazetteer(folder)
        cities.load_leads(folder)
    except (ValueError, OSError) as error:
        for line in str(error).splitlines():
            yield Fault(str(folder), Text(line, line))
    ledger = folder / "ledger.json"
    if ledger.exists():
        yield from _ledger(ledger)


def _ledger(path: Path) -> Iterator[Fault]:
    from jsonschema import Draft202012Validator

    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except RecursionError:
        yield Fault(str(path), Text("不是台账: 嵌套过深", "not a ledger: nested too deep"))
        return
    except OSError as error:
        yield Fault(str(path), Text(f"无法读取: {error.strerror}", f"cannot be read: {error.strerror}"))
        return
    except ValueError as error:
        yield Fault(str(path), Text(f"不是有效的 JSON: {error}", f"not valid JSON: {error}"))
        return
    validator = Draft202012Validator(ledger_schema())
    for ledger in _ledgers(content):
        broken = sorted(validator.iter_errors(ledger), key=lambda breach: breach.json_path)
        for breach in broken:
            message = textwrap.shorten(
                breach.message, MESSAGE_CHARS
            )  # it quotes the value, which may be the whole file
            yield Fault(f"{path}: {breach.json_path}", Text(f"不符合台账格式: {message}", message))
        if not broken:
            yield from _references(path, ledger)


def _ledgers(content: Any) -> list[Any]:
    """The ledgers in a file: itself one, several side by side, or one with what was decided on it."""
    if isinstance(content, dict) and isinstance(content.get("documents"), list):
        return list(content["documents"])
    return [content["ledger"]] if isinstance(content, dict) and "ledger" in content else [content]


def _references(path: Path, ledger: dict[str, list[dict[str, Any]]]) -> Iterator[Fault]:
    """What a schema cannot say: ids are unique, a row's plan exists and its line lies within that plan."""
    spans = {plan["number"]: plan["lines"] for plan in ledger["plans"]}
    seen: set[object] = set()
    for table in ROWS:
        for row in ledger[table]:
            place = f"{path}: {row['id']}"
            if row["id"] in seen:
                yield Fault(place, Text("编号重复", "this id stands twice"))
            seen.add(row["id"])
            span = spans.get(row["plan"])
            if span is None:
                yield Fault(place, Text("所属规划不存在", f"plan {row['plan']} does not exist"))
            elif not span[0] <= row["line"] <= span[1]:
                yield Fault(place, Text("行号不在规划范围内", f"line {row['line']} lies outside its plan"))
