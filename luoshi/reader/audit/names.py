"""When two names mean one indicator: the words that only introduce a number are taken off.

>>> key("全市垃圾分类覆盖率(%)") == key("垃圾分类覆盖率达到")
True
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from luoshi.reader.widths import narrow

_NOISE = re.compile(r"\([^()]*\)|[\s“”\"《》|·]|^其中[::]?|^[一二三四五六七八九十\d]+[、.]")
_LEAD = re.compile(
    r"^(?:到?(?:“?十[三四五六]五”?)?(?:期?末|期间|时期)?|全市|我市|本市|市域|全域|实现|力争|确保|使|将|其中|以及|和|及)+"
)
_TAIL = re.compile(
    r"(?:分别|均|约|已|基本|力争|争取|累计|总体|稳定|持续|不断|应|要|可|将|总)*"
    r"(?:达到?|实现|提高到?|提升到?|提升至|增加到?|增长到?|保持|稳定|控制|降低到?|下降到?|降至|增至|不低于|超过|完成|为|在|到|至|有)*$"
)
_DOWN = re.compile(
    r"浓度|排放|死亡|事故|失业|能耗|消耗|水耗|用水量|发病|患病|发生率|流失|返贫|空置|负债|时限|成本|碳强度|用水强度|违法|案件|投诉"
    r"|贫困人口|火灾|灾害|损失|突发|污染天|辍学|死亡率"
)
_RATE = re.compile(r"率$|比例$|比重$|占比$|覆盖|水平$")

_FILLER = re.compile(r"[网总数量参加保人]")
_WHOLE = frozenset(["全市", "全县", "全区", "全省", "全域", "市域", "我市", "本市", "我县", "我区", "县域"])

Direction = Literal["up", "down"]


@lru_cache(maxsize=4096)
def key(name: str) -> str:
    """`name` as far as it tells indicators apart."""
    text = _NOISE.sub("", narrow(name))
    text = _LEAD.sub("", text)
    text = _TAIL.sub("", text)
    return text.replace("比重", "比例").replace("占比", "比例").replace("的", "")


def loose_key(name: str) -> str:
    """`name` without the letters that come and go between two mentions of one indicator.

    >>> loose_key("公路网总里程") == loose_key("公路里程"), loose_key("参加失业保险人数") == loose_key("失业保险参保人数")
    (True, True)
    """
    return _FILLER.sub("", key(name))


def everywhere(scope: str | None) -> bool:
    """Whether a row holds for the whole area of the plan, said (全市) or not."""
    return scope is None or scope in _WHOLE


def direction(name: str) -> Direction | None:
    """Which way is better for an indicator, by its name; None where the name does not tell."""
    text = _NOISE.sub("", narrow(name))
    if _DOWN.search(text):
        return (
            None
            if re.search(r"(?:处理|处置|整改|查处|下降|降低|减少|回收|达标|控制|削减)[^,]{0,4}(?:率|量|%)?$", text)
            else "down"
        )
    return "up" if _RATE.search(text) else None
