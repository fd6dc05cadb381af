"""Trains the reader; saves as it goes and resumes where it stopped.

    python -m training.train --prepared prepared.jsonl --base FOLDER_OF_MINILM --out FOLDER [--steps N] [--evaluate DATA]

*base* holds `model.safetensors` of all-MiniLM-L6-v2. Writes `checkpoint.pt` (everything), `average.pt` (the weights to export) and `log.jsonl`.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor

from training import data
from training.data import IGNORE, Targets, Window
from training.model import DISTANCES, LAYERS, Encoder, Reader, Scores, Sizes
from training.prepare import Document

CONFIG = Path(__file__).with_name("config.toml")
Batch = dict[str, Tensor]


def sizes(labels: dict[str, list[str]]) -> Sizes:
    """The network's sizes for *labels*."""
    return Sizes(len(labels["upos"]), len(labels["feats"]), len(labels["names"]), len(labels["rel"]))


def collate(group: Sequence[Window], targets: Targets, config: dict[str, Any], rng: random.Random, teacher: Teacher | None) -> Batch:
    """The tensors of one step."""
    rows = []
    ruled = [w.document.ruled is not None and rng.random() < config["augment"]["ruled"] for w in group]
    for w, by_rule in zip(group, ruled, strict=True):
        words, case = data.surface(w.document.words[w.start : w.end], config, rng)
        ids, cases, first = data.featurise(words, case, data.hints(w, ruled=by_rule))
        hidden = config["augment"]["masked"]
        ids = [data.MASK if rng.random() < hidden and 0 < k < len(ids) - 1 else i for k, i in enumerate(ids)]
        rows.append((ids, cases, first))
    out = {"ids": data.pad([r[0] for r in rows], 0), "mask": data.pad([[1] * len(r[0]) for r in rows], 0)}
    out |= {"case": data.pad([r[1] for r in rows], 0), "first": data.pad([r[2] for r in rows], 0)}
    made = [targets(w, ruled=r) for w, r in zip(group, ruled, strict=True)]
    for key in made[0]:
        out[key] = data.pad([m[key] for m in made], {"names": 0, "sentence": -1}.get(key, IGNORE))
    found = [data.mentions(w) for w in group]
    out["mention"] = data.pad([[m[0] for m in f] for f in found], IGNORE)
    out["cluster"] = data.pad([[m[1] for m in f] for f in found], IGNORE)
    out["anaphoric"] = data.pad([[int(m[2]) for m in f] for f in found], 0)
    batch = {k: torch.from_numpy(v) for k, v in out.items()}
    if teacher is not None:
        batch["taught"] = teacher.vectors(group)
    return batch


# losses


def _mean(loss: Tensor, known: Tensor, words: int) -> Tensor:
    """Over the known, but a batch that knows little does not shout."""
    return (loss * known).sum() / max(float(known.sum()), 0.3 * words)


def _classes(logits: Tensor, gold: Tensor, words: int) -> Tensor:
    loss = F.cross_entropy(logits.float().flatten(0, 1), gold.flatten(), ignore_index=IGNORE, reduction="none")
    return _mean(loss, (gold.flatten() != IGNORE).float(), words)


def _allowed(logits: Tensor, bits: Tensor, words: int) -> Tensor:
    """Minus the log of the probability of all allowed tags together."""
    every = torch.arange(logits.shape[-1])
    masked = logits.float().masked_fill(((bits.unsqueeze(-1) >> every) & 1) == 0, -1e4)
    loss = logits.float().logsumexp(-1) - masked.logsumexp(-1)
    return _mean(loss, (bits > 0).float(), words)


