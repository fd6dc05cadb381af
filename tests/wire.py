"""Invented articles of invented outlets, for where they come from. Only the agencies are real, and they wrote none of this."""

from __future__ import annotations

from corroborate.text.spans import Span
from corroborate.types import Article, DateFound, Outlet, Title, WrittenBy


def printed(id_: str, text: str, *, outlet: str | None = None, date: str | None = None, origin: str | None = None, title: str | None = None) -> Article:
    """An article whose whole text is body."""
    return Article(
        id_, f"{id_}.txt", id_, text, (Span(0, len(text)),), title=Title(title, None) if title else None, outlet=Outlet(outlet, "container") if outlet else None,
        published=DateFound(date, "day", None, "container") if date else None, origin=WrittenBy(origin, "byline", None) if origin else None,
    )


FERRY_AGENCY = (
    "PORT ANSEL (AP) — A ferry with 112 people on board ran onto a sandbank off Cape Ansel before dawn on Monday and sat there, listing, until the tide came back. "
    "Crew members handed out blankets and the ship's cook made soup for everybody while tugs tried in vain to pull the vessel free. "
    "By the time the water rose again most of the children had fallen asleep under the tables of the dining saloon.\n\n"
    "“Nobody was in danger at any time,” said coast guard commander Ivo Brandl. “The hull held.”\n\n"
    "The company that runs the ferry had been fined twice in three years for sailing with charts that were out of date."
)
FERRY_CUT = (
    "A ferry with 112 people on board ran onto a sandbank off Cape Ansel before dawn Monday and sat there, listing, until the tide came back. "
    "Crew members handed out blankets and the ship's cook made soup for everybody while tugs tried in vain to pull the vessel free.\n\n"
    "“Nobody was in danger at any time,” said coast guard commander Ivo Brandl. “The hull held.”"
)
FERRY_OWN = (
    "Greta Holm had promised her two boys a quiet crossing. Instead they spent seven hours on a sandbank near Cape Ansel, where the Monday ferry went aground with 112 "
    "passengers.\n\n"
    "“Nobody was in danger at any time,” Ivo Brandl, who commands the coast guard there, told the Lowland Ledger. “The hull held.”\n\n"
    "Holm disagrees. “We were told nothing,” she said on the quay, wrapped in a towel that belonged to somebody else."
)
FAIR = (
    "The cheese of Meadowsend has won the gold medal at the county fair, ahead of forty others. Tobias Reng, who makes it in a barn behind the school, "
    "said his grandmother would have wept. Judges praised its rind and the patience behind it.\n\nAnyone with information about next year's fair is asked to call the "
    "town hall at 555-0114."
)
