"""Wall time and peak memory of the command, start included, each run in a process of its own.

    python bench/speed.py [PATH ...]        default: ../shared/seeds where it is there, else the example stories

Also how many articles a second several stories take, in one process and in one per core; by the clock and, since other work slows that, in processor time.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT / ".." / "shared"
COMMAND = [sys.executable, "-m", "corroborate"]


def measured(*arguments: str, runs: int = 3) -> tuple[float, float]:
    """Best wall time in seconds, and the greatest resident memory of any one process in MB."""
    times = []
    for _ in range(runs):
        begun = time.perf_counter()
        subprocess.run([*COMMAND, *arguments], stdout=subprocess.DEVNULL, check=True)
        times.append(time.perf_counter() - begun)
    return min(times), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000


def worked() -> float:
    """Processor time of all processes that have ended, in seconds."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    examples = sorted(p for p in (ROOT / "examples").iterdir() if p.is_dir() and p.name != "gold")
    paths = [Path(p) for p in sys.argv[1:]] or ([SHARED / "seeds"] if SHARED.is_dir() else examples)
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    print("corroborate --help              {:6.2f} s  {:5.0f} MB".format(*measured("--help")))
    with tempfile.TemporaryDirectory() as out:
        for path in paths:
            print(f"analyze {path.name:24}{{:6.2f}} s  {{:5.0f}} MB".format(*measured("analyze", str(path), "--json", f"{out}/a.json")))
        files = [f for folder in ([SHARED / "seeds", SHARED / "stories-dev"] if SHARED.is_dir() else examples) for f in folder.rglob("*.txt")]
        words = sum(len(f.read_text(encoding="utf-8").split()) for f in files)
        for workers in sorted({1, os.cpu_count() or 1}):
            before = worked()
            seconds, memory = measured("analyze", *map(str, files), "--workers", str(workers), "--db", f"{out}/{workers}.db", runs=1)
            speed = f"{len(files) / seconds:.1f} articles/s, {words / seconds:,.0f} words/s"
            print(f"{len(files)} articles, {workers} process(es)     {seconds:6.2f} s  {memory:5.0f} MB  {speed}, {worked() - before:.1f} s of processor time")


if __name__ == "__main__":
    main()
