"""Ledgers and findings as an Excel workbook: a sheet per kind, heads in the reader's language, frozen panes.

>>> ledger_workbook([], [], "zh")[:2]
b'PK'
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from luoshi.core.target import KIND_LABELS, TargetKind
from luoshi.core.text import Language, Text

Row = Mapping[str, Any]
Column = tuple[str, Text, int]
"""Key in the JSON row, head, width in characters."""

_PLACE: tuple[Column, ...] = (
    ("plan", Text("规划", "Plan"), 8),
    ("line", Text("行号", "Line"), 8),
)
_TRUST: tuple[Column, ...] = (
    ("confidence", Text("置信度", "Confidence"), 10),
    ("why", Text("依据", "Why"), 28),
    ("id", Text("编号", "Id"), 16),
)
_DECISION: tuple[Column, ...] = (
    ("decision", Text("核对结果", "Decision"), 10),
    ("decided_by", Text("核对人", "Decided by"), 12),
    ("decided_at", Text("核对时间", "Decided at"), 20),
)
_SHEETS: tuple[tuple[str, Text, tuple[Column, ...]], ...] = (
    (
        "plans",
        Text("规划", "Plans"),
        (
            ("number", Text("序号", "No"), 8),
            ("title", Text("名称", "Title"), 48),
            ("lines", Text("行", "Lines"), 14),
            ("years", Text("规划期", "Years"), 14),
            ("base_year", Text("基期", "Base year"), 10),
            ("issued", Text("印发日期", "Issued"), 14),
        ),
    ),
    (
        "quantities",
        Text("指标与数值", "Quantities"),
        (
            *_PLACE,
            ("name", Text("指标", "Indicator"), 40),
            ("role", Text("性质", "Role"), 8),
            ("value", Text("数值", "Value"), 12),
            ("upper", Text("上限值", "Upper"), 10),
            ("unit", Text("单位", "Unit"), 12),
            ("year", Text("年份", "Year"), 8),
            ("op", Text("比较", "Operator"), 10),
            ("target_kind", Text("目标类型", "Kind of target"), 12),
            ("kind", Text("属性", "Attribute"), 10),
            ("annual", Text("分年度", "By year"), 30),
            ("scope", Text("范围", "Scope"), 16),
            ("part_of", Text("其中(上级指标)", "Part of"), 24),
            ("owner", Text("责任单位", "Owner"), 20),
            ("source", Text("来源", "Source"), 8),
            *_TRUST,
        ),
    ),
    (
        "tasks",
        Text("任务", "Tasks"),
        (
            *_PLACE,
            ("verb", Text("动作", "Verb"), 10),
            ("object", Text("事项", "Object"), 48),
            ("deadline", Text("时限", "Deadline"), 10),
            ("owners", Text("责任单位", "Owners"), 28),
            ("places", Text("地区", "Places"), 20),
            *_TRUST,
        ),
    ),
    (
        "projects",
        Text("项目", "Projects"),
        (
            *_PLACE,
            ("name", Text("项目名称", "Project"), 48),
            ("content", Text("内容", "Content"), 40),
            ("investment", Text("投资", "Investment"), 14),
            ("place", Text("地点", "Place"), 20),
            ("start", Text("开始", "Start"), 8),
            ("end", Text("完成", "End"), 8),
            ("owner", Text("责任单位", "Owner"), 24),
            *_TRUST,
        ),
    ),
    (
        "systems",
        Text("信息系统", "Systems"),
        (
            *_PLACE,
            ("name", Text("系统名称", "System"), 40),
            ("verb", Text("动作", "Verb"), 10),
            ("owner", Text("责任单位", "Owner"), 24),
            *_TRUST,
        ),
    ),
    (
        "duties",
        Text("实施职责", "Duties"),
        (
            *_PLACE,
            ("kind", Text("职责", "Duty"), 14),
            ("years", Text("年份", "Years"), 12),
            ("owners", Text("责任单位", "Owners"), 28),
            *_TRUST,
        ),
    ),
    (
        "findings",
        Text("校核发现", "Findings"),
        (
            ("plan", Text("规划", "Plan"), 8),
            ("lines", Text("行号", "Lines"), 12),
            ("kind", Text("类别", "Kind"), 18),
            ("severity", Text("程度", "Severity"), 10),
            ("message", Text("问题", "What is wrong"), 70),
            ("arithmetic", Text("算式", "Arithmetic"), 48),
            ("id", Text("编号", "Id"), 16),
        ),
    ),
)

WORDS: dict[str, Text] = {
    "base": Text("现状", "base"),
    "target": Text("目标", "target"),
    "pending": Text("待下达", "to be issued"),
    "table": Text("表格", "table"),
    "prose": Text("正文", "prose"),
    "=": Text("等于", "equal"),
    ">=": Text("不低于", "at least"),
    "<=": Text("不高于", "at most"),
    "cumulative": Text("累计", "cumulative"),
    "growth": Text("增长", "growth"),
    "range": Text("区间", "range"),
    "accepted": Text("采纳", "accepted"),
    "corrected": Text("更正", "corrected"),
    "rejected": Text("驳回", "rejected"),
    "error": Text("错误", "error"),
    "warning": Text("警告", "warning"),
    "note": Text("提示", "note"),
    "evaluate": Text("评估", "evaluate"),
    "publish": Text("公开", "publish"),
    "report": Text("报告", "report"),
    "assess": Text("考核", "assess"),
    "adjust": Text("调整", "adjust"),
    "annual_plan": Text("年度计划", "annual plan"),
    "fund": Text("资金保障", "fund"),
    "lead": Text("组织领导", "lead"),
}
_CODED = {"role", "source", "op", "kind", "severity", "decision"}
_CONTROL = dict.fromkeys([*range(9), 11, 12, *range(14, 32)])
"""Characters that XML cannot carry."""


def ledger_workbook(ledgers: Sequence[Row], findings: Sequence[Row], language: Language) -> bytes:
    """The workbook of one or more ledgers (objects of `serial.ledger_json`, `serial.findings_json`)."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    book = Workbook()
    book.remove(book.active)
    head_font, head_fill = Font(bold=True), PatternFill("solid", start_color="FFE8EEF4")
    top = Alignment(vertical="top", wrap_text=True)
    for key, title, columns in _SHEETS:
        rows = [row for source in (findings if key == "findings" else ledgers) for row in source[key]]
        if any("decision" in row for row in rows):
            columns = (*columns, *_DECISION)
        sheet = book.create_sheet(title.say(language))
        sheet.append([head.say(language) for _key, head, _width in columns])
        for number, row in enumerate(rows, 2):
            values = [_cell(row, name, language) for name, _head, _width in columns]
            sheet.append(values)
            for column, value in enumerate(values, 1):
                if isinstance(value, str) and value.startswith("="):  # a text of the plan is never a formula
                    sheet.cell(number, column).data_type = "s"
        for cell in sheet[1]:
            cell.font, cell.fill, cell.alignment = head_font, head_fill, top
        for number, (_key, _head, width) in enumerate(columns, 1):
            sheet.column_dimensions[get_column_letter(number)].width = width
        sheet.freeze_panes = "C2"
        sheet.auto_filter.ref = sheet.dimensions
        sheet.sheet_view.zoomScale = 100
    book.properties.created = book.properties.modified = datetime(2000, 1, 1)  # noqa: DTZ001 - same ledger, same bytes
    return _bytes(book)


