"""A draw can be repeated by anybody, depends on nothing but seed and population, and favours nobody."""

from __future__ import annotations

import hashlib
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.core.sampling import digest, draw, order_number

KEYS = st.sets(st.integers(1, 10**6), min_size=1, max_size=60)
SEEDS = st.text(min_size=1, max_size=20).filter(lambda text: text.strip() != "")


def test_the_rule_as_it_is_written_down() -> None:
    """What an auditor would do with a spreadsheet and sha256sum."""
    seed, population = "2024-03-15 福彩 3D 472", range(100, 160)
    by_hand = sorted(population, key=lambda key: hashlib.sha256(f"{seed}|{key}".encode()).hexdigest())[:5]
    assert draw(population, seed=seed, size=5) == by_hand == [155, 118, 151, 116, 114]


@settings(deadline=None)  # a busy machine is no fault
@given(KEYS, SEEDS, st.integers(1, 80))
def test_a_sample_is_part_of_the_population_without_doubles(keys: set[int], seed: str, size: int) -> None:
    drawn = draw(keys, seed=seed, size=size)
    assert len(drawn) == len(set(drawn)) == min(size, len(keys))
    assert set(drawn) <= keys


@settings(deadline=None)  # a busy machine is no fault
@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=60), SEEDS, st.randoms())
def test_the_order_of_the_population_does_not_matter(keys: list[int], seed: str, random: object) -> None:
    shuffled = keys.copy()
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert draw(keys, seed=seed, size=7) == draw(shuffled, seed=seed, size=7)
    assert digest(keys) == digest(shuffled)


@settings(deadline=None)  # a busy machine is no fault
@given(KEYS, SEEDS, st.integers(1, 30))
def test_a_larger_sample_begins_with_the_smaller(keys: set[int], seed: str, size: int) -> None:
    assert draw(keys, seed=seed, size=size + 5)[:size] == draw(keys, seed=seed, size=size)


@settings(deadline=None)  # a busy machine is no fault
@given(st.dictionaries(st.integers(1, 10**6), st.integers(0, 5), min_size=1, max_size=60), SEEDS, st.integers(1, 60))
def test_strata_are_served_in_turn(strata: dict[int, int], seed: str, size: int) -> None:
    drawn = draw(strata, seed=seed, size=size, strata=strata)
    counts, sizes = Counter(strata[key] for key in drawn), Counter(strata.values())
    most = max(counts.values())
    assert all(counts[one] >= most - 1 or counts[one] == sizes[one] for one in sizes)


def test_every_id_is_drawn_about_as_often() -> None:
    counts = Counter(key for number in range(2000) for key in draw(range(20), seed=f"seed {number}", size=5))
    assert all(400 < counts[key] < 600 for key in range(20))


def test_an_id_more_changes_the_digest() -> None:
    assert digest([1, 2]) != digest([1, 2, 3]) != digest([12, 3])
    assert order_number("a", 12) != order_number("a1", 2)


@pytest.mark.parametrize(("seed", "size"), [("", 3), (" ", 3), ("x", 0), ("x", -1)])
def test_a_draw_needs_a_seed_and_a_size(seed: str, size: int) -> None:
    with pytest.raises(ValueError, match="seed"):
        draw([1], seed=seed, size=size)