def _refer(model: Reader, scores: Scores, b: Batch) -> Tensor:
    """Mention pairs: each mention chooses an earlier one of its cluster, or none where it is new."""
    at, cluster = b["mention"], b["cluster"]
    known = at != IGNORE
    index = at.clamp(min=0)
    ana = torch.gather(scores.anaphor.float(), 1, index.unsqueeze(-1).expand(-1, -1, scores.anaphor.shape[-1]))
    ant = torch.gather(scores.antecedent.float(), 1, index.unsqueeze(-1).expand(-1, -1, scores.antecedent.shape[-1]))
    gap = (index.unsqueeze(2) - index.unsqueeze(1)).clamp(min=1).float().log2().long().clamp(max=DISTANCES - 1)
    pair = ana[..., :-1] @ ant[..., :-1].transpose(1, 2) / 8 + ant[..., -1].unsqueeze(1) + model.distance[gap]
    earlier = (index.unsqueeze(2) > index.unsqueeze(1)) & known.unsqueeze(1)
    pair = pair.masked_fill(~earlier, -1e4)
    none = ana[..., -1:]
    same = earlier & (cluster.unsqueeze(2) == cluster.unsqueeze(1))
    total = torch.cat([none, pair], -1).logsumexp(-1)
    linked = pair.masked_fill(~same, -1e4).logsumexp(-1)
    has = same.any(-1)
    loss = total - torch.where(has, linked, none.squeeze(-1))
    counted = known & (has | (b["anaphoric"] == 0))
    return (loss * counted).sum() / max(float(counted.sum()), 10.0)


def _meaning(scores: Scores, b: Batch) -> Tensor:
    """One minus the cosine between each sentence's mean vector and its teacher's."""
    taught = b["taught"]
    member = (b["sentence"].unsqueeze(1) == torch.arange(taught.shape[1]).view(1, -1, 1)).float()
    mean = member @ scores.meaning.float() / member.sum(-1, keepdim=True).clamp(min=1)
    known = (taught.abs().sum(-1) > 0).float()
    return ((1 - F.cosine_similarity(mean, taught, dim=-1)) * known).sum() / known.sum().clamp(min=1)


def losses(model: Reader, scores: Scores, b: Batch) -> dict[str, Tensor]:
    """Each head's loss on a batch."""
    words = int((b["sentence"] >= 0).sum())
    same = b["sentence"].unsqueeze(2) == b["sentence"].unsqueeze(1)
    open_ = torch.cat([torch.ones_like(same[..., :1]), same], -1)
    arc = scores.arc.float().masked_fill(~open_, -1e4)
    head = b["head"].clamp(min=0)
    governor = torch.gather(scores.governor, 1, head.unsqueeze(-1).expand(-1, -1, scores.governor.shape[-1]))
    begin = F.binary_cross_entropy_with_logits(scores.begin.float(), b["begin"].clamp(min=0).float(), reduction="none")
    roles = (b["roles"].clamp(min=0).unsqueeze(-1) >> torch.arange(3)) & 1
    role = F.binary_cross_entropy_with_logits(scores.roles.float(), roles.float(), reduction="none").sum(-1)
    out = {
        "arc": _classes(arc, b["head"], words),
        "rel": _classes(model.relation(scores.dependent, governor), b["rel"], words),
        "upos": _classes(scores.upos, b["upos"], words),
        "feats": _classes(scores.feats, b["feats"], words),
        "names": _allowed(scores.names, b["names"], words),
        "begin": _mean(begin, (b["begin"] != IGNORE).float(), words),
        "roles": _mean(role, (b["roles"] != IGNORE).float(), words),
        "refer": _refer(model, scores, b),
    }
    if "taught" in b:
        out["meaning"] = _meaning(scores, b)
    return out


# the teacher of meaning


class Teacher:
    """The untouched sentence encoder's vectors of the sentences of documents, made once and kept in a file."""

    def __init__(self, documents: Sequence[Document], base: Path, cache: Path) -> None:
        self.offset: dict[int, int] = {}
        texts: list[str] = []
        for d in documents:
            self.offset[id(d)] = len(texts)
            texts += [_joined(d.words[a:b]) for a, b in zip(d.starts, [*d.starts[1:], len(d.words)], strict=True)]
        if not cache.exists():
            np.save(cache, _embed(texts, base).astype(np.float16))
        self.all = np.load(cache)
        if len(self.all) != len(texts):
            raise ValueError(f"{cache} belongs to another prepared file; remove it")

    def vectors(self, group: Sequence[Window]) -> Tensor:
        """[windows, most sentences, 384]; zeros pad and stand for sentences too short to mean much."""
        most = max(len(w.sentences) for w in group)
        out = np.zeros((len(group), most, 384), np.float32)
        for row, w in enumerate(group):
            at = self.offset[id(w.document)] + w.document.starts.index(w.start)
            lengths = np.diff([*w.sentences, w.end])
            out[row, : len(w.sentences)] = self.all[at : at + len(w.sentences)].astype(np.float32) * (lengths > 3)[:, None]
        return torch.from_numpy(out)


