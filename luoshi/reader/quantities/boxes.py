"""Of the text in a project box, the stretches that speak of the plan as a whole and not of one project.

    >>> text = "专栏2 公路 “十四五”期间计划新建公路85公里。 Ø 新建项目(40公里,3亿元) (1) 环城路12公里。"
    >>> [text[a:b].strip() for a, b in general(text)]
    ['专栏2 公路 “十四五”期间计划新建公路85公里', '新建项目(40公里,3亿元)']

A box opens with a sentence or two on the whole, then come groups (`Ø`, `1、`) and in them projects (`(1)`). Groups that
tell of land, buildings or a firm are single projects in disguise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from luoshi.reader.quantities.lexer import Measure
from luoshi.reader.quantities.names import alike, starts_with_works, verb_of
from luoshi.reader.quantities.sentence import Stretch
from luoshi.reader.quantities.years import cues

_GROUP = re.compile(r"Ø|(?<=[\s。;；|])\d{1,2}\s?[、.](?!\d)")
_ITEM = re.compile(r"[(（]\d{1,3}[)）]|(?<=[\s。;；])\d{1,2}\s?[.)）](?!\d)|[①②③④⑤⑥⑦⑧⑨]")
_PROJECT = re.compile(
    r"\s*[①-⑳]?\s*(?P<name>[^,，。;；:：\d]{4,50}?(?:项目|工程))(?:[(（][^()（）]{1,10}[)）])*\s*[,，。:：]"
)
_BEGUN = r"(?:加快|全力|积极|继续|重点|尽快)*(?:推进|推动|实施|开工|筹建|启动|建设|新建|完成|谋划)*"
# A sentence about one project: its name, and then at once what it costs or how large it is.
_OWN = re.compile(
    rf"\s*(?:[(（]\d{{1,2}}[)）]|\d{{1,2}}\s?[.、]|[①-⑳])?\s*{_BEGUN}(?P<name>[^,，。;；:：、和\d]{{2,30}}?(?:项目|工程|水库|电站|机场|学院))"
    r"(?:建设)?[,，:：]?(?=(?:[\u4e00-\u9fff]{2,6}全长|总库容|总?投资|估算|概算|占地|建筑面积|可容纳))"
)
_PROJECT_TITLE = re.compile(r"[^,，。;；:：\d]{4,30}(?:项目|工程)")
_COSTS = re.compile(r"\s*(?:(?:估算|概算|计划|规划|项目)?总?投资|占地|总?建筑面积)")
# An entry of a box that tells what will be done, each piece of work after its verb.
_ENTRY = re.compile(r"\s*\d{1,2}\s?[.、]\s*[^,，。;；:：\d]{4,30}[:：。]")
_MANNER = re.compile(r"^\s*(?:五年|累计|定向|计划|规划|共|拟)*")
_PIECE = re.compile(r"[^,，。;；|]+")
_STAGES = re.compile(
    r"开工|竣工|完工|通水|通车|投入使用|投用|占地|总库容|位于|可容纳|建设年限|建设期|责任单位|20\d\d年[^,，。;；]{0,4}建成"
)
_ACTION = re.compile(
    r"(?:[一二三四五六七八九十]+是)?(?:大力|全面|加快|积极|深入)?(?:推进|实施|开展|加强|完成|建设|推动|抓好|加快|依托|围绕|按照|结合|继续|启动|谋划|全力)"
)
_DETAIL = re.compile(r"^\s*[①-⑳]|投资|[(（](?:新建|续建|改建|扩建)[)）]")
_COST = re.compile(r"投资(?:额|约|估算|为)?[::]?\s?$")
_ABOUT = re.compile(
    r"^(?:本工程|本项目|该工程)?(?:建设内容|建设规模|建设范围|主要内容|内容|主要)?(?:为|涉及?|包括|涵盖|包含)*"
)
_SINGLE = re.compile(
    r"占地|建筑面积|该项目|位于|选址|有限公司|开工建设|主要建设|[一二三]期|全长|[东南西北]侧|划拨|土地|宽|长度|距离|自筹|征拆"
)
_WHOLE = re.compile(
    r"“?十[一二三四五]五”?(?:期间|时期|期?末)[^。]*(?:规划|计划|实施|完成|建设|改造|新增)|(?:规划|计划|拟)(?:实施|完成|建设|新建)|共规划|共计划|(?:预计|计划|力争)20\d\d年"
)
_WORKS = re.compile(r"^\s*(?:实施|修建|完成|新建|改造)[^\d，,]{2,16}\d|^\s*20\d\d年底?前")
_PROJECTS = re.compile(r"项目|工程|规划方案|枢纽|场站")
_SITE = re.compile(r"占地|总投资")
_HEAD = re.compile(r"[^。;；(（]{0,20}(?:项目|工程)\s?[(（][^()（）]*\d[^()（）]*[)）]")


def of_projects(title: str, text: str) -> bool:
    """Whether a box lists projects: by its title, or because several of its entries tell their site."""
    return bool(_PROJECTS.search(title)) or len(_SITE.findall(text)) > 1


def of_indicators(title: str) -> bool:
    """Whether a box is a table of indicators, which the reader of tables reads."""
    return "指标" in title and "及" not in title


def told(text: str, eve: int | None) -> list[Stretch]:
    """Stretches of a box that tell what is, each entry up to the words that turn to the plan's own years,
    which come after `eve`.

    >>> text = "1.城东园区,入驻企业34家。“十四五”期间,引进企业10家。"
    >>> [text[a:b] for a, b in told(text, 2020)]
    ['1.城东园区,入驻企业34家。']
    """
    edges = [0, *(m.start() for m in _GROUP.finditer(text)), len(text)]
    entries = [
        (a, next((cue for cue in cues(text, a, b) if cue.year > (eve or cue.year)), None)) for a, b in pairwise(edges)
    ]
    return [(a, turn.start) for a, turn in entries if turn]


def general(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of a box's text that hold its own totals and targets."""
    edges = [0, *(m.start() for m in _GROUP.finditer(text)), len(text)]
    for a, b in pairwise(edges):
        item = _ITEM.search(text, a, b)
        end = item.start() if item else b
        mark = _GROUP.match(text, a)
        begin = mark.end() if mark else a
        entry = _ENTRY.match(text, a, b)
        if entry and not _SINGLE.search(text, entry.end(), b):
            pieces = _PIECE.finditer(text, entry.end(), b)
            yield from ((piece.start(), piece.end()) for piece in pieces if _is_work(piece[0]))
            continue
        head = _HEAD.match(text, begin, end)
        if head:
            yield begin, head.end()
            begin = head.end()
        for match in re.finditer(r"[^。]+", text[begin:end]):
            said = match[0]
            if not _SINGLE.search(said) and (_WHOLE.search(said) or _WORKS.search(said)):
                yield begin + match.start(), begin + match.end()


