"""Errors as problem details (RFC 9457): `{"type": "about:blank", "title": "...", "status": 409, "code": "stale"}`.

problem(404)     refusal("stale")
"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from luoshi.core.text import Text
from luoshi.people.access import ForbiddenError
from luoshi.people.actions import RefusedError as AccountRefusedError
from luoshi.plans.actions import RefusedError

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
REFUSALS: tuple[type[Exception], ...] = (RefusedError, AccountRefusedError)
"""What the rooms raise for a write that is not lawful now; each has a `code`. A room adds its own."""


def problem(status: int, **more: Any) -> HttpResponse:
    """A response that says what is wrong."""
    body = {"type": "about:blank", "title": TITLES.get(status, str(status)), "status": status, **more}
    answer = JsonResponse(body, status=status, content_type=CONTENT_TYPE, json_dumps_params={"ensure_ascii": False})
    if status == 401:
        answer["WWW-Authenticate"] = "Bearer"
    return answer


def refusal(code: str, **more: Any) -> HttpResponse:
    """409 with the code of what was refused."""
    return problem(409, code=code, **more)


def install(api: NinjaAPI) -> None:
    """Make every error of `api` a problem."""
    for kind in (*REFUSALS, ValidationError, ForbiddenError, Http404, HttpError):
        api.add_exception_handler(kind, _answer)


def _answer(_request: HttpRequest, error: Any) -> HttpResponse:
    if isinstance(error, ValidationError):
        rows = [{"at": list(one.get("loc", ())), "message": one.get("msg", "")} for one in error.errors]
        return problem(422, errors=rows)
    if isinstance(error, HttpError):
        return problem(error.status_code, detail=error.message)
    if isinstance(error, ForbiddenError | Http404):
        return problem(403 if isinstance(error, ForbiddenError) else 404)
    text = getattr(error, "text", None)  # the sentence that teaches, where the room has one
    return refusal(error.code, **({"detail": text.en, "zh": text.zh} if isinstance(text, Text) else {}))
