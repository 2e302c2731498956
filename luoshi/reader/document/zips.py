"""Zip files taken with care: what is declared and what really comes out are both held to the limits.

    with open_zip("规划.docx", data) as package:
        xml = inflate("规划.docx", package, "word/document.xml", MAX_INFLATED_BYTES)

Only stored and deflated entries are read: those are what offices write, and deflate alone can be inflated in steps.
"""

from __future__ import annotations

import io
import zipfile
import zlib

from luoshi.core.text import Text
from luoshi.reader.document.limits import KB, MAX_ENTRIES, MAX_RATIO, RATIO_FREE_BYTES
from luoshi.reader.document.lines import squeeze
from luoshi.reader.document.refusals import refuse

_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_STEP_BYTES = 256 * KB
_ENCRYPTED, _UTF8 = 0x1, 0x800
_METHOD = Text(
    "压缩包用了不常见的压缩方式, 请用普通 zip 方式重新压缩, 或直接读取里面的文件",
    "the archive uses an uncommon compression; pack it again as an ordinary zip, or read the files themselves",
)


def open_zip(name: str, data: bytes) -> zipfile.ZipFile:
    """The zip in `data`. Raises ReaderError: broken, bomb (too many entries)."""
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, EOFError, OverflowError, NotImplementedError):
        # ValueError covers names in broken UTF-8 and negative offsets, NotImplementedError unknown versions.
        raise refuse("broken", name) from None
    if len(package.infolist()) > MAX_ENTRIES:
        raise refuse("bomb", name)
    return package


def inflate(name: str, package: zipfile.ZipFile, entry: str | zipfile.ZipInfo, limit: int) -> bytes:
    """The bytes of one entry, at most `limit`. Raises ReaderError: encrypted, unsupported, broken, bomb."""
    info = package.getinfo(entry) if isinstance(entry, str) else entry
    if info.flag_bits & _ENCRYPTED:
        raise refuse("encrypted", name)
    if info.compress_type not in _METHODS:
        raise refuse("unsupported", name, _METHOD)
    check_size(name, info.file_size, info.compress_size, limit)
    parts: list[bytes] = []
    size = 0
    try:
        with package.open(info) as stream:
            while part := stream.read(_STEP_BYTES):
                size += len(part)
                check_size(name, size, info.compress_size, limit)
                parts.append(part)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, OSError):
        # OSError: a seek before the start, where an offset lies.
        raise refuse("broken", name) from None
    return b"".join(parts)


def check_size(name: str, inflated_bytes: int, packed_bytes: int, limit: int) -> None:
    """Refuse what is, or claims to be, larger than `limit` or packed beyond what real text packs."""
    if inflated_bytes > limit:
        raise refuse("bomb", name)
    if inflated_bytes > RATIO_FREE_BYTES and inflated_bytes > MAX_RATIO * max(packed_bytes, 1):
        raise refuse("bomb", name)


def entry_name(info: zipfile.ZipInfo) -> str:
    """The name of an entry as its maker wrote it: without the UTF-8 flag it is UTF-8 all the same, or GBK."""
    name = info.filename
    if not info.flag_bits & _UTF8:
        try:
            raw = name.encode("cp437")
        except UnicodeEncodeError:  # already mended from the entry's own Unicode field
            return squeeze(name)
        for encoding in ("utf-8", "gb18030"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    return squeeze(name.replace("\\", "/"))
