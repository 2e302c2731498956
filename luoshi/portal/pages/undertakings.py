"""Undertakings (tasks, duties, systems to build): the list, one with its milestones, and what is done to it.

GET /undertakings/?owner=4   GET /undertakings/9/   POST /milestones/12/record/
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.core.text import Text
from luoshi.people import access
from luoshi.people.models import Agency, Area, Role
from luoshi.plans import acting as clock
from luoshi.plans.models import Commitment, Item, Milestone, Plan, Spell, Undertaking
from luoshi.plans.works import status
from luoshi.plans.works.actions import undertakings as actions
from luoshi.plans.works.refusals import RefusedWorkError
from luoshi.portal.render import render
from luoshi.portal.works import lists, sheet
from luoshi.portal.works.doors import CONFLICT, UNPROCESSABLE, acting, history, visible
from luoshi.portal.works.typed import SHORT_CHARS, Typed


@require_safe
def undertakings_page(request: HttpRequest) -> HttpResponse:
    """The undertakings that the filters let through, the gravest first."""
    chosen = lists.narrowed(lists.read(request.GET))
    rows = access.rows(request.user, Undertaking.objects.filter(chosen.conditions()))
    standings = status.undertakings(clock.today(timezone.now()), rows)
    facts = {key: (name, owner) for key, name, owner in rows.order_by().values_list("pk", "name", "owner__name")}
    names, owners = ({key: fact[place] for key, fact in facts.items()} for place in (0, 1))
    page = Paginator(lists.in_order(standings, chosen, names), lists.PAGE_ROWS).get_page(chosen.page)
    by_key = (
        Undertaking.objects.select_related("owner", "area", "plan")
        .defer("plan__outline")
        .in_bulk(list(page.object_list))
    )
    return render(
        request, "works/undertakings.html", here="undertakings", page=page, chosen=chosen, address="undertakings",
        rows=[(by_key[key], standings[key]) for key in page.object_list],
        counts=lists.counted(standings), by_owner=lists.by_owner(standings, owners),
        may_create=access.has_role(request.user, Role.PLANNER), **sheet.options(request, Undertaking),
    )  # fmt: skip


@require_safe
def undertaking_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One undertaking."""
    return _show(request, _undertaking(request, pk))


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new undertaking, by hand or from a commitment (`?commitment=12`)."""
    if not access.has_role(request.user, Role.PLANNER):
        raise access.ForbiddenError("edit", "undertaking")
    typed = Typed(request.POST or request.GET)
    key = typed.whole("commitment")
    commitment = (
        Commitment.objects.filter(pk=key, kind__in=actions.KINDS).select_related("plan").first() if key else None
    )
    refused: Text | None = None
    if request.method == "POST":
        values = _facts(typed)
        area = Area.objects.filter(pk=values["area_id"]).first()
        plan = commitment.plan if commitment else Plan.objects.filter(pk=typed.whole("plan") or 0).first()
        try:
            if area is None or plan is None:
                raise RefusedWorkError("choice", name=Text("规划、区划", "plan, area"))
            if typed.errors:
                return _new(request, typed, None, commitment)
            made = actions.create_undertaking(
                plan=plan, name=values["name"], area=area, commitment=commitment, deadline=values["deadline"],
                owner=Agency.objects.filter(pk=values["owner_id"] or 0).first(), divisible=values["divisible"],
                acting_user=acting(request), at=timezone.now(),
            )  # fmt: skip
        except RefusedWorkError as error:
            refused = error.text
        else:
            return redirect("undertaking", made.pk)
    return _new(request, typed, refused, commitment)


def _new(request: HttpRequest, typed: Typed, refused: Text | None, commitment: Commitment | None) -> HttpResponse:
    return render(
        request, "works/undertaking_new.html", status=UNPROCESSABLE if refused or typed.errors else 200,
        here="undertakings", typed=typed, refused=refused, commitment=commitment, plans=sheet.plans(),
        agencies=sheet.agencies(), areas=sheet.areas(),
    )  # fmt: skip


@require_POST
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the facts of an undertaking."""
    one, typed, user = _undertaking(request, pk), Typed(request.POST), acting(request)
    changes = {**_facts(typed), "preset": typed.text("preset", 24)}
    return _done(
        request, one, typed, "edit",
        lambda version: actions.edit_undertaking(
            pk, changes=changes, version=version, acting_user=user, at=timezone.now()
        ),
    )  # fmt: skip


