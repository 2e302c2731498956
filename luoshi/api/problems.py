"""Refusals of returns as `application/problem+json` (RFC 9457): code, sentence in both languages, the lines concerned.

register(api)      # {"type": "about:blank", "title": ..., "status": 409, "code": "stale", "zh": ..., "details": [...]}
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI

from luoshi.core.text import Text
from luoshi.people.access import ForbiddenError
from luoshi.plans.models import Return
from luoshi.plans.returns.package import WorkbookError
from luoshi.plans.returns.refusals import RefusedReturnError

CONTENT_TYPE = "application/problem+json"
UNPROCESSABLE = ("missing", "rule", "reason", "comment", "number", "unknown_line", "no_last", "empty")
"""Refusals that are about what was sent (422); the others are about the state of the return (409)."""
FORBIDDEN = Text("您没有进行这一步的权限。", "You have no right to do this.")
ABSENT = Text("没有这样的数据, 或您无权查看。", "There is no such thing, or you may not see it.")


def problem(status: int, code: str, text: Text, details: Sequence[Text] = ()) -> HttpResponse:
    """One problem as the API says it."""
    body: dict[str, Any] = {"type": "about:blank", "title": text.en, "status": status, "code": code, "zh": text.zh}
    body["details"] = [{"zh": one.zh, "en": one.en} for one in details]
    return JsonResponse(body, status=status, content_type=CONTENT_TYPE)


def register(api: NinjaAPI) -> None:
    """Answer the refusals of returns in this form."""

    @api.exception_handler(RefusedReturnError)
    def refused(_request: HttpRequest, error: RefusedReturnError) -> HttpResponse:
        return problem(422 if error.code in UNPROCESSABLE else 409, error.code, error.text, error.details)

    @api.exception_handler(WorkbookError)
    def unreadable(_request: HttpRequest, error: WorkbookError) -> HttpResponse:
        return problem(422, error.code, error.text)

    @api.exception_handler(ForbiddenError)
    def forbidden(_request: HttpRequest, _error: ForbiddenError) -> HttpResponse:
        return problem(403, "forbidden", FORBIDDEN)

    @api.exception_handler(Return.DoesNotExist)
    @api.exception_handler(Http404)
    def absent(_request: HttpRequest, _error: Exception) -> HttpResponse:
        return problem(404, "absent", ABSENT)