def single_project(text: str) -> str:
    """The project a clause is all about, when its first words name one: `①滨河路工程(续建),涉及4个路段`; else "".

    >>> single_project("①滨河路改造工程(续建),涉及4个路段,计划投资2亿元。")
    '滨河路改造工程'
    """
    match = _PROJECT.match(text)
    if match is None or _ACTION.match(match["name"]) or not _DETAIL.search(text):
        return ""
    return match["name"]


def _is_work(piece: str) -> bool:
    """Whether a piece of an entry is work to be done; what it costs is none."""
    return not _COSTS.match(piece) and starts_with_works(_MANNER.sub("", piece))


def headed_project(title: str, text: str) -> str:
    """The project that a heading names, when the text under it tells at once its cost or size; else "".

    >>> headed_project("职业学院扩建项目", "建筑面积1.6万平方米,投资9800万元")
    '职业学院扩建项目'
    """
    return title if _PROJECT_TITLE.fullmatch(title) and _COSTS.match(text) else ""


def own_project(sentence: str) -> str:
    """The single project that a sentence of running text tells of with its cost and dates; else "".

    >>> own_project("加快推进青岚湖水库建设,总库容860万立方米,总投资2亿元,2022年开工")
    '青岚湖水库'
    """
    match = _OWN.match(sentence)
    return match["name"] if match and _STAGES.search(sentence) else ""


def is_cost(before: str, measure: Measure) -> bool:
    """Whether a sum is what one project costs: that is a fact of the project, not a target of the plan."""
    return bool(measure.unit and measure.unit.endswith("元") and _COST.search(before))


def of_project(project: str, name: str) -> str:
    """The name of a quantity of one project: the project's own name and the thing counted."""
    own = _ABOUT.sub("", name)
    return own if alike(project, own) or (len(own) > 4 and verb_of(own)) else project + own
