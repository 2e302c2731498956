"""Numbers of a text as exact decimals with their unit, for arithmetic that must not round.

    >>> [(m.value, m.unit) for m in measures("新建公路3.2公里,投资1.5亿元")]
    [(Decimal('3200.0'), '米'), (Decimal('150000000.0'), '元')]

`value` is in the base unit of its dimension, `half` is half a unit of the last digit written, in the same base unit:
the error that rounding may leave.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

# Full-width letters, digits and signs to the half-width ones, one for one, so that positions stay true.
_FLAT = {code + 0xFEE0: code for code in range(0x21, 0x7F)} | {0x3000: 0x20}

_TEN = Decimal(10)
SCALES = {
    "十": _TEN, "百": _TEN**2, "千": _TEN**3, "万": _TEN**4, "百万": _TEN**6, "千万": _TEN**7, "亿": _TEN**8,
    "百亿": _TEN**10, "千亿": _TEN**11, "万亿": _TEN**12,
}  # fmt: skip

# Unit as written -> (name of its dimension, factor). A unit that is its own dimension stands in _PLAIN.
_SCALED = {
    "公里": ("米", 1000), "千米": ("米", 1000), "km": ("米", 1000), "KM": ("米", 1000), "米": ("米", 1),
    "m": ("米", 1), "平方米": ("平方米", 1), "平米": ("平方米", 1), "㎡": ("平方米", 1), "平": ("平方米", 1),
    "平方公里": ("平方米", 10**6), "平方千米": ("平方米", 10**6), "立方米": ("立方米", 1), "方": ("立方米", 1),
    "千瓦": ("千瓦", 1), "兆瓦": ("千瓦", 1000), "MW": ("千瓦", 1000), "kW": ("千瓦", 1),
    "吨": ("吨", 1), "公斤": ("公斤", 1), "斤": ("斤", 1), "千瓦时": ("千瓦时", 1), "个百分点": ("百分点", 1),
    "百分点": ("百分点", 1), "元": ("元", 1), "元人民币": ("元", 1),
}  # fmt: skip
_PLAIN = (
    "%", "‰", "美元", "欧元", "延米", "亩", "公顷", "人次", "人公里", "吨公里", "标台", "标准煤", "车公里", "人", "户",
    "名", "个", "家", "项", "座", "处", "条", "台", "辆", "套", "件", "所", "张", "头", "只", "株", "间", "栋", "种",
    "类", "次", "起", "例", "篇", "部", "场", "枚", "支", "组", "块", "片", "对", "批", "天", "年", "月", "日", "小时",
    "分钟", "倍", "村", "册", "位", "艘", "架", "棵", "床", "站", "宗", "款", "份", "岁", "期", "层", "口", "眼", "度",
    "筐", "级", "吨标准煤", "微克/立方米", "毫克/升", "公里/百平方公里",
)  # fmt: skip
_WORDS = sorted([*_SCALED, *_PLAIN], key=len, reverse=True)

_MEASURE = re.compile(
    r"(?<![A-Za-z\d.])(?P<num>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<more>余|多)?"
    r"\s?(?P<scale>[十百千万]?[万亿]|[百千](?=[万亿余多个]))?(?P<more2>余|多)?\s?"
    rf"(?P<unit>{'|'.join(map(re.escape, _WORDS))})?(?P<per>/[百千万]?[^\W\d_]{{1,6}})?"
)
_BEFORE = re.compile(r"(?:约|近|超过?|突破|不少于|不低于|不小于|至少|大约|逾|高于|低于|不超过|不足|接近|[~—-]\s?\d*)$")
_AFTER = re.compile(r"\s?(?:以上|左右|以内|以下|上下|余|多|[~—-]\s?\d)")


@dataclass(frozen=True, slots=True)
class Measure:
    """A number with its unit as it stands at `start:end` of a text; one of its unit is `factor` base units."""

    value: Decimal
    half: Decimal
    factor: Decimal
    unit: str
    written: str
    start: int
    end: int
    text: str
    vague: bool

    @property
    def is_count(self) -> bool:
        """A whole number of things (个, 家, 项), not a length or an amount."""
        return self.unit in _PLAIN and self.value == self.value.to_integral_value()


def flat(text: str) -> str:
    """`text` with full-width digits and signs made half-width, character for character."""
    return text.translate(_FLAT)


def measures(text: str, start: int = 0, end: int | None = None) -> list[Measure]:
    """Every number of `text` (flat) with its unit; dates and codes are left out by their unit or their letters."""
    found = []
    for match in _MEASURE.finditer(text, start, len(text) if end is None else end):
        unit = match["unit"] or ""
        number = match["num"].replace(",", "")
        scale = SCALES[match["scale"]] if match["scale"] else Decimal(1)
        dimension, factor = _SCALED.get(unit, (unit, 1))
        if match["per"]:
            dimension, factor = unit + match["per"], 1
        digits = len(number.partition(".")[2])
        whole = scale * factor  # what one of the written unit is worth
        vague = bool(
            match["more"]
            or match["more2"]
            or _AFTER.match(text, match.end())
            or _BEFORE.search(text, max(0, match.start() - 4), match.start())
        )
        found.append(
            Measure(
                value=Decimal(number) * whole,
                half=whole * _TEN ** (-digits) / 2,
                factor=whole,
                unit=dimension,
                written=(match["scale"] or "") + unit + (match["per"] or ""),
                start=match.start(),
                end=match.end(),
                text=match[0].strip(),
                vague=vague,
            )
        )
    return found


_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}


def cardinal(text: str) -> int | None:
    """The value of `12`, `十二`, `两` or `二十一`; None if it is no number.

    >>> cardinal("十二"), cardinal("7"), cardinal("二十")
    (12, 7, 20)
    """
    if text.isascii() and text.isdigit():
        return int(text)
    if not text or any(c not in _DIGITS and c != "十" for c in text):
        return None
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _DIGITS[text] if len(text) == 1 else None
    if len(tens) > 1 or len(ones) > 1:
        return None
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)


def plain(value: Decimal) -> str:
    """A decimal without exponent and without idle zeros.

    >>> plain(Decimal("1500.00")), plain(Decimal("1E+3"))
    ('1500', '1000')
    """
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
