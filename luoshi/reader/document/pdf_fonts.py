"""Fonts of a PDF taken with care: a range of codes that no font has would be written out, code by code, into memory.

    pdf.rsrcmgr = CarefulFonts()        fonts with such a range raise PDFValueError, which the reader knows as broken

Checked are the widths of CID fonts (`W`, `W2`) and the ranges of character maps (`ToUnicode`, `Encoding`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pdfminer.pdfexceptions import PDFValueError
from pdfminer.pdffont import PDFFont
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdftypes import PDFStream, resolve1

_MAX_CODE = 0x10FFFF
"""The last code of Unicode; those of CID fonts end at 65,535."""
_MAX_CODES = 2 * _MAX_CODE
"""Codes that all ranges of one map may cover."""
_RANGE = re.compile(rb"<\s*([0-9A-Fa-f]{1,16})\s*>\s*<\s*([0-9A-Fa-f]{1,16})\s*>\s*[<\[0-9]")


class CarefulFonts(PDFResourceManager):
    """Resources of a document whose fonts are looked at before they are loaded."""

    def get_font(self, objid: object, spec: Mapping[str, object]) -> PDFFont:
        """The font `spec`. Raises PDFValueError where its ranges are absurd."""
        for key in ("W", "W2"):
            _check_widths(resolve1(spec.get(key)))
        for key in ("ToUnicode", "Encoding"):
            stream = resolve1(spec.get(key))
            if isinstance(stream, PDFStream):
                _check_map(stream.get_data())
        return super().get_font(objid, spec)


def _check_widths(widths: Any) -> None:
    if not isinstance(widths, list):
        return
    for number in map(resolve1, widths):
        if isinstance(number, (int, float)) and abs(number) > _MAX_CODE:
            raise PDFValueError("absurd code in the widths of a font")


def _check_map(data: bytes) -> None:
    total = 0
    for found in _RANGE.finditer(data):
        total += max(int(found[2], 16) - int(found[1], 16), 0)
        if total > _MAX_CODES:
            raise PDFValueError("absurd range in a character map")
