"""What lists show and what filters let through, with the number of queries they take."""

from __future__ import annotations

from typing import Any

import pytest

from luoshi.plans import actions, queries
from luoshi.plans.models import Commitment, Plan, SourceDocument
from luoshi.plans.queries import Filters
from tests.plans.conftest import NOW, planner


@pytest.mark.parametrize(
    ("filters", "rows"),
    [
        (Filters(), ["1-q-4-1", "1-q-4-2", "1-q-5-1", "1-t-8-1", "1-s-8-1", "1-p-10-1", "1-d-12-1", "1-q-13-1"]),
        (Filters(kind="base"), ["1-q-4-1"]),
        (Filters(kind="target"), ["1-q-4-2", "1-q-5-1", "1-q-13-1"]),
        (Filters(kind="task"), ["1-t-8-1"]),
        (Filters(section=3), ["1-t-8-1", "1-s-8-1", "1-p-10-1"]),
        (Filters(section=5), ["1-p-10-1"]),
        (Filters(target_kind="pending"), ["1-q-13-1"]),
        (Filters(owner="市水利局"), ["1-t-8-1"]),
        (Filters(owner="水利局"), []),
        (Filters(owner="-", kind="task"), []),
        (Filters(place="云溪县"), ["1-p-10-1"]),
        (Filters(year=2023), ["1-q-4-2", "1-p-10-1", "1-d-12-1"]),
        (Filters(year=202), []),
        (Filters(confidence="low"), ["1-q-13-1"]),
        (Filters(confidence="high", kind="base"), ["1-q-4-1"]),
        (Filters(verdict="accepted"), []),
        (Filters(verdict="open", line=5), ["1-q-5-1"]),
        (Filters(q="智慧 平台"), ["1-t-8-1", "1-s-8-1"]),
        (Filters(q="市水利局"), ["1-t-8-1"]),
        (Filters(q="%"), []),
        (Filters(q="' OR 1=1 --"), []),
    ],
)
def test_filters(document: SourceDocument, filters: Filters, rows: list[str]) -> None:
    found = queries.commitments(Plan.objects.get(), filters)
    assert [row.row_id for row in found] == rows


def test_neighbours_walk_the_list_from_end_to_end(document: SourceDocument) -> None:
    rows = queries.commitments(Plan.objects.get(), Filters())
    order = [row.pk for row in rows]
    walked, at = [], rows[0]
    while True:
        walked.append(at.pk)
        before, after = queries.neighbours(at, rows)
        assert before == (walked[-2] if len(walked) > 1 else None)
        if after is None:
            break
        at = Commitment.objects.get(pk=after)
    assert walked == order


def test_counts_of_a_plan(document: SourceDocument) -> None:
    commitment = Commitment.objects.get(row_id="1-q-5-1")
    actions.decide(commitment_id=commitment.pk, verdict="accepted", acting_user=planner(), at=NOW, seen=None)
    ((stored, [(plan, counts)]),) = queries.documents_with_plans(SourceDocument.objects.all())
    assert (stored, plan.number) == (document, 1)
    assert counts.rows == {"target": 3, "base": 1, "task": 1, "project": 1, "system": 1, "duty": 1}
    assert (counts.all_rows, counts.decided, counts.share) == (8, 1, 1 / 8)
    assert counts.findings == {"note": 1, "error": 1}


def test_facts_roll_sections_up(document: SourceDocument) -> None:
    facts = queries.plan_facts(Plan.objects.get())
    assert facts.sections == {1: 3, 2: 3, 3: 3, 4: 2, 5: 1, 6: 2, 0: 8}
    assert facts.kinds["target"] == 3
    assert facts.owners == {"市水利局": 1}
    assert facts.without_owner == 7
    assert facts.years[2023] == 3
    assert facts.decided == 0


@pytest.mark.parametrize("copies", [1, 4])
def test_the_list_of_plans_takes_four_queries(db: None, copies: int, django_assert_num_queries: Any) -> None:
    from tests.plans.ledgers import small

    for copy in range(copies):
        ledger, findings, _ = small()
        ledger["source"]["sha256"] = f"{copy:064}"
        actions.import_ledger(ledger, findings, at=NOW)
    with django_assert_num_queries(4):
        assert len(queries.documents_with_plans(SourceDocument.objects.all())) == copies


def test_facts_take_one_query(document: SourceDocument, django_assert_num_queries: Any) -> None:
    plan = Plan.objects.get()
    with django_assert_num_queries(1):
        queries.plan_facts(plan)
