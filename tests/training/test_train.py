"""A training in miniature: it learns, stops, resumes, is exported, and the exported network says the same."""

import json
import tomllib
from dataclasses import asdict
from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs PyTorch, which the package itself does without")
pytest.importorskip("safetensors", reason="training needs safetensors")

from training.prepare import Document, labels  # noqa: E402

from training import names, train  # noqa: E402

SENTENCES = ["Ada Brook spoke .", "She left Portburg .", "Police came ."]


def document(n: int) -> Document:
    words = [w for s in SENTENCES for w in s.split()]
    starts = [0, 4, 8]
    head = [1, 2, -1, 2, 5, -1, 5, 5, 9, -1, 9]
    upos = ["PROPN", "PROPN", "VERB", "PUNCT", "PRON", "VERB", "PROPN", "PUNCT", "NOUN", "VERB", "PUNCT"]
    rel = ["flat" if u == "PROPN" and h < 2 else "root" if h < 0 else "punct" if u == "PUNCT" else "nsubj" for u, h in zip(upos, head, strict=True)]
    tags = [names.OUTSIDE] * 11
    tags[0], tags[1], tags[6] = names.bits("B", ("person",)), names.bits("I", ("person",)), names.bits("B", ("place", "country"))
    return Document(f"invented-{n}", words, starts, True, upos, ["_", "Number=Sing"] * 5 + ["_"], head, rel, tags, [0] * 11, [(1, 0, False), (4, 0, True)], [1, 4], [0, 4])


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    torch.set_num_threads(1)
    folder = tmp_path_factory.mktemp("training")
    documents = [document(n) for n in range(6)]
    prepared = folder / "prepared.jsonl"
    lines = [{"labels": labels(documents), "inputs": {}}, *(asdict(d) for d in documents)]
    prepared.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    config = tomllib.loads(train.CONFIG.read_text(encoding="utf-8"))
    config["train"] |= {"steps": 2, "pieces": 120, "warmup": 1}
    first = train.train(prepared, None, folder / "run", config).step
    config["train"]["steps"] = 4
    state = train.train(prepared, None, folder / "run", config)
    return {"folder": folder, "first": first, "state": state, "labels": lines[0]["labels"]}


def test_resumes_where_it_stopped(run: dict[str, Any]) -> None:
    assert (run["first"], run["state"].step) == (2, 4)


def test_weights_move_and_stay_finite(run: dict[str, Any]) -> None:
    average = torch.load(run["folder"] / "run/average.pt", weights_only=True)
    assert all(bool(torch.isfinite(v).all()) for v in average.values())
    assert float(average["distance"].abs().sum()) > 0


def test_each_head_has_a_loss(run: dict[str, Any]) -> None:
    from training.data import Targets, training_windows

    state = run["state"]
    documents = [document(n) for n in range(2)]
    config = state.config | {"window": state.config["window"] | {"single": 0}, "augment": state.config["augment"] | {"ruled": 1}}
    windows = list(training_windows(documents, config, state.rng))
    batch = train.collate(windows, Targets(run["labels"]), config, state.rng, None)
    found = train.losses(state.model, state.model(batch["ids"], batch["mask"], batch["case"], batch["first"]), batch)
    assert set(found) == {"arc", "rel", "upos", "feats", "names", "begin", "roles", "refer"}
    assert {k: float(v.detach()) for k, v in found.items() if not float(v.detach()) > 0} == {}


def test_what_is_exported_says_the_same(run: dict[str, Any]) -> None:
    pytest.importorskip("onnx", reason="export needs onnx")
    from training.evaluate import OnnxRunner, TorchRunner
    from training.export import export, load

    model, labels_ = load(run["folder"] / "run")
    export(model, labels_, run["folder"] / "onnx")
    words = [s.split() for s in SENTENCES]
    theirs = TorchRunner(model).run(words)
    ours = OnnxRunner(run["folder"] / "onnx/english.onnx").run(words)
    for a, b in zip(theirs, ours, strict=True):
        for name in ("names", "begin", "roles", "arc", "dependent", "governor", "anaphor", "antecedent", "meaning"):
            np.testing.assert_allclose(a[name], b[name], atol=2e-3, err_msg=name)
    pair = (theirs[0]["dependent"], theirs[0]["governor"][:4])
    np.testing.assert_allclose(TorchRunner(model).relation(*pair), OnnxRunner(run["folder"] / "onnx/english.onnx").relation(*pair), atol=5e-3)
