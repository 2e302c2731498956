"""Evidence: files that show why a figure or milestone is so, kept in the data folder under their SHA-256.

    row = store(thing="return_item:7", name="证明.pdf", content=data, acting_user=user, at=now)
    content(row)

A room says which things of it carry evidence: `register("return_item", ReturnItem, may_add)`. Who may see the thing may
see its evidence. A file is taken for what its content says it is, whatever its name claims.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import CharField, Model, Q, Sum, Value
from django.db.models.functions import Cast, Concat

from luoshi.core.text import Text
from luoshi.journal.actions import record
from luoshi.people import access
from luoshi.people.models import User
from luoshi.plans.actions import RefusedError
from luoshi.plans.models import Evidence
from luoshi.reader.document.zips import open_zip
from luoshi.reader.errors import ReaderError

MB = 1024 * 1024
MAX_BYTES = 20 * MB
"""One file."""
QUOTA_BYTES = 200 * MB
"""All files of one thing."""
NAME_CHARS = 120
FOLDER = "evidence"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
KINDS = {
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".docx": DOCX,
    ".xlsx": XLSX,
    ".txt": "text/plain; charset=utf-8",
}
"""What is taken, by the suffix that the stored name gets."""

REFUSALS: dict[str, Text] = {
    "file_empty": Text("文件是空的。", "The file is empty."),
    "file_large": Text(
        "文件超过 20 MB, 请压缩或拆分后再上传。", "The file is over 20 MB; make it smaller or split it."
    ),
    "file_type": Text(
        "只接受 PDF、PNG、JPG、Word(docx)、Excel(xlsx)和文本文件, 且不能含宏; 这个文件的内容不是其中任何一种。",
        "Only PDF, PNG, JPG, Word (docx), Excel (xlsx) and text files without macros are taken; the content of this file is none.",
    ),
    "file_quota": Text("这一项的附件合计将超过 200 MB。", "The files of this line would be over 200 MB together."),
}


class RefusedFileError(RefusedError):
    """A file that is not taken; `text` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.text = REFUSALS[code]


@dataclass(frozen=True, slots=True)
class Bearer:
    """A kind of thing that carries evidence. `may_add` raises ForbiddenError or RefusedError, and locks the row."""

    model: type[Model]
    may_add: Callable[[User | None, int], None]


_bearers: dict[str, Bearer] = {}


def register(kind: str, model: type[Model], may_add: Callable[[User | None, int], None]) -> None:
    """Say that things `kind:pk` are rows of `model`, and who may add files to them."""
    _bearers[kind] = Bearer(model, may_add)


@transaction.atomic
def store(*, thing: str, name: str, content: bytes, acting_user: User | None, at: datetime) -> Evidence:
    """Keep a file for a thing. The same file twice is one. Raises RefusedFileError, ForbiddenError."""
    kind, _, key = thing.partition(":")
    _bearers[kind].may_add(acting_user, int(key))
    suffix = suffix_of(content)
    digest = hashlib.sha256(content).hexdigest()
    same = Evidence.objects.filter(thing=thing, sha256=digest).first()
    if same is not None:
        return same
    used = Evidence.objects.filter(thing=thing).aggregate(bytes=Sum("size"))["bytes"] or 0
    if used + len(content) > QUOTA_BYTES:
        raise RefusedFileError("file_quota")
    _write(path_of(digest), content)  # before the row: a row without its file would be worse than a file without row
    row = Evidence.objects.create(
        thing=thing, name=clean_name(name, suffix), media_type=KINDS[suffix], size=len(content), sha256=digest,
        by=acting_user, at=at,
    )  # fmt: skip
    record(
        who=acting_user.username if acting_user else "", action="evidence.store", thing=thing, at=at,
        after={"evidence": row.pk, "name": row.name, "size": row.size, "sha256": digest},
    )  # fmt: skip
    return row


