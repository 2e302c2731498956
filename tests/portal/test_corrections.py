"""What a reviewer types, and what it means."""

from __future__ import annotations

from typing import Any

import pytest

from luoshi.plans.rows import TABLES
from luoshi.portal import corrections
from tests.plans.ledgers import small


@pytest.mark.parametrize(
    ("kind", "typed", "meaning"),
    [
        ("quantity", {"value": "12.50"}, {"value": 12.5}),
        ("quantity", {"value": "1,200"}, {"value": 1200}),
        ("quantity", {"value": "−3"}, {"value": -3}),
        ("quantity", {"unit": " 亿元 "}, {"unit": "亿元"}),
        ("quantity", {"unit": ""}, {"unit": None}),
        ("quantity", {"year": "2025年"}, {"year": 2025}),
        ("quantity", {"annual": "2024=96; 2023=95.5"}, {"annual": {"2023": 95.5, "2024": 96}}),
        ("quantity", {"annual": ""}, {"annual": None}),
        ("quantity", {"op": ">="}, {"op": ">="}),
        ("quantity", {"role": "target", "value": "", "target_kind": "pending"},
         {"role": "target", "value": None, "target_kind": "pending"}),
        ("task", {"owners": "市水利局、市财政局, 各县区"}, {"owners": ["市水利局", "市财政局", "各县区"]}),
        ("task", {"owners": ""}, {"owners": []}),
        ("duty", {"years": "2025、2023"}, {"years": [2023, 2025]}),
        ("project", {"investment_value": "3.5", "investment_unit": "亿元"},
         {"investment": {"value": 3.5, "unit": "亿元"}}),
        ("project", {"investment_value": "", "investment_unit": "亿元"}, {"investment": None}),
        ("system", {"id": "9-q-1-1", "payload": "x"}, {}),
        ("system", {"name": "a\x00b"}, {"name": "ab"}),
    ],
)  # fmt: skip
def test_what_is_typed_is_understood(kind: str, typed: dict[str, str], meaning: dict[str, Any]) -> None:
    form = corrections.read(kind, typed)
    assert form.errors == {}
    assert form.corrections == meaning


@pytest.mark.parametrize(
    ("kind", "typed", "field"),
    [
        ("quantity", {"name": ""}, "name"),
        ("quantity", {"name": "长" * 2001}, "name"),
        ("quantity", {"value": "三"}, "value"),
        ("quantity", {"value": "nan"}, "value"),
        ("quantity", {"value": "inf"}, "value"),
        ("quantity", {"value": "1e300"}, "value"),
        ("quantity", {"year": "25"}, "year"),
        ("quantity", {"year": "２０２５"}, "year"),
        ("quantity", {"role": ""}, "role"),
        ("quantity", {"role": "x"}, "role"),
        ("quantity", {"op": "~"}, "op"),
        ("quantity", {"annual": "2023:95"}, "annual"),
        ("quantity", {"value": "5", "upper": "4"}, "upper"),
        ("quantity", {"value": "", "upper": "4"}, "value"),
        ("quantity", {"role": "target", "value": "", "target_kind": "level"}, "value"),
        ("project", {"start": "2025", "end": "2024"}, "end"),
        ("project", {"investment_value": "5", "investment_unit": ""}, "investment_unit"),
        ("duty", {"years": "2023、明年"}, "years"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(kind: str, typed: dict[str, str], field: str) -> None:
    assert list(corrections.read(kind, typed).errors) == [field]


def test_a_form_sent_as_it_opened_changes_nothing() -> None:
    ledger, _, _ = small()
    for table, kind in TABLES.items():
        for row in ledger[table]:
            form = corrections.read(kind.value, corrections.show(kind.value, row).texts)
            assert form.errors == {}, row
            assert {field: row[field] for field in form.corrections} == form.corrections
