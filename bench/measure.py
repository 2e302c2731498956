"""Run whole processes on one core in turn, and take what the operating system says of each.

>>> measure({"nothing": ["true"]}, rounds=1)["nothing"][0].exit_code
0
"""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Mapping, Sequence
from typing import NamedTuple


class Run(NamedTuple):
    """One finished process: wall and processor seconds, largest resident memory in MB."""

    wall_s: float
    cpu_s: float
    memory_mb: float
    exit_code: int


def run(command: Sequence[str]) -> Run:
    """Run `command` on one core with its output thrown away."""
    core = min(os.sched_getaffinity(0))
    began = time.perf_counter()
    process = subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=lambda: os.sched_setaffinity(0, {core}),
    )
    _pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - began
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, process.returncode)


def measure(commands: Mapping[str, Sequence[str]], rounds: int) -> dict[str, list[Run]]:
    """Every command once unmeasured, then `rounds` times in turn: A B A B ..., so that drift touches all alike."""
    for command in commands.values():
        run(command)
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            runs[name].append(run(command))
    return runs


def median(runs: Sequence[Run]) -> Run:
    """The median of each figure."""
    return Run(
        *(statistics.median(column) for column in list(zip(*runs, strict=True))[:3]), max(r.exit_code for r in runs)
    )


def ratio(runs: Sequence[Run], others: Sequence[Run]) -> float:
    """Median over the pairs of wall time a / wall time b."""
    return statistics.median(a.wall_s / b.wall_s for a, b in zip(runs, others, strict=True))
