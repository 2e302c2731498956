"""Which city a document speaks of, so that its areas and agencies are known without being asked for.

>>> from luoshi.reader.model import Document
>>> choose(Document("a.txt", "txt", ("朝阳市“十四五”水利发展规划",)), "auto").city
'朝阳市'
"""

from __future__ import annotations

from pathlib import Path

from luoshi import cities
from luoshi.reader.gazetteer import NOWHERE, Gazetteer
from luoshi.reader.model import Document

HEAD_LINES = 40
"""A title page and a list of annexes name the city; further down other cities are named too."""


def choose(document: Document, choice: str) -> Gazetteer:
    """`auto`: the shipped city that the head of the text names; `none`; a shipped city's id; or a folder of lists.

    Raises LookupError for a city that neither ships nor is a folder, ValueError for lists with mistakes.
    """
    if choice == "none":
        return NOWHERE
    if choice == "auto":
        head = "\n".join(document.lines[:HEAD_LINES])
        for name in cities.names():
            city = cities.load(name)
            if city.gazetteer.city and city.gazetteer.city in head:
                return city.gazetteer
        return NOWHERE
    if choice in cities.names():
        return cities.load(choice).gazetteer
    if Path(choice).is_dir():
        return cities.load_gazetteer(Path(choice))
    raise LookupError(choice)
