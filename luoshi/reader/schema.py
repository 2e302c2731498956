"""The JSON Schema of a ledger, made from the types of the model, so that the two cannot drift apart.

>>> ledger_schema()["properties"]["quantities"]["items"]["properties"]["line"]
{'type': 'integer'}
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from enum import Enum
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from luoshi.reader.model import Duty, Project, Quantity, Section, System, Task
from luoshi.reader.serial import SCHEMA

ROWS = {"quantities": Quantity, "tasks": Task, "projects": Project, "systems": System, "duties": Duty}
_SIMPLE: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    date: {"type": "string", "format": "date"},
    type(None): {"type": "null"},
}


def ledger_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of what `luoshi read --json` prints for one document."""
    plan = {
        "number": {"type": "integer"},
        "title": {"type": "string"},
        "lines": _pair({"type": "integer"}),
        "years": _pair({"type": ["integer", "null"]}),
        "base_year": {"type": ["integer", "null"]},
        "issued": {"type": ["string", "null"]},
        "sections": {"type": "array", "items": _of(Section)},
    }
    source = {
        "name": {"type": "string"},
        "format": {"enum": ["txt", "docx", "html", "pdf"]},
        "lines": {"type": "integer"},
        "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
    }
    tables = {name: {"type": "array", "items": _of(row)} for name, row in ROWS.items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": SCHEMA,
        **_closed(
            {
                "schema": {"const": SCHEMA},
                "source": _closed(source),
                "plans": {"type": "array", "items": _closed(plan)},
                **tables,
            }
        ),
    }


def _of(kind: Any) -> dict[str, Any]:
    """The schema of one type: a dataclass becomes a closed object with every field required."""
    if kind in _SIMPLE:
        return dict(_SIMPLE[kind])
    origin = get_origin(kind)
    if origin is Literal:
        return {"enum": list(get_args(kind))}
    if origin in (Union, types.UnionType):
        return {"anyOf": [_of(part) for part in get_args(kind)]}
    if origin is tuple:
        parts = get_args(kind)
        if len(parts) == 2 and parts[1] is Ellipsis:
            return {"type": "array", "items": _of(parts[0])}
        return _pair(_of(parts[0]))
    if origin is Mapping:
        return {"type": "object", "additionalProperties": _of(get_args(kind)[1])}
    if isinstance(kind, type) and issubclass(kind, Enum):
        return {"enum": [member.value for member in kind]}
    hints = get_type_hints(kind)
    return _closed({part.name: _of(hints[part.name]) for part in fields(kind)})


def _pair(item: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": item, "minItems": 2, "maxItems": 2}


def _closed(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


if __name__ == "__main__":
    import json

    print(json.dumps(ledger_schema(), ensure_ascii=False, indent=2))