@transaction.atomic
def withdraw(row: Evidence, *, acting_user: User | None, at: datetime) -> None:
    """Take a file off a thing that may still be changed. The bytes stay, as the journal names them."""
    kind, _, key = row.thing.partition(":")
    _bearers[kind].may_add(acting_user, int(key))
    record(
        who=acting_user.username if acting_user else "", action="evidence.withdraw", thing=row.thing, at=at,
        before={"evidence": row.pk, "name": row.name, "sha256": row.sha256},
    )  # fmt: skip
    row.delete()


def content(row: Evidence) -> bytes:
    """The bytes of a stored file. Raises OSError."""
    return path_of(row.sha256).read_bytes()


def path_of(digest: str) -> Path:
    """Where the bytes with this digest lie."""
    return Path(settings.DATA) / FOLDER / digest[:2] / digest


def suffix_of(data: bytes) -> str:
    """What a file is by its content. Raises RefusedFileError.

    >>> suffix_of(b"%PDF-1.7 ..."), suffix_of("说明".encode())
    ('.pdf', '.txt')
    """
    if not data:
        raise RefusedFileError("file_empty")
    if len(data) > MAX_BYTES:
        raise RefusedFileError("file_large")
    for suffix, beginning in ((".pdf", b"%PDF-"), (".png", b"\x89PNG\r\n\x1a\n"), (".jpg", b"\xff\xd8\xff")):
        if data.startswith(beginning):
            return suffix
    found = _office(data) if data.startswith(b"PK\x03\x04") else _text(data)
    if found is None:
        raise RefusedFileError("file_type")
    return found


def clean_name(name: str, suffix: str) -> str:
    """A name as it is kept: no path, nothing unprintable, the suffix of what the file is.

    >>> clean_name("../../etc/证明 .PDF", ".pdf"), clean_name("a.exe", ".txt"), clean_name("", ".png")
    ('证明.pdf', 'a.exe.txt', 'file.png')
    """
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    stem = "".join(letter for letter in last if letter.isprintable() and letter not in '<>:"|?*').strip(" .")
    known = (suffix, ".jpeg") if suffix == ".jpg" else (suffix,)
    for ending in known:
        if stem.lower().endswith(ending):
            stem = stem[: -len(ending)].strip(" .")
    return f"{stem[:NAME_CHARS] or 'file'}{suffix}"


def _office(data: bytes) -> str | None:
    """Word or Excel without macros, by the parts of the package."""
    try:
        with open_zip("", data) as package:
            parts = {info.filename for info in package.infolist()}
    except ReaderError:
        return None
    if any(part.lower().endswith("vbaproject.bin") for part in parts):
        return None
    if "word/document.xml" in parts:
        return ".docx"
    return ".xlsx" if "xl/workbook.xml" in parts else None


def _text(data: bytes) -> str | None:
    """Plain text in UTF-8 or GB 18030, without control characters."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            said = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return ".txt" if all(letter.isprintable() or letter.isspace() for letter in said) else None
    return None


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all: written aside, forced to disk, put in place, the folder forced too."""
    if path.exists() and path.stat().st_size == len(data):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, aside = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(aside, path)
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except BaseException:
        Path(aside).unlink(missing_ok=True)
        raise


def _rule(reach: access.Reach, verb: str) -> Q:
    """Who may see the thing may see its evidence."""
    wanted = access.NOTHING
    if verb != access.VIEW:
        return wanted
    rules = access.registered()
    for kind, bearer in _bearers.items():
        visible = rules[bearer.model](reach, access.VIEW)
        if visible == access.NOTHING:
            continue
        manager: Any = bearer.model._default_manager
        name = Concat(Value(f"{kind}:"), Cast("pk", CharField()), output_field=CharField())
        wanted |= Q(thing__in=manager.filter(visible).order_by().annotate(_thing=name).values("_thing"))
    return wanted


access.register(Evidence, _rule)
