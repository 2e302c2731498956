"""The form in which a reviewer corrects a row: its fields, what they hold now, what is wrong with what was typed.

>>> form = read("system", {"name": "智慧水务平台", "verb": "", "owner": "市水利局"})
>>> form.corrections
{'name': '智慧水务平台', 'verb': None, 'owner': '市水利局'}
>>> read("system", {"name": " "}).errors["name"].en
'Must not be empty.'
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from luoshi.core.target import Bound, Op, Role, TargetKind
from luoshi.core.text import Text
from luoshi.portal import vocabulary
from luoshi.portal.present import number

FieldType = Literal["text", "long", "number", "year", "choice", "names", "years", "annual"]
MAX_CHARS = {
    "text": 200,
    "long": 2000,
    "names": 400,
    "years": 200,
    "annual": 400,
    "number": 24,
    "year": 8,
    "choice": 40,
}
FIRST_YEAR, LAST_YEAR = 1949, 2100
MAX_VALUE = 1e15
NO_VALUE = (TargetKind.PENDING, TargetKind.MILESTONE, TargetKind.HOLD, TargetKind.ZERO)
"""Kinds of target that may lawfully have no number."""

EMPTY = Text("不能为空。", "Must not be empty.")
TOO_LONG = Text("太长, 最多 {n} 字。", "Too long; at most {n} characters.")
NO_NUMBER = Text("请填数字, 例如 12.5; 单位另填。", "Write a number such as 12.5; the unit has its own field.")
NO_YEAR = Text("请填 1949 到 2100 之间的四位年份。", "Write a year of four digits, 1949 to 2100.")
NO_CHOICE = Text("请从列表中选择。", "Choose from the list.")
NO_ANNUAL = Text("请写成 2023=95; 2024=96。", "Write it as 2023=95; 2024=96.")
UPPER_BELOW = Text("上限值不能小于数值。", "The upper value must not be below the value.")
UPPER_ALONE = Text("有上限值时也要填数值。", "With an upper value there must be a value.")
VALUE_MISSING = Text(
    "这一类目标要填数值; 尚未下达的请选“待下达”。", "This kind needs a value; choose “pending” if it is not issued yet."
)
END_BEFORE = Text("完成年份不能早于开始年份。", "The end must not be before the start.")
UNIT_ALONE = Text("有投资额时要填单位。", "An amount needs its unit.")


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its name in the row, how it is typed, what may be chosen, and the label if it differs."""

    name: str
    type: FieldType = "text"
    required: bool = False
    choices: Mapping[str, Text] = field(default_factory=dict)
    label_key: str = ""

    @property
    def label(self) -> Text:
        """What stands before it."""
        return vocabulary.FIELDS[self.label_key or self.name]

    @property
    def max_chars(self) -> int:
        """How much may be typed."""
        return MAX_CHARS[self.type]


def _only(words: type[Role] | type[Op] | type[Bound] | type[TargetKind], labels: Mapping[str, Text]) -> dict[str, Text]:
    return {word.value: labels[word.value] for word in words}


FIELDS: dict[str, tuple[Field, ...]] = {
    "quantity": (
        Field("name", "long", required=True),
        Field("role", "choice", required=True, choices=_only(Role, vocabulary.ROLES)),
        Field("value", "number"),
        Field("upper", "number"),
        Field("unit"),
        Field("year", "year"),
        Field("base_year", "year"),
        Field("target_kind", "choice", choices=_only(TargetKind, vocabulary.TARGET_KINDS)),
        Field("op", "choice", choices=_only(Op, vocabulary.OPS)),
        Field("bound", "choice", choices=_only(Bound, vocabulary.BOUNDS)),
        Field("kind"),
        Field("annual", "annual"),
        Field("scope"),
        Field("part_of"),
        Field("owner"),
    ),
    "task": (
        Field("verb", required=True),
        Field("object", "long", required=True),
        Field("deadline", "year"),
        Field("owners", "names"),
        Field("places", "names"),
    ),
    "project": (
        Field("name", "long", required=True),
        Field("content", "long"),
        Field("investment_value", "number"),
        Field("investment_unit"),
        Field("place"),
        Field("start", "year"),
        Field("end", "year"),
        Field("owner"),
    ),
    "system": (Field("name", "long", required=True), Field("verb"), Field("owner")),
    "duty": (
        Field("kind", "choice", required=True, choices=vocabulary.DUTIES, label_key="duty"),
        Field("years", "years"),
        Field("owners", "names"),
    ),
}


