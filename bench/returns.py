"""`python -m bench returns`: importing 5,000 cells from Excel, beside openpyxl only reading the same file.

50 returns of 100 indicators each, with two years of history, in a database of its own. Asked: under 3 s.
"""

from __future__ import annotations

import io
import os
import tempfile
import time
from datetime import UTC, date, datetime
from statistics import median
from typing import Any

RETURNS, LINES = 50, 100
NOW = datetime(2024, 2, 1, 8, tzinfo=UTC)


def main(rounds: int = 5) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "LUOSHI_DATA": folder,
            "LUOSHI_SECRET_KEY": "bench",
            "DJANGO_SETTINGS_MODULE": "luoshi.site.settings",
        }
        import django

        django.setup()
        data, user = _prepare()
        reading, importing = [], []
        for number in range(rounds):
            filled = _filled(data(), number)
            reading.append(_timed(lambda filled=filled: _only_read(filled)))
            importing.append(_timed(lambda filled=filled: _import(filled, user)))
    own, plain = median(importing), median(reading)
    print(f"{RETURNS * LINES:,} cells in {RETURNS} sheets; medians of {rounds} on one core\n")
    print(f"openpyxl reads the file      {plain:6.2f} s")
    print(f"checked, previewed, written  {own:6.2f} s   (asked: under 3 s)")
    print(f"import / only reading        {own / plain:6.2f}")


def _prepare() -> tuple[Any, Any]:
    from django.core.management import call_command

    from luoshi.people.models import Agency, Area, Assignment, Role, User
    from luoshi.plans.figures.actions import FigureRow, Period, load
    from luoshi.plans.models import Indicator, Maker, Plan, Return, ReturnItem, SourceDocument
    from luoshi.plans.returns.workbook import template

    call_command("migrate", verbosity=0)
    area = Area.objects.create(code="990100", name="青岚市", level=2, path="990100/")
    agency = Agency.objects.create(name="市统计局", area=area, path="1/")
    user = User.objects.create(username="filer")
    Assignment.objects.create(user=user, role=Role.DEPARTMENT, agency=agency, area=area)
    document = SourceDocument.objects.create(
        name="x", format="txt", sha256="0", digest="0", line_count=1, created_at=NOW
    )
    for number in range(RETURNS):
        plan = Plan.objects.create(document=document, number=number, title=f"规划{number}", first=1, last=1)
        ones = Indicator.objects.bulk_create(
            Indicator(
                plan=plan, key=str(n), name=f"指标{n}", unit="万吨", owner=agency, frequency="month", measure="level"
            )
            for n in range(LINES)
        )
        rows = [
            FigureRow(one.pk, area.code, Period.parse(f"{2022 + m // 12}-{m % 12 + 1:02}"), 100.0 + m / 10)
            for one in ones for m in range(24)
        ]  # fmt: skip
        load(rows, maker=Maker.IMPORTED, acting_user=None, at=NOW)
        owed = Return.objects.create(
            plan=plan, agency=agency, area=area, period="2024-01", last=2024 * 12, due=date(2024, 2, 15)
        )
        ReturnItem.objects.bulk_create(ReturnItem(owed=owed, indicator=one) for one in ones)
    rows = Return.objects.select_related("plan", "area", "agency")
    return (lambda: template(list(rows.all()))), user


def _filled(data: bytes, number: int) -> bytes:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data))
    for sheet in book.worksheets[1:]:
        for row in range(5, 5 + LINES):
            sheet.cell(row, 4, 102.0 + number + row / 1000)
            sheet.cell(row, 5, "统计口径未变")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _only_read(data: bytes) -> None:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data), read_only=True)
    assert sum(1 for sheet in book.worksheets for _ in sheet.iter_rows()) > RETURNS * LINES


def _import(data: bytes, user: Any) -> None:
    from luoshi.plans.returns import intake, package
    from luoshi.plans.returns.filling import put_all

    found = intake.read(package.checked("a.xlsx", data), user)
    assert not found.errors
    assert found.changes == RETURNS * LINES
    put_all(found.entries(), acting_user=user, at=NOW)


def _timed(call: Any) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start
