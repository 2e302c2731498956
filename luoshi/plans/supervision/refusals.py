"""Why a write to the supervision ledger or to a random verification is refused.

>>> RefusedItemError("comment").text.en
'Say it in the comment: this step needs one.'
"""

from __future__ import annotations

from luoshi.core.text import Text
from luoshi.plans.refusal import SaidError

REFUSALS: dict[str, Text] = {
    "stale": Text(
        "其他人已处理这一事项, 您看到的是旧版本, 本次未保存; 请刷新后再操作。",
        "Somebody else moved this item meanwhile. What you see is old and yours was not saved; reload it and look again.",
    ),
    "move": Text("事项目前为“{state}”, 不能进行这一步。", "The item is at “{state}” now; this step is not possible."),
    "title": Text("请填写事项名称。", "Give the item a title."),
    "owner": Text("请先指定责任单位, 再交办。", "Name the owner before assigning the item."),
    "comment": Text("请填写说明: 这一步必须有说明。", "Say it in the comment: this step needs one."),
    "date": Text("请填写申请延期到的日期。", "Give the day until which you ask for an extension."),
    "date_earlier": Text(
        "延期后的日期应晚于现在的时限 {due}。", "The day asked for must be later than the deadline now, {due}."
    ),
    "date_free": Text("{day} 不是工作日, 请选择工作日。", "{day} is no working day; choose one."),
    "asked": Text("已有一项延期申请在等待答复。", "An extension is asked for already and waits for its answer."),
    "not_asked": Text("没有等待答复的延期申请。", "No extension is waiting for an answer."),
    "clock": Text("请从列表中选择时限。", "Choose the deadline from the list."),
    "thing": Text("没有这个对象: {thing}", "There is no such thing: {thing}"),
    "seed": Text("请填写抽取种子 (公开的随机数或一句话)。", "Give the seed: a published random number or a sentence."),
    "size": Text("抽取数量应是 1 到 10000 的整数。", "The size is a whole number from 1 to 10000."),
    "period": Text(
        "{text} 不是报告期; 请写成 2023、2023-Q2 或 2023-05。", "{text} is no period; write 2023, 2023-Q2 or 2023-05."
    ),
    "empty": Text(
        "这一范围内没有已批准的报送数据, 无从抽取。", "There are no approved filed figures in this range to draw from."
    ),
    "result": Text("请从列表中选择核查结果。", "Choose the result from the list."),
    "found": Text("结果为“不符”时请填写核实的数值。", "Where the figure differs, give the value that was found."),
    "same": Text("核实的数值与报送的相同, 应选“属实”。", "The value found is the one filed: choose “confirmed”."),
    "note": Text("请写明核查情况 (时间、地点、凭证)。", "Say how it was checked (when, where, on what papers)."),
    "checked": Text("这一条已有核查结果。", "This figure has its result already."),
}


class RefusedItemError(SaidError):
    """A step of supervision or verification that is not lawful now."""

    table = REFUSALS