def _bytes(book: Any) -> bytes:
    """Save with fixed times inside the archive, so that the same ledger gives the same file."""
    import zipfile

    raw = io.BytesIO()
    book.save(raw)
    out = io.BytesIO()
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _settled(content)
            target.writestr(zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _settled(core: bytes) -> bytes:
    """The library stamps the time of saving into the properties; put the fixed one back."""
    import re

    return re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2000-01-01T00:00:00Z", core)


def _cell(row: Row, key: str, language: Language) -> str | float | int | None:
    value = row.get("message_en") if key == "message" and language == "en" else row.get(key)
    if key in _CODED and value in WORDS:
        return WORDS[value].say(language)
    if key == "target_kind" and value:
        return KIND_LABELS[TargetKind(value)].say(language)
    if key == "investment" and value:
        return f"{value['value']}{value['unit']}"
    if key in ("lines", "years") and value and len(value) == 2 and None not in value and value[0] != value[1]:
        return "-".join(map(str, value)) if "title" in row else _plain(value)
    if isinstance(value, Mapping):
        return "; ".join(f"{year}: {number}" for year, number in value.items())
    if isinstance(value, (list, tuple)):
        return _plain(value)
    return _safe(value)


def _plain(values: Iterable[object]) -> str:
    return ", ".join(str(value) for value in values if value is not None)


def _safe(value: Any) -> str | float | int | None:
    """The value without the characters that XML cannot carry."""
    kept: str | float | int | None = value.translate(_CONTROL) if isinstance(value, str) else value
    return kept
