"""Why a move of a return is refused: a code for programs, a sentence for people, and the lines it is about.

>>> RefusedReturnError("stale").text.en
'Somebody else changed this return meanwhile. What you see is old; reload it and look again.'
"""

from __future__ import annotations

from collections.abc import Sequence

from luoshi.core.text import Text
from luoshi.plans.actions import RefusedError

REFUSALS: dict[str, Text] = {
    "stale": Text(
        "其他人已改动这张报表, 您看到的是旧版本; 请刷新后再操作。",
        "Somebody else changed this return meanwhile. What you see is old; reload it and look again.",
    ),
    "state": Text("报表目前为“{state}”, 不能进行这一步。", "The return is “{state}” now; this step is not possible."),
    "locked": Text(
        "报表已锁定, 不能再改动或退回; 确需修改请由规划主管写明原因后重新打开。",
        "The return is locked and can be neither changed nor sent back; the planning bureau can reopen it with a reason.",
    ),
    "four_eyes": Text("报送人不能审核或批准自己报送的报表。", "Who filed a return may neither check nor approve it."),
    "missing": Text("还有 {n} 项没有填完:", "{n} line(s) are not complete:"),
    "rule": Text(
        "有 {n} 项不符合指标的规定, 须改正:", "{n} line(s) break the rules of the indicator and must be mended:"
    ),
    "reason": Text(
        "有 {n} 项存疑, 请逐项写明理由或改正:", "{n} line(s) are doubtful: give a reason for each, or mend it:"
    ),
    "comment": Text("请写明原因。", "Say why."),
    "lower": Text(
        "下级还有 {n} 张报表未批准, 本级不能批准; 可先批准下级, 或写明原因予以豁免:",
        "{n} return(s) of the level below are not approved yet. Approve them first, or excuse them with a reason:",
    ),
    "empty": Text("这张报表没有任何指标, 不能报送。", "The return has no lines; it cannot be filed."),
    "number": Text("有一项不是可用的数字。", "One of the values is no usable number."),
    "unknown_line": Text("报表中没有这一行; 请刷新后重试。", "The return has no such line; reload it."),
    "no_last": Text(
        "没有上期数, 不能填“不变”: {names}", "There is no earlier value, so “no change” says nothing: {names}"
    ),
}


class RefusedReturnError(RefusedError):
    """A move that is not lawful now. `text` says why; `details` name what it is about, one sentence each."""

    def __init__(self, code: str, details: Sequence[Text] = (), **values: Text | object) -> None:
        super().__init__(code)
        said = REFUSALS[code]
        self.details = list(details)
        self.text = Text(
            said.zh.format(**{name: _say(value, 0) for name, value in values.items()}),
            said.en.format(**{name: _say(value, 1) for name, value in values.items()}),
        )


def _say(value: Text | object, place: int) -> object:
    return value[place] if isinstance(value, Text) else value
