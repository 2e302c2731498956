"""Evidence files: add one to a line of a return, fetch one, take one off.

POST /evidence/lines/7/ (file)   GET /evidence/3/   POST /evidence/3/remove/
"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from luoshi.core.text import Text
from luoshi.people import access
from luoshi.plans import evidence
from luoshi.plans.models import Evidence, ReturnItem
from luoshi.plans.returns.filling import add_evidence
from luoshi.plans.returns.refusals import RefusedReturnError
from luoshi.portal.messages import MESSAGES
from luoshi.portal.pages.returns import CONFLICT, UNPROCESSABLE, acting, show, visible


@require_safe
def fetch(request: HttpRequest, pk: int) -> HttpResponse:
    """The file, to be saved, never shown by the browser in our name."""
    row = get_object_or_404(access.rows(request.user, Evidence.objects.all()), pk=pk)
    try:
        body = evidence.content(row)
    except OSError:
        raise Http404 from None
    response = HttpResponse(body, content_type=row.media_type)
    response["Content-Disposition"] = content_disposition_header(True, row.name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@require_POST
def add(request: HttpRequest, item: int) -> HttpResponse:
    """Keep a file for a line and go back to it."""
    line = get_object_or_404(access.rows(request.user, ReturnItem.objects.all()), pk=item)
    file = request.FILES.get("file")
    if file is None:
        return _problem(request, line, MESSAGES["evidence_none"], UNPROCESSABLE)
    if file.size and file.size > evidence.MAX_BYTES:
        return _problem(request, line, evidence.REFUSALS["file_large"], UNPROCESSABLE)
    try:
        add_evidence(line, name=file.name or "", content=file.read(), acting_user=acting(request), at=timezone.now())
    except evidence.RefusedFileError as refused:
        return _problem(request, line, refused.text, UNPROCESSABLE)
    except RefusedReturnError as refused:
        return _problem(request, line, refused.text, CONFLICT)
    return redirect(f"/returns/{line.owed_id}/#line-{line.pk}")


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a file off a line that may still be changed."""
    row = get_object_or_404(access.rows(request.user, Evidence.objects.filter(thing__startswith="return_item:")), pk=pk)
    line = get_object_or_404(ReturnItem, pk=int(row.thing.partition(":")[2]))
    try:
        evidence.withdraw(row, acting_user=acting(request), at=timezone.now())
    except RefusedReturnError as refused:
        return _problem(request, line, refused.text, CONFLICT)
    return redirect(f"/returns/{line.owed_id}/#line-{line.pk}")


def _problem(request: HttpRequest, line: ReturnItem, text: Text, status: int) -> HttpResponse:
    return show(request, visible(request, line.owed_id), problem=text, status=status)


urlpatterns = [
    path("evidence/lines/<int:item>/", add, name="evidence_add"),
    path("evidence/<int:pk>/", fetch, name="evidence"),
    path("evidence/<int:pk>/remove/", remove, name="evidence_remove"),
]
