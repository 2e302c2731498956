"""Plain text: bytes in one of the encodings that offices use -> numbered lines.

    >>> read("a.txt", "一、目标\\r\\n到2025年。".encode("gb18030")).lines
    ('一、目标', '到2025年。')

The line numbers are those of an editor: a line ends where LF or CRLF stands, blank lines count. Only a file without
any LF is cut at CR, or else at form feeds. Nothing but control characters and blanks at the ends of a line is lost.
"""

from __future__ import annotations

import codecs
import re

from luoshi.core.text import Text
from luoshi.reader.document.limits import MAX_TEXT_BYTES, MB
from luoshi.reader.document.lines import clean
from luoshi.reader.document.refusals import refuse
from luoshi.reader.model import Document

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_COMMON_SHARE = 0.75
"""In Chinese prose over 95 % of the characters are among the 3,755 of GB 2312 level 1; in bytes taken for the wrong
encoding it is about half."""
_PROBE_CHARS = 20_000
_ENOUGH_HANZI = 10
_MAX_ODD_SHARE = 0.3
_ODD = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd\ufffe\uffff]")


def read(name: str, data: bytes) -> Document:
    """The document in `data`. Raises ReaderError: empty, encoding, too_large."""
    lines = tuple(clean(line) for line in _cut(decode(name, data)))
    if not any(lines):
        raise refuse("empty", name)
    return Document(name, "txt", lines)


def decode(name: str, data: bytes) -> str:
    """The text of `data`, strictly: bytes that fit no encoding, or read as gibberish, are refused."""
    if len(data) > MAX_TEXT_BYTES:
        limit = MAX_TEXT_BYTES // MB
        raise refuse(
            "too_large",
            name,
            Text(
                f"文字超过 {limit} MB, 不像一份规划, 未读取; 请拆分后再试",
                f"more than {limit} MB of text, too much for a plan; split the file and try again",
            ),
        )
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return _plausible(name, data[len(mark) :].decode(encoding))
            except UnicodeDecodeError:
                raise refuse("encoding", name) from None
    for encoding in ("utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return _plausible(name, text, guessed=encoding == "gb18030")
    raise refuse("encoding", name)


def _plausible(name: str, text: str, guessed: bool = False) -> str:
    """`text`, unless it is binary, or (if the encoding was guessed) mostly characters that nobody writes."""
    probe = text[:_PROBE_CHARS]
    if len(_ODD.findall(probe)) > _MAX_ODD_SHARE * len(probe):
        raise refuse("encoding", name)
    if guessed:
        hanzi = [sign for sign in probe if "\u3400" <= sign <= "\u9fff"]
        common = sum(map(_is_common, hanzi))
        if len(hanzi) >= _ENOUGH_HANZI and common < _COMMON_SHARE * len(hanzi):
            raise refuse("encoding", name)
    return text


def _is_common(hanzi: str) -> bool:
    """Whether a character is of GB 2312 level 1 (rows 16 to 55)."""
    code = hanzi.encode("gb18030")
    return len(code) == 2 and 0xB0 <= code[0] <= 0xD7 and code[1] >= 0xA1


def _cut(text: str) -> list[str]:
    """The lines as an editor counts them: a line break at the very end opens no further line."""
    for mark in ("\n", "\r", "\f"):
        if mark in text:
            lines = text.split(mark)
            return lines if lines[-1] else lines[:-1]
    return [text]
