"""Projects: the list, one project with schedule and reports, and what is done to it.

GET /projects/?warning=red   GET /projects/7/   POST /projects/7/report/   POST /projects/reports/12/approve/
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.core.text import Text
from luoshi.people import access
from luoshi.people.models import Agency, Area, Role
from luoshi.plans import acting as clock
from luoshi.plans.models import Commitment, Item, Kind, Plan, Project, ProjectReport, Spell
from luoshi.plans.works import status
from luoshi.plans.works.actions import projects as actions
from luoshi.plans.works.actions import reports
from luoshi.plans.works.refusals import RefusedWorkError
from luoshi.portal.render import render
from luoshi.portal.works import lists, sheet
from luoshi.portal.works.doors import CONFLICT, UNPROCESSABLE, acting, history, visible
from luoshi.portal.works.typed import SHORT_CHARS, Typed


@require_safe
def projects_page(request: HttpRequest) -> HttpResponse:
    """The projects that the filters let through, the gravest first."""
    chosen = lists.read(request.GET)
    rows = access.rows(request.user, Project.objects.filter(chosen.conditions()))
    today = clock.today(timezone.now())
    standings = status.projects(today, rows)
    facts = {key: (name, owner) for key, name, owner in rows.order_by().values_list("pk", "name", "owner__name")}
    names, owners = ({key: fact[place] for key, fact in facts.items()} for place in (0, 1))
    page = Paginator(lists.in_order(standings, chosen, names), lists.PAGE_ROWS).get_page(chosen.page)
    found = Project.objects.select_related("owner", "area", "plan").defer("plan__outline", "schedule")
    by_key = found.in_bulk(list(page.object_list))
    return render(
        request, "works/projects.html", here="projects", page=page, chosen=chosen, address="projects",
        rows=[(by_key[key], standings[key]) for key in page.object_list],
        counts=lists.counted(standings), by_owner=lists.by_owner(standings, owners),
        may_create=access.has_role(request.user, Role.PLANNER), **sheet.options(request, Project),
    )  # fmt: skip


@require_safe
def project_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One project."""
    return _show(request, _project(request, pk))


@require_POST
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """File a monthly report."""
    project, typed = _project(request, pk), Typed(request.POST)
    values: dict[str, Any] = {
        "period": typed.text("period", 7), "stage": typed.text("stage", 8), "physical": typed.percent("physical"),
        "investment": typed.number("investment"), "started_on": typed.day("started_on"),
        "finished_on": typed.day("finished_on"), "note": typed.text("note"),
    }  # fmt: skip
    user = acting(request)

    def write() -> None:
        reports.file_report(
            pk, version=typed.whole("version") or 0, acting_user=user, at=timezone.now(), **values
        )  # fmt: skip

    def done() -> bool:  # a double click: the first one did it
        same = project.reports.filter(by=user, **{name: values[name] for name in ("period", "physical", "investment")})
        return same.filter(revision=project.reports.filter(period=values["period"]).count()).exists()

    return _done(request, project, typed, write, "report", done)


@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve a report."""
    found = get_object_or_404(access.rows(request.user, ProjectReport.objects.all()), pk=pk)
    user = acting(request)
    return _done(
        request, _project(request, found.project_id), Typed(request.POST),
        lambda: reports.approve_report(pk, acting_user=user, at=timezone.now()), "approve",
    )  # fmt: skip


@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Move to another stage."""
    project, typed, user = _project(request, pk), Typed(request.POST), acting(request)
    return _done(
        request, project, typed,
        lambda: actions.move_project(
            pk, to=typed.text("to", 8), comment=typed.text("comment"), version=typed.whole("version") or 0,
            acting_user=user, at=timezone.now(),
        ),
        "move",
    )  # fmt: skip


