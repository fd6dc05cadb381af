"""Writes the model card that lies beside the weights: data by name, licences, figures, limits, hash.

    python -m training.card --data DATA --run RUN --weights english.int8.onnx --figures bench/frozen/language.json > src/corroborate/language/weights/CARD.md
"""

from __future__ import annotations

import argparse
import hashlib
import json
import lzma
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from training.treebanks import OPEN_GENRES, read_treebank

TEXT = """\
# Corroborate's language core

`english.int8.onnx` ({size:.1f} MB, SHA-256 {digest}) reads English words and says, for each: part of speech, morphological features, head and relation,
name and its type, whether a sentence begins there, whether the word is part of a cue, of attributed content or of its source, what a pronoun or noun may
refer to, and a vector of meaning. One encoder (MiniLM-L6, 384 wide) under small heads; 8-bit weights per channel; inputs `ids`, `mask`, `case`
[batch, pieces] `first` [batch, words] and `near` (the words of which sentences and references are asked); labels and the small matrices used after
decoding are in the file's metadata.
`lemmas.tsv` are the forms whose lemma rules do not give, `tokenizer.json` its WordPiece vocabulary.

All run in `onnxruntime` on any processor, without PyTorch and without a network. Activations are scaled per batch, so a sentence's scores depend a little on
what is batched with it: batches never cross articles, and an article's findings never depend on other articles, on the number of threads, or on the number of processes.

## Intended use
Reading English news: the trees, parts of speech, names and sentence meanings that the rules of Corroborate build on. Not meant for other languages
(they are recognised and left alone), nor for judging people: it says what a sentence's grammar is, never whether it is true.

## Licence
Base model all-MiniLM-L6-v2: Apache-2.0. The trained weights and `lemmas.tsv` derive from share-alike treebanks and are given under **CC BY-SA 4.0**.

## Figures (8 bits, dev sets, gold words and sentences unless said; percent)
{figures}

Trees and tags are those of sentences read alone, as the package does, but for "among neighbours". `raw` is read from text in which each document is one line without paragraphs.
`reference`: share of he, she and their forms, and of singular definite common nouns for persons, that are linked to the right person by the package's rules
(`bench/reference.py`; nothing given; GUM dev, open genres). `names.politics`: CrossNER politics, the last 342 sentences, held out;
nationality, group, work and other joined. spaCy's convolutional pipeline, trained ten minutes on the same treebanks, reached UPOS 94.11, LAS 81.62,
lemma 95.70, names 58.7 on EWT test.

## How it was made
{how}

## Limits
English of the web, of Wikipedia and of Wikinews; little speech, no fiction. Names of works and products are weak. Attribution and reference were learnt from
some two hundred news articles and seven genres of GUM: take them as hints, not findings. Uncased pieces: capitals reach it as one of seven shapes of a word.
Longer than 240 pieces at once it was never trained to read. Headlines, lists and captions, text in capitals, text without punctuation and transcripts are read less well:
treebanks hold few. The treebanks' texts are mostly American, of 1999 to 2020; names common elsewhere are recognised less well, and what is built on names inherits that.

## Data
{inputs}

- **UD English EWT** (CC BY-SA 4.0), with the name layer of Universal NER that its authors withdrew for the training part.
- **GUM** (annotations CC BY 4.0), the genres news, interview, voyage, bio, speech, academic and court; its documents: {gum}.
- **WikiGold**, **WNUT-17**, **Broad Twitter Corpus** (CC BY 4.0); **CrossNER** (MIT), of its politics part the first 400 sentences.
- **Wikinews** (CC BY 2.5, its authors), annotated for this project:
{articles}
"""


def articles(data: Path) -> Iterator[str]:
    """A line for each Wikinews article."""
    with lzma.open(data / "quotations/wikinews-train.jsonl.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            yield f"  - {article['title']} ({article['date']}), {article['url'].replace('org//', 'org/')}"


def card(data: Path, header: dict[str, Any], weights: Path, figures: dict[str, Any], how: str) -> str:
    """The card's text."""
    raw = weights.read_bytes()
    gum = sorted({s.document.removeprefix("GUM_") for s in read_treebank(data / "treebanks/gum-train.conllu.xz") if s.genre in OPEN_GENRES})
    return TEXT.format(
        size=len(raw) / 1e6,
        digest=hashlib.sha256(raw).hexdigest(),
        figures="| figure | |\n|---|---|\n" + "\n".join(f"| {k} | {v} |" for k, v in figures.items() if not k.startswith("speed")),
        how=how,
        inputs="| file | SHA-256 |\n|---|---|\n" + "\n".join(f"| `{k}` | {v} |" for k, v in header["inputs"].items()),
        gum=", ".join(gum),
        articles="\n".join(articles(data)),
    )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("data", "run", "weights", "figures"):
        options.add_argument(f"--{name}", type=Path, required=True)
    options.add_argument("--how", default="", help="a paragraph on the training")
    chosen = options.parse_args()
    header = json.loads((chosen.run / "header.json").read_text(encoding="utf-8"))
    print(card(chosen.data, header, chosen.weights, json.loads(chosen.figures.read_text(encoding="utf-8")), chosen.how))


if __name__ == "__main__":
    main()
