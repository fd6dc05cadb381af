"""Run the analysis on the shared seeds and dev stories and write one JSON a story (scored by the score script beside them).

    python bench/dev.py OUT [STORY ...]

Looks for `../shared` beside the project; says so and stops when it is not there.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

from corroborate.config import Config
from corroborate.export import as_json
from corroborate.pipeline import read, relate
from corroborate.types import Analysis, Page, Rejected

SHARED = Path(__file__).resolve().parents[1] / ".." / "shared"


def analyse(folder: Path) -> Analysis:
    pages = []
    for path in sorted(folder.glob("*.txt")):
        raw = path.read_bytes()
        pages.append(Page(str(path), hashlib.sha256(raw).hexdigest(), text=raw.decode("utf-8"), verbatim=True))
    results = [read(page, Config()) for page in pages]
    done = sorted((r for r in results if not isinstance(r, Rejected)), key=lambda r: r[0].id)
    articles, findings = tuple(a for a, _ in done), tuple(f for _, f in done)
    return Analysis(articles, findings, relate(articles, findings, Config()), tuple(r for r in results if isinstance(r, Rejected)))


def main() -> None:
    if not SHARED.is_dir():
        sys.exit("no ../shared beside the project: nothing to measure")
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    for folder in [SHARED / "seeds", *sorted(p for p in (SHARED / "stories-dev").iterdir() if p.is_dir())]:
        if len(sys.argv) > 2 and folder.name not in sys.argv[2:]:
            continue
        (out / f"{folder.name}.json").write_text(json.dumps(as_json(analyse(folder)), ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
