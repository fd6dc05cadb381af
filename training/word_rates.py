"""How many texts hold a word: makes `src/corroborate/data/word_rates.toml` from open corpora.

    python training/word_rates.py ../shared/data

Read: Wikinews articles (CC BY 2.5, their authors), UD English EWT and GUM (CC BY-SA 4.0, CC BY 4.0). Only counts of single words are kept.
"""

from __future__ import annotations

import json
import lzma
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from corroborate.text.shingles import words
from corroborate.text.spans import Span

#: News counts most; general English keeps a word from looking rare only because 228 news articles are few.
SHARES = {"wikinews": 0.7, "ewt": 0.15, "gum": 0.15}
BANDS = (0.5, 0.3, 0.2, 0.14, 0.1, 0.07, 0.05, 0.035, 0.025, 0.018, 0.012, 0.008, 0.005)
HEAD = """# How common a word is: the share of news texts that hold it is at least the number of its band. Words in no band are rarer.
# Made by training/word_rates.py from Wikinews (CC BY 2.5), UD English EWT (CC BY-SA 4.0) and GUM (CC BY 4.0); do not edit.
"""


def texts(data: Path) -> Iterator[tuple[str, str]]:
    for name in ("train", "dev"):
        with lzma.open(data / f"quotations/wikinews-{name}.jsonl.xz", "rt", encoding="utf-8") as lines:
            yield from (("wikinews", json.loads(line)["text"]) for line in lines)
    for corpus in ("ewt", "gum"):
        documents: dict[str, list[str]] = defaultdict(list)
        for part in ("train", "dev"):
            document = ""
            with lzma.open(data / f"treebanks/{corpus}-{part}.conllu.xz", "rt", encoding="utf-8") as lines:
                for line in lines:
                    if line.startswith("# sent_id"):
                        document = line.split("=")[1].strip().rsplit("-", 1)[0]
                    elif line.startswith("# text ="):
                        documents[document].append(line[9:].strip())
        yield from ((corpus, " ".join(sentences)) for sentences in documents.values())


def rates(data: Path) -> dict[str, float]:
    held: dict[str, Counter[str]] = defaultdict(Counter)
    size: Counter[str] = Counter()
    for corpus, text in texts(data):
        size[corpus] += 1
        held[corpus].update(set(words(text, [Span(0, len(text))])[0]))
    out: dict[str, float] = defaultdict(float)
    for corpus, counts in held.items():
        for word, count in counts.items():
            out[word] += SHARES[corpus] * count / size[corpus]
    return out


def main() -> None:
    found = rates(Path(sys.argv[1]))
    lines = [HEAD]
    for high, low in zip((2.0, *BANDS), BANDS, strict=False):
        band = sorted(w for w, rate in found.items() if low <= rate < high)
        lines.append(f'"{low}" = """\n{" ".join(band)}"""\n')
    out = Path(__file__).resolve().parents[1] / "src/corroborate/data/word_rates.toml"
    out.write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
