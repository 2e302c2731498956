"""Make the sample plan in its four formats from one source: `python -m tools.make_samples`.

The same source gives the same bytes: dates, ids and compression are fixed.
"""

from __future__ import annotations

import io
import zipfile
from html import escape
from pathlib import Path
from typing import Any

from tools.sample_source import Block, Box, Table, Words, blocks

OUT = Path(__file__).resolve().parents[1] / "luoshi" / "samples"
CITY = "青岚市"


def main() -> None:
    """Write the four files into `luoshi/samples`."""
    source = blocks()
    for name, content in (
        ("qinglan.txt", text_file(source)),
        ("qinglan.html", web_page(source)),
        ("qinglan.docx", word_file(source)),
        ("qinglan.pdf", pdf_file(source)),
    ):
        (OUT / name).write_bytes(content)
        print(f"{name}: {len(content)} bytes")


def text_file(source: list[Block]) -> bytes:
    """Plain text as it arrives from saved pages: a cell a line, bars for blank and covered cells at the end of a row."""
    lines: list[str] = []
    for block in source:
        if isinstance(block, Words):
            lines.append(block.text)
        elif isinstance(block, Box):
            lines.extend(f"{text} |" for text in block.texts)
        else:
            for number in range(block.height):
                texts = [spot.text for spot in block.row(number) if spot.text]
                lines.extend(f"{text} |" for text in texts)
                if len(texts) < block.width:
                    lines.append("|" * (block.width - len(texts)))
    return ("\n".join(lines) + "\n").encode()


def web_page(source: list[Block]) -> bytes:
    """A page as saved from the site of a government, with everything around the article."""
    body: list[str] = []
    title = "<br>".join(escape(block.text) for block in source if isinstance(block, Words) and block.level == 1)
    for block in source:
        if isinstance(block, Box):
            body.append(f'<table class="box"><tr><td>{"".join(map(_p, block.texts))}</td></tr></table>')
        elif isinstance(block, Table):
            body.append(_html_table(block))
        elif block.kind == "note":
            body.append(f'<p class="note" id="ftn1">{escape(block.text)}</p>')
        elif block.kind == "paragraph":
            body.append(_p(block.text))
        elif block.level > 1:
            body.append(f"<h{block.level}>{escape(block.text)}</h{block.level}>")
    return _PAGE.format(title=title, city=CITY, body="\n".join(body)).encode()


def _p(text: str) -> str:
    return f"<p>　　{escape(text)}</p>"


def _html_table(table: Table) -> str:
    rows = []
    for number in range(table.height):
        tag = "th" if number < table.header else "td"
        cells = "".join(
            f"<{tag}{_span('rowspan', spot.rows)}{_span('colspan', spot.columns)}>{escape(spot.text)}</{tag}>"
            for spot in table.row(number)
        )
        rows.append(f"<tr>{cells}</tr>")
    return '<table border="1">\n' + "\n".join(rows) + "\n</table>"


def _span(name: str, number: int) -> str:
    return f' {name}="{number}"' if number > 1 else ""


