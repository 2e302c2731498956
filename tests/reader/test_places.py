"""Places: by the list, by form, and the words that look like places and are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.reader import places
from luoshi.reader.alternation import of_words
from luoshi.reader.gazetteer import NOWHERE
from tests.reader.texts import CITY

COUNTIES = ["青岚县", "云溪县", "石门市"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("在青岚新建水厂", ["青岚市"]),
        ("在青岚县新建水厂", ["青岚县"]),
        ("青岚高新区、云溪和石门市", ["青岚高新技术产业开发区", "云溪县", "石门市"]),
        ("云溪蒙古族自治县城区", ["云溪县"]),
        ("各县(市)区要落实", COUNTIES),
        ("各县(市、区)要落实", COUNTIES),
        ("指导县(市)区做好工作", COUNTIES),
        ("各县区和石桥镇", [*COUNTIES, "石桥镇"]),
        ("支持云溪县大河口镇、柳林乡建设", ["云溪县", "大河口镇", "柳林乡"]),
        ("修订《青岚市供水条例》,实施于云溪", ["云溪县"]),
        ("融入邻近的白河市和松岭区", ["白河市", "松岭区"]),
        ("改造东关街道老旧小区", ["东关街道"]),
    ],
)
def test_places_named(text: str, names: list[str]) -> None:
    assert list(places.names(text, CITY)) == names


@pytest.mark.parametrize(
    "text",
    [
        "改造老旧小区和棚户区", "园区、景区、社区和市区", "城镇和乡镇", "返乡创业", "建设美丽乡村", "市场化运作", "市政设施",
        "县域经济", "城区道路", "示范区和先导区", "农贸市场", "强化街道管理", "一县一业", "全市和全县", "区域协调发展",
        "每个城市", "各乡镇街道", "落实《云溪县规划》", "",
    ],
)  # fmt: skip
def test_words_that_are_no_places(text: str) -> None:
    assert places.names(text, CITY) == ()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("在云溪县和石桥镇新建水厂", ("云溪县", "石桥镇")),
        ("各县(市)区", ("各县(市)区",)),
        ("支持大岭蒙古族自治县", ("支持大岭蒙古族自治县",)),
        ("、大岭蒙古族自治县", ("大岭蒙古族自治县",)),
    ],
)
def test_places_by_form_alone(text: str, names: tuple[str, ...]) -> None:
    assert places.names(text, NOWHERE) == names


def test_codes_and_spans() -> None:
    text = "由石门新建水厂"
    (place,) = places.find(text, CITY)
    assert (place.name, place.code, place.level, text[slice(*place.span)]) == ("石门市", "370081", 3, "石门")
    area = places.resolve(" 云溪 ", CITY)
    assert area is not None
    assert area.code == "370022"
    assert places.resolve("水厂", CITY) is None


@given(st.text(alphabet="青岚云溪石门县市区镇乡街道各全在和、()《》的新小园", max_size=30))
def test_spans_lie_in_order_within_the_text(text: str) -> None:
    for gazetteer in (CITY, NOWHERE):
        found = places.find(text, gazetteer)
        assert list(found) == sorted(found, key=lambda place: place.span)
        for place in found:
            assert 0 <= place.span[0] < place.span[1] <= len(text)
            if place.code is None and place.level is None:
                assert text[slice(*place.span)] == place.name


@given(
    st.lists(st.text(alphabet="ab青岚(|", min_size=1, max_size=5), max_size=12),
    st.text(alphabet="ab青岚(|", max_size=12),
)
def test_nested_alternation_finds_what_the_longest_word_would(words: list[str], text: str) -> None:
    import re

    expected = max((word for word in words if text.startswith(word)), key=len, default=None)
    match = re.match(of_words(words), text) if words else None
    assert (match[0] if match else None) == expected
