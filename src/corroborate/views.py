"""Parts of the output contract, for the commands that ask a database: the same fields with the same meaning."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from corroborate.export import as_json
from corroborate.types import Analysis

HEAD = ("schema", "program", "version")


def stories_json(analysis: Analysis) -> dict[str, Any]:
    """All stories, each with how many claims of each verdict it holds."""
    whole = as_json(analysis)
    verdicts = Counter((c["story"], c["verdict"]) for c in whole["claims"])
    counted = [{**s, "claims": {v: verdicts[s["id"], v] for v in ("disputed", "agreed", "varied", "single")}} for s in whole["stories"]]
    return {**{k: whole[k] for k in HEAD}, "stories": counted}


def story_json(analysis: Analysis, story: str) -> dict[str, Any]:
    """One story with its articles, their findings, and its claims."""
    return _within(analysis, story, ("articles", "mentions", "quotations", "credits", "quantities", "events", "reuse", "claims"))


def origins_json(analysis: Analysis, story: str) -> dict[str, Any]:
    """One story with what tells where its articles come from: who is named, what is shared."""
    return _within(analysis, story, ("articles", "credits", "reuse"))


def pieces(value: dict[str, Any]) -> Iterator[str]:
    """*value* as text, an item of a list on a line of its own."""
    yield "{"
    for i, (name, part) in enumerate(value.items()):
        rows = ",\n".join(json.dumps(item, ensure_ascii=False, allow_nan=False) for item in part) if isinstance(part, list) and part else None
        yield f"{',' if i else ''}\n{json.dumps(name)}: " + (f"[\n{rows}\n]" if rows else json.dumps(part, ensure_ascii=False, allow_nan=False))
    yield "\n}\n"


def _within(analysis: Analysis, story: str, kinds: Sequence[str]) -> dict[str, Any]:
    whole = as_json(analysis)
    (found,) = (s for s in whole["stories"] if s["id"] == story)
    held = set(found["articles"])
    return {**{k: whole[k] for k in HEAD}, "stories": [found], **{kind: [item for item in whole[kind] if _belongs(item, story, held)] for kind in kinds}}


def _belongs(item: dict[str, Any], story: str, articles: set[str]) -> bool:
    """Whether a claim is the story's; an article, a finding or a shared passage one of its articles'."""
    if "story" in item:
        return bool(item["story"] == story)
    return bool(item["article"] in articles if "article" in item else {item["a"], item["b"]} <= articles if "a" in item else item["id"] in articles)
