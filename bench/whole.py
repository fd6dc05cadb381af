"""The whole run on the shared local news: cleaning to origins, one command, two processes. Time, memory, and the stories that come out.

    python bench/whole.py [--articles N] [--workers 2] [--freeze]

Prints wall time, processor time (which other work on the machine does not change), the seconds that so much processor time takes on idle cores, and the greatest
memory of all its processes together (proportional set size, Linux), read four times a second. Then what `../shared/score_stories.py` says of the output.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from stories import SHARED, rows

SCORE = SHARED.parents[1] / "score_stories.py"


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--articles", type=int, default=0, help="only so many")
    cli.add_argument("--workers", type=int, default=2)
    cli.add_argument("--freeze", action="store_true")
    options = cli.parse_args()
    if not SHARED.is_dir():
        sys.exit("no ../shared beside the project: nothing to measure")
    with tempfile.TemporaryDirectory() as folder:
        pages, out = Path(folder) / "gva.jsonl", Path(folder) / "gva.json"
        count = _export(pages, options.articles)
        figures: dict[str, float] = {"articles": count, "processes": options.workers, **measured(pages, out, options.workers)}
        print("  ".join(f"{name} {value}" for name, value in figures.items()) + f"  load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores", flush=True)
        if not options.articles:
            subprocess.run([sys.executable, str(SCORE), str(SHARED / "gva-dev.jsonl.xz"), str(out)], check=True)
    if options.freeze:
        (Path(__file__).parent / "frozen" / "whole.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def _export(pages: Path, most: int) -> int:
    """The articles of 40 words or more in date order, without their stories; how many."""
    ordered = sorted(rows("gva-dev", 40), key=lambda r: (r["date"] or "", r["id"]))[: most or None]
    pages.write_text("".join(json.dumps({k: v for k, v in row.items() if k != "story"}, ensure_ascii=False) + "\n" for row in ordered), encoding="utf-8")
    return len(ordered)


def measured(pages: Path, out: Path, workers: int) -> dict[str, float]:
    """Seconds of wall and processor time, and MB, of one run of the command."""
    begun, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "corroborate", "analyze", str(pages), "--json", str(out), "--workers", str(workers)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    most, parallel = 0.0, 0.0
    while process.poll() is None:
        family = _family(process.pid)
        most = max(most, sum(map(_proportional, family)))
        if len(family) > 2:
            parallel = sum(map(_spent, family))
        time.sleep(0.25)
    if process.returncode:
        sys.exit(f"the command ended with status {process.returncode}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {
        "wall s": round(time.perf_counter() - begun), "processor s": round(spent), "in the pool s": round(parallel),
        "on idle cores s": round(parallel / workers + spent - parallel), "memory MB": round(most),
    }


def _family(pid: int) -> list[int]:
    """A process and all below it."""
    try:
        below = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [pid, *(p for child in below for p in _family(int(child)))]


def _proportional(pid: int) -> float:
    """MB of a process, what it shares counted in part."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def _spent(pid: int) -> float:
    """Processor seconds of a process so far."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