def _joined(words: Sequence[str]) -> str:
    text = " ".join(words)
    for part in ("n't", "'s", "'re", "'ve", "'ll", "'d", "'m", "n’t", "’s", "’re", "’ve", "’ll", "’d", "’m"):
        text = text.replace(f" {part}", part)
    return text


@torch.inference_mode()
def _embed(texts: Sequence[str], base: Path) -> np.ndarray[Any, Any]:
    encoder = Encoder()
    encoder.load(load_file(base / "model.safetensors"))
    encoder.eval()
    ids = [data.featurise(t.split())[0][:256] for t in texts]
    out = np.zeros((len(texts), 384), np.float32)
    for group in data.batches([len(i) for i in ids], 8000):
        x, mask = torch.from_numpy(data.pad([ids[i] for i in group], 0)), torch.from_numpy(data.pad([[1] * len(ids[i]) for i in group], 0))
        with torch.autocast("cpu", torch.bfloat16):
            h = encoder(x, mask, torch.zeros(1))[-1].float()
        m = mask.unsqueeze(-1).float()
        out[group] = F.normalize((h * m).sum(1) / m.sum(1), dim=-1).numpy()
    return out


# the loop


def groups(model: Reader, config: dict[str, Any]) -> list[dict[str, Any]]:
    """Parameters with their rates: lower layers and embeddings learn more slowly."""
    t = config["train"]
    out: list[dict[str, Any]] = []
    for name, p in model.named_parameters():
        rate = t["head_rate"]
        if name.startswith("encoder.layers."):
            rate = t["encoder_rate"] * t["layer_decay"] ** (LAYERS - 1 - int(name.split(".")[2]))
        elif name.startswith("encoder."):
            rate = t["embedding_rate"]
        out.append({"params": [p], "lr": rate, "rate": rate, "weight_decay": t["weight_decay"] if p.ndim > 1 else 0.0})
    return out


def factor(step: int, progress: float, config: dict[str, Any]) -> float:
    """Of the learning rates: up, level, then down like one minus a square root; *progress* runs from 0 to 1."""
    t = config["train"]
    begin = 1 - t["decay"]
    if progress <= begin:
        return min(1.0, (step + 1) / t["warmup"])
    return max(0.0, 1 - math.sqrt((progress - begin) / t["decay"]))


