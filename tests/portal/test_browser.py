"""The real server in a real browser: upload, read, review, filter, keys, both languages, two widths, two schemes.

Skipped where there is no Chromium, unless in CI, where it must be there. With `LUOSHI_SHOTS=folder` every page is also
photographed.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import luoshi
from tests.plans.ledgers import LINES

pytestmark = pytest.mark.browser

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SERVER = """
from datetime import UTC, datetime
from luoshi.site.serve import prepare, serve
prepare()
from luoshi.people.models import Assignment, Role, User
user = User.objects.create(username="wangfang", display_name="王芳")
user.set_password("{password}")
user.save()
Assignment.objects.create(user=user, role=Role.PLANNER)
serve(0, language='en')
"""
PASSWORD = "青岚-2026-watering-can"
SAMPLE = Path(luoshi.__file__).parent / "samples" / "qinglan.txt"
WAIT_MS = 15_000


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server of its own, on a free port, with an empty data folder."""
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium must be installed in CI")
        pytest.skip("no Chromium on this machine: the pages are not tested in a browser")
    folder = tmp_path_factory.mktemp("data")
    # A database of its own, whichever the other tests use.
    environment = {**os.environ, "LUOSHI_DATA": str(folder), "LUOSHI_LANG": "zh", "DATABASE_URL": ""}
    server = subprocess.Popen(
        [sys.executable, "-c", SERVER.format(password=PASSWORD)],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        cwd=folder,
    )
    assert server.stdout is not None
    line = server.stdout.readline()
    found = re.search(r"http://127\.0\.0\.1:\d+", line)
    assert found, f"the server printed {line!r}"
    yield found[0]
    server.terminate()
    server.wait(timeout=20)
    server.stdout.close()


@pytest.fixture(scope="module")
def chromium(address: str) -> Iterator[Any]:
    """One browser for all tests."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@cache
def logged_in(browser: Any, address: str) -> Any:
    """The cookies of Wang Fang, who has come in by the login page, once for all tests."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(address + "/plans/1/")
    page.fill("#username", "wangfang")
    page.fill("#password", PASSWORD)
    page.click("main button.primary")
    page.wait_for_selector("a.account >> text=王芳")
    assert page.url.endswith("/plans/1/")  # the page that was asked for
    state = context.storage_state()
    context.close()
    return state


class Watched:
    """A page, and what went wrong in it: errors on the console, requests to other hosts."""

    def __init__(self, browser: Any, address: str, **context: Any) -> None:
        if "storage_state" not in context:
            context["storage_state"] = logged_in(browser, address)
        self.address = address
        self.faults: list[str] = []
        self.context = browser.new_context(**{"viewport": {"width": 1280, "height": 860}, **context})
        self.context.set_default_timeout(WAIT_MS)
        self.page = self.context.new_page()
        self.page.on("console", lambda said: self._note(said.type in ("error", "warning"), f"console: {said.text}"))
        self.page.on("pageerror", lambda error: self._note(True, f"script: {error}"))
        self.page.on("request", lambda sent: self._note(not sent.url.startswith(address), f"request: {sent.url}"))

    def _note(self, wrong: bool, what: str) -> None:
        if wrong:
            self.faults.append(what)

    def open(self, path: str) -> Any:
        """Open a page of the site."""
        self.page.goto(self.address + path)
        return self.page


@pytest.fixture
def watched(chromium: Any, address: str) -> Iterator[Watched]:
    """A fresh visitor; at the end nothing may have gone wrong."""
    visitor = Watched(chromium, address)
    yield visitor
    visitor.context.close()
    assert visitor.faults == []


