"""The network: MiniLM-L6 (BERT's architecture, written out so that nothing but PyTorch is needed) under several small heads.

Everything is predicted for words from one reading of a window of text, which may hold many sentences:
parts of speech, features, names, where sentences begin, who speaks, what refers to what, and a vector of meaning.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn

HIDDEN, LAYERS, ATTENTION, INNER, VOCABULARY, POSITIONS = 384, 6, 12, 1536, 30522, 512
CASES = 16  #: what the letters of a word look like, as the tokenizer lowers them; 8 more where a sentence is said to begin
VIEWS = ("tag", "tree", "name", "text", "meaning")  #: each reads its own mixture of the encoder's layers
DISTANCES = 10  #: log2 buckets of the distance between two mentions, in words


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many classes and dimensions the heads have."""

    upos: int
    feats: int
    names: int
    rels: int
    roles: int = 3  #: cue, content, source
    arc: int = 256
    rel_sum: int = 192
    rel_product: int = 128
    refer: int = 64
    starts: int = 256


class Scores(NamedTuple):
    """What comes out, [batch, words, …]."""

    upos: Tensor
    feats: Tensor
    names: Tensor
    begin: Tensor  #: [batch, words]: logit that a sentence begins here
    roles: Tensor  #: logits of cue, content, source
    arc: Tensor  #: [batch, words, words + 1]; column 0 is the root
    dependent: Tensor  #: what `relation` needs of the dependent
    governor: Tensor  #: [batch, words + 1, …]: the same of the head
    anaphor: Tensor
    antecedent: Tensor
    meaning: Tensor