@dataclass(slots=True)
class Form:
    """What was typed (`texts`), what it means (`corrections`, lawful only without errors) and what is wrong."""

    texts: dict[str, str]
    corrections: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, Text] = field(default_factory=dict)


def show(kind: str, row: Mapping[str, Any]) -> Form:
    """The form as it opens: every field with its value in `row`."""
    money = row.get("investment") or {"value": None, "unit": None}
    flat = {**row, "investment_value": money["value"], "investment_unit": money["unit"]}
    return Form({one.name: _text(one.type, flat[one.name]) for one in FIELDS[kind]})


def read(kind: str, data: Mapping[str, str]) -> Form:
    """The form as it was sent. A field that was not sent is left alone."""
    form = Form({})
    for one in FIELDS[kind]:
        if one.name not in data:
            continue
        text = form.texts[one.name] = data[one.name].replace("\x00", "").strip()
        try:
            form.corrections[one.name] = _value(one, text)
        except ValueError as error:
            form.errors[one.name] = error.args[0]
    _check_together(form)
    return form


def _text(kind: FieldType, value: Any) -> str:
    if value is None:
        return ""
    if kind == "annual":
        return "; ".join(f"{year}={number(amount)}" for year, amount in value.items())
    if kind in ("names", "years"):
        return "、".join(str(part) for part in value)
    return number(value) if kind == "number" else str(value)


def _value(one: Field, text: str) -> Any:
    """The value of a field; ValueError carries the message as a Text."""
    if not text:
        if one.required:
            raise ValueError(EMPTY)
        return [] if one.type in ("names", "years") else None
    if len(text) > one.max_chars:
        raise ValueError(Text(TOO_LONG.zh.format(n=one.max_chars), TOO_LONG.en.format(n=one.max_chars)))
    match one.type:
        case "number":
            return _number(text)
        case "year":
            return _year(text)
        case "names":
            return [part for part in re.split(r"[、,，;；\s]+", text) if part]
        case "years":
            return sorted({_year(part) for part in re.split(r"[、,，;；\s]+", text) if part})
        case "annual":
            return _annual(text)
        case "choice" if text not in one.choices:
            raise ValueError(NO_CHOICE)
    return text


def _number(text: str) -> float | int:
    try:
        value = float(text.replace(",", "").replace("，", "").replace("−", "-"))
    except ValueError:
        raise ValueError(NO_NUMBER) from None
    if not math.isfinite(value) or abs(value) > MAX_VALUE:
        raise ValueError(NO_NUMBER)
    return int(value) if value.is_integer() else value


def _year(text: str) -> int:
    digits = text.removesuffix("年")
    if not (digits.isascii() and digits.isdigit() and len(digits) == 4 and FIRST_YEAR <= int(digits) <= LAST_YEAR):
        raise ValueError(NO_YEAR)
    return int(digits)


def _annual(text: str) -> dict[str, float | int]:
    pairs = [part.partition("=") for part in re.split(r"[;；、\n]+", text) if part.strip()]
    try:
        return {str(_year(year.strip())): _number(value.strip()) for year, _, value in sorted(pairs)}
    except ValueError:
        raise ValueError(NO_ANNUAL) from None


def _check_together(form: Form) -> None:
    """What no field can say alone; money becomes one value as the row has it."""
    found = form.corrections
    if {"value", "upper"} <= found.keys() and found["upper"] is not None:
        if found["value"] is None:
            form.errors["value"] = UPPER_ALONE
        elif found["upper"] < found["value"]:
            form.errors["upper"] = UPPER_BELOW
    if found.get("role") and "value" in found and found["value"] is None and found.get("target_kind") not in NO_VALUE:
        form.errors.setdefault("value", VALUE_MISSING)
    if found.get("start") and found.get("end") and found["end"] < found["start"]:
        form.errors["end"] = END_BEFORE
    if {"investment_value", "investment_unit"} <= found.keys():
        value, unit = found.pop("investment_value"), found.pop("investment_unit")
        if value is not None and unit is None:
            form.errors["investment_unit"] = UNIT_ALONE
        found["investment"] = None if value is None else {"value": value, "unit": unit}
