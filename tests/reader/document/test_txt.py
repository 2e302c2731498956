"""Plain text: encodings, line ends, control characters; the numbers of lines are those of an editor."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.reader.document import open_bytes, open_path
from luoshi.reader.document.txt import read
from luoshi.reader.errors import ReaderError

TEXT = "青岚市水利发展规划\n\n一、主要目标\n到2025年,供水能力达到3亿吨,普及率达到95%。\n"
LINES = ("青岚市水利发展规划", "", "一、主要目标", "到2025年,供水能力达到3亿吨,普及率达到95%。")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk", "gb2312"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(encoding: str, ends: str) -> None:
    document = read("a.txt", TEXT.replace("\n", ends).encode(encoding))
    assert document.lines == LINES
    assert document.format == "txt"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        ("臺灣水利發展規劃與農村自來水普及率達到目標" * 3).encode("big5"),
        "計画の目標は水道普及率を高めることです。".encode("shift_jis") * 3,
        TEXT.encode()[:-2] + b"\xff\xfe",
        b"\xff\xfe\xfa" * 9,
        b"\xef\xbb\xbf\xff\xff",
        bytes(range(256)) * 4,
    ],
    ids=["utf-16-le", "utf-16-be", "big5", "shift-jis", "cut utf-8", "odd utf-16", "false mark", "binary"],
)
def test_a_wrong_encoding_is_refused_with_advice(data: bytes) -> None:
    with pytest.raises(ReaderError) as caught:
        read("a.txt", data)
    assert caught.value.code == "encoding"
    assert "UTF-8" in caught.value.text.zh


@pytest.mark.parametrize(
    ("raw", "lines"),
    [
        ("目标\x00与\x07任务\x1b工程建设\n", ("目标与任务工程建设",)),
        ("a\fb\nc", ("a b", "c")),
        ("\fa\n\fb\n", ("a", "b")),
        ("a\fb\fc", ("a", "b", "c")),
        ("a\rb\nc\r\n", ("ab", "c")),
        ("a\u2028b\u0085c\n", ("a bc",)),
        ("\ufeff一\u200b、\u00ad目标\n", ("一、目标",)),
        ("　　目标　 \n", ("目标",)),
        ("甲\t乙\t\n", ("甲\t乙\t",)),
        ("a\n\n", ("a", "")),
        ("a", ("a",)),
    ],
)
def test_control_characters_never_move_a_line(raw: str, lines: tuple[str, ...]) -> None:
    assert read("a.txt", raw.encode()).lines == lines


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=60))
def test_as_many_lines_as_line_feeds(text: str) -> None:
    data = (text + "\n目标与任务,重点工程建设\n").encode()
    assert len(read("a.txt", data).lines) == data.count(b"\n")


@pytest.mark.parametrize("data", [b"", b" \n\n", "\ufeff\n".encode()])
def test_nothing_in_it(data: bytes) -> None:
    with pytest.raises(ReaderError) as caught:
        open_bytes("a.txt", data)
    assert caught.value.code == "empty"


@pytest.mark.shared
def test_the_real_plans_keep_their_line_numbers(shared: Path) -> None:
    path = shared / "plans" / "chaoyang-2022.txt"
    document = open_path(path)[0]
    assert document.lines == tuple(path.read_text(encoding="utf-8").splitlines())
    again = read(path.name, path.read_text(encoding="utf-8").encode("gb18030"))
    assert again.lines == document.lines


def test_no_heavy_library_is_loaded(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    code = (
        "import sys; from pathlib import Path; from luoshi.reader.document import open_path; open_path(Path(sys.argv[1]));"
        "sys.exit(', '.join(sorted({'lxml', 'docx', 'pdfplumber', 'pdfminer', 'zipfile'} & set(sys.modules))) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
