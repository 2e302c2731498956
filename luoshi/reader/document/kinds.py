"""What a file is: by its first bytes, and only where these say nothing by its suffix.

>>> kind("规划.txt", b"%PDF-1.7 ...")
'pdf'
>>> kind("规划.htm", b"...")
'html'
"""

from __future__ import annotations

import codecs
import re
from pathlib import PurePosixPath
from typing import Literal

from luoshi.core.text import Text
from luoshi.reader.document.refusals import refuse

Kind = Literal["txt", "docx", "html", "pdf", "zip"]

SUFFIXES: dict[str, Kind] = {
    ".txt": "txt", ".text": "txt", ".md": "txt",
    ".docx": "docx", ".docm": "docx",
    ".html": "html", ".htm": "html", ".shtml": "html", ".xhtml": "html",
    ".pdf": "pdf",
    ".zip": "zip",
}  # fmt: skip
_HEAD_BYTES = 1024
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,400}?-->\s*)*"
    rb"<(?:!doctype\s+html|html|head|body|meta|title|div|table|h[1-6]|article)\b",
    re.DOTALL | re.IGNORECASE,
)
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_AS_DOCX = Text("请用 Word 或 WPS 打开, 另存为 .docx 后再试", "open it in Word or WPS, save it as .docx and try again")
_AS_PDF = Text("请用原来的软件打开, 导出为 .pdf 后再试", "open it in its own program, export it as .pdf and try again")
_COPY = Text(
    "请把其中的表格复制到 Word 文档, 存为 .docx 后再试", "copy its tables into a Word document, save it as .docx"
)
_UNPACK = Text("请解压后读取里面的文件", "unpack it and read the files themselves")
_OCR = Text("请先做文字识别 (OCR), 存为 .docx 后再试", "run OCR on it, save the text as .docx and try again")
_FOREIGN: tuple[tuple[bytes, Text, Text], ...] = (
    (_COMPOUND, Text("旧式 Office 文件 (.doc .wps .xls)", "an old Office file (.doc .wps .xls)"), _AS_DOCX),
    (b"{\\rtf", Text(" RTF 文件", "an RTF file"), _AS_DOCX),
    (b"Rar!\x1a\x07", Text(" RAR 压缩包", "a RAR archive"), _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", Text(" 7z 压缩包", "a 7z archive"), _UNPACK),
    (b"\x1f\x8b\x08", Text(" gzip 压缩包", "a gzip archive"), _UNPACK),
    (b"\x89PNG\r\n\x1a\n", Text("图片", "a picture"), _OCR),
    (b"\xff\xd8\xff", Text("图片", "a picture"), _OCR),
    (b"II*\x00", Text("图片", "a picture"), _OCR),
    (b"MM\x00*", Text("图片", "a picture"), _OCR),
)
_WEB_ARCHIVE = re.compile(rb"(?:From:|MIME-Version:|Content-Type: multipart/related)", re.IGNORECASE)
_PACKAGES: tuple[tuple[str, Text, Text], ...] = (
    ("xl/workbook.xml", Text(" Excel 工作簿", "an Excel workbook"), _COPY),
    ("ppt/presentation.xml", Text("演示文稿", "a presentation"), _AS_DOCX),
    ("content.xml", Text(" OpenDocument 文件", "an OpenDocument file"), _AS_DOCX),
    ("OFD.xml", Text(" OFD 文件", "an OFD file"), _AS_PDF),
)


def suffix(name: str) -> str:
    """The suffix in lower case: `.docx`."""
    return PurePosixPath(name).suffix.lower()


def is_plan_file(name: str) -> bool:
    """Whether a file found in a folder or zip is taken up: by suffix, leaving out what programs put there.

    >>> [is_plan_file(name) for name in ("a.docx", "~$a.docx", "__MACOSX/._a.docx", "首页_files/b.html", "a.xlsx")]
    [True, False, False, False, False]
    """
    *folders, file = name.split("/")
    if file.startswith((".", "~$")) or any(part.startswith((".", "__MACOSX")) for part in folders):
        return False
    if any(part.endswith(("_files", ".files")) for part in folders):
        return False
    return suffix(name) in SUFFIXES


def kind(name: str, data: bytes) -> Kind:
    """The format of `data`. Raises ReaderError: unsupported, encrypted, broken (a .docx or .pdf that is none)."""
    head = data[:_HEAD_BYTES]
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packaged(name, data)
    body = head.removeprefix(codecs.BOM_UTF8).lstrip()
    by_name = SUFFIXES.get(suffix(name))
    if body.startswith(b"%PDF-") or (by_name == "pdf" and b"%PDF-" in head):
        return "pdf"
    if head.startswith(_COMPOUND) and _ENCRYPTED_STREAM in data:
        raise refuse("encrypted", name)
    for magic, what, advice in _FOREIGN:
        if head.startswith(magic):
            raise _foreign(name, what, advice)
    if by_name != "txt" and _WEB_ARCHIVE.match(head) and b"multipart/related" in data[: 8 * _HEAD_BYTES]:
        what = Text("单个文件网页 (.mht)", "a single-file web page (.mht)")
        advice = Text("请另存为“网页, 仅 HTML”后再试", "save it as “web page, HTML only” and try again")
        raise _foreign(name, what, advice)
    if _HTML.match(_narrow(body)):
        return "html"
    if by_name in ("docx", "pdf", "zip"):
        raise refuse("broken", name)
    if by_name is None and suffix(name):
        raise refuse("unsupported", name)
    return by_name or "txt"


def _packaged(name: str, data: bytes) -> Kind:
    """A zip by what it holds: a Word document, another office's file, or an archive."""
    from luoshi.reader.document.zips import open_zip  # loads zipfile, which plain text does not need

    with open_zip(name, data) as package:
        names = set(package.namelist())
    if "word/document.xml" in names or ("[Content_Types].xml" in names and suffix(name) in (".docx", ".docm")):
        return "docx"
    for part, what, advice in _PACKAGES:
        if part in names and (part != "content.xml" or "mimetype" in names):
            raise _foreign(name, what, advice)
    if suffix(name) in (".docx", ".docm"):
        raise refuse("broken", name)
    return "zip"


def _narrow(head: bytes) -> bytes:
    """The beginning of a UTF-16 page as single bytes, so that its tags can be seen."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head[2:].replace(b"\x00", b"")
    return head


def _foreign(name: str, what: Text, advice: Text) -> Exception:
    return refuse("unsupported", name, Text(f"这是{what.zh}, {advice.zh}", f"this is {what.en}; {advice.en}"))
