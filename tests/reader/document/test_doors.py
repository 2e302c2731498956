"""The door to every format: what a file is, folders and zips, and what is refused before harm is done."""

from __future__ import annotations

import base64
import os
import time
import zlib
from pathlib import Path

import pytest

from luoshi.reader.document import limits, open_bytes, open_path
from luoshi.reader.document.lines import clean, squeeze
from luoshi.reader.errors import ReaderError
from tests.reader.document.makers import docx, p, package, pdf, tc, tr

TEXT = "一、主要目标\n".encode()
PAGE = "<html><body><p>目标</p></body></html>".encode()
WORD = docx(p("目标"))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def code(name: str, data: bytes) -> str:
    with pytest.raises(ReaderError) as caught:
        open_bytes(name, data)
    text = caught.value.text
    assert text.zh
    assert text.en
    assert caught.value.source
    return caught.value.code


@pytest.mark.parametrize(
    ("name", "data", "form"),
    [
        ("a.txt", TEXT, "txt"),
        ("a", TEXT, "txt"),
        ("a.md", TEXT, "txt"),
        ("a.html", TEXT, "html"),
        ("a.HTM", PAGE, "html"),
        ("a.txt", PAGE, "html"),
        ("a.doc", PAGE, "html"),
        ("a.txt", "\ufeff<!-- 存 -->\n<!DOCTYPE html><p>目标</p>".encode(), "html"),
        ("a.txt", "<html><p>目标</p>".encode("utf-16"), "html"),
        ("a.txt", WORD, "docx"),
        ("a.wps", WORD, "docx"),
        ("a.txt", pdf([[(90, 700, "目标")]]), "pdf"),
        ("a.txt", "若a<b则<c>".encode(), "txt"),
    ],
)
def test_a_file_is_what_its_bytes_say(name: str, data: bytes, form: str) -> None:
    document = open_bytes(name, data)[0]
    assert (document.name, document.format) == (name, form)


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.txt", b"", "empty"),
        ("a.docx", b"", "empty"),
        ("a.doc", OLE, "unsupported"),
        ("a.wps", OLE, "unsupported"),
        ("a.xls", OLE, "unsupported"),
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        ("a.rtf", b"{\\rtf1 x}", "unsupported"),
        ("a.rar", b"Rar!\x1a\x07\x00", "unsupported"),
        ("a.jpg", b"\xff\xd8\xff\xe0", "unsupported"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "unsupported"),
        ("a.mht", b"MIME-Version: 1.0\nContent-Type: multipart/related;", "unsupported"),
        ("a.csv", TEXT, "unsupported"),
        ("a.xlsx", package([("[Content_Types].xml", ""), ("xl/workbook.xml", "")]), "unsupported"),
        ("a.odt", package([("mimetype", ""), ("content.xml", "")]), "unsupported"),
        ("a.ofd", package([("OFD.xml", "")]), "unsupported"),
        ("a.docx", TEXT, "broken"),
        ("a.pdf", TEXT, "broken"),
        ("a.docx", b"PK\x03\x04 no", "broken"),
        ("a.docx", WORD[:-40], "broken"),
        ("a.docx", package([("a.txt", "x")]), "broken"),
        ("a.docx", docx("<w:p>"), "broken"),
        ("a.docx", docx(""), "no_text"),
        ("a.pdf", b"%PDF-1.7\n", "broken"),
        ("a.pdf", pdf([[(90, 700, "目标")]])[:400], "broken"),
        ("a.html", PAGE.replace("目标".encode(), b""), "no_text"),
        ("a.html", b"<div>" * 5000, "broken"),
        ("a.zip", package([]), "empty"),
        ("a.zip", package([("a.exe", "x")]), "empty"),
        ("a.zip", package([("b.zip", package([("a.txt", "x")]))]), "unsupported"),
        ("a.zip", package([("a.txt", "")]), "empty"),
    ],
)
def test_what_is_refused_and_how(name: str, data: bytes, expected: str) -> None:
    assert code(name, data) == expected


def test_a_locked_zip() -> None:
    data = bytearray(package([("a.txt", TEXT)]))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + flags] |= 1
    assert code("a.zip", bytes(data)) == "encrypted"


def test_a_zip_gives_its_plans_by_name() -> None:
    files = [
        ("XXXX.txt", TEXT),
        ("交通/乙.html", PAGE),
        ("~$甲.docx", "x"),
        ("__MACOSX/._a.txt", "x"),
        ("读我.exe", "x"),
    ]
    data = package(files).replace(b"XXXX", "水利".encode("gbk"))  # as zip programs of Windows write it, without a flag
    assert [document.name for document in open_bytes("全市.zip", data)] == [
        "全市.zip/交通/乙.html",
        "全市.zip/水利.txt",
    ]


@pytest.mark.parametrize(
    "data",
    [
        package([(f"{n}.txt", b"0" * 40_000_000) for n in range(2)]),
        package([(f"{n}.txt", b"0") for n in range(limits.MAX_ENTRIES + 1)]),
    ],
    ids=["ratio", "entries"],
)
def test_zip_bombs(data: bytes) -> None:
    began = time.process_time()
    assert code("a.zip", data) == "bomb"
    assert time.process_time() - began < 1


