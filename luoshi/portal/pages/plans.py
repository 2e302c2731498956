"""Lists: the plans, one plan with its outline and commitments, its findings, its text.

GET /plans/3/?kind=target&year=2025
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from luoshi.core.text import Language, Text
from luoshi.people import access
from luoshi.people.models import Role, User
from luoshi.plans import queries
from luoshi.plans.models import Finding, Plan, ReadingJob, SourceDocument
from luoshi.plans.queries import Filters
from luoshi.portal import listing, vocabulary
from luoshi.portal.messages import MESSAGES
from luoshi.portal.render import language, render
from luoshi.portal.samples import SAMPLE

PANES = ("rows", "outline", "findings")
"""What a narrow screen shows; a wide one shows the rows with one of the other two beside them."""
FEW_ROOTS = 3
Option = tuple[str, str, int]


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The documents and their plans with counts, and the door for new ones."""
    return render(request, "home.html", here="home", **home_context(request.user))


def home_context(user: User | AnonymousUser) -> dict[str, Any]:
    """What the first page shows; a refused upload shows it again with the reason."""
    return {
        "documents": queries.documents_with_plans(access.rows(user, SourceDocument.objects.all())),
        "unfinished": queries.unfinished_batches(access.rows(user, ReadingJob.objects.all())),
        "kinds": queries.ROW_KINDS,
        "has_sample": SAMPLE.is_file(),
        "may_upload": access.has_role(user, Role.PLANNER),
    }


@require_safe
def plan_page(request: HttpRequest, pk: int) -> HttpResponse:
    """A plan: outline, findings, filters, rows. With HTMX only the rows are sent."""
    plan = _plan(request, pk)
    filters = _filters(request, plan)
    page = Paginator(queries.commitments(plan, filters), listing.PAGE_ROWS).get_page(listing.read_page(request.GET))
    context: dict[str, Any] = {
        "plan": plan,
        "filters": filters,
        "page": page,
        "query": lambda number=page.number, **changes: listing.query(filters, page=number, **changes),
        "address": reverse("plan", args=[pk]),
        "section_path": plan.path(filters.section) if filters.section else [],
    }
    if request.partial and request.headers.get("HX-Target") == "rows":  # type: ignore[attr-defined]
        response = render(request, "_rows.html", **context)
        response["HX-Push-Url"] = listing.address(context["address"], filters, page=page.number)
        return response
    facts = queries.plan_facts(plan)
    pane = request.GET.get("pane")
    return render(
        request,
        "plan.html",
        **context,
        here="home",
        followed=plan.indicators.exists(),
        facts=facts,
        counts=(facts.decided, facts.kinds.total()),
        **_options(facts, filters, language(request)),
        tree_nodes=outline_tree(plan, filters.section),
        findings=list(plan.findings.all()),
        pane=pane if pane in PANES else "rows",
        kinds=queries.ROW_KINDS,
    )


@require_safe
def decided(request: HttpRequest, pk: int) -> HttpResponse:
    """How many rows of a plan are decided, fetched again after a decision."""
    return render(request, "_decided.html", plan=_plan(request, pk), counts=queries.decided_of(pk))


@require_safe
def findings_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Every finding of the audit with its arithmetic, by kind and severity."""
    plan = _plan(request, pk)
    every = list(plan.findings.all())
    kind, severity = request.GET.get("kind", ""), request.GET.get("severity", "")
    kind = kind if kind in vocabulary.FINDING_KINDS else ""
    severity = severity if severity in vocabulary.SEVERITIES else ""
    shown = [row for row in every if (not kind or row.kind == kind) and (not severity or row.severity == severity)]
    order = list(vocabulary.SEVERITIES)
    shown.sort(key=lambda row: (order.index(row.severity), row.first_line))
    return render(
        request, "findings.html", here="home", plan=plan, findings=shown, every=every, kind=kind, severity=severity
    )


@require_safe
def text_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The text of a plan with its line numbers, lines with commitments or findings marked."""
    plan = get_object_or_404(access.rows(request.user, Plan.objects.select_related("document")), pk=pk)
    lines = plan.document.lines
    numbered = [] if lines is None else list(enumerate(lines[plan.first - 1 : plan.last], start=plan.first))
    headings = {row["first"] for row in plan.outline}
    found: dict[int, list[Finding]] = {}
    for finding in plan.findings.all():
        for line in finding.lines:
            found.setdefault(line, []).append(finding)
    return render(
        request,
        "text.html",
        here="home",
        plan=plan,
        loaded=lines is not None,
        numbered=numbered,
        headings=headings,
        commitments=queries.lines_with_commitments(plan),
        found=found,
    )


def outline_tree(plan: Plan, section: int | None) -> list[dict[str, Any]]:
    """The sections as a tree of `{"index", "row", "children", "open"}`; the plan's own section is left out.

    Open are the branches that lead to `section`, and the first level of a plan that has few.
    """
    nodes: list[dict[str, Any]] = [
        {"index": index, "row": row, "children": [], "open": False} for index, row in enumerate(plan.outline)
    ]
    roots: list[dict[str, Any]] = []
    for node in nodes[1:]:
        parent = node["row"]["parent"]
        (nodes[parent]["children"] if parent else roots).append(node)
    while section:
        nodes[section]["open"] = True
        section = nodes[section]["row"]["parent"]
    if len(roots) <= FEW_ROOTS:
        for node in roots:
            node["open"] = True
    return roots


def _options(facts: queries.PlanFacts, filters: Filters, lang: Language) -> dict[str, Any]:
    """What each filter offers: value, label, count. A chosen value is offered even when no row has it."""

    def words(labels: Mapping[str, Text], counts: Mapping[str, int]) -> list[Option]:
        return [(word, label.say(lang), counts[word]) for word, label in labels.items() if counts[word]]

    def names(counts: Counter[str], chosen: str) -> list[Option]:
        return [(name, name, count) for name, count in queries.most_common(counts, [chosen])]

    verdicts = Counter({verdict or "open": number for verdict, number in facts.verdicts.items()})
    nobody = (queries.NO_OWNER, MESSAGES["owner_none"].say(lang), facts.without_owner)
    owner = "" if filters.owner == queries.NO_OWNER else filters.owner
    return {
        "target_kinds": words(vocabulary.TARGET_KINDS, facts.target_kinds),
        "owners": [nobody, *names(facts.owners, owner)],
        "places": names(facts.places, filters.place),
        "years": [(str(year), str(year), count) for year, count in sorted(facts.years.items())],
        "confidences": words(vocabulary.CONFIDENCE, facts.confidence),
        "verdicts": words(vocabulary.VERDICTS, verdicts),
    }


def _filters(request: HttpRequest, plan: Plan) -> Filters:
    filters = listing.read_filters(request.GET)
    if filters.section is not None and not 0 < filters.section < len(plan.outline):
        return replace(filters, section=None)
    return filters


def _plan(request: HttpRequest, pk: int) -> Plan:
    """The plan and its document without the text, which only the text page needs; `has_text` says if there is one."""
    plans = access.rows(request.user, Plan.objects.select_related("document").defer("document__text"))
    return get_object_or_404(plans.annotate(has_text=Q(document__text__isnull=False)), pk=pk)