@require_POST
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the facts of a project."""
    project, typed, user = _project(request, pk), Typed(request.POST), acting(request)
    values = _facts(typed)
    changes = {"owner_id": values.pop("owner"), "area_id": values.pop("area"), **values}
    return _done(
        request, project, typed,
        lambda: actions.edit_project(
            pk, changes=changes, version=typed.whole("version") or 0, acting_user=user, at=timezone.now(),
            why=typed.text("why"),
        ),
        "edit",
    )  # fmt: skip


@require_POST
def schedule(request: HttpRequest, pk: int) -> HttpResponse:
    """Replace the schedule by the lines that were typed."""
    project, typed, user = _project(request, pk), Typed(request.POST), acting(request)
    rows = sheet.read_schedule(typed)
    return _done(
        request, project, typed,
        lambda: actions.set_schedule(
            pk, schedule=rows, version=typed.whole("version") or 0, acting_user=user, at=timezone.now(),
            why=typed.text("why"),
        ),
        "schedule",
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new project, by hand or from a commitment (`?commitment=12`)."""
    if not access.has_role(request.user, Role.PLANNER):
        raise access.ForbiddenError("edit", "project")
    typed = Typed(request.POST or request.GET)
    key = typed.whole("commitment")
    commitment = Commitment.objects.filter(pk=key, kind=Kind.PROJECT).select_related("plan").first() if key else None
    refused: Text | None = None
    if request.method == "POST":
        values = _facts(typed)
        area, owner = Area.objects.filter(pk=values.pop("area")).first(), values.pop("owner")
        agency = Agency.objects.filter(pk=owner).first() if owner else None
        plan = Plan.objects.filter(pk=typed.whole("plan") or 0).first()
        call: dict[str, Any] = {"owner": agency, "acting_user": acting(request), "at": timezone.now()}
        try:
            if area is None or (commitment is None and plan is None):
                raise RefusedWorkError("choice", name=Text("规划、区划", "plan, area"))
            if commitment is not None:
                made = actions.project_of(commitment.pk, area=area, **call)
            elif not typed.errors:
                assert plan is not None
                made = actions.create_project(plan=plan, area=area, **call, **values)
            else:
                raise RefusedWorkError("order") if "start" in typed.errors else RefusedWorkError("money")
        except RefusedWorkError as error:
            refused = error.text
        else:
            return redirect("project", made.pk)
    return render(
        request, "works/project_new.html", status=UNPROCESSABLE if refused else 200, here="projects", typed=typed,
        refused=refused, commitment=commitment, plans=sheet.plans(), agencies=sheet.agencies(), areas=sheet.areas(), **sheet.WORDS,
    )  # fmt: skip


def _facts(typed: Typed) -> dict[str, Any]:
    return {
        "name": typed.text("name", SHORT_CHARS), "owner": typed.whole("owner"), "area": typed.text("area", 12),
        "batch": typed.text("batch", 8), "investment": typed.number("investment"), "start": typed.day("start"),
        "finish": typed.day("finish"), "preset": typed.text("preset", 24),
    }  # fmt: skip


def _project(request: HttpRequest, pk: int) -> Project:
    rows = Project.objects.select_related("owner", "area", "plan", "commitment").defer("plan__outline")
    return visible(request, rows, pk)


def _done(
    request: HttpRequest,
    project: Project,
    typed: Typed,
    write: Callable[[], Any],
    form: str,
    done: Callable[[], bool] = lambda: False,
) -> HttpResponse:
    """Do the write and go back to the page; or show the page with what is wrong and what was typed."""
    if not typed.errors:
        try:
            write()
        except RefusedWorkError as refused:
            if refused.code == "stale" and done():
                return redirect("project", project.pk)
            code = CONFLICT if refused.code in ("stale", "approved", "superseded") else UNPROCESSABLE
            return _show(
                request, _project(request, project.pk), typed=typed, refused=refused.text, form=form, status=code
            )
        return redirect("project", project.pk)
    return _show(request, project, typed=typed, form=form, status=UNPROCESSABLE)


def _show(
    request: HttpRequest,
    project: Project,
    *,
    typed: Typed | None = None,
    refused: Text | None = None,
    form: str = "",
    status: int = 200,
) -> HttpResponse:
    today = clock.today(timezone.now())
    seen = access.rows(request.user, project.reports.select_related("by", "approved_by").order_by("last", "revision"))
    may = {verb: access.may(request.user, verb, project) for verb in ("edit", "file", "approve")}
    context: dict[str, Any] = {
        "project": project,
        "one": _standing(project, today),
        "may": may,
        "months": sheet.months(project, list(seen)),
        "typed": typed,
        "refused": refused,
        "form": form,
        "moves": sheet.stage_moves(project),
        "items_about": access.rows(request.user, Item.objects.filter(thing=actions.thing(project)))[:20],
        "schedule_lines": sheet.schedule_lines,
        "spell": access.rows(request.user, Spell.objects.filter(thing=actions.thing(project), until=None)).first(),
        "entries": history(request, actions.thing(project)),
        "today": today,
    }
    if may["file"]:
        context["draft"] = sheet.draft(project, today)
    if may["edit"]:
        context |= {"agencies": sheet.agencies(), "areas": sheet.areas()}
    return render(request, "works/project.html", status=status, here="projects", **context, **sheet.WORDS)


def _standing(project: Project, today: Any) -> status.Standing:
    return status.projects(today, Project.objects.filter(pk=project.pk))[project.pk]


urlpatterns = [
    path("projects/", projects_page, name="projects"),
    path("projects/new/", new, name="project_new"),
    path("projects/<int:pk>/", project_page, name="project"),
    path("projects/<int:pk>/report/", report, name="project_report"),
    path("projects/<int:pk>/move/", move, name="project_move"),
    path("projects/<int:pk>/edit/", edit, name="project_edit"),
    path("projects/<int:pk>/schedule/", schedule, name="project_schedule"),
    path("projects/reports/<int:pk>/approve/", approve, name="report_approve"),
]
