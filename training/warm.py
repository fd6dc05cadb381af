"""Starts a network from an earlier exported one (8-bit ONNX, its labels beside it) instead of from the sentence encoder alone.

    python -m training.warm --onnx english.int8.onnx --labels labels.json --base FOLDER_OF_MINILM --prepared prepared.jsonl --out warm.pt

Takes over the encoder, the taggers, the arcs and the three name types; relations and the other heads begin anew. Word embeddings were never
trained there and come from *base* in full precision.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from safetensors.torch import load_file

from training import names
from training.model import LAYERS, Reader
from training.train import sizes

Arrays = dict[str, NDArray[np.float32]]
OLD_NAMES = {"person": "PER", "organisation": "ORG", "place": "LOC", "country": "LOC"}


def arrays(path: Path) -> tuple[Arrays, Arrays]:
    """The file's weights as 32-bit numbers: matrices [in, out] by the module that multiplies with them, and everything else by name."""
    graph = onnx.load(str(path)).graph
    raw = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    matrices: Arrays = {}
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            name = node.input[1].removesuffix("_quantized")
            zero, scale = raw[f"{name}_zero_point"].astype(np.float32), raw[f"{name}_scale"]
            matrices[node.output[0].removeprefix("/m/").split("/MatMul")[0]] = (raw[node.input[1]].astype(np.float32) - zero) * scale
    return matrices, raw


def warm(model: Reader, path: Path, old: dict[str, list[str]], labels: dict[str, list[str]]) -> None:
    """Write the earlier network's weights into *model*."""
    matrices, raw = arrays(path)
    state: dict[str, Any] = {}

    def take(mine: str, module: str, bias: str) -> None:
        state[f"{mine}.weight"], state[f"{mine}.bias"] = matrices[module].T, raw[bias]

    for p in ("weight", "bias"):
        state[f"encoder.norm.{p}"] = raw[f"m.enc.embeddings.LayerNorm.{p}"]
    for i in range(LAYERS):
        at, name = f"enc/encoder/layer.{i}/", f"m.enc.encoder.layer.{i}."
        own = f"encoder.layers.{i}."
        state[f"{own}qkv.weight"] = np.concatenate([matrices[f"{at}attention/self/{n}"].T for n in ("query", "key", "value")])
        state[f"{own}qkv.bias"] = np.concatenate([raw[f"{name}attention.self.{n}.bias"] for n in ("query", "key", "value")])
        take(f"{own}out", f"{at}attention/output/dense", f"{name}attention.output.dense.bias")
        take(f"{own}up", f"{at}intermediate/dense", f"{name}intermediate.dense.bias")
        take(f"{own}down", f"{at}output/dense", f"{name}output.dense.bias")
        for p in ("weight", "bias"):
            state[f"{own}norm_attention.{p}"] = raw[f"{name}attention.output.LayerNorm.{p}"]
            state[f"{own}norm.{p}"] = raw[f"{name}output.LayerNorm.{p}"]
    take("tag.0", "tag/tag.0", "m.tag.0.bias")
    take("names.0", "nerh/nerh.0", "m.nerh.0.bias")
    take("dependent", "ad", "m.ad.bias")
    take("head", "ah", "m.ah.bias")
    state["root"], state["case.weight"] = raw["m.root"], _embedding(raw, "m.case.weight")
    state["bilinear"] = next(v for v in matrices.values() if v.shape == (257, 256)) * 16
    mix = np.log(next(v for n, v in raw.items() if n.startswith("onnx::Einsum")) + 1e-6)
    state["mix"] = np.stack([mix[0], mix[1], mix[2], mix[2], np.array([-4, -4, -4, -4, -4, -4, 2.0])])
    _classes(state, "upos", matrices["upos"], raw["m.upos.bias"], [old["upos"].index(x) if x in old["upos"] else None for x in labels["upos"]], model)
    _classes(state, "feats", matrices["feats"], raw["m.feats.bias"], [old["feats"].index(x) if x in old["feats"] else None for x in labels["feats"]], model)
    tags = ["O", *(f"{p}-{OLD_NAMES.get(t, '?')}" for t in names.TYPES for p in "BI")]
    _classes(state, "names.3", matrices["nerh/nerh.3"], raw["m.nerh.3.bias"], [old["ner"].index(x) if x in old["ner"] else None for x in tags], model)
    model.load_state_dict({k: torch.from_numpy(np.ascontiguousarray(v, np.float32)) for k, v in state.items()}, strict=False)


def _embedding(raw: Arrays, name: str) -> NDArray[np.float32]:
    return (raw[f"{name}_quantized"].astype(np.float32) - raw[f"{name}_zero_point"].astype(np.float32)) * raw[f"{name}_scale"]


def _classes(state: dict[str, Any], mine: str, matrix: NDArray[np.float32], bias: NDArray[np.float32], index: list[int | None], model: Reader) -> None:
    """Rows of a classifier by the place of each of my classes among the earlier ones; new classes begin unlikely."""
    weight = model.get_parameter(f"{mine}.weight").detach().numpy().copy()
    offset = np.full(len(index), float(bias.min()) - 1.0, np.float32)
    for i, k in enumerate(index):
        if k is not None:
            weight[i], offset[i] = matrix[:, k], bias[k]
    state[f"{mine}.weight"], state[f"{mine}.bias"] = weight, offset


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("onnx", "labels", "base", "prepared", "out"):
        options.add_argument(f"--{name}", type=Path, required=True)
    chosen = options.parse_args()
    with chosen.prepared.open(encoding="utf-8") as lines:
        labels = json.loads(next(lines))["labels"]
    model = Reader(sizes(labels))
    model.encoder.load(load_file(chosen.base / "model.safetensors"))
    warm(model, chosen.onnx, json.loads(chosen.labels.read_text(encoding="utf-8")), labels)
    torch.save(model.state_dict(), chosen.out)


if __name__ == "__main__":
    main()
