"""Every address of the site, and who may open it: the table that `test_routes` walks. A new address gets its row here.

    Route("plan", get=STAFF, args={"pk": "plan"})

`get` and `post` are the roles that are let in: the page opens, or the form reaches its checks (any answer but 401, 403, 404
and 405). Everyone else who is logged in gets one of those. `args` are addresses' arguments: names of rows that
`test_routes.rows` makes, or plain values. `anonymous` routes are open to visitors without an account.
"""

from __future__ import annotations

from dataclasses import dataclass, field

PLANNER = frozenset({"planner"})
OPERATOR = frozenset({"operator"})
FILERS = frozenset({"department", "county_filer"})
REVIEWERS = frozenset({"reviewer", "county_reviewer"})
READERS = frozenset({"leader", "auditor"})
STAFF = PLANNER | OPERATOR | FILERS | REVIEWERS | READERS | {"other_department"}
EVERYONE = STAFF | {"public"}
OWNERS = frozenset({"department", "reviewer", "planner", "auditor"})
"""Who sees a return of the bureau that is not approved: its own side, the planning bureau, auditors."""
SIDE = frozenset({"department"})
WATCHERS = PLANNER | READERS | SIDE | {"reviewer"}
NOBODY: frozenset[str] = frozenset()
AUDIT = frozenset({"auditor", "planner"})
KEEPERS = frozenset({"operator", "auditor"})


@dataclass(frozen=True, slots=True)
class Route:
    """One address by its name in `urls`; see the module."""

    name: str
    get: frozenset[str] = NOBODY
    post: frozenset[str] = NOBODY
    args: dict[str, str | int] = field(default_factory=dict)
    data: dict[str, str] = field(default_factory=dict)
    anonymous: bool = False


