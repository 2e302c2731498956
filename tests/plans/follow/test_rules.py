"""How an indicator is measured: a row a rule, in words of an invented city."""

from __future__ import annotations

import pytest

from luoshi.core.periods import Frequency
from luoshi.core.target import TargetKind
from luoshi.plans.follow.places import AreaMap
from luoshi.plans.follow.rules import DUE_DAYS, LAG_MONTHS, kind_of, rules_of
from luoshi.plans.models import Direction, Measure, Spread

AREAS = AreaMap(
    [
        ("370000", "青岚市", 2),
        ("370002", "河东区", 3),
        ("370021", "云溪县", 3),
        ("370022", "青岚县", 3),
        ("370081", "石门市", 3),
        ("370000-x01", "临港新城", 4),
    ],
    {"云溪自治县": "云溪县"},
)
COUNTIES = ("370002", "370021", "370022", "370081")


@pytest.mark.parametrize(
    ("name", "unit", "kind", "op", "value", "wanted"),
    [
        # what comes in is added up; people by the month, money by the quarter, works by the half year
        ("城镇新增就业", "万人", "cumulative", "cumulative", 6.0, "flow sum up month"),
        ("开展技能培训", "人次", "cumulative", "cumulative", 900.0, "flow sum up month"),
        ("供水管网投资", "亿元", "cumulative", "cumulative", 12.0, "to_date sum up quarter"),
        ("新增供水管网", "公里", "cumulative", "cumulative", 40.0, "flow sum up half"),
        ("改造供水管网", "公里", "cumulative", "cumulative", 40.0, "since_start sum up half"),
        ("新建消防站", "座", "cumulative", "cumulative", 9.0, "flow sum up quarter"),
        ("改造泵站", "座", "cumulative", "cumulative", 9.0, "since_start sum up year"),
        # fewer things than counties are not shared among them
        ("改造泵站", "座", "cumulative", "cumulative", 3.0, "since_start none up year"),
        # levels: counts add up, ratios do not
        ("星级酒店", "家", "level", "=", 25.0, "level sum up year"),
        ("自来水普及率", "%", "level", ">=", 95.0, "level none up year"),
        ("人均公园绿地面积", "平方米", "level", "=", 14.5, "level none up year"),
        ("公交线网密度", "公里/平方公里", "level", "=", 3.5, "level none up year"),
        ("每万人拥有公交车", "标台", "level", "=", 10.5, "level none up year"),
        ("灌溉水利用系数", "", "level", "=", 0.6, "level none up year"),
        # less is better
        ("城镇登记失业率", "%", "ceiling", "<=", 4.5, "level none down year"),
        ("新增违建", "处", "zero", "<=", 0.0, "level none down year"),
        ("细颗粒物浓度", "微克/立方米", "level", "=", 35.0, "level none down year"),
        ("办理时限", "天", "level", "<=", 3.0, "level none down year"),
        ("五年突发环境事件总数", "", "ceiling", "cumulative", 3.0, "since_start none down year"),
        # ... but not of everything that has a bad word in it
        ("失业保险参保人数", "万人", "level", "=", 20.0, "level sum up year"),
        ("事故隐患整改率", "%", "level", "=", 98.0, "level none up year"),
        # a change is told as its own size: more of a reduction is better
        ("氨氮减少", "%", "change", "cumulative", 7.0, "since_start none up year"),
        ("用水量下降", "%", "pending", "", None, "since_start none up year"),
        ("空气优良天数比例", "%", "pending", "", None, "level none up year"),
        ("每万车死亡下降率", "%", "level", "=", 2.0, "level none up year"),
        # growth
        ("零售总额年均增速", "%", "growth", "growth", 6.0, "rate none up year"),
        # between two values is best; things that are brought about are counted from nothing
        ("居民消费价格涨幅", "%", "range", "range", 2.0, "level none none year"),
        ("引进龙头企业", "家", "range", "range", 3.0, "since_start none none year"),
        # every year again: the figure is that of the year
        ("培训家政人员", "人次/年", "hold", ">=", 1500.0, "level none up year"),
    ],
)
def test_rules(name: str, unit: str, kind: str, op: str, value: float | None, wanted: str) -> None:
    rules = rules_of(name, unit, kind, op, value, parts=4)
    assert " ".join(rules[:4]) == wanted


@pytest.mark.parametrize(
    ("unit", "kind", "spread"),
    [
        ("%", "level", "mean"),
        ("个", "cumulative", "sum"),
        ("个", "level", "sum"),
        ("万元/年", "level", "mean"),
        ("", "level", "none"),
        ("%", "growth", "none"),
    ],
)
def test_what_every_county_has_to_reach(unit: str, kind: str, spread: str) -> None:
    assert rules_of("建成产业园", unit, kind, ">=", 2.0, each=True, whole=False, parts=4).spread == spread


def test_a_thing_of_one_place_is_not_shared_out() -> None:
    assert rules_of("改造老旧小区", "个", "cumulative", "cumulative", 90.0, whole=False, parts=4).spread == "none"


@pytest.mark.parametrize(
    ("name", "unit", "kind", "value", "limits"),
    [
        ("自来水普及率", "%", "level", 95.0, (0.0, 100.0)),
        ("零售总额增速", "%", "growth", 6.0, (None, None)),
        ("新增泵站", "座", "cumulative", 6.0, (0.0, None)),
        ("投资完成比例", "%", "level", 120.0, (0.0, None)),
    ],
)
def test_what_a_figure_may_be(
    name: str, unit: str, kind: str, value: float, limits: tuple[float | None, float | None]
) -> None:
    assert rules_of(name, unit, kind, "=", value)[4:] == limits


