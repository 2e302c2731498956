"""Whether the chain is whole, and if not, which entries were changed, removed or inserted.

>>> anchor("12:" + "ab" * 32)
(12, 'abababababababababababababababababababababababababababababababab')
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from luoshi.core.text import Text
from luoshi.journal.chain import FIELDS, GENESIS, at_text, digest_of
from luoshi.journal.models import Entry, Head

BATCH_ROWS = 2000
_ANCHOR = re.compile(r"(\d{1,18}):([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with entries `first` to `last`: `changed`, `removed`, `inserted`, `head` or `anchor`."""

    kind: str
    first: int
    last: int

    @property
    def text(self) -> Text:
        """For people."""
        one = self.first == self.last
        zh = f"第 {self.first} 条" if one else f"第 {self.first}–{self.last} 条"
        en = f"entry {self.first}" if one else f"entries {self.first}-{self.last}"
        return _KINDS[self.kind](zh, en)


_KINDS = {
    "changed": lambda zh, en: Text(f"{zh}被改动过", f"{en}: changed"),
    "removed": lambda zh, en: Text(f"{zh}被删除", f"{en}: removed"),
    "inserted": lambda zh, en: Text(f"{zh}不是由系统写入的", f"{en}: inserted"),
    "head": lambda zh, en: Text(f"{zh}与链尾记录不一致", f"{en}: not what the head of the chain says"),
    "anchor": lambda zh, en: Text(f"{zh}与另存的校验值不一致", f"{en}: not what the anchor kept elsewhere says"),
}


def head() -> str:
    """The end of the chain as `number:digest`: keep it elsewhere, and a chain made anew will show."""
    row = Head.objects.filter(pk=1).first()
    return f"{row.number}:{row.digest}" if row else f"0:{GENESIS}"


def anchor(text: str) -> tuple[int, str]:
    """An anchor as `head` gives it. Raises ValueError."""
    match = _ANCHOR.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"{text!r} is no anchor: number, colon, 64 hexadecimal digits")
    return int(match[1]), match[2]


def verify(against: tuple[int, str] | None = None) -> Iterator[Fault]:
    """Every fault, in the order of the numbers; entries are streamed. Call it in a transaction to see one state.

    An entry is *changed* if its digest is not that of its fields, or if the next was chained to another digest. Numbers
    that are missing were *removed*; what stands behind the head was *inserted*.
    """
    row = Head.objects.filter(pk=1).first()
    end, end_digest = (row.number, row.digest) if row else (0, GENESIS)
    number, digest, sound = 0, GENESIS, True
    rows = Entry.objects.order_by("number").values(*FIELDS, "previous", "digest")
    for entry in rows.iterator(chunk_size=BATCH_ROWS):
        here = entry["number"]
        if not 1 <= here <= end:
            yield Fault("inserted", here, here)
            continue
        if here > number + 1:
            yield Fault("removed", number + 1, here - 1)
        elif sound and entry["previous"] != digest and number:
            yield Fault("changed", number, number)
        sound = digest_of({**entry, "at": at_text(entry["at"])}, entry["previous"]) == entry["digest"] and (
            here > 1 or entry["previous"] == GENESIS
        )
        if not sound:
            yield Fault("changed", here, here)
        number, digest = here, entry["digest"]
        if against and here == against[0] and digest != against[1]:
            yield Fault("anchor", here, here)
    if number < end:
        yield Fault("removed", number + 1, end)
    elif sound and digest != end_digest:
        yield Fault("head", number, number)
    if against and against[0] > number:
        yield Fault("anchor", number + 1, against[0])
