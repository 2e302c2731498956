"""Boxes and run-on lists: marks, depths, categories, introductions, boxes about one project."""

from __future__ import annotations

import pytest

from luoshi.reader.projects.items import items, read_items


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("专栏1 水利项目 Ø 南岭河治理工程 长12公里。 Ø 北川水库 2023年建成。", ["南岭河治理工程", "北川水库"]),
        (
            "专栏2 公路项目 Ø 新建项目(36公里,4万元) (1) G9线2.3公里新建项目,投资2亿元。 (2) S8线改造项目,投资1亿元。 Ø 其他 (3) 东山路。",
            ["G9线2.3公里新建项目", "S8线改造项目", "东山路"],
        ),
        ("专栏3 重点项目 1.北川水库:库容3亿立方米。 2.东山园区:占地40亩。", ["北川水库", "东山园区"]),
        (
            "专栏4 综合通道 一横:北川至东山通道(京东二通道)。 起自北川。 第一纵:南岭至西川通道。 起于南岭。",
            ["北川至东山通道(京东二通道)", "南岭至西川通道"],
        ),
        ("专栏5 园区路项目 (1) 新建园区路470.8公里,投资7亿元。", ["新建园区路"]),
        ("专栏6 物流项目 ——北川物流园 占地40亩。 ——东山货场 占地20亩。", ["北川物流园", "东山货场"]),
        ("专栏7 出行平台建设项目 “十四五”期间,青岚集团计划投资8600万元,建设服务系统。", ["出行平台建设项目"]),
        (
            "专栏12 防洪工程 1.防洪工程:甲河治理工程、乙江堤防加固、丙水库。 2.灌区:东山灌区改造。",
            ["甲河治理工程", "乙江堤防加固", "丙水库", "东山灌区改造"],
        ),
        ("专栏13 交通工程 1.铁路。建成北川至东山铁路,开工建设南岭至西川高铁。", ["北川至东山铁路", "南岭至西川高铁"]),
        ("专栏8 主要指标 1.粮食产量 2.用水总量", []),
        (
            "专栏9 产业链开发工程 (一)整车产业链。 推进北川二期商用车项目建设。",
            ["北川二期商用车项目建设", "产业链开发工程"],
        ),
        ("专栏10 服务业行动重点 1.加大培训力度。 2.大力发展企业。", []),
        ("专栏11 园区项目 1.北川县,发展物流。 2.南岭县,发展商贸。", []),
    ],
)
def test_boxes(text: str, expected: list[str]) -> None:
    assert [draft.name for draft in read_items(text, boxed=True)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "(一)北川钢铁公司制氧项目。新增压缩机。 (二)北川钢铁公司采暖改造项目。更换管网。",
            ["北川钢铁公司制氧项目", "北川钢铁公司采暖改造项目"],
        ),
        (
            "1.青岚市“两区一县”旅游线路:北川公园—东山寺 2.青岚市红色旅游线路:纪念馆—陵园",
            ["青岚市“两区一县”旅游线路", "青岚市红色旅游线路"],
        ),
        ("主要做法:1.加强领导。2.完善制度。", []),
    ],
)
def test_lists_outside_boxes(text: str, expected: list[str]) -> None:
    assert [draft.name for draft in read_items(text, boxed=False)] == expected


def test_lines_of_a_box_without_marks_are_items() -> None:
    text = "水利项目\n南岭河治理工程,总投资3亿元\n北川水库:2023年建成"
    assert [draft.name for draft in read_items(text, boxed=True, title="水利项目")] == ["南岭河治理工程", "北川水库"]


def test_the_introduction_of_a_list_sets_its_period() -> None:
    text = "专栏1 公路项目 “十四五”期间计划完成公路20公里。 (1)东山路改造项目,投资1亿元。"
    (draft,) = read_items(text, boxed=True)
    assert draft.during
    (draft,) = read_items(text.replace("“十四五”期间", ""), boxed=True)
    assert not draft.during


def test_marks_lie_deeper_when_they_first_appear_under_others() -> None:
    text = "1、园区 (1)甲园。 (2)乙园。 2、道路 Ø 丙路 Ø 丁路"
    assert [(item.kind, item.depth) for item in items(text)] == [
        ("dotted", 1),
        ("paren", 2),
        ("paren", 2),
        ("dotted", 1),
        ("bullet", 2),
        ("bullet", 2),
    ]


def test_offsets_point_at_the_name() -> None:
    text = "专栏1 水利项目 Ø 南岭河治理工程 长12公里。 Ø 北川水库 2023年建成。"
    assert all(text[draft.offset :].startswith(draft.name) for draft in read_items(text, boxed=True))
