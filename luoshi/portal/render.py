"""A template and its data -> a response in the visitor's language.

return render(request, "plan.html", plan=plan)
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from luoshi.core.text import Language, Text
from luoshi.people import access
from luoshi.people.models import User
from luoshi.portal.messages import MESSAGES
from luoshi.portal.navigation import places

SERVER_FAILED = 500


def language(request: HttpRequest) -> Language:
    """The visitor's language; the default where the request failed before it was known."""
    return cast(Language, getattr(request, "lang", settings.LUOSHI_LANG))


def signed_in(request: HttpRequest) -> User:
    """Who is logged in; `portal.gate` lets nobody else as far as a page."""
    user = request.user
    if not isinstance(user, User):
        raise access.ForbiddenError(access.VIEW, request.path)
    return user


def translator(lang: Language) -> Callable[..., str]:
    """`t("rows_shown", n=5)`: the message in `lang` with its values. Values are escaped by the template, not here."""

    def t(key: str | Text, **values: object) -> str:
        text = (key if isinstance(key, Text) else MESSAGES[key]).say(lang)
        return text.format(**values) if values else text

    return t


def render(request: HttpRequest, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """Render `template` with `context`, `lang`, `t`, `user`, their `reach`, and the places of the bar."""
    lang = language(request)
    # A page that tells of a failure must not ask a database that may be what failed.
    user = getattr(request, "user", None) if status < SERVER_FAILED else None
    reach = access.reach(user)
    shared = {
        "lang": lang,
        "t": translator(lang),
        "user": user if user is not None and user.is_authenticated else None,
        "reach": reach,
        "main_pages": places(reach),
    }
    return HttpResponse(render_to_string(template, {**shared, **context}, request=request), status=status)
