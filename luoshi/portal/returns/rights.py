"""Who sees a return but may not do what was asked gets the page of 403, with nothing done.

@require_POST
@refused_as_403
def move(request, pk): ...
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from luoshi.people.access import ForbiddenError

View = Callable[..., HttpResponse]


def refused_as_403(view: View) -> View:
    """The view, with ForbiddenError of the actions told to Django in its own words."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except ForbiddenError as error:
            raise PermissionDenied from error

    return guarded
