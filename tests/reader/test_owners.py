"""Owners: bodies named, and those made responsible."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.reader import owners
from luoshi.reader.gazetteer import NOWHERE
from tests.reader.texts import CITY


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("会同水利部门和财政局开展检查", ["市水利局", "市财政局"]),
        ("国家发改委已批复,市发改委已备案", ["国家发改委", "市发展改革委"]),
        ("云溪县水利局建设水库", ["云溪县水利局"]),
        ("省生态环境厅、市应急管理局", ["省生态环境厅", "市应急管理局"]),
        ("各县(市)区人民政府", ["各县(市)区人民政府"]),
        ("各级党委、各级政府", ["各级党委", "各级政府"]),
        ("依托大河水泥有限公司和北山集团", ["大河水泥有限公司", "北山集团"]),
        ("支持青岚水务集团扩建", ["青岚水务集团"]),
        ("成立青岚市河长制工作领导小组", ["青岚市河长制工作领导小组"]),
        ("修订《青岚市水利局工作规则》", []),
        ("形成发展新格局,优化产业布局,开创新局面", []),
        ("壮大产业集团化发展,培育一批大型企业集团", []),
        ("宣传市委会议精神,委托第三方评估", ["市委"]),
    ],
)
def test_bodies_named(text: str, names: list[str]) -> None:
    assert list(owners.names(owners.find(text, CITY))) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("责任单位:市水利局、市财政局", ["市水利局", "市财政局"]),
        ("牵头单位: 市发改委", ["市发展改革委"]),
        ("由市水务局负责,会同云溪县处理", ["市水利局"]),
        ("建设供水工程(市水利局牵头)", ["市水利局"]),
        ("各县(市)区人民政府要加强领导", ["各县(市)区人民政府"]),
        ("市水利局、市财政局按职责分工负责", ["市水利局", "市财政局"]),
        ("各级政府应当建立制度", ["各级政府"]),
        ("由青岚水务集团投资建设", ["青岚水务集团"]),
        ("市财政局重要职责", []),
        ("报市水利局备案", []),
        ("与市财政局等组织沟通", []),
        ("支持青岚水务集团扩建水厂", []),
    ],
)
def test_bodies_made_responsible(text: str, names: list[str]) -> None:
    assert list(owners.names(owners.responsible(text, CITY))) == names


def test_without_a_list_names_stand_as_written() -> None:
    text = "责任单位:市水务局、各县(市)区人民政府"
    assert owners.names(owners.responsible(text, NOWHERE)) == ("市水务局", "各县(市)区人民政府")


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("市水务局、各县(市)区", ("市水利局", "各县(市)区")),
        ("责任单位:市财政局\n北山集团", ("市财政局", "北山集团")),
        ("市水利局和市财政局", ("市水利局", "市财政局")),
        ("水利局等部门", ("市水利局",)),
        (" ", ()),
    ],
)
def test_an_owner_column(cell: str, names: tuple[str, ...]) -> None:
    assert owners.from_cell(cell, CITY) == names


@given(st.text(alphabet="市县区水利财政局委员会发改集团有限公司由负责牵头、和《》(国省", max_size=40))
def test_spans_lie_within_the_text_and_never_overlap(text: str) -> None:
    for gazetteer in (CITY, NOWHERE):
        found = owners.find(text, gazetteer)
        for owner in found:
            assert 0 <= owner.span[0] < owner.span[1] <= len(text)
        for before, after in pairwise(found):
            assert before.span[0] <= after.span[0]
        assert set(owners.responsible(text, gazetteer)) <= set(found)
