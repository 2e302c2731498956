"""A return filed, checked and approved in a real browser: keys, no change, saving by cell, phone width, both schemes.

With `LUOSHI_SHOTS=folder` every page is also photographed. Skipped where there is no Chromium, unless in CI.
"""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.portal.test_browser import ARGUMENTS, CHROMIUM, Watched

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]


class Hall:
    """The address of the server and the sessions of its accounts."""

    def __init__(self, address: str, sessions: dict[str, str], browser: Any) -> None:
        self.address, self.sessions, self.browser = address, sessions, browser

    def visit(self, name: str, **context: Any) -> Watched:
        """A browser in which this account is logged in."""
        visitor = Watched(self.browser, self.address, storage_state=None, **context)
        visitor.context.add_cookies([{"name": "luoshi_session", "value": self.sessions[name], "url": self.address}])
        return visitor


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium must be installed in CI")
        pytest.skip("no Chromium on this machine: the pages are not tested in a browser")
    folder = tmp_path_factory.mktemp("data")
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {"LUOSHI_DATA": str(folder), "LUOSHI_LANG": "zh", "PYTHONPATH": str(ROOT)}
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.portal.hall_server"], env=environment, stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert server.stdout is not None
    sessions = json.loads(server.stdout.readline())
    found = re.search(r"http://127\.0\.0\.1:\d+", server.stdout.readline())
    assert found
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield Hall(found[0], sessions, browser)
        browser.close()
    server.terminate()
    server.wait(timeout=20)
    server.stdout.close()


def shoot(page: Any, name: str) -> None:
    """Photograph the page at both widths and schemes, if asked to; nothing may be wider than the screen."""
    page.wait_for_selector("main")  # a click may still be on its way
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 860})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{name} is wider than {width} px"
        if folder := os.environ.get("LUOSHI_SHOTS"):
            for scheme in ("light", "dark") if width == 1280 else ("light",):
                page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
                page.screenshot(path=f"{folder}/{name}-{width}-{scheme}.png", full_page=True)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1280, "height": 860})


def test_a_return_from_draft_to_approved(hall: Hall) -> None:
    filer = hall.visit("department")
    page = filer.open("/desk/")
    shoot(page, "desk")
    page.click("#desk-owed ~ table tbody tr:has(.r-period:text('2023年')) a >> nth=0")
    cells = page.locator("input.cell")
    shoot(page, "fill-empty")
    cells.nth(0).fill("3.9")
    with page.expect_response("**/save/"):
        cells.nth(0).press("Enter")
    assert page.evaluate("document.activeElement.id") == cells.nth(1).get_attribute("id")
    page.wait_for_selector(".l-remarks .doubt, .l-remarks [aria-invalid], #progress:has-text('1 / 5')")
    with page.expect_response("**/save/"):
        cells.nth(0).fill("38.9")
        cells.nth(0).press("ArrowDown")
    cells.nth(1).fill("2.4亿")
    with page.expect_response("**/save/"):
        cells.nth(1).press("ArrowDown")
    page.wait_for_selector("input.cell[aria-invalid=true]")
    shoot(page, "fill-wrong")
    cells.nth(1).fill("24500")
    with page.expect_response("**/save/"):
        cells.nth(1).press("Enter")
    page.wait_for_selector(".doubt:has-text('单位')")
    with page.expect_response("**/save/"):
        page.click("tr:has(input.cell) .same >> nth=2")
    assert cells.nth(2).input_value() == "63.75"
    for number in (3, 4):
        with page.expect_response("**/save/"):
            cells.nth(number).fill("92.82" if number == 3 else "13")
            cells.nth(number).press("Enter")
    page.wait_for_selector("#progress:has-text('5 / 5')")
    page.click("#file")
    page.wait_for_selector("#return-problem li")
    assert "请逐项写明理由" in page.inner_text("#return-problem")
    shoot(page, "fill-reason")
    page.fill(".remarks input", "统计口径改为人次")
    page.click("#file")
    page.wait_for_selector(".state-filed")
    filer.context.close()
    assert filer.faults == []
    approve(hall)


def approve(hall: Hall) -> None:
    reviewer = hall.visit("reviewer")
    page = reviewer.open("/desk/")
    page.click("#desk-waiting ~ table tbody a >> nth=0")
    shoot(page, "review")
    page.click("button[value=check]")
    page.wait_for_selector(".state-checked")
    planner = hall.visit("planner")
    page = planner.open("/desk/")
    page.click("#desk-waiting ~ table tbody a >> nth=0")
    shoot(page, "review-planner")
    page.click("button[value=approve]")
    page.wait_for_selector("#return-problem li, .return-state .state-approved")
    if page.locator("#return-problem li").count():
        assert "下级" in page.inner_text("#return-problem")
        shoot(page, "review-lower")
        while page.locator(".lower li details").count():
            page.click(".lower li summary >> nth=0")
            page.fill(".lower li details[open] input[name=comment]", "机构改革, 暂不单独统计")
            with page.expect_navigation():
                page.click(".lower li details[open] button")
        page.click("button[value=approve]")
    page.wait_for_selector(".return-state .state-approved")
    shoot(page, "review-approved")
    for visitor in (reviewer, planner):
        visitor.context.close()
        # a refusal is answered with 409, which the browser writes to its console
        assert [fault for fault in visitor.faults if "409" not in fault] == []


def test_excel_and_lists(hall: Hall, tmp_path: Path) -> None:
    filer = hall.visit("county_filer")
    page = filer.open("/returns/")
    shoot(page, "list")
    with page.expect_download() as started:
        page.click("a[href$='templates.xlsx']")
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(Path(started.value.path()).read_bytes()))
    sheet = book.worksheets[1]
    sheet["D5"] = "12%"
    wrong, right = tmp_path / "wrong.xlsx", tmp_path / "right.xlsx"
    book.save(wrong)
    sheet["D5"], sheet["E5"] = 41.9, "园林处统计"
    book.save(right)
    page.click("a[href$='/import/']")
    page.set_input_files("#file", wrong)
    page.click(".import-form button")
    page.wait_for_selector(".import-errors")
    shoot(page, "import-errors")
    page.set_input_files("#file", right)
    page.click(".import-form button")
    page.wait_for_selector("button:has-text('确认写入')")
    shoot(page, "import-preview")
    page.click("button:has-text('确认写入')")
    page.wait_for_selector("input.cell")
    page.wait_for_load_state()  # the script that sends a chosen file is there
    assert page.locator("input.cell").first.input_value() == "41.9"
    page.set_input_files("input[type=file][data-submit] >> nth=0", files=[
        {"name": "证明.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 x"}])  # fmt: skip
    page.wait_for_selector(".file a")
    shoot(page, "fill-county")
    filer.context.close()
    assert [fault for fault in filer.faults if "422" not in fault] == []