class Layer(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.norm_attention = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.up = nn.Linear(HIDDEN, INNER)
        self.down = nn.Linear(INNER, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        batch, width, _ = x.shape
        # Written out: PyTorch's fused attention takes several times as long backwards on a processor.
        q, k, v = self.qkv(x).view(batch, width, 3, ATTENTION, HIDDEN // ATTENTION).permute(2, 0, 3, 1, 4).reshape(3, batch * ATTENTION, width, -1).unbind(0)
        seen = torch.bmm((torch.bmm(q * (HIDDEN // ATTENTION) ** -0.5, k.transpose(1, 2)) + bias.to(q.dtype)).softmax(-1).to(v.dtype), v)
        seen = seen.view(batch, ATTENTION, width, -1)
        x = self.norm_attention(x + self.out(seen.transpose(1, 2).reshape(batch, width, HIDDEN)))
        return self.norm(x + self.drop(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Pieces in; the embeddings and all six layers' outputs out, [7, batch, pieces, 384]."""

    def __init__(self) -> None:
        super().__init__()
        self.word = nn.Embedding(VOCABULARY, HIDDEN)
        self.position = nn.Embedding(POSITIONS, HIDDEN)
        self.kind = nn.Parameter(torch.zeros(HIDDEN))
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.drop = nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))

    def forward(self, ids: Tensor, mask: Tensor, extra: Tensor) -> list[Tensor]:
        x = self.word(ids) + self.position.weight[: ids.shape[1]] + self.kind + extra
        bias = ((1.0 - mask.to(x.dtype)) * -1e4).repeat_interleave(ATTENTION, 0).unsqueeze(1)
        out = [self.drop(self.norm(x))]
        for layer in self.layers:
            out.append(layer(out[-1], bias))
        return out

    def load(self, weights: Mapping[str, Tensor]) -> None:
        """Take the weights of a BERT checkpoint, as `transformers` names them."""
        own = {"word.weight": weights["embeddings.word_embeddings.weight"], "position.weight": weights["embeddings.position_embeddings.weight"]}
        own["kind"] = weights["embeddings.token_type_embeddings.weight"][0]
        own |= {f"norm.{p}": weights[f"embeddings.LayerNorm.{p}"] for p in ("weight", "bias")}
        theirs = {
            "out": "attention.output.dense",
            "norm_attention": "attention.output.LayerNorm",
            "up": "intermediate.dense",
            "down": "output.dense",
            "norm": "output.LayerNorm",
        }
        for i in range(LAYERS):
            at = f"encoder.layer.{i}."
            for p in ("weight", "bias"):
                own[f"layers.{i}.qkv.{p}"] = torch.cat([weights[f"{at}attention.self.{n}.{p}"] for n in ("query", "key", "value")])
                own |= {f"layers.{i}.{mine}.{p}": weights[f"{at}{name}.{p}"] for mine, name in theirs.items()}
        self.load_state_dict(own)


def _head(out: int, inner: int = 256) -> nn.Sequential:
    return nn.Sequential(nn.Linear(HIDDEN, inner), nn.GELU(), nn.Dropout(0.2), nn.Linear(inner, out))


class Starts(nn.Module):
    """How much likelier a sentence begins at each word than `Reader.text` says, from the words around: each layer looks twice as far as the one before.

    Learnt by `training.starts` when all else is; until then it says nothing.
    """

    LAYERS, STEPS, SIDE = (2, 4, 6), (1, 2, 4), 2

    def __init__(self, size: int) -> None:
        super().__init__()
        self.drop = nn.Dropout(0.3)
        self.inner = nn.Linear(len(self.LAYERS) * HIDDEN, size)
        self.around = nn.ModuleList(nn.Linear((2 * self.SIDE + 1) * size, size) for _ in self.STEPS)
        self.out = nn.Sequential(nn.Dropout(0.3), nn.Linear(size, size), nn.GELU(), nn.Dropout(0.2), nn.Linear(size, 1))
        nn.init.zeros_(self.out[-1].weight)  # type: ignore[arg-type]
        nn.init.zeros_(self.out[-1].bias)  # type: ignore[arg-type]

    def forward(self, words: Tensor, there: Tensor) -> Tensor:
        """*words* [layers, batch, words, hidden]; *there* [batch, words, 1]: 1, or 0 for padding."""
        x = F.gelu(self.inner(self.drop(torch.cat([words[i] for i in self.LAYERS], -1)))) * there
        for step, layer in zip(self.STEPS, self.around, strict=True):
            n = x.shape[1]
            wide = F.pad(x, (0, 0, self.SIDE * step, self.SIDE * step))
            near = torch.cat([wide[:, k * step : k * step + n] for k in range(2 * self.SIDE + 1)], -1)
            x = (x + F.gelu(layer(self.drop(near)))) * there
        return self.out(x).squeeze(-1)  # type: ignore[no-any-return]


class Reader(nn.Module):
    """The whole network."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.sizes = sizes
        self.encoder = Encoder()
        self.case = nn.Embedding(CASES, HIDDEN)
        nn.init.zeros_(self.case.weight)
        self.mix = nn.Parameter(torch.zeros(len(VIEWS), LAYERS + 1))
        with torch.no_grad():
            self.mix[:, 4:] = 1.0
        self.root = nn.Parameter(torch.zeros(HIDDEN))
        self.drop = nn.Dropout(0.25)
        self.tag = nn.Sequential(nn.Linear(HIDDEN, 256), nn.GELU(), nn.Dropout(0.2))
        self.upos, self.feats = nn.Linear(256, sizes.upos), nn.Linear(256, sizes.feats)
        self.names = _head(sizes.names)
        self.text = _head(1 + sizes.roles)
        self.starts = Starts(sizes.starts)
        self.dependent, self.head = nn.Linear(HIDDEN, sizes.arc), nn.Linear(HIDDEN, sizes.arc)
        self.bilinear = nn.Parameter(torch.zeros(sizes.arc + 1, sizes.arc))
        nn.init.orthogonal_(self.bilinear)
        wide = sizes.rel_sum + sizes.rel_product
        self.rel_dependent, self.rel_head = nn.Linear(HIDDEN, wide), nn.Linear(HIDDEN, wide)
        self.rel = nn.Linear(wide, sizes.rels)
        self.anaphor, self.antecedent = nn.Linear(HIDDEN, sizes.refer + 1), nn.Linear(HIDDEN, sizes.refer + 1)
        self.distance = nn.Parameter(torch.zeros(DISTANCES))
        self.meaning = nn.Linear(HIDDEN, HIDDEN, bias=False)
        nn.init.eye_(self.meaning.weight)

    def forward(self, ids: Tensor, mask: Tensor, case: Tensor, first: Tensor, near: Tensor | None = None) -> Scores:
        """*ids*, *mask*, *case* [batch, pieces]; *first* [batch, words], each word's first piece (0 pads).

        *near*: the same for the words whose `begin`, `anaphor` and `antecedent` are asked for, where those are others than of *first*: whoever asks for some
        heads alone does not pay for all.
        """
        layers = self.encoder(ids, mask, self.case(case))
        near = first if near is None else near
        words, others = self.words(layers, first), self.words(layers, near)
        tag, tree, name, role, meaning = self.views(words, "tag", "tree", "name", "text", "meaning")
        (text,) = self.views(others, "text")
        tagged = self.tag(self.drop(tag))
        texted = self.text(self.drop(torch.cat([role, text], 1)))
        begin = texted[:, first.shape[1] :, 0] + self.starts(others, (near > 0).unsqueeze(-1).to(others.dtype))
        tree = self.drop(tree)
        heads = torch.cat([self.root.to(tree.dtype).expand(tree.shape[0], 1, -1), tree], 1)
        d, h = F.gelu(self.dependent(tree)), F.gelu(self.head(heads))
        arc = (torch.cat([d, torch.ones_like(d[..., :1])], -1) @ self.bilinear.to(d.dtype)) @ h.transpose(1, 2) / 16
        refer = self.drop(text)
        return Scores(
            self.upos(tagged), self.feats(tagged), self.names(self.drop(name)), begin, texted[:, : first.shape[1], 1:], arc,
            self.rel_dependent(tree), self.rel_head(heads), self.anaphor(refer), self.antecedent(refer), self.meaning(meaning),
        )  # fmt: skip

    def words(self, layers: list[Tensor], first: Tensor) -> Tensor:
        """Each word's first piece in every layer, [7, batch, words, hidden]."""
        batch, pieces, _ = layers[0].shape
        at = (first + pieces * torch.arange(batch, device=first.device).unsqueeze(1)).flatten()
        return torch.stack([layer.flatten(0, 1).index_select(0, at) for layer in layers]).view(-1, batch, first.shape[1], HIDDEN)

    def views(self, words: Tensor, *names: str) -> tuple[Tensor, ...]:
        """Each view's mixture of the layers, [batch, words, hidden]; *words* as `words` gives them."""
        shares = self.mix.softmax(-1)[[VIEWS.index(name) for name in names]].to(words.dtype)
        return (shares @ words.flatten(1)).view(-1, *words.shape[1:]).unbind(0)

    def relation(self, dependent: Tensor, governor: Tensor) -> Tensor:
        """Relation logits for pairs of rows of `Scores.dependent` and `Scores.governor`."""
        k = self.sizes.rel_sum
        total = F.gelu(dependent[..., :k] + governor[..., :k])
        return self.rel(torch.cat([total, dependent[..., k:] * governor[..., k:]], -1))
