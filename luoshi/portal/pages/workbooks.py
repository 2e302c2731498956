"""Returns by Excel: the template out, the same file in: look first, write after.

GET /returns/7/template.xlsx   POST /returns/import/ (file) -> preview   POST /returns/import/confirm/
"""

from __future__ import annotations

from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.core.periods import Period
from luoshi.core.text import Text
from luoshi.people import access
from luoshi.plans.evidence import XLSX
from luoshi.plans.models import Return
from luoshi.plans.returns.calendar import EDITABLE
from luoshi.plans.returns.filling import KEEP, Entry, put_all
from luoshi.plans.returns.refusals import RefusedReturnError
from luoshi.portal.messages import MESSAGES
from luoshi.portal.pages.returns import CONFLICT, UNPROCESSABLE, acting, visible
from luoshi.portal.render import language, render

SALT = "luoshi.returns.import"
PREVIEW_S = 3600
"""How long a preview may wait for its confirmation."""
TEMPLATES = 200
"""Returns in one workbook at most."""
SHOWN_CHANGES = 300
FIELDS = ("filled", "value", "note", "reason")


@require_safe
def template_xlsx(request: HttpRequest, pk: int) -> HttpResponse:
    """The workbook of one return."""
    owed = visible(request, pk)
    period = Period.parse(owed.period).label.say(language(request))
    return _workbook([owed], f"{owed.agency.name}-{owed.area.name}-{period}.xlsx")


@require_safe
def templates_xlsx(request: HttpRequest) -> HttpResponse:
    """One workbook of all returns that the visitor has to fill in."""
    rows = access.rows(request.user, Return.objects.filter(state__in=EDITABLE), "file")
    rows = rows.select_related("plan", "area", "agency").defer("plan__outline")
    return _workbook(list(rows.order_by("due", "pk")[:TEMPLATES]), MESSAGES["returns"].say(language(request)) + ".xlsx")


@require_http_methods(["GET", "HEAD", "POST"])
def import_page(request: HttpRequest) -> HttpResponse:
    """Ask for a file; show what it would change, or what is wrong with it."""
    if request.method != "POST":
        return _page(request)
    from luoshi.plans.returns import intake, package  # openpyxl is a heavy import that few requests need

    file = request.FILES.get("file")
    if file is None:
        return _page(request, problem=MESSAGES["import_nothing"], status=UNPROCESSABLE)
    if file.size and file.size > package.MAX_BYTES:
        return _page(request, problem=package.FAULTS["large"], status=UNPROCESSABLE)
    try:
        found = intake.read(package.checked(file.name or "", file.read()), acting(request))
    except package.WorkbookError as error:
        return _page(request, problem=error.text, status=UNPROCESSABLE)
    if found.errors:
        return _page(request, found=found, status=UNPROCESSABLE)
    return _page(request, found=found, token=_signed(request, found), shown=SHOWN_CHANGES)


@require_POST
def confirm(request: HttpRequest) -> HttpResponse:
    """Write what was shown, if it still is what stands there."""
    try:
        kept = signing.loads(request.POST.get("token", ""), salt=SALT, max_age=PREVIEW_S)
    except signing.BadSignature:
        return _page(request, problem=MESSAGES["import_expired"], status=UNPROCESSABLE)
    if kept["user"] != request.user.pk:
        return _page(request, problem=MESSAGES["import_expired"], status=UNPROCESSABLE)
    sheets = {int(pk): (version, [_entry(row) for row in rows]) for pk, (version, rows) in kept["sheets"].items()}
    try:
        put_all(sheets, acting_user=acting(request), at=timezone.now(), cause="import:xlsx")
    except RefusedReturnError as refused:
        return _page(request, problem=refused.text, status=CONFLICT)
    return redirect("return", next(iter(sheets))) if len(sheets) == 1 else redirect("/returns/?show=owed")


def _page(request: HttpRequest, *, problem: Text | None = None, status: int = 200, **context: Any) -> HttpResponse:
    shared: dict[str, Any] = {
        "problem": problem,
        "details": [],
        "found": None,
        "token": "",
        "shown": 0,
        "here": "returns",
    }
    return render(request, "returns/import.html", status=status, keep=KEEP, **{**shared, **context})


def _workbook(returns: list[Return], name: str) -> HttpResponse:
    from luoshi.plans.returns.workbook import template

    response = HttpResponse(template(returns), content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


def _signed(request: HttpRequest, found: Any) -> str:
    """What was shown, as a text that only this server can have written; a field left alone is not in it."""
    sheets = {
        pk: [version, [[entry.item, {name: value for name in FIELDS if (value := getattr(entry, name)) is not KEEP}]
                       for entry in entries]]
        for pk, (version, entries) in found.entries().items()
    }  # fmt: skip
    return signing.dumps({"user": request.user.pk, "sheets": sheets}, salt=SALT, compress=True)


def _entry(row: list[Any]) -> Entry:
    return Entry(row[0], **row[1])


urlpatterns = [
    path("returns/templates.xlsx", templates_xlsx, name="returns_xlsx"),
    path("returns/import/", import_page, name="returns_import"),
    path("returns/import/confirm/", confirm, name="returns_confirm"),
    path("returns/<int:pk>/template.xlsx", template_xlsx, name="return_xlsx"),
]
