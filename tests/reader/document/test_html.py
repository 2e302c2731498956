"""Saved pages: the article stays, the page around it goes; tables keep their layout."""

from __future__ import annotations

import pytest

from luoshi.reader.document.html import read
from luoshi.reader.errors import ReaderError

ARTICLE = "<p>到2025年,供水能力达到3亿吨,农村自来水普及率达到95%。</p>" * 3
LINE = "到2025年,供水能力达到3亿吨,农村自来水普及率达到95%。"


def lines(page: str) -> tuple[str, ...]:
    return read("a.html", page.encode()).lines


@pytest.mark.parametrize(
    "furniture",
    [
        "<script>var a = '脚本';</script>",
        "<style>p { color: red }</style>",
        "<noscript>请启用脚本</noscript>",
        "<nav>首页 政务公开</nav>",
        "<header>青岚市人民政府</header>",
        "<footer>联系我们</footer>",
        "<aside>相关阅读</aside>",
        "<form>搜索 <input value='x'></form>",
        "<div style='color: red; DISPLAY : none'>隐藏</div>",
        "<div hidden>隐藏</div>",
        "<p class='sr-only'>隐藏</p>",
        "<div role='navigation'>首页</div>",
        "<div class='top-nav clear'>首页</div>",
        "<div id='footer'>联系我们</div>",
        "<div class='breadcrumb'>当前位置</div>",
        "<div class='bdsharebuttonbox'>分享到</div>",
        "<p>版权所有:青岚市人民政府 青ICP备00000000号</p>",
        "<ul><li><a href='1'>甲规划</a><li><a href='2'>乙规划</a><li><a href='3'>丙规划</a></ul>",
        "<table><tr><td><a href='1'>首页</a>|<a href='2'>新闻</a>|<a href='3'>政务</a></td></tr></table>",
        "<table><tr><td>主办:青岚市人民政府办公室 网站标识码:9900000001</td></tr></table>",
        "<!-- 注释 -->",
        "<iframe>框架</iframe>",
        "<svg><text>图</text></svg>",
    ],
)
def test_the_page_around_the_article_is_dropped(furniture: str) -> None:
    assert lines(f"<html><body>{furniture}<div>{ARTICLE}</div>{furniture}尾</body></html>") == (LINE,) * 3 + ("尾",)


@pytest.mark.parametrize("holder", ["<form>{}</form>", "<div class='nav'>{}</div>", "<header>{}</header>"])
def test_a_name_alone_drops_no_article(holder: str) -> None:
    assert lines(f"<body>{holder.format(ARTICLE)}</body>") == (LINE,) * 3


def test_links_within_sentences_stay() -> None:
    links = "".join(f"<a href='{n}'>第{n}项政策</a>、" for n in range(5))
    assert lines(f"<p>依据{links}制定本规划。</p>") == (
        "依据第0项政策、第1项政策、第2项政策、第3项政策、第4项政策、制定本规划。",
    )


def test_blocks_breaks_and_blanks() -> None:
    page = "<p>甲<b>乙</b>\n 丙<br>丁&nbsp;&nbsp;戊</p>己<div>庚<p>辛</p>壬</div><pre>子\n丑</pre>"
    assert lines(page) == ("甲乙 丙", "丁 戊", "己", "庚", "辛", "壬", "子", "丑")


def test_headings_and_notes() -> None:
    document = read(
        "a.html", "<h1>青岚市<br>规划</h1><h3>一、目标</h3><p>正文</p><p id='_ftn1'>口径</p><p>后</p>".encode()
    )
    assert document.lines == ("青岚市", "规划", "一、目标", "正文", "口径", "后")
    assert document.levels == {1: 1, 2: 1, 3: 3}
    assert document.notes == {5}


def test_tables() -> None:
    page = """<p>前</p><table><caption>表1 指标</caption><thead><tr><th rowspan=2>指标<th colspan=2>年度</tr>
    <tr><th>2020<th>2025</tr></thead><tr><td rowspan=0>普及<br>率<td>85<td>95</tr>
    <tr><td>86<td>96</tr></table>后"""
    document = read("a.html", page.encode())
    assert document.lines == ("前", "表1 指标", "指标\t年度\t", "\t2020\t2025", "普及 率\t85\t95", "\t86\t96", "后")
    grid = document.grids[0]
    assert (grid.first, grid.last, grid.header, grid.title) == (3, 6, 2, "表1 指标")
    assert [[cell.text for cell in row] for row in grid.rows] == [
        ["指标", "年度", "年度"], ["指标", "2020", "2025"], ["普及 率", "85", "95"], ["普及 率", "86", "96"],
    ]  # fmt: skip


def test_a_table_that_arranges_the_page_is_no_table() -> None:
    page = f"<table><tr><td>左栏</td><td>{ARTICLE}<table><tr><td>指标</td><td>95</td></tr></table></td></tr></table>"
    document = read("a.html", page.encode())
    assert document.lines == ("左栏", LINE, LINE, LINE, "指标\t95")
    assert [(grid.first, grid.width) for grid in document.grids] == [(5, 2)]


def test_a_frame_is_a_box_unless_it_holds_the_page() -> None:
    frame = "<table><tr><td>{}</td></tr></table>"
    box = frame.format("<p>专栏1 工程</p><p>1.水库。</p>")
    grid = read("a.html", (ARTICLE + box).encode()).grids[0]
    assert [row[0].text for row in grid.rows] == ["专栏1 工程", "1.水库。"]
    document = read("a.html", (frame.format(ARTICLE) + "尾").encode())
    assert (document.lines, document.grids) == ((LINE, LINE, LINE, "尾"), ())


def test_columns_in_which_no_cell_begins_are_folded() -> None:
    page = "<table><tr><td colspan=3>指标<td colspan=2>值</tr><tr><td colspan=3>普及率<td colspan=2>95</tr></table>"
    assert read("a.html", page.encode()).grids[0].width == 2


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<meta charset="utf-8">', "utf-8"),
        ('<meta charset="gb2312">', "gb18030"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=GBK">', "gbk"),
        ('<?xml version="1.0" encoding="gb2312"?>', "gb2312"),
        ("", "utf-8"),
        ("", "gb18030"),
        ("", "utf-16"),
        ('<meta charset="gb2312">', "utf-8"),
        ('<meta charset="utf-8">', "gb18030"),
        ('<meta charset="no-such">', "utf-8"),
    ],
)
def test_encodings_declared_or_not(head: str, encoding: str) -> None:
    assert read("a.html", f"{head}{ARTICLE}".encode(encoding)).lines == (LINE,) * 3


def test_a_stray_broken_byte_is_shown_as_a_browser_does() -> None:
    page = f'<meta charset="utf-8">{ARTICLE * 20}<p>尾'.encode() + b"\xff</p>"
    assert read("a.html", page).lines[-1] == "尾\ufffd"


def test_no_entity_reaches_the_disk() -> None:
    page = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]><p>甲&x;乙</p>'
    assert "甲&x;乙" in lines(page)


@pytest.mark.parametrize("page", ["<div id='app'></div><script>load()</script>", "<!-- -->", "<p> </p>"])
def test_a_page_without_its_article_says_so(page: str) -> None:
    with pytest.raises(ReaderError) as caught:
        read("a.html", page.encode())
    assert caught.value.code == "no_text"
    assert "浏览器" in caught.value.text.zh
