"""The chain: what is changed, removed or inserted is named; the database refuses to be the one who does it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luoshi.journal.actions import Line, record, record_all
from luoshi.journal.models import Entry, Head
from luoshi.journal.seal import seal, unseal
from luoshi.journal.verify import anchor, head, verify

NOW = datetime(2024, 2, 1, 8, 0, 0, 123456, tzinfo=UTC)
LENGTH = 6


@pytest.fixture
def chain(db: None) -> None:
    """Six entries with every kind of value."""
    lines = [
        Line("target.amend", "target:7", before={"value": 1.0}, after={"value": 0.1 + 0.2}, why="统计口径调整"),
        Line(
            "places.load",
            "city:990100",
            after={"day": date(2024, 1, 1), "none": None, "big": 10**17, "n": {"zz": 1, "a": 2}},
        ),
        Line("return.file", "return:3", after=["a", 1, True], cause="notice:4"),
        *(Line("tick", f"clock:{n}") for n in range(LENGTH - 3)),
    ]
    record_all(lines, who="wangfang", at=NOW)


def faults() -> list[tuple[str, int, int]]:
    return [(fault.kind, fault.first, fault.last) for fault in verify()]


def test_a_chain_is_whole_as_it_was_written(chain: None) -> None:
    assert faults() == []
    assert head() == f"{LENGTH}:{Entry.objects.get(number=LENGTH).digest}"
    assert list(verify(anchor(head()))) == []


def test_digests_do_not_depend_on_the_database(chain: None) -> None:
    assert Entry.objects.get(number=3).digest == "a1f4f227ef36185b4a6e0faebc9c1f5e4389fdab01d5fada61f45ad59500cbfe"


@pytest.mark.parametrize("verb", ["update", "delete"])
def test_the_database_refuses_to_change_an_entry(chain: None, verb: str) -> None:
    rows = Entry.objects.filter(number=2)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        rows.update(who="x") if verb == "update" else rows._raw_delete(rows.db)
    assert faults() == []


def test_what_is_rolled_back_was_never_recorded(chain: None) -> None:
    with transaction.atomic():
        record(who="x", action="a", thing="b:1", at=NOW)
        transaction.set_rollback(True)
    record(who="y", action="a", thing="b:1", at=NOW)
    assert faults() == []
    assert Entry.objects.count() == LENGTH + 1


@pytest.fixture
def broken_into(chain: None) -> Iterator[None]:
    """Somebody who owns the database takes the seal off."""
    unseal(connection)
    yield
    seal(connection)


def delete(number: int) -> None:
    Entry.objects.filter(number=number).delete()


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"who": "x"}, ("changed", 2, 2)),
        ({"after": {"value": 3}}, ("changed", 2, 2)),
        ({"at": datetime(2024, 2, 1, tzinfo=UTC)}, ("changed", 2, 2)),
        ({"digest": "0" * 64}, ("changed", 2, 2)),
        ({"why": "x"}, ("changed", 2, 2)),
    ],
)
def test_a_changed_entry_is_named(broken_into: None, fields: dict[str, Any], expected: tuple[str, int, int]) -> None:
    Entry.objects.filter(number=2).update(**fields)
    assert faults() == [expected]


def test_removed_and_inserted_entries_are_named(broken_into: None) -> None:
    delete(3)
    delete(4)
    assert faults() == [("removed", 3, 4)]
    delete(LENGTH)
    assert faults() == [("removed", 3, 4), ("removed", LENGTH, LENGTH)]
    Entry.objects.create(number=LENGTH + 1, at=NOW, who="x", action="a", thing="b:1", previous="0", digest="0")
    assert ("inserted", LENGTH + 1, LENGTH + 1) in faults()


def test_a_chain_made_anew_shows_against_an_anchor(broken_into: None) -> None:
    kept = anchor(head())
    Entry.objects.all().delete()
    Head.objects.all().delete()
    record_all((Line("tick", f"clock:{n}") for n in range(LENGTH)), who="x", at=NOW)
    assert faults() == []
    assert [(fault.kind, fault.first) for fault in verify(kept)] == [("anchor", LENGTH)]


CHANGES = st.lists(
    st.tuples(
        st.integers(1, LENGTH),
        st.sampled_from(["who", "action", "thing", "why", "cause", "previous", "digest", "gone"]),
    ),
    min_size=1,
    max_size=3,
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(changes=CHANGES)
def test_any_change_is_found_and_named(broken_into: None, changes: list[tuple[int, str]]) -> None:
    save = transaction.savepoint()
    try:
        for number, field in changes:
            if field == "gone":
                delete(number)
            else:
                Entry.objects.filter(number=number).update(**{field: "f" * 40})
        found = [number for _, first, last in faults() for number in range(first, last + 1)]
        assert {number for number, _ in changes} <= set(found)
    finally:
        transaction.savepoint_rollback(save)


@pytest.mark.parametrize("text", ["朝阳", "\ud800", "a\x00b", "\u2028", "🌊", "1e400", "NaN"])
def test_strange_texts_are_kept_and_stay_whole(db: None, text: str) -> None:
    """PostgreSQL knows neither NUL nor half a surrogate pair: they are kept as the sign for an unreadable one."""
    record(
        who="x",
        action="a",
        thing="b:1",
        at=NOW,
        why=text,
        after={text: [text, float("inf"), 1e22, 1e-7, -0.0, 95.0, 2**53 + 1.0]},
    )
    assert faults() == []
    kept = Entry.objects.get().why
    assert kept == text.replace("\x00", "\ufffd").replace("\ud800", "\ufffd")
