"""PDF: lines to paragraphs, heads and page numbers away, ruled tables and boxes, tables over two pages."""

from __future__ import annotations

import time

import pytest

from luoshi.reader.document.pdf import read
from luoshi.reader.document.pdf_lines import Line, join, layouts, paragraphs
from luoshi.reader.errors import ReaderError
from tests.reader.document.makers import pdf, ruled

FULL = "到二〇二五年供水能力达到三亿吨农村自来水普及率达到百分之九十五以上的"  # 34 characters of 12 points: 90 to 498
PARAGRAPH = [(114.0, 700.0, FULL[2:]), (90.0, 680.0, FULL), (90.0, 660.0, "目标如期实现。")]


def test_a_paragraph_is_one_line() -> None:
    page = [*PARAGRAPH, (114, 640, "二是加快建设。"), (200, 600, "第二章 总体要求"), (114, 580, "正文。")]
    document = read("a.pdf", pdf([page]))
    assert document.lines == (FULL[2:] + FULL + "目标如期实现。", "二是加快建设。", "第二章 总体要求", "正文。")
    assert document.format == "pdf"


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [
        (("甲" * 20, 90, 330), ("乙", 90, 102), True),
        (("甲" * 19 + "。", 90, 330), ("乙", 90, 102), True),
        (("甲" * 19 + "。", 90, 330), ("1.乙", 90, 120), False),
        (("甲" * 10, 90, 210), ("乙", 90, 102), False),
        (("甲" * 20, 90, 330), ("乙", 114, 126), False),
        (("甲" * 18, 114, 330), ("乙", 114, 126), True),
        (("甲" * 18, 114, 330), ("(一)乙", 114, 126), False),
    ],
)
def test_when_a_line_goes_on(above: tuple[str, float, float], below: tuple[str, float, float], joined: bool) -> None:
    """In a text that indents: full line, ended sentence, mark of a list, short line, indented line."""
    shapes = [("丙" * 18, 114.0, 330.0), ("丁" * 20, 90.0, 330.0), ("戊。", 90.0, 114.0), above, below]
    found = [Line(text, x0, x1, 100.0 + 20 * n, 112.0 + 20 * n, 12.0) for n, (text, x0, x1) in enumerate(shapes)]
    assert (above[0] + below[0] in list(paragraphs(found, layouts(found, [420.0])))) == joined


@pytest.mark.parametrize(
    ("pieces", "whole"),
    [
        (["供水", "能力"], "供水能力"),
        (["GDP", "growth"], "GDP growth"),
        (["达到3", "亿吨"], "达到3亿吨"),
        (["12", "5"], "125"),
    ],
)
def test_joining(pieces: list[str], whole: str) -> None:
    assert join(pieces) == whole


def test_page_numbers_heads_and_contents_are_dropped() -> None:
    contents = [(100.0, 500.0, "目录"), (100.0, 480.0, "第一章 总则 ............ 3")]
    pages = [
        [(90.0, 800.0, "青岚市规划"), (290.0, 30.0, f"— {n} —"), (114.0, 700.0, f"第{n}段正文。")] for n in range(1, 5)
    ]
    pages[0] += contents
    assert read("a.pdf", pdf(pages)).lines == ("第1段正文。", "第2段正文。", "第3段正文。", "第4段正文。")


def test_a_number_in_the_text_is_no_page_number() -> None:
    assert read("a.pdf", pdf([[(114, 500, "2025"), (114, 400, "正文。")]])).lines == ("2025", "正文。")


XS, YS = [90.0, 190.0, 290.0, 390.0], [500.0, 530.0, 560.0, 590.0]


def cells(*rows: str, top: float = 570.0) -> list[tuple[float, float, str]]:
    return [
        (95 + 100 * column, top - 30 * row, text)
        for row, line in enumerate(rows)
        for column, text in enumerate(line.split("|"))
        if text
    ]


def test_a_ruled_table_between_paragraphs() -> None:
    page = [(114, 620, "表1 指标"), *cells("指标|2020年|2025年", "普及率|85|95", "漏损率||9"), (114, 450, "后文。")]
    document = read("a.pdf", pdf([page], rules=ruled(XS, YS)))
    assert document.lines == ("表1 指标", "指标\t2020年\t2025年", "普及率\t85\t95", "漏损率\t\t9", "后文。")
    assert (document.grids[0].first, document.grids[0].last, document.grids[0].width) == (2, 4, 3)


def test_merged_cells() -> None:
    rules = [
        (90, 590, 390, 590), (190, 560, 390, 560), (90, 530, 390, 530), (90, 500, 390, 500),
        (90, 500, 90, 590), (190, 500, 190, 590), (290, 500, 290, 560), (390, 500, 390, 590),
    ]  # fmt: skip
    page = cells("指标|年度|", "|2020年|2025年", "普及率|85|95")
    grid = read("a.pdf", pdf([page], rules=rules)).grids[0]
    assert [[cell.text for cell in row] for row in grid.rows] == [
        ["指标", "年度", "年度"], ["指标", "2020年", "2025年"], ["普及率", "85", "95"],
    ]  # fmt: skip


