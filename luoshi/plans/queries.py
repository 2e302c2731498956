"""What pages read: counts of plans, a filtered list of commitments, neighbours, the options of the filters.

>>> Filters(kind="target", year=2025).conditions()
<Q: (AND: ('kind', 'quantity'), ('role', 'target'), ('years__contains', '|2025|'))>
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet

from luoshi.plans.models import BAR, Commitment, Finding, Kind, Plan, ReadingJob, SourceDocument, unbarred

ROW_KINDS = ("target", "base", "task", "project", "system", "duty")
"""Kinds as people count them: quantities are targets or bases."""

CONFIDENCE = {"high": (0.85, 1.01), "middle": (0.6, 0.85), "low": (0.0, 0.6)}
"""Word -> confidence from (included) and until (not included)."""

NO_OWNER = "-"


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; the empty value of a field narrows nothing. `owner` `-` asks for rows without one."""

    kind: str = ""
    section: int | None = None
    target_kind: str = ""
    owner: str = ""
    place: str = ""
    year: int | None = None
    confidence: str = ""
    verdict: str = ""
    line: int | None = None
    q: str = ""

    def conditions(self, plan: Plan | None = None) -> Q:
        """As a condition on commitments; `plan` gives the outline that `section` is an index of."""
        wanted = Q()
        if self.kind in ("target", "base"):
            wanted &= Q(kind=Kind.QUANTITY.value, role=self.kind)
        elif self.kind:
            wanted &= Q(kind=self.kind)
        if self.section is not None and plan is not None:
            wanted &= Q(section__in=below(plan, self.section))
        if self.target_kind:
            wanted &= Q(target_kind=self.target_kind)
        if self.owner:
            wanted &= Q(owners="") if self.owner == NO_OWNER else Q(owners__contains=f"{BAR}{self.owner}{BAR}")
        if self.place:
            wanted &= Q(places__contains=f"{BAR}{self.place}{BAR}")
        if self.year is not None:
            wanted &= Q(years__contains=f"{BAR}{self.year}{BAR}")
        if self.confidence:
            low, high = CONFIDENCE[self.confidence]
            wanted &= Q(confidence__gte=low, confidence__lt=high)
        if self.verdict:
            wanted &= Q(verdict="" if self.verdict == "open" else self.verdict)
        if self.line is not None:
            wanted &= Q(line=self.line)
        for word in self.q.split():
            wanted &= Q(name__icontains=word) | Q(owners__icontains=word) | Q(places__icontains=word)
        return wanted


def below(plan: Plan, section: int) -> list[int]:
    """Indices of `section` and every section under it."""
    inside = {section}
    for index, row in enumerate(plan.outline):
        if row["parent"] in inside and row["parent"] is not None:
            inside.add(index)
    return sorted(inside)


def commitments(plan: Plan, filters: Filters) -> QuerySet[Commitment]:
    """The rows of a plan that the filters let through, in the order of the text."""
    return Commitment.objects.filter(filters.conditions(plan), plan=plan)


def neighbours(commitment: Commitment, rows: QuerySet[Commitment]) -> tuple[int | None, int | None]:
    """Ids of the row before and the row after within `rows`; found by key, so it costs the same on any page."""
    before = rows.filter(
        Q(line__lt=commitment.line) | Q(line=commitment.line, ordinal__lt=commitment.ordinal)
    ).order_by("-line", "-ordinal")
    after = rows.filter(Q(line__gt=commitment.line) | Q(line=commitment.line, ordinal__gt=commitment.ordinal))
    return before.values_list("pk", flat=True).first(), after.values_list("pk", flat=True).first()


@dataclass(slots=True)
class PlanCounts:
    """How much a plan holds: rows by kind, rows decided, findings by severity."""

    rows: Counter[str] = field(default_factory=Counter)
    decided: int = 0
    findings: Counter[str] = field(default_factory=Counter)

    @property
    def all_rows(self) -> int:
        """Commitments of every kind."""
        return sum(self.rows.values())

    @property
    def share(self) -> float:
        """Share of commitments that are decided, 0..1."""
        return self.decided / self.all_rows if self.all_rows else 0.0


