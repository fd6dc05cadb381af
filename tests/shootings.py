"""Invented articles of two shootings in one town, days apart, and of a charge weeks later."""

from __future__ import annotations

from wire import printed

SHOT_A = printed(
    "a", "WESTBROOK — A 34-year-old man was shot and wounded outside a laundromat in the 400 block of Alder Street on Tuesday night, police said. Marcus Tilden was hit "
    "in the leg as he loaded a basket into his car. "
    "Detectives are looking for a gray sedan.", outlet="Westbrook Gazette", date="2031-05-14", title="Man shot outside Westbrook laundromat",
)
SHOT_B = printed(
    "b", "Marcus Tilden, 34, was folding towels when the first shot came. The Westbrook man was wounded in the leg Tuesday on Alder Street; a gray sedan drove off, "
    "witnesses told police.",
    outlet="KWBK", date="2031-05-15", title="Witnesses describe Alder Street shooting",
)
SHOT_OTHER = printed(
    "c", "WESTBROOK — A 19-year-old woman was shot and wounded outside a bakery in the 1200 block of Quarry Road on Saturday night, police said. Dana Ostrow was hit in "
    "the shoulder. Detectives are looking for two men on a scooter.",
    outlet="Westbrook Gazette", date="2031-05-19", title="Woman shot outside Westbrook bakery",
)
CHARGED = printed(
    "d", "A man accused of wounding Marcus Tilden outside a laundromat on Alder Street in Westbrook was charged with aggravated assault on Friday. Prosecutors said Eli "
    "Kranz, 27, drove the gray sedan.",
    outlet="Valley Herald", date="2031-06-13", title="Charge in Alder Street laundromat shooting",
)
