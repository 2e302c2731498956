"""Login by a real OpenID Connect provider (npm `oidc-provider`) over HTTP on loopback.

Skipped, with the reason, where node or npm are missing; in CI they must be there.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit

import pytest
import requests
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

from luoshi.people import oidc
from luoshi.people.models import LoginSession, User
from tests.cityhall import CityHall, city_hall

HERE = Path(__file__).parent
SECRET = "a secret between the two servers of the test"
INSTALL_S, START_S = 300, 60


@pytest.fixture(scope="session")
def modules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the provider is installed."""
    if not (shutil.which("node") and shutil.which("npm")):
        missing("node and npm are needed for a real identity provider")
    folder = tmp_path_factory.mktemp("provider")
    shutil.copy(HERE / "package.json", folder)
    done = subprocess.run(
        ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"],
        cwd=folder, capture_output=True, text=True, timeout=INSTALL_S, check=False,
    )  # fmt: skip
    if done.returncode:
        missing(f"the provider could not be installed: {done.stderr.strip()[-300:]}")
    return folder


def missing(why: str) -> None:
    """An error in CI, a skip elsewhere."""
    if os.environ.get("CI"):
        pytest.fail(why)
    pytest.skip(why)


@pytest.fixture
def issuer(modules: Path, live_server: Any, settings: Any) -> Iterator[str]:
    """The address of a running provider that knows this server, and this server that knows it."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    environment = {
        "PATH": os.environ["PATH"],
        "MODULES": str(modules),
        "PORT": str(port),
        "SECRET": SECRET,
        "REDIRECT": f"{live_server.url}/oidc/callback/",
    }
    with subprocess.Popen(
        ["node", HERE / "provider.mjs"], env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as node:
        assert node.stdout is not None
        for line in node.stdout:
            if "listening" in line:
                break
        settings.LUOSHI_OIDC_ISSUER = f"http://127.0.0.1:{port}"
        settings.OIDC_RP_CLIENT_ID = "luoshi"
        settings.OIDC_RP_CLIENT_SECRET = SECRET
        settings.AUTHENTICATION_BACKENDS = [*settings.AUTHENTICATION_BACKENDS, oidc.PATH]
        oidc.discovered.cache_clear()
        yield settings.LUOSHI_OIDC_ISSUER
        node.terminate()


@pytest.fixture
def hall(transactional_db: None) -> CityHall:
    return city_hall()


class Browser:
    """A browser that follows what it is told: redirects, and the forms of the provider."""

    def __init__(self, site: str) -> None:
        self.site = site
        self.session = requests.Session()
        self.authorization: dict[str, list[str]] = {}

    def get(self, path: str, **more: Any) -> requests.Response:
        """A page of the site."""
        return self.session.get(self.site + path, timeout=30, **more)

    def to_provider(self, name: str, path: str = "/oidc/login/?next=/account/") -> str:
        """Log in at the provider as `name`; the address by which the provider sends the browser back."""
        where = self.get(path, allow_redirects=False).headers["Location"]
        self.authorization = parse_qs(urlsplit(where).query)
        form: dict[str, str] | None = None
        for _ in range(20):
            if where.startswith(f"{self.site}/oidc/callback/"):
                return where
            call = self.session.get if form is None else self.session.post
            answer = call(where, data=form, allow_redirects=False, timeout=30)
            form = None
            if "Location" in answer.headers:
                where = urljoin(where, answer.headers["Location"])
                continue
            action = re.search(r'<form[^>]* action="([^"]+)"', answer.text)
            assert action, answer.text[:500]
            where = urljoin(where, action[1])
            login = 'name="login"' in answer.text
            form = {"prompt": "login", "login": name, "password": "any"} if login else {"prompt": "consent"}
        raise AssertionError("the provider sent the browser round and round")


@pytest.fixture
def browser(live_server: Any) -> Iterator[Browser]:
    one = Browser(live_server.url)
    yield one
    one.session.close()


def test_an_account_comes_in_by_the_provider(browser: Browser, issuer: str, hall: CityHall) -> None:
    User.objects.filter(username="planner").update(must_change=True)  # of a password that is not used
    assert "用统一认证登录" in browser.get("/login/").text
    back = browser.to_provider("planner")
    sent = {name: values[0] for name, values in browser.authorization.items()}
    assert len(sent["state"]) >= 32
    assert len(sent["nonce"]) >= 32
    assert (sent["code_challenge_method"], len(sent["code_challenge"])) == ("S256", 43)
    page = browser.session.get(back, timeout=30)
    assert page.url == f"{browser.site}/account/"
    assert "planner" in page.text
    assert LoginSession.objects.get().user.username == "planner"
    again = browser.session.get(back, timeout=30)  # the answer is good once
    assert again.status_code == 403


@pytest.mark.parametrize("name", ["nobody-here", "PLANNER", "leader"])
def test_who_has_no_account_here_stays_out(browser: Browser, issuer: str, hall: CityHall, name: str) -> None:
    User.objects.filter(username="leader").update(is_active=False)
    accounts = User.objects.count()
    answer = browser.session.get(browser.to_provider(name), timeout=30)
    assert answer.status_code == 403
    assert "还没有可用的账号" in answer.text
    assert User.objects.count() == accounts
    assert "/login/" in browser.get("/account/").url


def test_the_answer_to_another_browser_is_not_taken(browser: Browser, issuer: str, hall: CityHall) -> None:
    back = browser.to_provider("planner")
    other = requests.get(back, timeout=30)
    assert other.status_code == 403
    assert not LoginSession.objects.exists()


@pytest.mark.parametrize("broken", ["state", "nonce", "code_verifier", "issuer", "client", "code"])
def test_a_broken_answer_is_refused(
    browser: Browser, issuer: str, hall: CityHall, broken: str, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    back = browser.to_provider("planner")
    parts = urlsplit(back)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    if broken in ("state", "code"):
        query[broken] = "x" * 32
    elif broken in ("nonce", "code_verifier"):
        store = SessionStore(Session.objects.get().session_key)
        store["oidc_states"][query["state"]][broken] = "x" * 50
        store.save()
    elif broken == "issuer":
        published = oidc.discovered(issuer)
        monkeypatch.setattr(oidc, "discovered", lambda _: published)
        settings.LUOSHI_OIDC_ISSUER = "https://elsewhere.example"
    else:
        settings.OIDC_RP_CLIENT_SECRET = "wrong"
    answer = browser.session.get(parts._replace(query=urlencode(query)).geturl(), timeout=30)
    assert answer.status_code == 403
    assert not LoginSession.objects.exists()


def test_a_provider_that_is_away_is_told(browser: Browser, hall: CityHall, settings: Any) -> None:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        settings.LUOSHI_OIDC_ISSUER = f"http://127.0.0.1:{one.getsockname()[1]}"
        settings.OIDC_RP_CLIENT_ID = "luoshi"
        oidc.discovered.cache_clear()
        answer = browser.get("/oidc/login/")
    assert answer.status_code == 502
    assert "暂时连不上" in answer.text


def test_without_a_provider_there_is_no_such_way(browser: Browser, hall: CityHall) -> None:
    assert "统一认证" not in browser.get("/login/").text
    assert browser.get("/oidc/login/").status_code == 404
    assert browser.get("/oidc/callback/?code=x&state=y").status_code == 404
