"""Read the shared plans and print the scores of their quantities.

python -m tools.score /tmp/read.json [--show 20]
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path

from luoshi.reader.ledger import read_ledger
from luoshi.reader.model import Document
from luoshi.reader.serial import ledger_json

SHARED = Path(__file__).resolve().parents[2] / "shared"


def main() -> int:
    """Write the ledger to the file named first, run the scorer on it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("output", type=Path, help="file to write the ledger to, as JSON")
    parser.add_argument("--show", default="0", help="misses and surplus rows to print per plan")
    arguments = parser.parse_args()
    text = (SHARED / "plans" / "chaoyang-2022.txt").read_text(encoding="utf-8")
    ledger = read_ledger(Document("chaoyang-2022.txt", "txt", tuple(text.splitlines())))
    arguments.output.write_text(json.dumps(ledger_json(ledger), ensure_ascii=False), encoding="utf-8")
    gold = sorted(str(path) for path in (SHARED / "gold").glob("plan*.json"))
    command = [
        sys.executable,
        str(SHARED / "gold" / "score.py"),
        str(arguments.output),
        *gold,
        "--show",
        arguments.show,
    ]
    return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main())
