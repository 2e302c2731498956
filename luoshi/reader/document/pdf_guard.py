"""A look at the packed streams of a PDF before any library unpacks them.

    check_streams("规划.pdf", data)      raises ReaderError (`bomb`) if one of them inflates beyond the limit

PDF libraries inflate a stream whole, so a file of 100 kB could ask for 100 GB. Here each stream is inflated in steps
and thrown away. Streams of a file with an owner's password cannot be seen through and pass.
"""

from __future__ import annotations

import base64
import binascii
import re
import zlib

from luoshi.reader.document.limits import KB, MAX_INFLATED_BYTES, MAX_PACKAGE_BYTES
from luoshi.reader.document.refusals import refuse

_STREAM = re.compile(rb"stream\r?\n")
_FILTERS = re.compile(rb"/(?:Filter|F)\s*(\[[^\]]{0,400}\]|/[A-Za-z0-9#]+)")
_NAME = re.compile(rb"/([A-Za-z0-9#]+)")
_PICTURE = re.compile(rb"/Subtype\s*/Image\b")
_ENTRY_BYTES = 4 * KB
"""The dictionary of a stream stands before it; so far back is looked for it."""
_STEP_BYTES = 256 * KB


def check_streams(name: str, data: bytes) -> None:
    """Refuse a file with a stream that no page of text needs. Pictures may be larger: nobody unpacks them here."""
    position = 0
    while found := _STREAM.search(data, position):
        end = data.find(b"endstream", found.end())
        end = len(data) if end < 0 else end
        entry = data[max(position, found.start() - _ENTRY_BYTES) : found.start()]
        entry = entry[entry.rfind(b"obj") + 1 :]
        limit = MAX_PACKAGE_BYTES if _PICTURE.search(entry) else MAX_INFLATED_BYTES
        _check(name, data[found.end() : end], entry, limit)
        position = max(end, found.end())


def _check(name: str, packed: bytes, entry: bytes, limit: int) -> None:
    filters = _FILTERS.search(entry)
    for step in _NAME.findall(filters[1]) if filters else (b"",):
        try:
            if step in (b"ASCII85Decode", b"A85"):
                packed = base64.a85decode(packed.strip().removeprefix(b"<~").removesuffix(b"~>"))
            elif step in (b"ASCIIHexDecode", b"AHx"):
                packed = binascii.unhexlify(b"".join(packed.split()).removesuffix(b">"))
            else:
                packed = _inflate(name, packed, limit)
        except (ValueError, zlib.error):  # not packed this way, or broken: the reader of the PDF will say so
            return


def _inflate(name: str, packed: bytes, limit: int) -> bytes:
    """What `packed` unpacks to, up to `limit`."""
    machine = zlib.decompressobj()
    parts: list[bytes] = []
    size = 0
    rest = packed
    while rest and not machine.eof:
        part = machine.decompress(rest, _STEP_BYTES)
        size += len(part)
        if size > limit:
            raise refuse("bomb", name)
        parts.append(part)
        if not part and machine.unconsumed_tail == rest:
            break
        rest = machine.unconsumed_tail
    return b"".join(parts)
