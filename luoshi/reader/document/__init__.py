"""Bytes -> documents: the one door to every format.

    open_path(Path("规划.docx"))            ->   (Document("规划.docx", "docx", ("青岚市...", ...)),)
    open_bytes("全市规划.zip", data)        ->   one document a file, sorted by name

What a file is, its bytes say before its suffix does. Each format is a module, and what it needs is loaded only when a
file of that format is opened. Errors are ReaderError alone, with one of the codes listed in `refusals`.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from luoshi.core.text import Text
from luoshi.reader.document.kinds import Kind, is_plan_file, kind
from luoshi.reader.document.limits import MAX_BYTES, MAX_ENTRIES
from luoshi.reader.document.refusals import refuse
from luoshi.reader.model import Document
from luoshi.reader.progress import Progress, no_progress

__all__ = ["open_bytes", "open_path"]

_NESTED = Text(
    "压缩包里还有压缩包, 请全部解压后读取里面的文件",
    "an archive lies within the archive; unpack them all and read the files themselves",
)
_NO_FILES = Text(
    "目录里没有可以读取的文件 (.txt .docx .html .pdf .zip)",
    "the folder holds no file that can be read (.txt .docx .html .pdf .zip)",
)
_TOO_MANY = Text(
    f"目录里的文件超过 {MAX_ENTRIES} 个, 请分目录读取",
    f"the folder holds more than {MAX_ENTRIES} files; read it folder by folder",
)
_NOT_A_FILE = Text("这不是普通文件", "this is not an ordinary file")


def open_bytes(name: str, data: bytes, progress: Progress = no_progress) -> tuple[Document, ...]:
    """The documents in `data`, the content of a file called `name`: one, or as many as a zip holds.

    `progress` is told the pages of a PDF, which takes longest to open.
    Raises ReaderError: empty, encoding, unsupported, too_large, encrypted, broken, no_text, bomb.
    """
    what = _checked_kind(name, data)
    if what != "zip":
        return (_read(what, name, data, progress),)
    from luoshi.reader.document import archive

    documents = []
    for inner, content in archive.entries(name, data):
        source = f"{name}/{inner}"
        inner_kind = _checked_kind(source, content)
        if inner_kind == "zip":
            raise refuse("unsupported", source, _NESTED)
        documents.append(_read(inner_kind, source, content, progress))
    return tuple(documents)


def open_path(path: Path, progress: Progress = no_progress) -> tuple[Document, ...]:
    """The documents of a file, a zip, or all known files under a folder, sorted by name.

    Raises ReaderError as `open_bytes` does, and not_found. A file over the limit is refused without being read.
    """
    if path.is_dir():
        return tuple(
            document
            for inner in _files(path)
            for document in open_bytes(_shown(inner), _content(path / inner, inner), progress)
        )
    return open_bytes(_shown(path.name), _content(path, str(path)), progress)


def _checked_kind(name: str, data: bytes) -> Kind:
    if not data:
        raise refuse("empty", name)
    if len(data) > MAX_BYTES:
        raise refuse("too_large", name)
    return kind(name, data)


def _read(what: Kind, name: str, data: bytes, progress: Progress) -> Document:
    """Read one document; the module of its format is loaded here and not before."""
    if what == "docx":
        from luoshi.reader.document import docx

        return docx.read(name, data)
    if what == "html":
        from luoshi.reader.document import html

        return html.read(name, data)
    if what == "pdf":
        from luoshi.reader.document import pdf

        return pdf.read(name, data, progress)
    from luoshi.reader.document import txt

    return txt.read(name, data)


def _shown(name: str) -> str:
    """A file name that can be written anywhere: bytes of a foreign file system that are no UTF-8 become `?`."""
    return name.encode("utf-8", "replace").decode("utf-8")


def _content(path: Path, source: str) -> bytes:
    """The bytes of an ordinary file, its size looked at first."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise refuse("unsupported", source, _NOT_A_FILE)
        if status.st_size > MAX_BYTES:
            raise refuse("too_large", source)
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        raise refuse("not_found", source) from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        text = Text(f"无法打开: {why}; 请检查路径和权限", f"cannot be opened: {why}; check the path and your rights")
        raise refuse("not_found", source, text) from None


def _files(folder: Path) -> list[str]:
    """Known files under `folder` by their paths within it; links to folders are not followed."""
    found: list[str] = []
    for here, _, files in os.walk(folder):
        inner = Path(here).relative_to(folder)
        found.extend(name for name in ((inner / file).as_posix() for file in files) if is_plan_file(name))
        if len(found) > MAX_ENTRIES:
            raise refuse("too_large", str(folder), _TOO_MANY)
    if not found:
        raise refuse("empty", str(folder), _NO_FILES)
    return sorted(found)
