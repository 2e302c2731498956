"""Numbers announced against what is listed: 三条干线(甲、乙), 共六项 and seven follow, one per county and five in all.

>>> from luoshi.reader.audit.draft import Passage
>>> [d.arithmetic for d in in_passage(Passage(1, 4, 4, "建成三条干线(东河线、西河线)。"), {})]
['announced 3; listed 2']
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from luoshi.reader.audit.arithmetic import agrees
from luoshi.reader.audit.draft import Desk, Draft, Passage, after, short
from luoshi.reader.audit.exact import cardinal, measures
from luoshi.reader.audit.items import Item, amount, parse
from luoshi.reader.model import Section
from luoshi.reader.widths import narrow

_HAN = "一二三四五六七八九十两"
NUMBER = rf"(?P<n>\d{{1,3}}|[{_HAN}]{{1,3}})"
# The same where no other number ends right before it; its first digit comes first, so that a search skips to digits.
_NUMBER_ALONE = rf"(?P<n>[\d{_HAN}](?<![\d.第].)(?:(?<=\d)\d{{0,2}}|(?<=[{_HAN}])[{_HAN}]{{0,2}}))"
_KINDS = "个|项|条|大|类|种|家|座|所|处|级|支|名|位|辆|台|区|县|市|镇"
_KIND = f"(?P<kind>{_KINDS})"
# A noun does not run over the next count: 两条高速和三条省道.
_NOUN = rf"(?P<noun>(?:(?![\d{_HAN}](?:{_KINDS}))[^,。;()、:\d“”]){{1,12}})"
_IN_BRACKET = re.compile(rf"{_NUMBER_ALONE}{_KIND}{_NOUN}\((?P<list>[^()]{{5,400}})\)")
_EXPLAINED = re.compile(
    rf"{_NUMBER_ALONE}{_KIND}(?P<noun>[^,。;()、:\d“”]{{0,8}})”?(?:,即|,?分别[是为]|,包括|:)"
    r"(?P<list>[^。;():]{5,300})(?=[。;)])"
)
_COUNTED = re.compile(rf"{_NUMBER_ALONE}{_KIND}{_NOUN}")
_ORDINAL = re.compile(r"(?:^|(?<=[,。;:\s(]))(?P<n>[一二三四五六七八九十])(?P<word>是|要)")
_ANNOUNCED = re.compile(
    rf"{NUMBER}(?:个|大|项|条|点)(?:方面|重点|任务|措施|问题|工作|要求|原则|举措|工程|行动|目标|体系|机遇|挑战|优势|项目|计划|改革|内容)[^,。;\d一二三四五六七八九十]{{0,12}}[:。,;]?\s*$"
)
_FOLLOWS = re.compile(
    rf"(?:以下|如下|推进|实施|抓好|做好|突出|聚焦|开展|围绕|落实|完成|把握|坚持|遵循)[^,。;]{{0,6}}?{NUMBER}(?:个方面|方面|个|大|项|条|类)"
    r"[^,。;:\d]{0,12}[。:]?\s*$"
)
_PROJECTS = re.compile(
    rf"(?<![\d.第]){NUMBER}(?:项|个|大)(?:重点|重大|主要)?(?:工程|项目|行动|任务)|(?:工程|项目)共计?(?P<all>\d{{1,3}})[项个]"
)
_ITEMS = re.compile(r"(?:共计?|共有|合计|项目)(?P<n>\d{1,3})[项个]")
COUNTY = r"县(?:\(市\)区|\(市、区\)|\(市区\)|\(区、市\)|\(市\)|\(区\)|市区|区|市)?"
_COUNTIES = re.compile(rf"{_NUMBER_ALONE}个(?P<form>{COUNTY})(?!级)")
_PER_COUNTY = re.compile(
    rf"每个?(?P<form>{COUNTY})(?P<least>至少|不少于)?[^,。;\d]{{0,6}}?{NUMBER}(?P<kind>[个家座所处条])(?P<more>以上)?[^,。;\d]{{0,10}},"
    r"[^,。;\d]{0,12}?(?P<all>\d{1,4})(?P=kind)"
)
# A list that names examples, exceptions or further numbers is not the whole list.
_NO_FULL_LIST = re.compile(r"等|分别|其中|\d+[%个项家]|^(?:含|如|例如|不含|除|主要|包括|包含|原)")
_QUOTED = re.compile(r"“[^“”]*”|《[^《》]*》")
_JOINED = re.compile(r"以及|和|及|与|或|暨|兼")
_MOST_ORDINALS = 20
_EDGES = ",。;:()|Ø"


def counties_of(passages: Iterable[Passage]) -> dict[str, int]:
    """How many counties the document itself says there are, for each way it writes them (县区, 县(市)区)."""
    seen: dict[str, Counter[int]] = {}
    for passage in passages:
        if "个县" not in passage.text:
            continue
        for match in _COUNTIES.finditer(passage.text):
            number = cardinal(match["n"])
            whole = passage.text[max(0, match.start() - 6) : match.start()]
            if number is not None and number > 1:
                weight = 2 if re.search(r"全市|市本级|我市|所有", whole) else 1
                seen.setdefault(match["form"], Counter())[number] += weight
    return {form: max(counter) for form, counter in seen.items() if counter[max(counter)] >= 2}


def in_passage(passage: Passage, counties: Mapping[str, int]) -> Iterator[Draft]:
    """Every announced number of a passage that its own list contradicts."""
    text = passage.text
    if "、" in text:
        for pattern in (_IN_BRACKET, _EXPLAINED):
            for match in pattern.finditer(text):
                yield from _listed_after(passage, match)
        yield from _listed_before(passage)
    if "一是" in text or "一要" in text:
        yield from _ordinals(passage)
    if "每" in text and "县" in text:
        yield from _per_county(passage, counties)


def in_outline(desk: Desk) -> Iterator[Draft]:
    """`重点推进七个方面任务。` at the end of a text, against the headings that follow right below it."""
    children: dict[int, list[Section]] = {}
    for section in desk.plan.sections:
        if section.parent is not None and section.number is not None:
            children.setdefault(section.parent, []).append(section)
    ends = {clause.last: clause for clause in desk.plan.clauses}
    for parent, below in children.items():
        heads = [section for section in below if section.kind == below[0].kind]
        lead = next((ends[line] for line in (heads[0].first - 1, heads[0].first - 2) if line in ends), None)
        if lead is None or lead.section != parent or len(heads) < 2:
            continue
        announced = _FOLLOWS.search(narrow(lead.text))
        stated = cardinal(announced["n"]) if announced else None
        if announced is None or stated is None or stated < 2 or stated == len(heads):
            continue
        if heads[-1].number != len(heads):  # numbered with gaps: the outline or the author skipped one
            continue
        place = Passage(desk.plan.number, lead.first, lead.last, lead.text)
        yield _draft(place, stated, len(heads), announced[0])


def in_box(box: Passage) -> Iterator[Draft]:
    """`项目共5项` against the entries that follow in the box."""
    root = parse(box.text)
    yield from _announced_items(box, root)


def in_dashes(desk: Desk) -> Iterator[Draft]:
    """`坚持以下五条原则。` against the ——entries that fill the rest of its section."""
    clauses = desk.plan.clauses
    for k, lead in enumerate(clauses[:-1]):
        if not clauses[k + 1].text.startswith("——") or lead.text.startswith("——"):
            continue
        announced = _FOLLOWS.search(narrow(lead.text))
        stated = cardinal(announced["n"]) if announced else None
        end = k + 1
        while end < len(clauses) and clauses[end].section == lead.section and clauses[end].text.startswith("——"):
            end += 1
        whole_section = end == len(clauses) or clauses[end].section != lead.section
        listed = end - k - 1
        if announced and stated and whole_section and 1 < listed != stated:
            place = Passage(desk.plan.number, lead.first, lead.last, lead.text)
            yield _draft(place, stated, listed, announced[0])


def above_box(box: Passage, above: Passage) -> Iterator[Draft]:
    """`规划建设4项重点工程` in the sentence above a box that lists five."""
    root = parse(box.text)
    if len(root.children) < 2:
        return
    sentence = after("。", above.text, len(above.text.rstrip("。: ")))
    found = [match for match in _PROJECTS.finditer(above.text, sentence) if cardinal(match["n"] or match["all"])]
    if len(found) != 1:
        return
    stated, listed = cardinal(found[0]["n"] or found[0]["all"]) or 0, len(root.children)
    if stated == listed or abs(stated - listed) > max(2, stated // 3):
        return
    # Fewer entries than announced may hold several each; where the money agrees the list is whole.
    amounts = [part for child in root.children if (part := amount(box.text, child)) is not None]
    whole = any(m.dimension == "money" and agrees(m, amounts) for m in measures(above.text, sentence))
    if whole and listed < stated:
        return
    lines = tuple(sorted({above.at(sentence), box.first}))
    yield _draft(box, stated, listed, found[0][0])._replace(lines=lines)


def _announced_items(box: Passage, item: Item) -> Iterator[Draft]:
    for child in item.children:
        yield from _announced_items(box, child)
    found = _ITEMS.findall(box.text, item.body, item.own_end)
    if len(found) != 1 or len(item.children) < 2 or item.kind == "root":
        return
    stated, listed = int(found[0]), len(item.children)
    if stated == listed or abs(stated - listed) > max(2, stated // 3) or _money_agrees(box.text, item):
        return
    yield _draft(passage=box, stated=stated, listed=listed, about=item.title)


def _money_agrees(text: str, item: Item) -> bool:
    """Whether the investments of the entries add up to the one stated: then the list is whole, however counted."""
    amounts = [part for child in item.children if (part := amount(text, child)) is not None]
    return any(m.dimension == "money" and agrees(m, amounts) for m in item.own)


def _listed_after(passage: Passage, match: re.Match[str]) -> Iterator[Draft]:
    listing = match["list"]
    stated = cardinal(match["n"])
    if stated is None or stated < 2 or "、" not in listing or _NO_FULL_LIST.search(listing):
        return
    bare = _QUOTED.sub("“”", listing)
    if any(len(token) < 2 for token in bare.split("、")):
        return
    counts: set[int] = set()
    for signs in ("、", ",", ";", "、,", "、;", "、,;"):
        low = len([token for token in re.split(f"[{signs}]", bare) if token.strip()])
        if low > 1:
            counts |= {low, low + len(_JOINED.findall(bare))}
    if min(counts) <= stated <= max(counts):
        return
    listed = min(counts) if stated < min(counts) else max(counts)
    if abs(listed - stated) <= max(2, round(stated * 0.3)):
        yield _draft(passage, stated, listed, match["n"] + match["kind"] + match["noun"])


def _listed_before(passage: Passage) -> Iterator[Draft]:
    text = passage.text
    previous = 0  # a list ends where an earlier count closes the list before it: 甲、乙两处和丙、丁两处
    for match in _COUNTED.finditer(text):
        and_others = text.endswith("等", previous, match.start())
        listed_until = match.start() - and_others
        begin = max(previous, after(_EDGES, text, listed_until))
        previous = match.end()
        listing = _QUOTED.sub("“”", text[begin:listed_until])
        stated = cardinal(match["n"])
        tokens = listing.split("、")
        if stated is None or stated < 3 or len(tokens) < 3 or any(not token.strip() for token in tokens):
            continue
        # 等 leaves a list open, and a list before a comma may begin earlier: only too many names are an error.
        # Names in quotes show where the list begins.
        quoted = all(token.count("“") == 1 for token in tokens) and not and_others
        if (len(tokens) > stated and _alike(tokens)) or (quoted and len(tokens) != stated):
            yield _draft(passage, stated, len(tokens), match["n"] + match["kind"] + match["noun"])


def _alike(tokens: list[str]) -> bool:
    """Whether list entries are of one make, so that the first one does not bring a verb of its own."""
    ends = Counter(token[-1] for token in tokens)
    lengths = [len(token) for token in tokens]
    return ends.most_common(1)[0][1] == len(tokens) or (max(lengths) - min(lengths) <= 1 and max(lengths) <= 6)


def _ordinals(passage: Passage) -> Iterator[Draft]:
    text = passage.text
    marks = list(_ORDINAL.finditer(text))
    for k, first in enumerate(marks):
        if first["n"] != "一":
            continue
        last = 1
        for mark in marks[k + 1 : k + _MOST_ORDINALS]:
            if mark["word"] != first["word"] or cardinal(mark["n"]) != last + 1:
                break
            last += 1
        announced = _ANNOUNCED.search(text, max(0, first.start() - 40), first.start())
        stated = cardinal(announced["n"]) if announced else None
        if announced and stated is not None and last > 1 and stated > 1 and stated != last:
            yield _draft(passage, stated, last, announced[0])


def _per_county(passage: Passage, counties: Mapping[str, int]) -> Iterator[Draft]:
    for match in _PER_COUNTY.finditer(passage.text):
        number, each, stated = counties.get(match["form"]), cardinal(match["n"]), int(match["all"])
        if number is None or each is None or stated == number * each:
            continue
        due, form, kind = number * each, match["form"], match["kind"]
        if (match["least"] or match["more"]) and stated > due:
            continue
        yield Draft(
            plan=passage.plan,
            kind="count",
            lines=tuple(range(passage.first, passage.last + 1)),
            severity="warning",
            zh=f"每个{form}{each}{kind},共{number}个{form},应为{due}{kind},文中为{stated}{kind}。",
            en=f"{each} for each of the {number} counties would be {due}, but the text states {stated}.",
            arithmetic=f"{number} x {each} = {due}; stated {stated}; difference {abs(due - stated)}",
        )


def _draft(passage: Passage, stated: int, listed: int, about: str) -> Draft:
    return Draft(
        plan=passage.plan,
        kind="count",
        lines=tuple(range(passage.first, passage.last + 1)),
        severity="warning",
        zh=f"“{short(about, 24)}”与所列不符:称{stated},列出{listed}。",
        en=f"{stated} are announced, but {listed} are listed.",
        arithmetic=f"announced {stated}; listed {listed}",
    )