@require_POST
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Another milestone."""
    one, typed, user = _undertaking(request, pk), Typed(request.POST), acting(request)
    weight, due = typed.number("weight"), typed.day("due")
    return _done(
        request, one, typed, "add",
        lambda version: actions.add_milestone(
            pk, name=typed.text("name", SHORT_CHARS), weight=1.0 if weight is None else weight, due=due,
            version=version, acting_user=user, at=timezone.now(),
        ),
    )  # fmt: skip


@require_POST
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that a milestone is done and what shows it, or why it is not."""
    one, typed, user = _of_step(request, pk), Typed(request.POST), acting(request)
    done_on, note = typed.day("done_on"), typed.text("note")
    return _done(
        request, one, typed, "record",
        lambda version: actions.record_milestone(
            pk, done_on=done_on, note=note, version=version, acting_user=user, at=timezone.now()
        ),
        which=pk,
        already=lambda: Milestone.objects.filter(pk=pk, done_on=done_on, note=note).exists(),
    )  # fmt: skip


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back that a milestone is done."""
    one, typed, user = _of_step(request, pk), Typed(request.POST), acting(request)
    return _done(
        request, one, typed, "undo",
        lambda version: actions.undo_milestone(
            pk, why=typed.text("why"), version=version, acting_user=user, at=timezone.now()
        ),
        which=pk,
    )  # fmt: skip


@require_POST
def edit_step(request: HttpRequest, pk: int) -> HttpResponse:
    """Change name, weight, due day of a milestone."""
    one, typed, user = _of_step(request, pk), Typed(request.POST), acting(request)
    changes = {
        "name": typed.text("name", SHORT_CHARS),
        "weight": typed.number("weight") or 0.0,
        "due": typed.day("due"),
    }
    return _done(
        request, one, typed, "step",
        lambda version: actions.edit_milestone(
            pk, changes=changes, why=typed.text("why"), version=version, acting_user=user, at=timezone.now()
        ),
        which=pk,
    )  # fmt: skip


def _facts(typed: Typed) -> dict[str, Any]:
    return {
        "name": typed.text("name", SHORT_CHARS), "owner_id": typed.whole("owner"), "area_id": typed.text("area", 12),
        "deadline": typed.day("deadline"), "divisible": typed.text("divisible") != "no",
    }  # fmt: skip


def _undertaking(request: HttpRequest, pk: int) -> Undertaking:
    return visible(request, Undertaking.objects.select_related("owner", "area", "plan").defer("plan__outline"), pk)


def _of_step(request: HttpRequest, pk: int) -> Undertaking:
    return _undertaking(request, visible(request, Milestone.objects.all(), pk).undertaking_id)


def _done(
    request: HttpRequest,
    one: Undertaking,
    typed: Typed,
    form: str,
    write: Callable[[int], Any],
    *,
    which: int = 0,
    already: Callable[[], bool] = lambda: False,
) -> HttpResponse:
    """Do the write and go back to the page; or show the page with what is wrong and what was typed."""
    refused: RefusedWorkError | None = None
    if not typed.errors:
        try:
            write(typed.whole("version") or 0)
        except RefusedWorkError as error:
            refused = error
        if refused is None or (refused.code == "stale" and already()):
            return redirect("undertaking", one.pk)
    code = CONFLICT if refused and refused.code in ("stale", "done", "not_done") else UNPROCESSABLE
    text = refused.text if refused else None
    return _show(request, _undertaking(request, one.pk), typed=typed, refused=text, form=form, which=which, status=code)


def _show(
    request: HttpRequest,
    one: Undertaking,
    *,
    typed: Typed | None = None,
    refused: Text | None = None,
    form: str = "",
    which: int = 0,
    status: int = 200,
) -> HttpResponse:
    today, thing = clock.today(timezone.now()), actions.thing(one)
    may = {verb: access.may(request.user, verb, one) for verb in ("edit", "record", "evidence")}
    context: dict[str, Any] = {
        "undertaking": one,
        "one": _standing(one, today),
        "may": may,
        "co_owners": one.co_owners.all(),
        "milestones": one.milestones.all(),
        "typed": typed,
        "refused": refused,
        "form": form,
        "which": which,
        "today": today,
        "items_about": access.rows(request.user, Item.objects.filter(thing=thing))[:20],
        "spell": access.rows(request.user, Spell.objects.filter(thing=thing, until=None)).first(),
        "entries": history(request, thing),
    }
    if may["edit"]:
        context |= {"agencies": sheet.agencies(), "areas": sheet.areas()}
    return render(request, "works/undertaking.html", status=status, here="undertakings", **context, **sheet.WORDS)


def _standing(one: Undertaking, today: Any) -> status.Standing:
    return status.undertakings(today, Undertaking.objects.filter(pk=one.pk))[one.pk]


urlpatterns = [
    path("undertakings/", undertakings_page, name="undertakings"),
    path("undertakings/new/", new, name="undertaking_new"),
    path("undertakings/<int:pk>/", undertaking_page, name="undertaking"),
    path("undertakings/<int:pk>/edit/", edit, name="undertaking_edit"),
    path("undertakings/<int:pk>/milestones/", add, name="milestone_add"),
    path("milestones/<int:pk>/record/", record, name="milestone_record"),
    path("milestones/<int:pk>/undo/", undo, name="milestone_undo"),
    path("milestones/<int:pk>/edit/", edit_step, name="milestone_edit"),
]
