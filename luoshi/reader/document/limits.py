"""How much the reader takes in before it refuses: bytes, pages, entries, ratios.

    >>> MAX_BYTES == 100 * MB
    True

A plan of 600 pages is about 1 MB of text, 5 MB of Word and 30 MB of PDF with maps, so these limits stop only what is
no plan or is made to exhaust the machine.
"""

from __future__ import annotations

KB = 1024
MB = 1024 * 1024

MAX_BYTES = 100 * MB
"""One file as it lies on disk."""
MAX_TEXT_BYTES = 32 * MB
"""One plain text or web page: fifty times the largest compilation known."""
MAX_INFLATED_BYTES = 64 * MB
"""One part of a docx, or one stream of a PDF, once inflated."""
MAX_PACKAGE_BYTES = 256 * MB
"""All parts of a docx, or all files of a zip, once inflated."""
MAX_ENTRIES = 2_000
"""Entries of a zip, and known files under a folder."""
MAX_RATIO = 200
"""Inflated over packed bytes. Real text packs 5 to 40 times; deflate itself ends at 1032."""
RATIO_FREE_BYTES = 8 * MB
"""Below this size a high ratio is harmless: a table of blank cells packs very well."""
MAX_PAGES = 3_000
"""Pages of a PDF."""
MAX_SPAN = 1_000
"""Rows or columns that one cell may claim to cover."""
MAX_COLUMNS = 256
"""Columns of one table."""
MAX_TABLE_CELLS = 2_000_000
"""Places of one table, rows times columns."""
MAX_BOX_LINES = 60
"""Paragraphs of a framed box (专栏); a longer frame is the page itself."""
MAX_CELL_PARAGRAPHS = 12
"""Paragraphs in a cell of a table of data; a longer cell is a column of the page, or a box."""
