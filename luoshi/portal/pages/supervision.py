"""The supervision ledger: the list, a new item, one item with its eight steps, its clocks and its moves.

GET /supervision/?show=late   GET /supervision/7/   POST /supervision/7/move/  move=report
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.core.presets import CLOCKS
from luoshi.core.text import Text
from luoshi.core.workflow import Move
from luoshi.people import access
from luoshi.people.models import Agency, Role
from luoshi.plans import acting as clock
from luoshi.plans.models import Item, Plan, Target
from luoshi.plans.supervision import deadlines
from luoshi.plans.supervision.actions.items import move_item, register_item
from luoshi.plans.supervision.moves import LEDGER, MOVE_TEXTS, OPEN, OWNER, PLANNER, REPORTED, STATE_TEXTS, WITH_OWNER
from luoshi.plans.supervision.refusals import RefusedItemError
from luoshi.plans.supervision.things import Thing, describe
from luoshi.plans.supervision.turns import mine
from luoshi.portal.render import render
from luoshi.portal.works import sheet
from luoshi.portal.works.doors import CONFLICT, UNPROCESSABLE, acting, history, visible
from luoshi.portal.works.typed import SHORT_CHARS, Typed

PAGE_ROWS = 50
SHOWS: dict[str, Text] = {
    "open": Text("在办", "open"),
    "late": Text("逾期", "late"),
    "mine": Text("待我方办理", "waiting for my side"),
    "waiting": Text("待审核", "to be reviewed"),
    "done": Text("已办结", "closed"),
    "all": Text("全部", "all"),
}
ANSWERS = ("grant", "refuse")
"""Moves that answer an extension asked for."""
CLOCK_TEXTS = {name: one.label for name, one in CLOCKS.items()}


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the list is narrowed to."""

    show: str = "open"
    state: str = ""
    owner: int | None = None
    q: str = ""
    page: int = 1

    def conditions(self) -> Q:
        """As a condition on items."""
        today = clock.today(timezone.now())
        wanted = {
            "open": Q(state__in=OPEN),
            "late": Q(state__in=WITH_OWNER, due__lt=today),
            "waiting": Q(state=REPORTED),
            "done": ~Q(state__in=OPEN),
        }.get(self.show, Q())
        if self.state:
            wanted &= Q(state=self.state)
        if self.owner:
            wanted &= Q(owner=self.owner)
        return wanted & (Q(title__icontains=self.q) | Q(number__contains=self.q)) if self.q else wanted

    def query(self, **changes: Any) -> str:
        """As a query string."""
        usual = asdict(Chosen())
        return urlencode({k: v for k, v in asdict(replace(self, **changes)).items() if v != usual[k]})


@require_safe
def items_page(request: HttpRequest) -> HttpResponse:
    """The items that I may see."""
    chosen = _chosen(request.GET)
    every_row = mine(acting(request)) if chosen.show == "mine" else Item.objects.select_related("owner")
    rows = access.rows(request.user, every_row.filter(chosen.conditions()))
    page = Paginator(rows, PAGE_ROWS).get_page(chosen.page)
    every = access.rows(request.user, Item.objects.all()).order_by().values("owner")
    return render(
        request, "supervision/items.html", here="supervision", page=page, rows=page.object_list, chosen=chosen,
        address="supervision", shows=SHOWS, states=STATE_TEXTS, owners=sheet.agencies().filter(pk__in=every),
        with_owner=WITH_OWNER, today=clock.today(timezone.now()),
        may_create=access.has_role(request.user, Role.PLANNER),
    )  # fmt: skip


