"""Documents: upload, watch the reading, download, delete.

POST /upload/  files=规划.docx  ->  /reading/6f1e.../
"""

from __future__ import annotations

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.people import access
from luoshi.people.models import Role
from luoshi.plans import actions, export, reading
from luoshi.plans.models import Decision, ReadingJob, SourceDocument
from luoshi.portal.messages import MESSAGES
from luoshi.portal.pages.plans import home_context
from luoshi.portal.render import language, render, signed_in
from luoshi.portal.samples import SAMPLE

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CONFLICT, UNPROCESSABLE, BUSY = 409, 422, 503
STEM_CHARS = 60
"""A file system takes 255 bytes in a name; a Chinese character is three."""


@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """Take one or more files and show how they are read."""
    access.demand_role(request.user, "upload", "document", Role.PLANNER)
    files = [(file.name or "", file.read()) for file in request.FILES.getlist("files")]
    if not files:
        return _home(request, "upload_nothing", UNPROCESSABLE)
    return _submit(request, files)


@require_POST
def read_sample(request: HttpRequest) -> HttpResponse:
    """Read the sample plan as if it had been uploaded; the areas and agencies of its city lie beside it."""
    return _submit(request, [(SAMPLE.name, SAMPLE.read_bytes())], city=str(SAMPLE.parent))


@require_safe
def reading_page(request: HttpRequest, batch: str) -> HttpResponse:
    """How far the files of an upload are; with HTMX only the list of them."""
    jobs = list(access.rows(request.user, ReadingJob.objects.filter(batch=batch)).prefetch_related("documents__plans"))
    if not jobs:
        return render(request, "error.html", status=404, code=404)
    over = all(job.over for job in jobs)
    template = "_jobs.html" if request.partial else "reading.html"  # type: ignore[attr-defined]
    return render(request, template, jobs=jobs, over=over, batch=batch)


@require_safe
def download_json(request: HttpRequest, pk: int) -> HttpResponse:
    """The ledger with its corrections, the findings and the decisions as one JSON object."""
    document = get_object_or_404(access.rows(request.user, SourceDocument.objects.defer("text")), pk=pk)
    body = json.dumps(export.review_json(document), ensure_ascii=False, indent=1)
    return _attachment(body.encode(), "application/json", _file_name(document, "json"))


@require_safe
def download_xlsx(request: HttpRequest, pk: int) -> HttpResponse:
    """The same as a workbook, with the decisions as columns."""
    from luoshi.reader.workbook import ledger_workbook  # a heavy import that few requests need

    document = get_object_or_404(access.rows(request.user, SourceDocument.objects.defer("text")), pk=pk)
    ledger, findings = export.decided_ledger(document), export.findings_of(document)
    return _attachment(ledger_workbook([ledger], [findings], language(request)), XLSX, _file_name(document, "xlsx"))


@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then forget an uploaded document."""
    uploaded = access.rows(request.user, SourceDocument.objects.defer("text").filter(shipped=False))
    document = get_object_or_404(uploaded, pk=pk)
    access.demand_role(request.user, "delete", document, Role.PLANNER)
    followed = actions.is_followed(document)
    if request.method == "POST" and not followed:
        actions.delete_document(document, acting_user=signed_in(request), at=timezone.now())
        return redirect("home")
    decisions = Decision.objects.filter(commitment__plan__document=document).count()
    status = CONFLICT if request.method == "POST" else 200
    return render(
        request, "delete.html", status=status, here="home", document=document, decisions=decisions, followed=followed
    )


def _submit(request: HttpRequest, files: list[tuple[str, bytes]], city: str = "auto") -> HttpResponse:
    try:
        batch = reading.submit(files, acting_user=signed_in(request), at=timezone.now(), city=city)
    except reading.TooManyWaitingError:
        return _home(request, "upload_busy", BUSY)
    return redirect("reading", batch)


def _home(request: HttpRequest, problem: str, status: int) -> HttpResponse:
    return render(
        request, "home.html", status=status, here="home", **home_context(request.user), problem=MESSAGES[problem]
    )


def _file_name(document: SourceDocument, suffix: str) -> str:
    stem = document.name.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return f"{''.join(letter for letter in stem if letter.isprintable())[:STEM_CHARS] or 'ledger'}.{suffix}"


def _attachment(body: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(body, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response
