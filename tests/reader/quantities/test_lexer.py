"""The lexer finds numbers that measure something and passes over those that do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.core.target import Bound
from luoshi.core.units import BASE_UNITS
from luoshi.reader.quantities.lexer import han_value, measures

FOUND: list[tuple[str, list[tuple[float, float | None, str | None]]]] = [
    ("森林覆盖率达到42.5%", [(42.5, None, "%")]),
    ("存款余额1,234.5亿元", [(1234.5, None, "亿元")]),
    ("接待游客１２．５万人次", [(12.5, None, "万人次")]),
    ("培训3,000余人", [(3000, None, "人")]),
    ("惠及30余万户", [(30, None, "万户")]),
    ("检查12万余处", [(12, None, "万处")]),
    ("新建1-2个园区", [(1, 2, "个")]),
    ("占比30%-40%", [(30, 40, "%")]),
    ("占比70-80%", [(70, 80, "%")]),
    ("引进5至8家", [(5, 8, "家")]),
    ("日产80~100万斤", [(80, 100, "万斤")]),
    ("万人死亡率0.4‰", [(0.4, None, "‰")]),
    ("浓度35微克/立方米", [(35, None, "微克/立方米")]),
    ("密度84.1公里/百平方公里", [(84.1, None, "公里/百平方公里")]),
    ("桥梁134延米/42座", [(134, None, "延米"), (42, None, "座")]),
    ("装机159.12万千瓦", [(159.12, None, "万千瓦")]),
    ("器材9675件(套)", [(9675, None, "件(套)")]),
    ("利用系数达到0.75。", [(0.75, None, None)]),
    ("死亡率控制在1以内", [(1, None, None)]),
    ("由57家发展到353家", [(57, None, "家"), (353, None, "家")]),
    ("三座水库、十个园区和两条线路", [(3, None, "座"), (10, None, "个"), (2, None, "条")]),
    ("百分之三十五", [(35, None, "%")]),
    ("提高2个百分点", [(2, None, "个百分点")]),
    ("举办3届文化节", [(3, None, "届")]),
    ("时限压缩到2个小时内", [(2, None, "个小时")]),
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_found(text: str, expected: list[tuple[float, float | None, str | None]]) -> None:
    assert [(m.value, m.upper, m.unit) for m in measures(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "到2025年", "2021年10月1日起", "2016-2020年", "2021、2022年", "截至2020年底", "青政发〔2021〕5号", "第12条", "12.4宪法日“12.4”",
        "“5.12”防灾日", "“十四五”期间", "十三五以来", "一带一路", "四好农村路", "三农工作", "第一名", "一是加强", "统一领导", "一体化", "一户一策",
        "5G网络", "PM2.5和PM10", "4A级景区", "Ⅲ类水体", "12345热线", "G101线", "S220", "K498.630处", "2*30万电厂", "“1+2+N”体系", "5+1布局",
        "三次产业结构为24.2:27.8:48.0", "101国道", "世界500强", "(3)水利工程", "3.水利工程", "1、水利工程", "十九届五中全会", "19届五中全会",
        "SO2", "GB3095-2012",
        "千家万户", "一系列", "一部分", "逐一落实", "单独", "", "没有数字",
    ],
)  # fmt: skip
def test_no_quantity(text: str) -> None:
    assert measures(text) == []


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("覆盖率超过40%", Bound.MORE_THAN),
        ("覆盖率不低于40%", Bound.AT_LEAST),
        ("覆盖率达到40%以上", Bound.AT_LEAST),
        ("覆盖率40%及以上", Bound.AT_LEAST),
        ("覆盖率40%左右", Bound.ABOUT),
        ("约40家", Bound.ABOUT),
        ("近40家", Bound.ABOUT),
        ("40余家", Bound.MORE_THAN),
        ("死亡率控制在40以内", Bound.AT_MOST),
        ("不超过40天", Bound.AT_MOST),
        ("40天之内", Bound.AT_MOST),
        ("人数<40人", Bound.LESS_THAN),
        ("至少40家", Bound.AT_LEAST),
        ("共40家", None),
    ],
)
def test_bound(text: str, bound: Bound | None) -> None:
    (measure,) = measures(text)
    assert measure.value == 40
    assert measure.bound == bound


@pytest.mark.parametrize(
    ("text", "value"),
    [("五", 5), ("十", 10), ("十五", 15), ("二十", 20), ("一百二十", 120), ("三千零五", 3005), ("两万", 20000), ("三点五", 3.5), ("三五", None), ("零", None)],
)  # fmt: skip
def test_chinese_numerals(text: str, value: float | None) -> None:
    assert han_value(text) == value


PLAIN_UNITS = sorted(
    unit
    for unit in BASE_UNITS
    if unit not in ("年", "届", "日", "点", "分", "月", "M", "％", "元人民币") and not unit.isascii()
)
NUMBERS = st.one_of(
    st.integers(1, 10**7).map(str),
    st.decimals(min_value=0, max_value=10**5, places=2).map(lambda d: f"{d:.2f}"),
    st.integers(1000, 10**8).map(lambda n: f"{n:,}"),
)


@given(number=NUMBERS, scale=st.sampled_from(["", "万", "亿"]), unit=st.sampled_from(PLAIN_UNITS))
def test_a_number_put_into_a_sentence_is_found_again(number: str, scale: str, unit: str) -> None:
    text = f"全市某项指标达到{number}{scale}{unit}。"
    found = measures(text)
    assert [m.value for m in found] == [float(number.replace(",", ""))]
    assert found[0].unit == scale + unit
    assert text[found[0].start : found[0].end] == number + scale + unit


@given(st.text(alphabet=st.characters(blacklist_categories=("Nd",), blacklist_characters="一二两三四五六七八九十百千")))
def test_text_without_numerals_gives_nothing(text: str) -> None:
    assert measures(text) == []


TEXT = st.text(
    alphabet="0123456789.,,%‰〔〕()()年月日号第至到-—万亿千百家个座公里亩元约近余多以上内由“”+*:GSKPMA一二三十十四五期间超过",
    max_size=60,
)


@given(st.one_of(TEXT, st.text(max_size=60)), st.integers(0, 20), st.integers(0, 60))
def test_any_text_gives_measures_within_its_bounds(text: str, start: int, stop: int) -> None:
    start, stop = min(start, len(text)), min(stop, len(text))
    found = measures(text, start, stop)
    edge = start
    for measure in found:
        assert edge <= measure.start < measure.end <= max(stop, start)
        assert measure.upper is None or measure.upper > measure.value
        edge = measure.end
