"""The units such plans write, by dimension, and conversion within a dimension.

    >>> parse_unit("万亩").to("亩", 3)
    30000
    >>> parse_unit("万人次").dimension == parse_unit("万元").dimension
    False

The list is closed: what it does not know is no unit. A prefix (百 千 万 亿 and their products) multiplies, `/` divides,
and a pair in brackets such as `台(套)` is one count of its own. Things counted with different words do not mix: 3 家
and 3 座 have different dimensions. Factors are exact fractions, so a conversion there and back gives the number again.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

_COUNTS = """
家 个 户 座 项 处 所 条 支 件 台 套 部 辆 次 届 种 类 张 份 场 栋 幢 间 孔 眼 口 根 株
棵 只 头 羽 尾 块 片 宗 起 例 篇 册 本 幅 组 班 门 节 集 款 艘 架 列 枚 盏 笔 单 对
队 车次 班次 架次 标箱 标准箱 标台 家次 户次 车位 泊位 床位 床 学位 层 轮 级 位 批次 批
行政村 建制村
"""
COUNTS = tuple(_COUNTS.split())

_EXACT: dict[str, dict[str, str | int]] = {
    "people": {"人": 1, "名": 1},
    "visits": {"人次": 1},
    "money": {"元": 1, "元人民币": 1},
    "money_usd": {"美元": 1},
    "area": {
        "平方米": 1, "平米": 1, "㎡": 1, "m²": 1, "m2": 1, "平": 1, "亩": "2000/3",
        "公顷": 10_000, "平方公里": 1_000_000, "平方千米": 1_000_000, "km²": 1_000_000, "km2": 1_000_000,
    },
    "length": {
        "米": 1, "m": 1, "延米": 1, "延长米": 1, "公里": 1000, "千米": 1000, "km": 1000, "KM": 1000, "Km": 1000,
        "厘米": "1/100", "cm": "1/100", "毫米": "1/1000", "mm": "1/1000", "海里": 1852,
    },
    "lane_length": {"车道公里": 1},
    "cable_length": {"皮长公里": 1, "芯公里": 1},
    "volume": {
        "立方米": 1, "方": 1, "m³": 1, "m3": 1, "升": "1/1000", "L": "1/1000",
        "标准立方米": 1, "标方": 1,
    },
    "mass": {
        "吨": 1, "t": 1, "公斤": "1/1000", "千克": "1/1000", "kg": "1/1000", "斤": "1/2000",
        "克": "1/1000000", "g": "1/1000000", "毫克": "1/1000000000", "mg": "1/1000000000",
        "微克": "1/1000000000000", "μg": "1/1000000000000",
    },
    "energy": {"千瓦时": 1, "度": 1, "kWh": 1, "kW·h": 1, "兆瓦时": 1000, "MWh": 1000, "GWh": 1_000_000},
    "heat": {"焦耳": 1, "吉焦": 1_000_000_000, "GJ": 1_000_000_000},
    "coal_equivalent": {"吨标准煤": 1, "吨标煤": 1, "tce": 1},
    "carbon": {"吨二氧化碳": 1, "吨二氧化碳当量": 1},
    "power": {"瓦": "1/1000", "千瓦": 1, "kW": 1, "KW": 1, "kw": 1, "兆瓦": 1000, "MW": 1000, "GW": 1_000_000},
    "voltage": {"伏": "1/1000", "千伏": 1, "kV": 1, "KV": 1, "kv": 1},
    "apparent_power": {"千伏安": 1, "kVA": 1, "KVA": 1, "兆伏安": 1000, "MVA": 1000},
    "passenger_transport": {"人公里": 1, "人·公里": 1},
    "freight_transport": {"吨公里": 1, "吨·公里": 1},
    "duration": {
        "秒": 1, "分钟": 60, "小时": 3600, "个小时": 3600, "h": 3600, "天": 86_400, "日": 86_400, "周": 604_800,
    },
    "work_days": {"工作日": 1, "个工作日": 1},
    "class_hours": {"学时": 1, "课时": 1},
    "months": {"个月": 1, "年": 12},
    "age": {"岁": 1, "周岁": 1},
    "share": {"%": "1/100", "％": "1/100", "‰": "1/1000"},
    "points": {"百分点": 1, "个百分点": 1},
    "multiple": {"倍": 1, "番": 1},
    "tenths": {"成": 1},
    "marks": {"分": 1},
    "sound": {"分贝": 1, "dB": 1},
    "temperature": {"摄氏度": 1, "℃": 1, "°C": 1},
    "data": {"MB": 1, "GB": 1024, "TB": 1_048_576, "PB": 1_073_741_824},
    "bandwidth": {"Mbps": 1, "兆": 1, "M": 1, "Gbps": 1000},
    "head_of_livestock": {"标准猪单位": 1, "羊单位": 1},
}  # fmt: skip

PREFIXES = {
    "": 1, "十": 10, "百": 100, "千": 1000, "万": 10_000, "十万": 100_000, "百万": 1_000_000, "千万": 10_000_000,
    "亿": 100_000_000, "十亿": 10**9, "百亿": 10**10, "千亿": 10**11, "万亿": 10**12,
}  # fmt: skip

BASE_UNITS: dict[str, tuple[str, Fraction]] = {
    **{name: (f"count:{name}", Fraction(1)) for name in COUNTS},
    **{name: (kind, Fraction(factor)) for kind, names in _EXACT.items() for name, factor in names.items()},
}


class Unit(NamedTuple):
    """A unit as written, what it measures, and how many of the dimension's own unit one of it is."""

    name: str
    dimension: str
    factor: Fraction

    def to(self, name: str, value: float | int | Fraction) -> float | int:
        """`value` of this unit in the unit called `name`; whole numbers come back whole.

        Raises ValueError when `name` is no unit or measures something else.
        """
        other = parse_unit(name)
        if other is None or other.dimension != self.dimension:
            raise ValueError(f"{self.name} cannot be converted to {name}")
        exact = Fraction(str(value) if isinstance(value, float) else value) * self.factor / other.factor
        return exact.numerator if exact.denominator == 1 else float(exact)


