"""Why a write to projects and undertakings is refused.

>>> RefusedWorkError("month", text="2023-13").text.en
'2023-13 is no month; write 2023-05.'
"""

from __future__ import annotations

from luoshi.core.text import Text
from luoshi.plans.refusal import SaidError

REFUSALS: dict[str, Text] = {
    "stale": Text(
        "其他人已改动这一项, 您看到的是旧版本, 本次未保存; 请刷新后再操作。",
        "Somebody else changed this meanwhile. What you see is old and yours was not saved; reload it and look again.",
    ),
    "name": Text("请填写名称。", "Give it a name."),
    "field": Text("这一项不能修改: {name}", "This cannot be changed: {name}"),
    "choice": Text("请从列表中选择: {name}", "Choose from the list: {name}"),
    "exists": Text("这条承诺已有对应的跟踪项。", "This commitment is followed already."),
    "kind": Text("这条承诺不能这样跟踪。", "This commitment cannot be followed in this way."),
    "order": Text("竣工日期不能早于开工日期。", "The end must not be before the start."),
    "reason": Text("请写明理由。", "Give a reason."),
    "reason_doubts": Text("以下情况请在说明中写明原因: {doubts}", "Say why in the note: {doubts}"),
    "stage": Text(
        "项目目前为“{here}”, 不能转为“{there}”。",
        "The project stands at “{here}” and cannot go to “{there}”.",
    ),
    "month": Text("{text} 不是月份; 请写成 2023-05。", "{text} is no month; write 2023-05."),
    "future": Text("还没有到这一天或这个月。", "That day or month has not come yet."),
    "share": Text("形象进度应在 0 到 100% 之间。", "Physical progress lies between 0 and 100 %."),
    "money": Text("投资额应是不小于 0 的数 (万元)。", "Investment is a number of 万元, not below 0."),
    "falls": Text(
        "{month} 的计划低于前一个月; 计划是累计数, 不能下降。",
        "The schedule of {month} is below the month before; it is cumulative and cannot fall.",
    ),
    "nothing": Text("没有填写任何进度。", "There is nothing in the report."),
    "approved": Text("这份月报已经批准。", "This report is approved already."),
    "superseded": Text(
        "这份月报之后已有更正, 请审核最新一版。", "A correction came after it; look at the latest revision."
    ),
    "four_eyes": Text("报送人不能批准自己报送的月报。", "Who filed a report may not approve it."),
    "weight": Text("权重应是大于 0 的数。", "A weight is a number above 0."),
    "evidence": Text(
        "请写明完成的依据 (文件、验收、链接)。", "Say what shows that it is done (document, acceptance, link)."
    ),
    "done": Text("这个节点已经办结; 如有误请先撤销。", "This milestone is done; undo it first if that is wrong."),
    "not_done": Text("这个节点还没有办结。", "This milestone is not done yet."),
    "no_change": Text("没有改动任何内容。", "Nothing was changed."),
}


class RefusedWorkError(SaidError):
    """A change of a project or an undertaking that is not lawful now."""

    table = REFUSALS
