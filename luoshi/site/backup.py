"""All records in one file, from one moment, while the server runs; and back, into either kind of database.

    backup(Path("luoshi.zip"))      restore(Path("luoshi.zip"))

The file is a zip: `manifest.json` (format, version, migrations, tables with rows and SHA-256, end of the journal), a file
of JSON lines for each table, and the evidence files under their digests. It holds no secret key and no sessions. It is
neither SQLite's nor PostgreSQL's: what one wrote the other takes.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

from luoshi import __version__
from luoshi.core.text import Text
from luoshi.site.datafolder import data_folder

FORMAT = "luoshi.backup/1"
MANIFEST = "manifest.json"
EVIDENCE = "evidence"
LEFT_OUT = {"sessions", "contenttypes", "auth", "axes"}
"""Apps whose rows are not records: sessions, counters of failed logins, what Django makes by itself."""
SESSION_TABLES = ("people_loginsession", "django_session")
BATCH_ROWS = 1000
CHUNK_BYTES = 1 << 20
DIGEST_CHARS = 64
ALIAS = "snapshot"

Progress = Callable[[int, int], None]


class BackupError(Exception):
    """The backup cannot be restored; nothing was changed. `text` says why and what to do."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.text = Text(zh, en)


def backup(path: Path, progress: Progress = lambda _done, _all: None) -> dict[str, Any]:
    """Write `path` whole or not at all; returns the manifest. Raises OSError."""
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.")
    try:
        with os.fdopen(handle, "wb") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
                manifest = _write(archive, progress)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
    return manifest


def _write(archive: zipfile.ZipFile, progress: Progress) -> dict[str, Any]:
    from django.apps import apps
    from django.db import connections, transaction
    from django.db.migrations.recorder import MigrationRecorder

    from luoshi.journal.models import Head

    models = _records(apps)
    _snapshot_alias()
    try:
        with transaction.atomic(using=ALIAS):
            if connections[ALIAS].vendor == "postgresql":
                connections[ALIAS].cursor().execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            schema = sorted(MigrationRecorder(connections[ALIAS]).applied_migrations())
            head = Head.objects.using(ALIAS).first()
            tables = []
            for done, model in enumerate(models):
                progress(done, len(models))
                tables.append(_write_table(archive, model))
        kept = sorted((data_folder() / EVIDENCE).glob(f"??/{'?' * DIGEST_CHARS}"))  # as `plans.evidence` lays them
        files = [_write_file(archive, file) for file in kept]
    finally:
        connections[ALIAS].close()
    progress(len(models), len(models))
    manifest = {
        "format": FORMAT,
        "version": __version__,
        "schema": [list(key) for key in schema],
        "tables": tables,
        "files": files,
        "journal": f"{head.number}:{head.digest}" if head else None,
    }
    archive.writestr(MANIFEST, json.dumps(manifest, indent=1))
    return manifest


def _snapshot_alias() -> None:
    """A connection of its own that reads one state and blocks nobody: SQLite's must not begin as a writer."""
    from django.db import connections

    settings = {**connections.databases["default"], "CONN_MAX_AGE": 0}
    settings["OPTIONS"] = {k: v for k, v in settings.get("OPTIONS", {}).items() if k != "transaction_mode"}
    connections.databases[ALIAS] = settings


def _records(apps: Any) -> list[Any]:
    """The models whose rows are records, tables between two models included."""
    return sorted(
        (
            model
            for model in apps.get_models(include_auto_created=True)
            if model._meta.app_label not in LEFT_OUT
            and model._meta.db_table not in SESSION_TABLES
            and not any(
                field.related_model._meta.app_label in LEFT_OUT
                for field in model._meta.concrete_fields
                if field.related_model and not isinstance(field.related_model, str)
            )
        ),
        key=lambda model: model._meta.db_table,
    )


def _write_table(archive: zipfile.ZipFile, model: Any) -> dict[str, Any]:
    from django.core.serializers.json import DjangoJSONEncoder

    class Encoder(DjangoJSONEncoder):
        """Bytes as base64; times to the microsecond, which Django's own encoder cuts."""

        def default(self, o: Any) -> Any:
            if isinstance(o, bytes | memoryview):
                return base64.b64encode(o).decode()
            return o.isoformat() if hasattr(o, "isoformat") else super().default(o)

    names = [field.attname for field in model._meta.concrete_fields]
    digest, rows = hashlib.sha256(), 0
    with archive.open(f"tables/{model._meta.db_table}.jsonl", "w", force_zip64=True) as file:
        _line(file, digest, json.dumps(names))
        every = model._base_manager.using(ALIAS).order_by("pk").values_list(*names)
        for row in every.iterator(chunk_size=BATCH_ROWS):
            _line(file, digest, json.dumps(row, cls=Encoder, ensure_ascii=False, sort_keys=True))
            rows += 1
    return {"name": model._meta.db_table, "rows": rows, "sha256": digest.hexdigest()}


def _line(file: IO[bytes], digest: Any, text: str) -> None:
    data = text.encode("utf-8", "surrogatepass") + b"\n"
    file.write(data)
    digest.update(data)


def _write_file(archive: zipfile.ZipFile, path: Path) -> str:
    archive.write(path, f"{EVIDENCE}/{path.name}", zipfile.ZIP_STORED)
    return path.name