ROUTES: tuple[Route, ...] = (
    # the ledger
    Route("home", get=EVERYONE),
    Route("plan", get=STAFF, args={"pk": "plan"}),
    Route("decided", get=STAFF, args={"pk": "plan"}),
    Route("findings", get=STAFF, args={"pk": "plan"}),
    Route("text", get=STAFF, args={"pk": "plan"}),
    Route("commitment", get=STAFF, args={"pk": "commitment"}),
    Route("row", get=STAFF, args={"pk": "commitment"}),
    Route("decide", post=PLANNER, args={"pk": "commitment"}),
    Route("upload", post=PLANNER),
    Route("sample", post=PLANNER),
    Route("reading", get=PLANNER, args={"batch": "batch"}),
    Route("download_json", get=STAFF, args={"pk": "document"}),
    Route("download_xlsx", get=STAFF, args={"pk": "document"}),
    Route("delete", get=PLANNER, post=PLANNER, args={"pk": "document"}),
    # the journal
    Route("journal", get=AUDIT),
    Route("journal_csv", get=AUDIT),
    # people
    Route("login", get=EVERYONE, post=EVERYONE, anonymous=True),
    Route("logout", post=EVERYONE),
    Route("language", post=EVERYONE, anonymous=True),
    Route("oidc_login", anonymous=True),  # not there (404) where no identity provider was named
    Route("oidc_authentication_callback", anonymous=True),
    Route("account", get=EVERYONE),
    Route("password", get=EVERYONE, post=EVERYONE),
    Route("end_sessions", post=EVERYONE),
    Route("token_make", post=EVERYONE),
    Route("token_revoke", post=NOBODY, args={"pk": 1}),
    Route("accounts", get=KEEPERS),
    Route("account_add", get=OPERATOR, post=OPERATOR),
    Route("account_detail", get=KEEPERS, args={"pk": "account"}),
    Route("account_roles", post=OPERATOR, args={"pk": "account"}),
    Route("account_reset", post=OPERATOR, args={"pk": "account"}),
    Route("account_disable", post=OPERATOR, args={"pk": "account"}),
    Route("places", get=STAFF),
    # returns
    Route("desk", get=EVERYONE),
    Route("returns", get=EVERYONE),
    Route("return", get=OWNERS, args={"pk": "return"}),
    Route("return_save", post=OWNERS, args={"pk": "return"}, data={"version": "1"}),
    Route("return_move", post=NOBODY, args={"pk": "return"}, data={"version": "1"}),
    Route("return_xlsx", get=OWNERS, args={"pk": "return"}),
    Route("returns_xlsx", get=EVERYONE),
    Route("returns_import", get=EVERYONE, post=EVERYONE),
    Route("returns_confirm", post=EVERYONE),
    Route("notice_read", post=frozenset({"department"}), args={"pk": "notice"}),
    Route("evidence", get=OWNERS, args={"pk": "evidence"}),
    Route("evidence_add", post=OWNERS, args={"item": "item"}),
    Route("evidence_remove", post=frozenset({"department"}), args={"pk": "evidence"}),
    # targets
    Route("status", get=EVERYONE),
    Route("indicator", get=EVERYONE, args={"pk": "indicator"}),
    Route("amend", get=PLANNER, post=PLANNER, args={"pk": "target"}),
    Route("split", get=PLANNER, post=PLANNER, args={"pk": "target"}),
    Route("assign", get=PLANNER, post=PLANNER, args={"pk": "indicator"}),
    Route("plan_judging", get=PLANNER, post=PLANNER, args={"pk": "plan"}),
    Route("indicator_judging", get=PLANNER, post=PLANNER, args={"pk": "indicator"}),
    # works
    Route("projects", get=EVERYONE),
    Route("project_new", get=PLANNER, post=PLANNER),
    Route("project", get=STAFF, args={"pk": "project"}),
    Route("project_report", post=SIDE, args={"pk": "project"}),
    Route("project_move", post=PLANNER, args={"pk": "project"}),
    Route("project_edit", post=PLANNER, args={"pk": "project"}),
    Route("project_schedule", post=PLANNER, args={"pk": "project"}),
    Route("report_approve", post=PLANNER | {"reviewer"}, args={"pk": "report"}),
    Route("undertakings", get=EVERYONE),
    Route("undertaking_new", get=PLANNER, post=PLANNER),
    Route("undertaking", get=STAFF, args={"pk": "undertaking"}),
    Route("undertaking_edit", post=PLANNER, args={"pk": "undertaking"}),
    Route("milestone_add", post=PLANNER, args={"pk": "undertaking"}),
    Route("milestone_record", post=SIDE, args={"pk": "milestone"}),
    Route("milestone_undo", post=PLANNER | SIDE, args={"pk": "milestone"}, data={"version": "1", "why": "x"}),
    Route("milestone_edit", post=PLANNER, args={"pk": "milestone"}),
    # supervision
    Route("supervision", get=EVERYONE),
    Route("item_new", get=PLANNER, post=PLANNER),
    Route("item", get=WATCHERS, args={"pk": "supervised"}),
    Route("item_move", post=PLANNER, args={"pk": "supervised"}, data={"move": "assign", "version": "1"}),
    Route("draws", get=EVERYONE, post=PLANNER),
    Route("draw", get=STAFF, args={"pk": "draw"}),
    Route("verification", post=PLANNER, args={"pk": "verification"}),
    # the API
    Route("api:list_returns", get=EVERYONE),
    Route("api:one_return", get=OWNERS, args={"pk": "return"}),
    Route("api:list_figures", get=EVERYONE),
    Route("api:put_values", args={"pk": "return"}),
    Route("api:import_xlsx", post=EVERYONE),
    *(
        Route(f"api:{move}_return", post=EVERYONE, args={"pk": "return"})  # a form is no JSON: 400 to all
        for move in ("file", "check", "approve", "send_back", "lock", "reopen", "excuse")
    ),
    Route("api:me", get=EVERYONE),
    Route("api:api-root"),
    Route("api:openapi-json", get=EVERYONE),
)
