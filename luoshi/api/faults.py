"""Errors as problem details (RFC 9457): `{"type": "about:blank", "title": "...", "status": 409, "code": "stale"}`.

problem(404)
"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.request import RawPostDataException
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from luoshi.core.text import Text
from luoshi.people.access import ForbiddenError
from luoshi.people.actions import RefusedError as AccountRefusedError
from luoshi.plans.actions import RefusedError
from luoshi.plans.returns.package import WorkbookError
from luoshi.plans.returns.refusals import RefusedReturnError

CONTENT_TYPE = "application/problem+json"
TITLES = {
    400: "请求有误 / bad request",
    401: "需要登录或有效的密钥 / a login or a valid key is needed",
    403: "没有权限 / not allowed",
    404: "没有找到 / not found",
    405: "不支持这种方法 / method not allowed",
    409: "现在不能这样做 / not possible as things are",
    413: "内容太大 / too large",
    422: "内容不符合要求 / the content is not valid",
    500: "程序出错 / the program failed",
}
REFUSALS: tuple[type[Exception], ...] = (RefusedError, AccountRefusedError, RefusedReturnError)
"""What the rooms raise for a write that is not lawful now; each has a `code`. A room adds its own."""
UNPROCESSABLE = ("missing", "rule", "reason", "comment", "number", "unknown_line", "no_last", "empty")
"""Refusals of returns that are about what was sent (422); the others are about how things stand (409)."""


def problem(status: int, **more: Any) -> HttpResponse:
    """A response that says what is wrong."""
    body = {"type": "about:blank", "title": TITLES.get(status, str(status)), "status": status, **more}
    answer = JsonResponse(body, status=status, content_type=CONTENT_TYPE, json_dumps_params={"ensure_ascii": False})
    if status == 401:
        answer["WWW-Authenticate"] = "Bearer"
    return answer


def refusal(error: Any) -> HttpResponse:
    """A refusal by its code; with a sentence in both languages and the lines concerned where it has them."""
    unusable = isinstance(error, WorkbookError) or (
        isinstance(error, RefusedReturnError) and error.code in UNPROCESSABLE
    )
    text, details = getattr(error, "text", None), getattr(error, "details", ())
    more: dict[str, Any] = _both(text) if isinstance(text, Text) else {}
    if details:
        more["details"] = [_both(one) for one in details]
    return problem(422 if unusable else 409, code=error.code, **more)


def _both(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}


def install(api: NinjaAPI) -> None:
    """Make every error of `api` a problem."""
    # A form where JSON is asked for: looking for the CSRF token in it has used the body up.
    api.add_exception_handler(RawPostDataException, lambda _request, _error: problem(400))
    for kind in (*REFUSALS, WorkbookError, ValidationError, ForbiddenError, Http404, HttpError):
        api.add_exception_handler(kind, _answer)


def _answer(_request: HttpRequest, error: Any) -> HttpResponse:
    if isinstance(error, ValidationError):
        rows = [{"at": list(one.get("loc", ())), "message": one.get("msg", "")} for one in error.errors]
        return problem(422, errors=rows)
    if isinstance(error, HttpError):
        return problem(error.status_code, detail=error.message)
    if isinstance(error, ForbiddenError | Http404):
        forbidden = isinstance(error, ForbiddenError)
        return problem(403 if forbidden else 404, code="forbidden" if forbidden else "absent")
    return refusal(error)
