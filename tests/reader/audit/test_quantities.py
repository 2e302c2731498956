"""What the audit finds between the rows of the ledger: weaker targets, conflicts, slipped units, missing owners."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from luoshi.core.target import Op, TargetKind
from luoshi.reader.audit import audit
from luoshi.reader.model import Section

LEVEL = {"year": 2025, "op": Op.AT_LEAST, "target_kind": TargetKind.LEVEL}
TABLE = {**LEVEL, "source": "table"}
Row = tuple[str, str, float | None, str | None, int, dict[str, Any]]

WRONG: list[tuple[str, list[Row]]] = [
    (
        "weaker_than_base",
        [("垃圾分类覆盖率", "base", 91.4, "%", 2, {}), ("全市垃圾分类覆盖率", "target", 90, "%", 9, LEVEL)],
    ),
    ("weaker_than_base", [("火灾死亡人数", "base", 3, "人", 2, {}), ("火灾死亡人数", "target", 5, "人", 9, LEVEL)]),
    ("weaker_than_base", [("入学率", "target", 90, "%", 9, {**LEVEL, "annual": {2022: 91.0, 2025: 90.0}})]),
    ("weaker_than_base", [("失业率", "target", 5, "%", 9, {**LEVEL, "annual": {2022: 4.5, 2025: 5.0}})]),
    ("conflict", [("森林覆盖率", "target", 30, "%", 3, TABLE), ("全市森林覆盖率达到", "target", 32, "%", 9, LEVEL)]),
    (
        "conflict",
        [("公共图书馆藏书", "target", 80, "万册", 3, TABLE), ("公共图书馆藏书", "target", 90, "万册", 9, LEVEL)],
    ),
    (
        "conflict",
        [("公路总里程", "target", 9467, "公里", 3, TABLE), ("公路网总里程", "target", 9567, "公里", 9, LEVEL)],
    ),
    ("conflict", [("客运站数量", "target", 11, "个", 3, TABLE), ("客运站数量", "target", 12, "个", 9, LEVEL)]),
    (
        "conflict",
        [
            ("集中供热普及率", "base", 95, "%", 3, {"year": 2020}),
            ("集中供热普及率", "base", 93, "%", 9, {"year": 2020}),
        ],
    ),
    ("unit", [("进出口总额", "target", 60, "亿元", 3, TABLE), ("进出口总额", "target", 60, "万元", 9, LEVEL)]),
    ("unit", [("造林总面积", "base", 5, "万亩", 3, {}), ("造林总面积", "base", 5, "亩", 9, {})]),
    ("unit", [("供水总能力", "target", 2, "万吨", 3, TABLE), ("供水总能力", "target", 2, "吨", 9, LEVEL)]),
    ("unit", [("旅游总收入", "base", 35, "亿元", 3, {}), ("旅游总收入", "target", 50, "万元", 9, LEVEL)]),
    ("missing_owner", [(f"{n}率", "target", 9, "%", k, TABLE) for k, n in enumerate("甲乙丙", 2)]),
    ("missing_owner", [(f"{n}面积", "target", 9, "亩", k, LEVEL) for k, n in enumerate("甲乙丙丁", 2)]),
    ("missing_owner", [(f"{n}个数", "target", 9, "个", k, {}) for k, n in enumerate("甲乙丙", 2)]),
    ("pending", [("细颗粒物浓度", "pending", None, None, 4, {"target_kind": TargetKind.PENDING, "kind": "约束性"})]),
]
RIGHT: list[tuple[str, list[Row]]] = [
    (
        "weaker_than_base",
        [("垃圾分类覆盖率", "base", 86.3, "%", 2, {}), ("垃圾分类覆盖率", "target", 90, "%", 9, LEVEL)],
    ),
    ("weaker_than_base", [("火灾死亡人数", "base", 5, "人", 2, {}), ("火灾死亡人数", "target", 3, "人", 9, LEVEL)]),
    ("weaker_than_base", [("研发投入强度", "base", 1.3, "%", 2, {}), ("研发投入强度", "target", 2, "%", 9, LEVEL)]),
    ("weaker_than_base", [("绿地率", "base", 40, "%", 2, {"scope": "甲县"}), ("绿地率", "target", 38, "%", 9, LEVEL)]),
    ("weaker_than_base", [("增长率", "base", 9, "%", 2, {}), ("增长率", "target", 8, "%", 9, {"op": Op.GROWTH})]),
    (
        "conflict",
        [("公路里程总数", "target", 906, "公里", 3, TABLE), ("公路里程总数", "target", 905.98, "公里", 9, LEVEL)],
    ),
    (
        "conflict",
        [("森林覆盖率", "target", 30, "%", 3, {**TABLE, "year": 2023}), ("森林覆盖率", "target", 32, "%", 9, LEVEL)],
    ),
    (
        "conflict",
        [("森林覆盖率", "target", 30, "%", 3, {**TABLE, "scope": "乙县"}), ("森林覆盖率", "target", 32, "%", 9, LEVEL)],
    ),
    ("conflict", [("公路总里程", "target", 9467, "公里", 3, TABLE), ("公路网里程", "target", 2500, "公里", 9, LEVEL)]),
    ("conflict", [("进出口总额", "target", 6, "亿元", 3, TABLE), ("进出口总额", "target", 60000, "万元", 9, LEVEL)]),
    (
        "conflict",
        [
            ("集中供热普及率", "base", 95, "%", 3, {"year": 2020}),
            ("集中供热普及率", "base", 93, "%", 9, {"year": 2019}),
        ],
    ),
    ("unit", [("进出口总额", "target", 60, "亿元", 3, TABLE), ("进出口总额", "target", 600000, "万元", 9, LEVEL)]),
    ("unit", [("进出口总额", "base", 60, "亿元", 3, {}), ("进口总额", "base", 60, "万元", 9, {})]),
    ("unit", [("造林总面积", "base", 5, "万亩", 3, {}), ("造林总面积", "target", 60000, "亩", 9, LEVEL)]),
    (
        "missing_owner",
        [(f"{n}率", "target", 9, "%", k, {**TABLE, "owner": "教育局"}) for k, n in enumerate("甲乙丙", 2)],
    ),
    ("missing_owner", [("甲率", "target", 9, "%", 3, TABLE)]),
    ("missing_owner", [(f"{n}率", "target", 9, "%", k, {**TABLE, "section": 0}) for k, n in enumerate("甲乙丙", 2)]),
    ("missing_owner", [(f"{n}率", "base", 9, "%", k, {}) for k, n in enumerate("甲乙丙", 2)]),
    ("pending", [("细颗粒物浓度", "target", 30, "微克/立方米", 4, {**TABLE, "kind": "约束性"})]),
]


@pytest.mark.parametrize(
    ("kind", "rows", "wrong"),
    [(kind, rows, True) for kind, rows in WRONG] + [(kind, rows, False) for kind, rows in RIGHT],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_rows(make: SimpleNamespace, kind: str, rows: list[Row], wrong: bool) -> None:
    rows = [(*row[:5], {"section": 1, **row[5]}) for row in rows]
    quantities = [make.quantity(name, role, value, unit, line, **more) for name, role, value, unit, line, more in rows]
    aims = Section("chapter", 1, "二、", 2, "发展目标", 1, 9, 0)
    found = [f for f in audit(make.ledger("甲市规划", quantities=quantities, sections=[aims])) if f.kind == kind]
    assert bool(found) is wrong, found


@pytest.mark.parametrize(("built", "wrong"), [(15, True), (16, False), (3, False)])
def test_base_and_additions_against_the_target(make: SimpleNamespace, built: int, wrong: bool) -> None:
    rows = [
        make.quantity("粮油仓库", "base", 2, "个", 3, source="table"),
        make.quantity("粮油仓库", "target", 18, "个", 3, **TABLE),
    ]
    lines = ["表1 主要指标", "粮油仓库 2 18", f"“十四五”期间,建设粮食储备(粮油仓库)项目{built}个。"]
    found = [f for f in audit(make.ledger("甲市规划", *lines, quantities=rows)) if f.kind == "conflict"]
    assert bool(found) is wrong, found


def test_findings_are_numbered_by_place_and_come_the_same_each_time(make: SimpleNamespace) -> None:
    lines = ["提升至XX。", "总投资3亿。建设××公里。", "2023年2月30日前完成。"]
    first, second = (audit(make.ledger("甲市规划", *lines)) for _ in range(2))
    assert first == second
    assert [f.id for f in first] == ["1-a-2-1", "1-a-3-1", "1-a-3-2", "1-a-4-1"]
