"""The journal: who changed what.

GET /journal/?thing=target:7&before=1200     GET /journal/entries.csv?who=wangfang
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_safe

from luoshi.core.cells import safe_cell
from luoshi.journal.models import Entry
from luoshi.people import access
from luoshi.people.access import VIEW, ForbiddenError
from luoshi.portal.render import render

PAGE_ROWS = 50
TEXT_FILTERS = ("thing", "who", "action")
DAY_FILTERS = ("since", "until")
COLUMNS = ("number", "at", "who", "action", "thing", "why", "cause", "before", "after", "digest")


@require_safe
def journal_page(request: HttpRequest) -> HttpResponse:
    """The latest entries that the filters let through; older ones by key, so that each page costs the same."""
    chosen, entries = _found(request)
    before = request.GET.get("before", "")
    if before.isascii() and before.isdigit() and len(before) <= 18:
        entries = entries.filter(number__lt=int(before))
    shown = list(entries[: PAGE_ROWS + 1])
    older = shown[PAGE_ROWS - 1].number if len(shown) > PAGE_ROWS else None
    return render(
        request,
        "journal/list.html",
        rows=[(entry, differences(entry.before, entry.after)) for entry in shown[:PAGE_ROWS]],
        chosen=chosen,
        query=urlencode({name: value for name, value in chosen.items() if value}),
        older=older,
        first=not before,
        here="journal",
    )


@require_safe
def journal_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The same as a file, all of it, sent as it is read."""
    _, entries = _found(request)
    response = StreamingHttpResponse(_lines(entries), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="journal.csv"'
    return response


def differences(before: Any, after: Any) -> list[tuple[str, Any, Any]]:
    """What differs, as (field, before, after); a value that is no object stands under the empty name.

    >>> differences({"a": 1, "b": 2}, {"a": 1, "b": 3})
    [('b', 2, 3)]
    """
    if not isinstance(before or {}, dict) or not isinstance(after or {}, dict):
        return [("", before, after)]
    old, new = before or {}, after or {}
    return [(name, old.get(name), new.get(name)) for name in {**old, **new} if old.get(name) != new.get(name)]


def _found(request: HttpRequest) -> tuple[dict[str, str], QuerySet[Entry]]:
    entries = access.rows(request.user, Entry.objects.order_by("-number"))
    if not access.reach(request.user).has("auditor", "planner"):
        raise ForbiddenError(VIEW, "journal")
    chosen = {name: request.GET.get(name, "").replace("\x00", "").strip()[:150] for name in TEXT_FILTERS}
    entries = entries.filter(**{name: value for name, value in chosen.items() if value})
    for name in DAY_FILTERS:
        chosen[name] = request.GET.get(name, "")
        day = _day(chosen[name])
        if day is None:
            chosen[name] = ""
        elif name == "since":
            entries = entries.filter(at__gte=_midnight(day))
        else:
            entries = entries.filter(at__lt=_midnight(day + timedelta(days=1)))
    return chosen, entries


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 1990 <= day.year <= 2200 else None


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _lines(entries: QuerySet[Entry]) -> Iterator[str]:
    yield "\ufeff" + _csv(COLUMNS)
    for row in entries.values_list(*COLUMNS).iterator(chunk_size=PAGE_ROWS * 10):
        yield _csv([_text(value) for value in row])


def _text(value: Any) -> Any:
    if isinstance(value, dict | list):
        value = json.dumps(value, ensure_ascii=False)
    return safe_cell("" if value is None else value if isinstance(value, int) else str(value))


def _csv(row: Any) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(row)
    return line.getvalue()


urlpatterns = [
    path("journal/", journal_page, name="journal"),
    path("journal/entries.csv", journal_csv, name="journal_csv"),
]
