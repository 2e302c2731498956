"""Names shared out over several values: `A、B、C分别达到a、b、c`, `A和B各8个`.

>>> split_names("二氧化硫、氮氧化物和氨氮排放量", 3)
['二氧化硫排放量', '氮氧化物排放量', '氨氮排放量']
>>> split_names("城区绿化覆盖率、市域森林覆盖率", 2)
['城区绿化覆盖率', '市域森林覆盖率']
"""

from __future__ import annotations

import re

# Nouns that make an indicator of what stands before them. The first match from the left is the longest shared head.
_HEADS = (
    "年均浓度|平均浓度|浓度|排放总量|排放量|排放强度|消费总量|消费量|处理能力|处理率|处置率|利用率|覆盖率|普及率|回收率|达标率|合格率|参保率|参合率|入户率|就业率|"
    "知晓率|满意率|满意度|完成率|完好率|装配率|配套率|清洁率|清扫率|供热率|供水率|通达率|通畅率|通邮率|绿化率|绿地率|城镇化率|入学率|巩固率|比例|比重|占比|"
    "增加值|总产值|产值|总收入|收入|总额|总量|总里程|里程|总面积|面积|投资额|投资|人数|数量|总数|户数|座数|长度|产量|销量|交易额|客运量|货运量|周转量|吞吐量|"
    "死亡率|死亡人数|起数|指数|系数|密度|增速|增长率|增幅|能力|水平|规模|强度|时间|寿命|率"
)
_HEAD = re.compile(rf"(?:{_HEADS})$")
_SPLIT = re.compile(r"[、]|(?<=.)(?:和(?!谐|睦)|及其?|与|以及)(?=.)")


def split_names(text: str, count: int) -> list[str] | None:
    """`count` names out of a list of names, a head at its end shared by all; None when the list is not that long."""
    parts = [part for part in _SPLIT.split(_closed(text)) if part]
    if len(parts) != count or count < 2:
        return None
    parts = [part.replace("\0", "、") for part in parts]
    head = _HEAD.search(parts[-1])
    if head and not any(_HEAD.search(part) for part in parts[:-1]):
        parts = [part + head[0] for part in parts[:-1]] + [parts[-1]]
    return parts


def _closed(text: str) -> str:
    """Hide the list commas within brackets, so that they part nothing."""
    return re.sub(r"[(（][^()（）]*[)）]", lambda m: m[0].replace("、", "\0"), text)
