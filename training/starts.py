"""Trains the head that finds where sentences begin, alone, on a finished network; all that the network says otherwise stays as it is.

    python -m training.starts --prepared prepared.jsonl --run FOLDER --out FOLDER [--minutes N]

Reads `average.pt` and `header.json` of *run* and writes both to *out*, for `training.export`. Every document is told where sentences begin by rule,
and in some of them sentences have lost their stops, as in hurried writing. Saves every ten minutes and resumes.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import time
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor

from training import data
from training.data import IGNORE
from training.model import Reader
from training.prepare import Document
from training.train import CONFIG, factor, sizes

STOPS = frozenset(".!?")


def unstopped(d: Document, share: float, rng: random.Random) -> Document:
    """The words and sentences of *d*, of which a *share* have lost their stop; nothing else is kept of it."""
    lost = {s - 1 for s in d.starts if s and d.words[s - 1] in STOPS and rng.random() < share}
    kept = [i for i in range(len(d.words)) if i not in lost]
    place = {old: new for new, old in enumerate(kept)}
    ruled = [place[i] for i in d.ruled or () if i - 1 not in lost and i in place]
    return Document(d.source, [d.words[i] for i in kept], sorted({place[s] for s in d.starts if s in place}), True, ruled=ruled)


def windows(documents: Sequence[Document], config: dict[str, Any], rng: random.Random) -> list[data.Window]:
    """One epoch's stretches of many sentences."""
    s = config["starts"]
    chosen = [unstopped(d, rng.choice(s["shares"]) if rng.random() < s["unstopped"] else 0.0, rng) for d in documents]
    return data.training_windows(chosen, config | {"window": config["window"] | {"single": s["single"]}, "sample": {}}, rng)


def batches(documents: Sequence[Document], config: dict[str, Any], rng: random.Random) -> Iterator[dict[str, Tensor]]:
    """`ids`, `mask`, `case`, `first`, `begin` without end."""
    while True:
        found = windows(documents, config, rng)
        lengths = [sum(len(data.pieces_of(x)) for x in w.document.words[w.start : w.end]) + 2 for w in found]
        for group in data.batches(lengths, config["train"]["pieces"], rng):
            yield _batch([found[i] for i in group], config, rng)


def _batch(group: Sequence[data.Window], config: dict[str, Any], rng: random.Random) -> dict[str, Tensor]:
    rows = []
    for w in group:
        words, case = data.surface(w.document.words[w.start : w.end], config, rng)
        rows.append(data.featurise(words, case, data.hints(w, ruled=True)))
    begins = [[IGNORE, *(int(i in w.sentences) for i in range(w.start + 1, w.end))] for w in group]
    made = {"ids": data.pad([r[0] for r in rows], 0), "mask": data.pad([[1] * len(r[0]) for r in rows], 0), "case": data.pad([r[1] for r in rows], 0)}
    made |= {"first": data.pad([r[2] for r in rows], 0), "begin": data.pad(begins, IGNORE)}
    return {k: torch.from_numpy(v) for k, v in made.items()}


def loss(model: Reader, b: dict[str, Tensor]) -> Tensor:
    """Mean over the words; only `Reader.starts` learns."""
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        words = model.words(model.encoder(b["ids"], b["mask"], model.case(b["case"])), b["first"])
        base = model.text(model.views(words, "text")[0])[..., 0]
    logits = base.float() + model.starts(words.float(), (b["first"] > 0).unsqueeze(-1).float())
    known = b["begin"] != IGNORE
    return F.binary_cross_entropy_with_logits(logits[known], b["begin"][known].float())


def train(prepared: Path, run: Path, out: Path, config: dict[str, Any]) -> Reader:
    """Train for the configured minutes."""
    torch.manual_seed(config["seed"])
    out.mkdir(parents=True, exist_ok=True)
    header, documents = data.load(prepared)
    shutil.copy(run / "header.json", out / "header.json")
    documents = [d for d in documents if d.begins and d.ruled is not None]
    model = Reader(sizes(header["labels"]))
    source = out / "average.pt" if (out / "average.pt").exists() else run / "average.pt"
    model.load_state_dict(torch.load(source, weights_only=True), strict=False)
    if source.parent == out:  # the head goes on, the network may be a later one
        model.load_state_dict({k: v for k, v in torch.load(run / "average.pt", weights_only=True).items() if not k.startswith("starts.")}, strict=False)
    model.eval()
    model.starts.train()
    s, rng = config["starts"], random.Random(config["seed"])
    optimiser = torch.optim.AdamW(model.starts.parameters(), lr=s["rate"], weight_decay=config["train"]["weight_decay"])
    average = {k: v.detach().clone() for k, v in model.starts.state_dict().items()}
    began, saved, running = time.monotonic(), time.monotonic(), 0.0
    for step, batch in enumerate(batches(documents, config, rng)):
        progress = (time.monotonic() - began) / 60 / s["minutes"]
        if progress >= 1:
            break
        for group in optimiser.param_groups:
            group["lr"] = s["rate"] * factor(step, progress, config | {"train": config["train"] | {"warmup": 30, "decay": 0.7}})
        found = loss(model, batch)
        optimiser.zero_grad(set_to_none=True)
        found.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(model.starts.parameters(), 1.0)
        optimiser.step()
        running = 0.98 * running + 0.02 * float(found.detach()) if step else float(found.detach())
        with torch.no_grad():
            torch._foreach_lerp_(list(average.values()), list(model.starts.state_dict().values()), 1 - min(0.99, (1 + step) / (10 + step)))
        if step % 50 == 0:
            print(json.dumps({"step": step, "progress": round(progress, 3), "begin": round(running, 4)}), flush=True)
        if time.monotonic() - saved > config["train"]["checkpoint_minutes"] * 60:
            _save(model, average, out)
            saved = time.monotonic()
    _save(model, average, out)
    return model


def _save(model: Reader, average: dict[str, Tensor], out: Path) -> None:
    torch.save({**model.state_dict(), **{f"starts.{k}": v for k, v in average.items()}}, out / "average.tmp")
    (out / "average.tmp").replace(out / "average.pt")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("prepared", "run", "out"):
        options.add_argument(f"--{name}", type=Path, required=True)
    options.add_argument("--config", type=Path, default=CONFIG)
    options.add_argument("--minutes", type=float)
    options.add_argument("--threads", type=int, default=2)
    chosen = options.parse_args()
    torch.set_num_threads(chosen.threads)
    config = tomllib.loads(chosen.config.read_text(encoding="utf-8"))
    if chosen.minutes:
        config["starts"]["minutes"] = chosen.minutes
    train(chosen.prepared, chosen.run, chosen.out, config)


if __name__ == "__main__":
    main()
