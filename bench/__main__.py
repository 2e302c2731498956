"""`make bench`: reading and auditing a compilation of plans, beside segmenting the same text once with jieba.

    $ python -m bench [TEXT] [--rounds 5]

Without TEXT the compilation of the first city is used if it lies beside the project, else the sample plan often over.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from importlib import import_module
from pathlib import Path

from bench.measure import measure, median, ratio
from luoshi import samples

REAL = Path(__file__).resolve().parents[2] / "shared" / "plans" / "chaoyang-2022.txt"
JIEBA = (
    "import sys, logging, jieba; jieba.setLogLevel(logging.ERROR); "
    "[jieba.lcut(line) for line in open(sys.argv[1], encoding='utf-8')]"
)


def compilation() -> str:
    """The real text, or the sample as annexes of one document of about the same length."""
    if REAL.exists():
        return REAL.read_text(encoding="utf-8")
    sample = samples.path("qinglan.txt").read_text(encoding="utf-8")
    return "".join(f"附件{number}:\n{sample}\n" for number in range(1, 40))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("text", nargs="?", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    text = args.text.read_text(encoding="utf-8") if args.text else compilation()
    with tempfile.TemporaryDirectory() as folder:
        once, tenfold = Path(folder, "once.txt"), Path(folder, "tenfold.txt")
        once.write_text(text, encoding="utf-8")
        tenfold.write_text("\n".join([text] * 10), encoding="utf-8")
        python = sys.executable
        runs = measure(
            {
                "read and audit": [python, "-m", "luoshi", "audit", str(once), "--json"],
                "jieba, cut once": [python, "-c", JIEBA, str(once)],
                "read and audit, 10 x": [python, "-m", "luoshi", "audit", str(tenfold), "--json"],
            },
            args.rounds,
        )
    print(f"{len(text):,} characters; medians of {args.rounds} whole processes on one core\n")
    print(f"{'':24}{'wall s':>8}{'cpu s':>8}{'MB':>7}")
    for name, all_runs in runs.items():
        middle = median(all_runs)
        print(f"{name:24}{middle.wall_s:8.2f}{middle.cpu_s:8.2f}{middle.memory_mb:7.0f}")
        if middle.exit_code:
            sys.exit(f"{name} failed with exit code {middle.exit_code}")
    own, jieba, ten = runs.values()
    print(f"\nread and audit / jieba       {ratio(own, jieba):.2f}   (asked: at most 1)")
    print(f"10 x the text / once         {ratio(ten, own):.2f}   (asked: at most 11)")


if __name__ == "__main__":
    if sys.argv[1:2] in (["status"], ["national"], ["returns"]):
        import_module(f"bench.{sys.argv.pop(1)}").main()
    else:
        main()
