"""Exports the averaged weights to one ONNX file with 8-bit weights; labels and the small matrices used after decoding go into its metadata.

    python -m training.export --run FOLDER --out FOLDER

Writes `english.onnx` (32 bits, to compare with) and `english.int8.onnx`.
"""

from __future__ import annotations

import argparse
import base64
import json
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from corroborate.language.encoder import NEAR
from training.model import Reader, Scores
from training.train import sizes

INPUTS = ("ids", "mask", "case", "first", "near")


class _Exported(torch.nn.Module):
    """The network with classes where only the likeliest is used."""

    def __init__(self, model: Reader) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, case: torch.Tensor, first: torch.Tensor, near: torch.Tensor) -> Scores:
        s = self.model(ids, mask, case, first, near)
        return s._replace(upos=s.upos.argmax(-1), feats=s.feats.argmax(-1))  # type: ignore[no-any-return]


def packed(array: torch.Tensor) -> str:
    """Shape, colon, 32-bit numbers in base 64."""
    made = array.detach().numpy().astype("<f4")
    return ",".join(str(n) for n in made.shape) + ":" + base64.b64encode(made.tobytes()).decode()


def export(model: Reader, labels: dict[str, list[str]], out: Path) -> Path:
    """Write both files; the path of the 8-bit one."""
    out.mkdir(parents=True, exist_ok=True)
    ids = torch.randint(5, 1000, (3, 17))
    feed = (ids, torch.ones_like(ids), torch.ones_like(ids), torch.arange(1, 10).expand(3, -1).contiguous(), torch.arange(1, 8).expand(3, -1).contiguous())
    axes: dict[str, dict[int, str]] = {name: {0: "batch", 1: "pieces"} for name in INPUTS[:3]}
    axes |= {name: {0: "batch", 1: "words"} for name in ("first", *Scores._fields)}
    axes |= {name: {0: "batch", 1: "near"} for name in ("near", *NEAR)}
    axes["governor"], axes["arc"] = {0: "batch", 1: "heads"}, {0: "batch", 1: "words", 2: "heads"}
    whole = out / "english.onnx"
    torch.onnx.export(_Exported(model).eval(), feed, str(whole), input_names=list(INPUTS), output_names=list(Scores._fields), dynamic_axes=axes, opset_version=17, dynamo=False)
    made = onnx.load(str(whole))
    meta = {"labels": json.dumps(labels), "relation.sum": str(model.sizes.rel_sum)}
    meta |= {"relation.weight": packed(model.rel.weight), "relation.bias": packed(model.rel.bias), "distance": packed(model.distance)}
    onnx.helper.set_model_props(made, meta)
    onnx.save(made, str(whole))
    small = out / "english.int8.onnx"
    quantize_dynamic(str(whole), str(small), weight_type=QuantType.QInt8, per_channel=True)
    made = onnx.load(str(small))
    onnx.helper.set_model_props(made, meta)
    onnx.save(made, str(small))
    return small


def load(run: Path) -> tuple[Reader, dict[str, list[str]]]:
    """The averaged network of a training run, and its labels."""
    labels = json.loads((run / "header.json").read_text(encoding="utf-8"))["labels"]
    model = Reader(sizes(labels))
    model.load_state_dict(torch.load(run / "average.pt", weights_only=True))
    return model.eval(), labels


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--run", type=Path, required=True)
    options.add_argument("--out", type=Path, required=True)
    chosen = options.parse_args()
    small = export(*load(chosen.run), chosen.out)
    print(small, small.stat().st_size)


if __name__ == "__main__":
    main()
