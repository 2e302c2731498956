"""Returns and figures over JSON: the same actions, rights and refusals as the pages.

GET /returns?state=draft   PUT /returns/7/values   POST /returns/7/file   POST /returns/import   GET /figures?plan=2

A key acts within its scopes: `read` to look, `file` to fill in and file, `import` to bring a workbook, `review` to
check, approve and send back.
Every change carries the version that was looked at, so that a request sent twice is done once.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Status
from ninja.files import UploadedFile
from ninja.params.functions import File, Query

from luoshi.api.auth import allow
from luoshi.api.shapes import (
    FigurePage,
    ImportOut,
    MoveIn,
    ReturnDetail,
    ReturnOut,
    ReturnPage,
    ValuesIn,
)
from luoshi.core.entry import plain_lines, whole
from luoshi.people import access
from luoshi.plans.models import Figure, Return
from luoshi.plans.returns import actions
from luoshi.plans.returns.checks import Facts
from luoshi.plans.returns.filling import KEEP, Entry, put, put_all

PAGE_ROWS = 100
LARGEST_KEY = 2**63 - 1
router = Router(tags=["returns"], auth=allow("read"))


@router.get("/returns", response=ReturnPage, summary="Returns that I may see")
def list_returns(
    request: HttpRequest,
    state: str = Query("", description="Only of this state"),
    mine: bool = Query(False, description="Only those that I may fill in and file"),
    after: str = Query("", description="`after` of the page before"),
) -> dict[str, Any]:
    """By due day, a hundred a page."""
    rows = access.rows(_user(request), Return.objects.all(), "file" if mine else "view")
    rows = rows.filter(state=plain_lines(state)) if state else rows
    day, _, key = after.partition("_")
    if (last_key := whole(key)) is not None and (start := _day(day)):
        rows = rows.filter(Q(due__gt=start) | Q(due=start, pk__gt=last_key))
    found = list(rows.select_related("agency").order_by("due", "pk")[: PAGE_ROWS + 1])
    last = found[PAGE_ROWS - 1] if len(found) > PAGE_ROWS else None
    return {
        "returns": [_brief(owed) for owed in found[:PAGE_ROWS]],
        "after": f"{last.due.isoformat()}_{last.pk}" if last else None,
    }


@router.get("/returns/{int:pk}", response=ReturnDetail, summary="One return with its lines and history")
def one_return(request: HttpRequest, pk: int) -> dict[str, Any]:
    """404 where it does not exist or may not be seen."""
    rows = Return.objects.select_related("agency", "area", "plan").defer("plan__outline")
    return _detail(get_object_or_404(access.rows(_user(request), rows), pk=pk))


@router.put("/returns/{int:pk}/values", auth=allow("file"), response=ReturnOut, summary="Fill in lines")
def put_values(request: HttpRequest, pk: int, body: ValuesIn) -> dict[str, Any]:
    """All or nothing. The checks run at once; what they find stands in `doubts` and stops nothing before filing."""
    _visible(request, pk)
    entries = []
    for row in body.values:
        sent = row.model_dump(exclude_unset=True)
        fields = {name: KEEP if sent.get(name) is None else sent[name] for name in ("note", "reason")}
        if "value" in sent or sent.get("filled") is not None:
            filled = sent.get("filled")
            fields["filled"] = sent.get("value") is not None if filled is None else filled
            fields["value"] = sent.get("value") if fields["filled"] else None
        entries.append(Entry(row.line, **fields))
    return _brief(put(pk, entries, version=body.version, acting_user=_user(request), at=timezone.now()))


def _add_move(name: str, scope: str, action: Callable[..., Return], summary: str) -> None:
    """One address a move; they differ in nothing but the action."""

    def move(request: HttpRequest, pk: int, body: MoveIn) -> dict[str, Any]:
        _visible(request, pk)
        moved = action(
            pk, version=body.version, comment=body.comment, acting_user=_user(request), at=timezone.now()
        )  # fmt: skip
        return _brief(moved)

    move.__doc__ = action.__doc__
    router.post(
        f"/returns/{{int:pk}}/{name}",
        auth=allow(scope),
        response=ReturnOut,
        summary=summary,
        operation_id=f"{name}_return",
        url_name=f"{name}_return",
    )(move)


_add_move("file", "file", actions.file, "File")
_add_move("check", "review", actions.check, "Pass the check")
_add_move("approve", "review", actions.approve, "Approve")
_add_move("send_back", "review", actions.send_back, "Send back to the filer")
_add_move("lock", "review", actions.lock, "Lock")
_add_move("reopen", "review", actions.reopen, "Reopen what is locked")
_add_move("excuse", "review", actions.excuse, "Let the level above go ahead without it")


@router.post(
    "/returns/import",
    auth=allow("import"),
    response={200: ImportOut, 422: ImportOut},
    summary="Import a filled-in template",
)
def import_xlsx(
    request: HttpRequest,
    file: UploadedFile = File(..., description="The .xlsx template as it was downloaded, filled in"),  # noqa: B008 - how ninja declares it
    dry_run: bool = Query(True, description="Only say what would change"),
) -> Status[Any]:
    """With one error nothing is written. A template older than its return is refused (stale) unless it is a dry run."""
    from luoshi.plans.returns import intake, package  # openpyxl is a heavy import that few requests need
    from luoshi.plans.returns.refusals import RefusedReturnError

    if file.size and file.size > package.MAX_BYTES:
        raise package.WorkbookError("large")
    found = intake.read(package.checked(file.name or "", file.read()), _user(request))
    errors = [{"place": error.place, "zh": error.text.zh, "en": error.text.en} for error in found.errors]
    written = not errors and not dry_run
    if written:
        if any(sheet.old and sheet.changes for sheet in found.sheets):
            raise RefusedReturnError("stale")
        put_all(found.entries(), acting_user=_user(request), at=timezone.now(), cause="import:xlsx")
    body = {"written": written, "changes": found.changes, "returns": sorted(found.entries()), "errors": errors}
    return Status(422 if errors else 200, body)


@router.get("/figures", response=FigurePage, summary="Figures that I may see")
def list_figures(
    request: HttpRequest,
    plan: int | None = Query(None, ge=0, le=LARGEST_KEY),
    indicator: str = Query("", description="Key of the indicator"),
    area: str = Query("", description="Code of the area"),
    period: str = "",
    after: int = Query(0, ge=0, le=LARGEST_KEY),
) -> dict[str, Any]:
    """Every revision; official ones for all staff, others for their own side only. By key, a hundred a page."""
    wanted = {"indicator__plan": plan} | {
        name: plain_lines(text)  # a NUL is an error to PostgreSQL
        for name, text in (("indicator__key", indicator), ("area", area), ("period", period))
    }
    rows = access.rows(_user(request), Figure.objects.select_related("indicator"))
    rows = rows.filter(pk__gt=after, **{name: value for name, value in wanted.items() if value})
    found = list(rows.order_by("pk")[: PAGE_ROWS + 1])
    figures = [
        {
            "id": row.pk, "plan": row.indicator.plan_id, "indicator": row.indicator.key, "area": row.area_id,
            "period": row.period, "revision": row.revision, "value": row.value, "maker": row.maker,
            "approved_at": row.approved_at,
        }
        for row in found[:PAGE_ROWS]
    ]  # fmt: skip
    return {"figures": figures, "after": found[PAGE_ROWS - 1].pk if len(found) > PAGE_ROWS else None}


def _user(request: HttpRequest) -> Any:
    return request.user


def _visible(request: HttpRequest, pk: int) -> None:
    """404, not 403, for what may not be seen."""
    get_object_or_404(access.rows(_user(request), Return.objects.only("pk")), pk=pk)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _brief(owed: Return) -> dict[str, Any]:
    return {
        "id": owed.pk, "plan": owed.plan_id, "agency": owed.agency.name, "area": owed.area_id, "period": owed.period,
        "due": owed.due, "state": owed.state, "version": owed.version,
    }  # fmt: skip


def _detail(owed: Return) -> dict[str, Any]:
    facts = Facts.of([owed])
    lines = []
    for item in owed.items.select_related("indicator"):
        last = facts.last(item, owed)
        lines.append(
            {
                "line": item.pk, "indicator": item.indicator.key, "name": item.indicator.name,
                "unit": item.indicator.unit, "filled": item.filled, "value": item.value,
                "last": last.value if last else None, "unchanged": item.unchanged, "note": item.note,
                "reason": item.reason, "doubts": item.warnings,
            }
        )  # fmt: skip
    steps = [
        {"before": step.before, "after": step.after, "by": str(step.by) if step.by else None, "at": step.at, "comment": step.comment}
        for step in owed.steps.select_related("by")
    ]  # fmt: skip
    return {**_brief(owed), "lines": lines, "steps": steps}
