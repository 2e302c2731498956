"""What each column of a table holds, by its head and, where the head alone leaves it open, by its cells.

>>> from luoshi.reader.model import Cell
>>> heads = tuple(Cell(text, 1) for text in ("指标", "单位", "2020年", "类别"))
>>> body = tuple(Cell(text, 2) for text in ("森林覆盖率", "%", "30", "约束性"))
>>> roles_of(Grid(1, 2, (heads, body), 1))
['name', 'unit', 'value', 'kind']
"""

from __future__ import annotations

from luoshi.reader.model import Grid
from luoshi.reader.tables.cells import content, plain
from luoshi.reader.tables.heads import Role, role_of
from luoshi.reader.widths import narrow


def head(grid: Grid, place: int) -> str:
    """The head of a column: the texts of all its rows of heads, each once."""
    texts = dict.fromkeys(narrow(plain(row[place].text)) for row in grid.rows[: grid.header] if not merged(grid, row))
    return "".join(texts)


def merged(grid: Grid, row: tuple[object, ...]) -> bool:
    """Whether one cell covers the whole row."""
    return grid.width > 1 and len({id(cell) for cell in row}) == 1


def roles_of(grid: Grid) -> list[Role]:
    """The role of every column."""
    return [_role(grid, place) for place in range(grid.width)]


def first(roles: list[Role], wanted: Role) -> int | None:
    """The first column of a role."""
    return next((place for place, role in enumerate(roles) if role == wanted), None)


def _role(grid: Grid, place: int) -> Role:
    """The role of a column: by its lowest head, else by those above; what its cells hold wins for 类别 and the like."""
    own: Role = "other"
    for row in reversed(grid.rows[: grid.header]):
        if own == "other" and not merged(grid, row):
            own = role_of(plain(row[place].text))
    whole = role_of(head(grid, place))
    if own in ("other", "unit") and whole != "other":
        own = whole
    if own in ("kind", "group", "other", "note"):
        kinds = [content(row[place].text) for row in grid.rows[grid.header :][:200] if not merged(grid, row)]
        said = [kind for kind in kinds if kind not in ("empty", "blank")]
        if said and said.count("kind") * 2 > len(said):
            return "kind"
        if own == "kind":
            return "group"
    return own
