"""Names are cut clean, whatever stands around them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.reader.projects.items import read_items
from luoshi.reader.projects.names import clean, cut, is_name, split
from luoshi.reader.projects.prose import read_prose
from luoshi.reader.projects.same import core
from luoshi.reader.widths import narrow

LEADING = re.compile(r"^(?:\(?\d{1,3}\)|\d{1,2}(?:\.(?!\d)|、)|[一二三四五六七八九十]{1,3}、|[①-⑳Ø])")
PIECES = st.sampled_from(
    [
        *"南岭河北川东山、和及等。,;:()“”\n |Ø①3",
        *(
            "(1)",
            "1.",
            "2、",
            "一、",
            "(二)",
            "实施",
            "推进",
            "建设",
            "工程",
            "项目",
            "行动",
            "基地",
            "等重点项目",
            "治理",
        ),
        *("总投资3亿元", "2025年", "专栏1", "公路", "第一纵:", "的", "一批"),
    ]
)
TEXTS = st.lists(PIECES, max_size=40).map("".join)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(1)南岭河治理工程。", "南岭河治理工程"),
        ("3.南岭河治理工程等", "南岭河治理工程"),
        ("①南岭河治理工程", "南岭河治理工程"),
        ("Ø 南岭河治理工程 ", "南岭河治理工程"),
        ("一批自然灾害防治工程", "自然灾害防治工程"),
        ("“绿岭行动”", "绿岭行动"),
        ("“绿岭”行动", "“绿岭”行动"),
        ("绿岭行动”", "绿岭行动"),
        ("北川公路(新建", "北川公路"),
        ("3.5万吨水厂", "3.5万吨水厂"),
        ("5G基站", "5G基站"),
        ("", ""),
    ],
)
def test_clean(text: str, expected: str) -> None:
    assert clean(text) == expected


@pytest.mark.parametrize("text", ["该项目", "重点项目", "一期工程", "工程", "其他项目", "路", "甲。乙项目", "长" * 90])
def test_no_name(text: str) -> None:
    assert not is_name(text)


def test_cut_and_split_heed_brackets() -> None:
    assert cut("北川水库(一期,新建),投资3亿元") == ("北川水库(一期,新建)", 11)
    assert [part for _, part in split("甲(乙、丙)、丁“戊、己”。庚、辛", re.compile("、"))] == [
        "甲(乙、丙)",
        "丁“戊、己”。庚",
        "辛",
    ]


def test_a_bracket_left_open_ends_with_its_sentence() -> None:
    assert [part for _, part in split("甲(乙、丙。丁、戊", re.compile("[。、]"))] == ["甲(乙、丙", "丁", "戊"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("南岭河治理工程", "“南岭河”治理建设项目", True),
        ("南岭河治理工程(南段)", "南岭河治理工程(北段)", False),
        ("南岭河治理工程", "北川河治理工程", False),
    ],
)
def test_core(one: str, other: str, same: bool) -> None:
    assert (core(one) == core(other)) is same


@given(TEXTS)
def test_names_are_clean_in_any_text(text: str) -> None:
    drafts = [*read_prose(text), *read_items(text, boxed=True), *read_items(text, boxed=False)]
    for draft in drafts:
        assert "\n" not in draft.name
        assert not LEADING.match(draft.name)
        assert not draft.name.endswith("等")
        assert draft.name == draft.name.strip()
        assert 0 < draft.confidence <= 1
        assert draft.why


@given(st.text(max_size=60))
def test_narrowing_keeps_offsets(text: str) -> None:
    assert len(narrow(text)) == len(text)
    assert narrow(narrow(text)) == narrow(text)
