"""The workbook goes out and comes back; wrong and hostile files are refused by cell or as a whole, nothing half-imported."""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from luoshi.plans.models import Indicator, Plan, Return, ReturnItem
from luoshi.plans.returns import intake, package
from luoshi.plans.returns.filling import Entry, put, put_all
from luoshi.plans.returns.workbook import template
from tests.cityhall import NOW, CityHall, indicator
from tests.plans.returns.conftest import bring, fill, owed_return


@pytest.fixture
def two(hall: CityHall, plan: Plan, green: Indicator) -> Return:
    """A draft of two lines: 绿化覆盖率 (0..100 %) in row 5 and 供水能力 (万吨) in row 6."""
    return owed_return(plan, hall.bureau, green, indicator(plan, hall.bureau, "供水能力", unit="万吨"))


def book_of(*returns: Return) -> Any:
    return load_workbook(io.BytesIO(template(list(returns))))


def bytes_of(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(data: bytes, hall: CityHall, name: str = "报表.xlsx") -> intake.Found:
    return intake.read(package.checked(name, data), hall.department)


def test_the_same_file_out_and_in_changes_nothing(hall: CityHall, two: Return) -> None:
    fill(two, 94.1, hall.department, note='=HYPERLINK("http://x")', reason="-1+@x")
    found = read(template([two]), hall)
    assert (found.errors, found.changes) == ([], 0)


def test_formulas_cannot_come_out_of_a_note(hall: CityHall, two: Return) -> None:
    fill(two, 94.1, hall.department, note="=1+1", reason="@SUM(A1)")
    sheet = book_of(two).worksheets[1]
    for cell in (sheet["E5"], sheet["F5"]):
        assert (cell.data_type, cell.quotePrefix) == ("s", True)


@pytest.mark.parametrize(
    ("typed", "filled", "value"),
    [
        (95, True, 95.0),
        (0, True, 0.0),
        ("１２．５", True, 12.5),
        ("12", True, 12.0),
        (" 无 ", True, None),
        ("none", True, None),
    ],
)
def test_what_a_value_cell_may_say(hall: CityHall, two: Return, typed: Any, filled: bool, value: float | None) -> None:
    book = book_of(two)
    book.worksheets[1]["D5"] = typed
    found = read(bytes_of(book), hall)
    assert found.errors == []
    (change,) = found.sheets[0].changes
    assert (change.entry.filled, change.entry.value, change.cell) == (filled, value, "D5")


def test_blank_and_zero_are_kept_apart(hall: CityHall, two: Return) -> None:
    fill(two, 0.0, hall.department)
    book = book_of(two)
    assert book.worksheets[1]["D5"].value == 0
    book.worksheets[1]["D5"] = None
    (change,) = read(bytes_of(book), hall).sheets[0].changes
    assert (change.entry.filled, change.entry.value) == (False, None)


def percent(sheet: Any) -> None:
    sheet["D5"] = 0.12
    sheet["D5"].number_format = "0%"


def rewritten(name: str, value: Any) -> Callable[[Any], None]:
    def change(sheet: Any) -> None:
        sheet[name] = value

    return change


WRONG: dict[str, tuple[Callable[[Any], Any], str, str]] = {
    "a formula": (rewritten("D5", "=1+1"), "D5", "是公式"),
    "a formula in a note": (rewritten("E6", "=1+1"), "E6", "是公式"),
    "a unit": (rewritten("D6", "1.5亿"), "D6", "带有单位或文字"),
    "a percent sign": (rewritten("D5", "12%"), "D5", "带有单位或文字"),
    "percent format": (percent, "D5", "百分比格式"),
    "words": (rewritten("D5", "约"), "D5", "不是数字"),
    "a date": (rewritten("D5", date(2024, 1, 5)), "D5", "是日期"),
    "a truth": (rewritten("D5", True), "D5", "逻辑值"),
    "an error": (rewritten("D5", "#DIV/0!"), "D5", "错误值"),
    "below the range": (rewritten("D5", -1), "D5", "下限 0"),
    "above the range": (rewritten("D5", 101), "D5", "上限 100"),
    "not finite": (rewritten("D6", "1e400"), "D6", "有限"),
    "merged cells": (lambda sheet: sheet.merge_cells("D5:D6"), "D5:D6", "合并"),
    "another name": (rewritten("A5", "别的指标"), "A5", "被改动"),
    "another unit": (rewritten("B6", "吨"), "A6", "被改动"),
    "a row more": (rewritten("D9", 3), "A9", "不是模板中的行"),
    "a row less": (lambda sheet: sheet.delete_rows(6), "", "缺少“供水能力”一行"),
    "a copied row": (lambda sheet: [sheet.cell(7, n, sheet.cell(5, n).value) for n in range(1, 9)], "A7", "重复"),
    "keys that changed places": (
        lambda sheet: [sheet.cell(5, n, sheet.cell(6, n).value) for n in (7, 8)], "A5", "被改动",
    ),
    "an old template": (rewritten("A3", "luoshi.return/0"), "A3", "版本已旧"),
    "no template": (rewritten("A3", None), "", "不是报表模板"),
    "another return's key": (rewritten("B3", 999999), "B3", "无权填报"),
    "a text for a key": (rewritten("B3", "x"), "B3", "无权填报"),
    "another digest": (rewritten("D3", "0" * 16), "D3", "不一致"),
    "200,000 rows": (
        lambda sheet: sheet.cell(200_000, 4, 1), "", f"超过 {intake.MAX_ROWS}",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_is_told_by_cell(hall: CityHall, two: Return, what: str) -> None:
    change, cell, said = WRONG[what]
    book = book_of(two)
    sheet = book.worksheets[1]
    sheet["D5"], sheet["D6"] = 94, 12
    change(sheet)
    found = read(bytes_of(book), hall)
    assert (cell, True) in [(error.cell, said in error.text.zh) for error in found.errors], found.errors
    assert all(error.text.en and "{" not in error.text.en for error in found.errors)
    assert found.errors[0].place.startswith(sheet.title)


def test_another_departments_template_is_not_there(hall: CityHall, two: Return) -> None:
    found = intake.read(package.checked("a.xlsx", template([two])), hall.other_department)
    assert [(error.cell, "无权填报" in error.text.zh) for error in found.errors] == [("B3", True)]


def test_what_is_filed_is_not_imported(hall: CityHall, two: Return) -> None:
    data = template([two])
    bring(fill(two, 94.0, hall.department, reason="说明"), "filed", hall)
    assert "已报送" in read(data, hall).errors[0].text.zh


def test_rows_may_be_sorted_and_sheets_renamed(hall: CityHall, two: Return) -> None:
    book = book_of(two)
    sheet = book.worksheets[1]
    sheet.title = "我的表"
    rows = [[sheet.cell(row, n).value for n in range(1, 9)] for row in (6, 5)]
    for number, row in enumerate(rows, start=5):
        for place, value in enumerate(row, start=1):
            sheet.cell(number, place, value)
    sheet["D5"] = 7  # now 供水能力
    found = read(bytes_of(book), hall)
    assert found.errors == []
    assert [change.item.indicator.name for change in found.sheets[0].changes] == ["供水能力"]


def test_a_change_after_the_download_is_said(hall: CityHall, two: Return) -> None:
    data = template([two])
    fill(two, 94.0, hall.department)
    found = read(data, hall)
    assert found.sheets[0].old
    assert found.changes == 2, "blank in the file: it would empty both, and the preview shows it"


def test_one_wrong_return_of_several_stops_all(hall: CityHall, plan: Plan, two: Return) -> None:
    other = owed_return(plan, hall.bureau, two.items.first().indicator, period="2022")
    sheets = {owed.pk: (owed.version, [Entry(owed.items.first().pk, filled=True, value=1.0)]) for owed in (two, other)}
    put(other.pk, [Entry(other.items.first().pk, note="先改")], version=1, acting_user=hall.department, at=NOW)
    with pytest.raises(Exception, match="stale"):
        put_all(sheets, acting_user=hall.department, at=NOW)
    assert not ReturnItem.objects.filter(filled=True).exists()


def packed(data: bytes, changes: dict[str, bytes | Callable[[bytes], bytes]]) -> bytes:
    """The package with parts replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            change = changes.pop(info.filename, None)
            part = old.read(info)
            new.writestr(info.filename, change(part) if callable(change) else change or part)
        for name, part in changes.items():
            assert isinstance(part, bytes)
            new.writestr(name, part)
    return out.getvalue()


BOMB = b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'>]><x>&b;</x>"
SHEET = "xl/worksheets/sheet2.xml"


def entity(part: bytes) -> bytes:
    return part.replace(b"<worksheet", b"<!DOCTYPE w [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><worksheet", 1)


def wide(part: bytes) -> bytes:
    return entity(part).decode().replace("utf-8", "utf-16").encode("utf-16")


FILES: dict[str, tuple[Callable[[bytes], bytes], str, str]] = {
    "empty": (lambda data: b"", "a.xlsx", "empty"),
    "by name with macros": (lambda data: data, "a.xlsm", "macros"),
    "with macros inside": (lambda data: packed(data, {"xl/vbaProject.bin": b"x"}), "a.xlsx", "macros"),
    "macros by content type": (
        lambda data: packed(data, {"[Content_Types].xml": lambda part: part.replace(
            b"spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main")}), "a.xlsx", "macros",
    ),
    "old Excel": (lambda data: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, "a.xls", "old_excel"),
    "text": (lambda data: b"a,b\n1,2\n", "a.csv", "no_workbook"),
    "a PDF": (lambda data: b"%PDF-1.7", "a.xlsx", "no_workbook"),
    "any zip": (lambda data: packed_zip({"a.txt": b"x"}), "a.xlsx", "no_workbook"),
    "cut off": (lambda data: data[: len(data) // 2], "a.xlsx", "no_workbook"),
    "entities": (lambda data: packed(data, {SHEET: BOMB}), "a.xlsx", "unsafe"),
    "an outer entity": (lambda data: packed(data, {SHEET: entity}), "a.xlsx", "unsafe"),
    "entities in UTF-16": (lambda data: packed(data, {SHEET: wide}), "a.xlsx", "unsafe"),
    "a zip bomb": (lambda data: packed(data, {"xl/media/a.bin": b"\0" * 20_000_000}), "a.xlsx", "unsafe"),
    "too much in all": (lambda data: packed(data, {"xl/media/a.bin": b"\0" * 60_000_000}), "a.xlsx", "large"),
    "too large": (lambda data: data + b"\0" * package.MAX_BYTES, "a.xlsx", "large"),
    "broken XML": (lambda data: packed(data, {SHEET: lambda part: part[:-200]}), "a.xlsx", "no_workbook"),
    "broken workbook": (lambda data: packed(data, {"xl/workbook.xml": b"<workbook"}), "a.xlsx", "no_workbook"),
}  # fmt: skip


def packed_zip(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as new:
        for name, part in parts.items():
            new.writestr(name, part)
    return out.getvalue()


@pytest.mark.parametrize("what", FILES)
def test_hostile_and_wrong_files_are_refused_as_a_whole(hall: CityHall, two: Return, what: str) -> None:
    change, name, code = FILES[what]
    data = change(template([two]))
    with pytest.raises(package.WorkbookError) as refused:
        read(data, hall, name)
    assert refused.value.code == code
    assert refused.value.text.zh


def test_a_workbook_of_somebody_else_is_no_template(hall: CityHall, db: None) -> None:
    book = Workbook()
    book.active["A1"] = "工资表"
    assert "不是报表模板" in read(bytes_of(book), hall).errors[0].text.zh


def test_errors_have_an_end(hall: CityHall, two: Return) -> None:
    book = book_of(two)
    for row in range(7, 7 + intake.MAX_ERRORS + 50):
        book.worksheets[1].cell(row, 4, "x")
    found = read(bytes_of(book), hall)
    assert (len(found.errors), found.unlisted) == (intake.MAX_ERRORS, 50)


def test_cached_results_are_not_trusted(hall: CityHall, two: Return) -> None:
    """A formula with a stored result of 94 is refused like any other."""
    book = book_of(two)
    book.worksheets[1]["D5"] = 94

    def formula(part: bytes) -> bytes:
        changed = re.sub(rb'(<c r="D5"[^>]*>)<v>94</v>', rb"\1<f>90+4</f><v>94</v>", part)
        assert changed != part
        return changed

    found = read(packed(bytes_of(book), {SHEET: formula}), hall)
    assert [(error.cell, "公式" in error.text.zh) for error in found.errors] == [("D5", True)]


NOTES = st.text(max_size=60).filter(lambda text: "x005F_" not in text and not re.search(r"_x[0-9A-Fa-f]{4}_", text))


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=st.floats(-1e30, 1e30) | st.none(), note=NOTES, reason=NOTES)
def test_any_value_and_note_comes_back(
    hall: CityHall, two: Return, value: float | None, note: str, reason: str
) -> None:
    water = two.items.get(indicator__name="供水能力")
    two.refresh_from_db()
    entry = Entry(water.pk, filled=True, value=value, note=note, reason=reason)
    put(two.pk, [entry], version=two.version, acting_user=hall.department, at=NOW)
    data = template([two])
    found = read(data, hall)
    assert (found.errors, found.changes) == ([], 0)
    cell = load_workbook(io.BytesIO(data)).worksheets[1]["D6"].value
    assert cell == "无" if value is None else math.isclose(cell, value, rel_tol=1e-14)
