"""The supervision ledger (督查督办) as data: eight steps, and the moves between them.

>>> from luoshi.core.workflow import faults
>>> faults(LEDGER)
[]
>>> [move.name for move in LEDGER.moves_from("handling", ("owner",))]
['report', 'ask']

| move | from | to | side | needs | clock that starts |
|---|---|---|---|---|---|
| assign 交办 | registered | assigned | planner | owner | study: sign within 1 day |
| sign 签收 | assigned | signed | owner | | feedback: begin within 3 days |
| decline 退回交办 | assigned | registered | owner | comment | |
| handle 办理 | signed | handling | owner | comment | the item's own (ordinary 7 days, major 1 month) |
| report 反馈 | handling | reported | owner | comment | feedback: review within 3 days |
| review 审核 | reported | reviewed | planner | | |
| close 办结 | reviewed | closed | planner | comment | |
| archive 归档 | closed | archived | planner | | |
| return 退回 | reported, reviewed, closed | handling | planner | comment | |
| drop 撤销 | registered | archived | planner | comment | |
| chase 催办 | assigned, signed, handling | stays | planner | | |
| ask 申请延期 | assigned, signed, handling | stays | owner | comment, date | |
| grant 同意延期, refuse 不同意 | as ask | stays | planner | (refuse: comment) | |

Days are working days. The item's own clock runs from the assignment; `Item.due` is its end, and extensions move it.
"""

from __future__ import annotations

from collections.abc import Mapping

from luoshi.core.text import Text
from luoshi.core.workflow import Move, Workflow
from luoshi.plans.models import ItemState

REGISTERED, ASSIGNED, SIGNED, HANDLING, REPORTED, REVIEWED, CLOSED, ARCHIVED = ItemState.values
PLANNER, OWNER = "planner", "owner"
WITH_OWNER = (ASSIGNED, SIGNED, HANDLING)
"""States in which the item lies with its owner, and its deadline runs."""
OPEN = (REGISTERED, *WITH_OWNER, REPORTED, REVIEWED)

LEDGER = Workflow(
    states=tuple(ItemState.values),
    initial=REGISTERED,
    finals=(ARCHIVED,),
    moves=(
        Move("assign", (REGISTERED,), ASSIGNED, PLANNER, ("owner",), clock="study"),
        Move("sign", (ASSIGNED,), SIGNED, OWNER, clock="feedback"),
        Move("decline", (ASSIGNED,), REGISTERED, OWNER, ("comment",)),
        Move("handle", (SIGNED,), HANDLING, OWNER, ("comment",)),
        Move("report", (HANDLING,), REPORTED, OWNER, ("comment",), clock="feedback"),
        Move("review", (REPORTED,), REVIEWED, PLANNER),
        Move("close", (REVIEWED,), CLOSED, PLANNER, ("comment",)),
        Move("archive", (CLOSED,), ARCHIVED, PLANNER),
        Move("return", (REPORTED, REVIEWED, CLOSED), HANDLING, PLANNER, ("comment",)),
        Move("drop", (REGISTERED,), ARCHIVED, PLANNER, ("comment",)),
        Move("chase", WITH_OWNER, "", PLANNER),
        Move("ask", WITH_OWNER, "", OWNER, ("comment", "date")),
        Move("grant", WITH_OWNER, "", PLANNER),
        Move("refuse", WITH_OWNER, "", PLANNER, ("comment",)),
    ),
)

MOVE_TEXTS: dict[str, Text] = {
    "register": Text("立项", "register"),
    "assign": Text("交办", "assign"),
    "sign": Text("签收", "sign"),
    "decline": Text("退回交办", "decline"),
    "handle": Text("开始办理", "start handling"),
    "report": Text("反馈结果", "report back"),
    "review": Text("审核通过", "pass the review"),
    "close": Text("办结", "close"),
    "archive": Text("归档", "archive"),
    "return": Text("退回", "return"),
    "drop": Text("撤销立项", "drop"),
    "chase": Text("催办", "chase"),
    "ask": Text("申请延期", "ask for an extension"),
    "grant": Text("同意延期", "grant the extension"),
    "refuse": Text("不同意延期", "refuse the extension"),
    "overdue": Text("逾期", "deadline missed"),
    "due": Text("时限补定", "deadline set"),
}
"""Kinds of ItemStep: the moves, and what time itself writes (`overdue`, `due`)."""
STATE_TEXTS: Mapping[str, Text] = {
    REGISTERED: Text("立项", "registered"),
    ASSIGNED: Text("交办", "assigned"),
    SIGNED: Text("签收", "signed"),
    HANDLING: Text("办理", "handling"),
    REPORTED: Text("反馈", "reported"),
    REVIEWED: Text("审核", "reviewed"),
    CLOSED: Text("办结", "closed"),
    ARCHIVED: Text("归档", "archived"),
}
