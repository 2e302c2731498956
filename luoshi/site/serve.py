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

from luoshi.core.text import Language, Text
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
        place = data_folder()
        super().__init__(
            Text(
                f"数据目录 {place} 中的数据库 luoshi.sqlite3 无法使用 ({error}): 请关闭占用它的程序或检查读写权限; "
                "文件已损坏时请移走该文件, 或用环境变量 LUOSHI_DATA 另指一个目录",
                f"the database luoshi.sqlite3 in {place} cannot be used ({error}): close what holds it or check its "
                "permissions; if it is broken, move it away, or name another folder with LUOSHI_DATA",
            )
        )


def serve(port: int, *, host: str = HOST, open_: bool = False, language: Language = "zh") -> None:
    """Serve on `host`:`port` (0: any free one) until interrupted; the address is printed.

    Raises a ServeError before anything is started.
    """
    if host not in LOOPBACK and not os.environ.get("LUOSHI_HOSTS", "").strip():
        raise HostsUnnamedError(host)
    with _listen(host, port) as listening:
        prepare()
        import uvicorn  # after prepare: Django must be set up before the application is imported

        from luoshi.plans import reading
        from luoshi.site.asgi import application

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
        try:
            uvicorn.Server(config).run(sockets=[listening])
        except KeyboardInterrupt:
            pass  # how uvicorn passes Ctrl+C on, once it has closed its connections
        finally:
            reading.stop()


def has_accounts() -> bool:
    """Whether anyone can log in."""
    from luoshi.people.models import User

    return User.objects.filter(is_active=True).exists()


def prepare() -> None:
    """Make the data folder, bring the database up to date, load what ships. Safe to repeat.

    Raises DataFolderError or DatabaseUnusableError.
    """
    try:
        prepare_folder(data_folder())
    except OSError as error:
        raise DataFolderError(error) from error
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi.site.settings")
    import django

    django.setup()
    from django.core import checks
    from django.core.management import call_command
    from django.db import DatabaseError
    from django.utils import timezone

    from luoshi.plans import actions

    checks.run_checks()  # loads every page now: what is broken shows here and not at the first visit
    try:
        call_command("migrate", verbosity=0, interactive=False)
        actions.fail_left_jobs()
        actions.load_shipped(at=timezone.now())
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
