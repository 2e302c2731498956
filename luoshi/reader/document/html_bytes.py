"""The bytes of a web page as text: by its mark, by what its head says, or by what fits.

>>> to_text("a.html", '<meta charset="gb2312"><p>目标'.encode("gb18030"))
'<meta charset="gb2312"><p>目标'
"""

from __future__ import annotations

import codecs
import re

from luoshi.reader.document.limits import MAX_TEXT_BYTES
from luoshi.reader.document.txt import decode

_DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_HEAD_BYTES = 4096
_CHINESE = ("gb2312", "gbk", "gb18030", "gb-2312", "gb_2312-80", "x-gbk", "hz-gb-2312")
_BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def to_text(name: str, data: bytes) -> str:
    """The text of a page. A declared encoding is tried first; pages lie about it, so the usual ones come next.

    A stray broken byte in a page that declares its encoding is shown as U+FFFD, as a browser does.
    Raises ReaderError: encoding, too_large.
    """
    declared = _DECLARED.search(data[:_HEAD_BYTES])
    if data.startswith(_BOMS) or declared is None or len(data) > MAX_TEXT_BYTES:
        return decode(name, data)
    label = declared[1].decode("ascii", "replace").lower()
    encoding = "gb18030" if label in _CHINESE else label
    for candidate in (encoding, "utf-8", "gb18030"):
        try:
            return data.decode(candidate)
        except (UnicodeDecodeError, LookupError):
            continue
    return _browser_like(name, data, encoding)


def _browser_like(name: str, data: bytes, encoding: str) -> str:
    """A page with a few broken bytes; one with many is in another encoding and is refused."""
    for candidate in (encoding, "utf-8", "gb18030"):
        try:
            text = data.decode(candidate, "replace")
        except LookupError:
            continue
        if text.count("\ufffd") * _TOLERATED <= len(text):
            return text
    return decode(name, data)


_TOLERATED = 1000
"""One broken character in so many."""
