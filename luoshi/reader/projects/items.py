"""Items of boxes and run-on lists: `Ø 名称 内容`, `(1)名称 ... 总投资15亿元`, `1.名称:内容`, `一横:甲至乙通道`.

>>> from luoshi.reader.projects.items import read_items
>>> [draft.name for draft in read_items("专栏1 水利项目 Ø 南岭河治理工程 长12公里。 Ø 北川水库 2023年建成。", boxed=True)]
['南岭河治理工程', '北川水库']
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from luoshi.reader.projects.draft import Draft
from luoshi.reader.projects.facts import money_in_brackets
from luoshi.reader.projects.names import clean, cut, is_name
from luoshi.reader.projects.objects import of_names
from luoshi.reader.projects.prose import read_prose
from luoshi.reader.projects.words import BOX_MARK, ITEM_MARK, ITEM_STARTS, PLACE_HEAD, PROJECT_TITLE, STRONG_HEAD
from luoshi.reader.scanning import scan

_MEASURE = re.compile(r"(?<=[一-鿿])约?\d+(?:\.\d+)?(?:公里|千米|米|平方米|亩|处|个|座|项|延米|条)$")
_PREPOSITION = re.compile(r"^(?:依托|围绕|以|按照|根据|通过|结合|到|对|在|为|力争|支持|加强|坚持|健全|优化)")
_COUNTED = re.compile(r"^\(?(?:含|共|其中|约)?\d")
_KIND_OF_THING = re.compile(r"(?:产业链|产业集群|集群|领域|行业|方面|体系|市场)$|^[一-鿿]{2,4}[市县区]$")
_VERB_FIRST = re.compile(
    r"(?:加大|充分|大力|大量|积极|全面|深入|加快|推动|推进|发展|鼓励|提高|提升|实现|开展|建立|做好|强化|扩大|培育|引导|落实|健全|规范|优化|推广)"
)
_UNDER_A_KIND = "listed under a kind of work in a box"
_KIND_LENGTH = 6
"""Up to this length the name of an item may be a bare kind of work (`防洪工程`) that heads the names after it."""
_LAST_BRACKET = re.compile(r"\([^()]*\)$")
_DURING = re.compile(r"十[一二三四五六七八九]五[”\"]?(?:期间|时期)")


class Item(NamedTuple):
    """A marked stretch of a text: the kind of mark, how deep it lies, where its words begin and end."""

    kind: str
    depth: int
    begin: int
    end: int


def items(text: str) -> list[Item]:
    """The marked stretches in order; a kind of mark that appears under another one lies deeper."""
    found = list(scan(ITEM_MARK, ITEM_STARTS, text))
    stack: list[str] = []
    result = []
    ends = [mark.start() for mark in found[1:]] + [len(text)]
    for here, end in zip(found, ends, strict=False):
        kind = here.lastgroup or ""
        if kind in stack:
            del stack[stack.index(kind) + 1 :]
        else:
            stack.append(kind)
        result.append(Item(kind, len(stack), here.end(), end))
    return result


def read_items(text: str, *, boxed: bool, title: str = "") -> Iterator[Draft]:
    """Yield the projects of a text with list marks. `text` is narrowed; `title` is the box's, if not in the text.

    In a box about projects any short name is one; elsewhere the name must end as projects do.
    """
    marked = items(text)
    if boxed and not marked and text.count("\n") > 1:
        marked = _lines(text)
    head = text[: marked[0].begin] if marked else text
    if not title and boxed:
        title = cut(BOX_MARK.sub("", head), " 。:;,|\n")[0]
    trusted = boxed and bool(PROJECT_TITLE.search(title))
    found = False
    during = False
    for i, item in enumerate(marked):
        if i == 0 or item.depth <= 1:
            during = bool(_DURING.search(head))
        if i + 1 < len(marked) and marked[i + 1].depth > item.depth:
            during = during or bool(_DURING.search(text, item.begin, item.end))
            continue
        draft = _item(text, item, trusted=trusted, boxed=boxed, during=during)
        parts = _parts_of(text, item, draft) if boxed else []
        if parts:
            found = True
            yield from (part._replace(during=during) for part in parts)
        elif draft:
            found = True
            yield draft
        elif boxed:
            yield from _within(text, item.begin, item.end)
    if boxed and not found and STRONG_HEAD.search(title):
        yield from _title_alone(text, title)
    elif boxed and not marked:
        yield from _within(text, 0, len(text))


def _within(text: str, begin: int, end: int) -> Iterator[Draft]:
    """Projects named in the sentences of a stretch of the text."""
    for draft in read_prose(text[begin:end]):
        yield draft._replace(offset=draft.offset + begin)


def _lines(text: str) -> list[Item]:
    """Lines after the first one as items, for a box that has no list marks."""
    starts = [found.end() for found in re.finditer("\n", text)]
    return [Item("line", 1, a, b - 1) for a, b in pairwise([*starts, len(text) + 1])]


def _item(text: str, item: Item, *, trusted: bool, boxed: bool, during: bool) -> Draft | None:
    words = text[item.begin : item.end]
    raw, length = cut(words, " 。:;,|\n")
    name = clean(_MEASURE.sub("", raw))
    if not is_name(name) or _PREPOSITION.match(name) or _COUNTED.match(raw):
        return None
    plain = _LAST_BRACKET.sub("", name)
    strong = bool(STRONG_HEAD.search(plain))
    routes = words[length : length + 1] == ":" and bool(PLACE_HEAD.search(plain))
    if not (strong or routes or (trusted and not _KIND_OF_THING.search(plain) and not _VERB_FIRST.match(plain))):
        return None
    return Draft(
        name=name,
        offset=item.begin + max(0, words.find(name[:6])),
        body=words[length:],
        why="item of a project box" if boxed else "item of a list",
        confidence=0.95 if strong and boxed else 0.85,
        during=during,
        investment=money_in_brackets(name),
    )


def _parts_of(text: str, item: Item, draft: Draft | None) -> list[Draft]:
    """The works that an item lists under a bare kind of work: `1.防洪工程:甲河治理、乙江堤防加固。`, `1.铁路。建成甲线、乙线。`

    Nothing if the item's own name is particular, or if fewer names follow than tell that it is a kind.
    """
    if draft and len(draft.name) > _KIND_LENGTH:
        return []
    words = text[item.begin : item.end]
    _, length = cut(words, " 。:;,|\n")
    if length >= len(words):
        return []
    at = item.begin + length + 1
    body = text[at : item.end]
    if words[length] == ":":
        listed = of_names(cut(body, "。;\n")[0])
        if len(listed) > (draft is not None):
            return [part._replace(offset=part.offset + at, why=_UNDER_A_KIND) for part in listed]
    told = [part._replace(offset=part.offset + at) for part in read_prose(body)]
    return told if len(told) > 1 else []


def _title_alone(text: str, title: str) -> Iterator[Draft]:
    name = clean(title)
    at = text.find(name)
    body = text[at + len(name) :] if at >= 0 else text
    if is_name(name) and len(body.strip(" |\n")) > 10:
        yield Draft(name=name, offset=at, body=body, why="box about one project", confidence=0.9)
