"""The only writes to targets and to how they are judged. A target itself is never changed: amendments are laid over it.

amend(target_id=7, changes={"value": 93.0}, seen=None, effective_from=date(2023, 1, 1), document="…〔2023〕5号",
      reason="省下达数调整", acting_user=planner, at=now)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from luoshi.core.entry import finite
from luoshi.core.forecast import RULES
from luoshi.core.judge import Thresholds
from luoshi.core.periods import YEARS
from luoshi.core.presets import PRESETS
from luoshi.core.target import Bound, Op, TargetKind
from luoshi.journal.actions import Line, record, record_all
from luoshi.people import access
from luoshi.people.models import Agency, Area, Role, User
from luoshi.plans.models import Amendment, Indicator, Plan, Spread, Target
from luoshi.plans.targets.effective import AMENDABLE, ASSIGNED, JUDGED_BY, effective
from luoshi.plans.targets.refusals import RefusedTargetError

DOCUMENT_CHARS = 200
SCOPE_CHARS = 80
_NUMBERS = ("value", "upper", "base_value")
_YEARS = ("year", "base_year")
_WORDS: Mapping[str, tuple[str, ...]] = {
    "kind": tuple(TargetKind),
    "op": ("", *Op),
    "bound": ("", *Bound),
    "parts": tuple(Spread.values),
}


@transaction.atomic
def amend(
    *,
    target_id: int,
    changes: Mapping[str, Any],
    seen: int | None,
    effective_from: date,
    document: str,
    reason: str,
    acting_user: User,
    at: datetime,
) -> Amendment:
    """Change a target from a day on, which may lie in the past or the future. Raises RefusedTargetError.

    `changes` are field -> what it is to be; `seen` is the id of the latest amendment that the one who changes it was
    looking at (None: none). Kept is what differs from the target as it counts on `effective_from`, as [before, after].
    """
    target = _locked(target_id, acting_user, seen)
    before = effective(target, effective_from)
    return _keep(target, before, changes, effective_from, document, reason, acting_user, at, "target.amend")


@transaction.atomic
def issue(
    *,
    target_id: int,
    value: float | None,
    year: int | None,
    kind: str = TargetKind.LEVEL,
    more: Mapping[str, Any] | None = None,
    seen: int | None,
    effective_from: date,
    document: str,
    reason: str,
    acting_user: User,
    at: datetime,
) -> Amendment:
    """Give a pending target (待下达) the number that was issued by a document on a day; `more` are further fields."""
    target = _locked(target_id, acting_user, seen)
    before = effective(target, effective_from)
    if before["kind"] != TargetKind.PENDING:
        raise RefusedTargetError("pending_only")
    if value is None or year is None or kind == TargetKind.PENDING:
        raise RefusedTargetError("unissued")
    changes = {**(more or {}), "kind": kind, "value": value, "year": year}
    return _keep(target, before, changes, effective_from, document, reason, acting_user, at, "target.issue")


def _locked(target_id: int, user: User, seen: int | None) -> Target:
    target = Target.objects.select_for_update().get(pk=target_id)
    access.demand(user, "amend", target)
    if latest_amendment(target) != seen:
        raise RefusedTargetError("stale")
    return target


def latest_amendment(target: Target) -> int | None:
    """The id of the amendment made last: what a form has seen."""
    return Amendment.objects.filter(target=target).order_by("-pk").values_list("pk", flat=True).first()


def _keep(
    target: Target,
    before: Mapping[str, Any],
    changes: Mapping[str, Any],
    effective_from: date,
    document: str,
    reason: str,
    user: User,
    at: datetime,
    action: str,
) -> Amendment:
    document, reason = document.strip()[:DOCUMENT_CHARS], reason.strip()
    if not document:
        raise RefusedTargetError("document")
    if not reason:
        raise RefusedTargetError("reason")
    clean = {field: _checked(field, value) for field, value in changes.items()}
    kept = {field: [before[field], value] for field, value in clean.items() if before[field] != value}
    if not kept:
        raise RefusedTargetError("no_change")
    amendment = Amendment.objects.create(
        target=target, effective_from=effective_from, document=document, reason=reason, changes=kept, by=user, at=at
    )
    record(
        who=user.username, action=action, thing=f"target:{target.pk}", at=at, why=f"{document}: {reason}",
        before={field: pair[0] for field, pair in kept.items()},
        after={**{field: pair[1] for field, pair in kept.items()}, "effective_from": effective_from},
    )  # fmt: skip
    return amendment


def _checked(field: str, value: Any) -> Any:
    """The value as a target holds it."""
    if field not in AMENDABLE:
        raise RefusedTargetError("field")
    if field in _NUMBERS:
        return None if value is None else _number(value)
    if field in _YEARS:
        return None if value is None else _year(value)
    if field in _WORDS:
        if value not in _WORDS[field]:
            raise RefusedTargetError("value", str(value))
        return str(value)
    if field == "path":
        return {str(_year(year)): _number(one) for year, one in sorted(dict(value).items())}
    if field == "binding":
        return bool(value)
    return str(value).strip()[:SCOPE_CHARS]


def _number(value: Any) -> float:
    try:
        return finite(float(value))
    except (TypeError, ValueError, OverflowError):  # EntryError too
        raise RefusedTargetError("value", str(value)) from None


def _year(value: Any) -> int:
    try:
        year = int(value)
    except (TypeError, ValueError):
        raise RefusedTargetError("value", str(value)) from None
    if not YEARS[0] <= year <= YEARS[1]:
        raise RefusedTargetError("value", str(value))
    return year


@dataclass(frozen=True, slots=True)
class Share:
    """What an area or an agency is to bring of a target; one of the two is None where it stays that of the whole."""

    value: float | None
    area: Area | None = None
    agency: Agency | None = None


@transaction.atomic
def split(*, target_id: int, shares: Sequence[Share], parts: str, acting_user: User, at: datetime) -> list[Target]:
    """Share a target out over areas or agencies; `parts` says how the shares make the whole. Raises RefusedTargetError.

    An area's figures are told apart by their area; an agency's need an indicator of its own, a part of the one shared.
    Shares over years are the target's `path`, set by `amend`.
    """
    target = Target.objects.select_for_update().select_related("indicator").get(pk=target_id)
    access.demand(acting_user, "split", target)
    if not shares:
        raise RefusedTargetError("shares")
    parts = _checked("parts", parts)
    counted = effective(target, at.date())
    made = [_share(target, counted, share, at) for share in shares]
    before, target.parts = target.parts, parts
    target.save(update_fields=["parts"])
    record_all(
        [
            Line(
                "target.split",
                f"target:{target.pk}",
                before={"parts": before},
                after={"parts": parts, "shares": len(made)},
            )
        ]
        + [
            Line(
                "target.share",
                f"target:{one.pk}",
                after={"value": one.value, "area": one.area_id, "agency": one.agency_id},
            )
            for one in made
        ],
        who=acting_user.username,
        at=at,
    )
    return made


def _share(target: Target, counted: Mapping[str, Any], share: Share, at: datetime) -> Target:
    if (share.area is None) == (share.agency is None):
        raise RefusedTargetError("shares")
    area = share.area or target.area
    agency = share.agency or target.agency
    named = share.area or share.agency
    same_area = share.agency is None and area == target.area
    if same_area or Target.objects.filter(parent=target, area=area, agency=agency).exists():
        raise RefusedTargetError("exists", str(named))
    indicator = target.indicator if share.agency is None else _part_of(target.indicator, share.agency)
    value = None if share.value is None else _number(share.value)
    copied = {
        field: counted[field] for field in AMENDABLE if field not in ("value", "base_value", "path", "parts", "upper")
    }
    return Target.objects.create(
        indicator=indicator, area=area, agency=agency, parent=target, value=value, since=target.since, created_at=at,
        commitment=target.commitment, line=target.line, **copied,
    )  # fmt: skip


def _part_of(whole: Indicator, agency: Agency) -> Indicator:
    """The part of an indicator for which an agency gives the figures."""
    key = f"{whole.key[:50]}/{agency.pk}"
    same = (
        "unit", "frequency", "measure", "spread", "direction", "low", "high", "jump", "due_days", "lag_months", "rule",
        "thresholds", "public",
    )  # fmt: skip
    values = {"name": whole.name, "parent": whole, "owner": agency, **{field: getattr(whole, field) for field in same}}
    part, _ = Indicator.objects.get_or_create(plan=whole.plan, key=key, defaults=values)
    return part


@transaction.atomic
def assign(
    *,
    indicator_id: int,
    owner: Agency | None,
    co_owners: Iterable[Agency],
    acting_user: User,
    at: datetime,
    why: str = "",
) -> Indicator:
    """Say who answers for an indicator and who helps."""
    indicator = Indicator.objects.select_for_update().get(pk=indicator_id)
    access.demand(acting_user, "assign", indicator)
    helpers = sorted({agency.pk for agency in co_owners} - {owner.pk if owner else None})
    before = {"owner": indicator.owner_id, "co_owners": sorted(indicator.co_owners.values_list("pk", flat=True))}
    after = {"owner": owner.pk if owner else None, "co_owners": helpers}
    if before == after:
        raise RefusedTargetError("no_change")
    indicator.owner = owner
    indicator.save(update_fields=["owner"])
    indicator.co_owners.set(helpers)
    record(
        who=acting_user.username, action=ASSIGNED, thing=f"indicator:{indicator.pk}", at=at, why=why,
        before=before, after=after,
    )  # fmt: skip
    return indicator


@transaction.atomic
def judge_plan_by(
    *,
    plan_id: int,
    thresholds: Mapping[str, Any] | None,
    rule: str,
    preset: str,
    acting_user: User,
    at: datetime,
    why: str = "",
) -> Plan:
    """Set how a plan is judged where an indicator or project does not say otherwise. Empty means the default."""
    plan = Plan.objects.select_for_update().get(pk=plan_id)
    if not access.has_role(acting_user, Role.PLANNER):
        raise access.ForbiddenError("judge", plan)
    if preset and preset not in PRESETS:
        raise RefusedTargetError("preset")
    limits = _thresholds(thresholds)
    for one in Indicator.objects.filter(plan=plan, thresholds__isnull=False).only("name", "thresholds"):
        _thresholds(one.thresholds, over=limits, within=one.name)
    set_to = {"thresholds": limits, "rule": _rule(rule), "preset": preset}
    before = dict(plan.rules)
    kept = {name: value for name, value in before.items() if name not in set_to}
    after = {**kept, **{name: value for name, value in set_to.items() if value}}
    if after == before:
        raise RefusedTargetError("no_change")
    plan.rules = after
    plan.save(update_fields=["rules"])
    record(
        who=acting_user.username, action=JUDGED_BY, thing=f"plan:{plan.pk}", at=at, why=why, before=before, after=after
    )
    return plan


@transaction.atomic
def judge_indicator_by(
    *,
    indicator_id: int,
    thresholds: Mapping[str, Any] | None,
    rule: str,
    acting_user: User,
    at: datetime,
    why: str = "",
) -> Indicator:
    """Set how an indicator is judged. Empty means as its plan is."""
    indicator = Indicator.objects.select_for_update().get(pk=indicator_id)
    access.demand(acting_user, "judge", indicator)
    plan = Plan.objects.select_for_update().get(pk=indicator.plan_id)  # its limits must not change meanwhile
    own = _thresholds(thresholds, over=(plan.rules or {}).get("thresholds"))
    before = {"thresholds": indicator.thresholds, "rule": indicator.rule}
    after = {"thresholds": own or None, "rule": _rule(rule)}
    if after == before:
        raise RefusedTargetError("no_change")
    indicator.thresholds, indicator.rule = own or None, _rule(rule)
    indicator.save(update_fields=["thresholds", "rule"])
    record(
        who=acting_user.username, action=JUDGED_BY, thing=f"indicator:{indicator.pk}", at=at, why=why,
        before=before, after=after,
    )  # fmt: skip
    return indicator


def _thresholds(
    given: Mapping[str, Any] | None, over: Mapping[str, Any] | None = None, within: str = ""
) -> dict[str, float]:
    try:
        Thresholds.read(over, given)
    except (TypeError, ValueError):
        raise RefusedTargetError("thresholds_within" if within else "thresholds", within) from None
    return {name: float(value) for name, value in (given or {}).items()}


def _rule(name: str) -> str:
    if name and name not in RULES:
        raise RefusedTargetError("rule")
    return name
