"""How a return lies in a workbook: one sheet a return, the same file out and in.

Row 1 says which return it is, row 3 (hidden) holds format, key, version and digest, row 4 the heads, and each row from 5 is
one line of the return. The hidden columns G and H say which line a row is, so rows may be sorted:

>>> CELL["value"], FIRST_ROW, line_digest(7, 12, "绿化覆盖率", "%") == line_digest(7, 12, "绿化率", "%")
('D', 5, False)
"""

from __future__ import annotations

import hashlib
from typing import Any

from luoshi.core.text import Text
from luoshi.plans.models import Return

FORMAT = "luoshi.return/1"
FORMAT_FAMILY = "luoshi.return/"
HELP_SHEET = "说明"
META_ROW, HEAD_ROW, FIRST_ROW = 3, 4, 5
CELL = {"name": "A", "unit": "B", "last": "C", "value": "D", "note": "E", "reason": "F", "key": "G", "check": "H"}
COLUMNS = len(CELL)
PLACE = {name: place for place, name in enumerate(CELL)}
HEADS = {
    "name": ("指标", 40),
    "unit": ("单位", 12),
    "last": ("上期值", 14),
    "value": ("本期值", 14),
    "note": ("说明 (没有数据时必填)", 34),
    "reason": ("理由 (核查存疑时必填)", 34),
    "key": ("key", 10),
    "check": ("check", 16),
}
DIGEST_CHARS = 16

HELP: tuple[Text, ...] = (
    Text("每张工作表是一张报表, 只填写“本期值”“说明”“理由”三列。", "Each sheet is one return. Fill in value, note and reason only."),
    Text("本期值只填数字, 单位见“单位”列; 百分数填 12, 不填 12% 或 0.12。", "Numbers only, in the unit given; a share is 12, not 12% or 0.12."),
    Text("没有数据填“无”, 并在说明中写明原因; 空白表示还没有填, 不等于 0。", "Where there is none write 无 (none) and say why; blank is not filled in, not 0."),
    Text("不要使用公式、合并单元格或宏; 不要改动隐藏的行和列。", "No formulas, merged cells or macros; leave hidden rows and columns alone."),
    Text("填好后在“导入 Excel”页面上传同一个文件; 先核对, 确认后才写入。", "Upload this file at “Import Excel”; you see the changes before they are written."),
    Text("有一处错误就一项也不写入, 错误按单元格列出。", "With one error nothing is written; errors are listed by cell."),
)  # fmt: skip


def digest(*parts: Any) -> str:
    """A short digest that tells a mixed-up row or sheet."""
    return hashlib.sha256("\x1f".join(map(str, (FORMAT, *parts))).encode()).hexdigest()[:DIGEST_CHARS]


def sheet_digest(owed: Return) -> str:
    """The digest of what a sheet is about."""
    return digest(owed.pk, owed.plan_id, owed.agency_id, owed.area_id, owed.period)


def line_digest(owed: int, item: int, name: str, unit: str) -> str:
    """The digest of what a row is about."""
    return digest(owed, item, name, unit)
