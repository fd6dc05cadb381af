"""A small invented story and a lone article, for tests of the house around the analysis. Only the agency is real, and it wrote none of this."""

from __future__ import annotations

from pathlib import Path

HARBOUR = """Ferry runs aground off Cape Ansel

By Mirela Tansy, The Harbour Times

PORT ANSEL, March 4, 2031 (Reuters) — A ferry with 112 people on board ran aground off Cape Ansel on Monday, the coast guard said.

"Nobody was in danger at any time," said coast guard commander Ivo Brandl. "The hull held."

Three people were injured, according to the harbour hospital.
"""

LEDGER = """Aground, then home: ferry passengers spend a night at sea

By Ode Farrow, Lowland Ledger

PORT ANSEL, March 4, 2031 — A ferry carrying 112 people ran aground near Cape Ansel on Monday.

"Nobody was in danger at any time," the coast guard's commander, Ivo Brandl, told the Ledger.

Five people were injured, the hospital said.

Passengers complained that they had waited for hours. "We were told nothing," said Greta Holm, who travelled with two children.
"""

RADIO = """Ferry freed from sandbank

March 5, 2031

The ferry that ran aground off Cape Ansel was pulled free on Tuesday, Radio Ansel reported.

Ivo Brandl, the commander of the coast guard, said nobody had been in danger at any time.
"""

CHEESE = """A town's cheese wins a prize at last

By Sanna Quill, The Meadow Post

MEADOWSEND, June 11, 2029 — The cheese of Meadowsend has won the gold medal at the county fair.

"My grandmother would have wept," said cheesemaker Tobias Reng. Judges praised its rind.
"""

STORY = {"harbour.txt": HARBOUR, "ledger.txt": LEDGER, "radio.txt": RADIO}
ALL = {**STORY, "cheese.txt": CHEESE}


def laid(folder: Path, texts: dict[str, str] = ALL) -> Path:
    """*texts* as files in *folder*."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def pile(folder: Path, count: int) -> Path:
    """*count* short articles that differ."""
    return laid(folder, {f"{i:03}.txt": HARBOUR.replace("112", str(100 + i)).replace("Brandl", f"Brandl-{i}") for i in range(count)})
