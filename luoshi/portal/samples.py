"""The sample plan that ships with the product, for a newcomer's first minute.

>>> SAMPLE.name
'qinglan.txt'
"""

from __future__ import annotations

from pathlib import Path

SAMPLE = Path(__file__).resolve().parent.parent / "samples" / "qinglan.txt"
