"""Why a change of a target is refused.

>>> RefusedTargetError("pending_only").text.en
'This target has been issued already; amend it instead.'
"""

from __future__ import annotations

from luoshi.core.text import Text
from luoshi.plans.actions import RefusedError

REFUSALS: dict[str, Text] = {
    "stale": Text(
        "其他人已调整了这个目标, 您看到的是旧版本; 请刷新后再改。",
        "Somebody else amended this target meanwhile. What you see is old; reload the page and look again.",
    ),
    "document": Text("请填写依据的文件 (名称和文号)。", "Name the document that it rests on."),
    "reason": Text("请写明调整的原因。", "Give the reason."),
    "no_change": Text("没有任何改动。", "Nothing would change."),
    "field": Text("这一项不能调整。", "This field cannot be amended."),
    "value": Text("数值或年份不对: {what}", "This is no usable value: {what}"),
    "pending_only": Text("这个目标已经下达; 请用调整。", "This target has been issued already; amend it instead."),
    "unissued": Text("下达目标须有数值和年份。", "To issue a target give its value and year."),
    "exists": Text("已有同一区域或单位的分解: {what}", "There is a share of this area or agency already: {what}"),
    "shares": Text("请至少分给一个区域或单位。", "Name at least one area or agency."),
    "thresholds": Text(
        "界限须依次递增: 0 < 滞后 <= 符合 <= 约束性 <= 快于",
        "Limits must rise: 0 < behind <= on track <= binding <= ahead",
    ),
    "thresholds_within": Text(
        "与指标自设的界限合在一起不再递增, 请先改指标: {what}",
        "Together with the limits of its own they would not rise; change the indicator first: {what}",
    ),
    "rule": Text("没有这种预测方法。", "There is no such rule."),
    "preset": Text("没有这种预警规则。", "There is no such preset."),
}  # fmt: skip


class RefusedTargetError(RefusedError):
    """A change that is not lawful now, with the sentence that teaches."""

    def __init__(self, code: str, what: str = "") -> None:
        super().__init__(code)
        said = REFUSALS[code]
        self.text = Text(said.zh.format(what=what), said.en.format(what=what))
