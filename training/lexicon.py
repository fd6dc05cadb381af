"""Makes `lemmas.tsv`: what the treebanks' lemmas say against the rules of `corroborate.language.lemmas`.

    python -m training.lexicon DATA_FOLDER > src/corroborate/language/weights/lemmas.tsv
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from corroborate.language.encoder import known
from corroborate.language.lemmas import regular
from training.treebanks import OPEN_GENRES, read_treebank

HEADER = "# Forms whose lemma the rules do not give: kind, form, lemma. From UD English EWT and the openly licensed genres of UD English GUM; CC BY-SA 4.0."


def exceptions(words: Iterator[tuple[str, str, str, str]]) -> dict[tuple[str, str], str]:
    """(kind, form) → lemma, from (form, lemma, upos, feats); the form in lower case unless its own spelling decides."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    feats_of: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for form, lemma, upos, feats in words:
        kind = f"{upos}$" if "Poss=Yes" in feats else upos
        if lemma == "_":
            continue
        for key in {(kind, form), (kind, form if upos == "PROPN" else form.lower())}:
            counts[key][lemma] += 1
            feats_of[key][feats] += 1
    likeliest = {key: max(found.items(), key=lambda kv: (kv[1], kv[0]))[0] for key, found in counts.items()}
    out = {}
    for (kind, form), lemma in sorted(likeliest.items(), key=lambda kv: (kv[0][0], kv[0][1].lower() != kv[0][1], kv[0][1])):
        by_rule = regular(form, kind.rstrip("$"), feats_of[kind, form].most_common(1)[0][0], known)
        if (out.get((kind, form.lower())) or by_rule) != lemma:
            out[kind, form] = lemma
    return out


def main() -> None:
    data = Path(sys.argv[1])
    sentences = [s for name in ("ewt", "gum") for s in read_treebank(data / f"treebanks/{name}-train.conllu.xz") if s.genre in OPEN_GENRES]
    found = exceptions((w.form, w.lemma, w.upos, w.feats) for s in sentences for w in s.words)
    print(HEADER)
    for (kind, form), lemma in sorted(found.items()):
        print(kind, form, lemma, sep="\t")


if __name__ == "__main__":
    main()
