"""Word: headings, numbers that only Word shows, merged cells, notes, boxes, and what is left out."""

from __future__ import annotations

import pytest

from luoshi.reader.document.docx import read
from luoshi.reader.document.numerals import numeral
from luoshi.reader.model import Document
from tests.reader.document.makers import docx, p, tc, tr

STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/></w:style>
<w:style w:type="paragraph" w:styleId="2"><w:name w:val="标题 2"/></w:style>
<w:style w:type="paragraph" w:styleId="mine"><w:name w:val="公文一级"/><w:basedOn w:val="1"/></w:style>
<w:style w:type="paragraph" w:styleId="out"><w:name w:val="章"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="title"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="toc"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="num"><w:name w:val="编号"/>
  <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="loop"><w:name w:val="x"/><w:basedOn w:val="loop"/></w:style>
"""
NUMBERING = """
<w:abstractNum w:abstractNumId="7">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="第%1章"/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="num"/>
    <w:lvlText w:val="%2."/></w:lvl>
  <w:lvl w:ilvl="2"><w:start w:val="3"/><w:numFmt w:val="decimalEnclosedCircle"/><w:lvlText w:val="%3"/></w:lvl>
  <w:lvl w:ilvl="3"><w:numFmt w:val="bullet"/><w:lvlText w:val="——"/></w:lvl>
  <w:lvl w:ilvl="4"><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf06c"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="7"/>
  <w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
