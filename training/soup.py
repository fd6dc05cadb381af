"""Mixes the averaged weights of runs that went on from each other, which reads better than any of them alone.

    python -m training.soup --runs RUN RUN … --shares 0.6 0.4 --out FOLDER [--starts RUN] [--outside 0.5]

*starts* gives the head that finds sentences (`training.starts`); *outside* is added to the logit that a word is outside names: less is named, more of it rightly.
"""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
from torch import Tensor

Weights = Mapping[str, Tensor]


def soup(runs: Sequence[Weights], shares: Sequence[float], starts: Weights | None = None, outside: float = 0.0) -> dict[str, Tensor]:
    """The weights' mean by *shares*, which sum to one; all have the same names."""
    total = sum(shares)
    out = {k: torch.stack([w[k] * (s / total) for w, s in zip(runs, shares, strict=True)]).sum(0) for k in runs[0] if not k.startswith("starts.")}
    out["names.3.bias"][0] += outside
    return out | {k: v for k, v in (starts or runs[0]).items() if k.startswith("starts.")}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--runs", type=Path, nargs="+", required=True)
    options.add_argument("--shares", type=float, nargs="+", required=True)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--starts", type=Path)
    options.add_argument("--outside", type=float, default=0.0)
    chosen = options.parse_args()
    runs = [torch.load(r / "average.pt", weights_only=True) for r in chosen.runs]
    starts = torch.load(chosen.starts / "average.pt", weights_only=True) if chosen.starts else None
    chosen.out.mkdir(parents=True, exist_ok=True)
    torch.save(soup(runs, chosen.shares, starts, chosen.outside), chosen.out / "average.pt")
    shutil.copy(chosen.runs[0] / "header.json", chosen.out / "header.json")


if __name__ == "__main__":
    main()