@pytest.mark.parametrize(
    ("kind", "op", "upper", "value", "wanted"),
    [
        ("", "=", None, 3.0, "level"),
        ("", ">=", None, 3.0, "level"),
        ("", "<=", None, 3.0, "ceiling"),
        ("", "<=", None, 0.0, "zero"),
        ("", "cumulative", None, 3.0, "cumulative"),
        ("", "growth", None, 3.0, "growth"),
        ("", "range", None, 3.0, "range"),
        ("", "=", 5.0, 3.0, "range"),
        ("", "", None, None, "pending"),
        ("ceiling", ">=", None, 70.0, "level"),
        ("hold", ">=", None, 90.0, "hold"),
    ],
)
def test_kinds_that_the_reader_left_open(
    kind: str, op: str, upper: float | None, value: float | None, wanted: str
) -> None:
    assert kind_of(kind, op, upper, value) == wanted


@pytest.mark.parametrize(
    ("name", "unit", "kind", "op", "wanted"),
    [
        # what is made or done adds up, also where the reader found no word for it
        ("组织开展特色展会", "场", "level", "=", "cumulative"),
        ("改造泵站", "座", "", "=", "cumulative"),
        ("供水管网项目", "公里", "level", "=", "cumulative"),
        ("供水管网项目投资", "亿元", "level", "=", "cumulative"),
        ("人工造林", "万亩", "level", "=", "cumulative"),
        ("星级饭店", "家", "level", "=", "level"),
        ("发展速度", "%", "level", "=", "level"),
        ("建设用地面积占比", "%", "level", "=", "level"),
        ("推广居住建筑节能率", "%", "level", "=", "level"),
        ("建成区面积", "平方公里", "level", "=", "level"),
        ("新增泵站", "座", "hold", "=", "hold"),
        # so much less is a change over the period; a rate of decline is told by the year
        ("小型机构数量减少", "%", "ceiling", ">=", "change"),
        ("削减柴油机组", "%", "level", "=", "change"),
        ("用水量下降比例", "%", "level", ">=", "change"),
        ("每万车死亡下降率", "%", "level", "=", "level"),
        ("库存减少", "万吨", "level", "=", "level"),
        # every year again is one to keep; what can be made in a year is a level
        ("培训家政人员", "人次/年", "level", ">=", "hold"),
        ("举办购物节", "次/年", "level", "=", "hold"),
        ("煤炭物流基地运输能力", "万吨/年", "level", "=", "level"),
        ("新能源车产能", "万辆/年", "level", "=", "level"),
        ("缺陷", "次/年", "level", "<=", "level"),
        # so many bad things in all the years are no aim but a limit
        ("五年突发环境事件总数", "", "cumulative", "cumulative", "ceiling"),
        ("火灾事故起数", "起", "cumulative", "cumulative", "ceiling"),
        ("整治事故", "起", "cumulative", "cumulative", "cumulative"),
    ],
)
def test_kinds_that_the_words_tell(name: str, unit: str, kind: str, op: str, wanted: str) -> None:
    assert kind_of(kind, op, None, 30.0, name=name, unit=unit) == wanted


@pytest.mark.parametrize(
    ("scope", "areas"),
    [
        ("", ("370000",)),
        ("全市", ("370000",)),
        ("青岚市", ("370000",)),
        ("云溪县", ("370021",)),
        ("云溪自治县", ("370021",)),
        ("石门市三个乡镇(甲、乙、丙)", ("370081",)),
        ("每个县(市)区", COUNTIES),
        ("每个县（市）区", COUNTIES),
        ("各县市区", COUNTIES),
        ("各县(市)区表演团体(每年)", COUNTIES),
        ("县(市)区", COUNTIES),
        ("每个县(区)", COUNTIES),
        ("各县(市)", ("370021", "370022", "370081")),
        ("各县", ("370021", "370022", "370081")),
        ("各区", ("370002",)),
        # words that only begin so, other places
        ("县级以上地方政府", ("370000",)),
        ("各区域", ("370000",)),
        ("城区", ("370000",)),
        ("市区", ("370000",)),
        ("市本级", ("370000",)),
        ("临港新城", ("370000",)),
        ("每个行政村", ("370000",)),
    ],
)
def test_where_a_target_is_followed(scope: str, areas: tuple[str, ...]) -> None:
    assert AREAS.of_scope(scope) == areas


@pytest.mark.parametrize(
    ("place", "area"),
    [
        ("云溪", "370021"),
        ("青岚", "370000"),
        ("云溪县北山镇", "370021"),
        ("云溪县、石门市", "370000"),
        ("某地", "370000"),
    ],
)
def test_where_a_project_lies(place: str, area: str) -> None:
    assert AREAS.of_place(place) == area


def test_the_words_are_those_of_the_tables() -> None:
    seen = [
        rules_of(name, unit, kind, op, 9.0, each=each, parts=4)
        for name in ("新增泵站", "泵站", "失业率", "泵站减少")
        for unit in ("%", "座", "公里", "万元", "人", "元/人", "")
        for kind in TargetKind
        for op in ("=", ">=", "<=", "cumulative")
        for each in (False, True)
    ]
    assert {one.measure for one in seen} == set(Measure.values)
    assert {one.spread for one in seen} == set(Spread.values)
    assert {one.direction for one in seen} == set(Direction.values)
    assert {one.frequency for one in seen} == set(Frequency) == set(DUE_DAYS) == set(LAG_MONTHS)
