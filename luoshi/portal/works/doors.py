"""What every page of works and supervision does with a request: visible rows, who acts, refusals as answers.

@require_POST
def move(request, pk): ...
"""

from __future__ import annotations

from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from luoshi.journal.models import Entry
from luoshi.people import access
from luoshi.people.models import User

CONFLICT, UNPROCESSABLE = 409, 422
HISTORY_ROWS = 30
Row = TypeVar("Row", bound=Model)


def visible(request: HttpRequest, rows: QuerySet[Row], pk: int) -> Row:
    """The row, or 404 where there is none that the user may see."""
    return get_object_or_404(access.rows(request.user, rows), pk=pk)


def acting(request: HttpRequest) -> User:
    """Who acts. Without an account nobody does: never time itself."""
    if not request.user.is_authenticated:
        raise PermissionDenied
    return request.user


def history(request: HttpRequest, thing: str) -> list[Entry]:
    """What the journal has on a thing, for those who may read it; the latest first."""
    if Entry not in access.registered():
        return []
    return list(access.rows(request.user, Entry.objects.filter(thing=thing).order_by("-number"))[:HISTORY_ROWS])