class Training:
    """The state that a checkpoint holds."""

    def __init__(self, model: Reader, config: dict[str, Any], out: Path) -> None:
        self.model, self.config, self.out = model, config, out
        self.optimiser = torch.optim.AdamW(groups(model, config), betas=(0.9, 0.98), fused=True)
        self.average = {k: v.detach().clone() for k, v in model.state_dict().items()}
        self.rng, self.step, self.epoch, self.minutes = random.Random(config["seed"]), 0, 0, 0.0

    @property
    def progress(self) -> float:
        """How much of the training is done: of its minutes where the configuration limits them, else of its steps."""
        t = self.config["train"]
        return max(self.minutes / t["minutes"] if t.get("minutes") else 0.0, self.step / t["steps"])

    def save(self) -> None:
        """Write the checkpoint beside the old one, then put it in its place."""
        state = {"model": self.model.state_dict(), "optimiser": self.optimiser.state_dict(), "average": self.average}
        state |= {"step": self.step, "epoch": self.epoch, "minutes": self.minutes, "rng": self.rng.getstate()}
        torch.save(state, self.out / "checkpoint.tmp")
        (self.out / "checkpoint.tmp").replace(self.out / "checkpoint.pt")
        torch.save(self.average, self.out / "average.pt")

    def resume(self) -> None:
        """Take up the checkpoint if there is one; its epoch begins anew."""
        path = self.out / "checkpoint.pt"
        if path.exists():
            state = torch.load(path, weights_only=False)
            self.model.load_state_dict(state["model"])
            self.optimiser.load_state_dict(state["optimiser"])
            self.average, self.step, self.epoch = state["average"], state["step"], state["epoch"]
            self.minutes = state["minutes"]
            self.rng.setstate(state["rng"])

    def update(self, batch: Batch) -> dict[str, float]:
        """One step; the losses before it."""
        for group in self.optimiser.param_groups:
            group["lr"] = group["rate"] * factor(self.step, self.progress, self.config)
        with torch.autocast("cpu", torch.bfloat16):
            found = losses(self.model, self.model(batch["ids"], batch["mask"], batch["case"], batch["first"]), batch)
            total = torch.stack([self.config["weight"][k] * v for k, v in found.items()]).sum()
        self.optimiser.zero_grad(set_to_none=True)
        total.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), self.config["train"]["clip"])
        self.optimiser.step()
        self.step += 1
        keep = min(self.config["train"]["average"], (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            torch._foreach_lerp_(list(self.average.values()), list(self.model.state_dict().values()), 1 - keep)
        return {k: float(v.detach()) for k, v in found.items()}


def epochs(state: Training, documents: Sequence[Document], targets: Targets, teacher: Teacher | None) -> Iterator[Batch]:
    """Batches without end, cut and shuffled anew each epoch."""
    while True:
        found = data.training_windows(documents, state.config, state.rng)
        lengths = [int(sum(len(data.pieces_of(x)) for x in w.document.words[w.start : w.end])) + 2 for w in found]
        for group in data.batches(lengths, state.config["train"]["pieces"], state.rng):
            yield collate([found[i] for i in group], targets, state.config, state.rng, teacher)
        state.epoch += 1


def train(prepared: Path, base: Path | None, out: Path, config: dict[str, Any], *, dev: Path | None = None, start: Path | None = None) -> Training:
    """Train until the configured number of steps; *base* `None` starts from chance (for tests), *start* from the weights in that file."""
    torch.manual_seed(config["seed"])
    out.mkdir(parents=True, exist_ok=True)
    header, documents = data.load(prepared)
    model = Reader(sizes(header["labels"]))
    if base:
        model.encoder.load(load_file(base / "model.safetensors"))
    if start:
        model.load_state_dict(torch.load(start, weights_only=True))
    (out / "header.json").write_text(json.dumps(header), encoding="utf-8")
    state = Training(model, config, out)
    state.resume()
    teacher = Teacher(documents, base, out / "teacher.npy") if base else None
    model.train()
    last = saved = time.monotonic()
    running: dict[str, float] = {}
    for batch in epochs(state, documents, Targets(header["labels"]), teacher):
        if state.progress >= 1:
            break
        for key, value in state.update(batch).items():
            running[key] = 0.98 * running.get(key, value) + 0.02 * value
        state.minutes, last = state.minutes + (time.monotonic() - last) / 60, time.monotonic()
        if state.step % 50 == 0:
            _log(out, {"step": state.step, "epoch": state.epoch, "minutes": round(state.minutes, 1), **{k: round(v, 4) for k, v in running.items()}})
        if time.monotonic() - saved > config["train"]["checkpoint_minutes"] * 60:
            state.save()
            if dev:
                _log(out, {"step": state.step, **evaluate_average(state, header["labels"], dev)})
            saved = time.monotonic()
    state.save()
    if dev:
        _log(out, {"step": state.step, **evaluate_average(state, header["labels"], dev)})
    return state


def evaluate_average(state: Training, labels: dict[str, list[str]], dev: Path) -> dict[str, Any]:
    """The averaged weights' figures on the dev sets."""
    from training.evaluate import TorchRunner, figures

    model = Reader(sizes(labels))
    model.load_state_dict(state.average)
    return figures(TorchRunner(model.eval()), labels, dev)


def _log(out: Path, row: dict[str, Any]) -> None:
    with (out / "log.jsonl").open("a", encoding="utf-8") as log:
        print(json.dumps(row), file=log, flush=True)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--prepared", type=Path, required=True)
    options.add_argument("--base", type=Path, required=True)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--config", type=Path, default=CONFIG)
    options.add_argument("--start", type=Path, help="weights to start from, made by `training.warm` or an earlier run")
    options.add_argument("--steps", type=int)
    options.add_argument("--minutes", type=float, help="end after so much time instead; the schedule follows the clock")
    options.add_argument("--threads", type=int, default=2)
    options.add_argument("--dev", type=Path, help="the data folder, to measure on its dev sets at each checkpoint")
    chosen = options.parse_args()
    torch.set_num_threads(chosen.threads)
    config = tomllib.loads(chosen.config.read_text(encoding="utf-8"))
    if chosen.steps:
        config["train"]["steps"] = chosen.steps
    if chosen.minutes:
        config["train"] |= {"minutes": chosen.minutes, "steps": 10**9}
    train(chosen.prepared, chosen.base, chosen.out, config, dev=chosen.dev, start=chosen.start)


if __name__ == "__main__":
    main()
