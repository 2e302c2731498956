"""An uploaded workbook before anything is read from it: is it one, is it safe, what is merged.

    package = checked("报表.xlsx", data)       # raises WorkbookError, which says what to do
    package.merged["xl/worksheets/sheet2.xml"]

A workbook is a zip of XML. The zip is held to the limits of the reader's own zips, XML with a document type (the way of
entity bombs) is refused before a parser sees it, and so are macros.
"""

from __future__ import annotations

import io
import re
import warnings
from dataclasses import dataclass
from typing import Any

from luoshi.core.text import Text
from luoshi.reader.document.limits import MB
from luoshi.reader.document.zips import inflate, open_zip
from luoshi.reader.errors import ReaderError

MAX_BYTES = 10 * MB
MAX_PART_BYTES = 12 * MB
MAX_ALL_BYTES = 24 * MB
_OLE = b"\xd0\xcf\x11\xe0"
_MACRO_SUFFIXES = (".xlsm", ".xltm", ".xlsb", ".xlam")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']([A-Za-z0-9:$]{1,30})[\"']")
_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_WIDE = re.compile(rb"\x00|^\xff\xfe|^\xfe\xff|encoding=[\"']utf-?(?:16|32|7)", re.IGNORECASE)

FAULTS: dict[str, Text] = {
    "empty": Text("文件是空的。", "The file is empty."),
    "large": Text(
        "文件超过 10 MB, 或展开后过大, 不像是本系统的报表模板。",
        "The file is over 10 MB, or too large once unpacked, for a template of this system.",
    ),
    "old_excel": Text(
        "这是旧版 .xls 文件或加了密码的文件。请用 Excel 另存为不带密码的 .xlsx 后再导入。",
        "This is an old .xls file, or one with a password. Save it as .xlsx without a password, then import it.",
    ),
    "macros": Text(
        "文件含有宏, 不接受。请用下载的 .xlsx 模板填写。",
        "The file has macros, which are not taken. Use the .xlsx template that was downloaded here.",
    ),
    "no_workbook": Text(
        "这不是 Excel 工作簿 (.xlsx), 或文件已损坏。请用下载的模板填写。",
        "This is no Excel workbook (.xlsx), or it is damaged. Use the template that was downloaded here.",
    ),
    "unsafe": Text(
        "文件的内部结构异常 (含有文档类型定义或过度压缩的内容), 出于安全不予读取。",
        "The file is built in an unsafe way (a document type, or content packed beyond reason) and is not read.",
    ),
}


class WorkbookError(Exception):
    """A file that is not read at all; `text` says why and what to do."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
        self.text = FAULTS[code]


@dataclass(frozen=True, slots=True)
class Package:
    """A workbook that may be parsed, and the merged ranges of each part."""

    data: bytes
    merged: dict[str, list[str]]

    def open(self) -> Any:
        """The workbook as openpyxl streams it: rows one by one, formulas as formulas. Raises WorkbookError."""
        from openpyxl import load_workbook

        try:
            with warnings.catch_warnings():  # it warns of extensions that it leaves out
                warnings.simplefilter("ignore")
                return load_workbook(io.BytesIO(self.data), read_only=True, data_only=False, keep_links=False)
        except Exception:  # a damaged file makes it fail in any way
            raise WorkbookError("no_workbook") from None


def checked(name: str, data: bytes) -> Package:
    """The package in `data`, a file called `name`. Raises WorkbookError."""
    if not data:
        raise WorkbookError("empty")
    if name.lower().endswith(_MACRO_SUFFIXES):
        raise WorkbookError("macros")
    if data.startswith(_OLE):
        raise WorkbookError("old_excel")
    if not data.startswith(b"PK"):
        raise WorkbookError("no_workbook")
    if len(data) > MAX_BYTES:
        raise WorkbookError("large")
    try:
        return Package(data, _parts(name, data))
    except ReaderError as error:
        raise WorkbookError("unsafe" if error.code == "bomb" else "no_workbook") from None


def _parts(name: str, data: bytes) -> dict[str, list[str]]:
    """Look at every part; the merged ranges of each."""
    merged: dict[str, list[str]] = {}
    total = 0
    with open_zip(name, data) as package:
        infos = package.infolist()
        names = [info.filename for info in infos]
        if "xl/workbook.xml" not in names or len(set(names)) != len(names):
            raise WorkbookError("no_workbook")
        if any(part.lower().endswith("vbaproject.bin") for part in names):
            raise WorkbookError("macros")
        if sum(info.file_size for info in infos) > MAX_ALL_BYTES:
            raise WorkbookError("large")
        for info in infos:
            part = inflate(name, package, info, MAX_PART_BYTES)
            total += len(part)
            if total > MAX_ALL_BYTES:
                raise WorkbookError("large")
            if not info.filename.endswith((".xml", ".rels", ".vml")):
                continue
            if info.filename == "[Content_Types].xml" and b"macroEnabled" in part:
                raise WorkbookError("macros")
            if _DOCTYPE.search(part) or _WIDE.search(part[:200]):
                raise WorkbookError("unsafe")
            if b"mergeCell" in part:
                merged[info.filename] = [ref.decode() for ref in _MERGED.findall(part)]
    return merged
