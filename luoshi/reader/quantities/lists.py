"""Names shared out over several values: `A、B、C分别达到a、b、c`, `A和B各8个`, `A率和B率均达到c`.

>>> split_names("二氧化硫、氮氧化物和氨氮排放量", 3)
['二氧化硫排放量', '氮氧化物排放量', '氨氮排放量']
>>> split_names("城区绿化覆盖率、市域森林覆盖率", 2)
['城区绿化覆盖率', '市域森林覆盖率']
>>> alike_heads("信息录入率和核实率")
['信息录入率', '信息核实率']
"""

from __future__ import annotations

import re

# Nouns that make an indicator of what stands before them; the longest that fits is the head shared by the list.
_HEADS = """
参保人数 持卡人数 从业人数 就业人数 受益人数 死亡人数 年均浓度 平均浓度 浓度 排放总量 排放量 排放强度
消费总量 消费量 处理能力 处理率 处置率 利用率 覆盖率 普及率 回收率 达标率 合格率 参保率 参合率 入户率
就业率 知晓率 满意率 满意度 完成率 完好率 装配率 配套率 清洁率 清扫率 供热率 供水率 通达率 通畅率 通邮率
绿化率 绿地率 城镇化率 入学率 巩固率 比例 比重 占比 增加值 总产值 产值 总收入 收入 总额 总量 总里程 里程
总面积 面积 投资额 投资 人数 数量 总数 户数 座数 长度 产量 销量 交易额 客运量 货运量 周转量 吞吐量
死亡率 起数 指数 系数 密度 增速 增长率 增幅 能力 水平 规模 强度 时间 寿命 率
"""
_HEAD = re.compile(f"(?:{'|'.join(sorted(_HEADS.split(), key=len, reverse=True))}|[\u4e00-\u9fff]{{2}}率)$")
_RATE = re.compile(r"(?:率|比例|比重|指数|系数|满意度|覆盖面)$")
# 市、县、乡三级河长 are the 河长 of each level.
_LEVELS = re.compile(r"^(?P<last>.)[两二三四五]级(?P<rest>.+)$")
# Kinds of place, school and people that stand for a whole name when the last of a list tells the rest.
_KINDS = (
    """小学 初中 高中 中职 高职 幼儿园 城镇 农村 城市 县城 城区 乡镇 男性 女性 省级 市级 县级 乡级 一产 二产 三产"""
)
_KIND = re.compile("|".join(_KINDS.split()))
_OF_RATE = re.compile(r"^(?P<thing>.{2,}?)[\u4e00-\u9fff]{2}率$")
_SPLIT = re.compile(r"、|(?<=.)(?:以及|及其|和(?!谐|睦)|及(?!时|格)|与)(?=.)")
_LAST = re.compile(r"^(?P<left>.+[^、])(?:以及|及其|和(?!谐|睦)|及(?!时|格)|与|、)(?P<right>[^、]{2,}?)$")


def split_names(text: str, count: int) -> list[str] | None:
    """`count` names out of a list of names, a head at its end shared by all; None when the list is not that long."""
    parts = _parts(text)
    if len(parts) != count or count < 2:
        return None
    levels = _LEVELS.match(parts[-1])
    if levels and all(len(part) == 1 for part in parts[:-1]):
        return [f"{level}级{levels['rest']}" for level in (*parts[:-1], levels["last"])]
    tail = _tail(parts)
    if tail:
        return [part + tail for part in parts[:-1]] + [parts[-1]]
    head = _HEAD.search(parts[-1])
    if head and not any(_HEAD.search(part) for part in parts[:-1]):
        parts = [part + head[0] for part in parts[:-1]] + [parts[-1]]
    return _of_one_thing(parts)


def _of_one_thing(parts: list[str]) -> list[str]:
    """Rates after the first of a list are of its thing: 方案审批率、实施率 gives 方案实施率."""
    thing = _OF_RATE.match(parts[0])
    if thing is None or any(len(part) != 3 or part[-1] != "率" for part in parts[1:]):
        return parts
    return [parts[0], *(thing["thing"] + part for part in parts[1:])]


def _tail(parts: list[str]) -> str:
    """What short items of one pattern share with the last: 一类、二类、三类区人口 share 区人口; "" if they do not."""
    kind = _KIND.match(parts[-1])
    if kind and all(_KIND.fullmatch(part) for part in parts[:-1]):
        return parts[-1][kind.end() :]
    short = len(parts[0])
    if short > 4 or any(len(part) != short or part[-1] != parts[0][-1] for part in parts[:-1]):
        return ""
    return parts[-1][short:] if len(parts[-1]) > short and parts[-1][short - 1] == parts[0][-1] else ""


def alike_heads(text: str) -> list[str]:
    """The indicators of a list that share one value, each with a head of its own; [] when it is one name."""
    parts = _parts(text)
    if 2 <= len(parts) <= 4 and all(_RATE.search(part) for part in parts):
        return _of_one_thing(parts)
    last = _LAST.match(text)
    if last and _RATE.search(last["left"]) and _RATE.search(last["right"]):
        return _of_one_thing([last["left"], last["right"]])
    return []


def _parts(text: str) -> list[str]:
    """The items of a list; commas within brackets part nothing."""
    closed = re.sub(r"[(（][^()（）]*[)）]", lambda m: m[0].replace("、", "\0").replace("和", "\1"), text)
    return [part.replace("\0", "、").replace("\1", "和") for part in _SPLIT.split(closed) if part]