def documents_with_plans(
    shown: QuerySet[SourceDocument],
) -> list[tuple[SourceDocument, list[tuple[Plan, PlanCounts]]]]:
    """Every shown document with its plans and their counts; four queries however many there are."""
    documents = list(shown.defer("text").annotate(has_text=Q(text__isnull=False)))
    counts: defaultdict[int, PlanCounts] = defaultdict(PlanCounts)
    for plan_id, kind, role, verdict, number in (
        Commitment.objects.order_by().values_list("plan", "kind", "role", "verdict").annotate(number=Count("pk"))
    ):
        counts[plan_id].rows[role or kind] += number
        counts[plan_id].decided += number if verdict else 0
    for plan_id, severity, number in (
        Finding.objects.order_by().values_list("plan", "severity").annotate(number=Count("pk"))
    ):
        counts[plan_id].findings[severity] += number
    plans: defaultdict[int, list[tuple[Plan, PlanCounts]]] = defaultdict(list)
    for plan in Plan.objects.defer("outline"):
        plans[plan.document_id].append((plan, counts[plan.pk]))
    return [(document, plans[document.pk]) for document in documents]


def unfinished_batches(jobs: QuerySet[ReadingJob]) -> list[tuple[str, int]]:
    """Uploads that are still being read: batch, files of it that wait."""
    open_jobs = jobs.filter(state__in=(ReadingJob.State.QUEUED, ReadingJob.State.READING))
    return list(open_jobs.order_by().values_list("batch").annotate(number=Count("pk")))


@dataclass(slots=True)
class PlanFacts:
    """What the filters and the outline of a plan page need, from one query over its rows."""

    kinds: Counter[str]
    target_kinds: Counter[str]
    verdicts: Counter[str]
    confidence: Counter[str]
    sections: Counter[int]
    owners: Counter[str]
    places: Counter[str]
    years: Counter[int]
    without_owner: int = 0

    @property
    def decided(self) -> int:
        """Rows with a decision that stands."""
        return sum(number for verdict, number in self.verdicts.items() if verdict)


def plan_facts(plan: Plan) -> PlanFacts:
    """Counts over the rows of a plan; a section's count includes the sections under it."""
    facts = PlanFacts(Counter(), Counter(), Counter(), Counter(), Counter(), Counter(), Counter(), Counter())
    own: Counter[int] = Counter()
    rows = Commitment.objects.filter(plan=plan).order_by()
    for kind, role, target_kind, verdict, confidence, section, owners, places, years in rows.values_list(
        "kind", "role", "target_kind", "verdict", "confidence", "section", "owners", "places", "years"
    ):
        facts.kinds[role or kind] += 1
        facts.verdicts[verdict] += 1
        facts.confidence[confidence_word(confidence)] += 1
        own[section] += 1
        if target_kind:
            facts.target_kinds[target_kind] += 1
        facts.without_owner += not owners
        facts.owners.update(unbarred(owners))
        facts.places.update(unbarred(places))
        facts.years.update(int(year) for year in unbarred(years))
    facts.sections = _rolled_up(plan, own)
    return facts


def decided_of(plan_id: int) -> tuple[int, int]:
    """Rows of a plan with a decision that stands, and rows in all."""
    counts = Commitment.objects.filter(plan=plan_id).aggregate(
        decided=Count("pk", filter=~Q(verdict="")), rows=Count("pk")
    )
    return counts["decided"], counts["rows"]


def confidence_word(confidence: float) -> str:
    """`high`, `middle` or `low`."""
    return next(word for word, (low, high) in CONFIDENCE.items() if low <= confidence < high)


def _rolled_up(plan: Plan, own: Mapping[int, int]) -> Counter[int]:
    totals: Counter[int] = Counter(own)
    for index in range(len(plan.outline) - 1, 0, -1):  # a section stands after the one it is in
        parent = plan.outline[index]["parent"]
        if parent is not None:
            totals[parent] += totals[index]
    return totals


def lines_with_commitments(plan: Plan) -> Counter[int]:
    """Line -> number of commitments on it."""
    return Counter(Commitment.objects.filter(plan=plan).order_by().values_list("line", flat=True))


def most_common(counts: Mapping[str, int], keep: Iterable[str] = ()) -> list[tuple[str, int]]:
    """Options of a filter: the most frequent first, then by name; `keep` stands even without a count."""
    full = {**dict.fromkeys((name for name in keep if name), 0), **counts}
    return sorted(full.items(), key=lambda pair: (-pair[1], pair[0]))
