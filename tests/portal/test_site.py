"""The server: its data folder, its key, its port, what it takes, what it serves."""

from __future__ import annotations

import asyncio
import errno
import io
import os
import re
import signal
import socket
import stat
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from luoshi.plans import reading
from luoshi.plans.models import SourceDocument
from luoshi.site import serve as site
from luoshi.site.asgi import BodyLimit
from luoshi.site.datafolder import KEY_FILE, data_folder, prepare_folder, secret_key
from tests.plans.test_reading import AtOnce, Never
from tests.portal.conftest import send

# --- data folder and key


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An environment that says nothing but where the data folder is; the folder is not there yet."""
    monkeypatch.delenv("LUOSHI_SECRET_KEY", raising=False)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("LUOSHI_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def test_the_key_is_made_once_and_is_the_owners_alone(bare: Path) -> None:
    assert data_folder() == bare
    prepare_folder(bare)
    key = secret_key(bare)
    assert len(key) >= 50
    assert stat.S_IMODE((bare / KEY_FILE).stat().st_mode) == 0o600
    prepare_folder(bare)
    assert secret_key(bare) == key
    assert [path.name for path in bare.iterdir()] == [KEY_FILE]


def test_a_given_key_is_used_and_not_stored(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LUOSHI_SECRET_KEY", "given")
    assert secret_key(bare) == "given"
    assert not bare.exists()


def test_a_folder_that_cannot_be_made_is_told(bare: Path) -> None:
    bare.parent.mkdir(exist_ok=True)
    bare.write_text("a file stands here", encoding="ascii")
    with pytest.raises(site.DataFolderError) as error:
        site.prepare()
    assert str(bare) in error.value.text.zh
    assert "LUOSHI_DATA" in error.value.text.en


@pytest.mark.parametrize("content", [b"no database at all" * 500, b""], ids=["broken", "a folder in its place"])
def test_a_database_that_cannot_be_used_is_told(bare: Path, content: bytes) -> None:
    bare.mkdir()
    if content:
        (bare / "luoshi.sqlite3").write_bytes(content)
    else:
        (bare / "luoshi.sqlite3").mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "luoshi", "serve", "--port", str(_free_port()), "--lang", "en"],
        env={**os.environ}, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: the database luoshi.sqlite3 in ")
    assert done.stderr.count("\n") == 1


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


# --- port


def test_a_busy_port_is_told_before_anything_is_made(bare: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(site.PortBusyError) as error:
            site.serve(port)
    assert str(port) in error.value.text.zh
    assert not bare.exists()


def test_a_port_that_the_system_keeps_is_told(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Kept(socket.socket):
        def bind(self, address: Any) -> None:
            raise PermissionError(errno.EACCES, "Permission denied", address)

    monkeypatch.setattr(socket, "socket", Kept)
    with pytest.raises(site.PortForbiddenError) as error:
        site.serve(80)
    assert "80" in error.value.text.zh
    assert not bare.exists()


def test_the_network_is_served_under_names_only(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LUOSHI_HOSTS", raising=False)
    with pytest.raises(site.HostsUnnamedError) as error:
        site.serve(0, host="0.0.0.0")
    assert "LUOSHI_HOSTS" in error.value.text.zh
    monkeypatch.setenv("LUOSHI_HOSTS", "luoshi.city.example")
    with pytest.raises(site.HostUnknownError) as unknown:
        site.serve(0, host="203.0.113.9")
    assert "203.0.113.9" in unknown.value.text.en
    assert not bare.exists()


@pytest.mark.parametrize(
    ("hosts", "tls", "printed"),
    [
        ("", "", "3 [] False False 0"),
        ("luoshi.city.example, 10.0.0.7", "", "5 [] False False 0"),
        ("luoshi.city.example", "1", "4 ['https://luoshi.city.example'] True True 31536000"),
    ],
)
def test_names_and_tls_come_from_the_environment(bare: Path, hosts: str, tls: str, printed: str) -> None:
    code = (
        "from luoshi.site import settings as s; print(len(s.ALLOWED_HOSTS), s.CSRF_TRUSTED_ORIGINS,"
        "s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_HSTS_SECONDS)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "LUOSHI_HOSTS": hosts, "LUOSHI_TLS": tls},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.strip() == printed


def test_a_first_start_makes_the_database_and_loads_what_ships(bare: Path) -> None:
    code = (
        "from luoshi.site import serve; serve.prepare(); serve.prepare();"
        "from luoshi.plans.models import SourceDocument; from luoshi import cities;"
        "print(SourceDocument.objects.count() == sum(cities.load(name).ledger is not None for name in cities.names()))"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], env={**os.environ}, capture_output=True, text=True, check=False
    )
    assert (done.stdout.strip(), done.returncode) == ("True", 0), done.stderr
    assert {path.name for path in bare.iterdir()} >= {KEY_FILE, "luoshi.sqlite3"}


@pytest.mark.django_db
def test_the_migrations_are_those_of_the_models() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.skipif(os.name != "posix", reason="Ctrl+C is sent in another way elsewhere")
def test_ctrl_c_ends_it_quietly(bare: Path) -> None:
    code = "from luoshi.site.serve import serve; serve(0)"
    with subprocess.Popen(
        [sys.executable, "-c", code], env={**os.environ}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        line = server.stdout.readline()
        address = re.search(r"http://127\.0\.0\.1:\d+", line)
        assert address, line
        with urllib.request.urlopen(address[0], timeout=20) as page:  # once it answers it listens to signals too
            assert page.status == 200
        server.send_signal(signal.SIGINT)
        _, errors = server.communicate(timeout=20)
    assert (server.returncode, errors) == (0, "")


# --- limits on what is sent


def answer(limit: int, chunks: list[bytes], announced: int | None) -> tuple[int, bytes]:
    """What a body gets from an application that reads it whole and answers 200, or nothing to a sender who is gone."""
    sent: list[dict[str, Any]] = []
    waiting = [
        {"type": "http.request", "body": chunk, "more_body": index < len(chunks) - 1}
        for index, chunk in enumerate(chunks)
    ]

    async def application(_scope: Any, receive: Any, send: Any) -> None:
        while (message := await receive()).get("more_body"):
            pass
        if message["type"] == "http.disconnect":
            return
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"read"})

    async def receive() -> dict[str, Any]:
        return waiting.pop(0) if waiting else {"type": "http.disconnect"}

    async def collect(message: dict[str, Any]) -> None:
        sent.append(message)

    headers = [] if announced is None else [(b"content-length", str(announced).encode())]
    asyncio.run(BodyLimit(application, limit)({"type": "http", "headers": headers}, receive, collect))
    return sent[0]["status"], sent[1]["body"]


@pytest.mark.parametrize(
    ("chunks", "announced", "status"),
    [
        ([b"x" * 10], 10, 200),
        ([b"x" * 5, b"x" * 5], None, 200),
        ([b"x" * 11], 11, 413),
        ([b"x" * 6, b"x" * 6], None, 413),
        ([b"x" * 6, b"x" * 6], 10, 413),
        ([b"x"], 10**12, 413),
    ],
)
def test_a_body_over_the_limit_is_refused_while_it_arrives(
    chunks: list[bytes], announced: int | None, status: int
) -> None:
    got, body = answer(10, chunks, announced)
    assert got == status
    if status == 413:
        assert "超过" in body.decode()
        assert "exceed" in body.decode()


# --- static files


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/static/luoshi.css", "text/css"),
        ("/static/luoshi.js", "text/javascript"),
        ("/static/htmx.min.js", "text/javascript"),
        ("/static/favicon.svg", "image/svg+xml"),
    ],
)
def test_static_files_come_from_the_package(client: Client, path: str, kind: str) -> None:
    response = client.get(path)
    assert response.status_code == 200
    assert response["Content-Type"].startswith(kind)
    assert "max-age" in response["Cache-Control"]
    assert not response.streaming
    assert client.get(path, headers={"if-none-match": response["ETag"]}).status_code == 304
    assert client.post(path).status_code in (403, 405)


def test_the_licence_of_htmx_is_beside_it(client: Client) -> None:
    from django.conf import settings

    assert "Zero-Clause BSD" in (settings.STATIC_ROOT / "htmx.LICENSE").read_text(encoding="utf-8")


# --- upload


def upload(client: Client, *files: tuple[str, bytes]) -> Any:
    opened = [io.BytesIO(data) for _, data in files]
    for file, (name, _) in zip(opened, files, strict=True):
        file.name = name
    return send(client, "/upload/", {"files": opened})


@pytest.mark.django_db
def test_an_upload_leads_to_its_progress(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_executor", Never())
    response = upload(client, ("../../规划一.txt", b"x"), ("规划二.txt", b"y"))
    assert response.status_code == 302
    assert response["Location"] in client.get("/").content.decode()
    page = client.get(response["Location"]).content.decode()
    assert page.count('class="job job-queued"') == 2
    assert "规划一.txt" in page
    assert "../" not in page


@pytest.mark.django_db
@pytest.mark.parametrize(("files", "status"), [([], 422), ([("a.txt", b"x")] * (reading.MAX_WAITING + 1), 503)])
def test_uploads_that_are_not_taken_say_why(
    client: Client, monkeypatch: pytest.MonkeyPatch, files: list[tuple[str, bytes]], status: int
) -> None:
    monkeypatch.setattr(reading, "_executor", Never())
    response = upload(client, *files)
    assert response.status_code == status
    assert 'role="alert"' in response.content.decode()


@pytest.mark.django_db
def test_the_sample_is_read_on_request(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_executor", AtOnce())
    monkeypatch.setattr(reading, "_run_alone", reading.run)
    assert "先读一份示例" in client.get("/").content.decode()
    response = send(client, "/sample/", {})
    assert "job-done" in client.get(response["Location"]).content.decode()
    assert SourceDocument.objects.get().name == "qinglan.txt"
