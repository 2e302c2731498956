"""Whether two names mean the same piece of work: so that a project told in a box and named in prose is one row.

>>> core("“南岭河”治理工程建设项目") == core("南岭河治理工程")
True
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise

from luoshi.reader.model import Project

_NOISE = re.compile(r"[\W_]")
_BRACKETED = re.compile(r"\([^()]*(?<![段期])\)")
_TAIL = re.compile(r"(?:建设|项目|工程|试点|任务|计划|行动|平台|实施|新建|改造|等)+$")
_OTHER_WORK = re.compile(r"提升|扩建|改造|修复|治理|新建|研究|开发|保护")
_GRAM = 4
_COMMON = 12
"""A run of characters that more names than this share does not tell names apart and is not followed."""
_ALIKE = 0.85
_INSIDE = 0.7


def core(name: str) -> str:
    """The name without signs, brackets and the general words at its end."""
    bare = _NOISE.sub("", _BRACKETED.sub("", name))
    return _TAIL.sub("", bare) or bare


class Known:
    """Names met so far; finding one's like takes time in proportion to its length, not to their number."""

    def __init__(self, rows: Iterable[Project]) -> None:
        self._cores: list[str] = []
        self._exact: set[str] = set()
        self._by_gram: dict[str, list[int]] = defaultdict(list)
        for row in rows:
            self._add(core(row.name))

    def _add(self, name: str) -> None:
        if name in self._exact:
            return
        self._exact.add(name)
        for gram in _grams(name):
            ids = self._by_gram[gram]
            if len(ids) <= _COMMON:
                ids.append(len(self._cores))
        self._cores.append(name)

    def is_new(self, row: Project) -> bool:
        """Whether the row names something not met yet; it is remembered then."""
        name = core(row.name)
        if name in self._exact:
            return False
        near = {
            i
            for gram in _grams(name)
            if len(self._by_gram.get(gram, ())) <= _COMMON
            for i in self._by_gram.get(gram, ())
        }
        if any(_alike(name, self._cores[i]) for i in near):
            return False
        self._add(name)
        return True


def _grams(name: str) -> set[str]:
    return {name[i : i + _GRAM] for i in range(max(1, len(name) - _GRAM + 1))}


def _alike(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if short in long:
        return len(short) >= _INSIDE * len(long) and not _OTHER_WORK.search(long.replace(short, "", 1))
    a, b = set(pairwise(one)), set(pairwise(other))
    return 2 * len(a & b) >= _ALIKE * (len(a) + len(b))
