"""`luoshi serve`: prepare the data folder and answer to this computer's browser, or to the network.

serve(8000)                   ->   落实 luoshi: http://127.0.0.1:8000
serve(8000, host="0.0.0.0")   ->   answers to the names in LUOSHI_HOSTS too
"""

from __future__ import annotations

import errno
import os
import socket
import sys
import webbrowser
from typing import Any

from luoshi.core.text import Language, Text
from luoshi.reader.gazetteer import Gazetteer
from luoshi.site.database import DatabaseAddressError
from luoshi.site.datafolder import data_folder, prepare_folder

HOST = "127.0.0.1"
LOOPBACK = (HOST, "::1", "localhost")
NO_ACCOUNT = Text(
    "还没有账号: 请在另一个窗口运行 luoshi user first --name 账号 [--display 姓名]",
    "there is no account yet: in another window run luoshi user first --name ACCOUNT [--display NAME]",
)
CLEAR = Text(
    "注意: 未使用 HTTPS, 密码在网络上明文传输; 请在前面放一个 HTTPS 代理并设 LUOSHI_TLS=1",
    "note: without HTTPS passwords cross the network in the clear; put a proxy with HTTPS before it and set LUOSHI_TLS=1",
)


class ServeError(Exception):
    """The server cannot start; `text` says why and what to do."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


class PortBusyError(ServeError):
    """Another program listens on the port."""

    def __init__(self, port: int) -> None:
        super().__init__(
            Text(
                f"端口 {port} 已被占用: 可能已经启动过, 请直接打开 http://{HOST}:{port}; "
                f"或换一个端口: luoshi serve --port {port + 1}",
                f"port {port} is in use: luoshi may be running already, then open http://{HOST}:{port}; "
                f"or choose another: luoshi serve --port {port + 1}",
            )
        )


class HostUnknownError(ServeError):
    """The computer has no such address."""

    def __init__(self, host: str) -> None:
        super().__init__(
            Text(
                f"本机没有地址 {host}; 对所有网卡开放请用 --host 0.0.0.0",
                f"this computer has no address {host}; to listen on all of its own use --host 0.0.0.0",
            )
        )


class HostsUnnamedError(ServeError):
    """The network is to be answered, but under which names was not said, so that it would get refusals only."""

    def __init__(self, host: str) -> None:
        super().__init__(
            Text(
                f"要在 {host} 上对外服务, 请先用环境变量 LUOSHI_HOSTS 写明访问时用的域名或地址 (逗号分隔), "
                "例如 LUOSHI_HOSTS=luoshi.city.example",
                f"to serve on {host}, first name the hosts that browsers will ask for, with commas between them, in "
                "LUOSHI_HOSTS, such as LUOSHI_HOSTS=luoshi.city.example",
            )
        )


class PortForbiddenError(ServeError):
    """The system keeps the port for itself."""

    def __init__(self, port: int) -> None:
        super().__init__(
            Text(
                f"系统不允许使用端口 {port}, 请换一个大于 1023 的端口: luoshi serve --port 8000",
                f"the system does not allow port {port}; choose one above 1023: luoshi serve --port 8000",
            )
        )


class DataFolderError(ServeError):
    """The data folder cannot be written."""

    def __init__(self, error: OSError) -> None:
        place, why = error.filename, error.strerror
        super().__init__(
            Text(
                f"数据目录不可写 ({place}: {why}), 请用环境变量 LUOSHI_DATA 指定一个可写的目录",
                f"the data folder cannot be written ({place}: {why}); name one that can with LUOSHI_DATA",
            )
        )


class DatabaseUnusableError(ServeError):
    """The database in the data folder cannot be opened or brought up to date."""

    def __init__(self, error: Exception) -> None:
        from django.db import connection

        if connection.vendor == "postgresql":
            super().__init__(_postgresql(connection.settings_dict, error))
            return
        place = data_folder()
        super().__init__(
            Text(
                f"数据目录 {place} 中的数据库 luoshi.sqlite3 无法使用 ({error}): 请关闭占用它的程序或检查读写权限; "
                "文件已损坏时请移走该文件, 或用环境变量 LUOSHI_DATA 另指一个目录",
                f"the database luoshi.sqlite3 in {place} cannot be used ({error}): close what holds it or check its "
                "permissions; if it is broken, move it away, or name another folder with LUOSHI_DATA",
            )
        )


def _postgresql(settings: Any, error: Exception) -> Text:
    """What is wrong with the database that DATABASE_URL names; its password is never said."""
    where = f"{settings.get('HOST') or 'localhost'}:{settings.get('PORT') or 5432}/{settings.get('NAME')}"
    why = str(error).strip().splitlines()[-1]
    return Text(
        f"无法使用 DATABASE_URL 指定的数据库 {where} ({why}): 请确认 PostgreSQL 已启动, 数据库已建立 (createdb), "
        "用户名和密码正确",
        f"the database {where} that DATABASE_URL names cannot be used ({why}): see that PostgreSQL runs, that the "
        "database exists (createdb), and that user and password are right",
    )


def serve(port: int, *, host: str = HOST, open_: bool = False, language: Language = "zh", demo: bool = False) -> None:
    """Serve on `host`:`port` (0: any free one) until interrupted; the address is printed.

    `demo` loads the demo city first, if it is not there. Raises a ServeError before anything is started.
    """
    if host not in LOOPBACK and not os.environ.get("LUOSHI_HOSTS", "").strip():
        raise HostsUnnamedError(host)
    with _listen(host, port) as listening:
        prepare()
        if demo:
            load_demo(language)
        import uvicorn  # after prepare: Django must be set up before the application is imported

        from luoshi.plans import reading
        from luoshi.site.asgi import application
        from luoshi.site.clock import Clock

        address = f"http://{host}:{listening.getsockname()[1]}"
        started = Text(f"落实: {address}  (按 Ctrl+C 停止)", f"luoshi: {address}  (Ctrl+C to stop)")
        print(started.say(language), flush=True)
        if not has_accounts():
            print(NO_ACCOUNT.say(language), flush=True)
        if open_:
            webbrowser.open(address)
        tls = os.environ.get("LUOSHI_TLS") == "1"
        if host not in LOOPBACK and not tls:
            print(CLEAR.say(language), file=sys.stderr, flush=True)
        config = uvicorn.Config(
            application,
            log_level="warning",
            access_log=False,
            lifespan="off",
            server_header=False,
            proxy_headers=tls,  # what a proxy says of the browser's address is believed only where there is one
        )
        clock = Clock()
        clock.start()
        try:
            uvicorn.Server(config).run(sockets=[listening])
        except KeyboardInterrupt:
            pass  # how uvicorn passes Ctrl+C on, once it has closed its connections
        finally:
            clock.stop()
            reading.stop()


def has_accounts() -> bool:
    """Whether anyone can log in."""
    from luoshi.people.models import User

    return User.objects.filter(is_active=True).exists()


def set_up() -> None:
    """The data folder and Django, without the tables. Raises DataFolderError, or ServeError for a wrong address."""
    try:
        prepare_folder(data_folder())
    except OSError as error:
        raise DataFolderError(error) from error
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi.site.settings")
    import django

    try:
        django.setup()
    except DatabaseAddressError as error:
        raise ServeError(error.text) from error


def prepare() -> None:
    """Make the data folder, bring the database up to date, load what ships. Safe to repeat.

    Raises DataFolderError or DatabaseUnusableError.
    """
    set_up()
    from django.core import checks
    from django.core.management import call_command
    from django.db import DatabaseError
    from django.utils import timezone

    from luoshi.people.actions import load_places
    from luoshi.plans import actions

    checks.run_checks()  # loads every page now: what is broken shows here and not at the first visit
    try:
        call_command("migrate", verbosity=0, interactive=False)
        actions.fail_left_jobs()
        actions.load_shipped(at=timezone.now())
        for gazetteer in _own_places():
            load_places(gazetteer, at=timezone.now())
    except DatabaseError as error:
        raise DatabaseUnusableError(error) from error


def _own_places() -> list[Gazetteer]:
    """The lists of the city that this installation is: the shipped one, unless other areas are stored already."""
    from luoshi import cities
    from luoshi.people.models import Area

    root = Area.objects.filter(parent=None).values_list("code", flat=True).first()
    shipped = [cities.load(name) for name in cities.names()]
    return [city.gazetteer for city in shipped if root is None or city.code == root][:1]


def load_demo(language: Language) -> None:
    """Load the demo city; after `prepare`. Raises DatabaseUnusableError."""
    from django.db import DatabaseError

    from luoshi.site import demo

    try:
        demo.load(language)
    except DatabaseError as error:
        raise DatabaseUnusableError(error) from error


def _listen(host: str, port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    if os.name == "posix":  # so that a restart need not wait; elsewhere this would let two servers share a port
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(128)
    except OSError as error:
        listening.close()
        if error.errno == errno.EADDRNOTAVAIL or isinstance(error, socket.gaierror):
            raise HostUnknownError(host) from error
        raise (PortForbiddenError if error.errno == errno.EACCES else PortBusyError)(port) from error
    return listening
