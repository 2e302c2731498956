"""A small ledger of an invented city, made with the reader's own types, as the stored ledger and the pages get it.

ledger, findings, lines = small()
"""

from __future__ import annotations

from typing import Any

from luoshi.core.target import Bound, Op, Role, TargetKind
from luoshi.reader.model import (
    Document,
    Duty,
    Finding,
    Ledger,
    Money,
    Plan,
    Project,
    Quantity,
    Section,
    System,
    Task,
)
from luoshi.reader.serial import findings_json, ledger_json

LINES = (
    "青岚市“十四五”水利发展规划",
    "第一章 发展目标",
    "一、主要指标",
    "2020年全市供水能力2.6亿吨,到2025年达到3亿吨以上。",
    "农村自来水普及率由88%提高到95%。",
    "第二章 重点任务",
    "一、智慧水利",
    "由市水利局牵头建设智慧水务平台,2024年底前完成。",
    "二、重点项目",
    "云溪水库工程,总投资12.5亿元,2022-2025年建设,位于云溪县。",
    "第三章 保障措施",
    "2023年开展中期评估,2025年开展总结评估。",
    "万元产值用水量降幅以省下达为准。",
)
SPAN = (LINES[3].index("达到"), LINES[3].index("。"))


def _section(
    kind: Any, level: int, marker: str | None, title: str, first: int, last: int, parent: int | None
) -> Section:
    return Section(kind, level, marker, 1 if marker else None, title, first, last, parent)


def plan(title: str = LINES[0], number: int = 1) -> Plan:
    """The plan of `LINES`."""
    return Plan(
        number=number,
        title=title,
        first=1,
        last=len(LINES),
        sections=(
            _section("plan", 0, None, title, 1, 13, None),
            _section("chapter", 1, "第一章", "发展目标", 2, 5, 0),
            _section("section", 2, "一、", "主要指标", 3, 5, 1),
            _section("chapter", 1, "第二章", "重点任务", 6, 10, 0),
            _section("section", 2, "一、", "智慧水利", 7, 8, 3),
            _section("section", 2, "二、", "重点项目", 9, 10, 3),
            _section("chapter", 1, "第三章", "保障措施", 11, 13, 0),
        ),
        clauses=(),
        grids=(),
        from_year=2021,
        until_year=2025,
        base_year=2020,
        issued=None,
    )


def quantity(row_id: str, line: int, name: str, **fields: Any) -> Quantity:
    """A target; `fields` overrides."""
    usual: dict[str, Any] = {
        "id": row_id,
        "plan": 1,
        "line": line,
        "name": name,
        "role": Role.TARGET,
        "value": 1.0,
        "unit": None,
        "year": 2025,
        "op": Op.EQUAL,
        "source": "prose",
        "section": 2,
        "confidence": 0.9,
        "why": "verb and number",
    }
    return Quantity(**{**usual, **fields})


def ledger(**changes: Any) -> Ledger:
    """Seven rows of all kinds; `changes` replaces whole tables."""
    place = {"plan": 1, "confidence": 0.7, "why": "verb table"}
    tables: dict[str, Any] = {
        "quantities": (
            quantity("1-q-4-1", 4, "供水能力", role=Role.BASE, value=2.6, unit="亿吨", year=2020, span=(5, 15)),
            quantity(
                "1-q-4-2",
                4,
                "供水能力",
                value=3.0,
                unit="亿吨",
                op=Op.AT_LEAST,
                bound=Bound.AT_LEAST,
                span=SPAN,
                target_kind=TargetKind.LEVEL,
                kind="预期性",
                annual={2023: 2.8, 2024: 2.9},
                scope="全市",
            ),
            quantity("1-q-5-1", 5, "农村自来水普及率", value=95.0, unit="%", target_kind=TargetKind.LEVEL),
            quantity(
                "1-q-13-1",
                13,
                "万元产值用水量降幅",
                value=None,
                op=None,
                target_kind=TargetKind.PENDING,
                section=6,
                confidence=0.5,
            ),
        ),
        "tasks": (
            Task(
                id="1-t-8-1",
                line=8,
                section=4,
                verb="建设",
                object="智慧水务平台",
                span=(7, 15),
                deadline=2024,
                owners=("市水利局",),
                **place,
            ),
        ),
        "projects": (
            Project(
                id="1-p-10-1",
                line=10,
                section=5,
                name="云溪水库工程",
                investment=Money(value=12.5, unit="亿元"),
                place="云溪县",
                start=2022,
                end=2025,
                span=(0, 6),
                **place,
            ),
        ),
        "systems": (System(id="1-s-8-1", line=8, section=4, name="智慧水务平台", verb="建设", span=(9, 15), **place),),
        "duties": (
            Duty(id="1-d-12-1", line=12, section=6, kind="evaluate", years=(2023, 2025), span=(0, 10), **place),
        ),
    }
    tables |= changes
    plans = tables.pop("plans", (plan(),))
    return Ledger(document=Document("青岚市水利规划.txt", "txt", LINES), plans=plans, **tables)


FINDINGS = (
    Finding(
        id="1-f-13-1",
        plan=1,
        kind="pending",
        lines=(13,),
        severity="note",
        message_zh="目标尚未下达。",
        message_en="The target has not been issued.",
    ),
    Finding(
        id="1-f-4-1",
        plan=1,
        kind="growth",
        lines=(4, 5),
        severity="error",
        message_zh="增速与数值不符。",
        message_en="The growth does not fit the values.",
        arithmetic="3 / 2.6 = 1.15",
    ),
)


def small(**changes: Any) -> tuple[dict[str, Any], dict[str, Any], tuple[str, ...]]:
    """Ledger and findings as JSON, and the text."""
    return ledger_json(ledger(**changes)), findings_json(FINDINGS), LINES
