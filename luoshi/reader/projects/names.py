"""What a project is called: cut a name clean, and judge whether it names one piece of work.

>>> clean("(1)实施南岭河治理工程等。")
'实施南岭河治理工程'
>>> cut("南岭河治理工程(12公里,300万元) 位于城南。")
('南岭河治理工程(12公里,300万元)', 19)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from luoshi.reader.projects.words import LEADING_MARK

LONGEST = 60
SHORTEST = 3
_HOPELESS = 200

_OPEN, _CLOSE = "(“‘《〈[〔【", ")”’》〉]〕】"
_PAIRED = _OPEN + _CLOSE + '"'
_FULL_STOP = "。"  # ends whatever was left open
_QUOTES = {"“": "”", "‘": "’", '"': '"', "《": "》"}
_EDGE = " \t|。,;:、.·的"
_LEAD = re.compile(r"^(?:一批|一个|一座|一条|一处|一家|一所|若干|其中|重点|主要)+")
_TAIL_BRACKET = re.compile(r"\([^()]*$")
_POINTER = re.compile(r"^(?:该|此|本|这|其|各类|各项|有关|相关|上述|以下|以上|同类|等)")
_EMPTY = re.compile(
    r"^(?:全市|市级|我市|全县|省|国家)?(?:重点|重大|一批|大型|新|[一二三四]期|新建|续建|主要|其他|其它|相关|配套|基础设施|建设|示范|试点|改造|民生|专项|产业|科技|各类|园区|高质量|"
    r"[\d一二三四五六七八九十]+[个项处批类条座]|工程|项目|建设项目|重点项目|升级|十大|八大|五大|、|的|和|行动|计划|投资|招商引资|合作|储备|谋划|优质|科研|平台|中心|基地|公共服务|信息|管理|综合)*$"
)
_NOT_IN_NAME = re.compile(
    r"[。;!?]|(?:以及时|并且|从而|力争|确保|达到|不低于|不少于|以上$|为主|为重点)|(?:^|[、的])(?:重点|重大|各项)(?:工程|项目)$"
)


_PAIRS = re.compile(f"[{re.escape(_OPEN)}{re.escape(_CLOSE)}]")
_MARKS = re.compile(f"[{re.escape(_OPEN)}{re.escape(_CLOSE)}{_FULL_STOP}]")


@lru_cache(maxsize=4096)
def clean(text: str) -> str:
    """The name without list mark, edge signs, `一批` before it and `等` after it. What is too long stays as it is."""
    if len(text) > _HOPELESS:
        return text
    before = None
    while before != text:
        before = text
        text = LEADING_MARK.sub("", text).strip(_EDGE)
        text = _LEAD.sub("", text) or text
        text = text.removesuffix("等").strip(_EDGE)
        if text.count("(") > text.count(")"):
            text = _TAIL_BRACKET.sub("", text)
        if text and (text[0] in _PAIRED or text[-1] in _PAIRED):
            text = _unpaired(text)
    return " ".join(text.split())


def _unpaired(text: str) -> str:
    """Take away quotes and brackets at the edge that have no partner, and quotes around the whole."""
    for left, right in zip(_OPEN, _CLOSE, strict=True):
        if text.endswith(left) or (text.startswith(left) and right not in text):
            text = text.strip(left)
        if text.startswith(right) or (text.endswith(right) and left not in text):
            text = text.strip(right)
    if text[:1] in _QUOTES and text[-1:] == _QUOTES[text[0]] and text[0] not in text[1:]:
        text = text[1:-1]
    return text


def is_name(text: str) -> bool:
    """Whether a cleaned text can be the name of one particular piece of work."""
    return (
        SHORTEST <= len(text) <= LONGEST
        and not _POINTER.match(text)
        and not _EMPTY.match(text)
        and not _NOT_IN_NAME.search(text)
    )


def is_title(text: str) -> bool:
    """Whether a cleaned cell of a column of names holds a name: looser than `is_name`, the column vouches for it."""
    return 3 <= len(text) <= 2 * LONGEST and not _EMPTY.match(text) and not text.replace(".", "").isdigit()


def cut(text: str, stops: str = " 。:;,|") -> tuple[str, int]:
    """The text up to the first stop that stands outside brackets and quotes, and its length."""
    depth = 0
    for i, sign in enumerate(text):
        if sign in _OPEN:
            depth += 1
        elif sign in _CLOSE:
            depth = max(0, depth - 1)
        if sign == _FULL_STOP:
            depth = 0
        if depth == 0 and sign in stops:
            return text[:i], i
    return text, len(text)


def split(text: str, separators: re.Pattern[str]) -> Iterator[tuple[int, str]]:
    """Parts of a text between separators outside brackets and quotes, each with its offset."""
    depth = start = 0
    if not _PAIRS.search(text):  # most texts: every separator counts
        for separator in separators.finditer(text):
            if separator[0]:
                yield start, text[start : separator.start()]
                start = separator.end()
        yield start, text[start:]
        return
    marks = _MARKS.finditer(text)
    mark = next(marks, None)
    for separator in separators.finditer(text):
        while mark and mark.start() <= separator.start():
            sign = mark[0]
            depth = 0 if sign == _FULL_STOP else depth + 1 if sign in _OPEN else max(0, depth - 1)
            mark = next(marks, None)
        if depth == 0 and separator[0]:
            yield start, text[start : separator.start()]
            start = separator.end()
    yield start, text[start:]
