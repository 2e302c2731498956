"""Saved web pages: the article without the page around it, headings, tables with their layout.

    read("规划.html", data).lines   ->   ("青岚市水利发展规划", "一、主要目标", "指标\\t2025年", ...)

Dropped: what no one reads (scripts, styles, hidden parts), what the site adds to every page (navigation, menus,
forms, header and footer by tag, role or name), and blocks that are nearly all links. A part that holds a good share of
the text is never dropped for its name alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from luoshi.core.text import Text
from luoshi.reader.document.draft import Draft
from luoshi.reader.document.html_bytes import to_text
from luoshi.reader.document.html_tables import cell_text, is_layout, places
from luoshi.reader.document.lines import squeeze
from luoshi.reader.document.refusals import refuse
from luoshi.reader.model import Document

_NEVER = frozenset((
    "script", "style", "noscript", "template", "head", "iframe", "object", "embed", "svg", "canvas", "audio",
    "video", "map", "button", "select", "textarea", "input", "nav", "dialog", "menu", "link", "meta", "base",
    "param", "source", "track",
))  # fmt: skip
_MAYBE = frozenset((
    "header", "footer", "aside", "form",
))  # fmt: skip
_ROLES = frozenset((
    "navigation", "banner", "contentinfo", "search", "menu", "menubar", "toolbar", "dialog", "complementary",
))  # fmt: skip
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:top|main|sub|side|page|bottom|foot|left|right|site)?[-_]?"
    r"(?:nav|navi|navbar|navigation|menu|breadcrumbs?|crumbs?|position|location|footer|sidebar|toolbar|share|bdsharebuttonbox"
    r"|search|login|copyright|friendlinks?|links|pagination|pager|related|qrcode|ewm|print|fontsize|accessibility|hide|hidden|invisible|d-none|sr-only)"
    r"(?:[-_]?(?:box|bar|wrap|wrapper|area|con|content|container|list|inner|main|top|left|right|\d))?(?:$|\s)",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_GOOD_SHARE = 0.3
"""A part with this share of the text of the page is no furniture, whatever it is called."""
_LINK_SHARE = 0.75
_FEW_LINKS = 3
_SENTENCE = re.compile(r"[。;；!！?？]")
_BLOCKS = frozenset((
    "html", "body", "div", "p", "section", "article", "main", "header", "footer", "h1", "h2", "h3", "h4", "h5",
    "h6", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "center", "address", "figure", "figcaption",
    "details", "summary", "fieldset", "hr", "tr", "td", "th", "tbody", "thead", "tfoot", "caption", "table", "dir",
))  # fmt: skip
_LINK_HOLDERS = frozenset((
    "div", "ul", "ol", "dl", "table", "section", "center", "p", "td", "tr", "tbody",
))  # fmt: skip
_FOOT_LINE = re.compile(r"版权所有|ICP备|公网安备|网站标识码|Copyright\s*(?:©|\(c\))|技术支持\s*[:：]", re.IGNORECASE)
_FOOT_LINE_CHARS = 120
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_NOTE = re.compile(r"_?(?:ftn|edn|fn|footnote)[-_:]?[0-9]+", re.IGNORECASE)
"""The id of a footnote, as Word and most sites write it."""
_INK = re.compile(r"\w")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_BREAK = "\n"


_NO_ARTICLE = Text(
    "网页里没有正文 (可能由脚本载入, 未随网页保存), 请在浏览器中打开, 复制正文到 Word, 存为 .docx 后再试",
    "the page holds no article (a script may load it, so that it was not saved); open it in a browser, copy the text "
    "into Word, save it as .docx and try again",
)
_TOO_DEEP = Text(
    "网页的结构异常 (嵌套过深或单段过长), 请在浏览器中打开, 复制正文到 Word, 存为 .docx 后再试",
    "the structure of the page is abnormal (too deep, or one endless paragraph); open it in a browser, copy the text "
    "into Word, save it as .docx and try again",
)


def read(name: str, data: bytes) -> Document:
    """The document in `data`. Raises ReaderError: encoding, no_text, broken, too_large."""
    text = to_text(name, data).replace("\x00", "")
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        raise refuse("no_text", name, _NO_ARTICLE) from None
    if any(entry.level == etree.ErrorLevels.FATAL for entry in parser.error_log):
        raise refuse("broken", name, _TOO_DEEP)  # the parser gave up midway: what follows would be lost unseen
    if root is None:
        raise refuse("no_text", name, _NO_ARTICLE)
    _strip(root)
    draft = Draft()
    _Writer(draft).write(root)
    if draft.blank:
        raise refuse("no_text", name, _NO_ARTICLE)
    return draft.document(name, "html")


def _strip(root: etree._Element) -> None:
    """Take out of the tree what is not the article."""
    for element in list(root.iter()):
        if element is not root and _is_never_read(element):
            _remove(element)
    sizes = _sizes(root)
    enough = _GOOD_SHARE * sizes[root]
    for element in list(root.iter()):
        if (element.tag in _MAYBE or _is_furniture(element)) and sizes[element] < enough:
            _remove(element)
    _strip_link_blocks(root)


def _is_never_read(element: etree._Element) -> bool:
    if not isinstance(element.tag, str) or element.tag in _NEVER:
        return True
    style = element.get("style")
    if style is not None and _HIDDEN.search(style):
        return True
    return element.get("hidden") is not None or (element.get("role") or "").lower() in _ROLES


def _is_furniture(element: etree._Element) -> bool:
    """Whether the name of a part says that it belongs to the page around the article."""
    if element.tag not in ("div", "ul", "ol", "table", "td", "section", "p", "dl", "span"):
        return False
    return any(_FURNITURE.search(name) for name in (element.get("class"), element.get("id")) if name)


def _strip_link_blocks(root: etree._Element) -> None:
    """Take out menus: blocks with several links, hardly any other text and no sentence."""
    sizes = _sizes(root)
    links: dict[etree._Element, list[int]] = {}  # element -> [links, characters in links]
    for link in root.iter("a"):
        if link.get("href") is None:
            continue
        for holder in link.iterancestors():
            tally = links.setdefault(holder, [0, 0])
            tally[0] += 1
            tally[1] += sizes[link]
    for holder, (count, size) in links.items():
        if count < _FEW_LINKS or holder.tag not in _LINK_HOLDERS or size < _LINK_SHARE * sizes[holder]:
            continue
        if not any(_SENTENCE.search(str(text)) for text in holder.itertext()):
            _remove(holder)


def _remove(element: etree._Element) -> None:
    """Take an element out of the tree, keeping the text that follows it."""
    parent = element.getparent()
    if parent is None:
        return
    tail = element.tail or ""
    if tail.strip():
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + tail
        else:
            before.tail = (before.tail or "") + tail
    parent.remove(element)


def _sizes(root: etree._Element) -> dict[etree._Element, int]:
    """Letters, hanzi and digits under each element; blanks and the bars between links do not count."""
    sizes: dict[etree._Element, int] = {}
    for _, element in etree.iterwalk(root, events=("end",)):
        own = _ink(element.text) + sum(sizes[child] + _ink(child.tail) for child in element)
        sizes[element] = own
    return sizes


def _ink(text: str | None) -> int:
    return len(_INK.findall(text)) if text else 0


class _Writer:
    """Writes the lines of a tree: a block begins a line, inline elements go on with it."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._pieces: list[str] = []
        self._level: int | None = None
        self._note: etree._Element | None = None

    def write(self, root: etree._Element) -> None:
        """Walk the tree in document order without recursion: pages may nest without end."""
        for step, element in _walk(root):
            if step == "table":
                self._end_line()
                self._table(element)
            elif step == "open":
                self._open(element)
            else:
                self._close(element)
        self._end_line()

    def _table(self, table: etree._Element) -> None:
        caption = table.find("caption")
        title = None if caption is None else squeeze(cell_text(caption))
        if title:
            self._draft.line(title)
        cells, header = places(table)
        self._draft.table(cells, header, title or None)

    def _open(self, element: etree._Element) -> None:
        if element.tag in _BLOCKS:
            self._end_line()
            self._level = _HEADINGS.get(str(element.tag), self._level)
            if self._note is None and _NOTE.fullmatch(element.get("id", "")):
                self._note = element
        elif element.tag == "br":
            self._pieces.append(_BREAK)
        text = element.text or ""
        self._pieces.append(text.replace("\n", _BREAK) if element.tag == "pre" else _BLANKS.sub(" ", text))

    def _close(self, element: etree._Element) -> None:
        if element.tag in _BLOCKS:
            self._end_line()
            if element.tag in _HEADINGS:
                self._level = None
            if element is self._note:
                self._note = None
        self._pieces.append(_BLANKS.sub(" ", element.tail or ""))

    def _end_line(self) -> None:
        text = "".join(self._pieces)
        self._pieces.clear()
        for line in text.split(_BREAK):
            if len(line) < _FOOT_LINE_CHARS and _FOOT_LINE.search(line):
                continue
            self._draft.line(line, self._level, note=self._note is not None)


def _walk(root: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """(`open`, element), (`close`, element) in document order; a table of data is one step, `table`, and a `close`."""
    inside: etree._Element | None = None
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if inside is not None:
            if event == "end" and element is inside:
                inside = None
                yield "close", element
        elif event == "start" and element.tag == "table" and not is_layout(element):
            inside = element
            yield "table", element
        else:
            yield "open" if event == "start" else "close", element