@pytest.mark.parametrize("between", [[], [(114.0, 650.0, "续表")]])
def test_a_table_goes_on_over_the_page(between: list[tuple[float, float, str]]) -> None:
    first = [(290.0, 30.0, "1"), *cells("指标|2020年|2025年", "普及率|85|95", "漏损率|14|9")]
    second = [
        (290.0, 30.0, "2"),
        *between,
        *cells("指标|2020年|2025年", "绿地率|30|36", "利用率|18|30"),
        (114.0, 450.0, "后文。"),
    ]
    document = read("a.pdf", pdf([first, second], rules=ruled(XS, YS)))
    assert document.lines == (
        "指标\t2020年\t2025年", "普及率\t85\t95", "漏损率\t14\t9", "绿地率\t30\t36", "利用率\t18\t30", "后文。",
    )  # fmt: skip
    assert [(len(grid.rows), grid.header) for grid in document.grids] == [(5, 1)]


def test_other_columns_are_another_table() -> None:
    text = [(114.0, 450.0, "后文。")]
    pages = [cells("指标|2020年|2025年", "普及率|85|95", "漏损率|14|9") + text for _ in range(2)]
    assert len(read("a.pdf", pdf(pages, rules=ruled(XS, YS))).grids) == 2


def test_a_map_is_not_searched_for_tables() -> None:
    hatched = ruled([50 + 2.5 * n for n in range(200)], [50 + 3.5 * n for n in range(200)])
    began = time.process_time()
    assert read("a.pdf", pdf([[(114.0, 450.0, "图例。")]], rules=hatched)).grids == ()
    assert time.process_time() - began < 3


def test_a_frame_is_a_box() -> None:
    page = [
        (95.0, 570.0, "专栏1 工程"),
        (95.0, 550.0, "1.水库工程。"),
        (114.0, 450.0, "实施专栏所列工程,保障供水安全。"),
    ]
    document = read("a.pdf", pdf([page], rules=ruled([90.0, 390.0], [530.0, 590.0])))
    assert document.lines == ("专栏1 工程", "1.水库工程。", "实施专栏所列工程,保障供水安全。")
    assert [(grid.first, grid.last, grid.width) for grid in document.grids] == [(1, 2, 1)]


@pytest.mark.parametrize(
    "pages",
    [[[]], [[(114.0, 700.0, "青岚市水利发展规划,二〇二一年,青岚市人民政府办公室")], [], [(290.0, 30.0, "3")]]],
    ids=["no text at all", "a typed cover and page numbers"],
)
def test_a_scan_is_refused_with_advice(pages: list[list[tuple[float, float, str]]]) -> None:
    with pytest.raises(ReaderError) as caught:
        read("a.pdf", pdf(pages, picture=True))
    assert caught.value.code == "no_text"
    assert "OCR" in caught.value.text.zh


def test_a_word_too_long_for_the_line_leaves_a_gap_and_no_break() -> None:
    page = [*PARAGRAPH[:1], (90, 680, FULL[:-4]), (90, 660, "136948.5万元。")]
    assert read("a.pdf", pdf([page])).lines == (FULL[2:] + FULL[:-4] + "136948.5万元。",)


def test_a_password_of_the_owner_alone_locks_nothing() -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption

    locked = StandardEncryption("", ownerPassword="owner", canModify=0)
    assert read("a.pdf", pdf([[(90, 700, "Aim 95%")]], password=locked, font="Helvetica")).lines == ("Aim 95%",)


def test_a_password() -> None:
    with pytest.raises(ReaderError) as caught:
        read("a.pdf", pdf([[(90, 700, "目标")]], password="secret"))
    assert caught.value.code == "encrypted"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"/W [ ", b"/W [ 0 9 500 "),
        (b"/W [ ", b"/W [ 0 99999999999 500 "),
        (b"/W [ ", b"/W2 [ 0 99999999999 1 2 3 ] /W [ "),
        (b"/Encoding /UniGB-UCS2-H", b"/Encoding /UniGB-UCS2-H /ToUnicode 99 0 R"),
    ],
)
def test_a_font_with_absurd_ranges_is_refused(old: bytes, new: bytes) -> None:
    data = pdf([[(90, 700, "目标")]], packed=0)
    assert old in data
    stream = b"1 beginbfrange <0000> <ffffffff> <0000> endbfrange"
    extra = b"99 0 obj\n<</Length %d>>\nstream\n%s\nendstream\nendobj\n" % (len(stream), stream)
    broken = data.replace(old, new).replace(b"xref\n0", extra + b"xreF\n0", 1)  # without its index it is searched whole
    if new.endswith(b" 0 9 500 "):  # the same edit with a range that fonts have
        assert read("a.pdf", broken).lines == ("目标",)
        return
    with pytest.raises(ReaderError) as caught:
        read("a.pdf", broken)
    assert caught.value.code == "broken"
