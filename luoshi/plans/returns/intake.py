"""A filled-in workbook -> what would change, or what is wrong, cell by cell. Nothing is written here.

    found = read(checked(name, data), user)
    found.errors            # [CellError("青岚市2023", "D7", Text(...))]: then nothing may be written
    found.entries()         # {return: (version, [Entry, ...])} for `filling.put_all`

A cached result of a formula is not trusted: the cell is refused. Blank is not filled in, `无` is none, 0 is zero.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from luoshi.core.entry import EntryError, finite, read_number, says_none
from luoshi.core.text import Text
from luoshi.people import access
from luoshi.people.models import User
from luoshi.plans.models import Return, ReturnItem
from luoshi.plans.returns.calendar import EDITABLE
from luoshi.plans.returns.filling import KEEP, Entry, clean_note
from luoshi.plans.returns.layout import (
    CELL,
    COLUMNS,
    FIRST_ROW,
    FORMAT,
    FORMAT_FAMILY,
    HELP_SHEET,
    META_ROW,
    PLACE,
    line_digest,
    sheet_digest,
)
from luoshi.plans.returns.package import Package, WorkbookError

MAX_ROWS = 20_000
"""Rows of one sheet; a return has hundreds."""
MAX_SHEETS = 500
MAX_ERRORS = 200
"""So many errors are told; who has more has the wrong file."""
SAME_SHARE = 1e-14
"""Excel keeps fifteen digits: a value that differs by less is the one that went out."""

SAID: dict[str, Text] = {
    "not_template": Text("这张工作表不是报表模板; 请删去或重新下载模板", "this sheet is no template of a return; remove it or download the template again"),
    "old_template": Text("模板版本已旧, 请重新下载模板后填写", "the template is of an older version; download it again"),
    "other_return": Text("找不到这张报表, 或您无权填报", "there is no such return, or you may not file it"),
    "mixed": Text("工作表与所属报表不一致, 可能由别处复制而来; 请重新下载模板", "the sheet does not fit its return; download the template again"),
    "closed": Text("报表已报送或已批准, 不能再导入", "the return is filed or approved; it cannot be imported now"),
    "twice": Text("同一张报表出现了两次", "the same return is here twice"),
    "rows": Text(f"行数超过 {MAX_ROWS}, 不是报表模板", f"over {MAX_ROWS} rows: no template of a return"),
    "sheets": Text(f"工作表超过 {MAX_SHEETS} 张", f"over {MAX_SHEETS} sheets"),
    "merged": Text("有合并单元格, 请取消合并", "merged cells; take the merge apart"),
    "no_key": Text("这一行不是模板中的行, 请删去或移到别处", "this row is not of the template; remove it"),
    "row_twice": Text("这一行重复出现", "this row is here twice"),
    "row_changed": Text("指标名称或单位被改动, 或行被复制; 请重新下载模板", "indicator or unit was changed, or the row copied; download the template again"),
    "row_missing": Text("缺少“{name}”一行; 请重新下载模板", "the row of “{name}” is missing; download the template again"),
    "formula": Text("是公式; 请改为数值 (复制后“选择性粘贴-数值”)", "is a formula; paste the value instead"),
    "date": Text("是日期, 应为数字; 请把单元格格式改为“常规”后重填", "is a date, not a number; set the cell's format to General and type it again"),
    "truth": Text("是逻辑值 (TRUE/FALSE), 应为数字", "is TRUE or FALSE, not a number"),
    "error": Text("是错误值 {value}, 应为数字", "is the error {value}, not a number"),
    "percent": Text("单元格是百分比格式; 请改为“常规”格式, 单位“{unit}”, 填 12 而不是 12%", "percent format; set it to General: unit “{unit}”, 12 and not 12%"),
    "low": Text("{value} 低于允许的下限 {bound}", "{value} is below the least allowed, {bound}"),
    "high": Text("{value} 高于允许的上限 {bound}", "{value} is above the most allowed, {bound}"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CellError:
    """What is wrong with one cell, or with the sheet where `cell` is empty."""

    sheet: str
    cell: str
    text: Text

    @property
    def place(self) -> str:
        """As Excel writes it: `青岚市2023!D7`."""
        return f"{self.sheet}!{self.cell}" if self.cell else self.sheet


@dataclass(frozen=True, slots=True)
class Change:
    """One line that would change."""

    item: ReturnItem
    cell: str
    entry: Entry


@dataclass(slots=True)
class SheetFound:
    """What a sheet would change; `old`: the return has changed since the template was downloaded."""

    name: str
    owed: Return
    old: bool
    changes: list[Change] = field(default_factory=list)


@dataclass(slots=True)
class Found:
    """All that a workbook would change, and all that is wrong with it."""

    sheets: list[SheetFound] = field(default_factory=list)
    errors: list[CellError] = field(default_factory=list)
    unlisted: int = 0

    def wrong(self, sheet: str, cell: str, code: str | Text, **values: object) -> None:
        """Note an error."""
        if len(self.errors) >= MAX_ERRORS:
            self.unlisted += 1
            return
        text = SAID[code] if isinstance(code, str) and not isinstance(code, Text) else code
        said = Text(text[0].format(**values), text[1].format(**values)) if values else Text(*text)
        self.errors.append(CellError(sheet, cell, said))

    def entries(self) -> dict[int, tuple[int, list[Entry]]]:
        """What `filling.put_all` takes."""
        return {
            sheet.owed.pk: (sheet.owed.version, [change.entry for change in sheet.changes])
            for sheet in self.sheets
            if sheet.changes
        }

    @property
    def changes(self) -> int:
        """How many lines would change."""
        return sum(len(sheet.changes) for sheet in self.sheets)


def read(package: Package, user: User | None) -> Found:
    """Read every sheet of a workbook. Raises WorkbookError where it is none; all else is in `errors`."""
    book = package.open()
    try:
        return _read(book, package, user)
    except (WorkbookError, LookupError, ValueError, TypeError, SyntaxError, AttributeError, OverflowError, OSError):
        raise WorkbookError("no_workbook") from None  # a part that openpyxl fails on while it streams
    finally:
        book.close()


def _read(book: Any, package: Package, user: User | None) -> Found:
    found = Found()
    sheets = [sheet for sheet in book.worksheets if sheet.title != HELP_SHEET]
    if len(sheets) > MAX_SHEETS or not sheets:
        found.wrong(HELP_SHEET, "", "sheets" if sheets else "not_template")
        return found
    tables = {sheet.title: list(_rows(sheet)) for sheet in sheets}
    metas = {title: _meta(rows) for title, rows in tables.items()}
    keys = [meta[1] for meta in metas.values() if isinstance(meta[1], int)]
    returns = access.rows(user, Return.objects.filter(pk__in=keys), "file").select_related("plan", "area", "agency")
    known = {owed.pk: owed for owed in returns.defer("plan__outline")}
    lines: dict[int, dict[int, ReturnItem]] = {pk: {} for pk in known}
    for item in ReturnItem.objects.filter(owed__in=known).select_related("indicator"):
        lines[item.owed_id][item.pk] = item
    for sheet in sheets:
        title, rows = sheet.title, tables[sheet.title]
        owed = _owed(title, metas[title], known, found)
        if owed is None:
            continue
        for ref in package.merged.get(str(getattr(sheet, "_worksheet_path", "")).lstrip("/"), []):
            found.wrong(title, ref, "merged")
        if len(rows) > MAX_ROWS:
            found.wrong(title, "", "rows")
            continue
        sheet_found = SheetFound(title, owed, old=metas[title][2] != owed.version)
        found.sheets.append(sheet_found)
        _lines(title, rows, owed, lines[owed.pk], found, sheet_found)
    return found


def _rows(sheet: Any) -> Iterator[Sequence[Any]]:
    """The rows as they stream, one more than may be at most; what the file says of its size is not believed."""
    sheet.reset_dimensions()
    yield from sheet.iter_rows(max_col=COLUMNS, max_row=MAX_ROWS + 1)


def _meta(rows: Sequence[Sequence[Any]]) -> tuple[Any, Any, Any, Any]:
    """Format, key, version and digest of a sheet."""
    if len(rows) < META_ROW:
        return None, None, None, None
    values = [cell.value for cell in rows[META_ROW - 1][:4]]
    return tuple([*values, None, None, None, None][:4])


def _owed(title: str, meta: tuple[Any, Any, Any, Any], known: dict[int, Return], found: Found) -> Return | None:
    """The return of a sheet, or an error."""
    form, key, _, digest = meta
    if form != FORMAT:
        old = isinstance(form, str) and form.startswith(FORMAT_FAMILY)
        found.wrong(title, f"A{META_ROW}" if old else "", "old_template" if old else "not_template")
        return None
    owed = known.get(key) if isinstance(key, int) else None
    if owed is None:
        found.wrong(title, f"B{META_ROW}", "other_return")
    elif digest != sheet_digest(owed):
        found.wrong(title, f"D{META_ROW}", "mixed")
    elif owed.state not in EDITABLE:
        found.wrong(title, "", "closed")
    elif any(sheet.owed.pk == owed.pk for sheet in found.sheets):
        found.wrong(title, "", "twice")
    else:
        return owed
    return None


def _lines(
    title: str,
    rows: Sequence[Sequence[Any]],
    owed: Return,
    items: dict[int, ReturnItem],
    found: Found,
    into: SheetFound,
) -> None:
    seen: set[int] = set()
    for number, row in enumerate(rows[FIRST_ROW - 1 :], start=FIRST_ROW):
        cells = [*row, *[None] * (COLUMNS - len(row))]
        if all(_value(cell) in (None, "") for cell in cells):
            continue
        key = _value(cells[PLACE["key"]])
        item = items.get(key) if isinstance(key, int) and not isinstance(key, bool) else None
        if item is None:
            found.wrong(title, f"A{number}", "no_key")
        elif item.pk in seen:
            found.wrong(title, f"A{number}", "row_twice")
        elif not _same_line(owed, item, cells):
            found.wrong(title, f"A{number}", "row_changed")
        else:
            change = _change(title, number, item, cells, found)
            into.changes += [change] if change else []
        seen |= {item.pk} if item else set()
    for pk, item in items.items():
        if pk not in seen:
            found.wrong(title, "", "row_missing", name=item.indicator.name)


def _same_line(owed: Return, item: ReturnItem, cells: Sequence[Any]) -> bool:
    one = item.indicator
    said = [str(_value(cells[PLACE[name]]) or "") for name in ("name", "unit", "check")]
    shown = [_visible(one.name), _visible(one.unit), line_digest(owed.pk, item.pk, one.name, one.unit)]
    return said == shown


def _visible(text: str) -> str:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    return str(ILLEGAL_CHARACTERS_RE.sub("", text))


def _change(title: str, number: int, item: ReturnItem, cells: Sequence[Any], found: Found) -> Change | None:
    """What a row says that the line does not say yet; errors are noted."""
    place = f"{CELL['value']}{number}"
    before = len(found.errors) + found.unlisted
    filled, value = False, None
    try:
        filled, value = _number(cells[PLACE["value"]], item.indicator.unit)
        _within(value, item)
    except _WrongError as wrong:
        found.wrong(title, place, wrong.text)
    texts = {}
    for name in ("note", "reason"):
        try:
            texts[name] = clean_note(_words(cells[PLACE[name]]))
        except _WrongError as wrong:
            found.wrong(title, f"{CELL[name]}{number}", wrong.text)
    if len(found.errors) + found.unlisted > before:
        return None
    if filled == item.filled and _same(value, item.value):
        values: dict[str, Any] = {"filled": KEEP, "value": KEEP}
    else:
        values = {"filled": filled, "value": value}
    values |= {name: KEEP if text == getattr(item, name) else text for name, text in texts.items()}
    if all(part is KEEP for part in values.values()):
        return None
    return Change(item, place, Entry(item.pk, **values))


class _WrongError(Exception):
    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


def _wrong(code: str, **values: object) -> _WrongError:
    return _WrongError(Text(SAID[code].zh.format(**values), SAID[code].en.format(**values)))


def _number(cell: Any, unit: str) -> tuple[bool, float | None]:
    """(filled, value) of a value cell."""
    value = _value(cell)
    if value is None or (isinstance(value, str) and not value.strip()):
        return False, None
    kind = getattr(cell, "data_type", "n")
    if kind == "f":
        raise _wrong("formula")
    if kind == "e":
        raise _wrong("error", value=str(value)[:12])
    if isinstance(value, bool):
        raise _wrong("truth")
    if isinstance(value, (datetime, date, time, timedelta)):
        raise _wrong("date")
    try:
        if isinstance(value, (int, float)):
            if "%" in str(getattr(cell, "number_format", "")):
                raise _wrong("percent", unit=unit)
            return True, finite(float(value))
        text = str(value)
        return (True, None) if says_none(text) else (True, read_number(text, unit))
    except OverflowError:
        raise _wrong("error", value="#NUM!") from None
    except EntryError as error:
        raise _WrongError(error.text) from None


def _within(value: float | None, item: ReturnItem) -> None:
    low, high = item.indicator.low, item.indicator.high
    if value is not None and low is not None and value < low:
        raise _wrong("low", value=f"{value:.12g}", bound=f"{low:.12g}")
    if value is not None and high is not None and value > high:
        raise _wrong("high", value=f"{value:.12g}", bound=f"{high:.12g}")


def _words(cell: Any) -> str:
    """The text of a note or reason."""
    value = _value(cell)
    if getattr(cell, "data_type", "") == "f":
        raise _wrong("formula")
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value)


def _value(cell: Any) -> Any:
    return getattr(cell, "value", None)


def _same(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=SAME_SHARE)
