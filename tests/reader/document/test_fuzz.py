"""Broken files of every format: a document or a ReaderError comes out, nothing else, whatever is changed."""

from __future__ import annotations

import io
import zipfile
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luoshi import samples
from luoshi.reader.document import open_bytes
from luoshi.reader.errors import ReaderError
from luoshi.reader.model import Document
from tests.reader.document.makers import package, pdf, ruled

CODES = {"empty", "encoding", "unsupported", "too_large", "encrypted", "broken", "no_text", "bomb"}
SPLICES = [
    b"", b"\x00", b"<", b">", b"[", b"]", b"(", b"<<", b">>", b"endobj", b"0 R", b"-1", b"99999999999", b"1e9", b"null",
    b"<w:tbl>", b"</w:p>", b"<table>", b"<td rowspan=9>", b"\xff\xfe", b"/Kids", b"/Length 0", b"stream\n",
]  # fmt: skip
EDITS = st.lists(
    st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 60), st.sampled_from(SPLICES)), min_size=1, max_size=8
)
FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@cache
def original(form: str) -> bytes:
    if form == "pdf":  # unpacked, so that the edits meet its grammar and not only its compression
        page = [(90.0, 700.0, "一、目标"), (95.0, 570.0, "指标"), (195.0, 570.0, "95")]
        return pdf([page, page], packed=0, rules=ruled([90.0, 190.0, 290.0], [560.0, 590.0]))
    if form == "zip":
        return package((name, samples.path(name).read_bytes()) for name in ("qinglan.txt", "qinglan.html"))
    return samples.path(f"qinglan.{form}").read_bytes()


def edited(data: bytes, edits: list[tuple[float, int, bytes]]) -> bytes:
    for share, length, splice in edits:
        start = int(share * len(data))
        data = data[:start] + splice + data[start + length :]
    return data


def survives(name: str, data: bytes) -> None:
    try:
        documents = open_bytes(name, data)
    except ReaderError as error:
        refused: str | None = error.code
    else:
        refused = None
        for document in documents:
            check(document)
    assert refused is None or refused in CODES


def check(document: Document) -> None:
    """What holds for every document: its lines are lines, its marks and tables stand within it."""
    count = len(document.lines)
    assert count
    assert not any(set(line) & {"\n", "\r", "\x00"} for line in document.lines)
    assert all(1 <= number <= count for number in (*document.levels, *document.notes))
    for grid in document.grids:
        assert 1 <= grid.first <= grid.last <= count
        assert len(grid.rows) == grid.last - grid.first + 1
        assert {len(row) for row in grid.rows} == {grid.width}
        assert all(grid.first <= cell.line <= grid.last for row in grid.rows for cell in row)


@pytest.mark.parametrize("form", ["txt", "html", "docx", "pdf", "zip"])
@given(edits=EDITS)
@FEW
def test_edited_files(form: str, edits: list[tuple[float, int, bytes]]) -> None:
    survives(f"a.{form}", edited(original(form), edits))


@pytest.mark.parametrize("part", ["document", "styles", "numbering", "footnotes"])
@given(edits=EDITS)
@FEW
def test_edited_parts_of_a_docx(part: str, edits: list[tuple[float, int, bytes]]) -> None:
    with zipfile.ZipFile(io.BytesIO(original("docx"))) as source:
        parts = [(name, source.read(name)) for name in source.namelist()]
    wanted = f"word/{part}.xml"
    survives("a.docx", package((name, edited(data, edits) if name == wanted else data) for name, data in parts))


@given(rows=st.lists(st.lists(st.tuples(st.integers(-1, 5), st.integers(-1, 5)), max_size=5), max_size=6))
def test_tables_of_any_spans(rows: list[list[tuple[int, int]]]) -> None:
    page = "".join(
        "<tr>" + "".join(f"<td rowspan={down} colspan={across}>甲</td>" for down, across in row) + "</tr>"
        for row in rows
    )
    survives("a.html", f"<table>{page}</table>后文".encode())


@given(st.binary(max_size=200), st.sampled_from(["txt", "html", "docx", "pdf", "zip", "doc", ""]))
def test_any_bytes(data: bytes, suffix: str) -> None:
    survives(f"a.{suffix}", data)