def test_a_zip_that_lies_about_its_sizes() -> None:
    data = bytearray(package([("a.txt", b"0" * 40_000_000)]))
    start = data.index(b"PK\x01\x02")
    data[start + 24 : start + 28] = (100).to_bytes(4, "little")
    assert code("a.zip", bytes(data)) in ("broken", "bomb")


def test_a_docx_that_inflates_without_end() -> None:
    assert code("a.docx", docx("<w:p/>" * 12_000_000)) == "bomb"


def test_entities_in_a_docx() -> None:
    laughs = "<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]>"
    assert (
        code("a.docx", package([("word/document.xml", f"{laughs}<w:document xmlns:w='x'>&b;</w:document>")]))
        == "broken"
    )


@pytest.mark.parametrize("layers", [1, 2])
@pytest.mark.parametrize("wrapped", [False, True])
def test_a_pdf_stream_that_inflates_without_end(layers: int, wrapped: bool) -> None:
    stream, filters = b"0" * 70_000_000, b""
    for _ in range(layers):
        stream, filters = zlib.compress(stream, 9), b"/FlateDecode" + filters
    if wrapped:
        stream, filters = base64.a85encode(stream) + b"~>", b"/ASCII85Decode" + filters
    data = b"%%PDF-1.4\n1 0 obj<</Filter[%s]>>stream\n%s\nendstream endobj" % (filters, stream)
    assert code("a.pdf", data) == "bomb"


def test_a_large_file_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(200 * limits.MB)

    def read(*_arguments: object) -> object:
        raise AssertionError("the file was opened")

    monkeypatch.setattr(Path, "open", read)
    with pytest.raises(ReaderError) as caught:
        open_path(path)
    assert caught.value.code == "too_large"
    assert "100 MB" in caught.value.text.en


def test_large_bytes_are_refused() -> None:
    assert code("a.txt", bytes(limits.MAX_BYTES + 1)) == "too_large"
    assert code("a.txt", "一".encode() * (limits.MAX_TEXT_BYTES // 3 + 1)) == "too_large"


@pytest.mark.parametrize("form", ["html", "docx"])
def test_a_table_of_ten_thousand_rows(form: str) -> None:
    rows = range(10_000)
    if form == "html":
        data = "".join(f"<tr><td>{n}</td><td>指标</td><td>万人</td><td>{n}</td></tr>" for n in rows)
        data_bytes = f"<table>{data}</table>".encode()
    else:
        data_bytes = docx(
            "<w:tbl>" + "".join(tr(tc(str(n)), tc("指标"), tc("万人"), tc(str(n))) for n in rows) + "</w:tbl>"
        )
    began = time.process_time()
    grid = open_bytes(f"a.{form}", data_bytes)[0].grids[0]
    assert time.process_time() - began < 6
    assert (len(grid.rows), grid.width, grid.rows[-1][0].text) == (10_000, 4, "9999")


@pytest.mark.parametrize(
    "page",
    [
        "<table>" + ("<tr>" + "<td rowspan=1000 colspan=1000>甲" * 20 + "</tr>") * 300,
        "<table>" + "<tr>" + "<td>甲" * 3000,
        "<table>" + "<tr><td rowspan=65000>甲<td>乙" * 3000,
        "<ul>" * 90 + "<li><a href=1>链</a>" * 9000 + "<p>正文。",
    ],
    ids=["spans", "wide", "tall", "links"],
)
def test_pages_made_to_keep_the_reader_busy(page: str) -> None:
    began = time.process_time()
    assert open_bytes("a.html", page.encode())[0].lines
    assert time.process_time() - began < 6


def test_a_folder_gives_its_known_files_by_name(tmp_path: Path) -> None:
    (tmp_path / "乙").mkdir()
    (tmp_path / "首页_files").mkdir()
    for name, data in (
        ("b.txt", TEXT), ("乙/a.docx", WORD), ("x.exe", b"x"), ("~$b.docx", b"x"), (".b.txt", b"x"), ("首页_files/a.html", b"x"),
    ):  # fmt: skip
        (tmp_path / name).write_bytes(data)
    assert [document.name for document in open_path(tmp_path)] == ["b.txt", "乙/a.docx"]


def test_paths_that_give_nothing(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    cases = {tmp_path: "unsupported", tmp_path / "none.txt": "not_found", tmp_path / "a\x00b": "not_found"}
    (tmp_path / "leer").mkdir()
    cases[tmp_path / "leer"] = "empty"
    for path, expected in cases.items():
        with pytest.raises(ReaderError) as caught:
            open_path(path)
        assert caught.value.code == expected


@pytest.mark.parametrize("raw", ["\x00\x1f\x7f\x9f", "\u200b\ufeff\u202e\u2066", "\ud800"])
def test_characters_that_are_no_text(raw: str) -> None:
    assert (clean(f"甲{raw}乙"), squeeze(f" 甲{raw}\u3000\n乙 ")) == ("甲乙", "甲 乙")
