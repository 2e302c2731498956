"""What chapters speak of: where the city stands, where it wants to be, what it will do."""

from __future__ import annotations

import pytest

from luoshi.reader.quantities.roles import SectionRole, section_role
from luoshi.reader.quantities.years import all_cues, cues, due, looks_back

TITLES: list[tuple[tuple[str, ...], SectionRole]] = [
    (("发展基础和存在问题", "发展基础"), "review"),
    (("“十三五”时期水利工作的基本评价", "供水能力再上新台阶"), "review"),
    (("“十三五”总结", "主要成就"), "review"),
    (("“十四五”面临的形势",), "review"),
    (("发展环境", "面临的机遇"), "review"),
    (("总体要求", "发展目标"), "goal"),
    (("指导思想、基本原则和目标", "基本原则"), "goal"),
    (("主要任务", "夯实基层基础"), "task"),
    (("主要任务", "巩固大气环境改善成效"), "task"),
    (("主要任务", "城乡供水基础建设"), "task"),
    (("切实巩固拓展节水成果", "加强产业衔接"), "task"),
    (("重点工程", "基础设施建设工程"), "task"),
    (("保障措施",), "task"),
    (("主要任务", "水资源保护", "现状"), "review"),
    ((), "task"),
]


@pytest.mark.parametrize(("titles", "role"), TITLES)
def test_section_role(titles: tuple[str, ...], role: SectionRole) -> None:
    assert section_role(("青岚市水利发展规划", *titles), 2021) == role


def test_the_plan_before_is_looked_back_on_whatever_its_number() -> None:
    assert section_role(("青岚市规划", "“十四五”时期主要工作"), 2026) == "review"
    assert section_role(("青岚市规划", "“十四五”时期主要工作"), 2021) == "task"
    assert not looks_back("“十三五”成就与“十四五”展望", 2021)
    assert not looks_back("主要工作", 2021)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("到2025年", [(2025, True)]),
        ("2023年底前", [(2023, True)]),
        ("2019年,", [(2019, False)]),
        ("“十四五”期间", [(2025, False)]),
        ("“十五五”末", [(2030, False)]),
        ("2021年—2022年完成", [(2022, False)]),
        ("比2020年下降", []),
        ("较“十三五”末增长", []),
        ("是2015年的1.5倍", []),
        ("《规划(2021-2025年)》", []),
        ("没有日期", []),
    ],
)
def test_cues(text: str, expected: list[tuple[int, bool]]) -> None:
    assert [(cue.year, cue.deadline) for cue in cues(text)] == expected


def test_a_year_compared_with_is_kept_apart() -> None:
    (cue,) = all_cues("比2020年下降")
    assert cue.compared


def test_the_date_by_which_it_is_done_follows_the_number() -> None:
    text = "建设2座泵站,2021年底投入运行"
    found = due(text, 7, cues(text))
    assert found is not None
    assert found.year == 2021
    assert due("建设2座泵站,2021年再议", 7, cues("建设2座泵站,2021年再议")) is None