def alternation(names: list[str] | tuple[str, ...]) -> str:
    """A regex that matches any of `names`, the longest first."""
    return "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))


PREFIX = "(?:[十百千]?[万亿]|万亿|[百千])"
BASE = f"(?:{alternation(tuple(BASE_UNITS))})"
UNIT = (
    rf"(?:{PREFIX})?{BASE}(?:[(（]{BASE}[)）])?(?:\s?[/／]\s?(?:10{{0,2}})?(?:{PREFIX})?{BASE}(?:[(（]{BASE}[)）])?)?"
)
"""A regex for a unit as written: `万人次`, `台(套)`, `微克/立方米`, `公里/百平方公里`, `人/10万人`."""

_BEFORE_BASE = sorted(set(PREFIXES) - {"十"}, key=len, reverse=True)


@lru_cache(maxsize=1024)
def parse_unit(text: str) -> Unit | None:
    """The unit that `text` names, or None.

    >>> parse_unit("公里/百平方公里").dimension
    'length/area'
    >>> parse_unit("万") is None
    True
    """
    name = re.sub(r"\s", "", text)
    parts = re.split("[/／]", name)
    if not 1 <= len(parts) <= 2:
        return None
    dimension, factor = "", Fraction(1)
    for place, part in enumerate(parts):
        read = _part(part, hundreds=place == 1)
        if read is None:
            return None
        dimension += ("/" if place else "") + read[0]
        factor = factor / read[1] if place else read[1]
    return Unit(name, dimension, factor)


def _part(text: str, *, hundreds: bool) -> tuple[str, Fraction] | None:
    """Dimension and factor of one side of the slash. A base unit's own name wins over prefix and rest (千米, 千瓦)."""
    if text in BASE_UNITS:
        return BASE_UNITS[text]
    times = next((number for number in ("100", "10", "1") if text.startswith(number)), "") if hundreds else ""
    written, bracket, pair = text[len(times) :].replace("（", "(").replace("）", ")").partition("(")
    if bracket and (pair[-1:] != ")" or pair[:-1] not in BASE_UNITS):
        return None
    prefix = next((p for p in _BEFORE_BASE if written.startswith(p) and written[len(p) :] in BASE_UNITS), None)
    if prefix is None:
        return None
    name = written[len(prefix) :]
    kind, factor = (f"count:{name}({pair}", Fraction(1)) if bracket else BASE_UNITS[name]
    return kind, factor * int(times or 1) * PREFIXES[prefix]
