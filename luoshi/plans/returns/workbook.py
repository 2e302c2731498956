"""Returns as an Excel workbook to fill in.

data = template([owed])      # bytes; `luoshi.plans.returns.intake` reads the same file back

Text is written as text, marked as such: what begins with = + - @ is never taken for a formula, here or in Excel.
"""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from luoshi.core.periods import Period
from luoshi.plans.models import Return, ReturnItem
from luoshi.plans.returns.checks import Facts
from luoshi.plans.returns.layout import (
    CELL,
    FIRST_ROW,
    FORMAT,
    HEAD_ROW,
    HEADS,
    HELP,
    HELP_SHEET,
    META_ROW,
    line_digest,
    sheet_digest,
)

TITLE_CHARS = 24
_LOCKED_FILL = PatternFill("solid", fgColor="F2F2EE")
_HEAD_FONT = Font(bold=True)
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def template(returns: Sequence[Return]) -> bytes:
    """The workbook of these returns with what is filled in so far. Three queries more than the returns themselves."""
    book = Workbook()
    _help(book.active)
    facts = Facts.of(returns)
    lines: dict[int, list[ReturnItem]] = defaultdict(list)
    for item in ReturnItem.objects.filter(owed__in=returns).select_related("indicator"):
        lines[item.owed_id].append(item)
    names: set[str] = {HELP_SHEET}
    for owed in returns:
        _sheet(book.create_sheet(_title(owed, names)), owed, lines[owed.pk], facts)
    if returns:
        book.active = 1
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _help(sheet: Worksheet) -> None:
    sheet.title = HELP_SHEET
    sheet.column_dimensions["A"].width = 90
    for row, text in enumerate(HELP, start=1):
        sheet.cell(row * 2 - 1, 1, text.zh)
        sheet.cell(row * 2, 1, text.en).font = Font(color="777777")
    sheet.protection.sheet = True


def _title(owed: Return, taken: set[str]) -> str:
    """A name for the sheet: area and period, told apart by number where they repeat."""
    plain = re.sub(r"[\[\]:*?/\\']", "", f"{owed.area.name}{owed.period}")[:TITLE_CHARS] or "return"
    title, number = plain, 1
    while title in taken:
        number += 1
        title = f"{plain}-{number}"
    taken.add(title)
    return title


def _sheet(sheet: Worksheet, owed: Return, items: Sequence[ReturnItem], facts: Facts) -> None:
    period = Period.parse(owed.period).label.zh
    _text(sheet.cell(1, 1), f"{owed.plan.title} · {owed.agency.name} · {owed.area.name} · {period}").font = _HEAD_FONT
    sheet.cell(2, 1, f"截止日期 {owed.due.isoformat()}")
    for place, value in enumerate((FORMAT, owed.pk, owed.version, sheet_digest(owed)), start=1):
        sheet.cell(META_ROW, place, value)
    for column, (head, width) in zip(CELL.values(), HEADS.values(), strict=True):
        sheet.column_dimensions[column].width = width
        cell = sheet[f"{column}{HEAD_ROW}"]
        cell.value, cell.font, cell.fill = head, _HEAD_FONT, _LOCKED_FILL
    for row, item in enumerate(items, start=FIRST_ROW):
        _row(sheet, row, owed, item, facts)
    sheet.row_dimensions[META_ROW].hidden = True
    for name in ("key", "check"):
        sheet.column_dimensions[CELL[name]].hidden = True
    sheet.freeze_panes = f"B{FIRST_ROW}"
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False
    _validate(sheet, items)


def _row(sheet: Worksheet, row: int, owed: Return, item: ReturnItem, facts: Facts) -> None:
    one, last = item.indicator, facts.last(item, owed)
    cells = {name: sheet[f"{column}{row}"] for name, column in CELL.items()}
    for name, text in (("name", one.name), ("unit", one.unit)):
        _text(cells[name], text).fill = _LOCKED_FILL
    cells["last"].value = last.value if last else None
    cells["last"].fill = _LOCKED_FILL
    if item.filled:
        cells["value"].value = "无" if item.value is None else item.value
    _text(cells["note"], item.note).alignment = Alignment(wrap_text=True, vertical="top")
    _text(cells["reason"], item.reason).alignment = Alignment(wrap_text=True, vertical="top")
    cells["key"].value, cells["check"].value = item.pk, line_digest(owed.pk, item.pk, one.name, one.unit)
    for name in ("value", "note", "reason"):
        cells[name].protection = Protection(locked=False)


def _text(cell: Any, text: str) -> Any:
    """Set text that stays text."""
    plain = ILLEGAL_CHARACTERS_RE.sub("", text)
    if plain:
        cell.value = plain
        cell.data_type = "s"  # openpyxl took "=..." for a formula and "#N/A" for an error
        if plain.startswith(_FORMULA_STARTS):
            cell.quotePrefix = True
    return cell


def _validate(sheet: Worksheet, items: Sequence[ReturnItem]) -> None:
    """Excel itself refuses what is no number within what the indicator allows, and no 无."""
    ranges: dict[tuple[float | None, float | None], DataValidation] = {}
    for row, item in enumerate(items, start=FIRST_ROW):
        bounds = (item.indicator.low, item.indicator.high)
        if bounds not in ranges:
            ranges[bounds] = _validation(f"{CELL['value']}{row}", *bounds)
            sheet.add_data_validation(ranges[bounds])
        ranges[bounds].add(f"{CELL['value']}{row}")


def _validation(cell: str, low: float | None, high: float | None) -> DataValidation:
    parts = [f"ISNUMBER({cell})"]
    parts += [f"{cell}>={low!r}"] if low is not None else []
    parts += [f"{cell}<={high!r}"] if high is not None else []
    rule = DataValidation(type="custom", formula1=f'OR(AND({",".join(parts)}),{cell}="无")', allow_blank=True)
    span = f", {low if low is not None else '不限'} 至 {high if high is not None else '不限'}" if low != high else ""
    rule.errorTitle, rule.error = "本期值", f"请填数字{span}; 没有数据填“无”"
    rule.showErrorMessage = True
    return rule
