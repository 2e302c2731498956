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
from luoshi.portal.messages import MESSAGES
from luoshi.portal.navigation import places


def language(request: HttpRequest) -> Language:
    """The visitor's language; the default where the request failed before it was known."""
    return cast(Language, getattr(request, "lang", settings.LUOSHI_LANG))


def translator(lang: Language) -> Callable[..., str]:
    """`t("rows_shown", n=5)`: the message in `lang` with its values. Values are escaped by the template, not here."""

    def t(key: str | Text, **values: object) -> str:
        text = (key if isinstance(key, Text) else MESSAGES[key]).say(lang)
        return text.format(**values) if values else text

    return t


def render(request: HttpRequest, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """Render `template` with `context`, `lang`, `t`, `reviewer`, `user` and the places of the bar."""
    lang = language(request)
    user = getattr(request, "user", None)
    shared = {
        "lang": lang,
        "t": translator(lang),
        "reviewer": getattr(request, "reviewer", ""),
        "user": user,
        "bar": places(access.reach(user)),
    }
    return HttpResponse(render_to_string(template, {**shared, **context}, request=request), status=status)
