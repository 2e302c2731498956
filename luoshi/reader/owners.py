"""Find the bodies that a text names, and those that it makes responsible.

    >>> from luoshi.reader.gazetteer import Agency, Gazetteer
    >>> city = Gazetteer("青岚市", agencies=(Agency("市水利局", ("水务部门",)),))
    >>> [owner.name for owner in responsible("由水务部门负责,市财政局配合,支持青岚水务集团扩建水厂", city)]
    ['市水利局']

How other rooms call it:

- `find(text, gazetteer)`: every body named in running text, in order, with its span in `text`: agencies of the list
  under their canonical name, departments, governments and firms by form as written;
- `responsible(text, gazetteer)`: those of them that the words make responsible (`责任单位:A、B`, `由A负责`,
  `A牵头`, `A要...`);
- `names(owners)`: distinct names, in order;
- `notes(text, gazetteer)`: remarks that only name owners (`(责任单位:市水利局)`), to be taken out of the text;
- `from_cell(text, gazetteer)`: an owner column of a table, where every part of the list is an owner
  (`市水利局、各县(市)区`).

Titles in 《》 are passed over. What no rule knows is not an owner: nothing is guessed from a bare noun.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from luoshi.reader import places
from luoshi.reader.alternation import of_words
from luoshi.reader.gazetteer import Gazetteer
from luoshi.reader.model import Span

# Fields of government that departments are named after (市X局, X部门).
_FIELD = (
    "发展和?改革|发改|工业和信息化|工信|教育|科学技术|科技|民族宗教|民宗|公安|国家安全|民政|司法|司法行政"
    "|财政|人力资源和?社会保障|人社|自然资源(?:和规划)?|国土资源|生态环境|环境保护|环保|住房和?城乡建设"
    "|住建|建设|交通运输|交通|水利|水务|农业农村|农业|畜牧兽医|商务|商贸|文化和?旅游(?:和?广播电视)?"
    "|文化旅游广电体育|文旅广?电?|文化|文物|旅游|广播电视|广电|卫生健康|卫健|退役军人事务|应急管理|应急"
    "|审计|外事|国有资产监督管理|国资|市场监督管理|市场监管|体育|统计|医疗保障|医保|信访|人民防空|人防"
    "|林业和?草原|林草|林业|城市管理(?:综合行政执法|综合执法)?|城管|综合行政执法|综合执法"
    "|行政审批(?:服务)?|营商环境建设|营商|大数据(?:发展)?(?:管理)?|政务服务(?:管理)?(?:和?数据管理)?|数据"
    "|乡村振兴|扶贫|粮食和物资储备|气象|地震|税务|消防救援|消防|邮政管理|邮政|烟草专卖"
    "|金融(?:监管|工作|发展)?|机关事务(?:管理|服务)|供销|档案|海事|铁路|民航|公路|规划|房产|园林|环卫"
    "|知识产权|药品监督管理|投资促进|招商"
)
_KIND = "局|委员会|委|厅|行政部门|行政主管部门|主管部门|监管部门|管理部门|部门|行政机关|机关"
# The last characters of a body's name: where the search by form begins.
_END = re.compile(
    "局(?!面|部|限|势|域|长|促|外|地)|委员会|委(?![托派屈任员书])|厅(?!堂)|部门(?!口)|机关|政府(?!部门|采购|投资|性|主导|统一|引导|购买|债|和社会)"
    "|有限责任公司|股份有限公司|有限公司|集团公司|总公司|集团(?![化军式总公])|领导小组|指挥部|管委会|管理委员会|支队|总队|法院|检察院|党委"
)
_DEPARTMENT = re.compile(rf"(?:国家|全国|{places.ALL_COUNTIES}|[省市县区])?(?:{_FIELD})(?:{_KIND})\Z")
# A body with a level before it whose field no table knows: `市冰雪运动管理局`, `市河长制工作领导小组`.
_LEVELLED = re.compile(
    r"(?:国家|[省市县区]委?)[^\W\da-zA-Z_的了在将被由与对把等、为各上下要使及本]{2,12}(?:局|厅|委员会|领导小组|指挥部|支队|总队)\Z"
)
_NO_OFFICE = frozenset("格布结全大新邮当时终原开僵残破餐客展舞歌音演播败骗")
_GOVERNMENT = re.compile(
    rf"(?:各级(?:党委、?)?|地方各级|地方|同级|上级|县级(?:以上)?|市级|省级|乡镇级?|各乡镇|[省市县乡镇区]|{places.ALL_COUNTIES}|国务院)"
    r"(?:人民)?(?:政府|法院|检察院|党委)\Z"
)
_PARTY = re.compile(r"(?:[省市县区]|中共[\u4e00-\u9fff]{2,4}[省市县])(?:纪|监|工)?委\Z|各级党委\Z")
_FIRM = re.compile(r"[\u4e00-\u9fff()()·]+\Z")
# A firm's name does not go back beyond one of these words.
_FIRM_CUT = re.compile(
    "依托|推动|支持|鼓励|引进|引导|培育|扶持|获得|加快|推进|完善|实施|重点|发挥|满足|通过|协调|成立|组建|位于|分别|完成|企业|资源到|"
    "[由与和及被对将等的家是给让、以]"
)
_FIRM_HEAD = re.compile(r"^(?:.{0,2}[))]|[((]|为|到|至)+")
_NO_FIRM = re.compile("一批|大型|骨干|龙头|有资质|该|各|多|担保$|管理$")
_WINDOW = 22

_JOIN = re.compile(r"\s*(?:、|,|,|和|与|及|以及|;|;|/|\s)\s*\Z")
_LABEL = re.compile(
    r"(?:责任|牵头|主管|实施|建设|主办|配合|承办|协办|责任主体|参与|协同)(?:单位|部门|主体)(?:和\w{2,4}单位)?\s*[::]\s*|项目(?:法人|业主)\s*[::]\s*\Z"
)
_DUTY_AFTER = re.compile(
    r"(?:等(?:有关|相关)?(?:部门|单位|组织|机构)?+)?(?:依据|按照?|根据)?(?:各自)?(?:职责|职能|任务)?(?:分工)?\s*,?"
    r"(?:共同|分别|具体|统一|主要|依法|定期|认真|切实|也|都|均)?(?:负责|牵头|会同|要(?!求|素|件|点)|应(?!急|用|对|当前)|须|必须|组织(?!部|体系|机构|领导)|承担|主办|落实|抓好)"
)
_BY_BEFORE = re.compile(r"由\Z")
_BY_AFTER = re.compile(
    r"(?:等(?:有关|相关)?(?:部门|单位|组织|机构)?+)?(?:共同|分别|具体|统一|主要)?"
    r"(?:负责|牵头|会同|组织|承担|主办|建设|实施|编制|投资|承建|运营)"
)
# A remark in brackets (with `各县(市)区` in it, perhaps), or a whole paragraph, that says nothing but whose work it is.
_BRACKETS = re.compile(r"[((【\[](?:[^(())【】\[\]。]|[((][^(())]{1,5}[))])*[))】\]]")
_SAYS_WHOSE = re.compile("(?:责任|牵头|主管|实施|配合|承办|参与|协同)(?:单位|部门|主体)|(?:负责|牵头|配合)[))】\\]]")
_PARAGRAPH = re.compile(r"\s*(?:责任|牵头|主管|实施|配合|承办)(?:单位|部门|主体)\s*[::][^。]*")
_CELL_PART = re.compile(r"[、,,;;/\n\t ]+|(?<=[局委厅府])和(?=[市省县区各])")
_CELL_NOISE = re.compile(r"^(?:责任|牵头|配合|主管|实施|建设)(?:单位|部门)[::]?|等(?:部门|单位)?$|\s+")


class Owner(NamedTuple):
    """A body as found: canonical name, span in the text given, and whether a list knows it or its form tells it."""

    name: str
    span: Span
    by: str


def find(text: str, gazetteer: Gazetteer) -> tuple[Owner, ...]:
    """Every body named in `text`."""
    found = list(_listed(text, gazetteer))
    known = _known(gazetteer)
    for start, end in _formed(text):
        if not any(start < owner.span[1] and owner.span[0] < end for owner in found if owner.by == "title"):
            words = text[start:end]
            inside = [owner for owner in found if owner.span[0] >= start and owner.span[1] <= end]
            if any(owner.span[1] == end or owner.span[0] <= start < owner.span[1] for owner in found):
                continue  # the list knows it, with or without the words before it
            found = [owner for owner in found if owner not in inside]
            found.append(Owner(known.get(words, words), (start, end), "form"))
    return tuple(sorted((owner for owner in found if owner.by != "title"), key=lambda owner: owner.span))


def responsible(text: str, gazetteer: Gazetteer) -> tuple[Owner, ...]:
    """The bodies that the words around them make responsible."""
    bodies = find(text, gazetteer)
    if not bodies:
        return ()
    chosen: list[Owner] = []
    for chain in _chains(text, bodies):
        first, after = chain[0].span[0], chain[-1].span[1]
        before = text[max(0, first - 12) : first]
        labelled = _LABEL.search(before)
        if (
            (labelled and not before[labelled.end() :].strip())
            or (_BY_BEFORE.search(before) and _BY_AFTER.match(text, after))
            or _DUTY_AFTER.match(text, after)
        ):
            chosen += chain
    return tuple(chosen)


def names(owners: Iterable[Owner]) -> tuple[str, ...]:
    """Distinct names, in order."""
    return tuple(dict.fromkeys(owner.name for owner in owners))


class Note(NamedTuple):
    """A remark that only names owners: where it stands and whom it names."""

    span: Span
    names: tuple[str, ...]


@lru_cache(maxsize=1024)
def notes(text: str, gazetteer: Gazetteer) -> tuple[Note, ...]:
    """The remarks in `text` that only name owners."""
    if "单位" not in text and "部门" not in text and "负责" not in text and "牵头" not in text and "主体" not in text:
        return ()
    spans = [match.span() for match in _BRACKETS.finditer(text) if _SAYS_WHOSE.search(match[0])]
    paragraph = _PARAGRAPH.match(text)
    if paragraph:
        spans = [paragraph.span()]
    found = (Note(span, names(find(text[slice(*span)], gazetteer))) for span in spans)
    return tuple(note for note in found if note.names)


def from_cell(text: str, gazetteer: Gazetteer) -> tuple[str, ...]:
    """The owners of a table cell that holds nothing else: every part of the list, resolved where a list knows it."""
    known = _known(gazetteer)
    parts = (_CELL_NOISE.sub("", part) for part in _CELL_PART.split(text))
    return tuple(dict.fromkeys(known.get(part, part) for part in parts if part))


def _chains(text: str, bodies: tuple[Owner, ...]) -> Iterator[list[Owner]]:
    """Bodies listed one after the other: `A、B和C`."""
    chain: list[Owner] = []
    for body in bodies:
        if chain and not _JOIN.match(text[chain[-1].span[1] : body.span[0]]):
            yield chain
            chain = []
        chain.append(body)
    yield chain


def _listed(text: str, gazetteer: Gazetteer) -> Iterator[Owner]:
    """Agencies of the list, and titles, to pass over."""
    known = _known(gazetteer)
    for match in _pattern(gazetteer).finditer(text):
        words, (start, end) = match[0], match.span()
        if words.startswith("《"):
            yield Owner("", (start, end), "title")
        elif start == 0 or words[0] in "市中" or text[start - 1] not in "家国省县区部厅央))":
            # `国家发改委` and `云溪县财政局` are other bodies than the city's own.
            yield Owner(known[words], (start, end), "list")


def _formed(text: str) -> Iterator[Span]:
    """The spans of departments, governments and firms by form."""
    for match in _END.finditer(text):
        end = match.end()
        firm = match[0].endswith(("公司", "集团"))
        start = _firm_start(text, match.start()) if firm else _body_start(text, match.start(), end)
        if start is not None:
            yield start, end


def _body_start(text: str, suffix: int, end: int) -> int | None:
    """Where the name of a department or government that ends at `end` begins."""
    if text[suffix - 1 : suffix] in _NO_OFFICE and text[suffix] in "局厅":
        return None
    window = text[max(0, end - _WINDOW) : end]
    for form in (_DEPARTMENT, _GOVERNMENT, _PARTY, _LEVELLED):
        match = form.search(window)
        if match:
            start = end - len(match[0])
            if text[start] in "省市县区":
                # `云溪县财政局`: the level belongs to a place whose name stands before it.
                named = places.name_start(text, start + 1)
                return start if named is None else named
            return start
    return None


def _firm_start(text: str, suffix: int) -> int | None:
    """Where the name of a firm begins whose 类 word (公司, 集团) begins at `suffix`."""
    run = _FIRM.search(text, max(0, suffix - _WINDOW), suffix)
    if not run:
        return None
    start = run.start()
    for cut in _FIRM_CUT.finditer(text, start, suffix):
        start = cut.end()
    stem = _FIRM_HEAD.sub("", text[start:suffix])
    if len(stem) < 2 or _NO_FIRM.search(stem):
        return None
    return suffix - len(stem)


@lru_cache(maxsize=16)
def _known(gazetteer: Gazetteer) -> dict[str, str]:
    """Every name and alias with the canonical name."""
    known: dict[str, str] = {}
    for agency in gazetteer.agencies:
        for name in (agency.name, *agency.aliases):
            known.setdefault(name, agency.name)
    return known


@lru_cache(maxsize=16)
def _pattern(gazetteer: Gazetteer) -> re.Pattern[str]:
    """Titles, to pass over, and the names of the list."""
    return re.compile("|".join(["《[^》]*》", *filter(None, [of_words(_known(gazetteer))])]))
