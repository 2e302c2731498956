"""Which area a scope or a place of the text means. Pure.

>>> map = AreaMap([("370000", "青岚市", 2), ("370021", "云溪县", 3), ("370002", "河东区", 3)])
>>> map.of_scope("全市"), map.of_scope("云溪县"), map.of_scope("每个县(市)区")
(('370000',), ('370021',), ('370021', '370002'))
>>> map.of_scope("某开发区"), map.of_place("云溪"), map.of_place("云溪县、河东区")
(('370000',), '370021', '370000')
"""

from __future__ import annotations

import re
from collections.abc import Iterable

COUNTY_LEVEL = 3
_EACH = re.compile(r"^(?P<each>每个|每|各个|各)?(?P<units>县?[（(]?[市区]?[)）]?[、,，]?市?[、,，]?区?)(?P<rest>.*)$")
_NO_COUNTY = tuple("域级城位")
_ENDS = "市县区"
MIN_SHORT = 2
"""A name without its last character must still be this long to stand for the area."""


class AreaMap:
    """The areas of an installation by the names that a text gives them. `areas`: code, name, level."""

    def __init__(self, areas: Iterable[tuple[str, str, int]], aliases: dict[str, str] | None = None) -> None:
        rows = sorted(areas, key=lambda area: area[2])
        self.city, self.city_name = rows[0][0], rows[0][1]
        self.counties = [(code, name) for code, name, level in rows if level == COUNTY_LEVEL]
        self._codes: dict[str, str] = {}
        for code, name, level in rows:
            self._codes.setdefault(name, code)
            if level <= COUNTY_LEVEL and name[-1] in _ENDS and len(name) > MIN_SHORT:
                self._codes.setdefault(name[:-1], code)  # the city comes first: 青岚 is the city, not a 青岚县
        for alias, name in (aliases or {}).items():
            if name in self._codes:
                self._codes.setdefault(alias, self._codes[name])
        self._county_codes = {code for code, _ in self.counties}

    def each(self, scope: str) -> tuple[str, ...]:
        """The counties that `scope` names one by one (每个县(市)区, 各县); none where it does not.

        县 stands for counties and county-level cities, 区 for districts.
        """
        match = _EACH.match(scope)
        units = match["units"] if match else ""
        if not match or not set(units) & {"县", "区"}:
            return ()
        if match["rest"][:1] in _NO_COUNTY:  # 县级以上, 各区域
            return ()
        if not match["each"] and (match["rest"] or "县" not in units):  # 县域, 市区: no counties one by one
            return ()
        kinds = ("县市" if "县" in units else "") + ("区" if "区" in units else "")
        return tuple(code for code, name in self.counties if name[-1] in kinds)

    def of_scope(self, scope: str, *, whole: bool = False) -> tuple[str, ...]:
        """The areas in which a target of this scope is followed; `whole` says that it is one number for all of them."""
        each = () if whole else self.each(scope)
        return each or (self.of_place(scope),)

    def of_place(self, place: str) -> str:
        """The one county that `place` names or begins with; the city for anything else."""
        code = self._codes.get(place)
        if code in self._county_codes:
            return str(code)
        named = {code for name, code in self._codes.items() if code in self._county_codes and name in place}
        starts = [name for name, code in self._codes.items() if code in self._county_codes and place.startswith(name)]
        return next(iter(named)) if len(named) == 1 and starts else self.city

    def is_whole(self, scope: str) -> bool:
        """Whether a scope is the whole city, said or not."""
        return not scope or scope in ("全市", "市域", "全市域", self.city_name) or self._codes.get(scope) == self.city

    def known(self, text: str) -> bool:
        """Whether a text names any of these areas."""
        return any(name in text for name in self._codes)