"""


def style(name: str) -> str:
    return f'<w:pStyle w:val="{name}"/>'


def item(level: int, number: int = 1) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def opened(body: str, **parts: str) -> Document:
    return read("a.docx", docx(body, **parts))


@pytest.mark.parametrize(
    ("properties", "level"),
    [
        (style("1"), 1),
        (style("2"), 2),
        (style("mine"), 1),
        (style("out"), 3),
        ('<w:outlineLvl w:val="4"/>', 5),
        ('<w:outlineLvl w:val="9"/>' + style("1"), None),
        (style("title"), 1),
        (style("loop"), None),
        (style("unknown"), None),
        ("", None),
    ],
)
def test_heading_levels(properties: str, level: int | None) -> None:
    assert opened(p("总则", properties), styles=STYLES).levels.get(1) == level


def test_headings_stand_below_a_title() -> None:
    body = p("青岚市", style("title")) + p("发展规划", style("title")) + p("总则", style("1"))
    assert opened(body, styles=STYLES).levels == {1: 1, 2: 1, 3: 2}


def test_numbers_that_word_shows() -> None:
    body = "".join(
        (
            p("总则", item(0)), p("目标", style("num")), p("任务", style("num")), p("甲", item(2)), p("乙", item(2)),
            p("保障", item(0)), p("组织", item(1)), p("丙", item(3)), p("丁", item(4)), p("附则", item(0, 2)),
            p("无", '<w:numPr><w:numId w:val="0"/></w:numPr>' + style("num")),
        )
    )  # fmt: skip
    assert opened(body, styles=STYLES, numbering=NUMBERING).lines == (
        "第一章 总则", "1.目标", "2.任务", "③ 甲", "④ 乙", "第二章 保障", "1.组织", "——丙", "丁", "第一章 附则", "无",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("form", "number", "text"),
    [
        ("chineseCounting", 10, "十"), ("chineseCountingThousand", 105, "一百零五"), ("chineseCounting", 110, "一百一十"),
        ("ideographTraditional", 2, "乙"), ("upperRoman", 9, "IX"), ("lowerLetter", 27, "aa"), ("decimalZero", 7, "07"),
        ("chineseLegalSimplified", 12, "壹拾贰"), ("ideographDigital", 20, "二〇"), ("decimal", 0, "0"),
    ],
)  # fmt: skip
def test_numerals(form: str, number: int, text: str) -> None:
    assert numeral(form, number) == text


def test_merged_cells() -> None:
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    table = "<w:tbl>{}</w:tbl>".format(
        tr(tc("类别"), tc("指标"), tc("目标", '<w:gridSpan w:val="2"/>'), properties="<w:tblHeader/>")
        + tr(tc("供水", down), tc("普及率"), tc("85"), tc("95"))
        + tr(tc("", on), tc("漏损率"), tc("14"), tc("9"))
        + tr(tc("合计", '<w:gridSpan w:val="3"/>'), tc("2"))
    )
    document = opened(p("表1 指标") + table + p("后文"))
    assert document.lines == (
        "表1 指标",
        "类别\t指标\t目标\t",
        "供水\t普及率\t85\t95",
        "\t漏损率\t14\t9",
        "合计\t\t\t2",
        "后文",
    )
    grid = document.grids[0]
    assert (grid.first, grid.last, grid.header, grid.width) == (2, 5, 1, 4)
    assert [cell.text for cell in grid.rows[2]] == ["供水", "漏损率", "14", "9"]
    assert grid.rows[1][0] is grid.rows[2][0]
    assert (grid.rows[1][0].rows, grid.rows[0][2].cols, grid.rows[3][3].line) == (2, 2, 5)


def test_cells_of_several_paragraphs_and_inner_tables() -> None:
    inner = f"<w:tbl>{tr(tc('内一'), tc('内二'))}</w:tbl>"
    cell = f"<w:tc>{p('甲')}{p('乙')}{inner}{p('')}</w:tc>"
    assert opened(f"<w:tbl>{tr(cell, tc('丙'))}</w:tbl>").lines == ("甲 乙 内一 内二\t丙",)


def test_a_frame_is_a_box_and_a_framed_page_is_the_page() -> None:
    box = f"<w:tbl><w:tr><w:tc>{p('专栏1 工程')}{p('1.水库。')}</w:tc></w:tr></w:tbl>"
    document = opened(box + p("实施专栏所列工程,保障供水安全。"))
    assert document.lines == ("专栏1 工程", "1.水库。", "实施专栏所列工程,保障供水安全。")
    assert [row[0].text for row in document.grids[0].rows] == ["专栏1 工程", "1.水库。"]
    page = f"<w:tbl><w:tr><w:tc>{p('总则', style('1'))}{p('正文。')}</w:tc></w:tr></w:tbl>"
    document = opened(page, styles=STYLES)
    assert (document.lines, document.levels, document.grids) == (("总则", "正文。"), {1: 1}, ())


def test_a_cell_of_many_paragraphs_is_running_text() -> None:
    cell = f"<w:tc>{''.join(p(f'{n}.工程。') for n in range(1, 15))}</w:tc>"
    document = opened(f"<w:tbl>{tr(tc('专栏2'), cell)}</w:tbl>" + p("后文。" * 30))
    assert document.lines == ("专栏2", *(f"{n}.工程。" for n in range(1, 15)), "后文。" * 30)
    assert document.grids[0].width == 1


def test_notes_stand_after_their_paragraph() -> None:
    cited = '<w:p><w:r><w:t>目标</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t>。</w:t></w:r></w:p>'
    notes = f'<w:footnote w:id="0">{p("线")}</w:footnote><w:footnote w:id="2">{p("口径见说明")}</w:footnote>'
    document = opened(cited + p("后文"), footnotes=notes)
    assert document.lines == ("目标。", "口径见说明", "后文")
    assert document.notes == {2}


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r></w:p>", ("甲", "乙")),
        ("<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r></w:p>", ("甲 乙",)),
        ("<w:p><w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins><w:r><w:t>新</w:t></w:r></w:ins></w:p>", ("新",)),
        ("<w:p><w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom><w:r><w:t>新</w:t></w:r></w:p>", ("新",)),
        ("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:r><w:t>显</w:t></w:r></w:p>", ("显",)),
        ("<w:p><w:r><w:instrText>PAGE</w:instrText><w:t>显</w:t></w:r></w:p>", ("显",)),
        ("<w:p><w:hyperlink><w:r><w:t>显</w:t></w:r></w:hyperlink></w:p>", ("显",)),
        ("<w:sdt><w:sdtContent><w:p><w:r><w:t>显</w:t></w:r></w:p></w:sdtContent></w:sdt>", ("显",)),
        (
            '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
            f"<w:sdtContent>{p('第一章 3')}</w:sdtContent></w:sdt>{p('显')}",
            ("显",),
        ),
        (p("第一章 3", style("toc")) + p("显"), ("显",)),
        (
            "<w:p><w:r><w:t>甲</w:t></w:r><w:r><mc:AlternateContent>"
            f"<mc:Choice><wps:txbx><w:txbxContent>{p('框')}</w:txbxContent></wps:txbx></mc:Choice>"
            f"<mc:Fallback><w:pict><w:txbxContent>{p('框')}</w:txbxContent></w:pict></mc:Fallback>"
            "</mc:AlternateContent></w:r></w:p>",
            ("甲", "框"),
        ),
        (p("甲&#7;".replace("&#7;", "\u200b") + "乙"), ("甲乙",)),
    ],
)  # fmt: skip
def test_what_a_reader_of_the_page_sees(body: str, lines: tuple[str, ...]) -> None:
    assert opened(body, styles=STYLES).lines == lines


def test_the_strict_form_of_the_standard() -> None:
    from tests.reader.document import makers

    data = makers.package(
        [("word/document.xml", f"<w:document xmlns:w='{STRICT}'><w:body>{p('目标')}</w:body></w:document>")]
    )
    assert read("a.docx", data).lines == ("目标",)


STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
