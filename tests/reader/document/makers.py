"""Files made in code, valid and hostile, for the tests of the formats."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from typing import Any

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def package(files: Iterable[tuple[str | zipfile.ZipInfo, bytes | str]]) -> bytes:
    """A zip of these files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in files:
            target.writestr(name, content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def docx(body: str, **parts: str) -> bytes:
    """A Word document with this body; `parts` are the inner XML of `styles`, `numbering`, `footnotes`."""
    roots = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes"}
    files: list[tuple[str | zipfile.ZipInfo, bytes | str]] = [
        ("[Content_Types].xml", "<Types/>"),
        ("word/document.xml", f"<w:document {_SPACES}><w:body>{body}</w:body></w:document>"),
    ]
    for name, inner in parts.items():
        root = roots[name]
        files.append((f"word/{name}.xml", f"<w:{root} {_SPACES}>{inner}</w:{root}>"))
    return package(files)


def p(text: str, properties: str = "") -> str:
    """A paragraph of a Word document."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def tc(text: str, properties: str = "") -> str:
    """A cell of a Word table."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    """A row of a Word table."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def pdf(pages: list[list[tuple[float, float, str]]], password: Any = None, size: int = 12, **more: Any) -> bytes:
    """A PDF with texts at places (x, y from below) of each page; `rules` are lines (x0, y0, x1, y1) on every page.

    `picture` puts a picture on every page, `packed=0` leaves the streams readable.
    """
    from PIL import Image
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfgen.canvas import Canvas

    registerFont(UnicodeCIDFont("STSong-Light"))
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=1, pageCompression=more.get("packed", 1), encrypt=password)
    for texts in pages:
        canvas.setFont(more.get("font", "STSong-Light"), size)
        for rule in more.get("rules", ()):
            canvas.line(*rule)
        if more.get("picture"):
            canvas.drawImage(ImageReader(Image.new("1", (8, 8))), 50, 50, 400, 600)
        for x, y, text in texts:
            canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def ruled(xs: list[float], ys: list[float]) -> list[tuple[float, float, float, float]]:
    """The rules of a full grid."""
    return [(xs[0], y, xs[-1], y) for y in ys] + [(x, ys[0], x, ys[-1]) for x in xs]