@require_safe
def item_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One item."""
    return _show(request, _item(request, pk))


@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """One move of the table."""
    item, typed, user = _item(request, pk), Typed(request.POST), acting(request)
    name, comment, day = typed.text("move", 12), typed.text("comment"), typed.day("day")
    owner = typed.whole("owner")
    if typed.errors:
        return _show(request, item, typed=typed, status=UNPROCESSABLE)
    try:
        move_item(
            pk, name=name, version=typed.whole("version") or 0, comment=comment, day=day, acting_user=user,
            owner=Agency.objects.filter(pk=owner).first() if owner else None, at=timezone.now(),
        )  # fmt: skip
    except RefusedItemError as refused:
        last = item.steps.last()
        if refused.code == "stale" and last and (last.kind, last.by_id, last.comment) == (name, user.pk, comment):
            return redirect("item", pk)  # a double click: the first one did it
        code = CONFLICT if refused.code in ("stale", "move") else UNPROCESSABLE
        return _show(request, _item(request, pk), typed=typed, refused=refused.text, status=code)
    return redirect("item", pk) if access.may(user, "view", item) else redirect("supervision")


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new item, of its own or about a project, undertaking or target (`?thing=project:3`)."""
    if not access.has_role(request.user, Role.PLANNER):
        raise access.ForbiddenError("supervise", "item")
    typed = Typed(request.POST or request.GET)
    thing = typed.text("thing", 80)
    about = describe([thing]).get(thing)
    refused: Text | None = None
    if request.method == "POST":
        user, now, owner = acting(request), timezone.now(), typed.whole("owner")
        try:
            item = register_item(
                title=typed.text("title", SHORT_CHARS), demand=typed.text("demand"), clock=typed.text("clock", 12),
                owner=Agency.objects.filter(pk=owner).first() if owner else None, thing=thing,
                plan=Plan.objects.filter(pk=about.plan).first() if about else None, acting_user=user, at=now,
            )  # fmt: skip
        except RefusedItemError as error:
            refused = error.text
        else:
            if typed.text("assign") and item.owner_id:
                move_item(item.pk, name="assign", version=item.version, acting_user=user, at=now)
            return redirect("item", item.pk)
    return render(
        request, "supervision/new.html", status=UNPROCESSABLE if refused else 200, here="supervision", typed=typed,
        refused=refused, thing=thing if about else "", about=about, agencies=sheet.agencies(), clocks=CLOCK_TEXTS,
    )  # fmt: skip


def _chosen(data: QueryDict) -> Chosen:
    typed = Typed(data)
    show, state = data.get("show", ""), data.get("state", "")
    return Chosen(
        show=show if show in SHOWS else "open",
        state=state if state in STATE_TEXTS else "",
        owner=typed.whole("owner"),
        q=typed.text("q", 200),
        page=max(typed.whole("page") or 1, 1),
    )


def _item(request: HttpRequest, pk: int) -> Item:
    return visible(request, Item.objects.select_related("owner"), pk)


def _moves(request: HttpRequest, item: Item, *, asked: bool) -> list[Move]:
    """The moves that this user may make now."""
    sides = [side for side, verb in ((OWNER, "answer"), (PLANNER, "supervise")) if access.may(request.user, verb, item)]
    moves = LEDGER.moves_from(item.state, sides)
    if not asked:
        return [move for move in moves if move.name not in ANSWERS]
    waiting = [move for move in moves if move.name != "ask"]
    return sorted(waiting, key=lambda move: move.name not in ANSWERS)  # what waits for an answer comes first


def _show(
    request: HttpRequest, item: Item, *, typed: Typed | None = None, refused: Text | None = None, status: int = 200
) -> HttpResponse:
    steps = list(item.steps.select_related("by"))
    due, unknown = deadlines.shown(item, steps)
    pending = deadlines.pending_ask(steps) if item.state in WITH_OWNER else None
    moves = _moves(request, item, asked=pending is not None)
    today = clock.today(timezone.now())
    about = describe([item.thing]).get(item.thing)
    asks_owner = any("owner" in move.needs for move in moves)
    context: dict[str, Any] = {
        "item": item,
        "steps": steps[::-1],
        "place": LEDGER.states.index(item.state),
        "due": due,
        "unknown": unknown,
        "pending": pending,
        "item_late": item.due is not None and item.due < today and item.state in WITH_OWNER,
        "moves": moves,
        "asks_owner": asks_owner,
        "agencies": sheet.agencies() if asks_owner else [],
        "asks_day": any("date" in move.needs for move in moves),
        "about": _address(item.thing, about),
        "about_name": about.name if about else "",
        "co_owners": item.co_owners.all(),
        "entries": history(request, f"item:{item.pk}"),
        "typed": typed,
        "refused": refused,
        "today": today,
    }
    words = {"states": STATE_TEXTS, "move_texts": MOVE_TEXTS, "clocks": CLOCK_TEXTS}
    return render(request, "supervision/item.html", status=status, here="supervision", **context, **words)


def _address(thing: str, about: Thing | None) -> str:
    """The page of what an item is about."""
    kind, _, key = thing.partition(":")
    if about and kind == "target":
        indicator = Target.objects.values_list("indicator", flat=True).get(pk=int(key))
        return f"{reverse('indicator', args=[indicator])}?area={about.area}#target-{key}"
    return reverse(kind, args=[int(key)]) if about and kind in ("project", "undertaking") else ""


urlpatterns = [
    path("supervision/", items_page, name="supervision"),
    path("supervision/new/", new, name="item_new"),
    path("supervision/<int:pk>/", item_page, name="item"),
    path("supervision/<int:pk>/move/", move, name="item_move"),
]
