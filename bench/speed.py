"""Wall time and peak memory of the command, start included, each run in a process of its own.

    python bench/speed.py [PATH ...]        default: ../shared/seeds where it is there, else the example stories

Also how many articles a second a pile takes, in one process and in one per core.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SEEDS = ROOT / ".." / "shared" / "seeds"
COMMAND = [sys.executable, "-m", "corroborate"]


def measured(*arguments: str, runs: int = 3) -> tuple[float, float]:
    """Best wall time in seconds, and the greatest resident memory of any one process in MB."""
    times = []
    for _ in range(runs):
        begun = time.perf_counter()
        subprocess.run([*COMMAND, *arguments], stdout=subprocess.DEVNULL, check=True)
        times.append(time.perf_counter() - begun)
    return min(times), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000


def pile(folder: Path, sources: list[Path], count: int) -> int:
    """*count* texts in *folder*, each a little different so that none is known already."""
    texts = [p.read_text(encoding="utf-8") for p in sources if p.suffix == ".txt"]
    for i in range(count):
        (folder / f"{i:05}.txt").write_text(f"{texts[i % len(texts)]}\nNumber {i} of the pile.\n", encoding="utf-8")
    return sum(len(texts[i % len(texts)].split()) for i in range(count))


def main() -> None:
    paths = [Path(p) for p in sys.argv[1:]] or ([SEEDS] if SEEDS.is_dir() else sorted(p for p in (ROOT / "examples").iterdir() if p.is_dir() and p.name != "gold"))
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    print("corroborate --help              {:6.2f} s  {:5.0f} MB".format(*measured("--help")))
    out = Path(tempfile.mkdtemp())
    for path in paths:
        print(f"analyze {path.name:24}{{:6.2f}} s  {{:5.0f}} MB".format(*measured("analyze", str(path), "--json", str(out / "a.json"))))
    files = sorted(f for path in paths for f in path.iterdir())
    for workers in sorted({1, os.cpu_count() or 1}):
        folder = out / f"pile{workers}"
        folder.mkdir()
        words = pile(folder, files, 60)
        seconds, memory = measured("analyze", str(folder), "--workers", str(workers), "--db", str(out / f"{workers}.db"), runs=1)
        print(f"60 articles, {workers} process(es)     {seconds:6.2f} s  {memory:5.0f} MB  {60 / seconds:.1f} articles/s, {words / seconds:,.0f} words/s")
    shutil.rmtree(out)


if __name__ == "__main__":
    main()
