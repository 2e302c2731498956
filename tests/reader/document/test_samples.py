"""The sample plan: made from its source, and the same in substance in all four formats."""

from __future__ import annotations

import re

import pytest

from luoshi import samples
from luoshi.cities import load_gazetteer
from luoshi.reader.audit import audit
from luoshi.reader.document import open_path
from luoshi.reader.ledger import read_ledger
from luoshi.reader.model import Document
from tools import make_samples
from tools.sample_source import Words, blocks

NUMBER = re.compile(r"\d+(?:\.\d+)?")


def sample(form: str) -> Document:
    return open_path(samples.path(f"qinglan.{form}"))[0]


def bare(line: str) -> str:
    """A line without the bars of a lost layout."""
    return line.rstrip("| ")


@pytest.mark.parametrize("form", ["docx", "html", "pdf"])
def test_the_formats_say_the_same(form: str) -> None:
    source, document = blocks(), sample(form)
    words = [block.text for block in source if isinstance(block, Words)]
    assert [line for line in document.lines if line in set(words)] == words
    text = sample("txt")
    assert [number for line in document.lines for number in NUMBER.findall(line)] == [
        number for line in text.lines for number in NUMBER.findall(line)
    ]
    cells = [part for line in document.lines for part in line.split("\t") if part]
    assert cells == [bare(line) for line in text.lines if bare(line)]


def test_tables_and_boxes_are_the_same() -> None:
    shapes = {
        form: [(grid.first, grid.last, [[(cell.text, cell.rows, cell.cols) for cell in row] for row in grid.rows])
               for grid in sample(form).grids]
        for form in ("docx", "html", "pdf")
    }  # fmt: skip
    assert shapes["docx"] == shapes["html"] == shapes["pdf"]
    assert [(len(rows), len(rows[0])) for _, _, rows in shapes["docx"]] == [(11, 6), (5, 8), (6, 1)]


def test_headings_are_the_same() -> None:
    levels = {block.text: block.level for block in blocks() if isinstance(block, Words) and block.level}
    for form in ("docx", "html"):
        document = sample(form)
        assert {document.line(number): level for number, level in document.levels.items()} == levels
        assert [document.line(number) for number in document.notes] == [
            "注：供水能力为公共供水厂的设计能力，不含企业自备水源。"
        ]


@pytest.mark.parametrize(
    ("form", "make"),
    [
        ("txt", make_samples.text_file),
        ("html", make_samples.web_page),
        ("docx", make_samples.word_file),
        ("pdf", make_samples.pdf_file),
    ],
)
def test_the_files_are_what_the_source_gives(form: str, make: object) -> None:
    assert callable(make)
    data = make(blocks())
    if form in ("txt", "html"):
        assert samples.path(f"qinglan.{form}").read_bytes() == data
    else:  # the bytes hang on the versions of the libraries that write them, what they say does not
        from luoshi.reader.document import open_bytes

        assert open_bytes(f"qinglan.{form}", data)[0] == sample(form)


@pytest.mark.parametrize("form", ["txt", "docx", "html", "pdf"])
def test_the_five_mistakes_are_found_in_every_format(form: str) -> None:
    ledger = read_ledger(sample(form), load_gazetteer(samples.path("areas.csv").parent))
    kinds = {finding.kind for finding in audit(ledger) if finding.severity != "note"}
    assert {"sum", "count", "weaker_than_base", "unit", "placeholder"} <= kinds


def test_the_lists_of_the_city() -> None:
    city = load_gazetteer(samples.path("areas.csv").parent)
    assert city.city == "青岚市"
    text = "".join(sample("txt").lines)
    assert all(area.name in text for area in city.areas)


def test_names_of_samples() -> None:
    assert all(samples.path(name).is_file() for name in samples.NAMES)
    with pytest.raises(LookupError, match=r"qinglan\.docx"):
        samples.path("../__init__.py")
