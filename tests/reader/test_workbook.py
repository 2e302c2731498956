"""The workbook: a sheet per kind, heads in the chosen language, frozen panes, nothing that runs."""

from __future__ import annotations

import io
from typing import Any

import pytest
from openpyxl import load_workbook

from luoshi import samples
from luoshi.core.text import Language
from luoshi.reader.audit import audit
from luoshi.reader.document import open_path
from luoshi.reader.ledger import read_ledger
from luoshi.reader.serial import findings_json, ledger_json
from luoshi.reader.workbook import ledger_workbook


@pytest.fixture(scope="module")
def objects() -> tuple[dict[str, Any], dict[str, Any]]:
    ledger = read_ledger(open_path(samples.path("qinglan.txt"))[0])
    return ledger_json(ledger), findings_json(audit(ledger))


def opened(content: bytes) -> Any:
    return load_workbook(io.BytesIO(content))


@pytest.mark.parametrize(("language", "sheets"), [("zh", "指标与数值"), ("en", "Quantities")])
def test_a_sheet_per_kind_with_frozen_heads(objects: Any, language: Language, sheets: str) -> None:
    book = opened(ledger_workbook([objects[0]], [objects[1]], language))
    assert sheets in book.sheetnames
    assert len(book.sheetnames) == 7
    assert {sheet.freeze_panes for sheet in book} == {"C2"}
    counts = [sheet.max_row - 1 for sheet in book]
    keys = ("plans", "quantities", "tasks", "projects", "systems", "duties")
    assert counts == [*(len(objects[0][key]) for key in keys), len(objects[1]["findings"])]


def test_values_are_numbers_and_lines_are_kept(objects: Any) -> None:
    sheet = opened(ledger_workbook([objects[0]], [], "en"))["Quantities"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    for row, source in zip(sheet.iter_rows(min_row=2), objects[0]["quantities"], strict=True):
        assert row[heads["Line"] - 1].value == source["line"]
        assert row[heads["Value"] - 1].value == source["value"]


def test_same_ledger_same_bytes(objects: Any) -> None:
    assert ledger_workbook([objects[0]], [objects[1]], "zh") == ledger_workbook([objects[0]], [objects[1]], "zh")


@pytest.mark.parametrize("hostile", ["=1+1", "=HYPERLINK(0)", "+1", "-1", "@A1", "a\x00b\x1fc"])
def test_text_never_becomes_a_formula(objects: Any, hostile: str) -> None:
    ledger = {**objects[0], "tasks": [{**objects[0]["tasks"][0], "object": hostile}]}
    sheet = opened(ledger_workbook([ledger], [], "en"))["Tasks"]
    cell = sheet.cell(2, 4)
    assert (cell.data_type, cell.value) == ("s", hostile.replace("\x00", "").replace("\x1f", ""))


def test_decisions_become_columns(objects: Any) -> None:
    row = {**objects[0]["quantities"][0], "decision": "accepted", "decided_by": "李", "decided_at": "2026-01-02 03:04"}
    sheet = opened(ledger_workbook([{**objects[0], "quantities": [row]}], [], "zh"))["指标与数值"]
    assert [cell.value for cell in sheet[2]][-3:] == ["采纳", "李", "2026-01-02 03:04"]
