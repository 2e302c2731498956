"""The words of a judgement: classes, lights, trends, reasons, thresholds.

>>> Status.BEHIND.label.zh, LIGHTS[Status.BEHIND].value, Thresholds().behind
('滞后', 'yellow', 0.6)
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from luoshi.core.target import TargetKind
from luoshi.core.text import Text


class Status(StrEnum):
    """The class of a target on a day (METHOD: classes)."""

    DONE = "done"
    EARLY = "early"
    AHEAD = "ahead"
    ON_TRACK = "on_track"
    BEHIND = "behind"
    FAR_BEHIND = "far_behind"
    NOT_DONE = "not_done"
    NOT_REPORTED = "not_reported"
    UNKNOWN = "unknown"
    NOT_DUE = "not_due"
    NOT_ISSUED = "not_issued"

    @property
    def label(self) -> Text:
        """The name that users read."""
        return _STATUS_LABELS[self]

    @property
    def light(self) -> Light:
        """Its colour."""
        return LIGHTS[self]


class Light(StrEnum):
    """Colour of a class; what has no figure, is not due or not issued has none."""

    NONE = "none"
    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


class Trend(StrEnum):
    """The second judgement: where the figures lead to by the year of the target."""

    WILL_REACH = "will_reach"
    AT_RISK = "at_risk"
    WILL_MISS = "will_miss"
    UNKNOWN = "unknown"

    @property
    def label(self) -> Text:
        """The name that users read."""
        return _TREND_LABELS[self]


class Reason(StrEnum):
    """Why there is no judgement."""

    NONE = "none"
    NO_FIGURE = "no_figure"
    STALE = "stale"
    NO_YARDSTICK = "no_yardstick"
    NO_VALUE = "no_value"
    NO_BASE = "no_base"
    UNIT = "unit"
    MEASURE = "measure"
    AWAITED = "awaited"

    @property
    def label(self) -> Text:
        """The sentence that users read."""
        return _REASON_LABELS[self]


_STATUS_LABELS = {
    Status.DONE: Text("完成", "done"),
    Status.EARLY: Text("提前完成", "done early"),
    Status.AHEAD: Text("快于预期", "ahead"),
    Status.ON_TRACK: Text("符合预期", "on track"),
    Status.BEHIND: Text("滞后", "behind"),
    Status.FAR_BEHIND: Text("严重滞后", "far behind"),
    Status.NOT_DONE: Text("未完成", "not done"),
    Status.NOT_REPORTED: Text("未报送", "not reported"),
    Status.UNKNOWN: Text("无法判断", "cannot be judged"),
    Status.NOT_DUE: Text("未到期", "not yet due"),
    Status.NOT_ISSUED: Text("待下达", "to be issued"),
}
LIGHTS = {
    **dict.fromkeys(Status, Light.NONE),
    **dict.fromkeys((Status.DONE, Status.EARLY, Status.AHEAD, Status.ON_TRACK), Light.GREEN),
    Status.BEHIND: Light.YELLOW,
    Status.FAR_BEHIND: Light.RED,
    Status.NOT_DONE: Light.RED,
}
_TREND_LABELS = {
    Trend.WILL_REACH: Text("预计可完成", "will reach"),
    Trend.AT_RISK: Text("存在风险", "at risk"),
    Trend.WILL_MISS: Text("预计难完成", "will miss"),
    Trend.UNKNOWN: Text("无法预测", "cannot be forecast"),
}
_REASON_LABELS = {
    Reason.NONE: Text("", ""),
    Reason.NO_FIGURE: Text("没有可用的已批准数据", "there is no approved figure to judge by"),
    Reason.STALE: Text("最新数据已超过允许的滞后期", "the latest figure is older than allowed"),
    Reason.NO_YARDSTICK: Text(
        "没有基期值和年度目标, 到期前不凭比值判断",
        "no base and no yearly target: a ratio alone says nothing before the end",
    ),
    Reason.NO_VALUE: Text("目标没有数值", "the target has no value"),
    Reason.NO_BASE: Text("缺少基期值", "the base is missing"),
    Reason.UNIT: Text("目标单位与数据单位不能换算", "the units of target and figures do not convert"),
    Reason.MEASURE: Text("此类数据不能用于这类目标", "figures of this measure do not answer a target of this kind"),
    Reason.AWAITED: Text("目标年的数据尚未批准", "the figure of the target's year is still awaited"),
}

STATUSES = tuple(Status)
STATUS_CODE = {status: code for code, status in enumerate(STATUSES)}
REASONS = tuple(Reason)
REASON_CODE = {reason: code for code, reason in enumerate(REASONS)}
TRENDS = tuple(Trend)
TREND_CODE = {trend: code for code, trend in enumerate(TRENDS)}
KINDS = tuple(TargetKind)
KIND_CODE = {kind: code for code, kind in enumerate(KINDS)}
MEASURES = ("level", "flow", "to_date", "since_start", "rate")
"""What the figure of a period says: where it stands, how much came, how much since January, how much since the start,
growth on the year before in percent."""
MEASURE_CODE = {measure: code for code, measure in enumerate(MEASURES)}


class Thresholds(NamedTuple):
    """Where the classes part on rho = P / E. `binding` is the lower bound of "on track" for a binding target (约束性)."""

    ahead: float = 1.10
    on_track: float = 0.90
    behind: float = 0.60
    binding: float = 1.00

    @classmethod
    def read(cls, *layers: Mapping[str, Any] | None) -> Thresholds:
        """The defaults with `layers` (plan, then indicator) laid over them. Raises ValueError.

        >>> Thresholds.read({"behind": 0.5}, {"ahead": 1.2})
        Thresholds(ahead=1.2, on_track=0.9, behind=0.5, binding=1.0)
        """
        merged: dict[str, Any] = {}
        for layer in layers:
            merged.update(layer or {})
        unknown = set(merged) - set(cls._fields)
        if unknown:
            raise ValueError(f"{sorted(unknown)} are no thresholds; there are {list(cls._fields)}")
        read = cls(**{name: float(value) for name, value in merged.items()})
        rising = 0 < read.behind <= read.on_track <= read.ahead and read.on_track <= read.binding <= read.ahead
        if not (rising and math.isfinite(read.ahead)):
            raise ValueError("thresholds must rise: 0 < behind <= on_track <= binding <= ahead")
        return read

    def lower(self, binding: bool) -> float:
        """Where "on track" begins."""
        return self.binding if binding else self.on_track