@pytest.fixture(scope="module")
def plan(chromium: Any, address: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The path of a plan that was uploaded and read in the browser."""
    sample = SAMPLE
    if not sample.is_file():
        sample = tmp_path_factory.mktemp("upload") / "qinglan.txt"
        sample.write_text("\n".join(LINES), encoding="utf-8")
    visitor = Watched(chromium, address)
    page = visitor.open("/")
    page.set_input_files("#files", sample)
    page.click("form.upload button.primary")
    page.wait_for_selector(".job-done .read-plans a")
    page.click(".read-plans a")
    path = page.url.removeprefix(address)
    visitor.context.close()
    assert visitor.faults == []
    return path


def test_an_upload_is_read_and_its_text_is_beside_the_rows(watched: Watched, plan: str) -> None:
    page = watched.open(plan)
    assert page.locator("tr[data-row]").count() > 2
    page.click("tr[data-row] [data-open] >> nth=0")
    page.wait_for_selector("#panel blockquote mark, #panel blockquote")
    page.click("#panel .source a")
    assert re.search(r"#L\d+$", page.url)
    assert page.locator("li.line:target").count() == 1


def test_accept_correct_reject_with_the_mouse(watched: Watched, plan: str) -> None:
    page = watched.open(plan + "?kind=target")
    rows = page.locator("tr[data-row]")
    rows.nth(0).locator("[data-open]").click()
    page.click("#panel button[value=accepted]")
    page.wait_for_selector("tr[data-row] >> nth=0 >> .verdict-accepted")  # the list follows the panel
    page.wait_for_selector(".facts >> text=/已核对 1 /")
    assert rows.nth(0).get_attribute("aria-current") == "true"
    assert "王芳" in page.locator("#panel .history").inner_text()

    rows.nth(1).locator("[data-open]").click()
    page.wait_for_selector("#panel .verdict-open")
    page.click("#panel summary[data-key=e]")
    page.fill("#field-value", "很多")
    page.click("#panel button[value=corrected]")
    page.wait_for_selector("#field-value-error")
    assert page.evaluate("document.activeElement.id") == "field-value"
    page.fill("#field-value", "77.5")
    page.fill("#field-unit", "万吨")
    page.click("#panel button[value=corrected]")
    page.wait_for_selector("#panel .verdict-corrected")
    page.wait_for_selector("tr[data-row] >> nth=1 >> text=77.5 万吨")

    page.click("#panel button[value=reopened]")
    page.wait_for_selector("#panel button[value=accepted]")
    page.click("#panel summary[data-key=r]")
    page.click("#panel button[value=rejected]")
    page.wait_for_selector("#reject-problem")
    page.fill("#reject-reason", "不是承诺")
    page.press("#reject-reason", "Enter")
    page.wait_for_selector("#panel .verdict-rejected")
    assert page.locator("#panel .history > ol > li").count() == 3


def test_keys(watched: Watched, plan: str) -> None:
    page = watched.open(plan + "?verdict=open")
    page.keyboard.press("j")
    page.wait_for_selector("#panel article")
    first = page.get_attribute("#panel article", "data-row")
    page.keyboard.press("j")
    page.wait_for_selector(f"#panel article:not([data-row='{first}'])")
    page.keyboard.press("k")
    page.wait_for_selector(f"#panel article[data-row='{first}']")
    page.keyboard.press("a")
    page.wait_for_selector("#panel .verdict-accepted")
    page.keyboard.press("u")
    page.wait_for_selector("#panel button[value=accepted]")
    page.keyboard.press("e")
    assert page.evaluate("document.activeElement.closest('form').className") == "correct"
    page.keyboard.press("Escape")  # leaves the field
    page.keyboard.press("Escape")  # closes the panel
    page.wait_for_selector("#panel article", state="detached")
    assert page.url.endswith(plan + "?verdict=open")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type("j")  # typing is not a command
    assert page.locator("#panel article").count() == 0
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    assert page.locator("dialog[open]").count() == 1
    page.keyboard.press("Escape")
    assert page.locator("dialog[open]").count() == 0


COUNT = "Number(document.querySelector('#rows [role=status]').innerText.match(/共 (\\d+) 条/)[1])"


def test_filters_stand_in_the_address_and_survive_a_reload(watched: Watched, plan: str) -> None:
    page = watched.open(plan)
    every = page.evaluate(COUNT)
    page.check("input[name=kind][value=target]", force=True)
    page.wait_for_url("**/?kind=target")
    page.wait_for_function(f"{COUNT} < {every}")
    some = page.evaluate(COUNT)
    assert some > 0
    page.click(".outline a[data-section]:not([data-section='']) >> nth=0")
    page.wait_for_url("**kind=target&section=*")
    assert page.locator(".outline a[aria-current]").count() == 1
    page.reload()
    assert page.is_checked("input[name=kind][value=target]")
    assert page.locator(".outline a[aria-current]").count() == 1
    page.go_back()
    page.wait_for_url("**/?kind=target")
    page.wait_for_function(f"{COUNT} === {some}")
    page.fill("#q", "没有这样的承诺")
    page.wait_for_selector("#rows .empty")


def test_the_language_switch_keeps_the_page(watched: Watched, plan: str) -> None:
    page = watched.open(plan + "?kind=target")
    page.click("button[name=lang]")
    page.wait_for_selector("html[lang=en]")
    assert page.url.endswith(plan + "?kind=target")
    assert "Targets" in page.inner_text("#filters")
    page.click("button[name=lang]")
    page.wait_for_selector("html[lang=zh-CN]")


def test_the_findings_and_the_outline_are_panes(watched: Watched, plan: str) -> None:
    page = watched.open(plan)
    assert page.is_visible(".outline")
    page.click(".panes a[data-pane=findings]")
    assert page.is_visible(".side-findings")
    assert not page.is_visible(".outline")


def test_a_refused_form_is_the_one_that_is_marked(watched: Watched, plan: str) -> None:
    page = watched.open(plan + "?verdict=open")
    page.click("[data-open] >> nth=-1")
    page.click("#panel summary[data-key=r]")
    page.press("#reject-reason", "Enter")
    page.wait_for_selector("#panel form.reject [name=reason][aria-invalid=true]")
    assert page.evaluate("document.activeElement.closest('form').className") == "reject"
    assert page.locator("#panel [aria-invalid=true]").count() == 1


def test_the_marked_words_of_a_long_line_are_in_view(watched: Watched, tmp_path: Path) -> None:
    text = ["青岚市“十四五”供水发展规划", "一、主要目标", "坚持稳中求进。" * 300 + "到2025年,供水能力达到61万立方米。"]
    (tmp_path / "long.txt").write_text("\n".join(text), encoding="utf-8")
    page = watched.open("/")
    page.set_input_files("#files", tmp_path / "long.txt")
    page.click("form.upload button.primary")
    page.click(".job-done .read-plans a")
    page.click("tr[data-row]:has-text('61 万立方米') [data-open]")
    page.wait_for_selector("#panel article")
    inside = """() => {
      const box = document.querySelector("#panel blockquote").getBoundingClientRect();
      const mark = document.querySelector("#panel blockquote mark").getBoundingClientRect();
      return box.top <= mark.top && mark.bottom <= box.bottom;
    }"""
    page.wait_for_function(inside)
    page.reload()
    page.wait_for_function(inside.replace("#panel ", ""))


def test_the_chosen_kind_is_in_view_on_a_phone(chromium: Any, address: str, plan: str) -> None:
    visitor = Watched(chromium, address, viewport={"width": 390, "height": 844})
    page = visitor.open(plan + "?kind=duty")
    page.wait_for_function("document.querySelector('.segments input:checked').getBoundingClientRect().right <= 390")
    visitor.context.close()
    assert visitor.faults == []


def test_a_file_without_a_plan_is_refused_in_words(watched: Watched, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    page = watched.open("/")
    page.set_input_files("#files", empty)
    page.click("form.upload button.primary")
    page.wait_for_selector(".job-failed .problem")


@pytest.mark.parametrize(("outcome", "words"), [("abort", "连不上服务"), ("fail", "没有完成")])
def test_a_request_that_fails_is_told(chromium: Any, address: str, plan: str, outcome: str, words: str) -> None:
    visitor = Watched(chromium, address)
    page = visitor.open(plan)
    answer = (lambda route: route.abort()) if outcome == "abort" else (lambda route: route.fulfill(status=500))
    page.route("**/commitments/*/*", answer)
    page.click("[data-open] >> nth=0")
    page.wait_for_selector(f"#notice >> text={words}")
    visitor.context.close()


def test_it_all_works_without_scripts(chromium: Any, address: str, plan: str) -> None:
    visitor = Watched(chromium, address, java_script_enabled=False)
    page = visitor.open(plan + "?kind=base")
    page.click("tr[data-row] [data-open] >> nth=0")
    page.wait_for_url("**/commitments/**")
    page.click("button[value=accepted]")
    assert "王芳 (wangfang)" in page.inner_text(".history")
    page.click("[data-close]")
    page.select_option("select[name=verdict]", "accepted")
    page.click("button.nojs")
    assert page.locator("tr[data-row]").count() == 1
    visitor.context.close()
    assert visitor.faults == []


@pytest.mark.parametrize("width", [390, 1280])
def test_the_login_fits_refuses_and_lets_in_and_out(chromium: Any, address: str, width: int) -> None:
    visitor = Watched(chromium, address, viewport={"width": width, "height": 844}, storage_state=None)
    page = visitor.open("/account/")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("document.activeElement.id") == "username"
    page.click("button[name=lang]")
    page.wait_for_selector("html[lang=en]")
    page.keyboard.press("Tab")
    page.fill("#username", "wangfang")
    page.fill("#password", "wrong")
    page.press("#password", "Enter")
    page.wait_for_selector(".problem[role=alert]")
    assert page.evaluate("document.activeElement.id") == "password"
    visitor.faults.clear()  # the browser's console tells of the refusal too
    page.fill("#password", PASSWORD)
    page.press("#password", "Enter")
    page.wait_for_selector("a.account >> text=王芳")
    page.click("header form[action='/logout/'] button")
    page.wait_for_selector("#username")
    visitor.context.close()
    assert visitor.faults == []


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_fit_the_screen(chromium: Any, address: str, plan: str, width: int, scheme: str) -> None:
    visitor = Watched(chromium, address, viewport={"width": width, "height": 844}, color_scheme=scheme)
    row = visitor.open(plan).locator("[data-open]").first.get_attribute("href")
    pages = {
        "home": "/",
        "plan": plan,
        "outline": f"{plan}?pane=outline",
        "side-findings": f"{plan}?pane=findings",
        "findings": f"{plan}findings/",
        "text": f"{plan}text/",
        "commitment": row,
        "account": "/account/",
        "password": "/account/password/",
        "places": "/places/",
        "panel": plan,
    }
    shots = os.environ.get("LUOSHI_SHOTS")
    for name, path in pages.items():
        page = visitor.open(path)
        if name == "panel":
            page.click("[data-open] >> nth=0")
            page.wait_for_selector("#panel article")
            # On a phone the panel covers the list, however little it says.
            assert width > 390 or page.evaluate("document.querySelector('#panel').clientHeight") == 844
            page.click("#panel summary[data-key=e]")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        if shots:
            page.screenshot(path=Path(shots) / f"{name}-{width}-{scheme}.png")
    visitor.context.close()
    assert visitor.faults == []
