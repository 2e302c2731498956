"""A zip of plans -> its files, sorted by name; nothing is written to disk.

entries("全市规划.zip", data)   ->   (("水利.docx", b"PK..."), ("交通.pdf", b"%PDF..."))
"""

from __future__ import annotations

from luoshi.core.text import Text
from luoshi.reader.document.kinds import is_plan_file
from luoshi.reader.document.limits import MAX_BYTES, MAX_PACKAGE_BYTES
from luoshi.reader.document.refusals import refuse
from luoshi.reader.document.zips import check_size, entry_name, inflate, open_zip

_NOTHING = Text(
    "压缩包里没有可以读取的文件 (.txt .docx .html .pdf)",
    "the archive holds no file that can be read (.txt .docx .html .pdf)",
)


def entries(name: str, data: bytes) -> tuple[tuple[str, bytes], ...]:
    """The plans of a zip with their bytes. Raises ReaderError: empty, encrypted, broken, bomb, unsupported."""
    found = []
    with open_zip(name, data) as package:
        wanted = sorted(
            (entry_name(info), index, info) for index, info in enumerate(package.infolist()) if not info.is_dir()
        )
        wanted = [entry for entry in wanted if is_plan_file(entry[0])]
        check_size(name, sum(info.file_size for _, _, info in wanted), len(data), MAX_PACKAGE_BYTES)
        total = 0
        for inner, _, info in wanted:
            content = inflate(f"{name}/{inner}", package, info, MAX_BYTES)
            total += len(content)
            check_size(name, total, len(data), MAX_PACKAGE_BYTES)
            found.append((inner, content))
    if not found:
        raise refuse("empty", name, _NOTHING)
    return tuple(found)