_PAGE = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>规划文本_{city}人民政府</title>
<style>.hide {{ display: none }} body {{ font-size: 16px }}</style>
<script>var columns = ["首页", "政务公开"]; function print_page() {{ window.print(); }}</script>
</head>
<body>
<header><h1>{city}人民政府</h1><form action="/search"><input name="q"><button>搜索</button></form></header>
<div class="nav"><ul>
<li><a href="/">首页</a></li><li><a href="/zwgk">政务公开</a></li>
<li><a href="/zwfw">政务服务</a></li><li><a href="/hdjl">互动交流</a></li>
</ul></div>
<div class="breadcrumb">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk">政务公开</a> &gt; 规划计划</div>
<div class="main">
<div class="article">
<h1>{title}</h1>
{body}
</div>
<div style="display:none">本页已浏览 1024 次</div>
<ul class="more">
<li><a href="/1.html">青岚市城市更新行动方案</a></li>
<li><a href="/2.html">青岚市节水条例解读</a></li>
<li><a href="/3.html">青岚市河湖名录</a></li>
</ul>
</div>
<footer><p>版权所有：{city}人民政府办公室</p><p>青ICP备00000000号</p></footer>
<script>document.title = "规划";</script>
</body>
</html>
"""


def word_file(source: list[Block]) -> bytes:
    """A Word document with heading styles, merged cells and a true footnote."""
    import docx
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    document = docx.Document()
    properties = document.core_properties
    properties.author, properties.title, properties.comments = "", f"{CITY}规划示例", ""
    notes: list[str] = []
    paragraph: Any = None
    for block in source:
        if isinstance(block, Table):
            _word_table(document, block)
        elif isinstance(block, Box):
            cell = document.add_table(1, 1, "Table Grid").cell(0, 0)
            cell.paragraphs[0].text = block.texts[0]
            for text in block.texts[1:]:
                cell.add_paragraph(text)
        elif block.kind == "note":
            notes.append(block.text)
            _cite(paragraph, len(notes))
        elif block.kind == "heading":
            paragraph = document.add_heading(block.text, block.level - 1)
        else:
            paragraph = document.add_paragraph(block.text)
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, _footnotes(notes), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    stream = io.BytesIO()
    document.save(stream)
    return _same_bytes(stream.getvalue())


def _word_table(document: Any, table: Table) -> None:
    grid = document.add_table(table.height, table.width, "Table Grid")
    for spot in table.spots:
        cell = grid.cell(spot.row, spot.column)
        if spot.rows > 1 or spot.columns > 1:
            cell = cell.merge(grid.cell(spot.row + spot.rows - 1, spot.column + spot.columns - 1))
        cell.text = spot.text
    for number in range(table.header):
        properties = grid.rows[number]._tr.get_or_add_trPr()
        properties.append(properties.makeelement(_W + "tblHeader", {}))


def _cite(paragraph: Any, number: int) -> None:
    run = paragraph.add_run()._r
    run.append(run.makeelement(_W + "footnoteReference", {_W + "id": str(number)}))


_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def _footnotes(texts: list[str]) -> bytes:
    """The footnotes part; ids -1 and 0 are the rules that Word draws above the notes."""
    rules = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
    )
    notes = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>{escape(text)}</w:t></w:r></w:p></w:footnote>'
        for number, text in enumerate(texts, 1)
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return f'{head}<w:footnotes xmlns:w="{_W[1:-1]}">{rules}{notes}</w:footnotes>'.encode()


def _same_bytes(package: bytes) -> bytes:
    """The zip with every entry dated alike, so that the same source gives the same file."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if not name.startswith("docProps/thumbnail"):
                new.writestr(zipfile.ZipInfo(name), old.read(name), zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def pdf_file(source: list[Block]) -> bytes:
    """A PDF with a text layer, ruled tables, a running head and page numbers."""
    from reportlab.lib import colors
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate
    from reportlab.platypus import Table as Ruled

    registerFont(UnicodeCIDFont(_FONT))
    base = ParagraphStyle("base", fontName=_FONT, fontSize=12, leading=20, wordWrap="CJK")
    styles = {
        0: ParagraphStyle("body", base, firstLineIndent=24),
        1: ParagraphStyle("title", base, fontSize=18, leading=28, alignment=1),
        2: ParagraphStyle("chapter", base, fontSize=15, leading=26, alignment=1, spaceBefore=10),
        3: ParagraphStyle("section", base, firstLineIndent=24, spaceBefore=4),
        4: ParagraphStyle("item", base, firstLineIndent=24),
    }
    small = ParagraphStyle("cell", base, fontSize=10, leading=14)
    rules = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
    story: list[Any] = []
    for block in source:
        if isinstance(block, Words):
            story.append(Paragraph(escape(block.text), styles[block.level]))
        elif isinstance(block, Box):
            rows: list[list[Any]] = [[Paragraph(escape(text), small)] for text in block.texts]
            story.append(Ruled(rows, colWidths=[440], style=[*rules[1:], ("BOX", (0, 0), (-1, -1), 0.5, colors.black)]))
        else:
            rows = [[""] * block.width for _ in range(block.height)]
            spans: list[Any] = []
            for spot in block.spots:
                rows[spot.row][spot.column] = Paragraph(escape(spot.text), small)
                end = (spot.column + spot.columns - 1, spot.row + spot.rows - 1)
                spans.append(("SPAN", (spot.column, spot.row), end))
            widths = [440 / block.width] * block.width
            story.append(Ruled(rows, colWidths=widths, style=rules + spans, repeatRows=block.header))
    stream = io.BytesIO()
    frame = SimpleDocTemplate(stream, pagesize=A4, title=f"{CITY}规划示例", invariant=1)
    frame.build(story, onFirstPage=_page_edges, onLaterPages=_page_edges)
    return stream.getvalue()


_FONT = "STSong-Light"


def _page_edges(canvas: Any, frame: Any) -> None:
    """The running head and the page number."""
    canvas.setFont(_FONT, 9)
    canvas.drawString(72, 800, f"{CITY}“十四五”规划")
    canvas.drawCentredString(297, 40, f"— {frame.page} —")


if __name__ == "__main__":
    main()