def restore(path: Path, progress: Progress = lambda _done, _all: None, *, replace: bool = False) -> dict[str, Any]:
    """Put the records of `path` into the database: all or nothing; returns the manifest.

    Raises BackupError where the file is no whole backup, was made by a newer version, or the database is not empty and
    `replace` does not say that its rows may go; OSError where the file cannot be read.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = _checked(archive)
            _bring_to(manifest)
            _load(archive, manifest, progress, replace=replace)
    except (zipfile.BadZipFile, EOFError) as error:
        raise BackupError("文件不完整或不是备份文件", "the file is broken, or no backup") from error
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    return manifest


def _checked(archive: zipfile.ZipFile) -> dict[str, Any]:
    """The manifest, after every table was found whole. Nothing was written yet."""
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    try:
        manifest: dict[str, Any] = json.loads(archive.read(MANIFEST))
        if manifest["format"] != FORMAT:
            raise KeyError(FORMAT)
        for table in manifest["tables"]:
            if _digest(archive, f"tables/{table['name']}.jsonl") != table["sha256"]:
                raise BackupError(f"备份中的 {table['name']} 已损坏", f"{table['name']} in the backup is broken")
        for name in manifest["files"]:
            if _digest(archive, f"{EVIDENCE}/{name}") != name:
                raise BackupError(f"备份中的附件 {name} 已损坏", f"the file {name} in the backup is broken")
    except (KeyError, ValueError, TypeError) as error:
        raise BackupError("不是落实的备份文件", "no backup of luoshi") from error
    known = set(MigrationLoader(connection).disk_migrations)
    if not {tuple(key) for key in manifest["schema"]} <= known:
        raise BackupError(
            f"备份由更新的版本 {manifest['version']} 制作, 请先升级",
            f"made by a newer version, {manifest['version']}: upgrade first",
        )
    return manifest


def _digest(archive: zipfile.ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    with archive.open(name) as file:
        while chunk := file.read(CHUNK_BYTES):
            digest.update(chunk)
    return digest.hexdigest()


def _bring_to(manifest: dict[str, Any]) -> None:
    """Make an untouched database ready at the state of the backup; one with tables must have that state already."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    wanted = {tuple(key) for key in manifest["schema"]}
    executor = MigrationExecutor(connection)
    applied = set(executor.loader.applied_migrations)
    if not applied:
        leaves = [key for key in wanted if not any(key in _parents(executor, other) for other in wanted)]
        executor.migrate(leaves)
    elif applied != wanted:
        if not wanted <= set(executor.loader.disk_migrations) or wanted != set(executor.loader.graph.nodes):
            raise BackupError(
                "备份来自较早的版本, 只能恢复到空的数据库 (新的数据目录或新建的库)",
                "the backup is of an older version: restore it into an empty database (a new folder or a new database)",
            )
        executor.migrate(executor.loader.graph.leaf_nodes())


def _parents(executor: Any, key: tuple[str, str]) -> set[tuple[str, str]]:
    return {parent.key for parent in executor.loader.graph.node_map[key].parents}


def _load(archive: zipfile.ZipFile, manifest: dict[str, Any], progress: Progress, *, replace: bool) -> None:
    from django.core.management.color import no_style
    from django.db import connection, transaction
    from django.db.migrations.executor import MigrationExecutor

    from luoshi.journal.seal import seal, unseal

    executor = MigrationExecutor(connection)
    state = executor.loader.project_state([tuple(key) for key in manifest["schema"]]).apps
    models = {model._meta.db_table: model for model in _records(state)}
    strange = [table["name"] for table in manifest["tables"] if table["name"] not in models]
    if strange:
        raise BackupError(f"备份中有未知的表: {strange[0]}", f"the backup holds an unknown table: {strange[0]}")
    with transaction.atomic():
        if not replace and any(model._base_manager.exists() for model in models.values()):
            raise BackupError(
                "数据库不是空的; 确定要覆盖现有数据时请加 --replace",
                "the database is not empty; add --replace to throw away what is there",
            )
        unseal(connection)
        with connection.cursor() as cursor:
            for table in [*SESSION_TABLES, *models]:
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")  # noqa: S608 - our own table names
        for done, table in enumerate(manifest["tables"]):
            progress(done, len(manifest["tables"]))
            model = models[table["name"]]
            for rows in _batches(archive, model, table["name"]):
                model._base_manager.bulk_create(rows)
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), list(models.values())):
                cursor.execute(statement)
        connection.check_constraints()
        seal(connection)
        _take_files(archive, manifest)


def _batches(archive: zipfile.ZipFile, model: Any, table: str) -> Iterator[list[Any]]:
    """The rows of a table as objects, some at a time."""
    with archive.open(f"tables/{table}.jsonl") as file:
        fields = [model._meta.get_field(name) for name in json.loads(file.readline())]
        batch: list[Any] = []
        for line in file:
            values = json.loads(line)
            row = {field.attname: _value(field, value) for field, value in zip(fields, values, strict=True)}
            batch.append(model(**row))
            if len(batch) == BATCH_ROWS:
                yield batch
                batch = []
        if batch:
            yield batch


def _value(field: Any, value: Any) -> Any:
    return value if value is None else (field.target_field if field.is_relation else field).to_python(value)


def _take_files(archive: zipfile.ZipFile, manifest: dict[str, Any]) -> None:
    for name in manifest["files"]:  # each name is the digest of its content, as `_checked` found
        folder = data_folder() / EVIDENCE / name[:2]
        folder.mkdir(parents=True, exist_ok=True)
        draft = folder / f".{name}"
        with archive.open(f"{EVIDENCE}/{name}") as packed, draft.open("wb") as file:
            shutil.copyfileobj(packed, file, CHUNK_BYTES)
        draft.replace(folder / name)
