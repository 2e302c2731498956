"""Keys for programs: what they may do, how long, and that nothing but their digest is kept."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from luoshi.journal.models import Entry
from luoshi.people.access import ForbiddenError
from luoshi.people.actions import RefusedError, create_token, disable_user, revoke_token
from luoshi.people.models import ApiToken
from luoshi.people.tokens import PREFIX, SCOPES, check, scopes_of
from tests.cityhall import NOW, CityHall

YEAR = timedelta(days=365)


def make(hall: CityHall, **more: Any) -> tuple[ApiToken, str]:
    given = {"name": "统计平台", "scopes": ["read", "file"], "expires_at": NOW + YEAR, "acting_user": hall.department}
    return create_token(**{**given, **more}, at=NOW)


def test_a_key_is_shown_once_and_kept_nowhere(hall: CityHall) -> None:
    token, key = make(hall)
    assert key.startswith(PREFIX)
    assert len(key) > 40
    assert scopes_of(token) == ["read", "file"]
    stored = repr(ApiToken.objects.values().get()) + repr(list(Entry.objects.values_list("before", "after")))
    assert key not in stored
    assert token.digest not in repr(list(Entry.objects.values_list("before", "after")))


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"name": " "}, "token_name"),
        ({"name": "x" * 61}, "token_name"),
        ({"name": "a\nb"}, "token_name"),
        ({"scopes": []}, "token_scope"),
        ({"scopes": ["read", "everything"]}, "token_scope"),
        ({"expires_at": NOW}, "token_expiry"),
        ({"expires_at": NOW + timedelta(days=367)}, "token_expiry"),
    ],
)
def test_what_no_key_may_be_is_refused(hall: CityHall, more: dict[str, Any], code: str) -> None:
    with pytest.raises(RefusedError, match=code):
        make(hall, **more)
    assert not ApiToken.objects.exists()


def test_there_is_an_end_to_how_many(hall: CityHall) -> None:
    made = [make(hall)[0] for _ in range(20)]
    with pytest.raises(RefusedError, match="token_most"):
        make(hall)
    revoke_token(made[0], acting_user=hall.department, at=NOW)
    make(hall)


def test_a_key_is_good_until_it_ends_or_is_revoked_or_its_account_is_closed(hall: CityHall) -> None:
    token, key = make(hall)
    last = NOW + YEAR - timedelta(seconds=1)
    assert check(key, at=last) == token
    assert check(key, at=NOW + YEAR) is None
    assert check(key[:-1], at=NOW) is None
    assert check("", at=NOW) is None
    assert check(key + "x" * 1000, at=NOW) is None
    revoke_token(token, acting_user=hall.department, at=NOW)
    assert check(key, at=NOW) is None
    _, other = make(hall)
    disable_user(hall.department, acting_user=hall.operator, at=NOW)
    assert check(other, at=NOW) is None


def test_use_is_noted_once_a_minute(hall: CityHall, django_assert_num_queries: Any) -> None:
    _, key = make(hall)
    for seconds, queries in ((0, 2), (59, 1), (60, 2)):
        with django_assert_num_queries(queries):
            check(key, at=NOW + timedelta(seconds=seconds))
    assert ApiToken.objects.get().used_at == NOW + timedelta(seconds=60)


def test_nobody_revokes_the_key_of_another(hall: CityHall) -> None:
    token, key = make(hall)
    with pytest.raises(ForbiddenError):
        revoke_token(token, acting_user=hall.operator, at=NOW)
    assert check(key, at=NOW) is not None


def test_every_scope_has_its_words() -> None:
    assert set(SCOPES) == {"read", "file", "review", "import"}
