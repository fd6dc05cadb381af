"""A story by five invented outlets, two of which credit each other for the same; two carry an agency's text; one sums up what the others say."""

from __future__ import annotations

import json
from pathlib import Path

WIRE = (
    "PORT ANSEL (AP) — The harbor master of a small coastal town resigned Monday after dozens of buoys vanished from a locked shed, officials said.\n\n"
    "Orrin Vale handed in his keys shortly after noon, council leader Ines Dorn told reporters on the steps of the town hall. “This is a sad day for the harbor,” she said.\n\n"
    "Fishermen have complained for weeks that the channel is no longer marked. Two boats ran aground on a sandbank near the lighthouse in April"
)
ROWS = (
    ("Port Ansel Courier", "2031-05-04", "Harbour master to step down over missing buoys",
     "PORT ANSEL — Harbour master Orrin Vale will step down on Friday over 40 buoys that went missing from a locked shed, the Lowland Ledger reported on Sunday.\n\n"
     "Mr. Vale, 58, did not answer his telephone. A neighbour said the lights in his house had been off since Thursday.\n\nThe buoys cost the town about 12,000 dollars in all."),
    ("Lowland Ledger", "2031-05-04", "Vale leaves, buoys still gone",
     "Orrin Vale, the harbour master of Port Ansel, will step down over the missing buoys on Friday, according to the Port Ansel Courier.\n\n"
     "Some 40 buoys disappeared from a locked shed in April. “Nobody has a key but him,” a fisherman told the Ledger."),
    ("KQZX", "2031-05-05", "Harbor master resigns amid buoy probe", f"{WIRE}, and one of them had to be towed to the yard at Quill Point, where it still waits for repair."),
    ("Meadow Post", "2031-05-05", "Harbor master resigns after buoys vanish", f"{WIRE}."),
    ("Coast Weekly", "2031-05-06", "What we know about the buoys",
     "What the Lowland Ledger and the Port Ansel Courier have reported does not agree on who had the keys to the shed in Port Ansel.\n\n"
     "Orrin Vale resigned on Monday. An auditor found 52 buoys missing, KQZX reported, nearly a third of all that the town owns.\n\n"
     "Dorn said a new harbour master would be named in June."),
)  # fmt: skip


def laid(folder: Path) -> list[str]:
    """One file an article in *folder*; their paths, earliest first."""
    folder.mkdir()
    paths = []
    for number, (outlet, date, title, text) in enumerate(ROWS):
        path = folder / f"{number}.jsonl"
        path.write_text(json.dumps({"id": str(number), "outlet": outlet, "date": date, "title": title, "text": text}) + "\n", encoding="utf-8")
        paths.append(str(path))
    return paths
