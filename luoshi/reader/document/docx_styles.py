"""What the styles and lists of a docx say of a paragraph: is it a heading, and which number stands before it.

styles = Styles(styles_xml, numbering_xml)
styles.level(properties)   ->   2          a heading of the second level
styles.number(properties)  ->   "(三)"     the number that Word shows and the text does not hold
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from luoshi.reader.document.numerals import numeral

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING = re.compile(r"^(?:heading|标题)\s*([1-9])$", re.IGNORECASE)
_TITLE = re.compile(r"^(?:title|标题|文档标题|公文标题)$", re.IGNORECASE)
_CONTENTS = re.compile(r"^(?:toc|目录|wpsoffice手动目录)\s*(?:\d|heading|标题)$", re.IGNORECASE)
_BODY_LEVEL = 9
TITLE = 0
"""The level of a title, above every heading."""
_BLANK = ("none", "bullet")
_MARK = re.compile(r"[—–\-·●○■□◆◇★☆※▲△►①-⑳]+")
_GLUED = tuple("、.．。)）》】:：")
"""After these the text follows at once; after `第一章` a blank stands between."""


@dataclass(slots=True)
class _Style:
    key: str
    name: str
    based_on: str | None
    outline: int | None
    list_id: str | None
    list_level: int | None


@dataclass(slots=True)
class _Level:
    start: int
    form: str
    text: str
    style: str | None


@dataclass(slots=True)
class _List:
    """A list in use: the definition it counts in, and the levels at which it starts anew."""

    definition: str
    restarts: dict[int, int]
    seen: bool = False


@dataclass(slots=True)
class _Definition:
    levels: dict[int, _Level] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)


class Styles:
    """Styles and lists of one document. `number` counts, so it must be asked once a paragraph, in order."""

    def __init__(self, styles: etree._Element | None, numbering: etree._Element | None) -> None:
        self._styles: dict[str, _Style] = {}
        self._default: str | None = None
        self._definitions: dict[str, _Definition] = {}
        self._lists: dict[str, _List] = {}
        if styles is not None:
            self._load_styles(styles)
        if numbering is not None:
            self._load_numbering(numbering)

    def level(self, properties: etree._Element | None) -> int | None:
        """The heading level of a paragraph with `w:pPr`, from 1; 0 for a title, None for running text."""
        own = _number_of(properties, "outlineLvl")
        if own is not None:
            return own + 1 if own < _BODY_LEVEL else None
        for style in self._chain(properties):
            if _TITLE.match(style.name):
                return TITLE
            if found := _HEADING.match(style.name):
                return int(found[1])
            if style.outline is not None:
                return style.outline + 1 if style.outline < _BODY_LEVEL else None
        return None

    def is_contents(self, properties: etree._Element | None) -> bool:
        """Whether the paragraph is a line of a table of contents."""
        return any(_CONTENTS.match(style.name) for style in self._chain(properties))

    def number(self, properties: etree._Element | None) -> str:
        """The number before the paragraph, `第一章 ` or `1.`; empty where there is none."""
        list_id, level = self._list_of(properties)
        used = self._lists.get(list_id or "")
        definition = self._definitions.get(used.definition) if used else None
        if used is None or definition is None or level not in definition.levels:
            return ""
        if not used.seen:
            used.seen = True
            for restarted, start in used.restarts.items():
                definition.counts[restarted] = start - 1
        counts = definition.counts
        counts[level] = counts.get(level, definition.levels[level].start - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        return _written(definition, level)

    def _list_of(self, properties: etree._Element | None) -> tuple[str | None, int]:
        """The list and level of a paragraph: its own, or that of its style."""
        own = None if properties is None else properties.find(f"{W}numPr")
        list_id, level = _list_reference(own)
        for style in self._chain(properties):
            if list_id is not None:
                break
            list_id = style.list_id
            if list_id is not None and level is None:
                level = style.list_level if style.list_level is not None else self._level_for(list_id, style.key)
        return list_id, level or 0

    def _level_for(self, list_id: str, style: str) -> int | None:
        """The level of a list that is tied to a style."""
        used = self._lists.get(list_id)
        definition = self._definitions.get(used.definition) if used else None
        levels = definition.levels.items() if definition else ()
        return next((number for number, level in levels if level.style == style), None)

    def _chain(self, properties: etree._Element | None) -> list[_Style]:
        """The style of a paragraph and those it is based on."""
        key = None if properties is None else _value(properties.find(f"{W}pStyle"))
        chain: list[_Style] = []
        key = key or self._default
        while key is not None and key in self._styles and len(chain) < len(self._styles):
            style = self._styles[key]
            chain.append(style)
            key = style.based_on
        return chain

    def _load_styles(self, root: etree._Element) -> None:
        for element in root.iter(f"{W}style"):
            key = element.get(f"{W}styleId")
            if key is None or element.get(f"{W}type", "paragraph") != "paragraph":
                continue
            properties = element.find(f"{W}pPr")
            numbered = None if properties is None else properties.find(f"{W}numPr")
            list_id, level = _list_reference(numbered)
            name = (_value(element.find(f"{W}name")) or "").strip()
            based_on = _value(element.find(f"{W}basedOn"))
            self._styles[key] = _Style(key, name, based_on, _number_of(properties, "outlineLvl"), list_id, level)
            if element.get(f"{W}default") in ("1", "true"):
                self._default = key

    def _load_numbering(self, root: etree._Element) -> None:
        for element in root.iterfind(f"{W}abstractNum"):
            definition = _Definition()
            for level in element.iterfind(f"{W}lvl"):
                definition.levels[_int(level.get(f"{W}ilvl")) or 0] = _Level(
                    start=_int(_value(level.find(f"{W}start"))) or 1,
                    form=_value(level.find(f"{W}numFmt")) or "decimal",
                    text=_value(level.find(f"{W}lvlText")) or "",
                    style=_value(level.find(f"{W}pStyle")),
                )
            self._definitions[element.get(f"{W}abstractNumId") or ""] = definition
        for element in root.iterfind(f"{W}num"):
            restarts = {}
            for override in element.iterfind(f"{W}lvlOverride"):
                start = _int(_value(override.find(f"{W}startOverride")))
                if start is not None:
                    restarts[_int(override.get(f"{W}ilvl")) or 0] = start
            definition_id = _value(element.find(f"{W}abstractNumId")) or ""
            self._lists[element.get(f"{W}numId") or ""] = _List(definition_id, restarts)


def _written(definition: _Definition, level: int) -> str:
    """The text of the level with the counts put in: `第%1章` -> `第二章 `."""
    pattern = definition.levels[level].text
    if definition.levels[level].form in _BLANK:
        return pattern if _MARK.fullmatch(pattern) else ""

    def put(found: re.Match[str]) -> str:
        which = int(found[1]) - 1
        outer = definition.levels.get(which)
        if outer is None:
            return ""
        return numeral(outer.form, definition.counts.get(which, outer.start))

    text = re.sub(r"%([1-9])", put, pattern).strip()
    if not text:
        return ""
    return text if text.endswith(_GLUED) else f"{text} "


def _list_reference(element: etree._Element | None) -> tuple[str | None, int | None]:
    """The list id and level that a `w:numPr` names."""
    if element is None:
        return None, None
    return _value(element.find(f"{W}numId")), _int(_value(element.find(f"{W}ilvl")))


def _number_of(properties: etree._Element | None, tag: str) -> int | None:
    return None if properties is None else _int(_value(properties.find(f"{W}{tag}")))


def _value(element: etree._Element | None) -> str | None:
    return None if element is None else element.get(f"{W}val")


def _int(text: str | None) -> int | None:
    return int(text) if text is not None and re.fullmatch(r"[0-9]{1,9}", text) else None
