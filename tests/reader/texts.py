"""A small invented plan for tests of single readers: sections by title, each with clauses of one line."""

from __future__ import annotations

from luoshi.reader.gazetteer import Agency, Area, Gazetteer
from luoshi.reader.model import Clause, Document, Plan, Section

CITY = Gazetteer(
    "青岚市",
    (
        Area("370000", "青岚市", 2, ("青岚",)),
        Area("370021", "青岚县", 3, (), "370000"),
        Area("370022", "云溪县", 3, ("云溪", "云溪蒙古族自治县"), "370000"),
        Area("370081", "石门市", 3, ("石门",), "370000"),
        Area("370000-x01", "青岚高新技术产业开发区", 4, ("青岚高新区",), "370000"),
    ),
    (
        Agency("市水利局", ("市水务局", "水利部门", "水利局"), "370000"),
        Agency("市财政局", ("财政局", "财政部门"), "370000"),
        Agency("市发展改革委", ("市发改委", "发改委"), "370000"),
        Agency("青岚水务集团", (), "370000"),
    ),
)


def plan_of(*sections: tuple[str, str]) -> tuple[Plan, Document]:
    """A plan and its document: each section is a title and one clause under it."""
    lines = ["青岚市“十四五”水利发展规划"]
    rows = [Section("plan", 0, None, None, lines[0], 1, 1 + 2 * len(sections), None)]
    clauses = []
    for title, text in sections:
        lines += [title, text]
        first = len(lines) - 1
        rows.append(Section("item", 1, None, None, title, first, first + 1, 0))
        clauses.append(Clause(len(rows) - 1, first + 1, first + 1, 0, None, text))
    document = Document("plan.txt", "txt", tuple(lines))
    return Plan(1, lines[0], 1, len(lines), tuple(rows), tuple(clauses), (), 2021, 2025, 2020, None), document
